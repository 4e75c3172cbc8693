//! A fresh store on each engine, with a clock that the test holds.

use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use domain::facts::person::{NameKind, NameRecorded};
use domain::ids::{EntryId, PersonId, RecordId, WorkerId};
use domain::ledger::{Author, NewEntry, NewFact};
use domain::policy::Actor;
use domain::roles::Role;
use jiff::Timestamp;
use jiff::civil::date;
use store::{Config, Place, Store, Who, Worker};
use uuid::Uuid;

/// A store of its own, and the clock that it goes by.
pub struct Fresh {
    pub store: Store,
    pub place: Place,
    micros: Arc<AtomicI64>,
    _folder: tempfile::TempDir,
}

impl Fresh {
    pub fn set_clock(&self, at: &str) {
        let at: Timestamp = at.parse().unwrap();
        self.micros.store(at.as_microsecond(), Ordering::SeqCst);
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(self.place, Place::Sqlite(_))
    }
}

/// A store at a place, with a clock that stands still.
pub fn config_at(place: Place) -> Config {
    Config {
        place,
        readers: 1,
        clock: Arc::new(|| Timestamp::from_microsecond(1_790_000_000_000_000).unwrap()),
    }
}

/// Runs a test on SQLite, and on PostgreSQL where there is one.
pub fn on_each(test: impl Fn(&Fresh)) {
    test(&fresh(None));
    if let Some(server) = server() {
        test(&fresh(Some(server)));
    }
}

pub fn server() -> Option<String> {
    static SERVER: OnceLock<Option<String>> = OnceLock::new();
    SERVER
        .get_or_init(|| std::env::var("HOLDFAST_TEST_POSTGRES").ok())
        .clone()
}

pub fn fresh(server: Option<String>) -> Fresh {
    let folder = tempfile::tempdir().unwrap();
    let place = match server {
        None => Place::Sqlite(folder.path().join("holdfast.db")),
        Some(server) => Place::Postgres(database(&server)),
    };
    open(place, folder)
}

pub fn open(place: Place, folder: tempfile::TempDir) -> Fresh {
    let micros = Arc::new(AtomicI64::new(1_790_000_000_000_000));
    let clock = micros.clone();
    let clock = Arc::new(move || Timestamp::from_microsecond(clock.load(Ordering::SeqCst)).unwrap());
    let store = Store::open(Config {
        place: place.clone(),
        readers: 2,
        clock,
    })
    .unwrap();
    Fresh {
        store,
        place,
        micros,
        _folder: folder,
    }
}

/// A database of this test's own on the server.
pub fn database(server: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!("store_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::SeqCst));
    let mut client = postgres::Client::connect(server, postgres::NoTls).unwrap();
    client.batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
    let (head, _) = server.rsplit_once('/').unwrap();
    format!("{head}/{name}")
}

pub fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

pub fn record(n: u128) -> RecordId {
    RecordId(Uuid::from_u128(n))
}

/// An entry by a social worker; `request` makes it the one that it is.
pub fn entry(request: &str, facts: Vec<NewFact>) -> NewEntry {
    let n = request
        .bytes()
        .fold(7u128, |n, b| n.wrapping_mul(31).wrapping_add(b.into()));
    NewEntry {
        id: EntryId(Uuid::from_u128(n)),
        author: Author {
            worker: WorkerId(Uuid::from_u128(1)),
            role: Role::SocialWorker,
            on_behalf_of: None,
        },
        asserted_at: None,
        reason: None,
        request_id: request.into(),
        request_digest: [u8::try_from(facts.len()).unwrap(); 32],
        source: "holdfast".into(),
        facts,
    }
}

pub fn named(who: PersonId, n: u128, given: &str, family: &str) -> NewFact {
    let body = NameRecorded {
        kind: NameKind::Legal,
        given: given.into(),
        family: family.into(),
        from: None,
        to: None,
    };
    NewFact::record(who, record(n), body)
}

/// Somebody who asks, of no team.
pub fn who(n: u128, role: Role) -> Who {
    let actor = Actor {
        worker: WorkerId(Uuid::from_u128(n)),
        name: "Somebody".into(),
        role,
        team: None,
        team_name: String::new(),
        front_door: false,
    };
    Who {
        actor,
        route: "/here".into(),
        purpose: "test".into(),
    }
}

/// Somebody on the staff, of no team.
pub fn worker(n: u128, role: Role) -> Worker {
    Worker {
        id: WorkerId(Uuid::from_u128(n)),
        name: format!("Worker {n}"),
        email: format!("worker.{n}@marlshire.example"),
        role,
        team: None,
        registration: String::new(),
        telephone: String::new(),
        started_on: date(2026, 1, 5),
        ended_on: None,
    }
}
