//! What somebody left who was killed on the way is taken away by the next; what is being written now, and what is not ours, is left alone.

use std::path::Path;
use std::process::Command;

use store::{Error, Place, Store};

use super::{filled, may_export, may_import, names};
use crate::engines::{Fresh, config_at, server};

/// A verb that copies to a place: export, backup or restore.
type Verb = fn(&Fresh, &Path, &mut dyn FnMut(&'static str, u64)) -> Result<(), Error>;

fn export(f: &Fresh, to: &Path, progress: &mut dyn FnMut(&'static str, u64)) -> Result<(), Error> {
    f.store.export(&may_export(), to, progress).map(drop)
}

fn backup(f: &Fresh, to: &Path, progress: &mut dyn FnMut(&'static str, u64)) -> Result<(), Error> {
    f.store.backup(&may_export(), to, progress).map(drop)
}

fn restore(f: &Fresh, to: &Path, progress: &mut dyn FnMut(&'static str, u64)) -> Result<(), Error> {
    let from = to.with_file_name("taken.backup");
    if !from.exists() {
        f.store.backup(&may_export(), &from, &mut |_, _| ())?;
    }
    let config = config_at(Place::Sqlite(to.to_owned()));
    Store::restore(&config, &may_import(), &from, progress).map(drop)
}

/// Runs a verb on SQLite, and on PostgreSQL where there is one and the verb is for it, in an empty folder each.
fn on_each_verb(test: impl Fn(&Fresh, Verb, &Path, &str)) {
    let sqlite = filled(None);
    let verbs: [(Verb, &str); 3] = [(export, "unfinished"), (backup, "unfinished"), (restore, "restoring")];
    for (verb, end) in verbs {
        let folder = tempfile::tempdir().unwrap();
        test(&sqlite, verb, &folder.path().join("copy"), end);
    }
    if let Some(server) = server() {
        let postgres = filled(Some(server));
        for (verb, end) in &verbs[..2] {
            let folder = tempfile::tempdir().unwrap();
            test(&postgres, *verb, &folder.path().join("copy"), end);
        }
    }
}

/// What stands under the unfinished name in the middle of a run, put back after it: so it stands where the run was killed.
fn leave_behind(f: &Fresh, verb: Verb, to: &Path, unfinished: &Path) {
    let kept = to.with_file_name("kept");
    let mut once = true;
    verb(f, to, &mut |_, _| {
        if std::mem::take(&mut once) {
            let copied = Command::new("cp").arg("-a").arg(unfinished).arg(&kept).status();
            assert!(copied.unwrap().success());
        }
    })
    .unwrap();
    for made in [to.to_owned(), to.with_file_name("copy.head")] {
        let _ = std::fs::remove_file(&made).or_else(|_| std::fs::remove_dir_all(&made));
    }
    assert!(!unfinished.exists());
    std::fs::rename(kept, unfinished).unwrap();
}

#[test]
fn the_next_run_takes_away_what_a_killed_one_left() {
    on_each_verb(|f, verb, to, end| {
        let unfinished = to.with_file_name(format!("copy.{end}"));
        leave_behind(f, verb, to, &unfinished);
        assert!(!names(&unfinished).is_empty());
        verb(f, to, &mut |_, _| ()).unwrap();
        assert!(to.exists() && !unfinished.exists());
        if to.is_dir() {
            assert!(names(to).iter().all(|name| !name.starts_with('.')), "{:?}", names(to));
        }
    });
}

#[test]
fn what_is_being_written_is_left_alone() {
    on_each_verb(|f, verb, to, _| {
        let mut refused = None;
        verb(f, to, &mut |_, _| {
            if refused.is_none() {
                refused = verb(f, to, &mut |_, _| ()).err();
            }
        })
        .unwrap();
        let refused = refused.unwrap().to_string();
        assert!(refused.contains("is being written at this moment"), "{refused}");
    });
}

#[test]
fn what_is_not_ours_is_left_alone() {
    on_each_verb(|f, verb, to, end| {
        let unfinished = to.with_file_name(format!("copy.{end}"));
        std::fs::create_dir(&unfinished).unwrap();
        std::fs::write(unfinished.join("letter"), "words").unwrap();
        let refused = verb(f, to, &mut |_, _| ()).unwrap_err().to_string();
        assert!(refused.contains("was not touched"), "{refused}");
        assert_eq!(std::fs::read(unfinished.join("letter")).unwrap(), b"words");
        assert!(!to.exists());

        // A file, as an earlier version left it.
        std::fs::remove_dir_all(&unfinished).unwrap();
        std::fs::write(&unfinished, "words").unwrap();
        let refused = verb(f, to, &mut |_, _| ()).unwrap_err().to_string();
        assert!(refused.contains("was not touched"), "{refused}");
        assert_eq!(std::fs::read(&unfinished).unwrap(), b"words");

        // An empty folder is nobody's work.
        std::fs::remove_file(&unfinished).unwrap();
        std::fs::create_dir(&unfinished).unwrap();
        verb(f, to, &mut |_, _| ()).unwrap();
    });
}
