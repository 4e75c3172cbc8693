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
    assert!(also.contains("Ciara Shepherd, 9 Rory Shepherd, 11 months"), "{also}");
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
