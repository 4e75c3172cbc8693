//! Numbers that name a person: NHS number, UPN, LA child id, reference.

use crate::candidate::Candidate;
use crate::find::Evidence;
use crate::query::Clues;

/// What the numbers say.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    pub evidence: Vec<Evidence>,
    /// A number is exactly the candidate's.
    pub exact: bool,
}

pub(crate) fn compare(clues: &Clues, candidate: &Candidate) -> Numbers {
    let mut found = Numbers::default();
    if let Some(told) = &clues.reference
        && candidate.references.iter().any(|r| same(r, told))
    {
        found.agree(format!("Has the reference {told}"));
    }
    if let Some(told) = &clues.la_child_id
        && candidate.la_child_id.as_deref().is_some_and(|id| same(id, told))
    {
        found.agree(format!("Has the authority’s number {told}"));
    }
    // One code typed into one box may be read as two kinds of number: once it has named the person, the other reading is
    // no evidence.
    if let (Some(told), Some(held)) = (&clues.nhs, &candidate.nhs) {
        found.number("NHS number", told, [held.as_str()].into_iter());
    }
    if let Some(told) = &clues.upn
        && !candidate.upns.is_empty()
    {
        found.number("UPN", told, candidate.upns.iter().map(String::as_str));
    }
    found
}

impl Numbers {
    fn agree(&mut self, words: String) {
        self.exact = true;
        self.evidence.push(Evidence::fits(100, words));
    }

    fn number<'a>(&mut self, what: &str, told: &str, mut held: impl Iterator<Item = &'a str> + Clone) {
        let near = |a: &str| strsim::osa_distance(&plain(a), &plain(told)) == 1;
        if held.clone().any(|a| same(a, told)) {
            self.agree(format!("Same {what}"));
        } else if held.any(near) {
            self.evidence.push(Evidence::fits(
                45,
                format!("{what}: one character differs, or two are swapped"),
            ));
        } else if !self.exact {
            self.evidence.push(Evidence::against(-60, format!("Different {what}")));
        }
    }
}

fn same(a: &str, b: &str) -> bool {
    a == b || plain(a) == plain(b)
}

/// Letters and digits alone, in lower case.
fn plain(text: &str) -> String {
    text.chars()
        .filter(char::is_ascii_alphanumeric)
        .take(32)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}
