//! A thousand guesses at one password: few are looked at, and everybody else goes on.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use crate::harness::{Answer, Site, encoded};

async fn guess(site: &Site, email: &str, password: &str) -> Answer {
    let body = format!("email={}&password={}", encoded(email), encoded(password));
    let request = Request::post("/sign-in").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    site.ask(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn a_thousand_guesses_are_slowed_and_others_are_answered() {
    let site = Site::new().await;
    let tom = site.give_password("Tom Ashworth", "seven otters in a boat").await;
    let grace = site.give_password("Grace Adjei", "nine lamps by the sea").await;
    let signed_in = site.sign_in("Jo Whitlock").await;
    let (mut looked_at, mut slowed) = (0, 0);
    for n in 0..1000 {
        let answer = guess(&site, &tom, &format!("guess number {n}")).await;
        match answer.status {
            StatusCode::UNPROCESSABLE_ENTITY => looked_at += 1,
            StatusCode::TOO_MANY_REQUESTS => slowed += 1,
            other => panic!("{other}"),
        }
    }
    assert!(looked_at <= 20 && looked_at + slowed == 1000, "{looked_at} looked at");
    // The right one is slowed too, and told no more than a wrong one.
    assert_eq!(
        guess(&site, &tom, "seven otters in a boat").await.status,
        StatusCode::TOO_MANY_REQUESTS
    );
    // Somebody else from the same address, and whoever is signed in, are answered.
    assert_eq!(
        guess(&site, &grace, "nine lamps by the sea").await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(signed_in.get("/work").await.status, StatusCode::OK);
    // Nobody is locked out for good.
    site.set_clock("2026-11-12T11:45:00Z");
    assert_eq!(
        guess(&site, &tom, "seven otters in a boat").await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn an_account_that_is_not_there_answers_as_one_that_is() {
    let site = Site::new().await;
    let tom = site.give_password("Tom Ashworth", "seven otters in a boat").await;
    let there = guess(&site, &tom, "wrong words here").await;
    let nowhere = guess(&site, "nobody@marlshire.example", "wrong words here").await;
    assert_eq!(there.status, nowhere.status);
    assert_eq!(
        there.body.replace(&tom, ""),
        nowhere.body.replace("nobody@marlshire.example", "")
    );
}
