//! TLS to a PostgreSQL server: it proves its name, or nothing is said to it.

use std::sync::Arc;

use store::{Config, Error, Place, Store};

use crate::engines::{database, server};

const CERTIFICATES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scripts/tls");

fn open(url: &str) -> Result<Store, Error> {
    Store::open(Config {
        place: Place::Postgres(url.into()),
        readers: 1,
        clock: Arc::new(|| jiff::Timestamp::UNIX_EPOCH),
    })
}

#[test]
fn a_server_proves_its_name() {
    let Some(server) = server() else { return };
    let url = database(&server);
    let (_, name) = url.rsplit_once('/').unwrap();
    let port = server.parse::<postgres::Config>().unwrap().get_ports()[0];
    let mut by_socket = postgres::Client::connect(&url, postgres::NoTls).unwrap();
    let user = format!("{name}_tls");
    by_socket
        .batch_execute(&format!(
            "CREATE ROLE {user} LOGIN PASSWORD 'hush'; GRANT ALL ON SCHEMA public TO {user}"
        ))
        .unwrap();
    // Every connection of the store: how many there are, and how many speak TLS.
    let mut spoken = || {
        let ask = "SELECT count(*), count(*) FILTER (WHERE s.ssl) FROM pg_stat_activity a JOIN pg_stat_ssl s USING (pid) WHERE a.usename = $1";
        let row = by_socket.query_one(ask, &[&user]).unwrap();
        (row.get::<_, i64>(0), row.get::<_, i64>(1))
    };
    let at = |host: &str| format!("postgres://{user}:hush@{host}:{port}/{name}");
    let here = at("localhost");
    for url in [
        format!("{here}?sslmode=verify-full&sslrootcert={CERTIFICATES}/root.pem"),
        format!(
            "host=localhost port={port} user={user} password=hush dbname={name} sslmode=require sslrootcert='{CERTIFICATES}/root.pem'"
        ),
    ] {
        let store = open(&url).unwrap();
        assert_eq!(store.read_now(|tx| tx.known_seq()).unwrap(), 0);
        let (all, tls) = spoken();
        assert!(all >= 3 && all == tls, "{all} connections, {tls} with TLS");
        drop(store);
        while spoken().0 > 0 {
            std::thread::yield_now();
        }
    }
    for (url, words) in [
        (
            format!("{here}?sslmode=verify-full&sslrootcert={CERTIFICATES}/other.pem"),
            "certificate",
        ),
        // This machine does not trust it.
        (format!("{here}?sslmode=require"), "certificate"),
        // It is `localhost`, and nothing else.
        (
            format!(
                "{}?sslmode=require&sslrootcert={CERTIFICATES}/root.pem",
                at("127.0.0.1")
            ),
            "not valid for name",
        ),
    ] {
        let refused = open(&url).map(|_| ()).unwrap_err().to_string();
        assert!(refused.contains(words) && !refused.contains("hush"), "{refused}");
    }
    assert_eq!(spoken().0, 0);
    let store = open(&format!("{here}?sslmode=disable")).unwrap();
    assert_eq!(spoken().1, 0);
    drop(store);
}
