//! A right that is withdrawn is gone at the next request of a session that goes on. (A role changed and access ended: `users.rs`.)

use domain::facts::person::RestrictionLevel;
use domain::roles::Role;
use testkit::authority::{person, team_id, worker_id};

use super::ground::{Pen, restriction};
use crate::harness::{Browser, Site};

const WHY: (&str, &str) = ("reason", "Police are at her home and ask whether she is safe tonight.");

fn page(key: &str) -> String {
    format!("/people/{}", person(key))
}

async fn status(browser: &Browser<'_>, address: &str) -> u16 {
    browser.get(address).await.status.as_u16()
}

#[tokio::test]
async fn a_restriction_that_is_set_shuts_the_record_at_the_next_request_and_lifted_opens_it() {
    let site = Site::new().await;
    let (jo, record) = (site.sign_in("Jo Whitlock").await, page("maya"));
    let mut pen = Pen::new();
    assert_eq!(status(&jo, &record).await, 200);
    for (level, expect) in [
        (RestrictionLevel::Named, 403),
        (RestrictionLevel::Team, 403),
        (RestrictionLevel::Sealed, 404),
        (RestrictionLevel::Open, 200),
    ] {
        let fact = pen.fact(person("maya"), restriction(level));
        pen.write(&site, "Sunita Rao", Role::ServiceManager, vec![fact]).await;
        for part in [
            "",
            "/timeline",
            "/relationships",
            "/contacts",
            "/details",
            "/print",
            "/record",
        ] {
            let answer = jo.get(&format!("{record}{part}")).await;
            assert_eq!(answer.status.as_u16(), expect, "{level:?} {part}");
            assert!(
                expect == 200 || !answer.body.contains("Lee Forster"),
                "{level:?} {part}"
            );
        }
        // In a search, in a list and beside somebody else she stands no more than that either.
        let found = jo.post("/find", &[("q", "Maya Brennan-Osei")]).await;
        let sealed = level == RestrictionLevel::Sealed;
        assert_eq!(found.body.contains(&record), !sealed, "{level:?}");
        for list in ["/work", "/due"] {
            let body = jo.get(list).await.body;
            assert!(!sealed || !body.contains("Maya"), "{level:?} {list}");
        }
        let beside = jo.get(&format!("{}/relationships", page("tyler_james"))).await;
        assert!(
            !sealed || !beside.body.contains("Maya"),
            "{level:?}: {}",
            beside.words()
        );
    }
}

/// An hour, to the second, in one session; and no longer than the record may be opened at all.
#[tokio::test]
async fn an_own_reason_ends_after_an_hour_in_the_same_session() {
    let site = Site::new().await;
    let (tom, record) = (site.sign_in("Tom Ashworth").await, page("named_child"));
    let given = tom
        .post(&format!("{record}/reason"), &[("purpose", "danger_now"), WHY])
        .await;
    assert_eq!(given.status, 303);
    for (clock, expect) in [
        ("10:53:00", 200),
        ("11:04:00", 200),
        ("11:15:00", 200),
        ("11:26:00", 200),
        ("11:37:00", 200),
        ("11:41:59", 200),
        ("11:42:00", 403),
    ] {
        site.set_clock(&format!("2026-11-12T{clock}Z"));
        for part in ["", "/timeline", "/details", "/print"] {
            assert_eq!(status(&tom, &format!("{record}{part}")).await, expect, "{clock} {part}");
        }
    }
    let body = tom.get(&record).await.body;
    assert!(!body.contains("Brackenthwaite"));
}

#[tokio::test]
async fn a_record_that_is_sealed_shuts_on_those_who_opened_it_with_a_reason() {
    let site = Site::new().await;
    let (tom, record) = (site.sign_in("Tom Ashworth").await, page("named_child"));
    let given = tom
        .post(&format!("{record}/reason"), &[("purpose", "danger_now"), WHY])
        .await;
    assert_eq!((given.status.as_u16(), status(&tom, &record).await), (303, 200));
    let mut pen = Pen::new();
    let fact = pen.fact(person("named_child"), restriction(RestrictionLevel::Sealed));
    pen.write(&site, "Sunita Rao", Role::ServiceManager, vec![fact]).await;
    assert_eq!(status(&tom, &record).await, 404);
    // Those who were named are not any more.
    assert_eq!(status(&site.sign_in("Jo Whitlock").await, &record).await, 404);
}

#[tokio::test]
async fn whoever_leaves_a_team_leaves_its_children() {
    let site = Site::new().await;
    let (rhys, record) = (site.sign_in("Rhys Pritchard").await, page("team_child"));
    assert_eq!(status(&rhys, &record).await, 200);
    assert_eq!(status(&rhys, &format!("{}/looked", page("maya"))).await, 200);
    let (id, team) = (worker_id("Rhys Pritchard"), team_id("Assessment West"));
    let moved = site
        .store
        .write(move |tx| tx.set_role(id, Role::TeamManager, Some(team)));
    moved.await.unwrap();
    assert_eq!(status(&rhys, &record).await, 403);
    assert_eq!(status(&rhys, &format!("{}/looked", page("maya"))).await, 403);
    let note = rhys.get(&format!("{}/record/note", page("maya"))).await;
    assert_eq!(note.status, 403);
}

/// A form that was opened in time is not saved after the right has gone.
#[tokio::test]
async fn a_form_that_was_open_is_refused_when_the_right_has_gone() {
    let site = Site::new().await;
    let (jo, record) = (site.sign_in("Jo Whitlock").await, page("maya"));
    let form = format!("{record}/record/note");
    let opened = jo.get(&form).await;
    let seen = opened.between("name=\"page\" value=\"", "\"").to_owned();
    let id = worker_id("Jo Whitlock");
    let changed = site.store.write(move |tx| tx.set_role(id, Role::Auditor, None));
    changed.await.unwrap();
    let head = site.store.read(|tx| tx.known_seq()).await.unwrap();
    let fields = [
        ("page", seen.as_str()),
        ("title", "Visit"),
        ("text", "Seen at school."),
        ("on", "11 Nov 2026"),
    ];
    assert_eq!(jo.post(&form, &fields).await.status, 403);
    assert_eq!(site.store.read(|tx| tx.known_seq()).await.unwrap(), head);
}
