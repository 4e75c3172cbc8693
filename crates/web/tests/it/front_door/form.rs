//! The contact form: the other children of a home are ticked in, and the page on which answers are checked says who is meant and what is missing.

use domain::facts::household::MemberRecorded;
use domain::ids::{EntryId, RecordId};
use domain::ledger::{About, Author, NewEntry, NewFact};
use domain::roles::Role;
use testkit::authority::{household, person, worker_id};
use uuid::Uuid;

use super::*;

async fn start(browser: &Browser<'_>) -> String {
    let draft = browser.post("/forms/contact", &[]).await.location;
    draft.rsplit_once('/').unwrap().0.to_owned()
}

async fn save(browser: &Browser<'_>, draft: &str, section: &str, fields: &[(&str, &str)]) -> Answer {
    let page = browser.get(&format!("{draft}/{section}")).await;
    let revision = page.between("name=\"revision\" value=\"", "\"").to_owned();
    let fields = [&[("revision", revision.as_str())], fields].concat();
    let answer = browser.post(&format!("{draft}/{section}"), &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.words());
    browser.get(&answer.location).await
}

/// The fields of the page of children as they stand on it, so that they can be sent again with something more.
fn named<'a>(children: &'a [(String, String)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let typed = children.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    typed.chain(more.iter().copied()).collect()
}

fn child(n: u32, name: &str, key: &str) -> [(String, String); 2] {
    [
        (format!("child.{n}.name"), name.to_owned()),
        (format!("child.{n}.person"), person(key).to_string()),
    ]
}

#[tokio::test]
async fn the_other_children_of_a_home_are_ticked_in() {
    let site = Site::new().await;
    let nadia = site.sign_in("Nadia Karimi").await;
    let draft = start(&nadia).await;
    let page = save(&nadia, &draft, "children", &[("child.1.name", "Katy Sheppard")]).await;
    assert!(!page.words().contains("Also in this contact"), "nobody is chosen yet");
    let katy = child(1, "Katy Sheppard", "caitlin");
    let page = save(&nadia, &draft, "children", &named(&katy, &[])).await;
    let words = page.words();
    assert!(
        words.contains("Living in the home of Caitlin Shepherd, “Katy”"),
        "{words}"
    );
    // Children alone, the eldest first; their mother lives there too.
    let also = words.split_once("Also in this contact").unwrap().1;
    let also = also.split_once("Add another child").unwrap().0;
    assert!(
        also.contains("Ciara Shepherd, 9, twin sister Rory Shepherd, 11 months, half-brother"),
        "{also}"
    );
    assert!(!also.contains("Siobhan"), "{also}");
    // One is ticked, and beside her somebody who was not offered: an id alone puts nobody into a contact.
    let (ciara, maya) = (person("ciara").to_string(), person("maya").to_string());
    let ticked = [("also.1", ciara.as_str()), ("also.1", maya.as_str())];
    let page = save(&nadia, &draft, "children", &named(&katy, &ticked)).await;
    let words = page.words();
    assert!(page.body.contains("value=\"Ciara Shepherd\""), "{words}");
    assert!(words.contains("Child 2") && !words.contains("Child 3"), "{words}");
    assert!(!page.body.contains("value=\"Maya"), "{words}");
    let also = words.split_once("Also in this contact").unwrap().1;
    assert!(also.contains("Rory Shepherd, 11 months"), "{also}");
    assert!(
        !also.split_once("Add another child").unwrap().0.contains("Ciara"),
        "{also}"
    );
    // The page to be checked says who each is meant to be.
    let check = nadia.get(&format!("{draft}/check")).await.words();
    assert!(check.contains("Child 1 ") && check.contains("Child 2 "), "{check}");
    assert!(check.contains("On record Caitlin Shepherd, “Katy”, 9"), "{check}");
    assert!(check.contains("On record Ciara Shepherd, 9"), "{check}");
}

/// Nobody who is sealed or restricted, and nobody of a confidential home, is offered or can be put in by their id.
#[tokio::test]
async fn nobody_guarded_is_offered_from_a_home() {
    let site = Site::new().await;
    let members = [("sealed_child", 71), ("named_child", 72)].map(|(key, n)| {
        let member = MemberRecorded {
            person: person(key),
            from: None,
            to: None,
            said_by: "Hannah".into(),
        };
        let mut fact = NewFact::record(household("tanners_row"), RecordId(Uuid::from_u128(n)), member);
        fact.about = vec![About::other(person(key), "mentioned")];
        fact
    });
    let author = Author {
        worker: worker_id("Howard Bell"),
        role: Role::ServiceManager,
        on_behalf_of: None,
    };
    site.append(NewEntry {
        id: EntryId(Uuid::from_u128(73)),
        author,
        asserted_at: None,
        reason: None,
        request_id: "members".into(),
        request_digest: [0; 32],
        source: "test".into(),
        facts: members.into(),
    })
    .await;
    let nadia = site.sign_in("Nadia Karimi").await;
    let draft = start(&nadia).await;
    let maya = child(1, "Maya", "maya");
    let guarded = ["sealed_child", "named_child"].map(|key| person(key).to_string());
    let ticked = [("also.1", guarded[0].as_str()), ("also.1", guarded[1].as_str())];
    let page = save(&nadia, &draft, "children", &named(&maya, &ticked)).await;
    let words = page.words();
    assert!(words.contains("Tyler-James Brennan, 13"), "{words}");
    assert!(!words.contains("Child 2"), "{words}");
    for id in &guarded {
        assert!(!page.body.contains(&format!("value=\"{id}\"")), "{words}");
    }
    // Asha lives at an address that is confidential: who lives there with her is not told.
    let draft = start(&nadia).await;
    let asha = child(1, "Asha", "asha");
    let page = save(&nadia, &draft, "children", &named(&asha, &[])).await;
    assert!(!page.words().contains("Also in this contact"), "{}", page.words());
}

#[tokio::test]
async fn what_is_missing_stands_beside_its_question_on_the_page_to_be_checked() {
    let site = Site::new().await;
    let nadia = site.sign_in("Nadia Karimi").await;
    let draft = start(&nadia).await;
    save(
        &nadia,
        &draft,
        "worry",
        &[("worry", "She has not eaten since yesterday.")],
    )
    .await;
    let page = nadia.post(&format!("{draft}/hand-over"), &[]).await;
    assert_eq!(page.status, 422);
    let list = page.between("<h2 class=\"govuk-heading-m\">Safety now</h2>", "</section>");
    assert!(
        list.contains("govuk-error-message") && list.contains("Answer whether a child is in danger now"),
        "{list}"
    );
    // What nobody asks for is named once and not line by line, and the worry is not said twice.
    let words = page.words();
    assert!(words.contains("Not recorded Their name; What they do"), "{words}");
    assert_eq!(
        words.matches("She has not eaten since yesterday.").count(),
        1,
        "{words}"
    );
}

#[tokio::test]
async fn a_child_without_a_name_is_this_child() {
    let site = Site::new().await;
    let tom = site.sign_in("Tom Ashworth").await;
    for (child, here) in [("Name not known", "this child"), ("Unborn baby Whitfield", "this baby")] {
        let address = contact(&tom, child).await;
        let words = tom.get(&format!("{address}/decide")).await.words();
        assert!(words.contains(&format!("What should happen for {here}?")), "{words}");
        assert!(words.contains(&format!("Save the decision for {here}")), "{words}");
    }
}

/// What stands beside the people who may be meant: how many contacts came before, and whose brother or sister they are.
#[tokio::test]
async fn candidates_say_what_came_before_and_whose_they_are() {
    let site = Site::new().await;
    let nadia = site.sign_in("Nadia Karimi").await;
    let draft = start(&nadia).await;
    let said = [
        ("child.1.name", "Caitlin Shepherd"),
        ("child.1.age", "18 Jun 2017"),
        ("child.1.address", "Mill Road"),
    ];
    let page = save(&nadia, &draft, "children", &said).await;
    let panel = page.between("<aside id=\"candidates\"", "</aside>");
    let cards: Vec<&str> = panel.split("<li class=\"hf-card").skip(1).collect();
    let of = |name: &str| *cards.iter().find(|card| card.contains(name)).unwrap();
    let caitlin = of("Caitlin Shepherd, ");
    // This contact itself is hers too, and waits at the front door: three that were closed, and one that is open.
    assert!(
        caitlin.contains("contacts in ") && caitlin.contains("closed without action"),
        "{caitlin}"
    );
    assert!(
        !caitlin.contains(" of Caitlin"),
        "nobody is their own sister: {caitlin}"
    );
    assert!(
        of(">Ciara Shepherd<").contains("Twin sister of Caitlin Shepherd"),
        "{panel}"
    );
    // The count is a look, and is kept as one.
    let sunita = site.sign_in("Sunita Rao").await;
    let looks = sunita
        .get(&format!("/people/{}/looked", person("caitlin")))
        .await
        .words();
    assert!(looks.contains("how many contacts came before"), "{looks}");
    assert!(
        looks.contains("A contact being taken") && !looks.contains("Draft "),
        "{looks}"
    );
}

/// Of a record that is restricted to the reader nothing is counted, and a sealed one is not there.
#[tokio::test]
async fn nothing_is_counted_of_a_guarded_record() {
    let site = Site::new().await;
    let nadia = site.sign_in("Nadia Karimi").await;
    let by_key = |key: &'static str| {
        let store = site.store.clone();
        async move {
            let who = store::Who {
                actor: store
                    .read(|tx| tx.actor(worker_id("Nadia Karimi")))
                    .await
                    .unwrap()
                    .unwrap(),
                route: "/test".into(),
                purpose: String::new(),
            };
            let beside = move |tx: &mut store::Tx<'_>| {
                let permit = tx.scope::<domain::policy::FindPeople>(&who)?;
                let people = [person(key), person("caitlin")].into();
                Ok((tx.beside(&who, &permit, &people)?, person(key)))
            };
            store.read(beside).await.unwrap()
        }
    };
    drop(nadia);
    let (open, ciara) = by_key("ciara").await;
    assert!(!open.contacts(ciara).is_empty());
    assert!(open.sibling(ciara, person("caitlin")).is_some());
    for guarded in ["team_child", "named_child", "sealed_child"] {
        let (beside, child) = by_key(guarded).await;
        assert!(beside.contacts(child).is_empty(), "{guarded}");
    }
}

/// Whoever is told of danger sees which child it is, and not a number alone.
#[tokio::test]
async fn an_alarm_says_whom_it_is_about() {
    let site = Site::new().await;
    let nadia = site.sign_in("Nadia Karimi").await;
    let draft = start(&nadia).await;
    save(&nadia, &draft, "children", &[("child.1.name", "Robbie Thistlewood")]).await;
    let answer = nadia.post(&format!("{draft}/danger"), &[]).await;
    assert_eq!(answer.status, 303, "{}", answer.words());
    let work = site.sign_in("Grace Adjei").await.get("/work").await;
    let told = work.between("You have been told", "</section>");
    assert!(told.contains("Immediate danger declared"), "{told}");
    assert!(told.contains("Robbie Thistlewood, contact 26-"), "{told}");
}
