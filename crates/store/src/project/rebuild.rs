//! Writing every projection again from the ledger alone, and checking that nothing would differ.

use super::fill::{Seen, fill};
use crate::db::{Conn, Mode, Place, Sql, params};
use crate::{Error, Store, ledger};

/// What a rebuild went through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    pub subjects: usize,
    /// Every fact of the ledger, counted once.
    pub facts: i64,
}

/// A table whose rows are not what the ledger says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub table: &'static str,
    /// Rows that the ledger calls for and the table lacks.
    pub missing: i64,
    /// Rows that the table has and the ledger does not call for.
    pub surplus: i64,
}

/// A projection table, how to copy it aside, and how to compare.
struct Shadow {
    table: &'static str,
    copy: &'static str,
    clear: &'static str,
    missing: Sql,
    surplus: Sql,
}

macro_rules! shadows {
    ($($table:literal),* $(,)?) => { &[ $( Shadow {
        table: $table,
        copy: concat!("CREATE TEMP TABLE was_", $table, " AS SELECT * FROM ", $table),
        clear: concat!("DELETE FROM ", $table),
        missing: shadows!(@count $table, concat!("rebuild::missing_", $table), concat!("SELECT count(*) FROM (SELECT * FROM ", $table, " EXCEPT SELECT * FROM was_", $table, ") AS d")),
        surplus: shadows!(@count $table, concat!("rebuild::surplus_", $table), concat!("SELECT count(*) FROM (SELECT * FROM was_", $table, " EXCEPT SELECT * FROM ", $table, ") AS d")),
    }, )* ] };
    (@count $table:literal, $name:expr, $text:expr) => { Sql { name: $name, sqlite: $text, postgres: $text } };
}

const SHADOWS: &[Shadow] = shadows![
    "person_group",
    "person",
    "person_let_in",
    "find_key",
    "relation",
    "home",
    "referral",
    "contact",
    "contact_child",
    "clock_due",
];

impl Store {
    /// Writes every projection again. `progress` is told what is being done and how many are done.
    pub fn rebuild(&self, mut progress: impl FnMut(&'static str, usize) + Send + 'static) -> Result<Rebuilt, Error> {
        let place = self.config().place.clone();
        self.write_now(move |tx| all(tx.tx.conn, &place, &mut progress))
    }

    /// Does the same beside what stands, compares, and changes nothing. An empty list says that they are equal.
    pub fn rebuild_check(
        &self,
        mut progress: impl FnMut(&'static str, usize) + Send + 'static,
    ) -> Result<(Rebuilt, Vec<Difference>), Error> {
        // On a connection of its own, whose transaction is rolled back.
        let place = &self.config().place;
        let mut conn = Conn::open(place, Mode::Write)?;
        conn.begin(Mode::Write)?;
        let result = check(&mut conn, place, &mut progress);
        conn.batch("ROLLBACK")?;
        result
    }
}

fn check(
    conn: &mut Conn,
    place: &Place,
    progress: &mut dyn FnMut(&'static str, usize),
) -> Result<(Rebuilt, Vec<Difference>), Error> {
    // Before anything is copied, so that nothing is saved between the copy and the fold.
    ledger::lock(conn)?;
    for shadow in SHADOWS {
        conn.batch(shadow.copy)?;
    }
    let rebuilt = all(conn, place, progress)?;
    let mut differences = Vec::new();
    for Shadow {
        table,
        missing,
        surplus,
        ..
    } in SHADOWS
    {
        let mut count = |sql| Ok::<_, Error>(conn.row(sql, params![])?.map(|r| r.int(0)).transpose()?.unwrap_or(0));
        let (missing, surplus) = (count(missing)?, count(surplus)?);
        if missing + surplus > 0 {
            differences.push(Difference {
                table,
                missing,
                surplus,
            });
        }
    }
    Ok((rebuilt, differences))
}

/// Empties the projections and fills them from every fact. Nothing is saved meanwhile: the chain's lock is held.
fn all(conn: &mut Conn, place: &Place, progress: &mut dyn FnMut(&'static str, usize)) -> Result<Rebuilt, Error> {
    ledger::lock(conn)?;
    for shadow in SHADOWS {
        conn.batch(shadow.clear)?;
    }
    let filled = fill(conn, place, Seen::ByAll, progress)?;
    Ok(Rebuilt {
        subjects: filled.subjects,
        facts: filled.facts,
    })
}
