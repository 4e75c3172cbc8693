//! Two servers on one PostgreSQL database: what one save met still stands when it is written. (A file has one writer at a time by itself.)

use std::sync::Arc;
use std::sync::mpsc::channel;

use domain::ids::{Subject, WorkerId};
use domain::policy::{Actor, ManageAccounts};
use domain::roles::Role;
use store::{Config, Error, Expect, Place, Store, Who};
use uuid::Uuid;

use crate::engines::{database, entry, named, person, server, worker};

fn open(place: &Place) -> Store {
    Store::open(Config {
        place: place.clone(),
        readers: 1,
        clock: Arc::new(|| "2026-11-12T10:00Z".parse().unwrap()),
    })
    .unwrap()
}

/// Until somebody waits for a lock: that of the chain, or of a row.
fn until_somebody_waits(url: &str) {
    let mut client = postgres::Client::connect(url, postgres::NoTls).unwrap();
    let waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
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

fn administrator(n: u128) -> Who {
    Who {
        actor: Actor {
            worker: WorkerId(Uuid::from_u128(n)),
            name: format!("Worker {n}"),
            role: Role::SystemAdministrator,
            team: None,
            team_name: String::new(),
            front_door: false,
        },
        route: "/users/{id}/place".into(),
        purpose: String::new(),
    }
}

#[test]
fn two_administrators_do_not_undo_each_other_whichever_server_they_come_by() {
    let Some(server) = server() else { return };
    let url = database(&server);
    let place = Place::Postgres(url.clone());
    let (one, two) = (open(&place), open(&place));
    let subject = WorkerId(Uuid::from_u128(3));
    let seen = one
        .write_now(move |tx| {
            tx.add_workers(&[
                worker(1, Role::SystemAdministrator),
                worker(2, Role::SystemAdministrator),
                worker(3, Role::SocialWorker),
            ])?;
            let who = administrator(1);
            let permit = tx.system::<ManageAccounts>(&who)?;
            Ok(tx.staff_member(&who, &permit, subject)?.version)
        })
        .unwrap();
    let (has_changed, begin) = channel();
    let second = std::thread::scope(|scope| {
        let same = seen.clone();
        let second = scope.spawn(move || {
            begin.recv().unwrap();
            two.write_now(move |tx| {
                let who = administrator(2);
                let permit = tx.system::<ManageAccounts>(&who)?;
                tx.change_place(&who, &permit, subject, &same, Role::Auditor, None)
            })
        });
        // The first has changed the account and not committed when the second comes with the same page.
        one.write_now(move |tx| {
            let who = administrator(1);
            let permit = tx.system::<ManageAccounts>(&who)?;
            tx.change_place(&who, &permit, subject, &seen, Role::TeamManager, None)?;
            has_changed.send(()).unwrap();
            until_somebody_waits(&url);
            Ok(())
        })
        .unwrap();
        second.join().unwrap()
    });
    assert!(matches!(second, Err(Error::Stale { .. })), "{second:?}");
    let role = one.read_now(move |tx| Ok(tx.worker(subject)?.unwrap().role)).unwrap();
    assert_eq!(role, Role::TeamManager);
}
