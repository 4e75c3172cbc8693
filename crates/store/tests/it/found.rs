//! A match check is answered "the same" after somebody had put the child on record as new, or had chosen somebody else, and decided: one child has one
//! open referral, on one record.

use domain::contact::Outcome;
use domain::facts::services::{AssessmentRecorded, ReferralReceived};
use domain::ids::{PersonId, RecordId};
use domain::ledger::NewFact;
use domain::person::Person;
use domain::policy::{ReadContact, ReadDueList, ReadRecord};
use domain::roles::Role;
use jiff::civil::date;
use store::Decided;

use crate::engines::{Fresh, entry, named, on_each, person, record};
use crate::front_door::{CONTACT, child, contact_with, decide, manager, who};
use crate::record::fold;

/// Who was said to be the child, and who they are.
const SAID: u128 = 1;
const IS: u128 = 50;

/// Their referrals that are open on the day of the test.
fn open(person: &Person) -> Vec<RecordId> {
    let open = person.episodes.iter().filter(|e| e.is_open(date(2026, 11, 12)));
    open.map(|e| e.id).collect()
}

fn on_record(f: &Fresh, id: PersonId, request: &str, more: Vec<NewFact>) {
    let mut facts = vec![named(id, 100 + id.0.as_u128(), "Amelia", "Rowntree")];
    facts.extend(more);
    let add = entry(request, facts);
    f.store.write_now(move |tx| tx.append(add, &[])).unwrap();
}

fn referral(of: PersonId, id: RecordId) -> NewFact {
    let received = ReferralReceived {
        received_on: date(2026, 9, 1),
        received_at: None,
        source: "2A".into(),
        primary_need: "N1".into(),
        contact: None,
        no_further_action: false,
    };
    NewFact::record(of, id, received)
}

/// Decided as a referral.
fn decided(f: &Fresh, more: Vec<NewFact>) {
    manager(f, 9);
    let seq = contact_with(f, more);
    let decided = decide(f, 2, Outcome::Referral, "decide", seq).unwrap();
    assert!(matches!(decided, Decided::Saved(_)), "{decided:?}");
}

/// Found to be the other.
fn found(f: &Fresh) {
    let answered = f.store.write_now(|tx| {
        tx.raise_match_check(CONTACT, record(3), &[person(IS)])?;
        let asked = who(9, Role::TeamManager);
        let permit = tx.scope::<ReadDueList>(&asked)?;
        let id = tx.alerts(&permit)?.first().map(|a| a.id).unwrap();
        tx.answer_match_check(&asked, &permit, id, true)
    });
    answered.unwrap();
    let asked = who(9, Role::TeamManager);
    let contact = f.store.read_now(move |tx| {
        let permit = tx.permit::<ReadContact>(&asked, CONTACT)?;
        tx.open_contact(&asked, &permit, None, "a contact")
    });
    let contact = contact.unwrap().contact;
    assert_eq!(contact.part(record(3)).unwrap().child.person, Some(person(IS)));
    assert_eq!(f.store.rebuild_check(|_, _| ()).unwrap().1, []);
}

#[test]
fn somebody_new_becomes_one_with_who_they_are() {
    on_each(|f| {
        on_record(f, person(IS), "before", Vec::new());
        decided(f, Vec::new());
        found(f);
        let (said, is) = (fold(&f.store, person(SAID)), fold(&f.store, person(IS)));
        assert_eq!(is.group, [person(SAID), person(IS)]);
        assert_eq!((said.id, open(&said)), (is.id, open(&is)));
        // The one that was opened before, with its date and its decision.
        let [episode] = &is.episodes[..] else {
            panic!("{:?}", is.episodes)
        };
        assert_eq!(episode.referral.contact, Some(CONTACT));
        assert_eq!(episode.referral.received_on, date(2026, 11, 10));
        assert!(episode.decided.is_some() && episode.is_open(date(2026, 11, 12)));
    });
}

#[test]
fn their_open_referral_goes_on_and_the_other_is_taken_back() {
    on_each(|f| {
        let own = record(70);
        on_record(f, person(IS), "before", vec![referral(person(IS), own)]);
        decided(f, Vec::new());
        found(f);
        let is = fold(&f.store, person(IS));
        assert_eq!(is.group, [person(SAID), person(IS)]);
        assert_eq!(open(&is), [own]);
        assert_eq!(is.episodes.len(), 1);
    });
}

#[test]
fn work_that_hangs_on_both_is_never_taken_back() {
    on_each(|f| {
        let own = record(70);
        on_record(f, person(IS), "before", vec![referral(person(IS), own)]);
        decided(f, Vec::new());
        let opened = open(&fold(&f.store, person(SAID)))[0];
        let assessment = AssessmentRecorded {
            referral: opened,
            started_on: date(2026, 11, 12),
            reviewed_on: None,
            authorised_on: None,
            factors: Vec::new(),
        };
        let add = entry("work", vec![NewFact::record(person(SAID), record(71), assessment)]);
        f.store.write_now(move |tx| tx.append(add, &[])).unwrap();
        found(f);
        let is = fold(&f.store, person(IS));
        assert_eq!(open(&is), [own, opened]);
        let findings = is.findings(date(2026, 11, 12));
        assert!(
            findings.iter().any(|f| f.words.starts_with("2 episodes are open")),
            "{findings:?}"
        );
    });
}

#[test]
fn a_record_that_was_chosen_by_mistake_keeps_nothing_open() {
    on_each(|f| {
        on_record(f, person(SAID), "long before", Vec::new());
        on_record(f, person(IS), "before", Vec::new());
        decided(f, Vec::new());
        found(f);
        let (said, is) = (fold(&f.store, person(SAID)), fold(&f.store, person(IS)));
        assert_eq!((said.group, is.group.clone()), (vec![person(SAID)], vec![person(IS)]));
        assert!(said.episodes.is_empty());
        assert_eq!(open(&is).len(), 1);
        assert_eq!(is.episodes[0].referral.received_on, date(2026, 11, 10));
    });
}

/// The contact is no contact of theirs any more, and what was known before says still that it was.
#[test]
fn the_contact_is_not_theirs_from_then_on() {
    on_each(|f| {
        on_record(f, person(SAID), "long before", Vec::new());
        on_record(f, person(IS), "before", Vec::new());
        decided(f, Vec::new());
        let before = fold(&f.store, person(SAID));
        assert_eq!((before.contacts, before.not_theirs), (vec![CONTACT], Vec::new()));
        f.set_clock("2026-11-12T11:00Z");
        found(f);
        let (said, is) = (fold(&f.store, person(SAID)), fold(&f.store, person(IS)));
        assert_eq!((said.contacts.clone(), is.contacts), (Vec::new(), vec![CONTACT]));
        let [not_theirs] = &said.not_theirs[..] else {
            panic!("{:?}", said.not_theirs)
        };
        assert_eq!(not_theirs.contact, CONTACT);
        assert!(is.not_theirs.is_empty());
        let asked = who(9, Role::TeamManager);
        let then = f.store.read_now(move |tx| {
            let permit = tx.permit::<ReadRecord>(&asked, person(SAID))?;
            tx.open_record(&asked, &permit, Some("2026-11-12T10:30Z".parse().unwrap()), "test")
        });
        let then = then.unwrap().person;
        assert_eq!((then.contacts, then.not_theirs), (vec![CONTACT], Vec::new()));
    });
}

/// The child beside them is whom it was said to be: their referral is theirs.
#[test]
fn another_child_of_the_contact_keeps_their_referral() {
    on_each(|f| {
        on_record(f, person(SAID), "long before", Vec::new());
        on_record(f, person(IS), "before", Vec::new());
        decided(f, vec![child(8, "Amelia again")]);
        found(f);
        let (said, is) = (fold(&f.store, person(SAID)), fold(&f.store, person(IS)));
        assert_eq!((open(&said).len(), open(&is).len()), (1, 1));
        // So is the contact, by the other child's part.
        assert_eq!((said.contacts, said.not_theirs), (vec![CONTACT], Vec::new()));
    });
}
