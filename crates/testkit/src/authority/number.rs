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

#[cfg(test)]
mod tests {
    use super::*;
    use domain::identifiers::NhsNumber;

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
    }
}
