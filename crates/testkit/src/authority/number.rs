//! Numbers that pass their checks and belong to nobody.

/// An NHS number of the test range 999 from six digits; `None` where the check digit would be 10, which no number has.
pub(super) fn nhs(six: u32) -> Option<String> {
    let nine = 999_000_000 + six % 1_000_000;
    let sum: u32 = (0..9).map(|i| nine / 10u32.pow(i) % 10 * (i + 2)).sum();
    match 11 - sum % 11 {
        10 => None,
        11 => Some(format!("{nine}0")),
        check => Some(format!("{nine}{check}")),
    }
}

/// A unique pupil number. Characters 2 to 4 are 005, one of the numbers that a UPN may begin with and that no authority of today has.
pub(super) fn upn(school: u32, year: u32, serial: u32) -> String {
    const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";
    let digits = format!("005{:04}{:02}{:03}", school % 10_000, year % 100, serial % 1000);
    let sum: usize = digits
        .bytes()
        .zip(2..)
        .map(|(d, weight)| usize::from(d - b'0') * weight)
        .sum();
    format!("{}{digits}", char::from(LETTERS[sum % 23]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::identifiers::{NhsNumber, Upn};

    #[test]
    fn numbers_pass_their_checks() {
        assert_eq!(nhs(41_723).as_deref(), Some("9990417237"));
        let mut refused = 0;
        for six in 0..5000 {
            match nhs(six) {
                Some(number) => assert!(NhsNumber::parse(&number).unwrap().is_test(), "{number}"),
                None => refused += 1,
            }
        }
        // One check value in eleven is no digit.
        assert!((400..510).contains(&refused), "{refused}");
        for n in 0..2000 {
            let upn = upn(2000 + n % 90, 14 + n % 12, n);
            assert!(Upn::parse(&upn).is_ok(), "{upn}");
        }
    }
}
