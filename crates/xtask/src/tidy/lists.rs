//! A list that names the modules beside it names them all: `mod contact; mod referral; const ALL: &[_] = &[contact::FORM,
//! referral::FORM];` with a third `mod` and no third line would leave a form out in silence.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::{
    finding::Finding,
    tokens::{self, is_ident, is_punct},
    tree::Tree,
};

/// Modules that stand beside a list without being one of its kind: file, module, why.
const NOT_OF_THE_KIND: &[(&str, &str, &str)] = &[];

pub fn check(tree: &Tree) -> Result<Vec<Finding>> {
    check_with(tree, NOT_OF_THE_KIND)
}

fn check_with(tree: &Tree, not_of_the_kind: &[(&str, &str, &str)]) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut excused = BTreeSet::new();
    for (path, text) in tree.texts(&[".rs"]).filter(|(path, _)| path.starts_with("crates/")) {
        let source = tokens::without_tests(tokens::read(text).with_context(|| path.to_owned())?);
        let trees: Vec<TokenTree> = source.into_iter().collect();
        let modules = declared(&trees);
        for list in lists(&trees) {
            let named: BTreeSet<&String> = list.paths.iter().filter(|first| modules.contains_key(*first)).collect();
            if named.len() < 2 {
                continue;
            }
            for (module, line) in modules.iter().filter(|(module, _)| !named.contains(module)) {
                if not_of_the_kind
                    .iter()
                    .any(|(file, name, _)| *file == path && name == module)
                {
                    excused.insert((path.to_owned(), module.clone()));
                } else {
                    findings.push(Finding::new(
                        path,
                        *line,
                        format!("mod {module} is missing from the list {}", list.name),
                    ));
                }
            }
        }
    }
    for (file, module, _) in not_of_the_kind {
        if !excused.contains(&((*file).to_owned(), (*module).to_owned())) {
            findings.push(Finding::whole(
                *file,
                format!("mod {module} no longer needs its line in xtask's NOT_OF_THE_KIND"),
            ));
        }
    }
    Ok(findings)
}

/// The modules that `trees` declares in files of their own, with their lines.
fn declared(trees: &[TokenTree]) -> BTreeMap<String, usize> {
    let file_module = |w: &[TokenTree]| match w {
        [m, TokenTree::Ident(name), end] if is_ident(m, "mod") && is_punct(end, ';') => {
            Some((name.to_string(), tokens::line(m)))
        }
        _ => None,
    };
    trees.windows(3).filter_map(file_module).collect()
}

struct List {
    name: String,
    /// The first name of every path in it.
    paths: BTreeSet<String>,
}

/// `const NAME: … = &[…];` and `static NAME: … = [...];` at the top of a file.
fn lists(trees: &[TokenTree]) -> Vec<List> {
    let starts = trees
        .iter()
        .enumerate()
        .filter(|(_, t)| is_ident(t, "const") || is_ident(t, "static"))
        .map(|(at, _)| at);
    starts.filter_map(|at| list(&trees[at + 1..])).collect()
}

fn list(item: &[TokenTree]) -> Option<List> {
    let TokenTree::Ident(name) = item.first()? else {
        return None;
    };
    let end = item.iter().position(|t| is_punct(t, ';'))?;
    let value = item[..end]
        .iter()
        .position(|t| is_punct(t, '='))
        .map(|eq| &item[eq + 1..end])?;
    let elements = value.iter().find_map(|t| match t {
        TokenTree::Group(g) if g.delimiter() == Delimiter::Bracket => Some(g.stream()),
        _ => None,
    })?;
    Some(List {
        name: name.to_string(),
        paths: first_names(elements),
    })
}

fn first_names(elements: TokenStream) -> BTreeSet<String> {
    let path = |names: Vec<String>| {
        names
            .into_iter()
            .find(|name| !matches!(name.as_str(), "self" | "crate" | "super"))
    };
    tokens::paths(elements)
        .into_iter()
        .filter(|(names, _)| names.len() > 1)
        .filter_map(|(names, _)| path(names))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::places;

    const FILE: &str = "crates/domain/src/forms/mod.rs";

    fn check(source: &str, expect: &[usize]) {
        let expect: Vec<String> = expect.iter().map(|line| format!("{FILE}:{line}")).collect();
        assert_eq!(
            places(&check_with(&Tree::of(&[(FILE, source)]), &[]).unwrap()),
            expect,
            "{source}"
        );
    }

    #[test]
    fn a_module_left_out_of_its_list_is_found() {
        check(
            "mod a;\nmod b;\nmod c;\npub const ALL: &[&Form] = &[&a::FORM, &b::FORM];",
            &[3],
        );
        check(
            "mod a;\nmod b;\nmod c;\nstatic ALL: [fn(); 2] = [a::run, self::b::run];",
            &[3],
        );
    }

    #[test]
    fn a_whole_list_and_what_is_no_list_of_modules_are_let_through() {
        check("mod a;\nmod b;\nconst ALL: &[&Form] = &[&a::FORM, &b::FORM];", &[]);
        check("mod a;\nmod b;\nconst FIRST: &[&Form] = &[&a::FORM];", &[]);
        check(
            "mod a;\nmod b;\nconst ALL: &[F] = &[a::F, b::F];\n#[cfg(test)] mod tests;",
            &[],
        );
    }

    #[test]
    fn an_excuse_is_taken_and_one_too_many_is_found() {
        let tree = Tree::of(&[(FILE, "mod a; mod b; mod c; const ALL: &[F] = &[a::F, b::F];")]);
        assert_eq!(check_with(&tree, &[(FILE, "c", "the engine they share")]).unwrap(), []);
        assert_eq!(
            check_with(&tree, &[(FILE, "c", "the engine"), (FILE, "a", "none")])
                .unwrap()
                .len(),
            1
        );
    }
}
