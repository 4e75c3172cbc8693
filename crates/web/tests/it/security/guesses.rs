//! A thousand guesses at one password: few are looked at, and everybody else goes on.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
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

const PROXY: &str = "10.0.0.7:41000";

/// A wrong guess that arrives from `peer` and says that it was forwarded for `said`.
async fn guess_from(site: &Site, peer: &str, said: &str, email: &str) -> StatusCode {
    let peer: SocketAddr = peer.parse().unwrap();
    let body = format!("email={}&password=wrong", encoded(email));
    let request = Request::post("/sign-in")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("x-forwarded-for", said)
        .extension(ConnectInfo(peer));
    site.ask(request.body(Body::from(body)).unwrap()).await.status
}

/// How many of some wrong guesses at one account are looked at, each said to come from another address.
async fn looked_at(site: &Site, peer: &str, email: &str, said: impl Fn(usize) -> String) -> usize {
    let mut looked_at = 0;
    for n in 0..30 {
        let status = guess_from(site, peer, &said(n), email).await;
        looked_at += usize::from(status == StatusCode::UNPROCESSABLE_ENTITY);
    }
    looked_at
}

/// Behind a proxy that is believed each address has its own allowance; what somebody wrote into the header themselves buys nothing.
#[tokio::test]
async fn behind_a_proxy_each_address_counts_for_itself_and_a_made_up_one_for_nothing() {
    let mut site = Site::new().await;
    let made_up = |n: usize| format!("198.51.100.{n}");
    let five = |who: &str| format!("{who}@marlshire.example");
    // Nobody is believed: the header is nothing, whoever sends it.
    assert_eq!(looked_at(&site, PROXY, &five("one"), made_up).await, 5);
    site.restart_with(|s| s.proxies.networks = vec!["10.0.0.0/8".parse().unwrap()]);
    // Past the proxy, it is still nothing.
    assert_eq!(looked_at(&site, "192.0.2.9:5000", &five("two"), made_up).await, 5);
    // Through the proxy, from one address, with others made up in front of it.
    let spoofed = |n: usize| format!("198.51.100.{n}, 192.0.2.9");
    assert_eq!(looked_at(&site, PROXY, &five("three"), spoofed).await, 5);
    // Through the proxy, from thirty: all that an account allows from unknown addresses, and no more.
    assert_eq!(looked_at(&site, PROXY, &five("four"), made_up).await, 7);
}

/// Two hundred wrong guesses from one address end that address's allowance, and nobody else's behind the same proxy.
#[tokio::test]
async fn one_guesser_behind_the_proxy_does_not_use_up_everybodys_allowance() {
    let mut site = Site::new().await;
    site.restart_with(|s| s.proxies.networks = vec!["10.0.0.7".parse().unwrap()]);
    for n in 0..200 {
        guess_from(&site, PROXY, "192.0.2.9", &format!("nobody{n}@marlshire.example")).await;
    }
    let new = "somebody@marlshire.example";
    assert_eq!(
        guess_from(&site, PROXY, "192.0.2.9", new).await,
        StatusCode::TOO_MANY_REQUESTS
    );
    assert_eq!(
        guess_from(&site, PROXY, "192.0.2.10", new).await,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}
