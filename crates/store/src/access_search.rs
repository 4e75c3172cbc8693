//! The access log searched: who did what in some days, refusals and own reasons included. What it shows of people obeys their restriction, and
//! the search itself is a row of the log.

use std::collections::BTreeMap;

use domain::calendar::london;
use domain::ids::{PersonId, WorkerId};
use domain::policy::{ScopePermit, SearchAccessLog};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::access::Who;
use crate::db::{params, statements};
use crate::logged::{Logged, logged};
use crate::{Error, Line, Tx};

/// Which rows are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhichRows {
    #[default]
    All,
    Refused,
    /// Under a reason of one's own.
    OwnReason,
    /// One person's record.
    Records,
    Contacts,
    /// Searches and lists.
    Lists,
    /// Signing in, accounts, imports.
    System,
}

/// One row, with those of its people of whom the reader may know.
#[derive(Clone, Debug)]
pub struct LogRow {
    pub logged: Logged,
    /// Each with what was shown of them; of a long list the first [`NAMED`].
    pub people: Vec<(Line, String)>,
    /// There are more of them.
    pub more: bool,
}

/// A page of rows, the newest first.
#[derive(Clone, Debug)]
pub struct LogPage {
    pub rows: Vec<LogRow>,
    /// Where the next page goes on, if there may be more.
    pub older: Option<i64>,
}

/// Rows of one page.
const SIZE: i64 = 50;

/// So many people of one row are named.
const NAMED: usize = 5;

macro_rules! rows {
    ($($actor:literal)?) => {
        concat!(
            "SELECT ", logged!(), " FROM access_log l WHERE l.n >= $1 AND l.n < $2 ",
            "AND (l.outcome = 'refused' OR $3) AND (l.break_glass IS NOT NULL OR $4) AND (CASE ",
            "WHEN l.action IN ('find_people', 'read_front_door', 'read_due_list', 'take_contact', 'read_break_glass', 'search_access_log') THEN 'lists' ",
            "WHEN l.action IN ('read_contact', 'write_contact', 'declare_danger', 'decide_contact', 'sign_decision') THEN 'contacts' ",
            "WHEN l.action IN ('import', 'export', 'manage_accounts', 'maintain', 'sign_in', 'choose_password') THEN 'system' ",
            "ELSE 'records' END = $5 OR $6) ", $($actor,)? "ORDER BY l.n DESC LIMIT $7"
        )
    };
}

statements! {
    ROWS = rows!();
    ROWS_OF = rows!("AND l.actor = $8 ");
    PEOPLE = "SELECT person, shown FROM access_subject WHERE n = $1 ORDER BY person LIMIT 40";
    LAST = "SELECT max(n) FROM access_log";
    AT = "SELECT at FROM access_log WHERE n = $1";
}

impl Tx<'_> {
    /// A page of the log: of one worker or of all, from the first of two days to the last, older than the row `before`.
    pub fn search_access_log(
        &mut self,
        who: &Who,
        permit: &ScopePermit<SearchAccessLog>,
        worker: Option<WorkerId>,
        days: (Option<Date>, Option<Date>),
        which: WhichRows,
        before: Option<i64>,
    ) -> Result<LogPage, Error> {
        let _ = permit;
        let midnight = |day: Date| london::instant(day.at(0, 0, 0, 0)).unwrap_or(Timestamp::MAX);
        let first = match days.0 {
            Some(day) => self.first_since(midnight(day))?,
            None => 1,
        };
        let end = match days.1.map(|day| day.tomorrow().unwrap_or(day)) {
            Some(day) => self.first_since(midnight(day))?,
            None => i64::MAX,
        };
        let end = before.map_or(end, |before| before.min(end));
        let kind = match which {
            WhichRows::Records => "records",
            WhichRows::Contacts => "contacts",
            WhichRows::Lists => "lists",
            WhichRows::System => "system",
            WhichRows::All | WhichRows::Refused | WhichRows::OwnReason => "",
        };
        let (not_refused, not_own) = (which != WhichRows::Refused, which != WhichRows::OwnReason);
        let found = match worker {
            None => self.conn.rows(
                ROWS,
                params![first, end, not_refused, not_own, kind, kind.is_empty(), SIZE],
            ),
            Some(id) => self.conn.rows(
                ROWS_OF,
                params![first, end, not_refused, not_own, kind, kind.is_empty(), SIZE, id],
            ),
        }?;
        let full = found.len() == usize::try_from(SIZE).unwrap_or_default();
        let mut lines: BTreeMap<PersonId, Option<Line>> = BTreeMap::new();
        let (mut rows, mut last) = (Vec::new(), None);
        for row in &found {
            let mut row = LogRow {
                logged: Logged::of(row)?,
                people: Vec::new(),
                more: false,
            };
            let n = row.logged.n;
            last = Some(n);
            let people = self.conn.rows(PEOPLE, params![n])?;
            for found in &people {
                if row.people.len() == NAMED && row.more {
                    break;
                }
                let (id, shown) = (PersonId(found.uuid(0)?), found.text(1)?);
                let line = match lines.get(&id) {
                    Some(line) => line.clone(),
                    None => {
                        let line = self.line(who, id)?;
                        lines.insert(id, line.clone());
                        line
                    }
                };
                match line {
                    Some(line) if row.people.len() < NAMED => row.people.push((line, shown)),
                    Some(_) => row.more = true,
                    None => {}
                }
            }
            // Of a row that is about nobody of whom the reader may know, nothing stands here, as nothing of them stands anywhere.
            if people.is_empty() || !row.people.is_empty() {
                rows.push(row);
            }
        }
        let shown: Vec<PersonId> = rows.iter().flat_map(|r| r.people.iter().map(|(l, _)| l.id())).collect();
        self.showed::<SearchAccessLog>(who, shown, "a line of the access log");
        Ok(LogPage {
            rows,
            older: last.filter(|_| full),
        })
    }

    /// The first row at an instant or after. Rows are numbered without gaps and never go back in time, so it is found by halving.
    fn first_since(&mut self, at: Timestamp) -> Result<i64, Error> {
        let last = self
            .conn
            .row(LAST, params![])?
            .map(|r| r.opt_int(0))
            .transpose()?
            .flatten();
        let (mut low, mut high) = (1, last.unwrap_or(0) + 1);
        while low < high {
            let middle = low + (high - low) / 2;
            let earlier = match self.conn.row(AT, params![middle])? {
                Some(row) => row.time(0)? < at,
                None => false,
            };
            if earlier {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Ok(low)
    }
}
