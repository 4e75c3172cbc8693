//! Who has looked at a person's record: the access log, read for those who may.

use std::collections::BTreeSet;

use domain::ids::{PersonId, WorkerId};
use domain::policy::{Permit, ReadAccessLog, Relationship};
use domain::roles::Role;
use jiff::Timestamp;

use crate::break_glass::OwnReason;
use crate::db::{Row, Value, params, statements};
use crate::logged::{Logged, logged};
use crate::project::group_of;
use crate::standing::leader;
use crate::{Error, Tx};

/// The words in the log where a page held a confidential address. A look at one is shown to those who may see it themselves.
pub const WITH_CONFIDENTIAL: &str = "confidential address";

/// The most that one page reads of a record; of a longer list the newest, and the others by their dates.
pub const MOST_LOOKS: usize = 5000;

statements! {
    OF_PERSON = concat!("SELECT ", logged!(), ", l.relationship, l.result_count, s.shown FROM access_subject s JOIN access_log l ON l.n = s.n WHERE s.person = $1 AND l.at >= $2 AND l.at < $3 ORDER BY l.n DESC LIMIT $4");
    FIRST = "SELECT min(l.at) FROM access_subject s JOIN access_log l ON l.n = s.n WHERE s.person = $1";
}

/// One look, refused ones included.
#[derive(Clone, Debug)]
pub struct Look {
    pub logged: Logged,
    pub relationship: Relationship,
    /// How many people the same page or list showed.
    pub results: i64,
    /// What they saw of this person.
    pub shown: String,
}

/// Which looks are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhichLooks {
    #[default]
    All,
    /// By people without a connection to the child.
    NotTheirTeam,
    /// With a reason of one's own.
    OwnReason,
    Refused,
}

/// What the log says of a person.
#[derive(Clone, Debug)]
pub struct Looks {
    pub looks: Vec<Look>,
    /// In the period, whoever may see them.
    pub total: usize,
    pub people: usize,
    /// Looks at parts of the record that the reader may not open: counted, not listed.
    pub not_for_reader: usize,
    /// There are older ones in the period than the newest [`MOST_LOOKS`], which are neither listed nor counted.
    pub older: bool,
    /// The first look there ever was.
    pub since: Option<Timestamp>,
    /// Looks with an own reason, newest first, whatever the period.
    pub own_reasons: Vec<OwnReason>,
}

impl Tx<'_> {
    /// Every look at a person's record in a period; `to` is not in it. This look is logged by the opening of the record under the same
    /// permit.
    pub fn looks(
        &mut self,
        permit: &Permit<ReadAccessLog>,
        from: Timestamp,
        to: Timestamp,
        which: WhichLooks,
    ) -> Result<Looks, Error> {
        let Some(person) = permit.subject().person() else {
            return Err(Error::NotThere("person"));
        };
        let leading = leader(self.conn, person)?;
        let group = group_of(self.conn, leading)?;
        let mut rows = Vec::new();
        let mut since: Option<Timestamp> = None;
        let mut older = false;
        let one_more = i64::try_from(MOST_LOOKS).unwrap_or(i64::MAX).saturating_add(1);
        for id in &group {
            let found = self.conn.rows(OF_PERSON, params![*id, from, to, one_more])?;
            older |= found.len() > MOST_LOOKS;
            for row in found.iter().take(MOST_LOOKS) {
                rows.push(look(row)?);
            }
            let first = self.conn.row(FIRST, &[Value::from(*id)])?;
            let first = first.map(|r| r.opt_time(0)).transpose()?.flatten();
            since = [since, first].into_iter().flatten().min();
        }
        rows.sort_by_key(|l: &Look| std::cmp::Reverse(l.logged.n));
        rows.dedup_by_key(|l| l.logged.n);
        // Of joined records each gave its newest: beyond these there would be gaps.
        older |= rows.len() > MOST_LOOKS;
        rows.truncate(MOST_LOOKS);
        let sees_all = permit.sees_confidential() || permit.actor().role == Role::Auditor;
        let total = rows.iter().filter(|l| !l.logged.is_refused()).count();
        let seen = rows.iter().filter(|l| !l.logged.is_refused());
        let people: BTreeSet<WorkerId> = seen.filter_map(|l| l.logged.worker).collect();
        let (shown, hidden): (Vec<Look>, Vec<Look>) = rows.into_iter().partition(|l| {
            sees_all || !l.shown.contains(WITH_CONFIDENTIAL) || l.logged.worker == Some(permit.actor().worker)
        });
        let wanted = |l: &Look| match which {
            WhichLooks::All => true,
            WhichLooks::NotTheirTeam => l.relationship < Relationship::FrontDoor,
            WhichLooks::OwnReason => l.logged.own_reason.is_some(),
            WhichLooks::Refused => l.logged.is_refused(),
        };
        Ok(Looks {
            looks: shown.into_iter().filter(wanted).collect(),
            total,
            people: people.len(),
            not_for_reader: hidden.len(),
            older,
            since,
            own_reasons: self.own_reasons_of(&group)?,
        })
    }

    /// The looks with an own reason at one person's ids.
    fn own_reasons_of(&mut self, group: &[PersonId]) -> Result<Vec<OwnReason>, Error> {
        let mut all = Vec::new();
        for id in group {
            all.extend(self.own_reasons(*id)?);
        }
        all.sort_by_key(|r: &OwnReason| std::cmp::Reverse(r.n));
        Ok(all)
    }
}

fn look(row: &Row) -> Result<Look, Error> {
    Ok(Look {
        logged: Logged::of(row)?,
        relationship: row.code(Logged::COLUMNS, Relationship::from_code)?,
        results: row.int(Logged::COLUMNS + 1)?,
        shown: row.text(Logged::COLUMNS + 2)?,
    })
}
