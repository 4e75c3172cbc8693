//! An export comes back the same, in either database.

use proptest::prelude::*;

use super::{account_of_first, filled, may_export, may_import, names, pairs, text};
use crate::engines::{entry, fresh, named, on_each, person};

/// Drops and makes again what finds facts by whom they are about; fails where it is not there.
const INDEXES_STAND: &str = "DROP INDEX fact_by_subject; CREATE INDEX fact_by_subject ON fact (subject, seq, ord); \
     DROP INDEX fact_about_by_person; CREATE INDEX fact_about_by_person ON fact_about (person, seq, ord);";

#[test]
fn a_whole_ledger_that_comes_in_leaves_the_indexes_that_it_did_without() {
    for (from, to) in pairs() {
        let (left, arrives) = (filled(from), fresh(to));
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("export");
        left.store.export(&may_export(), &to, &mut |_, _| ()).unwrap();
        arrives.store.import_ledger(&may_import(), &to, &mut |_, _| ()).unwrap();
        crate::tampering::run(&left, INDEXES_STAND);
        crate::tampering::run(&arrives, INDEXES_STAND);
    }
}

#[test]
fn an_export_comes_back_as_it_left() {
    for (from, to) in pairs() {
        let (left, arrives) = (filled(from), fresh(to));
        let what = format!("{} to {}", left.place.engine(), arrives.place.engine());
        let folder = tempfile::tempdir().unwrap();
        let (first, second) = (folder.path().join("first"), folder.path().join("second"));
        let exported = left.store.export(&may_export(), &first, &mut |_, _| ()).unwrap();
        let (manifest, verified) = arrives
            .store
            .import_ledger(&may_import(), &first, &mut |_, _| ())
            .unwrap();

        let before = left.store.verify(None, |_| ()).unwrap().unwrap();
        assert_eq!(arrives.store.verify(None, |_| ()).unwrap().unwrap(), before, "{what}");
        assert_eq!(verified, before, "{what}");
        assert!(before.entries > 100 && before.looks == 1, "{before:?}");
        assert_eq!(manifest.ledger, exported.manifest.ledger);
        assert_eq!(arrives.store.rebuild_check(|_, _| ()).unwrap().1, [], "{what}");

        let account = account_of_first(&arrives).unwrap();
        assert_eq!(Some(&account), account_of_first(&left).as_ref(), "{what}");
        assert_eq!(account.password.as_deref(), Some("$argon2id$a-hash"));

        arrives.set_clock("2026-11-12T10:42:00Z");
        arrives.store.export(&may_export(), &second, &mut |_, _| ()).unwrap();
        assert_eq!(names(&first), names(&second), "{what}");
        for file in names(&first) {
            let (one, two) = (text(&first, &file), text(&second, &file));
            match file.as_str() {
                // That it was exported is itself logged, and counted.
                "access_log.ndjson" => assert!(two.starts_with(&one) && two.lines().count() == one.lines().count() + 1),
                "manifest.json" => assert_ne!(one, two),
                _ => assert_eq!(one, two, "{file}, {what}"),
            }
        }
    }
}

#[test]
fn an_export_is_logged_first_and_holds_its_own_row() {
    on_each(|f| {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("export");
        f.store.export(&may_export(), &to, &mut |_, _| ()).unwrap();
        let log = text(&to, "access_log.ndjson");
        assert_eq!(log.lines().count(), 1);
        assert!(log.contains(r#""action":"export","route":"export""#), "{log}");
    });
}

#[test]
fn nobody_else_may_read_it_and_a_full_folder_is_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    on_each(|f| {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("export");
        f.store.export(&may_export(), &to, &mut |_, _| ()).unwrap();
        let mode = |p: &std::path::Path| std::fs::metadata(p).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&to), 0o700);
        for name in names(&to) {
            assert_eq!(mode(&to.join(&name)), 0o600, "{name}");
        }
        let before = names(&to);
        let refused = f.store.export(&may_export(), &to, &mut |_, _| ()).unwrap_err();
        assert!(refused.to_string().contains("is not empty"), "{refused}");
        assert_eq!(names(&to), before);
        assert_eq!(names(folder.path()), ["export"]);
        // A refusal before anything was opened is no look at the record.
        assert_eq!(f.store.verify(None, |_| ()).unwrap().unwrap().looks, 1);
    });
}

#[test]
fn a_record_that_does_not_verify_is_not_exported() {
    let f = filled(None);
    crate::tampering::run(
        &f,
        "DROP TRIGGER entry_no_update; UPDATE entry SET source = 'elsewhere' WHERE seq = 9",
    );
    let folder = tempfile::tempdir().unwrap();
    let refused = f
        .store
        .export(&may_export(), &folder.path().join("e"), &mut |_, _| ())
        .unwrap_err();
    assert!(refused.to_string().contains("entry 9"), "{refused}");
    assert_eq!(names(folder.path()), [""; 0]);
}

#[test]
fn a_record_is_imported_into_an_empty_place_only() {
    for (from, to) in pairs() {
        let left = filled(from);
        let folder = tempfile::tempdir().unwrap();
        let to_folder = folder.path().join("export");
        left.store.export(&may_export(), &to_folder, &mut |_, _| ()).unwrap();
        // One setting is enough to make it somebody's.
        let other = fresh(to);
        other
            .store
            .write_now(|tx| tx.set_setting("authority_name", "Another"))
            .unwrap();
        let refused = other
            .store
            .import_ledger(&may_import(), &to_folder, &mut |_, _| ())
            .unwrap_err();
        assert!(
            refused.to_string().contains("There is a record here already"),
            "{refused}"
        );
        assert_eq!(other.store.read_now(|tx| tx.known_seq()).unwrap(), 0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Whatever was typed, in whatever order, comes back with the same head.
    #[test]
    fn small_ledgers_come_back(entries in prop::collection::vec((prop::collection::vec((1u128..5, ".{0,12}", ".{0,12}"), 1..4), prop::option::of(".{0,20}")), 0..8)) {
        let (left, arrives) = (fresh(None), fresh(None));
        for (i, (facts, reason)) in entries.into_iter().enumerate() {
            let facts = facts.into_iter().zip(1u128..).map(|((who, given, family), n)| named(person(who), n, &given, &family)).collect();
            let mut entry = entry(&format!("request {i}"), facts);
            entry.reason = reason;
            left.store.write_now(move |tx| tx.append(entry, &[])).unwrap();
        }
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("export");
        left.store.export(&may_export(), &to, &mut |_, _| ()).unwrap();
        let (_, verified) = arrives.store.import_ledger(&may_import(), &to, &mut |_, _| ()).unwrap();
        prop_assert_eq!(verified, left.store.verify(None, |_| ()).unwrap().unwrap());
        prop_assert_eq!(arrives.store.rebuild_check(|_, _| ()).unwrap().1, []);
    }
}
