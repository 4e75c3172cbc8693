//! The ledger, its projections, drafts, sessions, jobs, and the access log: the only crate with SQL.
//!
//! Everything goes through a [`Store`]. A read runs a closure on one of a few reader threads, in a snapshot; what it looked at is
//! written to the access log before its answer is let out. A write runs a closure on the one writer thread, in a savepoint of a
//! shared transaction; its answer is let out after COMMIT.

mod access;
mod accounts;
mod alerts;
mod around;
mod break_glass;
mod bulk;
mod config;
mod db;
mod drafts;
mod error;
mod find;
mod ledger;
mod lines;
mod looks;
mod migrate;
mod people;
mod pool;
mod project;
mod settings;
mod staff;
mod standing;
mod statements;
mod store;
mod tx;
mod writer;

pub use access::{Access, Outcome, Who};
pub use accounts::{Account, Session, SessionLimits};
pub use break_glass::{OwnReason, PURPOSES, Review};
pub use config::Config;
pub use db::Place;
pub use drafts::{Draft, Saved, SectionAnswers};
pub use error::Error;
pub use find::{Candidate, LookUp};
pub use ledger::{Appended, Broken, Expect, Head, Since, Verified};
pub use lines::Line;
pub use looks::{Look, Looks, WhichLooks};
pub use people::{Later, Record, Summary};
pub use project::{Difference, Rebuilt};
pub use staff::{Named, Team, Worker};
pub use store::Store;
pub use tx::{Tx, WriteTx};
