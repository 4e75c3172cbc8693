//! What a sign-in that works tells, and what it survives.

use identity::oidc::{Answer, Identified, OidcClient, OidcError};
use jiff::SignedDuration;

use crate::browser::Browser;
use crate::provider::{Provider, RETURN, now};

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[tokio::test]
async fn a_person_their_groups_and_roles() {
    let provider = Provider::start().await;
    let client = provider.client();
    let manager = Identified {
        issuer: provider.ready.issuer.clone(),
        subject: "u-0003".to_owned(),
        email: Some("manager@mexford.example".to_owned()),
        email_verified: true,
        name: Some("Tom Ferris".to_owned()),
        groups: texts(&["Children social workers", "Children team managers"]),
        roles: texts(&["social_worker", "team_manager"]),
    };
    // From the userinfo endpoint, where a service that follows the standard to the letter puts them…
    assert_eq!(
        provider.sign_in(&client, "manager@mexford.example").await,
        Ok(manager.clone())
    );
    // …and from the ID token, where most services put them.
    provider.switch("id-token", serde_json::json!({ "full": true })).await;
    assert_eq!(provider.sign_in(&client, "manager@mexford.example").await, Ok(manager));

    let nobody = provider.sign_in(&client, "nobody@mexford.example").await.unwrap();
    assert_eq!((nobody.groups, nobody.roles), (texts(&["All staff"]), texts(&[])));
    let unchecked = provider.sign_in(&client, "unchecked@mexford.example").await.unwrap();
    assert_eq!((unchecked.email_verified, unchecked.groups), (false, texts(&[])));
}

#[tokio::test]
async fn groups_are_not_given_to_who_does_not_ask() {
    let provider = Provider::start().await;
    let mut config = provider.config();
    config.extra_scopes.clear();
    let manager = provider
        .sign_in(&OidcClient::new(config).unwrap(), "manager@mexford.example")
        .await
        .unwrap();
    assert_eq!((manager.groups, manager.roles), (texts(&[]), texts(&[])));
}

#[tokio::test]
async fn the_address_asks_for_a_code_with_pkce_state_and_nonce() {
    let provider = Provider::start().await;
    let client = provider.client();
    let (url, pending) = client.begin(now()).await.unwrap();
    let query: std::collections::BTreeMap<_, _> = url.query_pairs().into_owned().collect();
    let stored = serde_json::to_value(&pending).unwrap();
    assert_eq!(query["response_type"], "code");
    assert_eq!(query["code_challenge_method"], "S256");
    assert_eq!(query["redirect_uri"], RETURN);
    assert_eq!(query["scope"], "openid profile email groups");
    assert_eq!(
        (&query["state"], &query["nonce"]),
        (&text(&stored["state"]), &text(&stored["nonce"]))
    );
    assert!(
        !url.as_str().contains(stored["pkce_verifier"].as_str().unwrap()),
        "the verifier stays here"
    );
    let (again, _) = client.begin(now()).await.unwrap();
    let other: std::collections::BTreeMap<_, _> = again.query_pairs().into_owned().collect();
    for name in ["state", "nonce", "code_challenge"] {
        assert!(
            query[name].len() >= 22 && query[name] != other[name],
            "{name} is 128 fresh bits or more"
        );
    }
}

fn text(value: &serde_json::Value) -> String {
    value.as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_service_changes_its_key_while_people_sign_in() {
    let provider = Provider::start().await;
    let client = provider.client();
    client.discover(now()).await.unwrap();
    provider.switch("rotate", serde_json::json!({})).await;
    assert!(
        provider.sign_in(&client, "adviser@mexford.example").await.is_ok(),
        "the new key is fetched"
    );
    provider.switch("rotate", serde_json::json!({})).await;
    assert!(
        provider.sign_in(&client, "adviser@mexford.example").await.is_ok(),
        "and the one after it"
    );
    provider.tamper("unpublished-key").await;
    assert_eq!(
        provider.sign_in(&client, "adviser@mexford.example").await,
        Err(OidcError::UnknownKey)
    );
    assert!(
        provider.sign_in(&client, "adviser@mexford.example").await.is_ok(),
        "nothing of the forgery was kept"
    );
}

#[tokio::test]
async fn someone_who_cancels_is_told_so() {
    let provider = Provider::start().await;
    let client = provider.client();
    let (_, pending) = client.begin(now()).await.unwrap();
    let state = serde_json::to_value(&pending).unwrap()["state"]
        .as_str()
        .map(str::to_owned);
    let answer = Answer {
        state,
        error: Some("access_denied".to_owned()),
        ..Answer::default()
    };
    let error = client.finish(answer, pending, now()).await.unwrap_err();
    assert_eq!(
        error,
        OidcError::Refused {
            error: "access_denied".to_owned(),
            description: String::new()
        }
    );
    assert!(error.for_person().contains("did not let you in, or you cancelled"));
}

#[tokio::test]
async fn ten_minutes_are_enough() {
    let provider = Provider::start().await;
    let client = provider.client();
    let (url, pending) = client.begin(now() - SignedDuration::from_mins(11)).await.unwrap();
    let answer = Browser::new()
        .sign_in(
            url.as_str(),
            "adviser@mexford.example",
            &provider.ready.password,
            RETURN,
        )
        .await;
    assert_eq!(client.finish(answer, pending, now()).await, Err(OidcError::TookTooLong));
}

#[tokio::test]
async fn the_secret_goes_where_the_service_takes_it() {
    let provider = Provider::start().await;
    provider.switch("secret", serde_json::json!({})).await;
    assert!(
        provider
            .sign_in(&provider.client(), "adviser@mexford.example")
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn every_kind_of_signature_a_service_may_use() {
    let provider = Provider::start().await;
    for alg in ["ES256", "ES384", "PS256", "RS512", "EdDSA"] {
        provider.switch("rotate", serde_json::json!({ "alg": alg })).await;
        let result = provider.sign_in(&provider.client(), "adviser@mexford.example").await;
        assert!(result.is_ok(), "{alg}: {result:?}");
    }
}
