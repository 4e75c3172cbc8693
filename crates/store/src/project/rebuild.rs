//! Writing every projection again from the ledger alone, and checking that nothing would differ.

use super::fill::{Seen, fill};
use crate::db::{Conn, Mode, Place, Sql, params, statements};
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

/// A projection table, and how what the ledger calls for is put in the place of what stands.
struct Projection {
    table: &'static str,
    /// Makes a table of its own, that goes before the real one wherever it is named without its schema.
    fresh: &'static str,
    remove: Sql,
    add: Sql,
    missing: Sql,
    surplus: Sql,
}

macro_rules! projections {
    ($($table:literal by $key:literal),* $(,)?) => { &[ $( Projection {
        table: $table,
        fresh: concat!("CREATE TEMP TABLE ", $table, " AS SELECT * FROM ", $table, " LIMIT 0"),
        remove: projections!(@ "remove", $table, concat!("DELETE FROM ", $table, " WHERE (", $key, ") IN (SELECT ", $key, " FROM surplus_", $table, ")")),
        add: projections!(@ "add", $table, concat!("INSERT INTO ", $table, " SELECT * FROM missing_", $table)),
        missing: projections!(@ "missing", $table, concat!("SELECT count(*) FROM missing_", $table)),
        surplus: projections!(@ "surplus", $table, concat!("SELECT count(*) FROM surplus_", $table)),
    }, )* ] };
    (@ $what:literal, $table:literal, $text:expr) => { Sql { name: concat!("rebuild::", $what, "_", $table), sqlite: $text, postgres: $text } };
}

const PROJECTIONS: &[Projection] = projections![
    "person_group" by "person",
    "person" by "id",
    "person_let_in" by "person, worker",
    "find_key" by "key, person",
    "relation" by "person, other, kind, seq, ord",
    "home" by "household, person, seq, ord",
    "referral" by "id",
    "contact" by "id",
    "contact_child" by "part",
    "clock_due" by "record, clock",
];

statements! {
    /// Where the real tables are, and those of this connection alone.
    SCHEMAS = "SELECT 'main', 'temp'", postgres "SELECT quote_ident(current_schema()), 'pg_temp'";
}

impl Store {
    /// Writes every row of a projection that is not what the ledger says, and takes away what should not be there. `progress` is told what is being
    /// done and how many are done.
    pub fn rebuild(&self, mut progress: impl FnMut(&'static str, usize) + Send + 'static) -> Result<Rebuilt, Error> {
        Ok(self.work_out(End::Keep, &mut progress)?.0)
    }

    /// Does the same, and changes nothing. An empty list says that they are equal.
    pub fn rebuild_check(
        &self,
        mut progress: impl FnMut(&'static str, usize) + Send + 'static,
    ) -> Result<(Rebuilt, Vec<Difference>), Error> {
        self.work_out(End::Leave, &mut progress)
    }

    /// On a connection of its own, whose tables for a while go with it. Nothing is saved meanwhile: the chain's lock is held. Readers see what stood
    /// until all of it is done.
    fn work_out(
        &self,
        end: End,
        progress: &mut dyn FnMut(&'static str, usize),
    ) -> Result<(Rebuilt, Vec<Difference>), Error> {
        let place = &self.config().place;
        let mut conn = Conn::open(place, Mode::Write)?;
        conn.put_own_tables_on_disk()?;
        conn.begin(Mode::Write)?;
        ledger::lock(&mut conn)?;
        let result = compare(&mut conn, place, progress).and_then(|(rebuilt, differences)| {
            if matches!(end, End::Keep) {
                replace(&mut conn, &differences)?;
            }
            Ok((rebuilt, differences))
        });
        let keep = result.is_ok() && matches!(end, End::Keep);
        conn.batch(if keep { "COMMIT" } else { "ROLLBACK" })?;
        result
    }
}

/// What becomes of what was worked out.
enum End {
    Keep,
    Leave,
}

/// Fills a table of its own for each projection from every fact, and says what differs from what stands. What is missing and what is surplus is left
/// in tables of their own.
fn compare(
    conn: &mut Conn,
    place: &Place,
    progress: &mut dyn FnMut(&'static str, usize),
) -> Result<(Rebuilt, Vec<Difference>), Error> {
    let [real, own] = schemas(conn)?;
    for p in PROJECTIONS {
        conn.batch(p.fresh)?;
    }
    let filled = fill(conn, place, Seen::ByAll, progress)?;
    let differences = conn.expecting_much(|conn| {
        let each = PROJECTIONS.iter().map(|p| difference(conn, p, &real, &own));
        each.filter_map(Result::transpose).collect::<Result<Vec<_>, _>>()
    })?;
    let rebuilt = Rebuilt {
        subjects: filled.subjects,
        facts: filled.facts,
    };
    Ok((rebuilt, differences))
}

/// What differs in one table, if anything does.
fn difference(conn: &mut Conn, p: &'static Projection, real: &str, own: &str) -> Result<Option<Difference>, Error> {
    let table = p.table;
    conn.batch(&format!(
        "CREATE TEMP TABLE missing_{table} AS SELECT * FROM {own}.{table} EXCEPT SELECT * FROM {real}.{table}; \
        CREATE TEMP TABLE surplus_{table} AS SELECT * FROM {real}.{table} EXCEPT SELECT * FROM {own}.{table}"
    ))?;
    let mut count = |sql| Ok::<_, Error>(conn.row(sql, params![])?.map(|r| r.int(0)).transpose()?.unwrap_or(0));
    let (missing, surplus) = (count(&p.missing)?, count(&p.surplus)?);
    Ok((missing + surplus > 0).then_some(Difference {
        table,
        missing,
        surplus,
    }))
}

/// Takes the surplus away and adds what is missing.
fn replace(conn: &mut Conn, differences: &[Difference]) -> Result<(), Error> {
    let [_, own] = schemas(conn)?;
    for p in PROJECTIONS {
        conn.batch(&format!("DROP TABLE {own}.{}", p.table))?;
        if differences.iter().any(|d| d.table == p.table) {
            conn.run(&p.remove, params![])?;
            conn.run(&p.add, params![])?;
        }
    }
    Ok(())
}

fn schemas(conn: &mut Conn) -> Result<[String; 2], Error> {
    let row = conn.row(SCHEMAS, params![])?.ok_or(Error::NotThere("schema"))?;
    Ok([row.text(0)?, row.text(1)?])
}
