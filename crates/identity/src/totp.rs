//! The second factor of local accounts: six digits from an authenticator app, a new one every 30 seconds (RFC 6238 with
//! SHA-1, the only variant every app supports).
//!
//! A code is taken for its own 30 seconds and the step before and after (phones drift), and each step once: the caller
//! keeps the last step used with the account and hands it in, so a code read over a shoulder is already spent.

use std::fmt;

use jiff::Timestamp;
use totp_rs::{Algorithm, Builder, Secret, Totp};

/// Seconds that one code lasts.
const STEP: u64 = 30;

/// Steps before and after the present one that are accepted too.
const DRIFT: u64 = 1;

/// 160 bits, what RFC 4226 §4 recommends for SHA-1.
const SECRET_BYTES: usize = 20;

/// The secret shared with a person's authenticator app. Its `Debug` says nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpSecret(Secret);

/// What came of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeCheck {
    /// Right. Store `step` as the account's last used step in the same transaction that signs the person in.
    Right {
        step: u64,
    },
    /// A right code, but of a step already used (or an earlier one). Tell the person to wait for the next code.
    AlreadyUsed,
    Wrong,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TotpError {
    #[error("no randomness could be had from the operating system")]
    NoRandomness,
    #[error("this is not a base32 secret of at least 128 bits")]
    BadSecret,
    #[error("the service's name and the account's name must not be empty or contain a colon")]
    BadName,
}

impl TotpSecret {
    /// A new secret from the operating system's randomness.
    ///
    /// # Errors
    /// [`TotpError::NoRandomness`].
    pub fn generate() -> Result<Self, TotpError> {
        let mut bytes = [0_u8; SECRET_BYTES];
        getrandom::fill(&mut bytes).map_err(|_| TotpError::NoRandomness)?;
        Ok(Self::from_bytes(bytes))
    }

    /// A secret from bytes the caller drew (the synthetic authority draws them from its seed).
    pub fn from_bytes(bytes: [u8; SECRET_BYTES]) -> Self {
        Self(Secret::from(bytes))
    }

    /// Reads base32 as stored or as typed from another app: lower case, spaces, hyphens and padding are allowed.
    ///
    /// # Errors
    /// [`TotpError::BadSecret`] if it is not base32 or shorter than 128 bits (RFC 4226 §4, requirement 6).
    pub fn from_base32(text: &str) -> Result<Self, TotpError> {
        let plain: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '=')).collect();
        let secret = Secret::try_from_base32(plain.to_uppercase()).map_err(|_| TotpError::BadSecret)?;
        if secret.as_bytes().len() < 16 {
            return Err(TotpError::BadSecret);
        }
        Ok(Self(secret))
    }

    /// Base32 without padding, to store and to type into an app by hand.
    pub fn to_base32(&self) -> String {
        self.0.to_base32()
    }

    /// The `otpauth://` address that an app reads from a QR code. `service` is shown as the account's heading there,
    /// `account` (an email address) under it.
    ///
    /// # Errors
    /// [`TotpError::BadName`] if either name is empty or holds a colon, which the format uses as separator.
    pub fn uri(&self, service: &str, account: &str) -> Result<String, TotpError> {
        if service.trim().is_empty() || service.contains(':') {
            return Err(TotpError::BadName);
        }
        let totp = self
            .builder()
            .with_issuer(Some(service))
            .with_account_name(account)
            .build();
        totp.and_then(|totp| totp.to_url()).map_err(|_| TotpError::BadName)
    }

    /// The six digits an app shows at `at`.
    pub fn code(&self, at: Timestamp) -> String {
        self.totp().generate(seconds(at)).to_string()
    }

    /// Judges a typed code (spaces are ignored) at `now`. `last_used` is the step of the last code this account signed in
    /// with; that step and all before it are refused.
    pub fn check(&self, typed: &str, now: Timestamp, last_used: Option<u64>) -> CodeCheck {
        let code: String = typed.chars().filter(|c| !c.is_whitespace()).take(7).collect();
        let totp = self.totp();
        let present = seconds(now) / STEP;
        let mut spent = false;
        for step in present.saturating_sub(DRIFT)..=present.saturating_add(DRIFT) {
            if totp.check(&code, step.saturating_mul(STEP)).is_some() {
                if last_used.is_none_or(|last| step > last) {
                    return CodeCheck::Right { step };
                }
                spent = true;
            }
        }
        if spent {
            CodeCheck::AlreadyUsed
        } else {
            CodeCheck::Wrong
        }
    }

    fn builder(&self) -> Builder {
        // The drift is ours, above: the crate's own would return the earliest match, which may be one already used.
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(6)
            .with_step_duration(STEP)
            .with_skew(0)
            .with_secret(self.0.clone())
    }

    fn totp(&self) -> Totp {
        self.builder().build_noncompliant()
    }
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret(…)")
    }
}

/// Seconds since 1970; a clock before that reads as 1970.
fn seconds(at: Timestamp) -> u64 {
    u64::try_from(at.as_second()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    /// The secret of RFC 6238 appendix B.
    fn rfc() -> TotpSecret {
        TotpSecret::from_bytes(*b"12345678901234567890")
    }

    /// RFC 6238 appendix B, SHA-1, whose eight digits end in the six that we use.
    #[test]
    fn rfc_6238_vectors() {
        for (second, eight_digits) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] {
            assert_eq!(rfc().code(at(second)), &eight_digits[2..], "at {second}");
        }
    }

    fn check(typed: &str, second: i64, last_used: Option<u64>, expect: CodeCheck) {
        assert_eq!(
            rfc().check(typed, at(second), last_used),
            expect,
            "{typed:?} at {second}, last {last_used:?}"
        );
    }

    // The code of second 59 belongs to step 1 (seconds 30 to 59).
    #[test]
    fn one_step_either_side() {
        check("287082", 59, None, CodeCheck::Right { step: 1 });
        check("287082", 30, None, CodeCheck::Right { step: 1 });
        check("287082", 0, None, CodeCheck::Right { step: 1 });
        check("287082", 89, None, CodeCheck::Right { step: 1 });
        check("287082", 90, None, CodeCheck::Wrong);
        check("081804", 1_111_111_109 - 60, None, CodeCheck::Wrong);
    }

    #[test]
    fn each_step_once() {
        check("287082", 59, Some(0), CodeCheck::Right { step: 1 });
        check("287082", 59, Some(1), CodeCheck::AlreadyUsed);
        check("287082", 89, Some(2), CodeCheck::AlreadyUsed);
        check("287083", 59, Some(1), CodeCheck::Wrong);
    }

    #[test]
    fn what_is_typed() {
        check("287 082", 59, None, CodeCheck::Right { step: 1 });
        check(" 287082\n", 59, None, CodeCheck::Right { step: 1 });
        check("", 59, None, CodeCheck::Wrong);
        check("28708", 59, None, CodeCheck::Wrong);
        check("2870821", 59, None, CodeCheck::Wrong);
        check("+87082", 59, None, CodeCheck::Wrong);
        check("２８７０８２", 59, None, CodeCheck::Wrong);
        check(&"2".repeat(1_000_000), 59, None, CodeCheck::Wrong);
    }

    #[test]
    fn clocks_at_the_ends_of_time_do_not_fail() {
        assert_eq!(rfc().check("000000", Timestamp::MIN, None), CodeCheck::Wrong);
        assert_eq!(rfc().check("000000", Timestamp::MAX, Some(u64::MAX)), CodeCheck::Wrong);
    }

    /// The base32 of the RFC's secret, computed with GNU coreutils' `base32`.
    #[test]
    fn base32_both_ways() {
        assert_eq!(rfc().to_base32(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        for text in [
            "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
            "gezd gnbv gy3t qojq gezd-gnbv-gy3t-qojq",
            "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ======",
        ] {
            assert_eq!(TotpSecret::from_base32(text), Ok(rfc()), "{text}");
        }
        for text in [
            "",
            "GEZDGNBV",
            "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1",
            "not base32!",
            "éééééééééééééééééééééééééééé",
        ] {
            assert_eq!(TotpSecret::from_base32(text), Err(TotpError::BadSecret), "{text}");
        }
    }

    #[test]
    fn the_address_for_the_app() {
        assert_eq!(
            rfc().uri("Holdfast Mexford", "sam@council.example").unwrap(),
            "otpauth://totp/Holdfast%20Mexford:sam%40council.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Holdfast%20Mexford"
        );
        for (service, account) in [
            ("", "sam"),
            (" ", "sam"),
            ("Hold:fast", "sam"),
            ("Holdfast", ""),
            ("Holdfast", "a:b"),
        ] {
            assert_eq!(
                rfc().uri(service, account),
                Err(TotpError::BadName),
                "{service:?} {account:?}"
            );
        }
    }

    #[test]
    fn secrets_differ_and_are_not_printed() {
        let (one, other) = (TotpSecret::generate().unwrap(), TotpSecret::generate().unwrap());
        assert_ne!(one, other);
        assert_eq!(one.to_base32().len(), 32);
        assert_eq!(format!("{one:?}"), "TotpSecret(…)");
    }
}
