//! The words for relations.

use super::super::{Life, LinkKind, Person, Sex};

pub(super) fn is_unborn(person: &Person) -> bool {
    matches!(person.life, Life::Unborn { .. })
}

pub(super) fn by_sex<'a>(sex: Sex, male: &'a str, female: &'a str, not_known: &'a str) -> &'a str {
    match sex {
        Sex::Male => male,
        Sex::Female => female,
        Sex::NotKnown => not_known,
    }
}

pub(super) fn parent_word(kind: LinkKind, sex: Sex) -> &'static str {
    match kind {
        LinkKind::Birth => by_sex(sex, "father", "mother", "parent"),
        LinkKind::Adoptive => by_sex(sex, "adoptive father", "adoptive mother", "adoptive parent"),
        LinkKind::Foster => "foster carer",
        LinkKind::Step => by_sex(sex, "stepfather", "stepmother", "step-parent"),
    }
}

pub(super) fn child_word(kind: LinkKind, sex: Sex) -> &'static str {
    match kind {
        LinkKind::Birth => by_sex(sex, "son", "daughter", "child"),
        LinkKind::Adoptive => by_sex(sex, "adopted son", "adopted daughter", "adopted child"),
        LinkKind::Foster => "foster child",
        LinkKind::Step => by_sex(sex, "stepson", "stepdaughter", "stepchild"),
    }
}

/// "a, b and c"
pub(super) fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
