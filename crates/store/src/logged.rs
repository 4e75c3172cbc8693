//! A row of the access log as it is read again: by whose record it is, and in a search.

use domain::ids::WorkerId;
use domain::roles::Role;
use jiff::Timestamp;

use crate::db::Row;
use crate::{Error, Outcome};

/// Who did what, when, and what came of it.
#[derive(Clone, Debug)]
pub struct Logged {
    pub n: i64,
    pub at: Timestamp,
    /// Nobody, before anybody was signed in.
    pub worker: Option<WorkerId>,
    /// The role that they had then.
    pub role: Option<Role>,
    /// The code of the act: `read_record`, `find_people`, …
    pub action: String,
    pub purpose: String,
    /// The look with an own reason under which it was.
    pub own_reason: Option<i64>,
    pub outcome: Outcome,
}

/// The columns of [`Logged`], the first of a statement.
macro_rules! logged {
    () => {
        "l.n, l.at, l.actor, l.role, l.action, l.purpose, l.break_glass, l.outcome"
    };
}
pub(crate) use logged;

impl Logged {
    /// How many columns it takes.
    pub(crate) const COLUMNS: usize = 8;

    pub(crate) fn of(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            n: row.int(0)?,
            at: row.time(1)?,
            worker: row.opt_uuid(2)?.map(WorkerId),
            role: Role::from_code(&row.text(3)?),
            action: row.text(4)?,
            purpose: row.text(5)?,
            own_reason: row.opt_int(6)?,
            outcome: row.code(7, Outcome::from_code)?,
        })
    }

    pub fn is_refused(&self) -> bool {
        self.outcome == Outcome::Refused
    }
}
