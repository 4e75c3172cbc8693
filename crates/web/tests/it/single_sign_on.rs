//! Single sign-on through the server, against the real provider of `tests/oidc`.

use std::sync::Mutex;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::ids::WorkerId;
use domain::roles::Role;
use store::Worker;

use crate::browser::Browser as Elsewhere;
use crate::harness::{Answer, Site};
use crate::provider::{Provider, RETURN, now};

struct Council {
    site: Site,
    provider: Provider,
    /// What this browser was given when it set out.
    signing_in: Mutex<String>,
}

impl Council {
    /// A site whose clock is the provider's, with one member of staff whom the provider knows.
    async fn new(email: &str) -> Self {
        let provider = Provider::start().await;
        let mut site = Site::at(&now().to_string()).await;
        site.sign_on_by(provider.client());
        let worker = Worker {
            id: staff(),
            name: "Ada Marsh".into(),
            email: email.into(),
            role: Role::Auditor,
            team: None,
            registration: String::new(),
            telephone: String::new(),
            started_on: jiff::civil::date(2026, 1, 5),
            ended_on: None,
        };
        site.store
            .write(move |tx| {
                tx.add_workers(&[worker])?;
                tx.set_account(staff(), None, None, false)
            })
            .await
            .unwrap();
        let signing_in = Mutex::default();
        Self {
            site,
            provider,
            signing_in,
        }
    }

    async fn get(&self, address: &str) -> Answer {
        let cookie = self.signing_in.lock().unwrap().clone();
        let request = Request::get(address).header(header::COOKIE, cookie);
        let answer = self.site.ask(request.body(Body::empty()).unwrap()).await;
        if answer.cookie.starts_with("holdfast-signing-in=") {
            self.signing_in.lock().unwrap().clone_from(&answer.cookie);
        }
        answer
    }

    /// Begins here, signs in there, and gives the address with which the browser comes back.
    async fn there(&self, email: &str) -> String {
        let begun = self.get("/sign-in/council?to=/access").await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.words());
        let answer = Elsewhere::new()
            .sign_in(&begun.location, email, &self.provider.ready.password, RETURN)
            .await;
        let given = [("code", answer.code), ("state", answer.state), ("iss", answer.iss)];
        let pairs: Vec<String> = given
            .into_iter()
            .filter_map(|(n, v)| Some(format!("{n}={}", crate::harness::encoded(&v?))))
            .collect();
        format!("/sign-in/return?{}", pairs.join("&"))
    }
}

fn staff() -> WorkerId {
    WorkerId(uuid::Uuid::from_u128(0xada))
}

#[tokio::test]
async fn who_is_known_comes_in_and_lands_where_they_wanted() {
    let council = Council::new("adviser@mexford.example").await;
    assert!(
        council
            .get("/sign-in")
            .await
            .words()
            .contains("Sign in with your Marlshire account")
    );
    let back = council.there("adviser@mexford.example").await;
    let came = council.get(&back).await;
    assert_eq!(
        (came.status, came.location.as_str()),
        (StatusCode::SEE_OTHER, "/access"),
        "{}",
        came.words()
    );
    let ada = council.site.browser(&came.cookie);
    assert!(ada.get("/access").await.words().contains("Ada Marsh"));
    // The same answer sent again is worth nothing.
    let replayed = council.get(&back).await;
    assert_eq!((replayed.status, replayed.cookie.as_str()), (StatusCode::FORBIDDEN, ""));
    // Once their access ends, the session is gone, and the council's account opens nothing.
    council
        .site
        .store
        .write(|tx| {
            tx.disable_account(staff())?;
            tx.end_worker(staff(), jiff::civil::date(2026, 11, 12))
        })
        .await
        .unwrap();
    assert_eq!(ada.get("/access").await.status, StatusCode::SEE_OTHER);
    let back = council.there("adviser@mexford.example").await;
    let ended = council.get(&back).await;
    assert_eq!((ended.status, ended.cookie.as_str()), (StatusCode::FORBIDDEN, ""));
    assert!(ended.words().contains("You do not have a place in Holdfast"));
}

/// A link to somebody's half-finished sign-in signs nobody else in: not under a stranger's account, and not under one's own.
#[tokio::test]
async fn what_another_browser_began_is_not_finished_here() {
    let council = Council::new("adviser@mexford.example").await;
    let back = council.there("adviser@mexford.example").await;
    for cookie in ["", "holdfast-signing-in=", "holdfast-signing-in=made-up"] {
        let request = Request::get(&back).header(header::COOKIE, cookie);
        let answer = council.site.ask(request.body(Body::empty()).unwrap()).await;
        assert_eq!(
            (answer.status, answer.cookie.as_str()),
            (StatusCode::FORBIDDEN, ""),
            "{cookie}"
        );
    }
    // It was not used up by the attempt.
    assert_eq!(council.get(&back).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn who_is_not_known_here_is_told_so() {
    let council = Council::new("unchecked@mexford.example").await;
    for email in ["nobody@mexford.example", "unchecked@mexford.example"] {
        // The second has an account here by an address that the provider has not checked.
        let back = council.there(email).await;
        let answer = council.get(&back).await;
        assert_eq!(
            (answer.status, answer.cookie.as_str()),
            (StatusCode::FORBIDDEN, ""),
            "{email}"
        );
        assert!(
            answer.words().contains("You do not have a place in Holdfast"),
            "{}",
            answer.words()
        );
    }
}

#[tokio::test]
async fn an_answer_that_nobody_asked_for_is_refused() {
    let council = Council::new("adviser@mexford.example").await;
    for address in [
        "/sign-in/return",
        "/sign-in/return?code=abc&state=made-up",
        "/sign-in/return?error=access_denied&state=made-up",
        "/sign-in/return?code=a%00b&state=%ff",
    ] {
        let answer = council.get(address).await;
        assert!(answer.status.is_client_error(), "{address}: {}", answer.status);
        assert_eq!(answer.cookie, "", "{address}");
        assert!(
            address.contains('%') || answer.words().contains("begun too long ago"),
            "no form was filled in: {}",
            answer.words()
        );
    }
    // Cancelled at the provider: said in words, and another try begins afresh.
    let begun = council.get("/sign-in/council").await;
    let (_, state) = begun.location.split_once("state=").unwrap();
    let state = state.split('&').next().unwrap();
    let cancelled = council
        .get(&format!("/sign-in/return?error=access_denied&state={state}"))
        .await;
    assert_eq!(cancelled.status, StatusCode::FORBIDDEN);
    assert!(
        cancelled.words().contains("You could not be signed in"),
        "{}",
        cancelled.words()
    );
    let back = council.there("adviser@mexford.example").await;
    assert_eq!(council.get(&back).await.status, StatusCode::SEE_OTHER);
    // Where to land is a path of ours and nothing else.
    for to in ["https://evil.example", "//evil.example", "/%0d%0aSet-Cookie:x=1"] {
        let begun = council.get(&format!("/sign-in/council?to={to}")).await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER, "{to}");
        assert!(!begun.location.contains("evil"), "{to}");
    }
}

#[tokio::test]
async fn without_a_service_there_is_no_such_page() {
    let site = Site::new().await;
    for address in ["/sign-in/council", "/sign-in/return?code=a&state=b"] {
        let answer = site.ask(Request::get(address).body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
    }
}

/// Each beginning makes the server ask the council's service and keep something, so there is an end to them; one that ended well is given back,
/// and guesses at passwords are counted apart.
#[tokio::test]
async fn single_sign_ons_that_are_begun_and_not_ended_are_counted() {
    let council = Council::new("adviser@mexford.example").await;
    let back = council.there("adviser@mexford.example").await;
    let begin = async || {
        let request = Request::get("/sign-in/council").body(Body::empty()).unwrap();
        council.site.ask(request).await
    };
    for n in 1..300 {
        assert_eq!(begin().await.status, StatusCode::SEE_OTHER, "{n}");
    }
    let refused = begin().await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.words().contains("Too many tries"), "{}", refused.words());
    // Whoever had begun before comes in, and makes room for one.
    assert_eq!(council.get(&back).await.status, StatusCode::SEE_OTHER);
    assert_eq!(begin().await.status, StatusCode::SEE_OTHER);
    assert_eq!(begin().await.status, StatusCode::TOO_MANY_REQUESTS);
}
