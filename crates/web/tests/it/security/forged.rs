//! Forms of another site or another session, and sessions that somebody fixed before.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use super::posts;
use crate::harness::{Site, encoded};

/// Those that take a form before anybody is signed in, so without a token.
const BEFORE: [&str; 1] = ["/sign-in"];

#[tokio::test]
async fn a_form_without_its_own_sessions_token_does_nothing() {
    let site = Site::new().await;
    for name in ["Tom Ashworth", "Howard Bell", "Marek Zielinski", "Priscilla Amoah"] {
        let (own, other) = (site.sign_in(name).await, site.sign_in(name).await);
        let before = site.store.read(|tx| tx.known_seq()).await.unwrap();
        for address in posts().filter(|a| !BEFORE.contains(&a.as_str())) {
            let missing = own.post_with("", &address, &[("answer", "right")]).await;
            let others = own.post_with(other.csrf(), &address, &[("answer", "right")]).await;
            for (what, answer) in [("missing", missing), ("another session's", others)] {
                // An upload is no such form at all; whoever may not import is told so first.
                let expect = if address == "/imports" { [422, 403] } else { [403, 403] };
                assert!(
                    expect.contains(&answer.status.as_u16()),
                    "{name} {address} {what}: {}",
                    answer.status
                );
            }
        }
        assert_eq!(
            own.get("/").await.status,
            StatusCode::SEE_OTHER,
            "{name} is still signed in"
        );
        assert_eq!(site.store.read(|tx| tx.known_seq()).await.unwrap(), before, "{name}");
    }
}

#[tokio::test]
async fn another_sites_form_is_refused_although_the_token_is_right() {
    let site = Site::new().await;
    let tom = site.sign_in("Tom Ashworth").await;
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
        for address in posts() {
            let body = format!("csrf={}&email=a&password=b", encoded(tom.csrf()));
            let request = Request::post(&address)
                .header(header::COOKIE, tom.cookie())
                .header(header::HOST, "holdfast.example")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header(name, value);
            let answer = site.ask(request.body(Body::from(body)).unwrap()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{address} {name}");
        }
    }
}

/// The session that a browser had before it signed in is worth nothing after, and the new one is another.
#[tokio::test]
async fn a_session_that_was_fixed_before_signing_in_is_not_taken_up() {
    let site = Site::new().await;
    let email = site.give_password("Tom Ashworth", "seven otters in a boat").await;
    let body = format!("email={}&password=seven+otters+in+a+boat", encoded(&email));
    let sign_in = async |cookie: &str| {
        let request = Request::post("/sign-in")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, cookie);
        site.ask(request.body(Body::from(body.clone())).unwrap()).await
    };
    let fixed = sign_in("holdfast=chosen-by-somebody-else").await;
    assert_eq!(fixed.status, StatusCode::SEE_OTHER, "{}", fixed.words());
    assert!(fixed.cookie.starts_with("holdfast=") && fixed.cookie.len() > 40 && !fixed.cookie.contains("chosen"));
    let first = site.browser(&fixed.cookie);
    assert_eq!(first.get("/work").await.status, StatusCode::OK);
    assert_eq!(
        site.browser("holdfast=chosen-by-somebody-else")
            .get("/work")
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    // Signed in again with a session, that one ends.
    let again = sign_in(&fixed.cookie).await;
    assert!(again.cookie != fixed.cookie);
    assert_eq!(first.get("/work").await.status, StatusCode::SEE_OTHER);
    assert_eq!(site.browser(&again.cookie).get("/work").await.status, StatusCode::OK);
}

/// What was open while a session ran out is taken from whoever signs in again in that browser, and from nobody else who does.
#[tokio::test]
async fn a_form_that_was_open_while_a_session_ran_out_is_taken_after_signing_in_again() {
    let site = Site::new().await;
    let toms = site.give_password("Tom Ashworth", "seven otters in a boat").await;
    let leahs = site.give_password("Leah Brandt", "seven otters in a boat").await;
    let sign_in = async |email: &str, cookie: &str| {
        let body = format!("email={}&password=seven+otters+in+a+boat", encoded(email));
        let request = Request::post("/sign-in")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, cookie);
        site.ask(request.body(Body::from(body)).unwrap()).await.cookie
    };
    let token = async |cookie: &str| {
        let page = site.browser(cookie).get("/work").await.body;
        let (_, rest) = page.split_once("name=\"csrf\" value=\"").unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    };
    let first = sign_in(&toms, "").await;
    let csrf = token(&first).await;
    let tom = site.browser(&first).with_csrf(&csrf);
    let draft = tom.post("/forms/contact", &[]).await.location.replace("/who", "/worry");
    site.set_clock("2026-11-12T11:00:00Z");
    let words = [("worry", "Typed when the session had ended."), ("revision", "0")];
    assert_eq!(tom.post(&draft, &words).await.status, StatusCode::FORBIDDEN);

    let leah = sign_in(&leahs, &first).await;
    assert_ne!(token(&leah).await, csrf, "it is hers");
    let elsewhere = sign_in(&toms, "").await;
    assert_ne!(token(&elsewhere).await, csrf, "another browser");
    let again = sign_in(&toms, &first).await;
    assert_ne!(again, first);
    let tom = site.browser(&again).with_csrf(&csrf);
    assert_eq!(tom.post(&draft, &words).await.status, StatusCode::SEE_OTHER);
    assert!(tom.get(&draft).await.body.contains("Typed when the session had ended."));
}

#[tokio::test]
async fn where_to_land_is_a_path_of_ours() {
    let site = Site::new().await;
    let email = site.give_password("Tom Ashworth", "seven otters in a boat").await;
    for to in [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/work\r\nSet-Cookie: a=b",
        "/work\nX-Evil: 1",
    ] {
        let body = format!(
            "email={}&password=seven+otters+in+a+boat&to={}",
            encoded(&email),
            encoded(to)
        );
        let request = Request::post("/sign-in").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = site.ask(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(
            (answer.status, answer.location.as_str()),
            (StatusCode::SEE_OTHER, "/"),
            "{to:?}"
        );
        let page = site
            .ask(
                Request::get(format!("/sign-in?to={}", encoded(to)))
                    .body(Body::empty())
                    .unwrap(),
            )
            .await;
        assert!(
            !page.body.contains("evil") && !page.body.contains("javascript:"),
            "{to:?}"
        );
    }
}
