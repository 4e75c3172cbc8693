//! The store on both engines: SQLite always, PostgreSQL where `HOLDFAST_TEST_POSTGRES` says where one is (`make test` starts it).
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests fail by panicking, as tests do"
)]

mod around;
mod due;
mod engines;
mod found;
mod front_door;
mod golden;
mod guarded;
mod kept;
mod leave;
mod ledger;
mod looks;
mod managing;
mod parting;
mod people;
mod properties;
mod record;
mod redact;
mod room;
mod rounds;
mod schema;
mod statements;
mod tampering;
mod tls;
mod two_servers;
mod vanished;
