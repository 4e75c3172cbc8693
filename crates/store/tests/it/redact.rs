//! Words that are removed are gone from everywhere in the record, the rest stays as it was, and the page says so.

use std::path::Path;

use domain::facts::contact::ContactReceived;
use domain::facts::person::NoteRecorded;
use domain::ledger::{FactRef, NewFact};
use domain::person::Person;
use domain::policy::ReadContact;
use domain::roles::Role;
use store::{Error, Who, Words};

use crate::engines::{Fresh, entry, named, on_each, person, record, who};
use crate::front_door::{CONTACT, contact_with};
use crate::leave::{may_export, may_import};
use crate::record::fold;

const CANARY: &str = "canary-of-a-neighbour";

fn officer() -> Who {
    Who {
        route: "redact".into(),
        purpose: "a court".into(),
        ..who(8, Role::DataOfficer)
    }
}

fn words(seq: i64, ord: i32, field: Option<&str>) -> Words {
    Words {
        of: FactRef { seq, ord },
        field: field.map(str::to_owned),
        authority: "a court".into(),
        why: "A neighbour was promised it.".into(),
    }
}

fn remove(f: &Fresh, seq: i64, ord: i32, field: Option<&str>) -> Result<i64, Error> {
    f.store.remove_words(&officer(), &words(seq, ord, field)).map(|a| a.seq)
}

fn note(text: &str) -> NoteRecorded {
    NoteRecorded {
        title: "Visit".into(),
        text: text.into(),
        child_said: "I like my room.".into(),
    }
}

/// A note that names somebody, said better, with the name still in it.
fn noted(f: &Fresh) {
    let facts = vec![
        named(person(1), 1, "Maya", "Osei"),
        NewFact::record(person(1), record(2), note(&format!("{CANARY} says so"))),
    ];
    f.store.write_now(|tx| tx.append(entry("a", facts), &[])).unwrap();
    let first = FactRef { seq: 1, ord: 1 };
    let better = NewFact::correct(person(1), record(2), first, note(&format!("{CANARY} says so too")));
    let mut better = entry("b", vec![better]);
    better.reason = Some(format!("{CANARY} rang"));
    f.store.write_now(|tx| tx.append(better, &[])).unwrap();
}

/// The record holds, and says nothing of what went, here or wherever it is taken.
fn is_gone(f: &Fresh) {
    assert!(f.store.verify(None, |_| ()).unwrap().is_ok());
    assert_eq!(f.store.rebuild_check(|_, _| ()).unwrap().1, []);
    if let store::Place::Sqlite(file) = &f.place {
        let held = [file.clone(), file.with_extension("db-wal")];
        for file in held.iter().filter(|f| f.exists()) {
            assert!(!holds(file), "{}", file.display());
        }
    }
    let to = tempfile::tempdir().unwrap();
    let folder = to.path().join("export");
    f.store.export(&may_export(), &folder, &mut |_, _| ()).unwrap();
    for file in std::fs::read_dir(&folder).unwrap() {
        let file = file.unwrap().path();
        assert!(file.is_dir() || !holds(&file), "{}", file.display());
    }
    let into = crate::engines::fresh(None);
    into.store
        .import_ledger(&may_import(), &folder, &mut |_, _| ())
        .unwrap();
    assert_eq!(into.store.rebuild_check(|_, _| ()).unwrap().1, []);
    let (here, there) = (fold(&f.store, person(1)), fold(&into.store, person(1)));
    assert_eq!(said(&here), said(&there));
}

fn holds(file: &Path) -> bool {
    let bytes = std::fs::read(file).unwrap();
    bytes.windows(CANARY.len()).any(|w| w == CANARY.as_bytes())
}

/// A note: its text, what the child said, and its entry.
type Note = (String, String, i64);

/// What is told of removals, and the notes that stand.
fn said(person: &Person) -> (Vec<(String, Option<String>)>, Vec<Note>) {
    let removed = person.removed.iter().filter(|r| r.is_told());
    let removed = removed.map(|r| (r.what(), r.origin.entry.reason.clone()));
    let notes = person.notes.iter();
    let notes = notes.map(|n| (n.text.clone(), n.child_said.clone(), n.origin.fact.seq));
    (removed.collect(), notes.collect())
}

#[test]
fn a_field_goes_from_every_version_and_the_rest_stays() {
    on_each(|f| {
        noted(f);
        // Readers have read it before.
        assert_eq!(fold(&f.store, person(1)).notes[0].text, format!("{CANARY} says so too"));
        let seq = remove(f, 2, 0, Some("text")).unwrap();
        let seq = (seq, remove(f, 2, -1, None).unwrap());
        assert_eq!(seq, (3, 4));
        let maya = fold(&f.store, person(1));
        let why = Some("A neighbour was promised it.".to_owned());
        let (removed, notes) = said(&maya);
        assert_eq!(notes, [(String::new(), "I like my room.".to_owned(), 2)]);
        let told = [("case note, text", 2), ("why something was recorded", 1)];
        for (what, times) in told {
            let times_told = removed.iter().filter(|r| **r == (what.into(), why.clone())).count();
            assert_eq!(times_told, times, "{what}: {removed:?}");
        }
        let note = &maya.notes[0].origin;
        assert_eq!(
            (note.entry.reason.clone(), note.entry.author.role),
            (None, Role::SocialWorker)
        );
        is_gone(f);
        // A second field of the same note, and then all of it.
        remove(f, 1, 1, Some("child_said")).unwrap();
        assert_eq!(fold(&f.store, person(1)).notes[0].child_said, "");
        assert_eq!(fold(&f.store, person(1)).notes[0].title, "Visit");
        is_gone(f);
        remove(f, 2, 0, None).unwrap();
        let maya = fold(&f.store, person(1));
        assert_eq!((maya.notes.len(), maya.display_name()), (0, "Maya Osei".to_owned()));
        is_gone(f);
    });
}

#[test]
fn what_it_was_found_by_goes_with_it() {
    on_each(|f| {
        let facts = vec![named(person(1), 1, "Maya", "Osei"), named(person(1), 2, "Maya", CANARY)];
        f.store.write_now(|tx| tx.append(entry("a", facts), &[])).unwrap();
        remove(f, 1, 1, None).unwrap();
        let maya = fold(&f.store, person(1));
        assert_eq!((maya.names.len(), maya.display_name()), (1, "Maya Osei".to_owned()));
        is_gone(f);
    });
}

#[test]
fn a_contact_loses_a_name_and_nothing_else() {
    on_each(|f| {
        contact_with(f, Vec::new());
        let anonymous = |f: &Fresh| {
            let asked = who(9, Role::ServiceManager);
            let open = f.store.read_now(move |tx| {
                let permit = tx.permit::<ReadContact>(&asked, CONTACT)?;
                tx.open_contact(&asked, &permit, None, "a contact")
            });
            open.unwrap().contact
        };
        let before: ContactReceived = anonymous(f).received.unwrap().value;
        // Of what others lean on only a field goes, and only one that holds words.
        for (ord, field, says) in [
            (1, None, "name the field whose words go: channel"),
            (2, None, "name the field whose words go: name"),
            (1, Some("received_at"), "it cannot be left empty"),
            (1, Some("referrer.name"), "it has no words in that field"),
        ] {
            let Err(Error::Rule(why)) = remove(f, 1, ord, field) else {
                panic!("{ord} {field:?}")
            };
            assert!(why.contains(says), "{why}");
        }
        remove(f, 1, 1, Some("worry")).unwrap();
        let after = anonymous(f);
        let received = after.received.unwrap();
        assert_eq!(
            received.value,
            ContactReceived {
                worry: String::new(),
                ..before
            }
        );
        assert_eq!(received.origin.fact.seq, 1);
        assert_eq!(
            after.removed.iter().map(|r| r.what()).collect::<Vec<_>>(),
            ["contact received, worry"]
        );
        assert_eq!(after.children.len(), 1);
        is_gone(f);
    });
}

#[test]
fn nobody_else_removes_anything() {
    on_each(|f| {
        noted(f);
        for role in Role::ALL.iter().filter(|r| **r != Role::DataOfficer) {
            let refused = f.store.remove_words(&who(8, *role), &words(2, 0, Some("text")));
            assert!(matches!(refused, Err(Error::Refused(_))), "{role:?}");
        }
        assert!(matches!(remove(f, 9, 0, None), Err(Error::NotThere(_))));
        let mut without = words(2, 0, Some("text"));
        without.why = " ".into();
        assert!(f.store.remove_words(&officer(), &without).is_err());
        assert_eq!(fold(&f.store, person(1)).notes[0].text, format!("{CANARY} says so too"));
    });
}
