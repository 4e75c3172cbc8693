//! Who sees what of whose record, and in which words they are refused. That no page holds a restricted word is for `rights::canaries`.

use axum::http::StatusCode;

use super::page;
use crate::harness::Site;

/// One of each role, and those to whom a restricted record is open.
pub const EVERYBODY: &[&str] = &[
    "Nadia Karimi",
    "Tom Ashworth",
    "Grace Adjei",
    "Jo Whitlock",
    "Ben Carver",
    "Rhys Pritchard",
    "Sunita Rao",
    "Howard Bell",
    "Hazel Ormerod",
    "Marek Zielinski",
    "Priscilla Amoah",
];

/// The words of the restricted places that somebody may see.
pub fn may_see(name: &str) -> Vec<&'static str> {
    let sees: &[&str] = match name {
        // The allocated worker, and her manager whom the restriction names.
        "Jo Whitlock" | "Rhys Pritchard" => &["Brackenthwaite", "tarnishwood", "Oxlipford", "Thrushmere"],
        "Ben Carver" => &["Oxlipford", "Thrushmere"],
        "Sunita Rao" => &["Brackenthwaite", "tarnishwood", "Zephyrine", "Umbershaw", "marrowlight"],
        "Howard Bell" => &["Zephyrine", "Umbershaw", "marrowlight"],
        _ => &[],
    };
    sees.to_vec()
}

#[tokio::test]
async fn each_record_answers_each_reader_as_its_restriction_says() {
    let site = Site::new().await;
    let (ok, forbidden, missing) = (StatusCode::OK, StatusCode::FORBIDDEN, StatusCode::NOT_FOUND);
    for name in EVERYBODY {
        let browser = site.sign_in(name).await;
        let check = async |key: &str, expect: StatusCode| {
            let answer = browser.get(&page(key)).await;
            assert_eq!(answer.status, expect, "{name} on {key}");
            answer
        };
        let administrator = *name == "Priscilla Amoah";
        check("maya", if administrator { forbidden } else { ok }).await;
        let named = ["Jo Whitlock", "Rhys Pritchard", "Sunita Rao"].contains(name);
        let answer = check("named_child", if named { ok } else { forbidden }).await;
        if !named && !administrator {
            let words = answer.words();
            assert!(
                words.contains("Imogen Tallis") && words.contains("Sunita Rao, 01632 960 341"),
                "{name}: {words}"
            );
            // An auditor and a data officer have no case; an adviser rings whoever the record names.
            let no_case = ["Hazel Ormerod", "Marek Zielinski", "Nadia Karimi"].contains(name);
            assert_eq!(words.contains("Open with a reason"), !no_case, "{name}");
        }
        let team = ["Jo Whitlock", "Ben Carver", "Rhys Pritchard"].contains(name);
        check("team_child", if team { ok } else { forbidden }).await;
        let custodian = ["Howard Bell", "Sunita Rao"].contains(name);
        let answer = check("sealed_child", if custodian { ok } else { missing }).await;
        if !custodian {
            // Word for word what an id that nobody has is answered with.
            let nobody = browser.get("/people/01920000-0000-7000-8000-000000000000").await;
            assert_eq!((answer.status, &answer.body), (nobody.status, &nobody.body), "{name}");
        }
    }
}

#[tokio::test]
async fn headings_are_not_the_record() {
    let site = Site::new().await;
    let browser = site.sign_in("Nadia Karimi").await;
    let words = browser.get(&page("maya")).await.words();
    assert!(words.contains("Maya Brennan-Osei") && words.contains("8 years 7 months") && words.contains("Jo Whitlock"));
    assert!(words.contains("You see headings"));
    for hidden in [
        "999 041 7237",
        "we get chips",
        "Fenwick Green Primary",
        "no idea who he is",
        "fella there now",
        "Lee Forster shouted",
    ] {
        assert!(!words.contains(hidden), "{hidden}");
    }
    let details = browser.get(&format!("{}/details", page("maya"))).await.words();
    // "RW demographics" and "S": who she is, and nothing of who matters to her or of what is done.
    assert!(
        details.contains("Who this person is") && details.contains("HF0000000001") && details.contains("Fenwick Green"),
        "{details}"
    );
    for hidden in [
        "we get chips",
        "no idea who he is",
        "fella there now",
        "Lee Forster",
        "Our work",
        "Quillfeather",
    ] {
        assert!(!details.contains(hidden), "{hidden}: {details}");
    }
    let looked = browser.get(&format!("{}/looked", page("maya"))).await;
    assert_eq!(looked.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn nobody_and_nowhere() {
    let site = Site::new().await;
    let request = axum::http::Request::get(page("maya"))
        .body(axum::body::Body::empty())
        .unwrap();
    let answer = site.ask(request).await;
    assert_eq!(
        (answer.status, answer.location),
        (StatusCode::SEE_OTHER, format!("/sign-in?to={}", page("maya")))
    );
    let browser = site.sign_in("Jo Whitlock").await;
    for bad in [
        "/people/1",
        "/people/..%2f..%2fetc",
        "/people/maya",
        "/people/00000000-0000-0000-0000-000000000000",
    ] {
        assert_eq!(browser.get(bad).await.status, StatusCode::NOT_FOUND, "{bad}");
    }
    // What is odd in the query is passed over or refused in words; nothing breaks.
    for odd in [
        "?page=x",
        "?page=99999999999",
        "?show=%FF",
        "?show=%3Cscript%3E",
        "/timeline?from=x&to=31%20Feb",
        "?as_known=%00",
    ] {
        let status = browser.get(&format!("{}{odd}", page("maya"))).await.status;
        assert!(!status.is_server_error(), "{odd}: {status}");
    }
}

#[tokio::test]
async fn a_right_that_was_withdrawn_is_gone_at_the_next_request() {
    let site = Site::new().await;
    let browser = site.sign_in("Jo Whitlock").await;
    assert!(browser.get(&page("maya")).await.words().contains("Lee Forster shouted"));
    let jo = testkit::authority::worker_id("Jo Whitlock");
    site.store
        .write(move |tx| tx.set_role(jo, domain::roles::Role::SystemAdministrator, None))
        .await
        .unwrap();
    let answer = browser.get(&page("maya")).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(!answer.body.contains("Brennan"));
}
