//! Headers that every answer carries.

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_SECURITY_POLICY;
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

/// Sets the security headers on every answer: `router.layer(axum::middleware::from_fn(frame::security::headers))`. What a handler
/// set itself (the caching of an embedded file) stays; the content security policy is always ours.
pub async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.remove(CONTENT_SECURITY_POLICY);
    for (name, value) in HEADERS {
        headers.entry(*name).or_insert(HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::http::StatusCode;
    use axum::middleware::from_fn;
    use axum::routing::get;
    use tower::ServiceExt as _;

    use super::*;
    use crate::frame::assets;

    async fn answer(path: &str) -> Response {
        let router = Router::new()
            .route("/page", get(async || "a page"))
            .merge(assets::routes())
            .layer(from_fn(headers));
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
    async fn an_embedded_file_may_be_kept_and_has_the_rest() {
        let answer = answer(assets::STYLES.path).await;
        assert_eq!(answer.headers()["cache-control"], "public, max-age=31536000, immutable");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    }
}
