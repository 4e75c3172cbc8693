//! When the disk is full: looking goes on in the room that was kept, saving does not. The full disk itself is drilled (`drills/diskfull.py`).

use domain::ledger::NewFact;
use store::{Access, Error, Outcome};

use crate::engines::{Fresh, entry, fresh, named, person};

const ROOM: u64 = 1 << 20;

fn room(f: &Fresh) -> std::path::PathBuf {
    let store::Place::Sqlite(path) = &f.place else { panic!() };
    path.with_file_name("holdfast.db.room")
}

fn save(f: &Fresh, request: &'static str) -> Result<(), Error> {
    let facts: Vec<NewFact> = vec![named(person(1), 1, "Maya", "Osei")];
    f.store
        .write_now(move |tx| tx.append(entry(request, facts), &[]).map(|_| ()))
}

async fn look(f: &Fresh) -> Result<(), Error> {
    f.store
        .log(vec![Access::nobody("sign_in", "/sign-in", Outcome::Refused)])
        .await
}

fn now<T>(f: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(f)
}

/// Another program gave the room up and there is none to set aside again: a folder in its place cannot be a file.
#[test]
fn saves_are_refused_while_the_room_is_not_there() {
    let f = fresh(None);
    assert!(f.store.keep_room(ROOM) && !f.store.is_full());
    assert!(std::fs::metadata(room(&f)).unwrap().len() >= ROOM);
    save(&f, "a").unwrap();
    std::fs::remove_file(room(&f)).unwrap();
    std::fs::create_dir(room(&f)).unwrap();
    assert!(matches!(save(&f, "b"), Err(Error::DiskFull)));
    assert!(f.store.is_full());
    now(look(&f)).unwrap();
    now(f
        .store
        .write_vital(|tx| tx.append(entry("danger", vec![named(person(2), 2, "Amy", "Osei")]), &[])))
    .unwrap();
    // Room again: everything goes on, and the room is there for the next time.
    std::fs::remove_dir(room(&f)).unwrap();
    save(&f, "b").unwrap();
    assert!(!f.store.is_full() && room(&f).is_file());
    assert_eq!(f.store.read_now(|tx| tx.known_seq()).unwrap(), 3);
}

#[test]
fn without_room_nothing_is_refused_for_its_sake() {
    let f = fresh(None);
    assert!(!f.store.keep_room(0));
    save(&f, "a").unwrap();
    assert!(!room(&f).exists() && !f.store.is_full());
}
