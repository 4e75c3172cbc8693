//! Headers that every answer carries.

use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_SECURITY_POLICY, STRICT_TRANSPORT_SECURITY};
use axum::middleware::Next;
use axum::response::Response;

/// Nothing from elsewhere, nothing inline, no frames, forms only to ourselves.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; \
                          frame-ancestors 'none'; base-uri 'none'; connect-src 'self'";

const HEADERS: &[(&str, &str)] = &[
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    // An address can hold a child's id: it is told to nobody.
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    (
        "permissions-policy",
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), midi=(), payment=(), \
         usb=()",
    ),
    // A page about a child is kept by no browser and no proxy. Embedded files set their own rule first.
    ("cache-control", "no-store"),
];

/// For a year, a browser that was here over TLS comes over TLS only: nobody on the way can offer it a plain page. Of this host alone, since
/// what else the authority serves beside it is not ours to say.
const TLS_ONLY: &str = "max-age=31536000";

/// Sets the security headers on every answer: `router.layer(from_fn_with_state(https, frame::security::headers))`, where `https` says that
/// browsers reach this server over TLS. What a handler set itself (the caching of an embedded file) stays; the content security policy is
/// always ours.
pub async fn headers(State(https): State<bool>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.remove(CONTENT_SECURITY_POLICY);
    for (name, value) in HEADERS {
        headers.entry(*name).or_insert(HeaderValue::from_static(value));
    }
    if https {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(TLS_ONLY));
    }
    response
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::http::StatusCode;
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;
    use tower::ServiceExt as _;

    use super::*;
    use crate::frame::assets;

    async fn answer(path: &str) -> Response {
        answer_over(path, false).await
    }

    async fn answer_over(path: &str, https: bool) -> Response {
        let router = Router::new()
            .route("/page", get(async || "a page"))
            .merge(assets::routes())
            .layer(from_fn_with_state(https, headers));
        router
            .oneshot(Request::get(path).body(Body::empty()).unwrap())
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn every_answer_carries_them_also_one_that_went_wrong() {
        for (path, status) in [("/page", StatusCode::OK), ("/nowhere", StatusCode::NOT_FOUND)] {
            let answer = answer(path).await;
            assert_eq!(answer.status(), status);
            for (name, value) in HEADERS {
                assert_eq!(answer.headers()[*name], value, "{name} of {path}");
            }
        }
        assert!(!POLICY.contains("unsafe"));
    }

    #[tokio::test]
    async fn over_tls_a_browser_is_told_to_stay_there_and_on_loopback_it_is_not() {
        let header = |answer: &Response| answer.headers().get(STRICT_TRANSPORT_SECURITY).cloned();
        for path in ["/page", "/nowhere"] {
            assert_eq!(header(&answer_over(path, true).await).unwrap(), TLS_ONLY, "{path}");
            assert_eq!(header(&answer_over(path, false).await), None, "{path}");
        }
    }

    #[tokio::test]
    async fn an_embedded_file_may_be_kept_and_has_the_rest() {
        let answer = answer(assets::STYLES.path).await;
        assert_eq!(answer.headers()["cache-control"], "public, max-age=31536000, immutable");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    }
}
