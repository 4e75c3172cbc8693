//! Readers keep the facts that they read. A page never shows less than what stands, nor words that were taken away since.

use domain::facts::person::{NameKind, NameRecorded};
use domain::ledger::NewFact;
use domain::policy::ReadRecord;
use domain::roles::Role;
use store::Who;

use crate::engines::{Fresh, entry, named, on_each, person, record, who};
use crate::tampering::run;

fn reader() -> Who {
    who(2, Role::SocialWorker)
}

/// The names on somebody's page.
fn names(f: &Fresh, id: u128) -> Vec<String> {
    f.store
        .read_now(move |tx| {
            let permit = tx.permit::<ReadRecord>(&reader(), person(id))?;
            let record = tx.open_record(&reader(), &permit, None, "test")?;
            Ok(record.person.names.iter().map(|n| n.full()).collect())
        })
        .unwrap()
}

#[test]
fn a_page_shows_what_was_recorded_since_it_was_last_read() {
    on_each(|f| {
        let facts = vec![named(person(1), 1, "Maya", "Osei"), named(person(2), 2, "Leo", "Osei")];
        f.store.write_now(|tx| tx.append(entry("a", facts), &[])).unwrap();
        for _ in 0..3 {
            assert_eq!(names(f, 1), ["Maya Osei"]);
        }
        let preferred = NameRecorded {
            kind: NameKind::Preferred,
            given: "May".into(),
            family: "Osei".into(),
            from: None,
            to: None,
        };
        let facts = vec![NewFact::record(person(1), record(3), preferred)];
        // What is undone is seen by nobody, and does not stand in the way of what takes its number.
        let undone = facts.clone();
        let failed = f.store.write_now(move |tx| {
            tx.append(entry("b", undone), &[])?;
            Err::<(), _>(store::Error::NotThere("test"))
        });
        assert!(failed.is_err());
        assert_eq!(names(f, 1), ["Maya Osei"]);
        let other = vec![named(person(2), 4, "Leonard", "Osei")];
        f.store.write_now(|tx| tx.append(entry("c", other), &[])).unwrap();
        assert_eq!((names(f, 1), names(f, 2).len()), (vec!["Maya Osei".to_owned()], 2));
        f.store.write_now(|tx| tx.append(entry("d", facts), &[])).unwrap();
        for _ in 0..3 {
            assert_eq!(names(f, 1), ["Maya Osei", "May Osei"]);
        }
    });
}

#[test]
fn words_that_a_redaction_took_are_shown_no_more() {
    on_each(|f| {
        let facts = vec![named(person(1), 1, "Maya", "Osei"), named(person(1), 2, "Not", "Hers")];
        f.store.write_now(|tx| tx.append(entry("a", facts), &[])).unwrap();
        for _ in 0..3 {
            assert_eq!(names(f, 1), ["Maya Osei", "Not Hers"]);
        }
        run(
            f,
            "INSERT INTO redaction (body_seq, body_ord, seq, authority, fields) VALUES (1, 1, 1, 'a court', 'all'); \
             UPDATE body SET payload = NULL, salt = NULL WHERE seq = 1 AND ord = 1;",
        );
        for _ in 0..3 {
            assert_eq!(names(f, 1), ["Maya Osei"]);
        }
    });
}
