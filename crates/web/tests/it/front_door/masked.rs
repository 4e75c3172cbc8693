//! Children in a contact whose records not everybody may open: restricted ones by name and whom to ring, a sealed one not at all.

use domain::contact::YesNo;
use domain::facts::contact::{ChildNamed, ContactReceived, HandedOver, Referrer, SafetyDeclared};
use domain::ids::{ContactId, EntryId, PersonId, RecordId};
use domain::ledger::{About, Author, NewEntry, NewFact};
use domain::roles::Role;
use testkit::authority::{canaries, person, worker_id};
use uuid::Uuid;

use super::*;

/// A contact about one child of each level, with the names as a caller would say them.
pub async fn guarded(site: &Site) -> String {
    let contact = ContactId(Uuid::from_u128(0xc0));
    let record = |n: u128| RecordId(Uuid::from_u128(0xc00 + n));
    let child = |n: u128, id: PersonId, name: &str| {
        let body = ChildNamed {
            person: Some(id),
            name: name.into(),
            school: "Kingsholt Juniors".into(),
            identified: "chosen from the people found".into(),
            ..ChildNamed::default()
        };
        NewFact::record(contact, record(n), body).about(About::concerned(id))
    };
    let received = ContactReceived {
        reference: "26-999901".into(),
        received_at: "2026-11-12T09:00Z".parse().unwrap(),
        channel: "phone".into(),
        source: "2A".into(),
        referrer: Referrer::default(),
        worry: "They have not been at school for three weeks.".into(),
        information_only: false,
    };
    let safety = SafetyDeclared {
        danger_now: YesNo::No,
        cannot_wait: Vec::new(),
        who_is_with_the_child: String::new(),
        words: String::new(),
    };
    let proposal = String::new();
    let facts = vec![
        NewFact::record(contact, record(1), received),
        child(2, person("team_child"), "Rosalind Pike"),
        child(3, person("named_child"), "Imogen Tallis"),
        child(4, person("sealed_child"), "Ellie from the flats"),
        NewFact::record(contact, record(5), safety),
        NewFact::record(contact, record(6), HandedOver { proposal }),
    ];
    let entry = NewEntry {
        id: EntryId(Uuid::from_u128(0xe0)),
        author: Author {
            worker: worker_id("Nadia Karimi"),
            role: Role::FrontDoorAdviser,
            on_behalf_of: None,
        },
        asserted_at: None,
        reason: None,
        request_id: "guarded".into(),
        request_digest: [1; 32],
        source: "holdfast".into(),
        facts,
    };
    site.append(entry).await;
    format!("/contacts/{contact}")
}

#[tokio::test]
async fn no_page_of_the_front_door_shows_what_is_guarded() {
    let site = Site::new().await;
    let contact = guarded(&site).await;
    for name in ["Nadia Karimi", "Tom Ashworth", "Grace Adjei", "Leah Brandt"] {
        let browser = site.sign_in(name).await;
        for address in [
            "/front-door",
            "/due",
            "/work",
            contact.as_str(),
            &format!("{contact}/decide"),
        ] {
            let page = browser.get(address).await;
            assert_eq!(page.status, 200, "{name} {address}");
            for canary in canaries() {
                assert!(
                    !page.body.contains(canary.word),
                    "{} for {name} on {address}",
                    canary.word
                );
            }
        }
        let words = browser.get(&contact).await.words();
        assert!(
            words.contains("Restricted Ring Rhys Pritchard, 01632 960 141"),
            "{words}"
        );
        assert!(words.contains("Restricted Ring Sunita Rao, 01632 960 341"), "{words}");
        assert!(
            words.contains("Ellie from the flats Not decided Match check in progress"),
            "{words}"
        );
        assert!(!words.contains("Marchbanks"));
    }
    // Those who have been let in see who it is.
    let howard = site.sign_in("Howard Bell").await;
    assert!(howard.get(&contact).await.words().contains("Marchbanks"));
}

#[tokio::test]
async fn until_the_match_check_is_answered_the_contact_cannot_close_and_what_protects_goes_on() {
    let site = Site::new().await;
    let contact = guarded(&site).await;
    let tom = site.sign_in("Tom Ashworth").await;
    let (page, _) = open(&tom, &contact, "Ellie").await;
    assert!(
        page.words()
            .contains("The match check for Ellie from the flats is in progress."),
        "{}",
        page.words()
    );
    let advice = [("outcome", "advice"), ("why", "They have moved.")];
    let (answer, _) = decide(&tom, &contact, "Ellie", &advice).await;
    assert_eq!(answer.status, 422);
    saved(&decide(&tom, &contact, "Ellie", DISCUSSION).await.0);
    // A restricted child is decided like any other.
    saved(&decide(&tom, &contact, "Rosalind", REFERRAL).await.0);
}

/// The pages on which a contact is decided and signed have all of it. Whoever sees its headings opens neither, and may still declare danger.
#[tokio::test]
async fn no_page_of_a_contact_shows_more_than_its_own() {
    let site = Site::new().await;
    let said = "I hear the little girl crying";
    let tom = site.sign_in("Tom Ashworth").await;
    let contact = contact(&tom, "Harper-Leigh Doyle").await;
    let advice = [("outcome", "advice"), ("why", "School looks out for her.")];
    let (answer, part) = decide(&tom, &contact, "Harper-Leigh", &advice).await;
    saved(&answer);
    let (decide, sign) = (format!("{contact}/decide"), format!("{contact}/children/{part}/sign"));
    let before = entries(&site).await;
    for name in ["Jo Whitlock", "Ben Carver", "Rhys Pritchard"] {
        let browser = site.sign_in(name).await;
        let own = browser.get(&contact).await;
        assert!(own.words().contains("You see the headings."), "{name}");
        for link in ["/decide\"", "/take\"", "/identify\""] {
            assert!(!own.body.contains(link), "{name} is offered {link}");
        }
        for address in [&decide, &sign] {
            let page = browser.get(address).await;
            assert_eq!(page.status, 403, "{name} {address}");
            assert!(!page.body.contains(said), "{name} {address}");
        }
        let token = seen(&own);
        let take = browser.post(&format!("{contact}/take"), &[("page", &token)]).await;
        assert_eq!(take.status, 403, "{name}");
    }
    assert_eq!(entries(&site).await, before, "nothing is recorded");
    // To those whose work it is, both pages say it.
    let grace = site.sign_in("Grace Adjei").await;
    for address in [&decide, &sign] {
        assert!(grace.get(address).await.body.contains(said), "{address}");
    }
    let refused = site.sign_in("Hazel Ormerod").await.get("/access?show=refused").await;
    assert!(refused.words().contains("Rhys Pritchard"), "{}", refused.words());
    let jo = site.sign_in("Jo Whitlock").await;
    let token = seen(&jo.get(&contact).await);
    saved(&jo.post(&format!("{contact}/danger"), &[("page", &token)]).await);
}
