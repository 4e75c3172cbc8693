//! Every Rust file is part of a crate: reached by `mod` from one of its roots. A file that is not is never compiled.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::{
    finding::Finding,
    tokens::{self, is_ident, is_punct},
    tree::Tree,
};

pub fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for name in tree.crates() {
        let folder = format!("crates/{name}/");
        let files = || tree.texts(&[".rs"]).filter(|(path, _)| path.starts_with(&folder));
        let mut reached = BTreeSet::new();
        for (path, _) in files().filter(|(path, _)| is_root(&path[folder.len()..])) {
            reach(tree, path, tokens::read, &mut reached)?;
        }
        findings.extend(files().filter(|(path, _)| !reached.contains(*path)).map(|(path, _)| {
            Finding::whole(path, "no `mod` leads to this file, so it is never compiled: name it where its neighbours are named, or remove it")
        }));
    }
    Ok(findings)
}

/// `path` is relative to the crate.
fn is_root(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    matches!(
        parts.as_slice(),
        ["build.rs"]
            | ["src", "lib.rs" | "main.rs"]
            | ["src", "bin", _]
            | ["src", "bin", _, "main.rs"]
            | ["tests" | "benches" | "examples", _]
            | ["tests" | "benches" | "examples", _, "main.rs"]
    )
}

/// The files of the library `name` that are compiled when nothing is tested.
pub fn live(tree: &Tree, name: &str) -> Result<BTreeSet<String>> {
    let mut reached = BTreeSet::new();
    reach(
        tree,
        &format!("crates/{name}/src/lib.rs"),
        |text| tokens::read(text).map(tokens::without_tests),
        &mut reached,
    )?;
    Ok(reached)
}

fn reach(tree: &Tree, path: &str, read: fn(&str) -> Result<TokenStream>, reached: &mut BTreeSet<String>) -> Result<()> {
    let Some(text) = tree.text(path) else { return Ok(()) };
    if !reached.insert(path.to_owned()) {
        return Ok(());
    }
    for candidate in children(path, read(text).with_context(|| path.to_owned())?) {
        reach(tree, &candidate, read, reached)?;
    }
    Ok(())
}

/// Where the files of the modules declared in `path` may lie.
fn children(path: &str, source: TokenStream) -> Vec<String> {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let krate_relative = path.splitn(3, '/').nth(2).unwrap_or(path);
    let stem = file.trim_end_matches(".rs");
    let base = if stem == "mod" || is_root(krate_relative) {
        folder.to_owned()
    } else {
        format!("{folder}/{stem}")
    };
    let mut found = Vec::new();
    declared(source, folder, &base, &mut found);
    found
}

fn declared(source: TokenStream, folder: &str, base: &str, found: &mut Vec<String>) {
    let trees: Vec<TokenTree> = source.into_iter().collect();
    let mut named = None;
    for (at, tree) in trees.iter().enumerate() {
        if is_punct(tree, '#') {
            named = trees.get(at + 1).and_then(path_attribute).or(named);
        }
        if !is_ident(tree, "mod") {
            continue;
        }
        let Some(TokenTree::Ident(name)) = trees.get(at + 1) else {
            continue;
        };
        match (trees.get(at + 2), named.take()) {
            (Some(TokenTree::Group(g)), _) if g.delimiter() == Delimiter::Brace => {
                declared(g.stream(), folder, &format!("{base}/{name}"), found);
            }
            (_, Some(file)) => found.push(format!("{folder}/{file}")),
            _ => found.extend([format!("{base}/{name}.rs"), format!("{base}/{name}/mod.rs")]),
        }
    }
}

/// The file of `[path = "file"]`.
fn path_attribute(attribute: &TokenTree) -> Option<String> {
    let TokenTree::Group(group) = attribute else {
        return None;
    };
    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
    match inner.as_slice() {
        [name, eq, TokenTree::Literal(file)] if is_ident(name, "path") && is_punct(eq, '=') => {
            Some(file.to_string().trim_matches('"').to_owned())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::places;

    fn check(files: &[(&str, &str)], expect: &[&str]) {
        assert_eq!(places(&super::check(&Tree::of(files)).unwrap()), expect, "{files:?}");
    }

    #[test]
    fn a_file_that_no_mod_names_is_found() {
        check(
            &[
                ("crates/a/src/lib.rs", "mod b;"),
                ("crates/a/src/b.rs", ""),
                ("crates/a/src/c.rs", ""),
            ],
            &["crates/a/src/c.rs:0"],
        );
        check(
            &[("crates/a/src/lib.rs", "// mod b;"), ("crates/a/src/b.rs", "")],
            &["crates/a/src/b.rs:0"],
        );
        // Two files that only name each other are as lost as one.
        check(
            &[
                ("crates/a/src/lib.rs", ""),
                ("crates/a/src/b/mod.rs", "mod c;"),
                ("crates/a/src/b/c.rs", ""),
            ],
            &["crates/a/src/b/c.rs:0", "crates/a/src/b/mod.rs:0"],
        );
    }

    #[test]
    fn a_module_for_tests_is_not_live() {
        let files = [
            ("crates/a/src/lib.rs", "mod b; #[cfg(test)] mod c;"),
            ("crates/a/src/b.rs", ""),
            ("crates/a/src/c.rs", ""),
        ];
        let live = live(&Tree::of(&files), "a").unwrap();
        assert_eq!(
            live.iter().collect::<Vec<_>>(),
            ["crates/a/src/b.rs", "crates/a/src/lib.rs"]
        );
    }

    #[test]
    fn every_way_to_name_a_file_is_followed() {
        let files = [
            (
                "crates/a/src/main.rs",
                "mod b; mod inline { mod d; }\n#[path = \"odd.rs\"] mod e; #[cfg(test)] mod tests;",
            ),
            ("crates/a/src/b.rs", "pub(crate) mod c;"),
            ("crates/a/src/b/c/mod.rs", ""),
            ("crates/a/src/inline/d.rs", ""),
            ("crates/a/src/odd.rs", ""),
            ("crates/a/src/tests.rs", ""),
            ("crates/a/tests/pages/main.rs", "mod child;"),
            ("crates/a/tests/pages/child.rs", ""),
            ("crates/a/build.rs", ""),
        ];
        check(&files, &[]);
    }
}
