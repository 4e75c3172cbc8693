//! Two servers on one PostgreSQL database: what one save met still stands when it is written. (A file has one writer at a time by itself.)

use std::sync::Arc;
use std::sync::mpsc::channel;

use domain::ids::Subject;
use store::{Config, Error, Expect, Place, Store};

use crate::engines::{database, entry, named, person, server};

fn open(place: &Place) -> Store {
    Store::open(Config {
        place: place.clone(),
        readers: 1,
        clock: Arc::new(|| "2026-11-12T10:00Z".parse().unwrap()),
    })
    .unwrap()
}

/// Until somebody waits for the lock of the chain.
fn until_somebody_waits(url: &str) {
    let mut client = postgres::Client::connect(url, postgres::NoTls).unwrap();
    let waits = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    while client.query_one(waits, &[]).unwrap().get::<_, i64>(0) == 0 {
        std::thread::yield_now();
    }
}

#[test]
fn a_stale_save_is_refused_whichever_server_it_comes_by() {
    let Some(server) = server() else { return };
    let url = database(&server);
    let place = Place::Postgres(url.clone());
    let (one, two) = (open(&place), open(&place));
    let subject = Subject::Person(person(1));
    one.write_now(|tx| tx.append(entry("first", vec![named(person(1), 1, "Maya", "Osei")]), &[]))
        .unwrap();
    let page = move || {
        [Expect {
            subject,
            record: None,
            seen: 1,
        }]
    };
    let (has_lock, begin) = channel();
    let second = std::thread::scope(|scope| {
        let page_two = page();
        let second = scope.spawn(move || {
            begin.recv().unwrap();
            two.write_now(move |tx| tx.append(entry("two", vec![named(person(1), 2, "May", "Osei")]), &page_two))
        });
        // The first has begun and not yet written when the second comes.
        one.write_now(move |tx| {
            tx.head()?;
            has_lock.send(()).unwrap();
            until_somebody_waits(&url);
            tx.append(entry("one", vec![named(person(1), 3, "Mae", "Osei")]), &page())
        })
        .unwrap();
        second.join().unwrap()
    });
    assert!(
        matches!(second, Err(Error::Stale { seen: 1, changed_at: 2 })),
        "{second:?}"
    );
}
