//! Makes the files that the browser asks for: one style sheet, one script, one icon, and the licences of the packages in them.
//!
//! The two front-end packages come from `node_modules` (`npm ci` in `crates/web`). Of their styles only the blocks listed in
//! `styles/packages.txt` are kept. Their font, the crown and their pictures are never embedded and never named: Holdfast is not
//! part of GOV.UK, and may not wear its clothes.

#![allow(clippy::print_stdout, reason = "cargo reads a build script's standard output")]

use std::collections::BTreeSet;
use std::error::Error;
use std::io::Write as _;
use std::path::Path;
use std::{env, fs};

use sha2::{Digest as _, Sha256};

const GOVUK: &str = "node_modules/govuk-frontend";
const MOJ: &str = "node_modules/@ministryofjustice/frontend";

/// Our own styles, in the order in which they are joined: a later file may rely on being later.
const STYLES: &[&str] = &[
    "tokens",
    "frame",
    "density",
    "layout",
    "states",
    "tables",
    "navigation",
    "identity",
    "past",
    "rows",
    "timeline",
    "clocks",
    "cards",
    "forms",
    "genogram",
    "focus",
    "print",
];
/// Our own scripts. All share one module scope with the package's script, which comes first.
const SCRIPTS: &[&str] = &["start", "refresh", "session", "drafts", "follow"];

fn main() {
    for place in ["build.rs", "styles", "scripts", "package-lock.json", GOVUK, MOJ] {
        println!("cargo::rerun-if-changed={place}");
    }
    if !Path::new(GOVUK).is_dir() || !Path::new(MOJ).is_dir() {
        println!(
            "cargo::error=the front-end packages are not installed: run `npm ci` in crates/web, or `make assets` at the top"
        );
        return;
    }
    if let Err(error) = build() {
        println!("cargo::error=the browser's files could not be made: {error}");
    }
}

fn build() -> Result<(), Box<dyn Error>> {
    let mut table = String::new();
    let licences_at = emit(
        &mut table,
        "LICENCES",
        "licences",
        "txt",
        "text/plain; charset=utf-8",
        &read("styles/licences.txt")?,
    )?;
    let origin = format!("/* Contains parts of GOV.UK Frontend and MoJ Frontend (MIT): see {licences_at} */\n");
    emit(
        &mut table,
        "STYLES",
        "holdfast",
        "css",
        "text/css; charset=utf-8",
        &(origin.clone() + &styles()?),
    )?;
    emit(
        &mut table,
        "SCRIPT",
        "holdfast",
        "js",
        "text/javascript; charset=utf-8",
        &(origin + &script()?),
    )?;
    emit(
        &mut table,
        "ICON",
        "holdfast",
        "svg",
        "image/svg+xml",
        &read("styles/icon.svg")?,
    )?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("assets.rs"), table)?;
    Ok(())
}

/// Writes one file, plain and gzipped, and its constant; the address carries a hash of the content, so it never changes meaning.
fn emit(
    table: &mut String,
    constant: &str,
    stem: &str,
    extension: &str,
    media_type: &str,
    content: &str,
) -> Result<String, Box<dyn Error>> {
    let hash: String = Sha256::digest(content.as_bytes())
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let file = format!("{stem}.{extension}");
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join(&file), content)?;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(content.as_bytes())?;
    fs::write(Path::new(&out).join(format!("{file}.gz")), gzip.finish()?)?;
    let path = format!("/assets/{stem}-{hash}.{extension}");
    table.push_str(&format!(
        "pub const {constant}: Asset = Asset {{\n    path: {path:?},\n    tag: {tag:?},\n    media_type: {media_type:?},\n    \
         plain: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{file}\")),\n    \
         gzip: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{file}.gz\")),\n}};\n",
        tag = format!("\"{hash}\""),
    ));
    Ok(path)
}

fn styles() -> Result<String, Box<dyn Error>> {
    let listed = read("styles/packages.txt")?;
    let blocks: BTreeSet<&str> = listed
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .collect();
    let mut sheet = String::from("@layer govuk, moj;\n");
    for (layer, file) in [
        ("govuk", format!("{GOVUK}/dist/govuk/govuk-frontend.min.css")),
        ("moj", format!("{MOJ}/moj/moj-frontend.min.css")),
    ] {
        sheet.push_str(&format!("@layer {layer} {{\n{}}}\n", cut(&read(&file)?, &blocks)));
    }
    for name in STYLES {
        sheet.push_str(&read(&format!("styles/{name}.css"))?);
    }
    Ok(sheet)
}

/// The package's script is one module without imports; without its list of exports it can share a scope with ours.
fn script() -> Result<String, Box<dyn Error>> {
    let package = read(&format!("{GOVUK}/dist/govuk/govuk-frontend.min.js"))?;
    let (body, exports) = package
        .rsplit_once("export{")
        .ok_or("the package's script has no exports any more")?;
    if !exports.contains("initAll") || body.contains("import ") {
        return Err("the package's script is not the one module that it was".into());
    }
    let mut joined = format!("{body}\n");
    for name in SCRIPTS {
        joined.push_str(&read(&format!("scripts/{name}.js"))?);
    }
    Ok(joined)
}

fn read(path: &str) -> Result<String, Box<dyn Error>> {
    fs::read_to_string(path).map_err(|error| format!("{path}: {error}").into())
}

/// A package's style sheet without the rules of blocks that are not listed, without fonts and without pictures.
fn cut(css: &str, blocks: &BTreeSet<&str>) -> String {
    let mut kept = String::new();
    let mut rest = css;
    while let Some((prelude, body, after)) = next_rule(rest) {
        rest = after;
        let prelude = prelude.trim();
        if prelude.starts_with("@font-face") {
            continue;
        }
        let nested = prelude.starts_with("@media") || prelude.starts_with("@supports") || prelude.starts_with("@-moz");
        let (head, inner) = if nested {
            (prelude.to_owned(), cut(body, blocks))
        } else if prelude.starts_with('@') {
            (prelude.to_owned(), body.to_owned())
        } else {
            let selectors: Vec<&str> = split(prelude, ',')
                .into_iter()
                .filter(|selector| listed(selector, blocks))
                .collect();
            (selectors.join(","), declarations(body))
        };
        if !head.is_empty() && !inner.is_empty() {
            kept.push_str(&format!("{head}{{{inner}}}\n"));
        }
    }
    kept
}

/// Our font is set once for everything, so every other mention of a font goes; so does every picture of the packages.
fn declarations(body: &str) -> String {
    let kept: Vec<&str> = split(body, ';')
        .into_iter()
        .filter(|declaration| !declaration.trim_start().starts_with("font-family:") && !declaration.contains("url("))
        .collect();
    kept.join(";")
}

/// Whether every block of the packages that a selector names is listed.
fn listed(selector: &str, blocks: &BTreeSet<&str>) -> bool {
    selector.split('.').skip(1).all(|class| {
        let end = class.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '\\' | '!')));
        let class = class.get(..end.unwrap_or(class.len())).unwrap_or_default();
        // The footer's crown and crest are drawn by no page of ours.
        if class.contains("crown") || class.contains("copyright") {
            return false;
        }
        let block = class
            .split("__")
            .next()
            .and_then(|name| name.split("--").next())
            .unwrap_or_default();
        !(block.starts_with("govuk-") || block.starts_with("moj-")) || blocks.contains(block)
    })
}

/// The next rule of a style sheet: what stands before its brace, what stands inside, and the rest. Comments and `@charset` are passed over.
fn next_rule(css: &str) -> Option<(&str, &str, &str)> {
    let mut css = css.trim_start();
    loop {
        if let Some(comment) = css.strip_prefix("/*") {
            css = comment.split_once("*/")?.1.trim_start();
        } else if css.starts_with("@charset") {
            css = css.split_once(';')?.1.trim_start();
        } else {
            break;
        }
    }
    let open = css.find('{')?;
    let mut depth = 0_usize;
    let mut quote = None;
    for (at, c) in css.char_indices().skip_while(|(at, _)| *at < open) {
        match (quote, c) {
            (Some(mark), _) if mark == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '{') => depth += 1,
            (None, '}') => {
                depth -= 1;
                if depth == 0 {
                    return Some((css.get(..open)?, css.get(open + 1..at)?, css.get(at + 1..)?));
                }
            }
            (None, _) => {}
        }
    }
    None
}

/// Splits at a mark that stands outside brackets and quotation marks.
fn split(text: &str, mark: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut quote, mut start) = (0_usize, None, 0_usize);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth = depth.saturating_sub(1),
            (None, _) if c == mark && depth == 0 => {
                parts.push(text.get(start..at).unwrap_or_default());
                start = at + c.len_utf8();
            }
            (None, _) => {}
        }
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts.retain(|part| !part.is_empty());
    parts
}
