//! Whoever is chosen to be a contact's child is on record: an id of nobody is said beside the child, and is no bar where a child is in danger.

use super::*;
use crate::rights::NOBODY;

const WHO: &[(&str, &str)] = &[
    ("received_on", "12 Nov 2026"),
    ("received_time", "08:40"),
    ("channel", "phone"),
    ("source", "2A"),
];
const SAID: &str = "Whoever was chosen for this child is not on record.";

/// Begins a contact whose only child was chosen by that id; where its draft is, and what the answer to the children's section was.
async fn begun(browser: &Browser<'_>, chosen: &str) -> (String, Answer) {
    let draft = browser.post("/forms/contact", &[]).await.location;
    let draft = draft.rsplit_once('/').unwrap().0.to_owned();
    let child = [("child.1.name", "Wilhelmina Tarrowby"), ("child.1.person", chosen)];
    let mut answers = Vec::new();
    for (section, fields) in [
        ("who", WHO),
        ("worry", &[("worry", "She has not been at school for three weeks.")]),
        ("safety", &[("danger", "no")]),
        ("children", &child),
    ] {
        let page = browser.get(&format!("{draft}/{section}")).await;
        let revision = page.between("name=\"revision\" value=\"", "\"");
        let fields = [&[("revision", revision), ("go", "")], fields].concat();
        answers.push(browser.post(&format!("{draft}/{section}"), &fields).await);
    }
    (draft, answers.pop().unwrap())
}

#[tokio::test]
async fn nobody_is_no_child_of_a_contact() {
    let site = Site::new().await;
    let nadia = site.sign_in("Nadia Karimi").await;
    for chosen in [NOBODY, "Wilhelmina"] {
        let before = entries(&site).await;
        let (draft, section) = begun(&nadia, chosen).await;
        assert_eq!(section.status, 422, "{chosen}");
        assert!(section.words().contains(SAID), "{chosen}: {}", section.words());
        assert!(
            section.body.contains("id=\"child.1.name-error\""),
            "{chosen}: beside the field"
        );
        let answer = nadia.post(&format!("{draft}/hand-over"), &[]).await;
        assert_eq!(answer.status, 422, "{chosen}");
        assert!(answer.words().contains(SAID), "{chosen}: {}", answer.words());
        assert_eq!(entries(&site).await, before, "{chosen}: nothing is recorded");
        // Another choice, and it is handed over.
        let page = nadia.get(&format!("{draft}/children")).await;
        let revision = page.between("name=\"revision\" value=\"", "\"");
        let fields = [
            ("revision", revision),
            ("child.1.name", "Wilhelmina Tarrowby"),
            ("child.1.person", chosen),
            ("go", "is:1:new"),
        ];
        assert_eq!(nadia.post(&format!("{draft}/children"), &fields).await.status, 303);
        let answer = nadia.post(&format!("{draft}/hand-over"), &[]).await;
        assert_eq!(answer.status, 303, "{chosen}: {}", answer.words());
    }
}

#[tokio::test]
async fn a_choice_of_nobody_holds_up_no_danger_and_leaves_nothing_that_cannot_close() {
    let site = Site::new().await;
    let nadia = site.sign_in("Nadia Karimi").await;
    let (draft, _) = begun(&nadia, NOBODY).await;
    let answer = nadia.post(&format!("{draft}/danger"), &[]).await;
    assert_eq!(answer.status, 303, "{}", answer.words());
    let contact = nadia.get(&answer.location).await.words();
    assert!(
        contact.contains("Wilhelmina Tarrowby") && contact.contains("Not matched to a record yet"),
        "{contact}"
    );
    assert!(!contact.contains("Match check in progress"), "{contact}");
}
