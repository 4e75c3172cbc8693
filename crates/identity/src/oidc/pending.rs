//! Between sending a browser away and its coming back.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use openidconnect::{AuthorizationCode, Nonce, PkceCodeVerifier};
use serde::{Deserialize, Serialize};

use super::error::{OidcError, clean};

/// Longer than anyone needs to sign in with a second factor, shorter than a browser left open over lunch.
const LASTS: SignedDuration = SignedDuration::from_mins(10);

/// What is kept while the browser is away, in the caller's short-lived store. Its `Debug` says nothing; it is neither
/// `Clone` nor printable, since each serves one sign-in.
#[derive(Serialize, Deserialize)]
pub struct Pending {
    state: String,
    pub(super) nonce: String,
    pkce_verifier: String,
    begun: Timestamp,
}

/// The query the browser comes back with, as it stands: `?code=…&state=…`, or `?error=…`.
#[derive(Clone, Default, Deserialize)]
pub struct Answer {
    pub code: Option<String>,
    pub state: Option<String>,
    /// The service's own name for itself (RFC 9207), where it gives it.
    pub iss: Option<String>,
    pub error: Option<String>,
    pub error_description: Option<String>,
}

impl Pending {
    pub(super) fn new(state: String, nonce: &Nonce, pkce_verifier: String, begun: Timestamp) -> Self {
        Self {
            state,
            nonce: nonce.secret().clone(),
            pkce_verifier,
            begun,
        }
    }

    /// When it was begun; the caller may delete those older than ten minutes.
    pub fn begun(&self) -> Timestamp {
        self.begun
    }

    pub(super) fn into_verifier(self) -> PkceCodeVerifier {
        PkceCodeVerifier::new(self.pkce_verifier)
    }

    /// The code, if the answer belongs to this sign-in. The state is looked at first: an answer that is not ours may say
    /// anything, an error text included. (It is compared once and then gone, so how long that takes tells nothing.)
    pub(super) fn check(&self, answer: Answer, issuer: &str, now: Timestamp) -> Result<AuthorizationCode, OidcError> {
        if answer.state.as_deref() != Some(self.state.as_str()) {
            return Err(OidcError::OtherState);
        }
        let age = now.duration_since(self.begun);
        if age > LASTS || age < -LASTS {
            return Err(OidcError::TookTooLong);
        }
        if let Some(found) = answer.iss.filter(|found| found != issuer) {
            return Err(OidcError::OtherIssuer {
                configured: issuer.to_owned(),
                found: clean(&found),
            });
        }
        if let Some(error) = answer.error {
            let description = clean(answer.error_description.as_deref().unwrap_or_default());
            return Err(OidcError::Refused {
                error: clean(&error),
                description,
            });
        }
        answer.code.map(AuthorizationCode::new).ok_or(OidcError::NoCode)
    }
}

impl fmt::Debug for Pending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pending")
            .field("begun", &self.begun)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ISSUER: &str = "https://login.council.example";

    fn answer(pairs: &[(&str, &str)]) -> Answer {
        let map: serde_json::Map<_, _> = pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).into())).collect();
        serde_json::from_value(map.into()).unwrap()
    }

    fn check(pairs: &[(&str, &str)], minutes: i64, expect: Result<&str, OidcError>) {
        let begun = Timestamp::from_second(1_794_000_000).unwrap();
        let pending = Pending::new(
            "the-state".to_owned(),
            &Nonce::new("n".to_owned()),
            "v".to_owned(),
            begun,
        );
        let result = pending.check(answer(pairs), ISSUER, begun + SignedDuration::from_mins(minutes));
        assert_eq!(
            result.map(AuthorizationCode::into_secret),
            expect.map(str::to_owned),
            "{pairs:?} after {minutes}"
        );
    }

    #[test]
    fn what_the_browser_brings_back() {
        let state = ("state", "the-state");
        check(&[("code", "abc"), state], 0, Ok("abc"));
        check(&[("code", "abc"), state, ("iss", ISSUER)], 10, Ok("abc"));
        check(&[("code", "abc"), state, ("session_state", "ignored")], 1, Ok("abc"));
        check(&[("code", "abc"), state], 11, Err(OidcError::TookTooLong));
        check(&[("code", "abc"), state], -11, Err(OidcError::TookTooLong));
        check(&[("code", "abc")], 0, Err(OidcError::OtherState));
        check(&[("code", "abc"), ("state", "the-stat")], 0, Err(OidcError::OtherState));
        check(
            &[("error", "access_denied"), ("state", "x")],
            0,
            Err(OidcError::OtherState),
        );
        check(&[state], 0, Err(OidcError::NoCode));
        let found = "https://evil.example".to_owned();
        let other = OidcError::OtherIssuer {
            configured: ISSUER.to_owned(),
            found,
        };
        check(
            &[("code", "abc"), state, ("iss", "https://evil.example")],
            0,
            Err(other),
        );
        let description = "not in your groupsecond line".to_owned();
        let refused = OidcError::Refused {
            error: "access_denied".to_owned(),
            description,
        };
        check(
            &[
                ("error", "access_denied"),
                ("error_description", "not in your group\r\nsecond line"),
                state,
            ],
            0,
            Err(refused),
        );
    }

    #[test]
    fn it_survives_the_store_and_is_not_printed() {
        let begun = Timestamp::from_second(1_794_000_000).unwrap();
        let pending = Pending::new(
            "the-state".to_owned(),
            &Nonce::new("the-nonce".to_owned()),
            "the-verifier".to_owned(),
            begun,
        );
        let text = serde_json::to_string(&pending).unwrap();
        let back: Pending = serde_json::from_str(&text).unwrap();
        assert_eq!((back.state.as_str(), back.nonce.as_str()), ("the-state", "the-nonce"));
        assert_eq!((back.pkce_verifier.as_str(), back.begun), ("the-verifier", begun));
        assert!(!format!("{back:?}").contains("the-"));
        assert!(!format!("{:?}", answer(&[("code", "the-code"), ("state", "the-state")])).contains("the-"));
    }
}
