//! An id that somebody came by is worth nothing: sent where it does not belong, a sealed record's is answered like one that nobody has.

use domain::facts::person::RelationshipRecorded;
use domain::ids::PersonId;
use domain::ledger::About;
use domain::roles::Role;
use testkit::authority::person;

use super::ground::{NOBODY, Pen};
use crate::harness::{Answer, Browser, Site};

fn at(key: &str) -> String {
    format!("/people/{}", person(key))
}

pub fn related(pen: &mut Pen, one: PersonId, other: PersonId) -> domain::ledger::NewFact {
    let body = RelationshipRecorded {
        other,
        is: "sibling".into(),
        from: None,
        to: None,
        parental_responsibility: None,
        parental_responsibility_basis: String::new(),
        said_by: "Hannah".into(),
    };
    pen.fact(one, body).about(About::other(other, "mentioned"))
}

/// The number of a fact that was recorded on a sealed child's record and is about Maya too leads nobody to that record.
#[tokio::test]
async fn a_facts_number_tells_nothing_of_a_sealed_record() {
    let site = Site::new().await;
    let mut pen = Pen::new();
    let sealed = person("sealed_child");
    let fact = related(&mut pen, sealed, person("maya"));
    let seq = pen.write(&site, "Howard Bell", Role::ServiceManager, vec![fact]).await;
    for name in [
        "Jo Whitlock",
        "Nadia Karimi",
        "Hazel Ormerod",
        "Tom Ashworth",
        "Ben Carver",
    ] {
        let browser = site.sign_in(name).await;
        for what in ["correct", "wrong"] {
            let of = async |seq: i64| browser.get(&format!("{}/facts/{seq}.0/{what}", at("maya"))).await;
            let (sealed_one, none) = (of(seq).await, of(seq + 1000).await);
            assert_eq!(
                (sealed_one.status, &sealed_one.location, &sealed_one.body),
                (none.status, &none.location, &none.body),
                "{name} {what}"
            );
            assert!(!sealed_one.headers.contains(&sealed.to_string()), "{name} {what}");
        }
    }
    // Whoever has been let in is led there.
    let howard = site.sign_in("Howard Bell").await;
    let answer = howard.get(&format!("{}/facts/{seq}.0/correct", at("maya"))).await;
    assert_eq!(answer.status, 303);
    assert!(answer.location.contains(&sealed.to_string()), "{}", answer.location);
}

/// A form's page with its signed field; then the form with an id in one of its fields.
async fn with_id(browser: &Browser<'_>, address: &str, id: &str, fields: &[(&str, &str)]) -> Answer {
    let page = browser.get(address).await;
    assert_eq!(page.status, 200, "{address}: {}", page.words());
    let seen = page.between("name=\"page\" value=\"", "\"").to_owned();
    let fields = [&[("page", seen.as_str()), ("other", id)], fields].concat();
    browser.post(address, &fields).await
}

/// An answer without what differs in every one: the id that was sent, and the signed field.
fn same(answer: &Answer, id: &str) -> (u16, String, String) {
    let body: Vec<&str> = answer.body.split("name=\"page\" value=\"").collect();
    let body = body
        .iter()
        .enumerate()
        .map(|(i, piece)| {
            if i == 0 {
                *piece
            } else {
                piece.split_once('"').map_or("", |(_, rest)| rest)
            }
        })
        .collect::<Vec<_>>()
        .join("");
    (
        answer.status.as_u16(),
        answer.location.replace(id, NOBODY),
        body.replace(id, NOBODY),
    )
}

#[tokio::test]
async fn an_id_in_a_field_tells_nothing_of_a_sealed_record() {
    let site = Site::new().await;
    let sealed = person("sealed_child").to_string();
    let whole = [("is", "sibling"), ("said_by", "Hannah"), ("parental", "not_known")];
    let (jo, rhys) = (site.sign_in("Jo Whitlock").await, site.sign_in("Rhys Pritchard").await);
    let nothing: &[(&str, &str)] = &[];
    for (browser, what, fields) in [
        (&jo, "record/relationship", nothing),
        (&jo, "record/relationship", &whole),
        (&rhys, "join", nothing),
        (&rhys, "join", &[("step", "look")]),
        (&rhys, "join", &[("step", "join"), ("why_changed", "One child.")]),
    ] {
        let address = format!("{}/{what}", at("maya"));
        let one = with_id(browser, &address, &sealed, fields).await;
        let none = with_id(browser, &address, NOBODY, fields).await;
        assert_eq!(same(&one, &sealed), same(&none, NOBODY), "{what} {fields:?}");
    }
    // Nothing of it was recorded.
    let howard = site.sign_in("Howard Bell").await;
    let page = howard.get(&format!("{}/relationships", at("sealed_child"))).await;
    assert!(!page.body.contains("Brennan"), "{}", page.words());
}
