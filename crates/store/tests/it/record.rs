//! Recording, correcting, taking back, joining and parting: what stands afterwards, on both engines.

use std::collections::BTreeMap;

use domain::facts::person::{NameKind, RestrictionLevel, RestrictionSet, SchoolRecorded};
use domain::forms::Raw;
use domain::ids::{PersonId, TeamId, WorkerId};
use domain::ledger::{FactRef, NewFact};
use domain::person::Person;
use domain::policy::{Actor, JoinPeople, ReadRecord};
use domain::record::{RecordForm, Right};
use domain::roles::Role;
use store::{Error, Recorded, Seen, Store, Who};
use uuid::Uuid;

use crate::engines::{entry, named, on_each, person, record};

pub fn manager() -> Who {
    Who {
        actor: Actor {
            worker: WorkerId(Uuid::from_u128(2)),
            name: "Sunita".into(),
            role: Role::ServiceManager,
            team: Some(TeamId(Uuid::from_u128(50))),
            team_name: String::new(),
            front_door: false,
        },
        route: "/people/{id}/record/{form}".into(),
        purpose: String::new(),
    }
}

pub fn raw(typed: &[(&str, &str)]) -> Raw {
    Raw(typed.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
}

pub fn seen(store: &Store, id: &str) -> Seen {
    Seen {
        request_id: id.into(),
        request_digest: [7; 32],
        known_seq: store.read_now(|tx| tx.known_seq()).unwrap(),
        shown: Vec::new(),
    }
}

pub fn fold(store: &Store, id: PersonId) -> Person {
    let opened = store.read_now(move |tx| {
        let permit = tx.permit::<ReadRecord>(&manager(), id)?;
        tx.open_record(&manager(), &permit, None, "test")
    });
    opened.unwrap().person
}

pub fn seq(recorded: Result<Recorded, Error>) -> i64 {
    match recorded {
        Ok(Recorded::Saved(appended)) => appended.seq,
        other => panic!("{other:?}"),
    }
}

/// Joins two records; where the joining stands.
pub fn join(store: &Store, a: PersonId, b: PersonId) -> FactRef {
    let page = seen(store, "join");
    let joined = store.write_now(move |tx| {
        let one = tx.permit::<JoinPeople>(&manager(), b)?;
        let two = tx.permit::<JoinPeople>(&manager(), a)?;
        tx.join(&manager(), &one, &two, &raw(&[("why_changed", "One child.")]), &page)
    });
    FactRef {
        seq: seq(joined),
        ord: 0,
    }
}

fn record_name(store: &Store, id: PersonId, given: &'static str, seen: Seen) -> Result<Recorded, Error> {
    store.write_now(move |tx| {
        let may = tx.may_record(&manager(), Right::Identity, id)?;
        let form = RecordForm::find("name").unwrap();
        tx.record(
            &manager(),
            &may,
            form,
            &raw(&[("kind", "alias"), ("given", given)]),
            &seen,
        )
    })
}

fn names(person: &Person) -> Vec<String> {
    person.names.iter().map(|n| n.full()).collect()
}

#[test]
fn recorded_corrected_and_taken_back() {
    on_each(|f| {
        let id = person(1);
        f.store
            .write_now(move |tx| tx.append(entry("a", vec![named(id, 1, "Maya", "Osei")]), &[]))
            .unwrap();
        let first = seen(&f.store, "one");
        let at = seq(record_name(&f.store, id, "Mimi", first.clone()));
        assert_eq!(names(&fold(&f.store, id)), ["Maya Osei", "Mimi"]);
        // The same request again is the same answer; another from the same page is told what was recorded meanwhile.
        assert_eq!(seq(record_name(&f.store, id, "Mimi", first.clone())), at);
        let late = Seen {
            request_id: "two".into(),
            ..first
        };
        assert!(
            matches!(record_name(&f.store, id, "Mim", late), Err(Error::Stale { changed_at, .. }) if changed_at == at)
        );

        let at = FactRef { seq: at, ord: 0 };
        let change = |typed: &'static [(&'static str, &'static str)], seen: Seen, at: FactRef| {
            f.store.write_now(move |tx| {
                let may = tx.may_record(&manager(), Right::Identity, id)?;
                tx.correct(&manager(), &may, at, &raw(typed), &seen)
            })
        };
        let before = seen(&f.store, "three");
        let better: &[_] = &[("kind", "preferred"), ("given", "May"), ("why_changed", "She says so.")];
        let corrected = seq(change(better, before.clone(), at));
        assert_eq!(names(&fold(&f.store, id)), ["Maya Osei", "May"]);
        let late = Seen {
            request_id: "four".into(),
            ..before
        };
        assert!(matches!(change(better, late, at), Err(Error::Stale { .. })));
        let same = seen(&f.store, "five");
        let corrected = FactRef { seq: corrected, ord: 0 };
        assert!(matches!(change(better, same, corrected), Ok(Recorded::Unchanged)));

        // Taking the correction back brings back what it replaced.
        let last = seen(&f.store, "six");
        let taken = f.store.write_now(move |tx| {
            let may = tx.may_record(&manager(), Right::Identity, id)?;
            tx.take_back(&manager(), &may, corrected, &raw(&[("why_changed", "A slip.")]), &last)
        });
        seq(taken);
        let person = fold(&f.store, id);
        assert_eq!(names(&person), ["Maya Osei", "Mimi"]);
        assert_eq!(person.names[1].kind, NameKind::Alias);
    });
}

#[test]
fn a_right_of_one_kind_is_none_of_another() {
    on_each(|f| {
        let id = person(1);
        f.store
            .write_now(move |tx| tx.append(entry("a", vec![named(id, 1, "Maya", "Osei")]), &[]))
            .unwrap();
        let seen = seen(&f.store, "one");
        let refused = f.store.write_now(move |tx| {
            let may = tx.may_record(&manager(), Right::Identity, id)?;
            let note = RecordForm::find("note").unwrap();
            tx.record(&manager(), &may, note, &raw(&[("title", "x"), ("text", "x")]), &seen)
        });
        assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
    });
}

#[test]
fn joined_and_parted_with_each_thing_where_it_belongs() {
    on_each(|f| {
        let (a, b) = (person(1), person(2));
        let school = SchoolRecorded {
            name: "Old School".into(),
            year_group: String::new(),
            from: None,
            to: None,
        };
        let facts = vec![
            named(a, 1, "Maya", "Osei"),
            named(b, 2, "Maya", "Osee"),
            NewFact::record(b, record(3), school),
        ];
        f.store.write_now(move |tx| tx.append(entry("a", facts), &[])).unwrap();
        let joining = join(&f.store, a, b);
        let one = fold(&f.store, b);
        assert_eq!(
            (one.id, names(&one), one.schools.len()),
            (a, vec!["Maya Osei".to_owned(), "Maya Osee".to_owned()], 1)
        );

        let stays = FactRef {
            seq: seq(record_name(&f.store, b, "Stays", seen(&f.store, "s"))),
            ord: 0,
        };
        let goes = FactRef {
            seq: seq(record_name(&f.store, a, "Goes", seen(&f.store, "g"))),
            ord: 0,
        };
        let parting = f.store.read_now(move |tx| {
            let permit = tx.permit::<JoinPeople>(&manager(), a)?;
            tx.if_parted(&permit, joining)
        });
        let parting = parting.unwrap();
        assert_eq!((parting.stays, parting.goes), (a, b));
        assert_eq!(parting.since.iter().map(|f| f.at).collect::<Vec<_>>(), [stays, goes]);

        let part = |where_to: BTreeMap<FactRef, bool>, request: &'static str| {
            let page = seen(&f.store, request);
            f.store.write_now(move |tx| {
                let permit = tx.permit::<JoinPeople>(&manager(), a)?;
                tx.part(
                    &manager(),
                    &permit,
                    joining,
                    &where_to,
                    &raw(&[("why_changed", "Two children.")]),
                    &page,
                )
            })
        };
        assert!(matches!(
            part(BTreeMap::from([(stays, false)]), "half"),
            Ok(Recorded::Wrong(_))
        ));
        // What was corrected meanwhile goes as it stands; what it replaced does not come back where it went from.
        let typed = raw(&[("kind", "alias"), ("given", "Went"), ("why_changed", "A slip.")]);
        let page = seen(&f.store, "better");
        let better = f.store.write_now(move |tx| {
            let may = tx.may_record(&manager(), Right::Identity, a)?;
            tx.correct(&manager(), &may, goes, &typed, &page)
        });
        let goes = FactRef {
            seq: seq(better),
            ord: 0,
        };
        seq(part(BTreeMap::from([(stays, false), (goes, true)]), "part"));
        let (one, two) = (fold(&f.store, a), fold(&f.store, b));
        assert_eq!(
            (one.id, names(&one), one.schools.len()),
            (a, vec!["Maya Osei".to_owned(), "Stays".to_owned()], 0)
        );
        assert_eq!(
            (two.id, names(&two), two.schools.len()),
            (b, vec!["Maya Osee".to_owned(), "Went".to_owned()], 1)
        );
        assert!(
            f.store.rebuild_check(|_, _| ()).unwrap().1.is_empty(),
            "the rows say what a rebuild says"
        );
    });
}

/// While two were one, a page showed both; as known then, it shows both again, to whoever may open both today.
#[test]
fn a_past_page_of_two_who_were_one_shows_no_more_than_may_be_opened_today() {
    on_each(|f| {
        let (a, b) = (person(1), person(2));
        f.set_clock("2026-11-12T10:00Z");
        let facts = vec![named(a, 1, "Maya", "Osei"), named(b, 2, "Mira", "Osei")];
        f.store.write_now(move |tx| tx.append(entry("a", facts), &[])).unwrap();
        let at = join(&f.store, a, b);
        f.set_clock("2026-11-12T11:00Z");
        let page = seen(&f.store, "part");
        let parted = f.store.write_now(move |tx| {
            let permit = tx.permit::<JoinPeople>(&manager(), a)?;
            tx.part(
                &manager(),
                &permit,
                at,
                &BTreeMap::new(),
                &raw(&[("why_changed", "Two.")]),
                &page,
            )
        });
        seq(parted);
        let then = || {
            let opened = f.store.read_now(move |tx| {
                let permit = tx.permit::<ReadRecord>(&manager(), b)?;
                tx.open_record(&manager(), &permit, Some("2026-11-12T10:30Z".parse().unwrap()), "test")
            });
            names(&opened.unwrap().person)
        };
        assert_eq!(then(), ["Maya Osei", "Mira Osei"]);
        assert_eq!(names(&fold(&f.store, b)), ["Mira Osei"]);
        let sealed = RestrictionSet {
            level: RestrictionLevel::Sealed,
            why: "adopted".into(),
            team: None,
            named: Vec::new(),
            custodian: None,
            ring: "Sunita Rao".into(),
        };
        let facts = vec![NewFact::record(a, record(9), sealed)];
        f.store
            .write_now(move |tx| tx.append(entry("sealed", facts), &[]))
            .unwrap();
        assert_eq!(then(), ["Mira Osei"]);
    });
}
