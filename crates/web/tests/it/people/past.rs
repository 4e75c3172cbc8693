//! Looking back: the same pages folded to a moment, and nothing of later on them.

use axum::http::StatusCode;

use super::page;
use crate::harness::Site;

/// A page without the ways to change what stands: a page of the past has none.
fn without_changing(body: &str) -> String {
    let mut pieces = body.split("<span class=\"hf-noprint\"><span class=\"hf-meta\">");
    let first = pieces.next().unwrap_or_default().to_owned();
    let text = pieces.fold(first, |text, piece| {
        text + piece.split_once("</span></span>").unwrap().1
    });
    text.replace("<br></td>", "</td>").replace(" </p>", "</p>")
}

fn words_of(markup: &str) -> String {
    let pieces = markup
        .split('<')
        .map(|piece| piece.split_once('>').map_or(piece, |(_, words)| words));
    let words = pieces.collect::<Vec<_>>().join(" ").replace("&#39;", "’");
    words
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace(" .", ".")
}

/// The page as known at a moment is the page that stood at that moment: a site that knows nothing later, with its clock at the moment,
/// shows the same.
#[tokio::test]
async fn as_known_is_what_was_known() {
    let now = Site::new().await;
    let browser = now.sign_in("Sunita Rao").await;
    for (at, local) in [
        ("2026-01-12T12:00:00Z", "2026-01-12T12:00"),
        ("2026-07-22T15:30:00Z", "2026-07-22T16:30"),
        ("2026-10-08T15:00:00Z", "2026-10-08T16:00"),
    ] {
        let then = Site::at(at).await;
        let of_then = then.sign_in("Sunita Rao").await;
        for (tab, from, to) in [
            ("", "<dl class=\"hf-facts\">", "</dl>"),
            ("", "<p class=\"hf-identity__line\">", "</p>"),
            ("/timeline", "<ol class=\"hf-timeline\">", "</ol>"),
            ("/details", "<section class=\"hf-section\">", "<footer"),
            ("/relationships", "<table", "</table>"),
        ] {
            let past = browser.get(&format!("{}{tab}?as_known={local}", page("maya"))).await;
            let live = of_then.get(&format!("{}{tab}", page("maya"))).await;
            let same = |a: &str| {
                without_changing(a)
                    .replace(&format!("?as_known={local}"), "")
                    .replace(" on this date", "")
            };
            let (past, live) = (same(past.between(from, to)), same(live.between(from, to)));
            assert_eq!(past, live, "{tab} at {at}");
        }
    }
}

#[tokio::test]
async fn a_page_of_the_past_is_marked_and_records_nothing() {
    let site = Site::new().await;
    let browser = site.sign_in("Jo Whitlock").await;
    let answer = browser
        .get(&format!("{}?as_known=2026-07-22T16:30", page("maya")))
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("hf-past") && answer.words().contains("As known on 22 Jul 2026 at 16:30"));
    assert!(answer.words().contains("later entries are left out"));
    assert!(answer.words().contains("Contact from Patricia Brennan"));
    let main = answer.between("<main", "</main>");
    assert!(!main.contains("method=\"post\""), "nothing can be recorded");
    // Lee Forster was named in October: on this page he is only in the panel of what was not known.
    let (before, after) = main.split_once("Not known then, known now").unwrap();
    assert!(!before.contains("Lee Forster") && after.contains("Lee Forster"));
    let (since, people) = after.split_once("People known on this date").unwrap();
    // As sentences: what, who told us, and by when.
    let words = words_of(since);
    for said in [
        "things that you may see were recorded later, the last on 10 Nov 2026.",
        "Mother’s partner Lee Forster, 35, no parental responsibility, from 1 Jul 2026. Told by: Hannah, home visit 14 Oct 2026. Recorded on 15 Oct 2026.",
        "The move 22 Tanner’s Row, Stowbridge MX4 2PD",
        "The pregnancy Unborn baby Brennan, due 22 Jan 2027. Told by: Hannah",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(!people.contains("Lee Forster") && people.contains("Hannah Brennan"));
}

#[tokio::test]
async fn a_moment_that_cannot_be_shown_is_said_beside_the_field() {
    let site = Site::new().await;
    let browser = site.sign_in("Jo Whitlock").await;
    let check = async |query: &str, words: &str| {
        let answer = browser.get(&format!("{}?{query}", page("maya"))).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        let text = answer.words();
        assert!(
            text.contains(words) && text.contains("There is a problem"),
            "{query}: {text}"
        );
        answer
    };
    let answer = check("date=soon&time=16:30", "Enter a date, such as 22 Jul 2026").await;
    assert!(answer.body.contains("value=\"soon\""), "what was typed is kept");
    check("date=22+Jul+2026&time=teatime", "Enter a time, such as 16:30").await;
    check("date=13+Nov+2026&time=", "must be in the past").await;
    check("as_known=2030-01-01T00:00", "must be in the past").await;
    check("as_known=yesteryear", "Enter a date").await;
    check(
        "as_known=2010-01-01T00:00",
        "Nothing was on record then. The record begins on 20 Mar 2018",
    )
    .await;
}

#[tokio::test]
async fn the_form_leads_to_the_moment_in_the_address() {
    let site = Site::new().await;
    let browser = site.sign_in("Jo Whitlock").await;
    let check = async |tab: &str, query: &str, at: &str| {
        let answer = browser.get(&format!("{}{tab}?{query}", page("maya"))).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{query}");
        assert_eq!(answer.location, format!("{}{tab}?as_known={at}", page("maya")));
    };
    check("", "date=22+Jul+2026&time=16%3A30", "2026-07-22T16:30").await;
    check("/timeline", "date=22/7/2026&time=4.30pm", "2026-07-22T16:30").await;
    check("", "date=22+Jul+2026&time=", "2026-07-22T23:59").await;
}

/// What another system held by then, though its file came later, stands in a panel of its own and nowhere else [Sem 7].
#[tokio::test]
async fn what_was_imported_later_is_never_mixed_in() {
    let site = Site::new().await;
    let body = domain::facts::person::DisabilityRecorded {
        codes: vec!["HEAR".into()],
    };
    let record = domain::ids::RecordId(uuid::Uuid::from_u128(61));
    let fact = domain::ledger::NewFact::record(testkit::authority::person("maya"), record, body);
    site.append(domain::ledger::NewEntry {
        id: domain::ids::EntryId(uuid::Uuid::from_u128(62)),
        author: domain::ledger::Author {
            worker: testkit::authority::worker_id("Marek Zielinski"),
            role: domain::roles::Role::DataOfficer,
            on_behalf_of: None,
        },
        asserted_at: Some("2026-04-15T10:00:00Z".parse().unwrap()),
        reason: None,
        request_id: "census".into(),
        request_digest: [0; 32],
        source: "census".into(),
        facts: vec![fact],
    })
    .await;
    let browser = site.sign_in("Jo Whitlock").await;
    let past = async |at: &str| browser.get(&format!("{}?as_known={at}", page("maya"))).await.words();
    let words = past("2026-07-22T16:30").await;
    let (before, panel) = words.split_once("Imported later").unwrap();
    assert!(panel.contains("Disability Hearing") && panel.contains("The old system held this by 15 Apr 2026, 11:00"));
    assert!(!before.contains("Hearing"), "{before}");
    // Before the old system held it, it is simply not known.
    let words = past("2026-04-01T12:00").await;
    assert!(!words.contains("Imported later") && words.contains("Not known then, known now"));
    let details = browser.get(&format!("{}/details", page("maya"))).await.words();
    assert!(details.contains("Imported by Marek Zielinski") && details.contains("held it by 15 Apr 2026"));
}

/// The page of relationships leads to a past day by itself, and says there what is wrong with the day.
#[tokio::test]
async fn relationships_look_back_on_their_own_page() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let address = format!("{}/relationships", page("maya"));
    let now = jo.get(&address).await;
    let form = now.between("As known on a past day", "</details>");
    assert!(
        form.contains(&format!("action=\"{address}\"")) && form.contains("name=\"date\""),
        "{form}"
    );
    assert!(!now.body.contains("hf-noprint\" open"));
    let wrong = jo.get(&format!("{address}?date=soon&time=")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("hf-noprint\" open") && wrong.body.contains("value=\"soon\""));
    let past = jo.get(&format!("{address}?as_known=2026-07-22T16:30")).await;
    assert!(!past.words().contains("As known on a past day"), "the bar has the form");
}
