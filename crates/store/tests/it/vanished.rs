//! The file of the record goes away, or another is put in its place, while it is in use.

use store::{Error, Place};

use crate::engines::{Fresh, entry, fresh, named, person};

fn save(f: &Fresh, request: &str, n: u128) -> Result<(), Error> {
    let add = entry(request, vec![named(person(n), 1, "Maya", "Osei")]);
    f.store.write_now(move |tx| tx.append(add, &[])).map(drop)
}

fn check_refused(f: &Fresh, expect: &str) {
    let refused = save(f, "while it is away", 2).unwrap_err();
    assert!(
        matches!(&refused, Error::Unavailable(why) if why.contains(expect)),
        "{expect}: {refused}"
    );
}

#[test]
fn nothing_is_written_while_the_file_is_not_at_its_place() {
    let f = fresh(None);
    let Place::Sqlite(path) = f.place.clone() else {
        panic!("it is SQLite")
    };
    save(&f, "before", 1).unwrap();
    let away = path.with_extension("away");
    std::fs::rename(&path, &away).unwrap();
    check_refused(&f, "is not there any more");
    assert!(!path.exists());

    std::fs::write(&path, "words").unwrap();
    check_refused(&f, "another file stands in the place");
    assert_eq!(std::fs::read(&path).unwrap(), b"words");

    // An empty one, as a program would make it that creates what it does not find.
    std::fs::write(&path, "").unwrap();
    check_refused(&f, "another file stands in the place");
    assert_eq!(std::fs::read(&path).unwrap(), b"");

    std::fs::rename(&away, &path).unwrap();
    save(&f, "after", 3).unwrap();
    assert_eq!(f.store.verify(None, |_| ()).unwrap().unwrap().entries, 2);
}

#[test]
fn what_only_looks_makes_no_file() {
    let f = fresh(None);
    let Place::Sqlite(path) = f.place.clone() else {
        panic!("it is SQLite")
    };
    std::fs::remove_file(&path).unwrap();
    assert!(f.store.rebuild_check(|_, _| ()).is_err());
    assert!(!path.exists());
}

#[test]
fn a_new_record_is_for_nobody_elses_eyes() {
    use std::os::unix::fs::PermissionsExt;
    let f = fresh(None);
    let Place::Sqlite(path) = f.place.clone() else {
        panic!("it is SQLite")
    };
    save(&f, "first", 1).unwrap();
    let mode = |end: &str| {
        let file = format!("{}{end}", path.display());
        std::fs::metadata(file).unwrap().permissions().mode() & 0o777
    };
    assert_eq!([mode(""), mode("-wal"), mode("-shm")], [0o600; 3]);
}
