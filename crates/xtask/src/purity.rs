//! The pure crates' own source may not reach for files, sockets, the environment, the time of day or chance.

use anyhow::{Context, Result};

use crate::{arrows::PURE, finding::Finding, tidy::modules, tokens, tree::Tree};

/// A path is refused when it holds one of these runs of names. Tests may do all of it.
const REFUSED: &[(&[&str], &str)] = &[
    (&["std", "fs"], "opens files"),
    (&["std", "net"], "opens sockets"),
    (&["std", "env"], "reads the environment"),
    (&["std", "process"], "starts or ends processes"),
    (&["std", "thread"], "starts or parks threads"),
    (&["io", "stdin"], "reads the terminal"),
    (&["io", "stdout"], "writes to the terminal"),
    (&["io", "stderr"], "writes to the terminal"),
    (&["SystemTime"], "reads the clock"),
    (&["Instant"], "reads the clock"),
    (&["Timestamp", "now"], "reads the clock"),
    (&["Zoned", "now"], "reads the clock"),
    (&["TimeZone", "system"], "reads the machine's settings"),
    (&["Uuid", "now_v7"], "reads the clock"),
    (&["Uuid", "new_v4"], "draws lots"),
    (&["getrandom"], "draws lots"),
    (&["RandomState"], "draws lots"),
];

pub fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for path in PURE
        .iter()
        .map(|name| modules::live(tree, name))
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .flatten()
    {
        let text = tree.text(&path).unwrap_or_default();
        let source = tokens::without_tests(tokens::read(text).with_context(|| path.clone())?);
        for (names, line) in tokens::paths(source) {
            if let Some((_, does)) = REFUSED
                .iter()
                .find(|(run, _)| names.windows(run.len()).any(|w| w == *run))
            {
                findings.push(Finding::new(
                    path.as_str(),
                    line,
                    format!("{} {does}: take it as an argument", names.join("::")),
                ));
            }
        }
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::places;

    fn check(source: &str, expect: &[usize]) {
        let files = [
            ("crates/domain/src/lib.rs", "mod clock;"),
            ("crates/domain/src/clock.rs", source),
        ];
        let found = super::check(&Tree::of(&files)).unwrap();
        let expect: Vec<String> = expect
            .iter()
            .map(|line| format!("crates/domain/src/clock.rs:{line}"))
            .collect();
        assert_eq!(places(&found), expect, "{source}");
    }

    #[test]
    fn reaching_out_is_found() {
        check("use std::fs;", &[1]);
        check("use std::{\n  collections::BTreeMap,\n  net::TcpStream,\n};", &[3]);
        check("fn a() { let _ = std::env::var(\"A\"); }", &[1]);
        check("fn a() -> std::time::Instant {}", &[1]);
        check("fn a() {\n jiff::Timestamp::now() }", &[2]);
        check("use std::time::SystemTime as T;", &[1]);
    }

    #[test]
    fn what_only_looks_like_it_is_let_through() {
        check("use std::io::BufRead; // never std::fs", &[]);
        check("fn a(now: Timestamp) {}", &[]);
        check("#[cfg(test)] mod tests { use std::fs; }", &[]);
    }

    #[test]
    fn other_crates_may() {
        assert_eq!(
            super::check(&Tree::of(&[("crates/store/src/lib.rs", "use std::fs;")])).unwrap(),
            []
        );
    }
}
