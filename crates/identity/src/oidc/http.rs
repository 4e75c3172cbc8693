//! The one way out: an HTTP client that follows no redirect, waits no longer than told and reads no more than a mebibyte.
//!
//! A redirect followed by the server could be used to make it fetch addresses inside the authority's network, and would
//! carry the client secret along.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use openidconnect::url::Url;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

use super::config::{is_safe, is_this_machine};

/// A discovery document takes a few kilobytes, a key set with certificates some tens.
const MOST_BYTES: usize = 1024 * 1024;

#[derive(Debug)]
pub(super) struct Http {
    client: reqwest::Client,
    /// The service runs on this machine, so plain http to this machine is allowed.
    is_local: bool,
}

/// Why there is no answer. The texts name no address: callers know which step it was.
#[derive(Debug)]
pub(super) enum HttpProblem {
    TimedOut,
    Unreachable(String),
    TooLarge,
    /// The service's own document named it; a password or secret must not go there.
    NotHttps(String),
}

impl Http {
    /// Trusts the public authorities and whatever the machine itself trusts (a council's own certificate authority goes
    /// into the system's store). A proxy named in the environment is used, except for a service on this machine.
    pub(super) fn new(time_out: Duration, issuer: &Url) -> Result<Self, String> {
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(time_out)
            .user_agent(concat!("holdfast/", env!("CARGO_PKG_VERSION")));
        let is_local = is_this_machine(issuer);
        let builder = if is_local { builder.no_proxy() } else { builder };
        let client = builder.build().map_err(|problem| deepest(&problem))?;
        Ok(Self { client, is_local })
    }

    /// Whether this service may send us, or a browser, to that address.
    pub(super) fn allows(&self, url: &Url) -> bool {
        url.scheme() == "https" || (self.is_local && is_safe(url))
    }

    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, HttpProblem> {
        let request = reqwest::Request::try_from(request)?;
        if !self.allows(request.url()) {
            return Err(HttpProblem::NotHttps(request.url().to_string()));
        }
        let mut response = self.client.execute(request).await?;
        if response.status().is_server_error() {
            return Err(HttpProblem::Unreachable(format!("it answered {}", response.status())));
        }
        let mut body = Vec::new();
        while let Some(piece) = response.chunk().await? {
            if body.len() + piece.len() > MOST_BYTES {
                return Err(HttpProblem::TooLarge);
            }
            body.extend_from_slice(&piece);
        }
        let mut answer = HttpResponse::new(body);
        *answer.status_mut() = response.status();
        *answer.headers_mut() = std::mem::take(response.headers_mut());
        Ok(answer)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = HttpProblem;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpProblem>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}

impl From<reqwest::Error> for HttpProblem {
    fn from(problem: reqwest::Error) -> Self {
        if problem.is_timeout() {
            Self::TimedOut
        } else {
            Self::Unreachable(deepest(&problem))
        }
    }
}

impl std::error::Error for HttpProblem {}

impl fmt::Display for HttpProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TimedOut => f.write_str("no answer in time"),
            Self::Unreachable(detail) => f.write_str(detail),
            Self::TooLarge => f.write_str("the answer was larger than a mebibyte"),
            Self::NotHttps(address) => write!(f, "it gave the address {address}, which is not https"),
        }
    }
}

/// The innermost cause says what happened ("connection refused", "invalid peer certificate"); the outer ones only where.
fn deepest(problem: &dyn std::error::Error) -> String {
    let mut cause = problem;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(issuer: &str, address: &str, expect: bool) {
        let [issuer, url] = [issuer, address].map(|text| Url::parse(text).unwrap());
        let http = Http::new(Duration::from_secs(1), &issuer).unwrap();
        assert_eq!(http.allows(&url), expect, "{issuer} sends us to {url}");
    }

    #[test]
    fn where_a_service_may_send_us() {
        check(
            "https://login.council.example",
            "https://login.council.example/token",
            true,
        );
        check("https://login.council.example", "https://keys.elsewhere.example/", true);
        check(
            "https://login.council.example",
            "http://login.council.example/token",
            false,
        );
        check("https://login.council.example", "http://127.0.0.1/token", false);
        check("https://login.council.example", "file:///etc/passwd", false);
        check("http://127.0.0.1:4000", "http://127.0.0.1:4001/token", true);
        check("http://127.0.0.1:4000", "http://192.0.2.1/token", false);
    }

    #[tokio::test]
    async fn nothing_is_sent_in_the_clear() {
        let http = Http::new(
            Duration::from_secs(1),
            &Url::parse("https://login.council.example").unwrap(),
        )
        .unwrap();
        let mut request = HttpRequest::new(b"client_secret=x".to_vec());
        *request.uri_mut() = "http://login.council.example/token".parse().unwrap();
        assert!(matches!(http.ask(request).await, Err(HttpProblem::NotHttps(_))));
    }
}
