//! Every kind of fact: what it says, and its fields.

use std::{collections::BTreeSet, fmt::Write as _};

use anyhow::{Result, bail, ensure};
use domain::facts::FACT_KINDS;

use super::cell;
use crate::types::{self, Item, Member};
use crate::workspace::Workspace;

const BEGINNING: &str = "# Facts

Everything that Holdfast records is a fact of one of these kinds, written once and never changed; a later fact corrects it or takes it back. Each is filed
under a person, a contact or a household, and may be about other people too. The list stands in `crates/domain/src/facts/mod.rs`; a version that has been
released is frozen.
";

pub fn write(workspace: &Workspace) -> Result<String> {
    let domain = workspace.root.join("crates/domain/src");
    let mut known = types::folder(&domain.join("facts"))?;
    known.extend(types::folder(&domain.join("contact"))?);
    let mut text = BEGINNING.to_owned();
    let mut parts = BTreeSet::new();
    for subject in ["person", "contact", "household"] {
        write!(text, "\n## Filed under a {subject}\n")?;
        for kind in FACT_KINDS.iter().filter(|k| k.subject == subject) {
            let Some(body) = known.get(kind.body) else {
                bail!("no type {} in domain's facts", kind.body);
            };
            ensure!(
                !body.says.is_empty(),
                "{} has no docstring that says what it means",
                kind.body
            );
            write!(
                text,
                "\n### {} (`{}`, version {})\n\n{}\n",
                kind.title, kind.kind, kind.version, body.says
            )?;
            text.push_str(&fields(body)?);
            parts.extend(named(body));
        }
    }
    text.push_str("\n## Parts of facts\n");
    for name in parts {
        let Some(part) = known.get(&name) else { continue };
        write!(text, "\n### {name}\n")?;
        if !part.says.is_empty() {
            write!(text, "\n{}\n", part.says)?;
        }
        text.push_str(&fields(part)?);
    }
    Ok(text)
}

/// The table of its fields, or of its variants.
fn fields(item: &Item) -> Result<String> {
    if item.members.is_empty() {
        return Ok("\nIt has no fields: that it was recorded, when and by whom is all it says.\n".into());
    }
    let mut text = String::new();
    if item.is_enum {
        text.push_str("\n| one of | with | what it means |\n|---|---|---|\n");
        for variant in &item.members {
            let with: Vec<String> = variant
                .fields
                .iter()
                .map(|f| format!("`{}` ({})", f.name, words(&f.of)))
                .collect();
            writeln!(
                text,
                "| `{}` | {} | {} |",
                snake(&variant.name),
                with.join(", "),
                cell(&variant.says)
            )?;
        }
        return Ok(text);
    }
    text.push_str("\n| field | holds | may be left out | what it means |\n|---|---|---|---|\n");
    for field in &item.members {
        let left_out = if may_be_left_out(field) { "yes" } else { "" };
        writeln!(
            text,
            "| `{}` | {} | {left_out} | {} |",
            field.name,
            words(&field.of),
            cell(&field.says)
        )?;
    }
    Ok(text)
}

fn may_be_left_out(field: &Member) -> bool {
    field.of.starts_with("Option<") || field.attributes.iter().any(|a| a.starts_with("serde(default"))
}

/// The types of ours that a fact is made of.
fn named(item: &Item) -> Vec<String> {
    let fields = item
        .members
        .iter()
        .flat_map(|m| m.fields.iter().chain(std::iter::once(m)));
    fields
        .map(|f| inner(&f.of).to_owned())
        .filter(|t| !t.is_empty())
        .collect()
}

/// The type without what it stands in.
fn inner(of: &str) -> &str {
    let bare = ["Option<", "Vec<"]
        .iter()
        .find_map(|outer| of.strip_prefix(outer)?.strip_suffix('>'));
    bare.map_or(of, inner)
}

/// A type in words.
fn words(of: &str) -> String {
    if let Some(of) = of.strip_prefix("Option<").and_then(|t| t.strip_suffix('>')) {
        return words(of);
    }
    if let Some(of) = of.strip_prefix("Vec<").and_then(|t| t.strip_suffix('>')) {
        return format!("several: {}", words(of));
    }
    let plain = match of.rsplit("::").next().unwrap_or(of) {
        "String" => "text",
        "Date" => "a day",
        "Timestamp" => "an instant",
        "bool" => "yes or no",
        "i32" => "a number",
        "PersonId" => "a person",
        "ContactId" => "a contact",
        "RecordId" => "a record",
        "WorkerId" => "a member of staff",
        "TeamId" => "a team",
        "FactRef" => "a fact",
        "BTreeMap<String,String>" => "text by name",
        "Value" => "what another fact says",
        other => return format!("[{other}](#{})", other.to_lowercase()),
    };
    plain.into()
}

/// The name of a variant as it is stored: every enum of a fact is written in snake case.
fn snake(name: &str) -> String {
    let mut text = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !text.is_empty() {
            text.push('_');
        }
        text.extend(c.to_lowercase());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_in_words() {
        for (of, expect) in [
            ("Option<Date>", "a day"),
            ("Vec<WorkerId>", "several: a member of staff"),
            ("crate::ledger::FactRef", "a fact"),
            ("std::collections::BTreeMap<String,String>", "text by name"),
            ("Vec<CannotWait>", "several: [CannotWait](#cannotwait)"),
        ] {
            assert_eq!(words(of), expect);
        }
        assert_eq!(inner("Option<Vec<YesNo>>"), "YesNo");
        assert_eq!(snake("NoFurtherAction"), "no_further_action");
    }
}
