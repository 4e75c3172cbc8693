//! Words that were destroyed are told of where they stood: by whom, when, on whose authority, and why.

use domain::ledger::FactRef;
use store::{Who, Words};
use testkit::authority::worker_id;

use super::page;
use crate::front_door::match_check::hand_over;
use crate::harness::Site;
use crate::imports::OFFICER;

async fn remove(site: &Site, of: FactRef, field: &str) {
    let officer = worker_id(OFFICER);
    let actor = site.store.read(move |tx| tx.actor(officer)).await.unwrap().unwrap();
    let who = Who {
        actor,
        route: "redact".into(),
        purpose: String::new(),
    };
    let words = Words {
        of,
        field: Some(field.into()),
        authority: "the county court".into(),
        why: "A neighbour was promised it.".into(),
    };
    let store = site.store.clone();
    let removed = tokio::task::spawn_blocking(move || store.remove_words(&who, &words));
    removed.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_page_says_that_words_were_removed() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let timeline = format!("{}/timeline", page("maya"));
    let notes = jo.get(&format!("{timeline}?show=notes")).await;
    let fact = notes.between("/facts/", "/correct").to_owned();
    remove(&site, fact.parse().unwrap(), "text").await;
    let told = [
        "Words were removed from this record: case note, text",
        &format!("Removed by {OFFICER}, 12 Nov 2026"),
        "on the authority of the county court. Nobody can read them again.",
    ];
    let why = "A neighbour was promised it.";
    for (name, sees_why) in [("Jo Whitlock", true), ("Nadia Karimi", false)] {
        let words = site.sign_in(name).await.get(&timeline).await.words();
        for told in &told {
            assert!(words.contains(told), "{name}, {told}: {words}");
        }
        assert_eq!(words.contains(why), sees_why, "{name}");
    }
}

#[tokio::test]
async fn a_contact_says_that_words_were_removed() {
    let site = Site::new().await;
    let tom = site.sign_in("Tom Ashworth").await;
    let contact = hand_over(&tom, &[("child.1.name", "Kieran Vasquez-Thorne")]).await;
    let worry = "She has not been at school for three weeks.";
    assert!(tom.get(&contact).await.words().contains(worry));
    let seq = site.store.read(|tx| tx.known_seq()).await.unwrap();
    remove(&site, FactRef { seq, ord: 0 }, "worry").await;
    let words = tom.get(&contact).await.words();
    assert!(!words.contains(worry), "{words}");
    for told in [
        "Words were removed from this contact: contact received, worry.",
        OFFICER,
        "on the authority of the county court. Nobody can read them again. Why: A neighbour was promised it.",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
}
