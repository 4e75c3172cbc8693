//! Opening a record: rights, the log of it, and the past.

use domain::facts::person::{RestrictionLevel, RestrictionSet};
use domain::ids::{TeamId, WorkerId};
use domain::ledger::NewFact;
use domain::policy::{Actor, FindPeople, ReadRecord, Refusal};
use domain::roles::Role;
use store::{Error, Line, Who};
use uuid::Uuid;

use crate::engines::{entry, named, on_each, person, record};

fn who(n: u128, role: Role) -> Who {
    let actor = Actor {
        worker: WorkerId(Uuid::from_u128(n)),
        name: "Jo".into(),
        role,
        team: Some(TeamId(Uuid::from_u128(50))),
        team_name: String::new(),
        front_door: false,
    };
    Who {
        actor,
        route: "/people/{id}".into(),
        purpose: String::new(),
    }
}

pub fn restricted(level: RestrictionLevel) -> RestrictionSet {
    RestrictionSet {
        level,
        why: "relative of staff".into(),
        team: None,
        named: vec![WorkerId(Uuid::from_u128(7))],
        custodian: None,
        ring: "Sunita Rao".into(),
    }
}

#[test]
fn a_sealed_record_cannot_be_told_from_none() {
    on_each(|f| {
        let facts = vec![
            named(person(1), 1, "Maya", "Osei"),
            NewFact::record(person(1), record(2), restricted(RestrictionLevel::Sealed)),
        ];
        f.store.write_now(|tx| tx.append(entry("a", facts), &[])).unwrap();
        for role in Role::ALL {
            for id in [1, 999] {
                let asker = who(2, *role);
                let refused = f
                    .store
                    .read_now(move |tx| tx.permit::<ReadRecord>(&asker, person(id)).map(|_| ()));
                assert!(
                    matches!(refused, Err(Error::Refused(Refusal::NotFound))),
                    "{role:?} {id}: {refused:?}"
                );
            }
        }
        let asker = who(2, Role::SocialWorker);
        let lines = f.store.read_now(move |tx| {
            let permit = tx.scope::<FindPeople>(&asker)?;
            tx.lines(&asker, &permit, [person(1)], "list")
        });
        assert!(lines.unwrap().is_empty());
        let named = who(7, Role::SocialWorker);
        assert!(
            f.store
                .read_now(move |tx| tx.permit::<ReadRecord>(&named, person(1)).map(|_| ()))
                .is_ok()
        );
    });
}

#[test]
fn a_restricted_record_shows_that_it_is_there_and_whom_to_ring() {
    on_each(|f| {
        let facts = vec![
            named(person(1), 1, "Maya", "Osei"),
            NewFact::record(person(1), record(2), restricted(RestrictionLevel::Named)),
        ];
        f.store.write_now(|tx| tx.append(entry("a", facts), &[])).unwrap();
        let asker = who(2, Role::SocialWorker);
        let refused = f
            .store
            .read_now(move |tx| tx.permit::<ReadRecord>(&asker, person(1)).map(|_| ()));
        let Err(Error::Refused(Refusal::Restricted {
            ring,
            may_break_glass: true,
        })) = refused
        else {
            panic!("{refused:?}")
        };
        assert_eq!(ring, "Sunita Rao");
        let asker = who(2, Role::SocialWorker);
        let lines = f.store.read_now(move |tx| {
            let permit = tx.scope::<FindPeople>(&asker)?;
            tx.lines(&asker, &permit, [person(1)], "list")
        });
        assert!(
            matches!(lines.unwrap().values().collect::<Vec<_>>()[..], [Line::Restricted { name, .. }] if name == "Maya Osei")
        );
    });
}

#[test]
fn every_look_and_every_refusal_is_a_row_of_the_log() {
    on_each(|f| {
        f.store
            .write_now(|tx| tx.append(entry("a", vec![named(person(1), 1, "Maya", "Osei")]), &[]))
            .unwrap();
        let reader = who(2, Role::ServiceManager);
        f.store
            .read_now(move |tx| {
                let permit = tx.permit::<ReadRecord>(&reader, person(1))?;
                tx.open_record(&reader, &permit, None, "overview").map(|_| ())
            })
            .unwrap();
        let refused = who(3, Role::SystemAdministrator);
        let _ = f
            .store
            .read_now(move |tx| tx.permit::<ReadRecord>(&refused, person(1)).map(|_| ()));
        assert_eq!(f.store.verify(None, |_| ()).unwrap().unwrap().looks, 2);
    });
}

#[test]
fn a_past_page_is_the_fold_of_what_was_recorded_by_then() {
    on_each(|f| {
        f.set_clock("2026-07-22T15:00Z");
        f.store
            .write_now(|tx| tx.append(entry("a", vec![named(person(1), 1, "Maya", "Osei")]), &[]))
            .unwrap();
        f.set_clock("2026-08-01T09:00Z");
        let better = NewFact {
            effect: domain::ledger::Effect::Correct {
                amends: domain::ledger::FactRef { seq: 1, ord: 0 },
            },
            ..named(person(1), 1, "Maya", "Brennan-Osei")
        };
        f.store
            .write_now(|tx| tx.append(entry("b", vec![better]), &[]))
            .unwrap();
        let name_at = |at: Option<&str>| {
            let reader = who(2, Role::ServiceManager);
            let at = at.map(|t| t.parse().unwrap());
            f.store
                .read_now(move |tx| {
                    let permit = tx.permit::<ReadRecord>(&reader, person(1))?;
                    let record = tx.open_record(&reader, &permit, at, "overview")?;
                    Ok((
                        record.person.display_name(),
                        record.known_seq,
                        record.later.map(|l| l.entries),
                    ))
                })
                .map_err(|e| e.to_string())
        };
        assert_eq!(name_at(None), Ok(("Maya Brennan-Osei".into(), 2, None)));
        assert_eq!(name_at(Some("2026-07-22T16:30Z")), Ok(("Maya Osei".into(), 1, Some(1))));
        assert_eq!(
            name_at(Some("2026-07-22T14:59Z")),
            Err("there is no such person".into())
        );
    });
}
