//! Recomputing the chain of the access log.

use domain::ids::{PersonId, WorkerId};
use domain::ledger::{Digest, GENESIS};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Broken;
use crate::Error;
use crate::access::{self, Access, Outcome};
use crate::db::{Conn, Row, params, statements};
use crate::ledger::stored::{Queue, next_of};
use crate::ledger::text;

/// One row of the access log with its people, as it is stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoredLook {
    pub n: i64,
    pub at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<WorkerId>,
    pub role: String,
    pub action: String,
    pub route: String,
    pub purpose: String,
    pub relationship: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub break_glass: Option<i64>,
    pub outcome: String,
    pub result_count: i64,
    /// Each person and how much of them was shown.
    pub people: Vec<(PersonId, String)>,
    #[serde(with = "text::digest")]
    pub prev_hash: Digest,
    #[serde(with = "text::digest")]
    pub hash: Digest,
}

statements! {
    LOOKS = "SELECT n, at, actor, role, action, route, purpose, relationship, break_glass, outcome, result_count, prev_hash, hash FROM access_log WHERE n > $1 ORDER BY n LIMIT 2000";
    LOOKED_AT = "SELECT n, person, shown FROM access_subject WHERE n > $1 AND n <= $2 ORDER BY n, person";
}

impl StoredLook {
    /// Whether it follows `prev` as row `before + 1` and is what was written; if not, why.
    pub fn check(&self, before: i64, prev: &Digest) -> Result<(), &'static str> {
        if self.n != before + 1 {
            return Err("it is missing");
        }
        let outcomes = [Outcome::Shown, Outcome::Saved, Outcome::Refused, Outcome::Failed];
        let Some(outcome) = outcomes.into_iter().find(|o| o.code() == self.outcome) else {
            return Err("its outcome is none that there is");
        };
        if self.prev_hash != *prev {
            return Err("it does not follow the one before it");
        }
        if usize::try_from(self.result_count).ok() != Some(self.people.len()) {
            return Err("it shows another number of people than it counts");
        }
        let look = Access {
            at: None,
            actor: self.actor,
            role: self.role.clone(),
            action: self.action.clone(),
            route: self.route.clone(),
            purpose: self.purpose.clone(),
            relationship: self.relationship.clone(),
            break_glass: self.break_glass,
            outcome,
            people: self.people.clone(),
        };
        if self.hash != access::hash(prev, self.n, self.at, &look) {
            return Err("it was changed");
        }
        Ok(())
    }
}

/// Hands every row to `f`, each once it has been found to be what was written: how many there are and the last hash; or the first that is not.
pub(crate) fn walk(
    conn: &mut Conn,
    mut f: impl FnMut(&StoredLook) -> Result<(), Error>,
) -> Result<Result<(i64, Digest), Broken>, Error> {
    let (mut n, mut prev) = (0, GENESIS);
    loop {
        let rows = conn.rows(LOOKS, params![n])?;
        let Some(last) = rows.last().map(|r| r.int(0)).transpose()? else {
            return Ok(Ok((n, prev)));
        };
        let mut shown = conn.rows(LOOKED_AT, params![n, last])?.into_iter().peekable();
        for row in rows {
            let look = stored(&row, &mut shown)?;
            if let Err(why) = look.check(n, &prev) {
                return Ok(Err(Broken {
                    chain: "access",
                    at: n + 1,
                    why: why.into(),
                }));
            }
            f(&look)?;
            (n, prev) = (look.n, look.hash);
        }
    }
}

fn stored(row: &Row, shown: &mut Queue) -> Result<StoredLook, Error> {
    let n = row.int(0)?;
    let mut people = Vec::new();
    while let Some(row) = next_of(shown, n)? {
        people.push((PersonId(row.uuid(1)?), row.text(2)?));
    }
    Ok(StoredLook {
        n,
        at: row.time(1)?,
        actor: row.opt_uuid(2)?.map(WorkerId),
        role: row.text(3)?,
        action: row.text(4)?,
        route: row.text(5)?,
        purpose: row.text(6)?,
        relationship: row.text(7)?,
        break_glass: row.opt_int(8)?,
        outcome: row.text(9)?,
        result_count: row.int(10)?,
        people,
        prev_hash: row.digest(11)?,
        hash: row.digest(12)?,
    })
}
