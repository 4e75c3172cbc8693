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
        .route("/busy", fails(Error::NotConnected(INSIDE.into())))
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

/// Everything that is logged while `answer` is made.
async fn logged<T>(answer: impl Future<Output = T>) -> (T, String) {
    #[derive(Clone, Default)]
    struct Lines(Arc<std::sync::Mutex<Vec<u8>>>);
    impl std::io::Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let lines = Lines::default();
    let writer = lines.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let answer = answer.await;
    let bytes = lines.0.lock().unwrap().clone();
    (answer, String::from_utf8(bytes).unwrap())
}

/// The word on a page by which its line of the log is found.
fn reference_of(page: &str) -> Option<&str> {
    let (_, rest) = page.split_once("<strong class=\"hf-num\">")?;
    rest.split_once('<').map(|(reference, _)| reference)
}

#[tokio::test]
async fn a_page_of_what_went_wrong_with_us_names_its_line_of_the_log() {
    let mut all = std::collections::BTreeSet::new();
    for (path, line) in [
        ("/fault", "a request failed"),
        ("/busy", "the database could not be used"),
        ("/full", "no room is left to write"),
    ] {
        let ((_, _, page), log) = logged(ask(get_request(path))).await;
        let reference = reference_of(&page).unwrap_or_else(|| panic!("no reference on {path}: {page}"));
        let plain = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
        assert!(
            reference.len() == 8 && reference.replace('-', "").chars().all(plain),
            "{reference}"
        );
        let found: Vec<&str> = log.lines().filter(|l| l.contains(reference)).collect();
        assert!(found.len() == 1 && found[0].contains(line), "{path}: {log}");
        all.insert(reference.to_owned());
    }
    assert_eq!(all.len(), 3, "each has its own");
}

#[tokio::test]
async fn what_a_reader_did_has_no_reference_and_no_line() {
    for path in ["/refused", "/tries", "/text", "/nowhere", "/post"] {
        let ((_, _, page), log) = logged(ask(get_request(path))).await;
        assert_eq!((reference_of(&page), log.as_str()), (None, ""), "{path}");
    }
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
        response
    });
    let router = Router::new()
        .route("/", answer)
        .layer(from_fn_with_state(gallery::frame().authority, dress));
    router.oneshot(get_request("/")).await.unwrap()
}
