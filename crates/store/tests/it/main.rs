//! The store on both engines: SQLite always, PostgreSQL where `HOLDFAST_TEST_POSTGRES` says where one is (`make test` starts it).

mod engines;
mod ledger;
mod people;
mod statements;
mod tampering;
