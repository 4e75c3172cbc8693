//! Appending: order, idempotency, stale pages, the chain, and what a failure leaves behind.

use domain::ids::Subject;
use domain::ledger::{FactRef, NewFact};
use store::{Error, Expect};

use crate::engines::{entry, named, on_each, person, record};

#[test]
fn the_same_request_is_answered_again_and_added_once() {
    on_each(|f| {
        let send = || {
            f.store
                .write_now(|tx| tx.append(entry("a", vec![named(person(1), 1, "Maya", "Osei")]), &[]))
                .unwrap()
        };
        let (first, again) = (send(), send());
        assert!(!first.again && again.again);
        assert_eq!((first.seq, first.hash), (again.seq, again.hash));
        assert_eq!(f.store.read_now(|tx| tx.known_seq()).unwrap(), 1);
    });
}

#[test]
fn the_same_request_with_other_contents_is_refused() {
    on_each(|f| {
        f.store
            .write_now(|tx| tx.append(entry("a", vec![named(person(1), 1, "Maya", "Osei")]), &[]))
            .unwrap();
        let other = vec![named(person(1), 1, "Maya", "Osei"), named(person(1), 2, "May", "Osei")];
        let refused = f.store.write_now(|tx| tx.append(entry("a", other), &[]));
        assert!(matches!(refused, Err(Error::RequestReused(1))), "{refused:?}");
    });
}

#[test]
fn a_save_from_a_stale_page_is_refused_whole() {
    on_each(|f| {
        f.store
            .write_now(|tx| tx.append(entry("a", vec![named(person(1), 1, "Maya", "Osei")]), &[]))
            .unwrap();
        let correct = |request: &str, given: &str| {
            let mut fact = named(person(1), 1, given, "Osei");
            fact.effect = domain::ledger::Effect::Correct {
                amends: FactRef { seq: 1, ord: 0 },
            };
            entry(request, vec![fact])
        };
        let seen = || {
            vec![Expect {
                subject: Subject::Person(person(1)),
                record: Some(record(1)),
                seen: 1,
            }]
        };
        f.store
            .write_now(move |tx| tx.append(correct("b", "Mia"), &seen()))
            .unwrap();
        let stale = f.store.write_now(move |tx| tx.append(correct("c", "Mya"), &seen()));
        assert!(
            matches!(stale, Err(Error::Stale { seen: 1, changed_at: 2 })),
            "{stale:?}"
        );
        // What was only read is not checked: another record of the same person does not make the page stale.
        let other = vec![Expect {
            subject: Subject::Person(person(1)),
            record: Some(record(9)),
            seen: 1,
        }];
        f.store
            .write_now(move |tx| tx.append(entry("d", vec![named(person(1), 9, "M", "Osei")]), &other))
            .unwrap();
    });
}

#[test]
fn an_error_undoes_all_of_its_request_and_nothing_of_its_neighbours() {
    on_each(|f| {
        f.store
            .write_now(|tx| tx.append(entry("a", vec![named(person(1), 1, "Maya", "Osei")]), &[]))
            .unwrap();
        let failed: Result<(), Error> = f.store.write_now(|tx| {
            tx.append(entry("b", vec![named(person(2), 2, "Lee", "Forster")]), &[])?;
            Err(Error::Rule("no".into()))
        });
        assert!(failed.is_err());
        let panicked: Result<(), Error> = f.store.write_now(|tx| {
            tx.append(entry("c", vec![named(person(3), 3, "Pat", "Brennan")]), &[])?;
            panic!("a fault")
        });
        assert!(matches!(panicked, Err(Error::Panicked)));
        f.store
            .write_now(|tx| tx.append(entry("d", vec![named(person(4), 4, "Ben", "Carver")]), &[]))
            .unwrap();
        let verified = f.store.verify(None, |_| ()).unwrap().unwrap();
        assert_eq!((verified.entries, verified.facts), (2, 2));
        assert!(f.store.rebuild_check(|_, _| ()).unwrap().1.is_empty());
    });
}

#[test]
fn time_never_goes_backwards_in_the_ledger() {
    on_each(|f| {
        f.set_clock("2026-11-12T10:00Z");
        let first = f
            .store
            .write_now(|tx| tx.append(entry("a", vec![named(person(1), 1, "Maya", "Osei")]), &[]))
            .unwrap();
        f.set_clock("2026-11-12T09:00Z");
        let second = f
            .store
            .write_now(|tx| tx.append(entry("b", vec![named(person(2), 2, "Lee", "Forster")]), &[]))
            .unwrap();
        assert_eq!(second.recorded_at, first.recorded_at);
    });
}

#[test]
fn a_rebuild_says_what_the_saves_said() {
    on_each(|f| {
        use domain::facts::person::{AddressRecorded, BirthRecorded, SameAs};
        use domain::ledger::About;
        let born = BirthRecorded::Exact {
            on: jiff::civil::date(2018, 3, 14),
        };
        let address = AddressRecorded {
            kind: "home".into(),
            line: "22 Tanner's Row, Stowbridge".into(),
            postcode: "MX4 2PD".into(),
            from: None,
            to: None,
            confidential: false,
        };
        let facts = vec![
            named(person(1), 1, "Maya", "Osei"),
            NewFact::record(person(1), record(2), born),
            NewFact::record(person(2), record(3), address),
        ];
        f.store.write_now(|tx| tx.append(entry("a", facts), &[])).unwrap();
        let join =
            NewFact::record(person(1), record(4), SameAs { other: person(2) }).about(About::other(person(2), "same"));
        f.store.write_now(|tx| tx.append(entry("b", vec![join]), &[])).unwrap();
        let (rebuilt, differences) = f.store.rebuild_check(|_, _| ()).unwrap();
        assert_eq!(differences, []);
        assert_eq!(rebuilt.facts, 4);
        // A row that nobody recorded is found.
        f.store.rebuild(|_, _| ()).unwrap();
        crate::tampering::run(f, "UPDATE person SET name = 'Somebody else'");
        let (_, differences) = f.store.rebuild_check(|_, _| ()).unwrap();
        assert_eq!(differences.iter().map(|d| d.table).collect::<Vec<_>>(), ["person"]);
        // A rebuild mends it, takes away a row that should not be there, and writes one that is missing.
        crate::tampering::run(f, "DELETE FROM find_key WHERE key = (SELECT max(key) FROM find_key)");
        crate::tampering::run(
            f,
            "INSERT INTO find_key SELECT 'nnobody', person FROM find_key GROUP BY person",
        );
        let (_, differences) = f.store.rebuild_check(|_, _| ()).unwrap();
        let counts: Vec<_> = differences.iter().map(|d| (d.table, d.missing, d.surplus)).collect();
        assert_eq!(counts, [("person", 1, 1), ("find_key", 1, 1)]);
        f.store.rebuild(|_, _| ()).unwrap();
        assert_eq!(f.store.rebuild_check(|_, _| ()).unwrap().1, []);
    });
}

/// PostgreSQL refuses whatever is said on a transaction after an error; what is told is the error.
#[test]
fn filling_says_what_went_wrong_and_leaves_the_record_empty() {
    on_each(|f| {
        let at = "2026-11-12T09:00Z".parse().unwrap();
        let twice = || (at, entry("the same", vec![named(person(1), 1, "Maya", "Osei")]));
        let filled = f.store.load_authority([twice(), twice()].into_iter(), |_, _| ());
        let said = filled.unwrap_err().to_string();
        assert!(said.contains("unique") || said.contains("UNIQUE"), "{said}");
        assert_eq!(f.store.read_now(|tx| tx.known_seq()).unwrap(), 0);
        f.store.load_authority([twice()].into_iter(), |_, _| ()).unwrap();
        assert_eq!(f.store.rebuild_check(|_, _| ()).unwrap().1, []);
    });
}
