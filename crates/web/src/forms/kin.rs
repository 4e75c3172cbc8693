//! Whose brother or sister somebody is, for the children of a contact: "Twin sister of Caitlin Shepherd".

use domain::codes::{RelationshipType, Sex};
use store::{Beside, Summary};

/// What somebody is to the child who is meant; nothing of the child, and nothing where they are not known to be brothers or sisters.
pub(super) fn of(summary: &Summary, meant: Option<&Summary>, beside: &Beside) -> Option<String> {
    let meant = meant.filter(|meant| meant.id != summary.id)?;
    let words = words(summary, meant, beside)?;
    let mut chars = words.chars();
    let capital: String = chars.next()?.to_uppercase().chain(chars).collect();
    Some(format!("{capital} of {}", meant.name))
}

/// "twin sister", "half-brother"
pub(super) fn words(summary: &Summary, meant: &Summary, beside: &Beside) -> Option<String> {
    let kind = beside.sibling(summary.id, meant.id)?;
    if summary.expected_on.is_some() {
        return Some(kind.words_unborn());
    }
    let words = kind.words(Sex::from_code(&summary.sex).unwrap_or(Sex::Unknown));
    let exact = |s: &Summary| s.born_on.filter(|_| s.birth_precision == "exact");
    let twins = kind == RelationshipType::Sibling && exact(summary).is_some() && exact(summary) == exact(meant);
    Some(match twins {
        true => format!("twin {words}"),
        false => words.to_owned(),
    })
}
