//! The ledger, its projections, drafts, sessions, jobs, and the access log: the only crate with SQL.
//!
//! Everything goes through a [`Store`]. A read runs a closure on one of a few reader threads, in a snapshot; what it looked at is
//! written to the access log before its answer is let out. A write runs a closure on the one writer thread, in a savepoint of a
//! shared transaction; its answer is let out after COMMIT.

mod access;
mod access_search;
mod accounts;
mod alerts;
mod around;
mod before;
mod break_glass;
mod bulk;
mod config;
mod contact;
mod db;
mod decide;
mod drafts;
mod due;
mod error;
mod find;
mod jobs;
mod join;
mod leave;
mod ledger;
mod lines;
mod looks;
mod manage;
mod match_check;
mod migrate;
mod people;
mod pool;
mod project;
mod queue;
mod record;
mod rounds;
mod settings;
mod shown;
mod sign;
mod staff;
mod standing;
mod statements;
mod store;
mod tx;
mod writer;

pub use access::{Access, Outcome, Who};
pub use access_search::{LogPage, LogRow, NAMED as NAMED_IN_LOG, WhichRows};
pub use accounts::{Account, Session, SessionLimits};
pub use alerts::Alert;
pub use before::{Before, Discussion, Earlier, HomeChild, Near, Newer};
pub use break_glass::{OwnReason, PURPOSES, Review, Waiting};
pub use config::Config;
pub use contact::{Identity, OpenContact};
pub use db::Place;
pub use decide::{Decided, Seen, has_open_case, may};
pub use drafts::{Draft, Saved, SectionAnswers};
pub use due::{DuePage, DueRow};
pub use error::Error;
pub use find::{Candidate, LookUp};
pub use jobs::{Job, JobState};
pub use join::Parting;
pub use leave::{BackedUp, Chain, Copy, Exported, Manifest, Restored, WARNING};
pub use ledger::{Appended, Broken, Expect, Head, Since, Verified};
pub use lines::Line;
pub use looks::{Look, Looks, WhichLooks};
pub use manage::{Secrets, StaffAccount};
pub use match_check::MatchCheck;
pub use people::{Later, Record, Summary};
pub use project::{Difference, Rebuilt};
pub use queue::{Queue, QueueChild, QueueRow, WhichContacts};
pub use record::{HomeNear, MayRecord, Recorded, one_that_stands};
pub use rounds::{Keep, Round};
pub use shown::ShownFact;
pub use sign::{Signing, may_sign_here};
pub use staff::{Named, Team, Worker};
pub use store::Store;
pub use tx::{Tx, WriteTx};
