//! Every value with where it comes from and what it replaced; records that were joined.

use axum::http::StatusCode;
use domain::facts::person::SameAs;
use domain::ids::{EntryId, RecordId};
use domain::ledger::{About, Author, NewEntry, NewFact};
use domain::roles::Role;
use testkit::authority::{person, worker_id};
use uuid::Uuid;

use super::page;
use crate::harness::Site;

#[tokio::test]
async fn details_show_what_was_replaced_and_by_whom() {
    let site = Site::new().await;
    let browser = site.sign_in("Jo Whitlock").await;
    let answer = browser.get(&format!("{}/details", page("maya"))).await;
    // The school year was corrected: the old one is struck through, with its author and day.
    let school = answer.between("Fenwick Green Primary School, Year 4", "</tr>");
    let (_, struck) = school.split_once("<s>").unwrap();
    assert!(struck.starts_with("Fenwick Green Primary School, Year 3"), "{struck}");
    assert!(struck.contains("Nadia Karimi, 9 Sep 2025"), "{struck}");
    assert!(school.contains("Why it was changed: A new school year."));
    // The name that she likes, without the family name that stands before it.
    assert!(
        answer.words().contains("likes to be called May Girl"),
        "{}",
        answer.words()
    );
    // A note whose measure was wrong keeps both.
    let words = answer.words();
    assert!(words.contains("about 3 cm") && words.contains("about 8 cm"));
    // As known before the correction there is nothing to strike.
    let past = browser
        .get(&format!("{}/details?as_known=2026-09-01T12:00", page("maya")))
        .await;
    assert!(past.words().contains("Year 3") && !past.words().contains("Year 4"));
    assert!(
        !past
            .between("Fenwick Green Primary School, Year 3", "</tr>")
            .contains("<s>")
    );
}

#[tokio::test]
async fn relationships_say_who_told_us_and_what_is_no_longer_held() {
    let site = Site::new().await;
    let browser = site.sign_in("Jo Whitlock").await;
    let answer = browser.get(&format!("{}/relationships", page("maya"))).await;
    let words = answer.words();
    assert!(answer.body.contains("<svg class=\"hf-geno"), "the diagram");
    assert!(words.contains("Mother’s partner") && words.contains("Half-brother, by mother"));
    let (_, gone) = words.split_once("No longer held to be true").unwrap();
    assert!(
        gone.contains("Uncle: Lee Forster") && gone.contains("Said by Tyler-James"),
        "{gone}"
    );
    // Every symbol leads to a line that is there.
    let svg = answer.between("<svg class=\"hf-geno", "</svg>");
    let targets: Vec<&str> = svg
        .split("href=\"#")
        .skip(1)
        .filter_map(|s| s.split('"').next())
        .collect();
    assert!(targets.len() > 8, "{targets:?}");
    for target in targets {
        assert!(answer.body.contains(&format!("id=\"{target}\"")), "{target}");
    }
    // Without the dead there is no cross over anybody, and the table keeps them.
    let fewer = browser
        .get(&format!("{}/relationships?drawn=1&homes=1&former=1", page("maya")))
        .await;
    assert!(
        !fewer
            .between("<svg class=\"hf-geno", "</svg>")
            .contains("Michael Brennan")
    );
    assert!(fewer.words().contains("Michael Brennan"));
}

#[tokio::test]
async fn the_page_of_a_joined_record_is_the_leading_one() {
    let site = Site::new().await;
    let (a, b) = (person("maya"), person("tyler_james"));
    let (leading, other) = (a.min(b), a.max(b));
    let fact = NewFact::record(other, RecordId(Uuid::from_u128(77)), SameAs { other: leading })
        .about(About::other(leading, "mentioned"));
    let entry = NewEntry {
        id: EntryId(Uuid::from_u128(78)),
        author: Author {
            worker: worker_id("Sunita Rao"),
            role: Role::ServiceManager,
            on_behalf_of: None,
        },
        asserted_at: None,
        reason: None,
        request_id: "join".into(),
        request_digest: [0; 32],
        source: "holdfast".into(),
        facts: vec![fact],
    };
    site.append(entry).await;
    let browser = site.sign_in("Sunita Rao").await;
    for tab in ["", "/timeline", "/details", "/looked"] {
        let answer = browser.get(&format!("/people/{other}{tab}")).await;
        assert_eq!(
            (answer.status, answer.location),
            (StatusCode::SEE_OTHER, format!("/people/{leading}{tab}"))
        );
    }
    let answer = browser.get(&format!("/people/{leading}")).await;
    // Two children who are one have two dates of birth: said, never picked silently.
    assert!(
        answer.words().contains("Two dates of birth are recorded"),
        "{}",
        answer.words()
    );
    // Before the joining each was a record of its own.
    let past = browser.get(&format!("/people/{other}?as_known=2026-11-12T10:00")).await;
    assert_eq!(past.status, StatusCode::OK);
    assert!(!past.words().contains("Two dates of birth"));
}

#[tokio::test]
async fn the_timeline_is_filtered_by_kind_and_day() {
    let site = Site::new().await;
    let browser = site.sign_in("Jo Whitlock").await;
    let timeline = async |query: &str| browser.get(&format!("{}/timeline{query}", page("maya"))).await;
    let all = timeline("").await.words();
    assert!(all.contains("Call with Patricia Brennan") && all.contains("Police notification"));
    let contacts = timeline("?show=contacts").await.words();
    assert!(contacts.contains("Police notification") && !contacts.contains("Visit at school: May seen alone"));
    let notes = timeline("?show=notes").await.words();
    assert!(notes.contains("Visit at school: May seen alone") && !notes.contains("Police notification"));
    let period = timeline("?from=1+Apr+2026&to=30+Apr+2026").await.words();
    assert!(period.contains("Police notification") && !period.contains("Harbour Families: not taken up"));
    let wrong = timeline("?from=someday").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.words().contains("Enter a date, such as 22 Jul 2026"));
}
