//! Recomputing the chain of the access log.

use domain::ids::{PersonId, WorkerId};
use domain::ledger::{Digest, GENESIS};
use jiff::Timestamp;

use super::{Broken, Queue, next_of};
use crate::Error;
use crate::access::{self, Access, Outcome};
use crate::db::{Conn, Row, params, statements};

statements! {
    LOOKS = "SELECT n, at, actor, role, action, route, purpose, relationship, break_glass, outcome, prev_hash, hash FROM access_log WHERE n > $1 ORDER BY n LIMIT 2000";
    LOOKED_AT = "SELECT n, person, shown FROM access_subject WHERE n > $1 AND n <= $2 ORDER BY n, person";
}

/// Every row in turn: how many there are and the last hash, or the first row that is not what was written.
pub(super) fn check(conn: &mut Conn) -> Result<Result<(i64, Digest), Broken>, Error> {
    let (mut n, mut prev) = (0, GENESIS);
    loop {
        let rows = conn.rows(LOOKS, params![n])?;
        let Some(last) = rows.last().map(|r| r.int(0)).transpose()? else {
            return Ok(Ok((n, prev)));
        };
        let mut shown = conn.rows(LOOKED_AT, params![n, last])?.into_iter().peekable();
        for row in rows {
            let broken = |why: &str| {
                Ok(Err(Broken {
                    chain: "access",
                    at: n + 1,
                    why: why.into(),
                }))
            };
            if row.int(0)? != n + 1 {
                return broken("it is missing");
            }
            let look = look(&row, &mut shown)?;
            let at: Timestamp = row.time(1)?;
            let hash = access::hash(&prev, n + 1, at, &look);
            if row.digest(10)? != prev {
                return broken("it does not follow the one before it");
            }
            if row.digest(11)? != hash {
                return broken("it was changed");
            }
            (n, prev) = (n + 1, hash);
        }
    }
}

fn look(row: &Row, shown: &mut Queue) -> Result<Access, Error> {
    let n = row.int(0)?;
    let mut people = Vec::new();
    while let Some(row) = next_of(shown, n)? {
        people.push((PersonId(row.uuid(1)?), row.text(2)?));
    }
    let outcome = [Outcome::Shown, Outcome::Saved, Outcome::Refused, Outcome::Failed];
    Ok(Access {
        at: None,
        actor: row.opt_uuid(2)?.map(WorkerId),
        role: row.text(3)?,
        action: row.text(4)?,
        route: row.text(5)?,
        purpose: row.text(6)?,
        relationship: row.text(7)?,
        break_glass: row.opt_int(8)?,
        outcome: row.code(9, |code| outcome.into_iter().find(|o| o.code() == code))?,
        people,
    })
}
