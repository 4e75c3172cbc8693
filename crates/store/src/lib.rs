//! The ledger, its projections, drafts, sessions, jobs, and the access log: the only crate with SQL.
//!
//! Everything goes through a [`Store`]. A read runs a closure on one of a few reader threads, in a snapshot; what it looked at is
//! written to the access log before its answer is let out. A write runs a closure on the one writer thread, in a savepoint of a
//! shared transaction; its answer is let out after COMMIT.

mod access;
mod config;
mod db;
mod error;
mod ledger;
mod migrate;
mod pool;
mod project;
mod standing;
mod statements;
mod store;
mod tx;
mod writer;

pub use access::{Access, Outcome, Who};
pub use config::Config;
pub use db::Place;
pub use error::Error;
pub use ledger::{Appended, Broken, Expect, Head, Since, Verified};
pub use project::{Difference, Rebuilt};
pub use store::Store;
pub use tx::{Tx, WriteTx};
