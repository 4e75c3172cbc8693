//! A contact that was recorded while two people were one goes to whom it belongs when they are parted, with what was decided in it.

use std::collections::BTreeMap;

use domain::contact::Outcome;
use domain::facts::FactBody;
use domain::ledger::FactRef;
use domain::policy::{JoinPeople, ReadContact};
use domain::roles::Role;
use jiff::civil::date;
use store::{Parting, Recorded};

use crate::engines::{Fresh, entry, named, on_each, person, record};
use crate::front_door::{CONTACT, contact_with, decide, manager as front_door_manager, who};
use crate::record::{fold, join, manager, raw, seen};

/// Amelia and Emilia are joined, a contact about Amelia is taken, and a referral is opened.
fn joined_then_a_contact(f: &Fresh) -> FactRef {
    let (amelia, emilia) = (person(1), person(2));
    let both = vec![
        named(amelia, 60, "Amelia", "Rowntree"),
        named(emilia, 61, "Emilia", "Rowntree"),
    ];
    f.store
        .write_now(move |tx| tx.append(entry("both", both), &[]))
        .unwrap();
    let joining = join(&f.store, person(1), person(2));
    front_door_manager(f, 9);
    let contact = contact_with(f, Vec::new());
    decide(f, 2, Outcome::Referral, "decide", contact).unwrap();
    joining
}

fn parting(f: &Fresh, joining: FactRef) -> Parting {
    let parting = f.store.read_now(move |tx| {
        let permit = tx.permit::<JoinPeople>(&manager(), person(1))?;
        tx.if_parted(&permit, joining)
    });
    parting.unwrap()
}

/// Parts them, with everything said of the contact going or staying.
fn part(f: &Fresh, joining: FactRef, goes: impl Fn(&FactBody) -> Option<bool>) -> Recorded {
    let since = parting(f, joining).since;
    let said = since.iter().filter_map(|s| Some((s.at, goes(s.body.as_ref()?)?)));
    let said: BTreeMap<FactRef, bool> = said.collect();
    let page = seen(&f.store, &format!("part {said:?}"));
    let parted = f.store.write_now(move |tx| {
        let permit = tx.permit::<JoinPeople>(&manager(), person(1))?;
        let why = raw(&[("why_changed", "Two children.")]);
        tx.part(&manager(), &permit, joining, &said, &why, &page)
    });
    parted.unwrap()
}

fn whose(f: &Fresh) -> Option<domain::ids::PersonId> {
    let contact = f.store.read_now(|tx| {
        let asked = who(9, Role::TeamManager);
        let permit = tx.permit::<ReadContact>(&asked, CONTACT)?;
        tx.open_contact(&asked, &permit, None, "a contact")
    });
    let contact = contact.unwrap().contact;
    let part = contact.part(record(3)).unwrap();
    assert_eq!(part.state.decision().unwrap().outcome, Outcome::Referral);
    part.child.person
}

#[test]
fn a_contact_goes_to_whom_it_belongs_with_its_decision() {
    on_each(|f| {
        let joining = joined_then_a_contact(f);
        let asked = parting(f, joining);
        assert_eq!((asked.stays, asked.goes), (person(1), person(2)));
        let parts = asked.since.iter().filter(|s| s.subject == CONTACT.into());
        assert_eq!(parts.map(|s| s.record).collect::<Vec<_>>(), [record(3)]);
        assert_eq!(asked.contacts[&CONTACT].reference(), "26-000001");

        // It has to be said of each, the contact too.
        let rest = |body: &FactBody| (!matches!(body, FactBody::ChildNamed(_))).then_some(true);
        assert!(matches!(part(f, joining, rest), Recorded::Wrong(_)));

        let goes = |body: &FactBody| Some(!matches!(body, FactBody::NameRecorded(_)));
        assert!(matches!(part(f, joining, goes), Recorded::Saved(_)));
        assert_eq!(whose(f), Some(person(2)));
        let (one, two) = (fold(&f.store, person(1)), fold(&f.store, person(2)));
        assert!(one.open_episode(date(2026, 11, 12)).is_none());
        let episode = two.open_episode(date(2026, 11, 12)).unwrap();
        assert_eq!(episode.referral.contact, Some(CONTACT));
        assert!(two.contacts.contains(&CONTACT) && one.contacts.is_empty());
        assert_eq!(one.not_theirs.len(), 1);
        assert_eq!(f.store.rebuild_check(|_, _| ()).unwrap().1, []);
    });
}

/// A child has a contact and the referral it led to, or neither.
#[test]
fn a_contact_and_its_referral_are_never_two_childrens() {
    on_each(|f| {
        let joining = joined_then_a_contact(f);
        for alone in ["child_named", "referral_received", "referral_decided"] {
            for way in [true, false] {
                let goes = |body: &FactBody| Some((body.kind() == alone) == way);
                let Recorded::Wrong(wrong) = part(f, joining, goes) else {
                    panic!("{alone} {way}")
                };
                assert_eq!(
                    wrong.iter().map(|w| w.question).collect::<Vec<_>>(),
                    ["torn"],
                    "{alone} {way}"
                );
            }
        }
        assert_eq!(fold(&f.store, person(1)).group.len(), 2, "still one");
    });
}

/// What was there before stays where it was said; a referral that it leads to afterwards goes there too.
#[test]
fn a_referral_goes_with_a_contact_from_before() {
    on_each(|f| {
        front_door_manager(f, 9);
        let named = vec![named(person(2), 61, "Emilia", "Rowntree")];
        let contact = contact_with(f, named);
        let joining = join(&f.store, person(1), person(2));
        decide(f, 2, Outcome::Referral, "decide", contact + 1).unwrap();
        assert!(matches!(part(f, joining, |_| Some(true)), Recorded::Wrong(_)));
        assert!(matches!(part(f, joining, |_| Some(false)), Recorded::Saved(_)));
        assert_eq!(fold(&f.store, person(1)).episodes.len(), 1);
    });
}

#[test]
fn a_contact_may_stay() {
    on_each(|f| {
        let joining = joined_then_a_contact(f);
        assert!(matches!(part(f, joining, |_| Some(false)), Recorded::Saved(_)));
        assert_eq!(whose(f), Some(person(1)));
        let two = fold(&f.store, person(2));
        assert!(two.contacts.is_empty() && two.episodes.is_empty());
    });
}

/// A contact from before the joining belongs to whom it was said to be about, and nobody is asked.
#[test]
fn what_was_there_before_is_not_asked_about() {
    on_each(|f| {
        front_door_manager(f, 9);
        contact_with(f, vec![named(person(2), 61, "Emilia", "Rowntree")]);
        let joining = join(&f.store, person(1), person(2));
        assert_eq!(parting(f, joining).since.len(), 0);
    });
}
