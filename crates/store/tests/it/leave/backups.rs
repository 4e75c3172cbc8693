//! Backups are taken under load, hold all that was acknowledged before they began, and prove themselves.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use store::{Place, Since, Store};

use super::{filled, may_export, may_import, names};
use crate::engines::{Fresh, config_at, entry, fresh, named, on_each, person, server};

fn restore(from: &Path, to: &Path) -> Result<store::Restored, store::Error> {
    Store::restore(
        &config_at(Place::Sqlite(to.to_owned())),
        &may_import(),
        from,
        &mut |_, _| (),
    )
}

#[test]
fn a_backup_under_load_holds_all_that_was_acknowledged_before_it() {
    on_each(|f| {
        let (stop, saved) = (AtomicBool::new(false), AtomicU64::new(0));
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("a.backup");
        let (before, after, backed_up) = std::thread::scope(|threads| {
            for t in 0..4u128 {
                let (store, stop, saved) = (f.store.clone(), &stop, &saved);
                threads.spawn(move || {
                    for n in 0u128.. {
                        if stop.load(Ordering::SeqCst) {
                            return;
                        }
                        let who = person(1 + t * 1_000_000 + n);
                        let add = entry(&format!("{t} {n}"), vec![named(who, 1, "Maya", "Osei")]);
                        store.write_now(move |tx| tx.append(add, &[])).unwrap();
                        saved.fetch_add(1, Ordering::SeqCst);
                    }
                });
            }
            while saved.load(Ordering::SeqCst) < 40 {
                std::thread::yield_now();
            }
            let before = saved.load(Ordering::SeqCst);
            let backed_up = f.store.backup(&may_export(), &to, &mut |_, _| ()).unwrap();
            let after = saved.load(Ordering::SeqCst);
            stop.store(true, Ordering::SeqCst);
            (before, after, backed_up)
        });
        let copied = backed_up.checked.unwrap();
        let entries = u64::try_from(copied.entries).unwrap();
        // Each writer may have one save committed and not yet counted.
        assert!((before..=after + 4).contains(&entries), "{before} {entries} {after}");
        // It is a beginning of the record that went on.
        let noted = Since {
            seq: copied.entries,
            hash: copied.head,
        };
        assert!(f.store.verify(Some(noted), |_| ()).unwrap().is_ok());

        let place = folder.path().join("restored.db");
        let restored = restore(&to, &place).unwrap();
        assert_eq!(restored.verified, copied);
        assert!(restored.against_noted);
        let again = Store::open(config_at(Place::Sqlite(place))).unwrap();
        assert_eq!(again.verify(Some(noted), |_| ()).unwrap().unwrap(), copied);
        assert_eq!(again.rebuild_check(|_, _| ()).unwrap().1, []);
    });
}

#[test]
fn unfinished_forms_come_back_and_sessions_do_not() {
    for server in [None].into_iter().chain(server().map(Some)) {
        let f = filled(server);
        let (author, token) = (f.store.read_now(|tx| tx.workers()).unwrap(), [9; 32]);
        let author = author
            .iter()
            .find(|w| {
                !f.store
                    .read_now({
                        let id = w.id;
                        move |tx| tx.drafts_of(id)
                    })
                    .unwrap()
                    .is_empty()
            })
            .unwrap()
            .id;
        let limits = store::SessionLimits {
            idle: jiff::SignedDuration::from_hours(9_000_000),
            absolute: jiff::SignedDuration::from_hours(9_000_000),
        };
        f.store
            .write_now(move |tx| tx.start_session(&token, author, "csrf", limits))
            .unwrap();
        assert!(
            f.store
                .read_now(move |tx| tx.session(&token, limits))
                .unwrap()
                .is_some()
        );
        let folder = tempfile::tempdir().unwrap();
        let (to, place) = (folder.path().join("b"), folder.path().join("r.db"));
        f.store.backup(&may_export(), &to, &mut |_, _| ()).unwrap();
        restore(&to, &place).unwrap();
        let back = Store::open(config_at(Place::Sqlite(place))).unwrap();
        assert_eq!(back.read_now(move |tx| tx.drafts_of(author)).unwrap().len(), 1);
        assert!(back.read_now(move |tx| tx.session(&token, limits)).unwrap().is_none());
    }
}

#[test]
fn nothing_is_overwritten() {
    let f = filled(None);
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("a.backup");
    f.store.backup(&may_export(), &to, &mut |_, _| ()).unwrap();
    assert_eq!(names(folder.path()), ["a.backup", "a.backup.head"]);
    let before = std::fs::read(&to).unwrap();
    let refused = f.store.backup(&may_export(), &to, &mut |_, _| ()).unwrap_err();
    assert!(refused.to_string().contains("is there already"), "{refused}");
    let refused = f
        .store
        .backup(&may_export(), folder.path(), &mut |_, _| ())
        .unwrap_err();
    assert!(refused.to_string().contains("is a folder"), "{refused}");
    let there = folder.path().join("there.db");
    std::fs::write(&there, "words").unwrap();
    let refused = restore(&to, &there).unwrap_err();
    assert!(refused.to_string().contains("was not touched"), "{refused}");
    assert_eq!(std::fs::read(&there).unwrap(), b"words");
    assert_eq!(std::fs::read(&to).unwrap(), before);
}

/// A backup that was changed, cut, or is none, is refused, and leaves nothing behind.
fn check(spoil: impl Fn(&Fresh, &Path), expect: &str) {
    let f = filled(None);
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("a.backup");
    f.store.backup(&may_export(), &to, &mut |_, _| ()).unwrap();
    spoil(&f, &to);
    let home = folder.path().join("home");
    std::fs::create_dir(&home).unwrap();
    let refused = restore(&to, &home.join("holdfast.db")).unwrap_err().to_string();
    assert!(refused.contains(expect), "{expect}: {refused}");
    assert_eq!(names(&home), [""; 0]);
}

#[test]
fn a_spoilt_backup_is_refused() {
    let sql = |to: &Path, sql: &str| rusqlite::Connection::open(to).unwrap().execute_batch(sql).unwrap();
    check(
        |_, to| {
            sql(
                to,
                "DROP TRIGGER entry_no_update; UPDATE entry SET source = 'x' WHERE seq = 11",
            )
        },
        "entry 11: it was changed",
    );
    // A shorter record is whole by itself; the noted head tells.
    check(
        |_, to| {
            std::fs::remove_file(to).unwrap();
            let short = fresh(None);
            short
                .store
                .write_now(|tx| tx.append(entry("a", vec![named(person(1), 1, "Maya", "Osei")]), &[]))
                .unwrap();
            short
                .store
                .backup(&may_export(), &to.with_extension("short"), &mut |_, _| ())
                .unwrap();
            std::fs::rename(to.with_extension("short"), to).unwrap();
        },
        "the record was noted to reach entry",
    );
    check(|_, to| std::fs::write(to, "").unwrap(), "it is no backup of Holdfast's");
    check(
        |_, to| std::fs::write(to, "words ".repeat(1000)).unwrap(),
        "it is no backup of Holdfast's",
    );
    check(
        |_, to| {
            let whole = std::fs::read(to).unwrap();
            std::fs::write(to, &whole[..whole.len() / 2]).unwrap();
        },
        "it is cut off",
    );
    // As long as it was, with a page of nothing in the middle.
    check(
        |_, to| {
            let mut bytes = std::fs::read(to).unwrap();
            let at = bytes.len() / 2 / 4096 * 4096;
            bytes[at..at + 4096].fill(0);
            std::fs::write(to, bytes).unwrap();
        },
        "Restore another backup",
    );
    check(
        |_, to| std::fs::write(to.with_extension("backup.head"), "broken: entry 3: it was changed\n").unwrap(),
        "holds no head",
    );
}

#[test]
fn a_backup_of_a_broken_record_is_kept_and_says_so() {
    let f = filled(None);
    crate::tampering::run(
        &f,
        "DROP TRIGGER entry_no_update; UPDATE entry SET source = 'x' WHERE seq = 11",
    );
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("a.backup");
    let broken = f
        .store
        .backup(&may_export(), &to, &mut |_, _| ())
        .unwrap()
        .checked
        .unwrap_err();
    assert_eq!(broken.at, 11);
    assert_eq!(names(folder.path()), ["a.backup", "a.backup.head"]);
}

#[test]
fn one_file_does_not_restore_into_postgres() {
    let Some(server) = server() else { return };
    let f = filled(None);
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("a.backup");
    f.store.backup(&may_export(), &to, &mut |_, _| ()).unwrap();
    let empty = fresh(Some(server));
    let refused = Store::restore(&config_at(empty.place.clone()), &may_import(), &to, &mut |_, _| ()).unwrap_err();
    assert!(refused.to_string().contains("import ledger"), "{refused}");
}
