//! When something cannot be done: what happened, what was kept, what to do next, in plain words. Never how it happened inside.
//!
//! A handler returns [`Error`]; the [`dress`] layer turns it into a page, with whoever is signed in around it, and gives every other bare
//! error answer (of the router, of an extractor) a page too. So nothing that a library wrote reaches a reader.

mod stale;
mod words;

use std::error::Error as StdError;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

pub use stale::{StaleField, StalePage};

use super::html::{Html, Text};
use super::page::{Authority, Frame};

/// Why a request was not done.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// The reader may not see or do this. Says why in words, and whom to ring.
    #[error("refused")]
    Refused(Box<Refused>),
    /// There is no such page, or none for this reader: a sealed record looks exactly like a record that is not there.
    #[error("not found")]
    NotFound,
    /// The address is right, the way of asking is not.
    #[error("method not allowed")]
    MethodNotAllowed,
    /// More was sent than is taken.
    #[error("too large")]
    TooLarge,
    /// What was sent cannot be read as the form that it should be.
    #[error("unreadable request")]
    Unreadable,
    /// Too many tries; the seconds until the next one is looked at.
    #[error("too many requests")]
    TooMany { seconds: u32 },
    /// The form's token is missing or old: it was open in another session.
    #[error("forged or expired form")]
    OldForm,
    /// The record is busy or unreachable: nothing was saved, and nothing can be shown. Why is logged and never shown.
    #[error("the database cannot be used just now: {0}")]
    NotConnected(Arc<str>),
    /// There is no room to write: nothing was saved, and reading goes on.
    #[error("no space left to write")]
    DiskFull,
    /// Something failed inside. The cause is logged once and never shown.
    #[error("internal error")]
    Fault(#[source] Arc<dyn StdError + Send + Sync>),
}

/// A refusal in words.
#[derive(Clone, Debug)]
pub struct Refused {
    /// "You may not open this record", as the page's heading.
    pub what: Text,
    /// "It is open to the children in care team only."
    pub because: Html,
    /// A name and a number; without it, the duty manager's.
    pub ring: Option<Html>,
    /// Where it may be opened with a reason of the reader's own.
    pub open_with_a_reason: Option<Text>,
}

/// The word by which whoever is rung finds the line of the log that says what went wrong: drawn by chance for each error, so that it tells
/// nothing, and short enough to be read out.
#[derive(Clone, Debug)]
struct Reference(String);

impl Reference {
    /// Letters and digits that are not taken for one another when read out; as many as five bits tell apart.
    const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// "7KQ-24FM"; `None` where the machine has no chance to give, which is no reason to show no page.
    fn new() -> Option<Self> {
        let mut bytes = [0u8; 7];
        getrandom::fill(&mut bytes).ok()?;
        let letter = |b: &u8| char::from(Self::LETTERS[usize::from(b & 31)]);
        let (first, last) = bytes.split_at(3);
        let first: String = first.iter().map(letter).collect();
        Some(Self(format!("{first}-{}", last.iter().map(letter).collect::<String>())))
    }
}

impl Error {
    pub fn fault(cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::Fault(Arc::from(cause.into()))
    }

    pub fn refused(what: impl Into<Text>, because: impl Into<Html>) -> Self {
        let because = because.into();
        Self::Refused(Box::new(Refused {
            what: what.into(),
            because,
            ring: None,
            open_with_a_reason: None,
        }))
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Self::Refused(_) | Self::OldForm => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unreadable => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::NotConnected(_) | Self::DiskFull => StatusCode::SERVICE_UNAVAILABLE,
            Self::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What an answer with this status and no page of ours means.
    fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED => {
                Self::refused("You may not do this", "Your role does not include it.")
            }
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::PAYLOAD_TOO_LARGE | StatusCode::URI_TOO_LONG => Self::TooLarge,
            StatusCode::TOO_MANY_REQUESTS => Self::TooMany { seconds: 60 },
            StatusCode::SERVICE_UNAVAILABLE => Self::NotConnected("an answer with no page".into()),
            status if status.is_client_error() => Self::Unreadable,
            status => Self::fault(format!("an answer with status {status} and no page")),
        }
    }

    fn retry_after(&self) -> Option<u32> {
        match self {
            Self::TooMany { seconds } => Some(*seconds),
            Self::NotConnected(_) => Some(5),
            Self::DiskFull => Some(60),
            _ => None,
        }
    }
}

/// A bare answer that carries the error; [`dress`] makes the page of it.
impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if let Some(seconds) = self.retry_after() {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// The fallback of the router: `router.fallback(frame::errors::not_found)`.
pub async fn not_found() -> Error {
    Error::NotFound
}

/// Turns errors into pages: `router.layer(axum::middleware::from_fn_with_state(authority, frame::errors::dress))`, outside everything
/// that can fail and inside [`security::headers`](super::security::headers). The layer that knows who is signed in puts the
/// [`Frame`] into the answer's extensions; without one the page is drawn for nobody. An error that was asked for as JSON (a draft that the
/// script sends) stays a bare status.
pub async fn dress(State(authority): State<Arc<Authority>>, request: Request, next: Next) -> Response {
    let saving = request.method() == Method::POST;
    let json = request
        .headers()
        .get("accept")
        .is_some_and(|kinds| kinds.as_bytes().starts_with(b"application/json"));
    let response = next.run(request).await;
    let carried = response.extensions().get::<Error>().cloned();
    let ours = response
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let error = match carried {
        Some(error) => error,
        None if (response.status().is_client_error() || response.status().is_server_error()) && !ours && !json => {
            Error::of_status(response.status())
        }
        None => return response,
    };
    let reference = error.status().is_server_error().then(Reference::new).flatten();
    log(&error, reference.as_ref());
    if json {
        return response;
    }
    let frame = response.extensions().get::<Frame>().cloned().unwrap_or(Frame {
        authority,
        signed_in: None,
        disk_full: false,
    });
    let page = words::words(&error, &frame, saving, reference);
    let title = page.title.clone();
    let Ok(dressed) = frame.page(title).show_with(response.status(), &page) else {
        return response;
    };
    // The headers of the bare answer stay (Allow, Retry-After, Set-Cookie); only what describes its body goes.
    let (mut parts, _) = response.into_parts();
    let (drawn, body) = dressed.into_parts();
    parts.headers.remove("content-length");
    parts.headers.extend(drawn.headers);
    Response::from_parts(parts, body)
}

/// One line for each error that is ours, with the word that its page shows. What the reader did wrong is theirs alone.
fn log(error: &Error, reference: Option<&Reference>) {
    let reference = reference.map_or("none", |reference| reference.0.as_str());
    match error {
        Error::Fault(cause) => tracing::error!(reference, cause = chain(cause.as_ref()), "a request failed"),
        Error::NotConnected(why) => tracing::warn!(reference, why = &**why, "the database could not be used"),
        Error::DiskFull => tracing::error!(reference, "no room is left to write"),
        _ => {}
    }
}

/// A cause with the causes behind it, as the log has it.
fn chain(cause: &(dyn StdError + 'static)) -> String {
    let mut words = cause.to_string();
    let mut next = cause.source();
    while let Some(cause) = next {
        words.push_str(": ");
        words.push_str(&cause.to_string());
        next = cause.source();
    }
    words
}

#[cfg(test)]
pub(super) mod tests;
