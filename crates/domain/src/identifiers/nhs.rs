//! The NHS number.

use super::{IdentifierProblem, identifier, squeeze};
use std::fmt;

const WHAT: &str = "An NHS number";

/// Ten digits, the last of them a check on the others.
///
/// The nine digits are weighted 10 down to 2 and summed; eleven less the remainder by eleven is the check digit, 11
/// standing for 0, and no number has 10 (NHS data dictionary, modulus 11 [K]). Numbers from 999 are for tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NhsNumber(u64);

identifier!(NhsNumber);

impl NhsNumber {
    /// Reads ten digits, grouped or not.
    ///
    /// # Errors
    /// What is wrong with it. A number of one digit ten times passes the arithmetic and is refused as a placeholder.
    pub fn parse(raw: &str) -> Result<Self, IdentifierProblem> {
        let text = squeeze(raw);
        if text.is_empty() {
            return Err(IdentifierProblem::Empty { what: WHAT });
        }
        let digits: Vec<u64> = text.chars().filter_map(|c| c.to_digit(10)).map(u64::from).collect();
        let characters = text.chars().count();
        if digits.len() != characters {
            return Err(IdentifierProblem::Shape {
                what: WHAT,
                wanted: "10 digits",
            });
        }
        if characters != 10 {
            return Err(IdentifierProblem::Length {
                what: WHAT,
                wanted: "10 digits",
                found: characters,
            });
        }
        if digits.windows(2).all(|pair| pair[0] == pair[1]) {
            return Err(IdentifierProblem::Placeholder { what: WHAT });
        }
        let sum: u64 = digits
            .iter()
            .zip((2..=10).rev())
            .map(|(digit, weight)| digit * weight)
            .sum();
        let check = match 11 - sum % 11 {
            11 => 0,
            other => other,
        };
        if digits.last() != Some(&check) {
            return Err(IdentifierProblem::Check {
                what: "NHS number",
                check: "digit",
            });
        }
        Ok(Self(digits.into_iter().fold(0, |number, digit| number * 10 + digit)))
    }

    /// In groups of three, three and four, as letters print it: "999 041 7237".
    #[must_use]
    pub fn spaced(self) -> String {
        let digits = self.to_string();
        format!("{} {} {}", &digits[..3], &digits[3..6], &digits[6..])
    }

    /// Whether it lies in the range kept for tests, which is never given to a patient.
    #[must_use]
    pub const fn is_test(self) -> bool {
        self.0 / 10_000_000 == 999
    }
}

/// Ten digits without spaces.
impl fmt::Display for NhsNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:010}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(raw: &str, expect: Option<&str>) {
        let spaced = NhsNumber::parse(raw).ok().map(NhsNumber::spaced);
        assert_eq!(spaced.as_deref(), expect, "{raw:?}");
    }

    #[test]
    fn reads_numbers_of_the_test_range() {
        check("9990000018", Some("999 000 0018"));
        // 9·10+9·9+9·8+0·7+4·6+1·5+7·4+2·3+3·2 = 312 = 28·11 + 4, and 11 − 4 = 7.
        check("999 041 7237", Some("999 041 7237"));
        check(" 999-041-7237", Some("999 041 7237"));
        // 9·10+9·9+9·8+0+…+0 = 243 = 22·11 + 1, and 11 − 1 = 10, which no number has.
        for last in 0..10 {
            check(&format!("999000000{last}"), None);
        }
        // 999 000 004: 243 + 4·2 = 251 = 22·11 + 9, check 2. 999 000 005: 253 = 23·11, and 11 stands for 0.
        check("9990000042", Some("999 000 0042"));
        check("9990000050", Some("999 000 0050"));
    }

    #[test]
    fn refuses_the_rest() {
        for raw in [
            "",
            "   ",
            "999041723",
            "99904172370",
            "999O417237",
            "nine",
            "٩٩٩٠٤١٧٢٣٧",
            "9990417273",
        ] {
            check(raw, None);
        }
        for digit in 0..10 {
            check(&digit.to_string().repeat(10), None);
        }
    }

    #[test]
    fn knows_the_test_range() {
        assert!(NhsNumber::parse("9990417237").is_ok_and(NhsNumber::is_test));
    }

    /// The same rule in another form: with its check digit weighted 1, the whole sum divides by eleven.
    fn divides(digits: &[u32]) -> bool {
        digits
            .iter()
            .zip((1..=10).rev())
            .map(|(digit, weight)| digit * weight)
            .sum::<u32>()
            % 11
            == 0
    }

    fn text(digits: &[u32]) -> String {
        digits.iter().map(u32::to_string).collect()
    }

    proptest! {
        #[test]
        fn agrees_with_the_sum_of_all_ten(digits in proptest::collection::vec(0_u32..10, 10)) {
            let same = digits.windows(2).all(|pair| pair[0] == pair[1]);
            prop_assert_eq!(NhsNumber::parse(&text(&digits)).is_ok(), divides(&digits) && !same);
        }

        #[test]
        fn finds_one_wrong_digit_and_two_swapped(number in 0_u32..10_000_000, place in 0..10_usize, other in 1_u32..10) {
            let mut digits: Vec<u32> = format!("99{number:07}0").chars().filter_map(|c| c.to_digit(10)).collect();
            let Some(check) = (0..10).find(|check| { digits[9] = *check; divides(&digits) }) else {
                return Ok(());
            };
            digits[9] = check;
            prop_assert!(NhsNumber::parse(&text(&digits)).is_ok() || digits.iter().all(|d| *d == 9));
            let mut wrong = digits.clone();
            wrong[place] = (wrong[place] + other) % 10;
            prop_assert!(NhsNumber::parse(&text(&wrong)).is_err());
            let mut swapped = digits.clone();
            swapped.swap(place.min(8), place.min(8) + 1);
            prop_assert!(swapped == digits || NhsNumber::parse(&text(&swapped)).is_err());
        }
    }
}
