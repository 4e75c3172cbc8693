//! A service that is down, slow, moved, or not what it says.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::time::Duration;

use identity::oidc::{Config, OidcClient, OidcError, WhatNow};
use jiff::SignedDuration;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::provider::{RETURN, now};

fn client(issuer: &str, time_out: Duration) -> OidcClient {
    let config = Config {
        issuer: issuer.to_owned(),
        client_id: "holdfast".to_owned(),
        client_secret: None,
        redirect_url: RETURN.to_owned(),
        groups_claim: "groups".to_owned(),
        role_map: BTreeMap::new(),
        extra_scopes: Vec::new(),
        time_out,
    };
    OidcClient::new(config).unwrap()
}

/// Answers each request with the next of these, the last one for ever; `{issuer}` in them becomes its own address.
async fn answering(answers: &[String]) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    let mut answers: Vec<String> = answers
        .iter()
        .rev()
        .map(|answer| answer.replace("{issuer}", &issuer))
        .collect();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = Vec::new();
            while !request.ends_with(b"\r\n\r\n") && stream.read_buf(&mut request).await.is_ok_and(|read| read > 0) {}
            let last = if answers.len() > 1 {
                answers.pop()
            } else {
                answers.last().cloned()
            };
            stream.write_all(last.unwrap().as_bytes()).await.ok();
        }
    });
    issuer
}

fn with_body(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\nconnection: close\r\n{headers}\r\n{body}")
}

/// A discovery document with some fields changed (an empty value: taken out). It serves as an empty key set too.
fn document(changes: &[(&str, &str)]) -> String {
    let mut document = json!({
        "issuer": "{issuer}", "authorization_endpoint": "{issuer}/auth", "token_endpoint": "{issuer}/token",
        "jwks_uri": "{issuer}/jwks", "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"], "keys": []
    });
    for (field, value) in changes {
        document[*field] = if value.is_empty() { json!(null) } else { json!(value) };
    }
    with_body("200 OK", "", &document.to_string())
}

async fn check(answer: String, code: &str, words: &str) {
    let issuer = answering(&[answer]).await;
    let error = client(&issuer, Config::TIME_OUT * 6).discover(now()).await.unwrap_err();
    assert_eq!(error.code(), code, "{error}");
    assert!(error.to_string().contains(words), "{error}");
    assert_eq!(error.what_now(), WhatNow::AskServiceDesk);
}

#[tokio::test]
async fn down() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let error = client(&format!("http://127.0.0.1:{port}"), Config::TIME_OUT)
        .begin(now())
        .await
        .unwrap_err();
    assert!(matches!(error, OidcError::Unreachable { .. }), "{error:?}");
    assert!(error.to_string().contains("refused"), "{error}");
    assert_eq!(error.what_now(), WhatNow::WaitAndTryAgain);
    assert!(error.for_person().contains("Try again in a few minutes"));
}

/// Connections are made (the backlog takes them) but nobody answers. The short time-out is the test's, not a measurement.
#[tokio::test]
async fn silent() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    let error = client(&issuer, Duration::from_millis(200))
        .begin(now())
        .await
        .unwrap_err();
    assert!(matches!(error, OidcError::TimedOut { .. }), "{error:?}");
    assert_eq!((error.code(), error.what_now()), ("SSO-02", WhatNow::WaitAndTryAgain));
    assert_eq!(Config::TIME_OUT, Duration::from_secs(5));
}

#[tokio::test]
async fn back_after_being_down() {
    let issuer = answering(&[with_body("503 Service Unavailable", "", "{}"), document(&[])]).await;
    let client = client(&issuer, Config::TIME_OUT * 6);
    let error = client.begin(now()).await.unwrap_err();
    assert_eq!((error.code(), error.what_now()), ("SSO-01", WhatNow::WaitAndTryAgain));
    assert!(error.to_string().contains("503"), "{error}");
    let (url, _) = client.begin(now()).await.expect("a failure is not remembered");
    assert!(url.as_str().starts_with(&format!("{issuer}/auth?")), "{url}");
}

/// What was learnt an hour ago is asked again, so that a key the service withdrew is not trusted for ever.
#[tokio::test]
async fn what_is_known_grows_old() {
    let moved = document(&[("authorization_endpoint", "{issuer}/moved")]);
    let issuer = answering(&[document(&[]), document(&[]), moved.clone(), moved]).await;
    let (client, start) = (client(&issuer, Config::TIME_OUT * 6), now());
    for (minutes, page) in [(0, "/auth?"), (59, "/auth?"), (60, "/moved?")] {
        let (url, _) = client.begin(start + SignedDuration::from_mins(minutes)).await.unwrap();
        assert!(
            url.as_str().starts_with(&format!("{issuer}{page}")),
            "{url} after {minutes} minutes"
        );
    }
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let target = answering(&[with_body("200 OK", "", "{}")]).await;
    let location = format!("location: {target}/.well-known/openid-configuration\r\n");
    check(
        with_body("302 Found", &location, ""),
        "SSO-03",
        "redirects are not followed",
    )
    .await;
}

#[tokio::test]
async fn not_what_it_says() {
    // The control: the document unchanged is taken.
    let issuer = answering(&[document(&[])]).await;
    assert_eq!(client(&issuer, Config::TIME_OUT * 6).discover(now()).await, Ok(()));

    let elsewhere = "https://login.elsewhere.example";
    check(
        document(&[("issuer", elsewhere)]),
        "SSO-04",
        &format!("calls itself {elsewhere}"),
    )
    .await;
    check(
        document(&[("authorization_endpoint", "http://login.elsewhere.example/")]),
        "SSO-03",
        "not https",
    )
    .await;
    check(
        document(&[("jwks_uri", "http://192.0.2.1/jwks")]),
        "SSO-03",
        "not https",
    )
    .await;
    check(document(&[("token_endpoint", "")]), "SSO-03", "no token_endpoint").await;
    check(
        with_body("200 OK", "", "<html>Welcome</html>"),
        "SSO-03",
        "expected value",
    )
    .await;
    check(with_body("404 Not Found", "", "{}"), "SSO-03", "404").await;
    let endless = format!("{{\"issuer\":\"{}\"}}", "x".repeat(2 * 1024 * 1024));
    check(with_body("200 OK", "", &endless), "SSO-03", "larger than a mebibyte").await;
}
