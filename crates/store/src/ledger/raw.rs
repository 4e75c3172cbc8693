//! A fact as its row holds it.

use domain::ids::Subject;
use domain::ledger::FactRef;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Error;
use crate::db::Row;

/// A fact as its row holds it, with its words unread.
#[derive(Debug, Serialize, Deserialize)]
pub struct Raw<'a> {
    pub(super) seq: i64,
    pub(super) ord: i32,
    pub(super) subject_kind: &'a str,
    pub(super) subject: Uuid,
    pub(super) record: Uuid,
    pub(super) kind: &'a str,
    pub(super) version: i32,
    pub(super) effect: &'a str,
    pub(super) amends: Option<(i64, i32)>,
    pub(super) effective_on: Option<Date>,
    #[serde(with = "jiff::fmt::serde::timestamp::microsecond::required")]
    pub(super) recorded_at: Timestamp,
    #[serde(with = "jiff::fmt::serde::timestamp::microsecond::optional")]
    pub(super) asserted_at: Option<Timestamp>,
    pub(super) actor: Uuid,
    pub(super) role: &'a str,
    pub(super) on_behalf_of: Option<Uuid>,
    pub(super) source: &'a str,
    pub(super) payload: Option<&'a [u8]>,
    pub(super) reason: Option<&'a [u8]>,
    pub(super) known: Option<(i64, &'a str)>,
}

impl<'a> Raw<'a> {
    /// From a row with the columns of `select!` in `load.rs`.
    pub fn read(row: &'a Row) -> Result<Self, Error> {
        let amends = row.opt_int(8)?.zip(row.opt_int(9)?);
        Ok(Self {
            seq: row.int(0)?,
            ord: row.int32(1)?,
            subject_kind: row.str(2)?,
            subject: row.uuid(3)?,
            record: row.uuid(4)?,
            kind: row.str(5)?,
            version: row.int32(6)?,
            effect: row.str(7)?,
            amends: amends.map(|(seq, ord)| (seq, i32::try_from(ord).unwrap_or(i32::MAX))),
            effective_on: row.opt_day(10)?,
            recorded_at: row.time(11)?,
            asserted_at: row.opt_time(12)?,
            actor: row.uuid(13)?,
            role: row.str(14)?,
            on_behalf_of: row.opt_uuid(15)?,
            source: row.str(16)?,
            payload: row.opt_slice(17)?,
            reason: row.opt_slice(18)?,
            known: row.opt_int(19)?.zip(row.opt_str(20)?),
        })
    }

    pub fn at(&self) -> FactRef {
        FactRef {
            seq: self.seq,
            ord: self.ord,
        }
    }

    pub fn subject(&self) -> Result<Subject, Error> {
        Subject::from_parts(self.subject_kind, self.subject).ok_or_else(|| Error::Broken {
            seq: self.seq,
            why: "its subject is of no known kind".into(),
        })
    }
}
