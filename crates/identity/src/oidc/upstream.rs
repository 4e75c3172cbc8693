//! The libraries' errors in our words. Bodies of answers are never quoted: they may hold tokens.

use openidconnect::core::CoreErrorResponseType;
use openidconnect::{
    ClaimsVerificationError, DiscoveryError, RequestTokenError, SignatureVerificationError, StandardErrorResponse,
    UserInfoError,
};

use super::error::{OidcError, Step, clean};
use super::http::HttpProblem;

impl OidcError {
    fn from_http(step: Step, problem: HttpProblem) -> Self {
        match problem {
            HttpProblem::TimedOut => Self::TimedOut { step },
            HttpProblem::Unreachable(detail) => Self::Unreachable {
                step,
                detail: clean(&detail),
            },
            HttpProblem::TooLarge | HttpProblem::NotHttps(_) => Self::BadAnswer {
                step,
                detail: clean(&problem.to_string()),
            },
        }
    }

    pub(super) fn from_discovery(step: Step, configured: &str, problem: DiscoveryError<HttpProblem>) -> Self {
        let detail = match problem {
            DiscoveryError::Request(problem) => return Self::from_http(step, problem),
            DiscoveryError::Response(status, _, _) if status.is_redirection() => {
                format!("it answered {status}, and redirects are not followed: give the final address as issuer")
            }
            DiscoveryError::Response(_, _, detail) | DiscoveryError::Other(detail) => detail,
            // The one thing that is validated is that the document's issuer is the one asked for.
            DiscoveryError::Validation(detail) => {
                let found = detail.split('`').nth(1).unwrap_or(&detail);
                return Self::OtherIssuer {
                    configured: clean(configured),
                    found: clean(found),
                };
            }
            DiscoveryError::Parse(problem) => problem.to_string(),
            DiscoveryError::UrlParse(problem) => problem.to_string(),
            _ => "of a kind not known here".to_owned(),
        };
        Self::BadAnswer {
            step,
            detail: clean(&detail),
        }
    }

    pub(super) fn from_token_request(
        problem: RequestTokenError<HttpProblem, StandardErrorResponse<CoreErrorResponseType>>,
    ) -> Self {
        let step = Step::Code;
        match problem {
            RequestTokenError::Request(problem) => Self::from_http(step, problem),
            RequestTokenError::ServerResponse(answer) => {
                let words = answer.error_description().map(String::as_str).unwrap_or_default();
                let detail = clean(&format!("{} {words}", answer.error().as_ref()));
                match answer.error() {
                    CoreErrorResponseType::InvalidGrant => Self::CodeRefused { detail },
                    CoreErrorResponseType::InvalidClient | CoreErrorResponseType::UnauthorizedClient => {
                        Self::ClientRefused { detail }
                    }
                    _ => Self::BadAnswer { step, detail },
                }
            }
            // The body may hold tokens: only where it stopped making sense is told.
            RequestTokenError::Parse(problem, _) => Self::BadAnswer {
                step,
                detail: clean(&format!("not readable at {}", problem.path())),
            },
            RequestTokenError::Other(detail) => Self::BadAnswer {
                step,
                detail: clean(&detail),
            },
        }
    }

    pub(super) fn from_user_info(problem: UserInfoError<HttpProblem>) -> Self {
        let step = Step::UserInfo;
        match problem {
            UserInfoError::Request(problem) => Self::from_http(step, problem),
            UserInfoError::ClaimsVerification(ClaimsVerificationError::InvalidSubject(_)) => Self::OtherSubject,
            UserInfoError::ClaimsVerification(problem) => Self::from_verification(problem),
            UserInfoError::Response(status, _, detail) => Self::BadAnswer {
                step,
                detail: clean(&format!("{status}: {detail}")),
            },
            UserInfoError::Parse(problem) => Self::BadAnswer {
                step,
                detail: clean(&format!("not readable at {}", problem.path())),
            },
            _ => Self::BadAnswer {
                step,
                detail: "of a kind not known here".to_owned(),
            },
        }
    }

    pub(super) fn from_verification(problem: ClaimsVerificationError) -> Self {
        match problem {
            ClaimsVerificationError::Expired(_) => Self::Expired,
            ClaimsVerificationError::InvalidAudience(_) => Self::OtherAudience,
            ClaimsVerificationError::InvalidNonce(_) => Self::OtherNonce,
            ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey) => {
                Self::UnknownKey
            }
            ClaimsVerificationError::SignatureVerification(_) => Self::BadSignature,
            ClaimsVerificationError::InvalidIssuer(detail)
            | ClaimsVerificationError::InvalidAuthContext(detail)
            | ClaimsVerificationError::InvalidAuthTime(detail)
            | ClaimsVerificationError::Unsupported(detail) => Self::BadToken { detail: clean(&detail) },
            _ => Self::BadToken {
                detail: "of a kind not known here".to_owned(),
            },
        }
    }
}
