//! `store` is the only crate with SQL.

use anyhow::{Context, Result};
use proc_macro2::{TokenStream, TokenTree};

use crate::{
    finding::Finding,
    tokens::{self, is_punct},
    tree::Tree,
};

const STARTS: &[&str] = &[
    "SELECT ",
    "INSERT INTO ",
    "UPDATE ",
    "DELETE FROM ",
    "CREATE TABLE ",
    "CREATE INDEX ",
    "ALTER TABLE ",
    "DROP TABLE ",
    "PRAGMA ",
    "WITH ",
];

pub fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let elsewhere =
        |path: &str| path.starts_with("crates/") && path.contains("/src/") && !path.starts_with("crates/store/");
    for (path, text) in tree.texts(&[".rs"]).filter(|(path, _)| elsewhere(path)) {
        let source = tokens::without_tests(tokens::read(text).with_context(|| path.to_owned())?);
        literals(path, source, &mut findings);
    }
    for (path, _) in tree
        .files()
        .filter(|(path, _)| path.ends_with(".sql") && !path.starts_with("crates/store/"))
    {
        findings.push(Finding::whole(path, "SQL belongs in the crate store"));
    }
    Ok(findings)
}

fn literals(path: &str, source: TokenStream, findings: &mut Vec<Finding>) {
    let mut after_hash = false;
    for tree in source {
        match &tree {
            // A doc comment is an attribute that holds a string; prose may begin with a verb that SQL has too.
            TokenTree::Group(group) if !after_hash => literals(path, group.stream(), findings),
            TokenTree::Literal(literal) if is_statement(&literal.to_string()) => {
                findings.push(Finding::new(
                    path,
                    tokens::line(&tree),
                    "SQL belongs in the crate store",
                ));
            }
            _ => {}
        }
        after_hash = is_punct(&tree, '#') || after_hash && is_punct(&tree, '!');
    }
}

/// `literal` as it is written, quotes and all. A list of openings, as above, is no statement.
fn is_statement(literal: &str) -> bool {
    let Some((_, text)) = literal.split_once('"') else {
        return false;
    };
    let text = text.trim_end_matches(['"', '#']).trim_start();
    STARTS
        .iter()
        .any(|start| text.strip_prefix(start).is_some_and(|rest| !rest.trim().is_empty()))
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
    fn a_statement_outside_store_is_found() {
        check(
            "crates/web/src/child.rs",
            "\nconst A: &str = \"SELECT name FROM person\";",
            &[2],
        );
        check(
            "crates/web/src/child.rs",
            "run(r#\"\n  UPDATE person SET name = $1\"#)",
            &[1],
        );
        check("crates/web/sql/child.sql", "select 1", &[0]);
    }

    #[test]
    fn prose_tests_and_store_itself_are_let_through() {
        check("crates/web/src/child.rs", "label(\"Select a team\")", &[]);
        check(
            "crates/web/src/child.rs",
            "//! WITH care\n/** UPDATE with care */ fn a() {}",
            &[],
        );
        check(
            "crates/web/src/child.rs",
            "#[cfg(test)] mod tests { const A: &str = \"SELECT 1\"; }",
            &[],
        );
        check(
            "crates/store/src/person.rs",
            "const A: &str = \"SELECT name FROM person\";",
            &[],
        );
    }
}
