//! Types as their source describes them: what they say, and their fields.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::tokens::{self, is_ident, is_punct};

/// A struct or an enum.
#[derive(Debug, PartialEq)]
pub struct Item {
    pub says: String,
    /// The fields of a struct, the variants of an enum.
    pub members: Vec<Member>,
    pub is_enum: bool,
}

#[derive(Debug, PartialEq)]
pub struct Member {
    pub name: String,
    pub says: String,
    /// The type of a field; empty for a variant.
    pub of: String,
    /// The fields of a variant that has some.
    pub fields: Vec<Member>,
    /// What stands in its other attributes, without spaces: `serde(default)`.
    pub attributes: Vec<String>,
}

/// Every type in the Rust files of a folder, by name. Tests are left out.
pub fn folder(folder: &Path) -> Result<BTreeMap<String, Item>> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .with_context(|| folder.display().to_string())?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    files.retain(|path| path.extension().is_some_and(|e| e == "rs"));
    files.sort();
    let mut items = BTreeMap::new();
    for path in files {
        items.extend(file(&path)?);
    }
    Ok(items)
}

/// Every type in one file.
pub fn file(path: &Path) -> Result<BTreeMap<String, Item>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    in_text(&text).with_context(|| path.display().to_string())
}

/// Every type in a text.
pub fn in_text(text: &str) -> Result<BTreeMap<String, Item>> {
    let mut found = BTreeMap::new();
    let mut before = Attributes::default();
    let mut trees = tokens::without_tests(tokens::read(text)?).into_iter().peekable();
    while let Some(tree) = trees.next() {
        if is_punct(&tree, '#') {
            if let Some(TokenTree::Group(group)) = trees.next() {
                before.add(group.stream());
            }
            continue;
        }
        let is_enum = is_ident(&tree, "enum");
        if (is_enum || is_ident(&tree, "struct"))
            && let Some(TokenTree::Ident(name)) = trees.next()
        {
            let says = std::mem::take(&mut before).says();
            let members = match trees.next() {
                Some(TokenTree::Group(body)) if body.delimiter() == Delimiter::Brace => members(body.stream()),
                _ => Vec::new(),
            };
            let item = Item { says, members, is_enum };
            found.insert(name.to_string(), item);
        } else if !is_ident(&tree, "pub") {
            before = Attributes::default();
        }
    }
    Ok(found)
}

/// `a: A, b: B`, or `A { … }, B`: one member between two commas that stand in no angle brackets.
fn members(body: TokenStream) -> Vec<Member> {
    let mut members = Vec::new();
    let mut part: Vec<TokenTree> = Vec::new();
    let mut depth = 0_i32;
    for tree in body {
        match &tree {
            TokenTree::Punct(p) if p.as_char() == '<' => depth += 1,
            TokenTree::Punct(p) if p.as_char() == '>' => depth -= 1,
            TokenTree::Punct(p) if p.as_char() == ',' && depth == 0 => {
                members.extend(member(std::mem::take(&mut part)));
                continue;
            }
            _ => {}
        }
        part.push(tree);
    }
    members.extend(member(part));
    members
}

fn member(part: Vec<TokenTree>) -> Option<Member> {
    let mut before = Attributes::default();
    let mut trees = part.into_iter();
    let name = loop {
        match trees.next()? {
            TokenTree::Punct(p) if p.as_char() == '#' => {
                if let Some(TokenTree::Group(group)) = trees.next() {
                    before.add(group.stream());
                }
            }
            TokenTree::Ident(name) if name != "pub" => break name.to_string(),
            _ => {}
        }
    };
    let (mut of, mut fields) = (String::new(), Vec::new());
    match trees.next() {
        Some(TokenTree::Punct(colon)) if colon.as_char() == ':' => {
            of = trees.map(|t| t.to_string()).collect();
        }
        Some(TokenTree::Group(body)) if body.delimiter() == Delimiter::Brace => fields = members(body.stream()),
        _ => {}
    }
    Some(Member {
        name,
        of,
        fields,
        attributes: before.others.clone(),
        says: before.says(),
    })
}

#[derive(Default)]
struct Attributes {
    lines: Vec<String>,
    others: Vec<String>,
}

impl Attributes {
    fn add(&mut self, inside: TokenStream) {
        let trees: Vec<TokenTree> = inside.into_iter().collect();
        match trees.as_slice() {
            [doc, equals, TokenTree::Literal(text)] if is_ident(doc, "doc") && is_punct(equals, '=') => {
                self.lines.push(text_of(&text.to_string()));
            }
            _ => self
                .others
                .push(trees.iter().map(|t| t.to_string().replace(' ', "")).collect()),
        }
    }

    /// The first paragraph, as one line.
    fn says(self) -> String {
        let lines = self.lines.iter().map(|l| l.trim());
        lines.take_while(|l| !l.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// What a string literal says.
fn text_of(literal: &str) -> String {
    let inside = literal
        .trim_start_matches(['r', '#'])
        .trim_end_matches('#')
        .trim_matches('"');
    if literal.starts_with('r') {
        return inside.to_owned();
    }
    let (mut text, mut escaped) = (String::new(), false);
    for c in inside.chars() {
        if c == '\\' && !escaped {
            escaped = true;
        } else {
            text.push(c);
            escaped = false;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_read_with_their_words() {
        let found = in_text(
            "/// A home, or\n/// \"house\".\n///\n/// More.\n#[derive(Debug)]\npub struct Home {\n/// Where.\npub line: String,\n\
             #[serde(default, skip)] pub at: Map<A, B>,\n}\npub enum Kind { /// First.\nOne { on: Date }, Two }\npub struct Bare;\nfn no() {}\n\
             /// Of a function.\nfn yes() {}\npub struct NotSaid {}\n#[cfg(test)] struct Test {}",
        )
        .unwrap();
        let names: Vec<&str> = found.keys().map(String::as_str).collect();
        assert_eq!(names, ["Bare", "Home", "Kind", "NotSaid"]);
        let home = &found["Home"];
        assert_eq!(home.says, "A home, or \"house\".");
        let fields: Vec<_> = home
            .members
            .iter()
            .map(|m| (m.name.as_str(), m.of.as_str(), m.says.as_str()))
            .collect();
        assert_eq!(fields, [("line", "String", "Where."), ("at", "Map<A,B>", "")]);
        assert_eq!(home.members[1].attributes, ["serde(default,skip)"]);
        let kind = &found["Kind"];
        assert!(kind.is_enum);
        assert_eq!(
            (kind.members[0].name.as_str(), kind.members[0].says.as_str()),
            ("One", "First.")
        );
        assert_eq!(kind.members[0].fields[0].of, "Date");
        assert_eq!((found["NotSaid"].says.as_str(), found["Bare"].says.as_str()), ("", ""));
    }
}
