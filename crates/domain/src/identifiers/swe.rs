//! A social worker's registration number.

use super::{IdentifierProblem, identifier, squeeze};
use std::fmt;

const WHAT: &str = "A Social Work England number";

/// `SW` and up to ten digits. The workforce census pads it with zeros to twelve characters; both are the same number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SweNumber(u64);

identifier!(SweNumber);

impl SweNumber {
    /// Reads `SW12345`, padded or not, in capitals or not.
    ///
    /// # Errors
    /// What is wrong with it. There is no check digit.
    pub fn parse(raw: &str) -> Result<Self, IdentifierProblem> {
        let text = squeeze(raw);
        if text.is_empty() {
            return Err(IdentifierProblem::Empty { what: WHAT });
        }
        let digits = text.strip_prefix("SW").unwrap_or_default();
        if digits.len() > 10 {
            return Err(IdentifierProblem::Length {
                what: WHAT,
                wanted: "SW and at most 10 digits",
                found: text.len(),
            });
        }
        let number = Some(digits).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        match number.and_then(|digits| digits.parse().ok()) {
            Some(number @ 1..) => Ok(Self(number)),
            _ => Err(IdentifierProblem::Shape {
                what: WHAT,
                wanted: "SW followed by digits",
            }),
        }
    }

    /// Twelve characters, as the workforce census wants it: `SW0000012345`.
    #[must_use]
    pub fn padded(self) -> String {
        format!("SW{:010}", self.0)
    }
}

/// Without padding: `SW12345`.
impl fmt::Display for SweNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SW{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, expect: Option<(&str, &str)>) {
        let number = SweNumber::parse(raw)
            .ok()
            .map(|number| (number.to_string(), number.padded()));
        assert_eq!(
            number.as_ref().map(|(short, long)| (short.as_str(), long.as_str())),
            expect,
            "{raw:?}"
        );
    }

    #[test]
    fn is_sw_and_digits() {
        check("SW12345", Some(("SW12345", "SW0000012345")));
        check("sw 12345", Some(("SW12345", "SW0000012345")));
        check("SW0000012345", Some(("SW12345", "SW0000012345")));
        for raw in [
            "",
            "SW",
            "12345",
            "XX12345",
            "SW0",
            "SW12A45",
            "SW12345678901",
            "SW+12345",
            "SW１２",
        ] {
            check(raw, None);
        }
    }
}
