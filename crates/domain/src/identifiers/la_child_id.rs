//! The id an authority gives a child, which the census and every other return carry.

use super::{IdentifierProblem, identifier};
use std::fmt;

const WHAT: &str = "The authority’s number for a child";
const WANTED: &str = "letters and digits only, without spaces or punctuation";

/// One id per child, for ever, never used again: up to 20 letters and digits (CIN census N00097, rules 8500 and 8510). A
/// child who is adopted gets a new one that nothing links to the old.
///
/// Kept as it was asserted, small letters and all: two authorities' systems may differ in nothing else.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LaChildId(String);

identifier!(LaChildId);

impl LaChildId {
    /// Reads an id, leaving out white space around it.
    ///
    /// # Errors
    /// What is wrong with its length or characters.
    pub fn parse(raw: &str) -> Result<Self, IdentifierProblem> {
        let text = raw.trim();
        if text.is_empty() {
            return Err(IdentifierProblem::Empty { what: WHAT });
        }
        if !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(IdentifierProblem::Shape {
                what: WHAT,
                wanted: WANTED,
            });
        }
        if text.len() > 20 {
            return Err(IdentifierProblem::Length {
                what: WHAT,
                wanted: "at most 20 characters",
                found: text.len(),
            });
        }
        Ok(Self(text.to_owned()))
    }

    /// The id Holdfast gives the `n`th child it names itself: `HF` and ten digits.
    #[must_use]
    pub fn allotted(n: u32) -> Self {
        Self(format!("HF{n:010}"))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for LaChildId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, expect: Option<&str>) {
        assert_eq!(
            LaChildId::parse(raw).ok().as_ref().map(LaChildId::as_str),
            expect,
            "{raw:?}"
        );
    }

    #[test]
    fn is_up_to_twenty_letters_and_digits() {
        check("DfEX0000001", Some("DfEX0000001"));
        check(" 12345 ", Some("12345"));
        check("12345678901234567890", Some("12345678901234567890"));
        check("123456789012345678901", None);
        for raw in ["", " ", "12 345", "12-345", "é", "1/2"] {
            check(raw, None);
        }
    }

    #[test]
    fn allotted_ids_have_ten_digits() {
        assert_eq!(LaChildId::allotted(42).as_str(), "HF0000000042");
        assert_eq!(LaChildId::allotted(u32::MAX).as_str(), "HF4294967295");
        assert_eq!(LaChildId::parse("HF4294967295"), Ok(LaChildId::allotted(u32::MAX)));
    }
}
