//! Environment variables and settings: those of the command line are read from its own source; every other has its line here, and a name that
//! stands in the tree without one stops the documents.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    path::Path,
};

use anyhow::{Context, Result, ensure};
use proc_macro2::{TokenStream, TokenTree};

use super::cell;
use crate::{
    tokens::{self, is_ident, is_punct},
    tree::Tree,
    types,
    workspace::Workspace,
};

/// Put together here, so that this file's own list is not taken for a use.
const PREFIX: &str = concat!("HOLD", "FAST_");

/// Variables that no argument of the command line stands for: name, where it is not set, what it is.
const RUNNING: &[(&str, &str, &str)] = &[
    (
        "LOG",
        "`warn`",
        "What goes to standard error: a level, or levels by module, as in `info` or `store=debug`",
    ),
    (
        "OIDC_CLIENT_SECRET",
        "none",
        "The secret that the sign-in service gave out for Holdfast. Never an argument, where other users of the machine could read it",
    ),
    (
        "PASSWORD",
        "refused",
        "The password that `holdfast user add` gives somebody. Only its hash is kept",
    ),
];

const TESTING: &[(&str, &str)] = &[
    ("BINARY", "The program that the browser's tests start"),
    ("BROWSER", "The browser that the tests share, set by their runner"),
    ("CHROMIUM", "Where Chromium is"),
    (
        "DRILL_SYNCHRONOUS",
        "`NORMAL` weakens SQLite for the control of the power-cut drill; only a build with debug assertions obeys",
    ),
    (
        "DRILL_STATEMENTS",
        "A file to write every statement to, with what is in the record, for the floors of the benchmarks; only a build with debug assertions obeys",
    ),
    ("GALLERY", "A folder to write every part of a page to, in every state"),
    (
        "GOLDEN",
        "A folder to write an export to that later builds have to read (`crates/store/tests/golden`)",
    ),
    ("PICTURES", "A folder to write the genograms of the tests to"),
    ("SCREENS", "A folder for the pictures of pages"),
    (
        "SHARED",
        "The folder of public files that some tests read, where it does not stand beside the checkout",
    ),
    ("TEMPLATE", "The record that each browser test begins with a copy of"),
    (
        "TEST_POSTGRES",
        "The PostgreSQL that tests may make databases in; `scripts/postgres.sh` sets it",
    ),
];

/// Rows of the table `setting`, which lives and leaves with the record.
const KEPT: &[(&str, &str)] = &[
    ("authority_name", "The name at the head of every page"),
    (
        "demo_begun_on",
        "The day on which making the demonstration was begun: what has it, and not the day when it was made, was interrupted",
    ),
    (
        "demo_made_on",
        "The day on which the demonstration was made; only a demonstration has it",
    ),
    ("demo_people", "How many people the demonstration was made with"),
    ("demo_seed", "The seed that the demonstration was made from"),
    (
        "demo_sign_ins",
        "The sign-ins that the demonstration shows on its sign-in page",
    ),
    ("duty_telephone", "The duty team's telephone number"),
    ("help_telephone", "Whom to ring when signing in or a page does not work"),
    (
        "seal_key",
        "The key that signs hidden fields of forms. Made once, and goes along in an export",
    ),
];

pub fn write(workspace: &Workspace) -> Result<String> {
    let tree = Tree::load(&workspace.root)?;
    let arguments = arguments(&tree)?;
    let listed: BTreeSet<String> = arguments
        .keys()
        .cloned()
        .chain(RUNNING.iter().map(|(name, ..)| format!("{PREFIX}{name}")))
        .chain(TESTING.iter().map(|(name, _)| format!("{PREFIX}{name}")))
        .collect();
    let used = used(&tree);
    let differ: Vec<&String> = listed.symmetric_difference(&used).collect();
    ensure!(
        differ.is_empty(),
        "xtask's docs/settings.rs and the tree differ about {differ:?}"
    );

    let mut text = String::from(
        "# Settings\n\n## Environment variables\n\n| variable | argument | where it is not set | what it is |\n|---|---|---|---|\n",
    );
    for (name, argument) in &arguments {
        writeln!(
            text,
            "| `{name}` | `--{}` | {} | {} |",
            argument.long,
            argument.otherwise(),
            cell(&argument.says)
        )?;
    }
    for (name, otherwise, says) in RUNNING {
        writeln!(text, "| `{PREFIX}{name}` | | {otherwise} | {} |", cell(says))?;
    }
    text.push_str("\n## Of a running server\n\nFixed in this release: `Settings` in `crates/web/src/app.rs`. What is not set by an argument has the value there.\n\n| setting | value | what it is |\n|---|---|---|\n");
    text.push_str(&of_server(&workspace.root)?);
    text.push_str("\n## Kept with the record\n\n`holdfast doctor` prints them, secrets left out.\n\n| setting | what it is |\n|---|---|\n");
    kept(&tree)?;
    for (name, says) in KEPT {
        writeln!(text, "| `{name}` | {says} |")?;
    }
    text.push_str("\n## For tests and drills only\n\n| variable | what it is |\n|---|---|\n");
    for (name, says) in TESTING {
        writeln!(text, "| `{PREFIX}{name}` | {} |", cell(says))?;
    }
    Ok(text)
}

#[derive(Debug, PartialEq)]
struct Argument {
    long: String,
    default: Option<String>,
    says: String,
}

impl Argument {
    fn otherwise(&self) -> String {
        self.default
            .as_ref()
            .map_or_else(|| "none".into(), |d| format!("`{d}`"))
    }
}

/// `#[arg(long, env = "…", default_value = "…")]` with the documentation that its help is made of.
fn arguments(tree: &Tree) -> Result<BTreeMap<String, Argument>> {
    let mut found = BTreeMap::new();
    for (path, text) in tree
        .texts(&[".rs"])
        .filter(|(path, _)| path.starts_with("crates/holdfast/src/"))
    {
        for (_, item) in types::in_text(text).with_context(|| path.to_owned())? {
            for field in item.members {
                let of = |key: &str| field.attributes.iter().find_map(|a| text_after(a, key));
                if let Some(name) = of("env=") {
                    let argument = Argument {
                        long: of("long=").unwrap_or_else(|| field.name.replace('_', "-")),
                        default: of("default_value="),
                        says: field.says.clone(),
                    };
                    found.insert(name, argument);
                }
            }
        }
    }
    Ok(found)
}

/// The string that follows `key` in an attribute without spaces.
fn text_after(attribute: &str, key: &str) -> Option<String> {
    let at = attribute
        .match_indices(key)
        .find(|(at, _)| attribute[..*at].ends_with(['(', ',']))?
        .0;
    let rest = attribute[at + key.len()..].strip_prefix('"')?;
    Some(rest[..rest.find('"')?].to_owned())
}

/// Every variable of ours that anything in the tree names; prose and this list apart.
fn used(tree: &Tree) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let code = tree.texts(&[".rs", ".mjs", ".js", ".py", ".sh", "Makefile"]);
    for (path, text) in code.filter(|(path, _)| !path.ends_with("docs/settings.rs")) {
        for (at, _) in text.match_indices(PREFIX) {
            let inside_a_word = text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
            let end = text[at..].find(|c: char| !(c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_'));
            let name = &text[at..end.map_or(text.len(), |e| at + e)];
            if name.len() > PREFIX.len() && !inside_a_word && path != "drills/powercut/recorder.c" {
                names.insert(name.to_owned());
            }
        }
    }
    names
}

/// The settings of a server with their defaults, read from the type and its `Default`.
fn of_server(root: &Path) -> Result<String> {
    let path = root.join("crates/web/src/app.rs");
    let known = types::file(&path)?;
    let settings = known.get("Settings").context("no struct Settings in web/src/app.rs")?;
    let values = defaults(&std::fs::read_to_string(&path)?)?;
    let mut text = String::new();
    for field in &settings.members {
        let value = values
            .get(&field.name)
            .with_context(|| format!("no default of {}", field.name))?;
        writeln!(text, "| `{}` | `{value}` | {} |", field.name, cell(&field.says))?;
    }
    Ok(text)
}

/// `Self { a: 1, b: 2 }` of `impl Default for Settings`, each value as it is written, on one line.
fn defaults(text: &str) -> Result<BTreeMap<String, String>> {
    let trees: Vec<TokenTree> = tokens::read(text)?.into_iter().collect();
    let at = trees.windows(4).find_map(|w| match w {
        [default, of, settings, TokenTree::Group(body)]
            if is_ident(default, "Default") && is_ident(of, "for") && is_ident(settings, "Settings") =>
        {
            Some(body.stream())
        }
        _ => None,
    });
    let body = literal(at.context("no Default for Settings")?).context("the default is no literal")?;
    let mut values = BTreeMap::new();
    for part in body.into_iter().collect::<Vec<_>>().split(|t| is_punct(t, ',')) {
        if let [TokenTree::Ident(name), colon, first, .., last] | [TokenTree::Ident(name), colon, first @ last] = part
            && is_punct(colon, ':')
        {
            let span = first.span().join(last.span()).and_then(|s| s.source_text());
            let value = span.context("no source text")?;
            let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
            values.insert(name.to_string(), line.replace(", }", " }"));
        }
    }
    Ok(values)
}

/// The innermost braces after a `Self`: those of a function that returns it stand around them.
fn literal(stream: TokenStream) -> Option<TokenStream> {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    let here = trees.windows(2).find_map(|w| match w {
        [word, TokenTree::Group(body)] if is_ident(word, "Self") => Some(body.stream()),
        _ => None,
    });
    if let Some(body) = here {
        return literal(body.clone()).or(Some(body));
    }
    trees.into_iter().find_map(|t| match t {
        TokenTree::Group(group) => literal(group.stream()),
        _ => None,
    })
}

/// A setting that is written has its line, and a line has a setting that something names.
fn kept(tree: &Tree) -> Result<()> {
    let mut written = BTreeSet::new();
    let mut named = BTreeSet::new();
    for (_, text) in tree
        .texts(&[".rs"])
        .filter(|(p, _)| p.starts_with("crates/") && p.contains("/src/") && !p.contains("/xtask/"))
    {
        for call in [".set_setting(\"", ".setting_once(\""] {
            written.extend(
                text.match_indices(call)
                    .filter_map(|(at, _)| text[at + call.len()..].split('"').next()),
            );
        }
        named.extend(
            KEPT.iter()
                .map(|(name, _)| *name)
                .filter(|name| text.contains(&format!("\"{name}\""))),
        );
    }
    let listed: BTreeSet<&str> = KEPT.iter().map(|(name, _)| *name).collect();
    let differ: Vec<_> = written.difference(&listed).chain(listed.difference(&named)).collect();
    ensure!(
        differ.is_empty(),
        "xtask's docs/settings.rs and the store's settings differ about {differ:?}"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_read_with_their_help() {
        let name = format!("{PREFIX}ADDR");
        let text = format!(
            "struct Net {{ /// Where to listen\n#[arg(long, env = \"{name}\", default_value = \"127.0.0.1:1\")]\npub addr: String, #[arg(long)] b: bool }}"
        );
        let found = arguments(&Tree::of(&[
            ("crates/holdfast/src/a.rs", &text),
            ("crates/web/src/a.rs", &text),
        ]))
        .unwrap();
        let expect = Argument {
            long: "addr".into(),
            default: Some("127.0.0.1:1".into()),
            says: "Where to listen".into(),
        };
        assert_eq!(found, BTreeMap::from([(name, expect)]));
        assert_eq!(text_after("arg(long=\"as\",env=\"B\")", "long=").as_deref(), Some("as"));
        assert_eq!(text_after("arg(belong=\"as\")", "long="), None);
    }

    #[test]
    fn names_are_found_in_code_and_not_in_prose() {
        let [a, b, c] = ["A", "B_2", "C"].map(|n| format!("{PREFIX}{n}"));
        let code = format!("env {a}=1 \"{b}\" MY{c} {PREFIX}");
        let tree = Tree::of(&[("x.sh", &code), ("y.md", &c)]);
        assert_eq!(used(&tree), BTreeSet::from([a, b]));
    }

    #[test]
    fn defaults_are_read_as_they_are_written() {
        let text = "impl Default for Settings { fn default() -> Self { Self { a: None, b: S {\n x: 1, y: 2,\n }, c: f::g(3), } } }";
        let found = defaults(text).unwrap();
        let expect = [("a", "None"), ("b", "S { x: 1, y: 2 }"), ("c", "f::g(3)")];
        assert_eq!(found, expect.map(|(k, v)| (k.to_owned(), v.to_owned())).into());
    }
}
