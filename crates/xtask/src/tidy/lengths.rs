//! Nothing too long to read, nothing too big to clone.

use anyhow::Result;

use crate::{finding::Finding, tree::Tree};

const RUST_LINES: usize = 400;
const BYTES: usize = 1024 * 1024;

/// Rust files that may be longer, and why. The list only shrinks: a line that is no longer needed is found.
const LONGER: &[(&str, &str)] = &[
    (
        "crates/testkit/src/authority/families/front_door.rs",
        "one family told from its first fact to its last",
    ),
    (
        "crates/testkit/src/authority/families/shepherd.rs",
        "one family told from its first fact to its last",
    ),
];

pub fn check(tree: &Tree) -> Result<Vec<Finding>> {
    Ok(check_with(tree, LONGER))
}

fn check_with(tree: &Tree, longer: &[(&str, &str)]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, file) in tree.files().filter(|(_, file)| file.bytes > BYTES) {
        findings.push(Finding::whole(
            path,
            format!("{} bytes: over {BYTES}, too big to keep in the repository", file.bytes),
        ));
    }
    let excused = |path: &str| longer.iter().any(|(file, _)| *file == path);
    let long = |text: &str| text.lines().count() > RUST_LINES;
    for (path, text) in tree.texts(&[".rs"]).filter(|(path, text)| long(text) && !excused(path)) {
        findings.push(Finding::whole(
            path,
            format!(
                "{} lines: over {RUST_LINES}; split it by what it is about",
                text.lines().count()
            ),
        ));
    }
    for (path, _) in longer.iter().filter(|(path, _)| !tree.text(path).is_some_and(long)) {
        findings.push(Finding::whole(*path, "no longer needs its line in xtask's LONGER"));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::places;

    fn check(lines: usize, longer: &[(&str, &str)], expect: &[&str]) {
        let text = "\n".repeat(lines);
        assert_eq!(
            places(&check_with(&Tree::of(&[("crates/a/src/lib.rs", &text)]), longer)),
            expect,
            "{lines} {longer:?}"
        );
    }

    #[test]
    fn a_long_file_is_found_and_an_excuse_only_while_it_is_needed() {
        check(400, &[], &[]);
        check(401, &[], &["crates/a/src/lib.rs:0"]);
        check(401, &[("crates/a/src/lib.rs", "a table of codes")], &[]);
        check(
            400,
            &[("crates/a/src/lib.rs", "a table of codes")],
            &["crates/a/src/lib.rs:0"],
        );
        check(
            1,
            &[("crates/a/src/gone.rs", "a table of codes")],
            &["crates/a/src/gone.rs:0"],
        );
    }

    #[test]
    fn a_big_file_is_found() {
        let big = "x".repeat(BYTES + 1);
        assert_eq!(
            places(&check_with(&Tree::of(&[("docs/a.svg", &big)]), &[])),
            ["docs/a.svg:0"]
        );
    }
}
