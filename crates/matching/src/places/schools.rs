//! Schools as clues.

use domain::naming::fold;

use super::{PlacesFound, alike};
use crate::candidate::Candidate;
use crate::find::Evidence;

/// Words in the names of many schools, which tell none of them from another.
const SCHOOL_WORDS: &[&str] = &[
    "academy",
    "and",
    "church",
    "college",
    "high",
    "infant",
    "infants",
    "junior",
    "juniors",
    "nursery",
    "of",
    "pre",
    "preschool",
    "primary",
    "school",
    "schools",
    "secondary",
    "the",
];

pub(crate) fn is_school_word(folded: &str) -> bool {
    SCHOOL_WORDS.binary_search(&folded).is_ok()
}

fn school_name(text: &str) -> Vec<String> {
    let folded = fold(text);
    let own: Vec<String> = folded
        .split(' ')
        .filter(|w| !w.is_empty() && !is_school_word(w))
        .map(str::to_owned)
        .collect();
    if own.is_empty() {
        folded.split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect()
    } else {
        own
    }
}

/// Compares a school that was told.
pub(super) fn schools(asked: Option<&str>, candidate: &Candidate, found: &mut PlacesFound) {
    let (Some(asked), Some(held)) = (asked, candidate.school.as_deref()) else {
        return;
    };
    let (told, name) = (school_name(asked), school_name(held));
    if told.is_empty() || name.is_empty() {
        return;
    }
    let shared = told.iter().filter(|t| name.iter().any(|n| alike(t, n))).count();
    found.evidence.push(if shared == told.len() || shared == name.len() {
        Evidence::fits(12, is_school_of(candidate))
    } else {
        Evidence::against(-4, "Another school".to_owned())
    });
}

/// "Fenwick Green Primary is her school".
pub(super) fn is_school_of(candidate: &Candidate) -> String {
    let school = candidate.school.as_deref().unwrap_or_default();
    format!("{} is {} school", school.trim(), candidate.pronoun.possessive())
}
