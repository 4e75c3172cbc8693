//! What cannot be kept as it was typed: said beside its field, on both databases, one of which takes no text with a NUL in it.

use axum::http::{Request, StatusCode, header};

use crate::harness::{Site, encoded};
use crate::people::page;

const HIDES: [&str; 3] = [
    "Police are at her home \u{0} and ask whether she is safe.",
    "Police are at her home \u{7} and ask whether she is safe.",
    "Police are at her home \u{202e} and ask whether she is safe.",
];

#[tokio::test]
async fn a_reason_and_a_prints_purpose_hide_nothing() {
    for site in [Some(Site::new().await), Site::on_postgres().await] {
        let Some(site) = site else { continue };
        let tom = site.sign_in("Tom Ashworth").await;
        let jo = site.sign_in("Jo Whitlock").await;
        let reason = format!("{}/reason", page("named_child"));
        let print = format!("{}/print", page("maya"));
        for words in HIDES {
            for answer in [
                tom.post(&reason, &[("purpose", "danger_now"), ("reason", words)]).await,
                jo.post(&print, &[("purpose", words), ("referrers", "left_out")]).await,
                jo.post(
                    &print,
                    &[("purpose", "court"), ("referrers", "included"), ("reason", words)],
                )
                .await,
            ] {
                assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words:?}");
                assert!(answer.words().contains("characters that cannot be kept"), "{words:?}");
            }
        }
        assert_eq!(
            tom.get(&page("named_child")).await.status,
            StatusCode::FORBIDDEN,
            "it stays closed"
        );
    }
}

#[tokio::test]
async fn nobody_is_called_what_no_database_holds() {
    for site in [Some(Site::new().await), Site::on_postgres().await] {
        let Some(site) = site else { continue };
        let body = format!(
            "email={}&password=violet+harbour+teapot",
            encoded("a\u{0}b@marlshire.example")
        );
        let request = Request::post("/sign-in").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = site.ask(request.body(body.into()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.words().contains("is not right"));
    }
}

/// A day that the calendar has and the clock has not.
#[tokio::test]
async fn days_that_were_not_and_will_not_be_are_said_beside_their_field() {
    let site = Site::new().await;
    let (jo, hazel) = (site.sign_in("Jo Whitlock").await, site.sign_in("Hazel Ormerod").await);
    for day in ["9999-12-31", "31/12/9999", "-9999-01-01", "2026-02-30", "0001-01-01"] {
        let day = encoded(day);
        for (browser, address) in [
            (&jo, format!("{}/looked?from={day}", page("maya"))),
            (&jo, format!("{}/looked?to={day}", page("maya"))),
            (&jo, format!("{}/timeline?from={day}", page("maya"))),
            (&hazel, format!("/access?from={day}")),
            (&hazel, format!("/access?to={day}")),
        ] {
            let answer = browser.get(&address).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{address}");
            assert!(answer.words().contains("Enter a date, such as"), "{address}");
        }
    }
}
