//! Reasons of one's own, who has looked, and whether it was right.

use axum::http::StatusCode;
use domain::ids::PersonId;
use testkit::authority::person;

use super::page;
use crate::harness::{Answer, Site};

const WHY: &str = "Police are at her home and ask whether she is safe tonight.";

async fn looked(site: &Site, name: &str, key: &str) -> Answer {
    site.sign_in(name).await.get(&format!("{}/looked", page(key))).await
}

#[tokio::test]
async fn a_restricted_record_opens_with_a_reason_for_an_hour() {
    let site = Site::new().await;
    let tom = site.sign_in("Tom Ashworth").await;
    let record = page("named_child");
    let reason = format!("{record}/reason");
    // Too short, and without a purpose: said beside the fields, the words kept, nothing opened.
    let answer = tom.post(&reason, &[("reason", "as <b>I</b> say")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.words().contains("Say what you need it for") && answer.words().contains("at least 20 characters"));
    assert!(answer.body.contains("as &#60;b&#62;I&#60;/b&#62; say"));
    assert_eq!(tom.get(&record).await.status, StatusCode::FORBIDDEN);

    let answer = tom.post(&reason, &[("purpose", "danger_now"), ("reason", WHY)]).await;
    assert_eq!(
        (answer.status, answer.location.as_str()),
        (StatusCode::SEE_OTHER, record.as_str())
    );
    let answer = tom.get(&record).await;
    assert!(answer.body.contains("Brackenthwaite"));
    assert!(
        answer
            .words()
            .contains("You opened this with a reason of your own. It stays open to you until 11:42.")
    );
    // A reason opens reading, and this record alone.
    assert_eq!(tom.get(&page("team_child")).await.status, StatusCode::FORBIDDEN);
    site.set_clock("2026-11-12T11:41:59Z");
    let tom = site.sign_in("Tom Ashworth").await;
    assert_eq!(tom.get(&record).await.status, StatusCode::OK);
    site.set_clock("2026-11-12T11:42:00Z");
    let tom = site.sign_in("Tom Ashworth").await;
    assert_eq!(tom.get(&record).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn no_reason_opens_what_is_sealed_or_not_for_the_role() {
    let site = Site::new().await;
    let fields = [("purpose", "danger_now"), ("reason", WHY)];
    let tom = site.sign_in("Tom Ashworth").await;
    let sealed = tom.post(&format!("{}/reason", page("sealed_child")), &fields).await;
    let nobody = tom
        .post("/people/01920000-0000-7000-8000-000000000000/reason", &fields)
        .await;
    assert_eq!(sealed.status, StatusCode::NOT_FOUND);
    assert_eq!(sealed.body, nobody.body);
    for name in ["Priscilla Amoah", "Hazel Ormerod", "Marek Zielinski"] {
        let browser = site.sign_in(name).await;
        let answer = browser.post(&format!("{}/reason", page("named_child")), &fields).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}");
        assert_eq!(
            browser.get(&page("named_child")).await.status,
            StatusCode::FORBIDDEN,
            "{name}"
        );
    }
    // A form without its token does nothing.
    let forged = axum::http::Request::post(format!("{}/reason", page("named_child")))
        .header("cookie", "holdfast=token 0 of Tom Ashworth")
        .body(axum::body::Body::from(
            "purpose=danger_now&reason=Police+are+at+her+home+and+ask+tonight",
        ))
        .unwrap();
    assert_eq!(site.ask(forged).await.status, StatusCode::FORBIDDEN);
    assert_eq!(tom.get(&page("named_child")).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_open_record_without_a_connection_opens_whole_with_a_reason() {
    let site = Site::new().await;
    let tom = site.sign_in("Tom Ashworth").await;
    let record = page("maya");
    assert!(
        tom.get(&record)
            .await
            .words()
            .contains("Open the whole record with a reason")
    );
    let fields = [("purpose", "cover"), ("reason", WHY)];
    let answer = tom.post(&format!("{record}/reason"), &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let words = tom.get(&record).await.words();
    assert!(
        !words.contains("You see headings") && words.contains("we get chips"),
        "{words}"
    );
}

#[tokio::test]
async fn a_look_with_an_own_reason_waits_for_an_answer() {
    let site = Site::new().await;
    let tom = site.sign_in("Tom Ashworth").await;
    let fields = [("purpose", "danger_now"), ("reason", WHY)];
    tom.post(&format!("{}/reason", page("named_child")), &fields).await;
    tom.get(&page("named_child")).await;

    let answer = looked(&site, "Jo Whitlock", "named_child").await;
    let words = answer.words();
    assert!(
        words.contains("One look needs your answer. Tom Ashworth opened the record"),
        "{words}"
    );
    assert!(words.contains(WHY) && words.contains("Own reason") && words.contains("Due 13 Nov 2026"));
    assert!(answer.body.contains("hf-row--mark"));
    site.set_clock("2026-11-16T09:00:00Z");
    assert!(
        looked(&site, "Jo Whitlock", "named_child")
            .await
            .words()
            .contains("Overdue by 1 working day")
    );

    // Whoever looked does not answer for it, nor does somebody without a right to.
    let n = answer.between("name=\"look\" value=\"", "\"").to_owned();
    let give = [("look", n.as_str()), ("answer", "right")];
    let address = format!("{}/looked", page("named_child"));
    for name in ["Tom Ashworth", "Ben Carver", "Nadia Karimi", "Hazel Ormerod"] {
        let status = site.sign_in(name).await.post(&address, &give).await.status;
        assert!(status == StatusCode::FORBIDDEN, "{name}: {status}");
    }
    let jo = site.sign_in("Jo Whitlock").await;
    assert_eq!(
        jo.post(&address, &[("look", "999"), ("answer", "right")]).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        jo.post(&address, &[("look", &n), ("answer", "maybe")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(jo.post(&address, &give).await.status, StatusCode::SEE_OTHER);
    let words = looked(&site, "Jo Whitlock", "named_child").await.words();
    assert!(
        words.contains("It was right: answered 16 Nov 2026") && !words.contains("needs your answer"),
        "{words}"
    );
    assert_eq!(
        jo.post(&address, &give).await.status,
        StatusCode::FORBIDDEN,
        "answered once"
    );
}

#[tokio::test]
async fn every_look_is_there_with_what_was_seen() {
    let site = Site::new().await;
    let grace = site.sign_in("Grace Adjei").await;
    grace.get(&format!("{}?as_known=2026-07-22T16:30", page("maya"))).await;
    site.set_clock("2026-11-12T10:50:00Z");
    let ben = site.sign_in("Ben Carver").await;
    ben.get(&page("maya")).await;
    ben.get(&format!("{}/details", page("maya"))).await;
    // A refused look stands there too, and has seen nothing.
    site.sign_in("Priscilla Amoah").await.get(&page("maya")).await;
    let words = looked(&site, "Jo Whitlock", "maya").await.words();
    assert!(words.contains("Overview as known on 22 Jul 2026, 16:30"), "{words}");
    assert!(words.contains("Overview; details"), "{words}");
    assert!(words.contains("Her worker’s team") && words.contains("You can see this because you are her worker."));
    assert!(
        words.contains("Priscilla Amoah System administrator, Data and systems Refused Nothing"),
        "{words}"
    );
    assert!(words.contains("3 times by 2 people since 12 Nov 2026"), "{words}");
    // Somebody whose line stood on Maya’s page was looked at too.
    let words = looked(&site, "Sunita Rao", "tyler_james").await.words();
    assert!(words.contains("A line on another person’s page"), "{words}");
    // By kind, and by day.
    let jo = site.sign_in("Jo Whitlock").await;
    let refused = jo.get(&format!("{}/looked?show=refused", page("maya"))).await.words();
    assert!(refused.contains("Priscilla Amoah") && !refused.contains("Overview; details"));
    let early = jo
        .get(&format!("{}/looked?from=1+Oct+2026&to=2+Oct+2026", page("maya")))
        .await
        .words();
    assert!(early.contains("Nobody has looked in this period."));
}

#[tokio::test]
async fn looks_at_a_confidential_address_are_counted_and_not_listed_for_those_who_may_not_see_it() {
    let site = Site::new().await;
    let hidden: PersonId = person("maya");
    site.append(confidential_address(hidden)).await;
    site.sign_in("Jo Whitlock").await.get(&page("maya")).await;
    site.sign_in("Ben Carver").await.get(&page("maya")).await;
    let words = looked(&site, "Rhys Pritchard", "maya").await.words();
    assert!(words.contains("Overview, with the confidential address"), "{words}");
    let words = looked(&site, "Sunita Rao", "maya").await.words();
    assert!(!words.contains("with the confidential address"), "{words}");
    assert!(
        words.contains("3 looks at parts of the record that you may not open are counted above"),
        "{words}"
    );
    let words = looked(&site, "Hazel Ormerod", "maya").await.words();
    assert!(
        words.contains("with the confidential address"),
        "an auditor sees them all"
    );
}

fn confidential_address(person: PersonId) -> domain::ledger::NewEntry {
    let body = domain::facts::person::AddressRecorded {
        kind: "home".into(),
        line: "9 Hidden Row".into(),
        postcode: String::new(),
        from: None,
        to: None,
        confidential: true,
    };
    let record = domain::ids::RecordId(uuid::Uuid::from_u128(91));
    domain::ledger::NewEntry {
        id: domain::ids::EntryId(uuid::Uuid::from_u128(92)),
        author: domain::ledger::Author {
            worker: testkit::authority::worker_id("Jo Whitlock"),
            role: domain::roles::Role::SocialWorker,
            on_behalf_of: None,
        },
        asserted_at: None,
        reason: None,
        request_id: "hidden".into(),
        request_digest: [0; 32],
        source: "holdfast".into(),
        facts: vec![domain::ledger::NewFact::record(person, record, body)],
    }
}
