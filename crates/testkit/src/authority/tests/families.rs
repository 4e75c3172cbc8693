//! The families of the screens, as the screens tell them.

use domain::contact::{Contact, PartState};
use domain::ids::Subject;
use domain::ledger::Fact;
use domain::person::Person;
use jiff::Timestamp;
use jiff::civil::date;

use super::*;

#[test]
fn may_is_as_the_pictures_show_her() {
    let facts = stored(&Authority::new(plan(0)));
    let may = Person::fold(&[person("maya")], &of_person(&facts, person("maya"))).unwrap();
    let calendar = domain::calendar::Calendar::england_and_wales();
    let today = date(2026, 11, 12);
    assert_eq!(may.display_name(), "Maya Brennan-Osei");
    assert_eq!(may.age_words(today).as_deref(), Some("8 years 7 months"));
    assert_eq!(may.address().unwrap().line, "22 Tanner’s Row, Stowbridge");
    assert_eq!(may.school().unwrap().year_group, "Year 4");
    assert_eq!(may.identifier("nhs").unwrap().value.traced_on, Some(date(2026, 10, 7)));
    let status = may.status(today, &calendar);
    assert_eq!(
        (status.words.as_str(), status.detail.as_str()),
        ("Assessment open", "day 27 of 45")
    );
    assert_eq!(may.allocated(today).unwrap().worker, worker_id("Jo Whitlock"));
    assert_eq!(may.contacts.len(), 5);
    assert_eq!(may.warnings.len(), 2);
    let lee = may.relationships.iter().find(|r| r.other == person("lee")).unwrap();
    assert_eq!(
        (lee.is.as_str(), lee.told.origin.replaced.len()),
        ("parents_partner", 1)
    );
    assert_eq!(may.findings(today), []);
    // As it was known on 22 July at half past four: eleven minutes before the decision.
    let then: Timestamp = "2026-07-22T15:30Z".parse().unwrap();
    let past: Vec<Fact> = of_person(&facts, person("maya"))
        .into_iter()
        .filter(|f| f.entry.recorded_at <= then)
        .collect();
    let may = Person::fold(&[person("maya")], &past).unwrap();
    assert_eq!(may.address().unwrap().line, "5 Weaver Court, Stowbridge");
    assert_eq!(
        (may.warnings.len(), may.episodes.len(), may.allocations.len()),
        (0, 0, 0)
    );
}

#[test]
fn what_waits_this_morning() {
    let facts = stored(&Authority::new(plan(0)));
    let contact = |key| Contact::fold(pen::contact_id(key), &of_contact(&facts, pen::contact_id(key))).unwrap();
    let katy = contact("shepherd today");
    assert_eq!((katy.reference(), katy.children.len()), ("26-104417", 3));
    assert!(katy.handed_over.is_some() && katy.children.iter().all(|p| matches!(p.state, PartState::Undecided)));
    assert!(matches!(
        contact("harding").children[0].state,
        PartState::AwaitingSignature { .. }
    ));
    assert!(contact("hussein").danger.is_some());
}

#[test]
fn every_canary_stands_once_and_in_its_place() {
    let facts = stored(&Authority::new(plan(0)));
    for canary in canaries() {
        let hit = |f: &&Fact| {
            String::from_utf8(f.body.as_ref().unwrap().encode().unwrap())
                .unwrap()
                .contains(canary.word)
        };
        let places: Vec<Subject> = facts.iter().filter(hit).map(|f| f.subject).collect();
        assert!(places.contains(&person(canary.person).into()), "{canary:?}");
    }
}
