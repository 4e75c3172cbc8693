use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::DefaultBodyLimit;
use axum::http::header::ALLOW;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use tower::ServiceExt as _;

use super::*;
use crate::frame::gallery;

/// A word that stands for everything inside: it must reach no reader.
const INSIDE: &str = "constraint person_nhs_number_key";

fn router() -> Router {
    let fails = |error: Error| get(async move || -> Result<&'static str, Error> { Err(error) });
    Router::new()
        .route(
            "/fault",
            fails(Error::fault(INSIDE)).post(async || -> Error { Error::fault(INSIDE) }),
        )
        .route(
            "/refused",
            fails(Error::refused(
                "You may not open this record",
                "It is open to one team only.",
            )),
        )
        .route("/busy", fails(Error::NotConnected))
        .route("/full", fails(Error::DiskFull))
        .route("/tries", fails(Error::TooMany { seconds: 600 }))
        .route("/text", get(async || (StatusCode::BAD_REQUEST, INSIDE)))
        .route(
            "/known",
            get(async || {
                let mut response = Error::fault(INSIDE).into_response();
                response.extensions_mut().insert(gallery::frame());
                response
            }),
        )
        .route("/post", post(async |body: Bytes| body))
        .layer(DefaultBodyLimit::max(10))
        .fallback(not_found)
        .layer(from_fn_with_state(gallery::frame().authority, dress))
}

async fn ask(request: Request) -> (StatusCode, axum::http::HeaderMap, String) {
    let response = router().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    (parts.status, parts.headers, String::from_utf8(body.to_vec()).unwrap())
}

fn get_request(path: &str) -> Request {
    Request::get(path).body(Body::empty()).unwrap()
}

#[tokio::test]
async fn every_error_is_a_page_in_plain_words_that_shows_nothing_of_the_inside() {
    let check = async |request: Request, status: u16, words: &str| {
        let (got, headers, body) = ask(request).await;
        assert_eq!(got.as_u16(), status, "{words}");
        assert_eq!(headers[CONTENT_TYPE], "text/html; charset=utf-8", "{words}");
        assert!(body.contains(words), "{words:?} in {body}");
        assert!(!body.contains(INSIDE), "{body}");
        assert!(
            body.contains("Marlshire") && body.ends_with("</html>"),
            "in the frame: {body}"
        );
        for word in ["undefined", "Internal", "Err(", "panic"] {
            assert!(!body.contains(word), "{word} in {body}");
        }
    };
    check(get_request("/fault"), 500, "The page could not be made.").await;
    check(
        Request::post("/fault").body(Body::empty()).unwrap(),
        500,
        "Nothing was saved.",
    )
    .await;
    check(get_request("/refused"), 403, "ring the duty manager, 01632 960 114").await;
    check(get_request("/busy"), 503, "Holdfast cannot reach its records").await;
    check(get_request("/full"), 503, "you can go on reading").await;
    check(get_request("/tries"), 429, "Wait 10 minutes").await;
    check(get_request("/text"), 400, "That could not be read").await;
    check(get_request("/nowhere"), 404, "Page not found").await;
    check(get_request("/post"), 405, "This page cannot be opened that way").await;
    check(
        Request::post("/post").body(Body::from("more than ten")).unwrap(),
        413,
        "That was too large to send",
    )
    .await;
}

#[tokio::test]
async fn headers_that_help_stay() {
    assert_eq!(ask(get_request("/post")).await.1[ALLOW], "POST");
    assert_eq!(ask(get_request("/tries")).await.1[RETRY_AFTER], "600");
    assert_eq!(ask(get_request("/busy")).await.1[RETRY_AFTER], "5");
}

#[tokio::test]
async fn who_is_signed_in_stays_on_the_page() {
    assert!(ask(get_request("/known")).await.2.contains("Sign out"));
    assert!(!ask(get_request("/fault")).await.2.contains("Sign out"));
}

#[tokio::test]
async fn the_script_gets_a_bare_status() {
    let request = Request::get("/fault")
        .header("accept", "application/json")
        .body(Body::empty())
        .unwrap();
    let (status, _, body) = ask(request).await;
    assert_eq!((status.as_u16(), body.as_str()), (500, ""));
}

#[tokio::test]
async fn the_reference_is_on_the_page_of_a_fault() {
    let mut request = get_request("/fault");
    request.extensions_mut().insert(Reference("7KQ-204".into()));
    assert!(ask(request).await.2.contains("7KQ-204"));
}

#[test]
fn a_chain_of_causes_is_logged_whole() {
    let inner = std::io::Error::other("disk");
    assert_eq!(chain(&std::io::Error::other(inner)), "disk");
    assert_eq!(chain(&Error::fault("cause")), "internal error: cause");
}

/// The page of an error, as somebody signed in sees it.
pub async fn dressed(error: Error) -> Response {
    let answer = get(async move || {
        let mut response = error.into_response();
        response.extensions_mut().insert(gallery::frame());
        response.extensions_mut().insert(Reference("7KQ-204".into()));
        response
    });
    let router = Router::new()
        .route("/", answer)
        .layer(from_fn_with_state(gallery::frame().authority, dress));
    router.oneshot(get_request("/")).await.unwrap()
}
