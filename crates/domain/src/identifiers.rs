//! Numbers that name a person: read as people write them, checked as their issuer says, shown as letters print them.
//!
//! `NhsNumber::parse("999 041 7237")` refuses what cannot be one and says why. What was asserted elsewhere is kept even
//! where its check digit fails: [`Checked`] holds either the number or the text with the doubt.
//!
//! No message repeats the number itself, so that none reaches a log.

mod la_child_id;
mod nhs;
mod postcode;
mod swe;
mod upn;

pub use la_child_id::LaChildId;
pub use nhs::NhsNumber;
pub use postcode::Postcode;
pub use swe::SweNumber;
pub use upn::{FormerUpn, Upn, is_upn_authority};

use crate::codes::{IdentifierScheme, UpnUnknown};
use std::fmt;
use std::str::FromStr;

/// Why a text is not the identifier it is given as, in a sentence for the person who typed it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdentifierProblem {
    /// Nothing was given.
    #[error("{what} is empty. Leave it out if it is not known")]
    Empty {
        /// "An NHS number".
        what: &'static str,
    },
    /// Too many or too few characters.
    #[error("{what} has {wanted}; this has {found}. Check that nothing is missing or doubled")]
    Length {
        /// "An NHS number".
        what: &'static str,
        /// "10 digits".
        wanted: &'static str,
        /// Characters found, spaces aside.
        found: usize,
    },
    /// A character that cannot stand where it does.
    #[error("{what} is {wanted}. Check for a letter in place of a digit, such as O for 0")]
    Shape {
        /// "An NHS number".
        what: &'static str,
        /// "10 digits".
        wanted: &'static str,
    },
    /// The check digit or letter does not agree with the rest.
    #[error(
        "the check {check} of this {what} does not agree with the rest of it. Compare it with the letter or record it came from: most often one character is wrong, or two are the wrong way round"
    )]
    Check {
        /// "NHS number".
        what: &'static str,
        /// "digit" or "letter".
        check: &'static str,
    },
    /// It passes its check but is one that is typed to fill a field.
    #[error("{what} made of one digit repeated is nobody’s. Leave it out if it is not known")]
    Placeholder {
        /// "An NHS number".
        what: &'static str,
    },
    /// Characters 2 to 4 of a UPN are no authority.
    #[error("characters 2 to 4 of a UPN are the number of the authority that gave it, and {authority} is none")]
    Authority {
        /// The three digits.
        authority: String,
    },
    /// No code of the list.
    #[error("{0}")]
    Code(#[from] crate::codes::UnknownCode),
}

/// A value as it was asserted: either it is what it claims to be, or it is kept as text with the reason to doubt it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked<T> {
    /// It passes every check there is.
    Valid(T),
    /// It does not; kept as it came, because a wrong number on record is itself a finding.
    Doubtful {
        /// The text as it was asserted, without spaces around it.
        raw: String,
        /// What is wrong with it.
        why: IdentifierProblem,
    },
}

impl<T: FromStr<Err = IdentifierProblem>> Checked<T> {
    /// Reads a text that is kept whatever it is.
    #[must_use]
    pub fn of(raw: &str) -> Self {
        raw.parse().map_or_else(
            |why| Self::Doubtful {
                raw: raw.trim().to_owned(),
                why,
            },
            Self::Valid,
        )
    }
}

impl<T> Checked<T> {
    /// The number, where it passes its checks.
    #[must_use]
    pub const fn valid(&self) -> Option<&T> {
        match self {
            Self::Valid(value) => Some(value),
            Self::Doubtful { .. } => None,
        }
    }

    /// What is wrong, where something is.
    #[must_use]
    pub const fn problem(&self) -> Option<&IdentifierProblem> {
        match self {
            Self::Valid(_) => None,
            Self::Doubtful { why, .. } => Some(why),
        }
    }
}

/// The number as it is stored, or the text as it was asserted.
impl<T: fmt::Display> fmt::Display for Checked<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Valid(value) => value.fmt(f),
            Self::Doubtful { raw, .. } => f.write_str(raw),
        }
    }
}

/// What to store for an identifier of that scheme, and the doubt about it if there is one. A valid number is stored without
/// spaces and in capitals; a doubtful one as it was asserted. Schemes without a check are kept as they are.
#[must_use]
pub fn kept(scheme: IdentifierScheme, raw: &str) -> (String, Option<IdentifierProblem>) {
    fn of<T: FromStr<Err = IdentifierProblem> + fmt::Display>(raw: &str) -> (String, Option<IdentifierProblem>) {
        let checked = Checked::<T>::of(raw);
        (checked.to_string(), checked.problem().cloned())
    }
    match scheme {
        IdentifierScheme::Nhs => of::<NhsNumber>(raw),
        IdentifierScheme::Upn => of::<Upn>(raw),
        IdentifierScheme::FormerUpn => of::<FormerUpn>(raw),
        IdentifierScheme::LaChildId => of::<LaChildId>(raw),
        IdentifierScheme::UpnUnknown => {
            let code = raw.trim().to_ascii_uppercase();
            match UpnUnknown::from_code(&code) {
                Ok(_) => (code, None),
                Err(unknown) => (raw.trim().to_owned(), Some(unknown.into())),
            }
        }
        IdentifierScheme::CaseNumber
        | IdentifierScheme::HomeOffice
        | IdentifierScheme::NationalInsurance
        | IdentifierScheme::YouthOffending
        | IdentifierScheme::Court
        | IdentifierScheme::AdoptionAgency
        | IdentifierScheme::Incident => (raw.trim().to_owned(), None),
    }
}

/// An identifier as a page shows it: an NHS number in groups, a reason for no UPN in words, the rest as stored.
#[must_use]
pub fn shown(scheme: IdentifierScheme, stored: &str) -> String {
    match scheme {
        IdentifierScheme::Nhs => NhsNumber::parse(stored).map_or_else(|_| stored.to_owned(), NhsNumber::spaced),
        IdentifierScheme::UpnUnknown => UpnUnknown::TABLE.label(stored).to_owned(),
        _ => stored.to_owned(),
    }
}

/// The characters that count, in capitals: spaces and hyphens are how people group them.
fn squeeze(raw: &str) -> String {
    raw.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2015}'))
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// Gives a newtype over text or a number its parsing, and its JSON form as the stored text.
macro_rules! identifier {
    ($Name:ident) => {
        impl std::str::FromStr for $Name {
            type Err = $crate::identifiers::IdentifierProblem;

            fn from_str(raw: &str) -> Result<Self, Self::Err> {
                Self::parse(raw)
            }
        }

        impl serde::Serialize for $Name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let raw = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                Self::parse(&raw).map_err(serde::de::Error::custom)
            }
        }
    };
}
use identifier;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_was_asserted_with_its_doubt() {
        let check = |scheme, raw: &str, stored: &str, doubted: bool| {
            let (value, problem) = kept(scheme, raw);
            assert_eq!(
                (value.as_str(), problem.is_some()),
                (stored, doubted),
                "{scheme} {raw:?}: {problem:?}"
            );
        };
        check(IdentifierScheme::Nhs, " 999 041 7237 ", "9990417237", false);
        check(IdentifierScheme::Nhs, " 999 041 7238 ", "999 041 7238", true);
        check(IdentifierScheme::Upn, "h201205001001", "H201205001001", false);
        check(IdentifierScheme::Upn, "A201205001001", "A201205001001", true);
        check(IdentifierScheme::FormerUpn, "A201205001001", "A201205001001", false);
        check(IdentifierScheme::LaChildId, "HF0000000001", "HF0000000001", false);
        check(IdentifierScheme::UpnUnknown, "un1", "UN1", false);
        check(IdentifierScheme::UpnUnknown, "UN8", "UN8", true);
        check(IdentifierScheme::HomeOffice, " X/1 ", "X/1", false);
    }

    #[test]
    fn shows_them_as_letters_do() {
        assert_eq!(shown(IdentifierScheme::Nhs, "9990417237"), "999 041 7237");
        assert_eq!(shown(IdentifierScheme::Nhs, "not known"), "not known");
        assert_eq!(shown(IdentifierScheme::UpnUnknown, "UN3"), "Educated outside England");
        assert_eq!(shown(IdentifierScheme::Upn, "H201205001001"), "H201205001001");
    }

    #[test]
    fn checked_tells_the_two_apart() {
        let good = Checked::<NhsNumber>::of("999 041 7237");
        assert_eq!((good.valid().is_some(), good.problem()), (true, None));
        assert_eq!(good.to_string(), "9990417237");
        let bad = Checked::<NhsNumber>::of("999 041 7230");
        assert!(bad.valid().is_none() && bad.problem().is_some());
        assert_eq!(bad.to_string(), "999 041 7230");
    }

    #[test]
    fn no_message_repeats_the_number() {
        for raw in ["9990417230", "99904172301", "99904I7237", "9999999999"] {
            let message = NhsNumber::parse(raw).unwrap_err().to_string();
            assert!(!message.contains("9990417") && !message.contains("999999"), "{message}");
        }
        let message = Upn::parse("A201205001001").unwrap_err().to_string();
        assert!(!message.contains("205001"), "{message}");
    }

    #[test]
    fn json_is_the_stored_text() {
        let number = NhsNumber::parse("999 041 7237").unwrap();
        assert_eq!(serde_json::to_string(&number).unwrap(), "\"9990417237\"");
        assert_eq!(serde_json::from_str::<NhsNumber>("\"9990417237\"").unwrap(), number);
        assert!(serde_json::from_str::<NhsNumber>("\"9990417238\"").is_err());
    }
}
