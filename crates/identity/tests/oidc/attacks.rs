//! Everything an attacker between browser, service and Holdfast might change, one thing at a time.

use identity::oidc::{Answer, OidcClient, OidcError, Pending, WhatNow};

use crate::browser::Browser;
use crate::provider::{Provider, RETURN, altered, now};

const WHO: &str = "adviser@mexford.example";

async fn come_back(provider: &Provider, client: &OidcClient) -> (Answer, Pending) {
    let (url, pending) = client.begin(now()).await.unwrap();
    (
        Browser::new()
            .sign_in(url.as_str(), WHO, &provider.ready.password, RETURN)
            .await,
        pending,
    )
}

/// A token altered on its way. All but those of other keys are signed with the service's own, published key.
#[tokio::test]
async fn an_altered_token_is_refused() {
    let provider = Provider::start().await;
    let client = provider.client();
    let bad_token = |detail: &str| OidcError::BadToken {
        detail: detail.to_owned(),
    };
    provider.tamper("nothing").await;
    assert!(
        provider.sign_in(&client, WHO).await.is_ok(),
        "the control: re-signed and unchanged"
    );
    for (how, expect) in [
        ("other-key", OidcError::BadSignature),
        ("unpublished-key", OidcError::UnknownKey),
        ("changed-claim", OidcError::BadSignature),
        ("unsigned", OidcError::BadSignature),
        ("signed-with-client-secret", OidcError::BadSignature),
        ("audience", OidcError::OtherAudience),
        ("second-audience", OidcError::OtherAudience),
        ("authorised-party", OidcError::OtherAudience),
        (
            "issuer",
            bad_token(&format!(
                "expected `{}` (found `https://login.elsewhere.example`)",
                provider.ready.issuer
            )),
        ),
        ("expired", OidcError::Expired),
        ("from-the-future", OidcError::Clock),
        ("made-long-ago", OidcError::Clock),
        ("nonce", OidcError::OtherNonce),
        ("no-nonce", OidcError::OtherNonce),
        ("access-token", OidcError::OtherAccessToken),
        ("no-id-token", OidcError::NoIdToken),
        ("other-subject", OidcError::OtherSubject),
    ] {
        provider.tamper(how).await;
        assert_eq!(provider.sign_in(&client, WHO).await, Err(expect), "{how}");
    }
    assert!(
        provider.sign_in(&client, WHO).await.is_ok(),
        "and afterwards all is well"
    );
}

#[tokio::test]
async fn an_answer_of_another_sign_in_is_refused() {
    let provider = Provider::start().await;
    let client = provider.client();

    let (answer, _) = come_back(&provider, &client).await;
    let (_, pending) = come_back(&provider, &client).await;
    let error = client.finish(answer, pending, now()).await.unwrap_err();
    assert_eq!(
        (&error, error.what_now()),
        (&OidcError::OtherState, WhatNow::StartAgain)
    );

    let (mut answer, pending) = come_back(&provider, &client).await;
    answer.state = None;
    assert_eq!(client.finish(answer, pending, now()).await, Err(OidcError::OtherState));

    // The right state with someone else's code: the code challenge that travelled with that code is not ours.
    let (stolen, _) = come_back(&provider, &client).await;
    let (mut answer, pending) = come_back(&provider, &client).await;
    answer.code = stolen.code;
    check_code_refused(client.finish(answer, pending, now()).await.unwrap_err());

    let (answer, pending) = come_back(&provider, &client).await;
    let pending = altered(&pending, "nonce", "the-nonce-of-another-sign-in");
    assert_eq!(client.finish(answer, pending, now()).await, Err(OidcError::OtherNonce));

    let (mut answer, pending) = come_back(&provider, &client).await;
    answer.iss = Some("https://login.elsewhere.example".to_owned());
    let error = client.finish(answer, pending, now()).await.unwrap_err();
    assert_eq!(error.code(), "SSO-04", "{error}");
}

#[tokio::test]
async fn a_code_works_once_and_with_its_own_verifier() {
    let provider = Provider::start().await;
    let client = provider.client();

    let (answer, pending) = come_back(&provider, &client).await;
    let again = serde_json::from_value(serde_json::to_value(&pending).unwrap()).unwrap();
    assert!(client.finish(answer.clone(), pending, now()).await.is_ok());
    check_code_refused(client.finish(answer, again, now()).await.unwrap_err());

    let (answer, pending) = come_back(&provider, &client).await;
    let pending = altered(
        &pending,
        "pkce_verifier",
        "a-verifier-of-the-right-length-but-made-up-by-someone",
    );
    check_code_refused(client.finish(answer, pending, now()).await.unwrap_err());

    let (mut answer, pending) = come_back(&provider, &client).await;
    answer.code = Some("made-up".to_owned());
    check_code_refused(client.finish(answer, pending, now()).await.unwrap_err());
}

fn check_code_refused(error: OidcError) {
    assert!(matches!(error, OidcError::CodeRefused { .. }), "{error:?}");
    assert_eq!(error.what_now(), WhatNow::StartAgain);
}

#[tokio::test]
async fn a_wrong_client_secret_names_the_setting() {
    let provider = Provider::start().await;
    let mut config = provider.config();
    config.client_secret = Some("of last year".to_owned());
    let client = OidcClient::new(config).unwrap();
    let error = provider.sign_in(&client, WHO).await.unwrap_err();
    assert!(matches!(error, OidcError::ClientRefused { .. }), "{error:?}");
    assert_eq!(error.what_now(), WhatNow::AskServiceDesk);
    assert!(
        error.to_string().contains("client_secret") && !error.to_string().contains("of last year"),
        "{error}"
    );
}
