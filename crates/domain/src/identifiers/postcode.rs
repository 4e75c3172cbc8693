//! The shape of a postcode.

use super::{IdentifierProblem, identifier, squeeze};
use std::fmt;

const WHAT: &str = "A postcode";
const WANTED: &str = "an area and district such as MX1 or MX12, then a digit and two letters such as 4QP";

/// A full postcode by its shape alone: whether it exists is for a directory to say.
///
/// Outward codes are A9, A99, A9A, AA9, AA99 or AA9A; inward codes are a digit and two letters, never C, I, K, M, O or V
/// (Royal Mail's format as in BS 7666 [K]). GIR 0AA is one too.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Postcode(String);

identifier!(Postcode);

impl Postcode {
    /// Reads a postcode with or without its space, in capitals or not.
    ///
    /// # Errors
    /// When it has not the shape of a full postcode.
    pub fn parse(raw: &str) -> Result<Self, IdentifierProblem> {
        let text = squeeze(raw);
        if text.is_empty() {
            return Err(IdentifierProblem::Empty { what: WHAT });
        }
        let refused = IdentifierProblem::Shape {
            what: WHAT,
            wanted: WANTED,
        };
        let (outward, inward) = match text.len().checked_sub(3).and_then(|at| text.split_at_checked(at)) {
            Some(parts) if text.is_ascii() => parts,
            _ => return Err(refused),
        };
        if is_outward(outward) && is_inward(inward) || text == "GIR0AA" {
            Ok(Self(format!("{outward} {inward}")))
        } else {
            Err(refused)
        }
    }

    /// In capitals, with one space: "MX1 4QP".
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the space: "MX1".
    #[must_use]
    pub fn outward(&self) -> &str {
        self.0.split_once(' ').map_or("", |(outward, _)| outward)
    }
}

fn is_outward(outward: &str) -> bool {
    let letter = |byte: &u8| byte.is_ascii_uppercase();
    let digit = |byte: &u8| byte.is_ascii_digit();
    let first = |byte: &u8| letter(byte) && !b"QVX".contains(byte);
    let second = |byte: &u8| letter(byte) && !b"IJZ".contains(byte);
    match outward.as_bytes() {
        [a, b] => first(a) && digit(b),
        [a, b, c] => first(a) && (digit(b) && (digit(c) || letter(c)) || second(b) && digit(c)),
        [a, b, c, d] => first(a) && second(b) && digit(c) && (digit(d) || letter(d)),
        _ => false,
    }
}

fn is_inward(inward: &str) -> bool {
    match inward.as_bytes() {
        [digit, letters @ ..] => {
            digit.is_ascii_digit()
                && letters
                    .iter()
                    .all(|byte| byte.is_ascii_uppercase() && !b"CIKMOV".contains(byte))
        }
        [] => false,
    }
}

impl fmt::Display for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, expect: Option<&str>) {
        assert_eq!(
            Postcode::parse(raw).ok().as_ref().map(Postcode::as_str),
            expect,
            "{raw:?}"
        );
    }

    #[test]
    fn reads_every_shape() {
        check("MX1 4QP", Some("MX1 4QP"));
        check("mx14qp", Some("MX1 4QP"));
        check(" MX12  4QP ", Some("MX12 4QP"));
        check("M1 1AE", Some("M1 1AE"));
        check("B33 8TH", Some("B33 8TH"));
        check("W1A 0AX", Some("W1A 0AX"));
        check("EC1A 1BB", Some("EC1A 1BB"));
        check("GIR 0AA", Some("GIR 0AA"));
        assert_eq!(Postcode::parse("mx124qp").unwrap().outward(), "MX12");
    }

    #[test]
    fn refuses_the_rest() {
        for raw in [
            "",
            "MX1",
            "4QP",
            "MX1 4Q",
            "MX1 QP4",
            "MX1 4CP",
            "1MX 4QP",
            "QX1 4QP",
            "MJ1 4QP",
            "MXX1 4QP",
            "MX123 4QP",
            "MXÉ 4QP",
            "ÉÉ4QP",
        ] {
            check(raw, None);
        }
        for letter in 'A'..='Z' {
            let stands = |allowed: bool, raw: String| assert_eq!(Postcode::parse(&raw).is_ok(), allowed, "{raw}");
            stands(!"CIKMOV".contains(letter), format!("MX1 4{letter}P"));
            stands(!"CIKMOV".contains(letter), format!("MX1 4Q{letter}"));
            stands(!"QVX".contains(letter), format!("{letter}X1 4QP"));
            stands(!"IJZ".contains(letter), format!("M{letter}1 4QP"));
        }
    }
}
