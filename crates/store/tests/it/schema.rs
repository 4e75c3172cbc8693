//! A database of an older build is brought to this one's version with all that it holds, or refused whole.

use std::sync::Arc;

use store::{Config, Place, Store};

use crate::engines::{database, server};

const FIRST: [&str; 2] = [
    include_str!("../../migrations/sqlite/0001_the_record.sql"),
    include_str!("../../migrations/postgres/0001_the_record.sql"),
];

/// A database as the first build left it, with somebody in it.
fn first_version(server: Option<String>, folder: &std::path::Path) -> Place {
    let made =
        "CREATE TABLE schema_version (version bigint NOT NULL PRIMARY KEY); INSERT INTO schema_version VALUES (1);";
    match server {
        None => {
            let path = folder.join("holdfast.db");
            let id = "PRAGMA application_id = 1213156420;";
            let somebody = "INSERT INTO worker (id, name, email, role, registration, telephone, started_on) VALUES (x'00000000000000000000000000000009', 'Jo', 'jo@marlshire.example', 'auditor', '', '', '2020-01-01');";
            let text = format!("{id}{}{made}{somebody}", FIRST[0]);
            rusqlite::Connection::open(&path).unwrap().execute_batch(&text).unwrap();
            Place::Sqlite(path)
        }
        Some(server) => {
            let url = database(&server);
            let somebody = "INSERT INTO worker (id, name, email, role, registration, telephone, started_on) VALUES ('00000000-0000-0000-0000-000000000009', 'Jo', 'jo@marlshire.example', 'auditor', '', '', '2020-01-01');";
            let text = format!("{}{made}{somebody}", FIRST[1]);
            postgres::Client::connect(&url, postgres::NoTls)
                .unwrap()
                .batch_execute(&text)
                .unwrap();
            Place::Postgres(url)
        }
    }
}

fn run(place: &Place, sql: &str) {
    match place {
        Place::Sqlite(path) => rusqlite::Connection::open(path).unwrap().execute_batch(sql).unwrap(),
        Place::Postgres(url) => postgres::Client::connect(url, postgres::NoTls)
            .unwrap()
            .batch_execute(sql)
            .unwrap(),
    }
}

fn version(place: &Place) -> i64 {
    const ASK: &str = "SELECT max(version) FROM schema_version";
    match place {
        Place::Sqlite(path) => rusqlite::Connection::open(path)
            .unwrap()
            .query_row(ASK, [], |r| r.get(0))
            .unwrap(),
        Place::Postgres(url) => postgres::Client::connect(url, postgres::NoTls)
            .unwrap()
            .query_one(ASK, &[])
            .unwrap()
            .get(0),
    }
}

fn open(place: &Place) -> Result<Store, store::Error> {
    Store::open(Config {
        place: place.clone(),
        readers: 1,
        clock: Arc::new(|| jiff::Timestamp::UNIX_EPOCH),
    })
}

#[test]
fn an_older_database_is_brought_up_to_date() {
    for server in [None].into_iter().chain(server().map(Some)) {
        let folder = tempfile::tempdir().unwrap();
        let place = first_version(server, folder.path());
        let store = open(&place).unwrap();
        assert!(version(&place) > 1);
        assert_eq!(store.read_now(|tx| tx.workers()).unwrap()[0].name, "Jo");
        store.prepare_every_statement().unwrap();
    }
}

#[test]
fn one_that_cannot_be_is_refused_whole() {
    for server in [None].into_iter().chain(server().map(Some)) {
        let folder = tempfile::tempdir().unwrap();
        let place = first_version(server, folder.path());
        // Somebody was here before: the second step finds its column taken.
        run(&place, "ALTER TABLE account ADD COLUMN password_once integer");
        assert!(open(&place).is_err());
        assert_eq!(version(&place), 1);
    }
}

#[test]
fn one_of_a_newer_build_is_refused_untouched() {
    for server in [None].into_iter().chain(server().map(Some)) {
        let folder = tempfile::tempdir().unwrap();
        let place = first_version(server, folder.path());
        run(&place, "INSERT INTO schema_version VALUES (900)");
        let refused = open(&place).unwrap_err().to_string();
        assert!(
            refused.contains("version 900") && refused.contains("newer"),
            "{refused}"
        );
        assert_eq!(version(&place), 900);
    }
}

/// An export reads a page at a time in the order of the bytes of a key, whatever language the server sorts in: no page sorts the whole table.
#[test]
fn a_server_keeps_the_keys_of_an_export_in_the_order_of_their_bytes() {
    let Some(server) = server() else { return };
    let folder = tempfile::tempdir().unwrap();
    let place = first_version(Some(server), folder.path());
    open(&place).unwrap();
    let Place::Postgres(url) = &place else { unreachable!() };
    let mut client = postgres::Client::connect(url, postgres::NoTls).unwrap();
    client
        .batch_execute("SET enable_seqscan = off; SET enable_bitmapscan = off")
        .unwrap();
    for (table, key) in [
        ("setting", "name COLLATE \"C\""),
        ("draft_answer", "draft, section COLLATE \"C\""),
    ] {
        let explain = format!("EXPLAIN SELECT * FROM {table} ORDER BY {key} LIMIT 1000");
        let plan = client.query(&explain, &[]).unwrap();
        let plan: Vec<String> = plan.iter().map(|row| row.get(0)).collect();
        assert!(!plan.iter().any(|step| step.contains("Sort")), "{table}: {plan:?}");
    }
}
