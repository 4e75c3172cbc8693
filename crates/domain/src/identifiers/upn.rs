//! The unique pupil number, current and former.

use super::{IdentifierProblem, identifier, squeeze};
use std::fmt;

const WHAT: &str = "A UPN";
const WANTED: &str = "a letter, then 12 digits, the last of which is a letter in a temporary one";

/// The alphabet without I, O and S, which could be read as digits.
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";

/// The numbers that characters 2 to 4 may be, first and last of each run (CIN census rule 1530). They include
/// authorities that no longer exist, and some of Wales.
const AUTHORITIES: &[(u16, u16)] = &[
    (1, 5),
    (201, 213),
    (301, 320),
    (330, 336),
    (340, 344),
    (350, 359),
    (370, 373),
    (380, 384),
    (390, 394),
    (420, 420),
    (660, 681),
    (701, 708),
    (800, 803),
    (805, 808),
    (810, 813),
    (815, 816),
    (820, 823),
    (825, 826),
    (830, 831),
    (835, 841),
    (845, 846),
    (850, 852),
    (855, 857),
    (860, 861),
    (865, 896),
    (908, 909),
    (916, 916),
    (919, 919),
    (921, 921),
    (925, 926),
    (928, 929),
    (931, 931),
    (933, 933),
    (935, 938),
    (940, 943),
];

/// Whether a UPN may begin with that authority's number.
#[must_use]
pub fn is_upn_authority(number: u16) -> bool {
    AUTHORITIES
        .iter()
        .any(|(first, last)| (*first..=*last).contains(&number))
}

/// A pupil's number: a check letter, the authority that gave it, school and serial number.
///
/// The check letter stands for the twelve characters after it, weighted 2 to 13 and summed, modulo 23 (CIN census N00001,
/// rules 1510 to 1550). In a temporary number the last character is a letter, and its place in the alphabet counts as its
/// digit [K]; the census does not check those, and neither does [`Upn::parse`]: ask [`Upn::check_letter_agrees`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Upn(String);

identifier!(Upn);

impl Upn {
    /// Reads thirteen characters, in capitals or not.
    ///
    /// # Errors
    /// What is wrong with it: length, shape, authority, check letter.
    pub fn parse(raw: &str) -> Result<Self, IdentifierProblem> {
        let text = shaped(raw, true)?;
        let authority = &text[1..4];
        if !authority.parse().is_ok_and(is_upn_authority) {
            return Err(IdentifierProblem::Authority {
                authority: authority.to_owned(),
            });
        }
        let upn = Self(text);
        if !upn.is_temporary() && !upn.check_letter_agrees() {
            return Err(IdentifierProblem::Check {
                what: "UPN",
                check: "letter",
            });
        }
        Ok(upn)
    }

    /// Whether it was given until the pupil's own number is found: its last character is a letter.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        ends_in_letter(&self.0)
    }

    /// Whether the first letter is the one the rest calls for. Always true of a permanent number.
    #[must_use]
    pub fn check_letter_agrees(&self) -> bool {
        let bytes = self.0.as_bytes();
        let values = bytes.iter().skip(1).map(|byte| match byte {
            b'0'..=b'9' => usize::from(byte - b'0'),
            letter => LETTERS.iter().position(|known| known == letter).unwrap_or(0),
        });
        let sum: usize = values.zip(2..).map(|(value, weight)| value * weight).sum();
        LETTERS.get(sum % 23) == bytes.first()
    }

    /// The text, thirteen characters in capitals.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Upn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A number a pupil had before. Only its shape is checked, a permanent or a temporary one: the census asks no more
/// (N00002), and its query 1560Q, which wants twelve digits, conflicts with the schema, which allows a last letter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FormerUpn(String);

identifier!(FormerUpn);

impl FormerUpn {
    /// Reads thirteen characters, in capitals or not.
    ///
    /// # Errors
    /// What is wrong with its length or shape.
    pub fn parse(raw: &str) -> Result<Self, IdentifierProblem> {
        shaped(raw, false).map(Self)
    }

    /// Whether it was a temporary number, which census query 1560Q asks about.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        ends_in_letter(&self.0)
    }

    /// The text, thirteen characters in capitals.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FormerUpn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn ends_in_letter(upn: &str) -> bool {
    upn.ends_with(|last: char| last.is_ascii_alphabetic())
}

/// A letter, eleven digits, and a digit or letter. `strict` leaves out I, O and S.
fn shaped(raw: &str, strict: bool) -> Result<String, IdentifierProblem> {
    let text = squeeze(raw);
    let found = text.chars().count();
    if found == 0 {
        return Err(IdentifierProblem::Empty { what: WHAT });
    }
    if found != 13 {
        return Err(IdentifierProblem::Length {
            what: WHAT,
            wanted: "13 characters",
            found,
        });
    }
    let letter = |byte: u8| {
        if strict {
            LETTERS.contains(&byte)
        } else {
            byte.is_ascii_uppercase()
        }
    };
    let fits = match text.as_bytes() {
        [first, middle @ .., last] => {
            letter(*first) && middle.iter().all(u8::is_ascii_digit) && (last.is_ascii_digit() || letter(*last))
        }
        _ => false,
    };
    if fits {
        Ok(text)
    } else {
        Err(IdentifierProblem::Shape {
            what: WHAT,
            wanted: WANTED,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(raw: &str, expect: Option<&str>) {
        let upn = Upn::parse(raw);
        assert_eq!(upn.as_ref().ok().map(Upn::as_str), expect, "{raw:?}: {upn:?}");
    }

    #[test]
    fn reads_the_published_vectors() {
        for upn in ["H201205001001", "T823123456789", "F330000000001"] {
            check(upn, Some(upn));
            check(&format!(" {} {} ", &upn[..4], upn[4..].to_lowercase()), Some(upn));
        }
        // 3·2 + 3·3 + 1·13 = 28 = 23 + 5, and F is number 5 counted from A as 0.
        check("F330000000001", Some("F330000000001"));
        // 2·2 + 1·4 = 8, and number 8 is J, since I is left out: A B C D E F G H J.
        check("J201000000000", Some("J201000000000"));
    }

    #[test]
    fn refuses_the_rest() {
        let refuse = |raw: &str, says: &str| {
            let message = Upn::parse(raw).unwrap_err().to_string();
            assert!(message.contains(says), "{raw:?}: {message}");
        };
        refuse("", "empty");
        refuse("H20120500100", "this has 12");
        refuse("H2012050010011", "this has 14");
        refuse("A201205001001", "check letter");
        refuse("I201205001001", "O for 0");
        refuse("H2012O5001001", "O for 0");
        refuse("H20120500100S", "O for 0");
        refuse("1201205001001", "O for 0");
        refuse("H20120500100é", "O for 0");
        refuse("F999000000001", "999 is none");
        refuse("F000000000001", "000 is none");
    }

    #[test]
    fn a_temporary_number_is_read_whatever_its_check_letter() {
        // The last letter A counts 0, so 2·2 + 1·4 = 8, J; the last letter B counts 1·13 more: 21, Y.
        for (raw, agrees) in [
            ("J20100000000A", true),
            ("Y20100000000B", true),
            ("J20100000000B", false),
        ] {
            let upn = Upn::parse(raw).unwrap();
            assert!(upn.is_temporary());
            assert_eq!(upn.check_letter_agrees(), agrees, "{raw}");
        }
        assert!(!Upn::parse("J201000000000").unwrap().is_temporary());
    }

    #[test]
    fn a_former_number_needs_only_its_shape() {
        let check = |raw: &str, expect: bool| assert_eq!(FormerUpn::parse(raw).is_ok(), expect, "{raw:?}");
        check("a201205001001", true);
        check("S99900000000I", true);
        check("A2012050010", false);
        check("A20120500100é", false);
        check("", false);
        assert!(FormerUpn::parse("J20100000000B").unwrap().is_temporary());
    }

    #[test]
    fn authorities_are_those_of_the_rule() {
        // Added up run by run on paper from the published rule.
        assert_eq!((0..1000).filter(|number| is_upn_authority(*number)).count(), 195);
        for (number, expect) in [
            (0, false),
            (5, true),
            (6, false),
            (204, true),
            (844, false),
            (897, false),
            (943, true),
        ] {
            assert_eq!(is_upn_authority(number), expect, "{number}");
        }
        for row in crate::codes::LOCAL_AUTHORITIES.rows {
            assert!(row.code.parse().is_ok_and(is_upn_authority), "{}", row.code);
        }
    }

    proptest! {
        #[test]
        fn finds_one_wrong_digit_and_two_swapped(serial in 0_u64..1_000_000_000, place in 1..13_usize, other in 1_u8..10) {
            let letter = LETTERS
                .iter()
                .map(|letter| format!("{}204{serial:09}", *letter as char))
                .filter(|upn| Upn::parse(upn).is_ok())
                .collect::<Vec<_>>();
            prop_assert_eq!(letter.len(), 1);
            let upn = letter[0].as_bytes();
            let mut wrong = upn.to_vec();
            wrong[place] = b'0' + (wrong[place] - b'0' + other) % 10;
            prop_assert!(Upn::parse(std::str::from_utf8(&wrong).unwrap()).is_err());
            let mut swapped = upn.to_vec();
            swapped.swap(place.min(11), place.min(11) + 1);
            prop_assert!(swapped == upn || Upn::parse(std::str::from_utf8(&swapped).unwrap()).is_err());
        }

        #[test]
        fn no_text_makes_it_panic(raw in ".*") {
            if let Ok(upn) = Upn::parse(&raw) {
                prop_assert_eq!(upn.as_str().len(), 13);
            }
        }
    }
}
