//! What went wrong with single sign-on: one code each, words for the person at the page, words for the service desk.

use std::fmt;

/// Which conversation with the service it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Discovery,
    Keys,
    Code,
    UserInfo,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Discovery => "asking for its addresses and keys (.well-known/openid-configuration)",
            Self::Keys => "asking for its new keys (jwks_uri)",
            Self::Code => "trading the code for tokens (token_endpoint)",
            Self::UserInfo => "asking about the person (userinfo_endpoint)",
        })
    }
}

/// What whoever sees the error can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhatNow {
    /// The service is down or slow: answer 503 and offer break-glass.
    WaitAndTryAgain,
    /// This try is spent; a new one may well work: answer 400 with a link to the sign-in page.
    StartAgain,
    /// It will fail again until somebody changes a setting, here or there: answer 502.
    AskServiceDesk,
}

/// A sign-in that failed. `Display` is for the log and the service desk: it holds no secret and nobody's name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OidcError {
    #[error(
        "the sign-in service cannot be reached while {step}: {detail}. Check its address, the network, the proxy and its certificate"
    )]
    Unreachable { step: Step, detail: String },
    #[error("the sign-in service did not answer in time while {step}")]
    TimedOut { step: Step },
    #[error("the sign-in service gave an answer that cannot be used while {step}: {detail}")]
    BadAnswer { step: Step, detail: String },
    #[error(
        "the issuer in our settings is {configured}, but the service calls itself {found}. Copy its issuer letter by letter, final slash included"
    )]
    OtherIssuer { configured: String, found: String },
    #[error(
        "the browser came back with another sign-in's state: it was begun in another browser, used before, or begun by someone else"
    )]
    OtherState,
    #[error("the sign-in took longer than ten minutes")]
    TookTooLong,
    #[error("the sign-in service refused: {error} {description}")]
    Refused { error: String, description: String },
    #[error("the browser came back without a code")]
    NoCode,
    #[error(
        "the service did not take the code: it was used before, has expired, or belongs to another sign-in ({detail})"
    )]
    CodeRefused { detail: String },
    #[error(
        "the service does not know this client, or its secret is wrong or has expired: renew client_secret in the settings ({detail})"
    )]
    ClientRefused { detail: String },
    #[error(
        "the service sent no ID token: it does not speak OpenID Connect, or the openid scope is not granted to this client"
    )]
    NoIdToken,
    #[error("the ID token is signed with a key that the service does not publish, and asking again did not help")]
    UnknownKey,
    #[error("the ID token's signature is wrong or of a kind that is not accepted")]
    BadSignature,
    #[error("the ID token is meant for another application: check client_id")]
    OtherAudience,
    #[error("the ID token has expired: if it happens to everyone, compare this server's clock with the service's")]
    Expired,
    #[error("the ID token was made in the future or long ago: compare this server's clock with the service's")]
    Clock,
    #[error("the ID token answers another sign-in (its nonce differs): it may have been replayed")]
    OtherNonce,
    #[error("the access token is not the one the ID token was made with")]
    OtherAccessToken,
    #[error("the userinfo answer is about another person than the ID token")]
    OtherSubject,
    #[error("the ID token cannot be used: {detail}")]
    BadToken { detail: String },
    #[error(
        "this person is in more groups than fit into a token: give Holdfast app roles (groups_claim = roles), or only the groups assigned to the application"
    )]
    TooManyGroups,
}

impl OidcError {
    /// A code that stays the same, for the page, the log and the service desk's notes.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreachable { .. } => "SSO-01",
            Self::TimedOut { .. } => "SSO-02",
            Self::BadAnswer { .. } => "SSO-03",
            Self::OtherIssuer { .. } => "SSO-04",
            Self::OtherState => "SSO-05",
            Self::TookTooLong => "SSO-06",
            Self::Refused { .. } => "SSO-07",
            Self::NoCode => "SSO-08",
            Self::CodeRefused { .. } => "SSO-09",
            Self::ClientRefused { .. } => "SSO-10",
            Self::NoIdToken => "SSO-11",
            Self::UnknownKey => "SSO-12",
            Self::BadSignature => "SSO-13",
            Self::OtherAudience => "SSO-14",
            Self::Expired => "SSO-15",
            Self::Clock => "SSO-16",
            Self::OtherNonce => "SSO-17",
            Self::OtherAccessToken => "SSO-18",
            Self::OtherSubject => "SSO-19",
            Self::BadToken { .. } => "SSO-20",
            Self::TooManyGroups => "SSO-21",
        }
    }

    pub fn what_now(&self) -> WhatNow {
        match self {
            Self::Unreachable { .. } | Self::TimedOut { .. } => WhatNow::WaitAndTryAgain,
            Self::OtherState
            | Self::TookTooLong
            | Self::NoCode
            | Self::CodeRefused { .. }
            | Self::Expired
            | Self::OtherNonce => WhatNow::StartAgain,
            Self::Refused { error, .. } => match error.as_str() {
                "server_error" | "temporarily_unavailable" => WhatNow::WaitAndTryAgain,
                "login_required" | "interaction_required" | "consent_required" => WhatNow::StartAgain,
                _ => WhatNow::AskServiceDesk,
            },
            Self::BadAnswer { .. }
            | Self::OtherIssuer { .. }
            | Self::ClientRefused { .. }
            | Self::NoIdToken
            | Self::UnknownKey
            | Self::BadSignature
            | Self::OtherAudience
            | Self::Clock
            | Self::OtherAccessToken
            | Self::OtherSubject
            | Self::BadToken { .. }
            | Self::TooManyGroups => WhatNow::AskServiceDesk,
        }
    }

    /// The sentences for the page. They say what to do and give the code; the reason stays in the log.
    pub fn for_person(&self) -> String {
        let code = self.code();
        match self {
            Self::TookTooLong => format!("Signing in took longer than 10 minutes. Start again. ({code})"),
            Self::TooManyGroups => format!(
                "You are in too many groups for your organisation's sign-in service to list. Ask the service desk and give them the code {code}."
            ),
            Self::Refused { error, .. } if error == "access_denied" => format!(
                "Your organisation's sign-in service did not let you in, or you cancelled. If you should have access, ask the service desk and give them the code {code}."
            ),
            _ => match self.what_now() {
                WhatNow::WaitAndTryAgain => format!(
                    "Your organisation's sign-in service is not answering. Try again in a few minutes. If you cannot wait, ask the service desk and give them the code {code}."
                ),
                WhatNow::StartAgain => format!(
                    "This sign-in could not be completed. Start again from the sign-in page. If it keeps happening, give the service desk the code {code}."
                ),
                WhatNow::AskServiceDesk => format!(
                    "You could not be signed in, and trying again will not help. Ask the service desk and give them the code {code}."
                ),
            },
        }
    }
}

/// Other people's words, fit for one line of a log: no control characters, not long.
pub(super) fn clean(words: &str) -> String {
    words
        .chars()
        .filter(|c| !c.is_control())
        .take(200)
        .collect::<String>()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn refused(error: &str) -> OidcError {
        OidcError::Refused {
            error: error.to_owned(),
            description: String::new(),
        }
    }

    #[test]
    fn each_has_a_code_of_its_own_and_the_page_gives_it() {
        let step = Step::Code;
        let text = String::new;
        let all = [
            OidcError::Unreachable { step, detail: text() },
            OidcError::TimedOut { step },
            OidcError::BadAnswer { step, detail: text() },
            OidcError::OtherIssuer {
                configured: text(),
                found: text(),
            },
            OidcError::OtherState,
            OidcError::TookTooLong,
            refused("access_denied"),
            OidcError::NoCode,
            OidcError::CodeRefused { detail: text() },
            OidcError::ClientRefused { detail: text() },
            OidcError::NoIdToken,
            OidcError::UnknownKey,
            OidcError::BadSignature,
            OidcError::OtherAudience,
            OidcError::Expired,
            OidcError::Clock,
            OidcError::OtherNonce,
            OidcError::OtherAccessToken,
            OidcError::OtherSubject,
            OidcError::BadToken { detail: text() },
            OidcError::TooManyGroups,
        ];
        let codes: BTreeSet<&str> = all.iter().map(OidcError::code).collect();
        assert_eq!(codes.len(), all.len());
        for error in all {
            assert!(error.for_person().contains(error.code()), "{error:?}");
        }
    }

    #[test]
    fn a_refusal_by_its_reason() {
        for (reason, expect) in [
            ("access_denied", WhatNow::AskServiceDesk),
            ("invalid_scope", WhatNow::AskServiceDesk),
            ("temporarily_unavailable", WhatNow::WaitAndTryAgain),
            ("server_error", WhatNow::WaitAndTryAgain),
            ("login_required", WhatNow::StartAgain),
        ] {
            assert_eq!(refused(reason).what_now(), expect, "{reason}");
        }
    }

    #[test]
    fn other_peoples_words_fit_on_one_line() {
        assert_eq!(
            clean(" fine\r\nINFO forged line\u{1b}[31m "),
            "fineINFO forged line[31m"
        );
        assert_eq!(clean(&"x".repeat(5000)).len(), 200);
    }
}
