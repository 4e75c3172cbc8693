//! Work left for later, tests that do not run, and silenced lints without a reason.

use anyhow::{Context, Result};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::{
    finding::Finding,
    tokens::{self, is_ident, is_punct},
    tree::Tree,
};

const CODE: &[&str] = &[
    ".rs", ".html", ".js", ".mjs", ".css", ".sh", ".sql", ".toml", ".yml", "Makefile",
];

/// Put together here, so that this file does not find itself.
const LATER: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
    concat!("HA", "CK"),
];

pub fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (path, text) in tree.texts(CODE) {
        for (number, line) in text.lines().enumerate() {
            if let Some(word) = LATER.iter().find(|word| has_word(line, word)) {
                findings.push(Finding::new(
                    path,
                    number + 1,
                    format!("{word}: do it now, or file it as an issue"),
                ));
            }
        }
    }
    for (path, text) in tree.texts(&[".rs"]) {
        attributes(
            path,
            tokens::read(text).with_context(|| path.to_owned())?,
            &mut findings,
        );
    }
    Ok(findings)
}

fn has_word(line: &str, word: &str) -> bool {
    let edge = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    line.match_indices(word)
        .any(|(at, _)| edge(line[..at].chars().next_back()) && edge(line[at + word.len()..].chars().next()))
}

fn attributes(path: &str, source: TokenStream, findings: &mut Vec<Finding>) {
    let trees: Vec<TokenTree> = source.into_iter().collect();
    for (at, tree) in trees.iter().enumerate() {
        let TokenTree::Group(group) = tree else { continue };
        let before = |back: usize, c: char| at >= back && is_punct(&trees[at - back], c);
        let is_attribute =
            group.delimiter() == Delimiter::Bracket && (before(1, '#') || before(1, '!') && before(2, '#'));
        if is_attribute {
            findings.extend(silenced(group).map(|says| Finding::new(path, tokens::line(tree), says)));
        } else {
            attributes(path, group.stream(), findings);
        }
    }
}

/// What is wrong with an attribute, `cfg_attr` looked into.
fn silenced(attribute: &Group) -> Option<&'static str> {
    let inner: Vec<TokenTree> = attribute.stream().into_iter().collect();
    if inner.first().is_some_and(|t| is_ident(t, "ignore")) {
        return Some("an ignored test tests nothing: run it or remove it");
    }
    for (at, tree) in inner.iter().enumerate() {
        let TokenTree::Group(arguments) = tree else { continue };
        let of = |name: &str| at > 0 && is_ident(&inner[at - 1], name);
        let reason = arguments.stream().into_iter().any(|t| is_ident(&t, "reason"));
        if (of("allow") || of("expect")) && !reason {
            return Some("a lint is silenced without `reason = \"…\"`");
        }
        if of("cfg_attr") {
            return silenced(arguments);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::places;

    fn check(path: &str, text: &str, expect: &[usize]) {
        let expect: Vec<String> = expect.iter().map(|line| format!("{path}:{line}")).collect();
        assert_eq!(
            places(&super::check(&Tree::of(&[(path, text)])).unwrap()),
            expect,
            "{text}"
        );
    }

    #[test]
    fn work_left_for_later_is_found() {
        for word in LATER {
            check("a.rs", &format!("\n// {word}: names"), &[2]);
            check("a.sh", &format!("# {word}"), &[1]);
        }
        check("a.sh", "mktemp -d -t a.XXXXXX", &[]);
        check("a.md", &format!("no {} in code", LATER[0]), &[]);
    }

    #[test]
    fn a_lint_silenced_without_a_reason_is_found() {
        check("a.rs", "#![allow(dead_code)]", &[1]);
        check("a.rs", "fn a() {\n #[allow(\n clippy::x\n)] let b = 1; }", &[2]);
        check("a.rs", "#[expect(dead_code)] fn a() {}", &[1]);
        check("a.rs", "#[cfg_attr(test, allow(dead_code))] fn a() {}", &[1]);
        check(
            "a.rs",
            "#[allow(dead_code, reason = \"read by the debugger\")] fn a() {}",
            &[],
        );
        check("a.rs", "// #[allow(dead_code)]", &[]);
    }

    #[test]
    fn a_test_that_does_not_run_is_found() {
        check("a.rs", "#[test]\n#[ignore] fn a() {}", &[2]);
        check("a.rs", "#[test]\n#[ignore = \"slow\"] fn a() {}", &[2]);
    }
}
