//! Rust source as tokens, so that a word in a comment or a string is never taken for code.

use anyhow::{Result, anyhow};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

pub fn read(text: &str) -> Result<TokenStream> {
    text.parse().map_err(|e| anyhow!("not Rust: {e}"))
}

/// The same source without the items that exist for tests alone (`#[cfg(test)]`).
pub fn without_tests(stream: TokenStream) -> TokenStream {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    if trees
        .windows(3)
        .any(|t| is_punct(&t[0], '#') && is_punct(&t[1], '!') && is_cfg_test(&t[2]))
    {
        return TokenStream::new();
    }
    let mut kept = Vec::new();
    let mut at = 0;
    while let Some(tree) = trees.get(at) {
        if is_punct(tree, '#') && trees.get(at + 1).is_some_and(is_cfg_test) {
            at = after_item(&trees, at + 2);
            continue;
        }
        kept.push(match tree {
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), without_tests(group.stream()));
                inner.set_span(group.span());
                TokenTree::Group(inner)
            }
            other => other.clone(),
        });
        at += 1;
    }
    kept.into_iter().collect()
}

/// Just past the item that starts at `at`: its closing brace, or its semicolon.
fn after_item(trees: &[TokenTree], mut at: usize) -> usize {
    while let Some(tree) = trees.get(at) {
        at += 1;
        if is_punct(tree, ';') {
            break;
        }
        if matches!(tree, TokenTree::Group(g) if g.delimiter() == Delimiter::Brace) {
            at += usize::from(trees.get(at).is_some_and(|next| is_punct(next, ';')));
            break;
        }
    }
    at
}

fn is_cfg_test(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Group(g) if g.delimiter() == Delimiter::Bracket && g.stream().to_string().replace(' ', "") == "cfg(test)")
}

pub fn is_punct(tree: &TokenTree, c: char) -> bool {
    matches!(tree, TokenTree::Punct(p) if p.as_char() == c)
}

pub fn is_ident(tree: &TokenTree, name: &str) -> bool {
    matches!(tree, TokenTree::Ident(i) if i == name)
}

pub fn line(tree: &TokenTree) -> usize {
    tree.span().start().line
}

/// Every path in the source with its line, `use` groups spelled out: `use std::{fs, io::Read}` gives
/// `std::fs` and `std::io::Read`. A single name is a path of one.
pub fn paths(stream: TokenStream) -> Vec<(Vec<String>, usize)> {
    let mut found = Vec::new();
    collect_paths(stream, &[], &mut found);
    found
}

fn collect_paths(stream: TokenStream, prefix: &[String], found: &mut Vec<(Vec<String>, usize)>) {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    let joined = |at: usize| {
        trees.get(at).is_some_and(|t| is_punct(t, ':')) && trees.get(at + 1).is_some_and(|t| is_punct(t, ':'))
    };
    let mut at = 0;
    while let Some(tree) = trees.get(at) {
        match tree {
            TokenTree::Ident(first) => {
                let (mut path, line) = (prefix.to_vec(), line(tree));
                path.push(first.to_string());
                at += 1;
                let mut grouped = false;
                while joined(at) {
                    match trees.get(at + 2) {
                        Some(TokenTree::Ident(next)) => path.push(next.to_string()),
                        Some(TokenTree::Group(group)) => {
                            collect_paths(group.stream(), &path, found);
                            grouped = true;
                        }
                        _ => {}
                    }
                    at += 3;
                }
                if !grouped {
                    found.push((path, line));
                }
            }
            TokenTree::Group(group) => {
                collect_paths(group.stream(), &[], found);
                at += 1;
            }
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expect: &[&str]) {
        let found = paths(without_tests(read(source).unwrap()));
        let found: Vec<String> = found
            .into_iter()
            .map(|(path, line)| format!("{}@{line}", path.join("::")))
            .collect();
        assert_eq!(found, expect, "{source}");
    }

    #[test]
    fn use_groups_are_spelled_out() {
        check(
            "use a::{b, c::{d,\n e}};",
            &["use@1", "a::b@1", "a::c::d@1", "a::c::e@2"],
        );
        check("let x = a::b(c);", &["let@1", "x@1", "a::b@1", "c@1"]);
        check("a::b::<C>()", &["a::b@1", "C@1"]);
    }

    #[test]
    fn words_in_comments_and_strings_are_not_code() {
        check("// std::fs\n\"std::fs\"", &[]);
    }

    #[test]
    fn tests_are_left_out_and_what_follows_them_is_not() {
        check("#[cfg(test)] mod tests { a::b }\nc", &["c@2"]);
        check("#[cfg(test)] mod tests;\nc", &["c@2"]);
        check("#[cfg(test)] #[derive(X)] struct A;\nc", &["c@2"]);
        check("#[cfg(test)] const A: [u8; 2] = B { c };\nd", &["d@2"]);
        check("impl A { #[cfg(test)] fn b() {} }", &["impl@1", "A@1"]);
        check("#![cfg(test)]\nfn a() {}", &[]);
    }
}
