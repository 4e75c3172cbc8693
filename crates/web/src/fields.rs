//! The raw fields of a form that was sent: text as it was typed, checked against forgery, and nothing else yet.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};

use crate::App;
use crate::frame::errors::Error;
use crate::session::Signed;

/// Fields in the order in which they were sent.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<(String, String)>);

/// The most that a form may send. The longest text that a field takes is 20,000 characters.
pub const LARGEST_FORM: usize = 512 * 1024;

impl Fields {
    pub fn parse(body: &[u8]) -> Result<Self, Error> {
        serde_urlencoded_pairs(body).map(Self).ok_or(Error::Unreadable)
    }

    /// The text of a field, trimmed at its ends; empty where it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// The text exactly as it was typed.
    pub fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str())
    }

    /// Every value of a field that may be sent more than once.
    #[allow(dead_code, reason = "the decision page reads its ticks with it")]
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    #[allow(dead_code, reason = "the decision page asks with it")]
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(n, _)| n == name)
    }

    /// All pairs but the token.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .filter(|(n, _)| n != "csrf")
            .map(|(n, v)| (n.as_str(), v.as_str()))
    }
}

impl From<Vec<(String, String)>> for Fields {
    fn from(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }
}

/// A form of somebody signed in, whose token is right.
#[derive(Clone, Debug)]
pub struct Protected(pub Fields);

impl FromRequest<App> for Protected {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self, Self::Rejection> {
        let headers = request.headers().clone();
        let csrf = request
            .extensions()
            .get::<Signed>()
            .map(|s| s.csrf.clone())
            .ok_or(Error::OldForm)?;
        let fields = Unprotected::from_request(request, app).await?.0;
        // A script sends the token as a header, a form as a field.
        let sent = headers
            .get("x-csrf")
            .and_then(|v| v.to_str().ok())
            .unwrap_or_else(|| fields.raw("csrf"));
        if same(sent.as_bytes(), csrf.as_bytes()) {
            Ok(Self(fields))
        } else {
            Err(Error::OldForm)
        }
    }
}

/// A form that is sent before anybody is signed in. Another site's form is refused by where it comes from.
#[derive(Clone, Debug)]
pub struct Unprotected(pub Fields);

impl FromRequest<App> for Unprotected {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self, Self::Rejection> {
        from_this_site(request.headers())?;
        let body = Bytes::from_request(request, app)
            .await
            .map_err(|e| match e.status().as_u16() {
                413 => Error::TooLarge,
                _ => Error::Unreadable,
            })?;
        Ok(Self(Fields::parse(&body)?))
    }
}

/// Refuses what another site's page sent.
pub fn from_this_site(headers: &HeaderMap) -> Result<(), Error> {
    let header = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = header("sec-fetch-site") {
        return if matches!(site, "same-origin" | "none") {
            Ok(())
        } else {
            Err(Error::OldForm)
        };
    }
    match (header(ORIGIN.as_str()), header(HOST.as_str())) {
        (Some(origin), Some(host)) if origin.split_once("://").is_none_or(|(_, from)| from != host) => {
            Err(Error::OldForm)
        }
        _ => Ok(()),
    }
}

/// Compares without telling by its time how much agrees.
pub fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |d, (x, y)| d | (x ^ y)) == 0
}

/// `a=1&b=2` as pairs; `None` where it is not UTF-8 once decoded.
fn serde_urlencoded_pairs(body: &[u8]) -> Option<Vec<(String, String)>> {
    if body.is_empty() {
        return Some(Vec::new());
    }
    body.split(|b| *b == b'&')
        .map(|pair| {
            let at = pair.iter().position(|b| *b == b'=').unwrap_or(pair.len());
            Some((decode(&pair[..at])?, decode(pair.get(at + 1..).unwrap_or(&[]))?))
        })
        .collect()
}

fn decode(text: &[u8]) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.iter().copied();
    while let Some(b) = bytes.next() {
        out.push(match b {
            b'+' => b' ',
            b'%' => {
                let mut digit = || bytes.next().and_then(|b| (b as char).to_digit(16));
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            b => b,
        });
    }
    // Browsers send line ends as CR LF; the record keeps LF.
    String::from_utf8(out).ok().map(|s| s.replace("\r\n", "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_comes_out() {
        let fields = Fields::parse("a=1+2&b=%C3%A9%0D%0Ax&a=3&c".as_bytes()).unwrap();
        assert_eq!(fields.text("a"), "1 2");
        assert_eq!(fields.raw("b"), "é\nx");
        assert_eq!(fields.all("a").collect::<Vec<_>>(), ["1 2", "3"]);
        assert!(fields.has("c") && !fields.has("d"));
        assert!(Fields::parse(b"a=%ff").is_err());
        assert!(Fields::parse(b"a=%f").is_err());
    }

    #[test]
    fn another_sites_form_is_refused() {
        let headers = |pairs: &[(&'static str, &'static str)]| {
            pairs
                .iter()
                .map(|(n, v)| {
                    (
                        axum::http::HeaderName::from_static(n),
                        axum::http::HeaderValue::from_static(v),
                    )
                })
                .collect::<HeaderMap>()
        };
        assert!(from_this_site(&headers(&[("sec-fetch-site", "cross-site")])).is_err());
        assert!(from_this_site(&headers(&[("sec-fetch-site", "same-origin")])).is_ok());
        assert!(
            from_this_site(&headers(&[
                ("origin", "https://elsewhere.example"),
                ("host", "holdfast.example")
            ]))
            .is_err()
        );
        assert!(
            from_this_site(&headers(&[
                ("origin", "https://holdfast.example"),
                ("host", "holdfast.example")
            ]))
            .is_ok()
        );
    }
}
