//! Two databases, one text: SQLite and PostgreSQL behind one connection type with one SQL string per statement.
//!
//! Parameters are written `$1`, `$2`, … and passed as [`Value`]s; columns are read by position and type from a [`Row`]. Every
//! statement is a named constant made by [`statements!`], so that a test can prepare all of them on both engines.

mod address;
mod cells;
mod postgres;
#[cfg(debug_assertions)]
mod recorder;
mod row;
mod sixteen;
mod sqlite;
mod value;

pub use postgres::SETTINGS as POSTGRES_SETTINGS;
pub use row::Row;
pub(crate) use sixteen::{SIXTEEN, padded, sixteen};
pub use sqlite::APPLICATION_ID;
pub use value::Value;
pub(crate) use value::params;

use std::path::PathBuf;
use std::sync::Arc;

use uuid::Uuid;

use crate::Error;
use crate::ledger::KeptFacts;

/// One statement. Where the dialects must differ, each has its own text.
#[derive(Debug)]
pub struct Sql {
    pub name: &'static str,
    pub sqlite: &'static str,
    pub postgres: &'static str,
}

/// Declares the statements of a module as constants, and lists them in `ALL`.
macro_rules! statements {
    ($( $(#[doc = $doc:literal])* $NAME:ident = $text:expr $(, postgres $pg:expr)?; )*) => {
        $( $(#[doc = $doc])* pub(crate) const $NAME: &$crate::db::Sql = &$crate::db::Sql {
            name: concat!(module_path!(), "::", stringify!($NAME)),
            sqlite: $text,
            postgres: $crate::db::statements!(@pg $text $(, $pg)?),
        }; )*
        /// Every statement of this module, for the test that prepares them on both engines.
        pub(crate) const ALL: &[&$crate::db::Sql] = &[ $( $NAME, )* ];
    };
    (@pg $text:expr, $pg:expr) => { $pg };
    (@pg $text:expr) => { $text };
}
pub(crate) use statements;

statements! {
    INDEX = "SELECT sql FROM sqlite_master WHERE type = 'index' AND name = $1", postgres "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() AND indexname = $1";
}

/// Where the record is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Sqlite(PathBuf),
    /// A connection string: `postgres://user@host/database`, or `host=/socket/dir dbname=…`.
    Postgres(String),
}

impl Place {
    pub fn engine(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    /// As it stands in a sentence. A connection string may hold a password, so it is not said.
    pub fn words(&self) -> String {
        match self {
            Self::Sqlite(path) => format!("at {}", path.display()),
            Self::Postgres(_) => "in that database".into(),
        }
    }
}

/// Whether this is a build that writes statements down, and does.
pub fn are_statements_written_down() -> bool {
    #[cfg(debug_assertions)]
    return recorder::is_on();
    #[cfg(not(debug_assertions))]
    false
}

/// How a connection is going to be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Read,
    Write,
}

/// One connection.
pub struct Conn {
    engine: Engine,
    /// What it may take facts from and put them into that it read: what the readers share. The writer has none, since it sees what may be undone.
    pub kept: Option<Arc<KeptFacts>>,
}

enum Engine {
    Sqlite(rusqlite::Connection),
    Postgres(Box<postgres::PgConn>),
}

impl std::fmt::Debug for Conn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.engine {
            Engine::Sqlite(_) => "Conn of SQLite",
            Engine::Postgres(_) => "Conn of PostgreSQL",
        })
    }
}

impl Conn {
    pub fn open(place: &Place, mode: Mode) -> Result<Self, Error> {
        let engine = match place {
            Place::Sqlite(path) => Engine::Sqlite(sqlite::open(path, mode)?),
            Place::Postgres(url) => Engine::Postgres(Box::new(postgres::PgConn::open(url)?)),
        };
        Ok(Self { engine, kept: None })
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(self.engine, Engine::Sqlite(_))
    }

    /// All rows of a query.
    pub fn rows(&mut self, sql: &'static Sql, params: &[Value<'_>]) -> Result<Vec<Row>, Error> {
        #[cfg(debug_assertions)]
        recorder::statement(sql, params);
        match &mut self.engine {
            Engine::Sqlite(c) => sqlite::rows(c, sql, params),
            Engine::Postgres(c) => c.rows(sql, params),
        }
    }

    /// The first row, if there is one.
    pub fn row(&mut self, sql: &'static Sql, params: &[Value<'_>]) -> Result<Option<Row>, Error> {
        Ok(self.rows(sql, params)?.into_iter().next())
    }

    /// The ids in the first column of a query that finds thousands: no row is made of each.
    pub fn each_id(
        &mut self,
        sql: &'static Sql,
        params: &[Value<'_>],
        mut each: impl FnMut(Uuid),
    ) -> Result<(), Error> {
        #[cfg(debug_assertions)]
        recorder::statement(sql, params);
        match &mut self.engine {
            Engine::Sqlite(c) => sqlite::each_id(c, sql, params, each),
            Engine::Postgres(c) => {
                for row in c.rows(sql, params)? {
                    each(row.uuid(0)?);
                }
                Ok(())
            }
        }
    }

    /// Runs a statement that returns nothing; the number of rows it touched.
    pub fn run(&mut self, sql: &'static Sql, params: &[Value<'_>]) -> Result<u64, Error> {
        #[cfg(debug_assertions)]
        recorder::statement(sql, params);
        match &mut self.engine {
            Engine::Sqlite(c) => sqlite::run(c, sql, params),
            Engine::Postgres(c) => c.run(sql, params),
        }
    }

    /// Text that is no statement of ours: transaction control, migrations, pragmas. Never with anything from a request in it.
    pub fn batch(&mut self, text: &str) -> Result<(), Error> {
        match &mut self.engine {
            Engine::Sqlite(c) => c.execute_batch(text).map_err(Error::from),
            Engine::Postgres(c) => c.batch(text),
        }
    }

    /// Adds many rows to one table by the fastest way of the engine: a prepared statement on SQLite, COPY on PostgreSQL.
    pub fn bulk<'v>(&mut self, table: &Table, rows: impl Iterator<Item = Vec<Value<'v>>>) -> Result<u64, Error> {
        #[cfg(debug_assertions)]
        let rows = rows.inspect(|row| recorder::row(table, row));
        match &mut self.engine {
            Engine::Sqlite(c) => sqlite::bulk(c, table, rows),
            Engine::Postgres(c) => c.bulk(table, rows),
        }
    }

    /// Gives a connection that is about to read or write most of the record more memory, and on PostgreSQL plans and time for that, or takes it back.
    pub fn expect_much(&mut self, much: bool) -> Result<(), Error> {
        match &mut self.engine {
            Engine::Sqlite(c) => sqlite::expect_much(c, much),
            Engine::Postgres(c) => c.batch(if much { postgres::FOR_MUCH } else { POSTGRES_SETTINGS }),
        }
    }

    /// Runs `f` with that, and takes it back. After an error of PostgreSQL nothing more can be said on the transaction, whose end takes it back: the
    /// error that is told is that of `f`.
    pub fn expecting_much<T>(&mut self, f: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        self.expect_much(true)?;
        let result = f(self);
        let taken_back = self.expect_much(false);
        let result = result?;
        taken_back.map(|()| result)
    }

    /// Before a connection makes tables of its own that hold as much as the real ones: on disk, as PostgreSQL has them anyway. SQLite has its other
    /// temporary tables in memory.
    pub fn put_own_tables_on_disk(&mut self) -> Result<(), Error> {
        match &mut self.engine {
            Engine::Sqlite(c) => Ok(c.pragma_update(None, "temp_store", "FILE")?),
            Engine::Postgres(_) => Ok(()),
        }
    }

    /// Runs `f` while these indexes are not there, and makes them again as they were: sorting a table at its end is cheaper than finding each row's
    /// place in it. All within the transaction under way, so that an error leaves them as they were.
    pub fn without_indexes<T>(
        &mut self,
        names: &[&'static str],
        f: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut made_by = Vec::with_capacity(names.len());
        for name in names {
            let row = self.row(INDEX, params![*name])?.ok_or(Error::NotThere("index"))?;
            made_by.push(row.text(0)?);
            self.batch(&format!("DROP INDEX {name}"))?;
        }
        let result = f(self)?;
        made_by.iter().try_for_each(|text| self.batch(text))?;
        Ok(result)
    }

    /// After most of the record was written: PostgreSQL counts what is there, and plans by it. By itself it does so minutes later, and until then
    /// a save took a second. SQLite plans by its indexes alone.
    pub fn count_what_is_there(&mut self) -> Result<(), Error> {
        match &mut self.engine {
            Engine::Sqlite(_) => Ok(()),
            Engine::Postgres(c) => c.batch("ANALYZE"),
        }
    }

    /// Begins a transaction: the one writer's, or a reader's snapshot.
    pub fn begin(&mut self, mode: Mode) -> Result<(), Error> {
        let text = match (self.is_sqlite(), mode) {
            (true, Mode::Read) => "BEGIN",
            (true, Mode::Write) => "BEGIN IMMEDIATE",
            (false, Mode::Read) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            (false, Mode::Write) => "BEGIN",
        };
        self.batch(text)
    }

    /// Whether the connection may be used again after an error.
    pub fn is_usable(&self) -> bool {
        match &self.engine {
            Engine::Sqlite(_) => true,
            Engine::Postgres(c) => c.is_usable(),
        }
    }

    /// Copies an SQLite database to a file, from one snapshot.
    pub fn copy_to(&self, to: &std::path::Path, progress: &mut dyn FnMut(u64)) -> Result<(), Error> {
        match &self.engine {
            Engine::Sqlite(c) => sqlite::copy_to(c, to, progress),
            Engine::Postgres(_) => Err(Error::NotThere("file to copy")),
        }
    }

    /// Whether the engine finds every page of a file where it should be; a server sees to that itself.
    pub fn is_sound(&self) -> Result<(), String> {
        match &self.engine {
            Engine::Sqlite(c) => sqlite::is_sound(c),
            Engine::Postgres(_) => Ok(()),
        }
    }

    /// Closes a file so that nothing of it stands beside it.
    pub fn into_one_file(self) -> Result<(), Error> {
        match self.engine {
            Engine::Sqlite(c) => sqlite::into_one_file(c),
            Engine::Postgres(_) => Ok(()),
        }
    }

    /// Prepares a statement and throws it away: whether the engine understands it.
    pub fn understands(&mut self, sql: &'static Sql) -> Result<(), Error> {
        match &mut self.engine {
            Engine::Sqlite(c) => c.prepare(sql.sqlite).map(|_| ()).map_err(Error::from),
            Engine::Postgres(c) => c.understands(sql.postgres),
        }
    }
}

/// A table that is filled in bulk, with its columns in order.
#[derive(Debug)]
pub struct Table {
    pub name: &'static str,
    pub columns: &'static [&'static str],
}

impl Table {
    fn insert(&self) -> String {
        let marks: Vec<String> = (1..=self.columns.len()).map(|n| format!("${n}")).collect();
        format!(
            "INSERT INTO {} ({}) VALUES ({})",
            self.name,
            self.columns.join(", "),
            marks.join(", ")
        )
    }
}
