//! SQLite: one file, WAL, `synchronous=FULL`, so that what was acknowledged survives a power cut.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use uuid::Uuid;

use super::cells::Cells;
use super::{Mode, Row, Sql, Table, Value};
use crate::Error;

/// "HOLD" in the file's application id: a database of another program is never touched.
pub const APPLICATION_ID: i64 = 0x484f_4c44;

pub fn open(path: &Path, mode: Mode) -> Result<Connection, Error> {
    // Never SQLITE_OPEN_CREATE: a file that is gone must not come back empty. `file::make` makes those that are meant.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(|e| unreadable(path, e))?;
    conn.busy_timeout(Duration::from_secs(5))?;
    conn.set_prepared_statement_cache_capacity(256);
    check_ours(&conn, path)?;
    // Or a statement may be planned again for every value that is bound to it.
    conn.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "synchronous", synchronous())?;
    expect_much(&conn, false)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    if mode == Mode::Read {
        conn.pragma_update(None, "query_only", true)?;
    } else {
        let _: String = conn.query_row("PRAGMA journal_mode=WAL", [], |r| r.get(0))?;
        conn.pragma_update(None, "journal_size_limit", 64 * 1024 * 1024)?;
    }
    Ok(conn)
}

/// Kibibytes of pages that a connection keeps; ten times as many during a rebuild.
pub fn expect_much(conn: &Connection, much: bool) -> Result<(), Error> {
    let kibibytes = if much { 160_000 } else { 16_000 };
    Ok(conn.pragma_update(None, "cache_size", -kibibytes)?)
}

/// The drill that must lose writes switches this in a debug build; no released build can.
fn synchronous() -> &'static str {
    #[cfg(debug_assertions)]
    if std::env::var("HOLDFAST_DRILL_SYNCHRONOUS").as_deref() == Ok("NORMAL") {
        return "NORMAL";
    }
    "FULL"
}

/// A file that is not a database, or another program's, is refused and never written to.
fn check_ours(conn: &Connection, path: &Path) -> Result<(), Error> {
    let number = |sql| conn.query_row(sql, [], |r| r.get(0)).map_err(|e| unreadable(path, e));
    let id: i64 = number("PRAGMA application_id")?;
    let tables: i64 = number("SELECT count(*) FROM sqlite_master")?;
    match (id, tables) {
        (APPLICATION_ID, _) => Ok(()),
        (0, 0) => Ok(conn.pragma_update(None, "application_id", APPLICATION_ID)?),
        _ => Err(Error::Foreign {
            place: path.display().to_string(),
            why: "it is a database of another program".into(),
        }),
    }
}

/// What keeps a file from being read: that it is no database, or that whoever runs this may not write to it, which says nothing against the file.
fn unreadable(path: &Path, e: rusqlite::Error) -> Error {
    use rusqlite::ErrorCode as C;
    let place = path.display();
    match e.sqlite_error_code() {
        Some(C::ReadOnly | C::CannotOpen | C::PermissionDenied) => Error::Unavailable(format!(
            "{place} cannot be opened for writing ({e}). The file and its folder have to belong to whoever runs this"
        )),
        Some(C::DatabaseBusy | C::DatabaseLocked) => Error::Unavailable(format!(
            "{place} is locked by another program. Close that, and try again"
        )),
        Some(C::SystemIoFailure | C::DiskFull) => e.into(),
        _ => Error::Foreign {
            place: place.to_string(),
            why: format!("it is not a database that can be read ({e})"),
        },
    }
}

pub fn rows(conn: &Connection, sql: &'static Sql, params: &[Value<'_>]) -> Result<Vec<Row>, Error> {
    let mut statement = conn.prepare_cached(sql.sqlite)?;
    bind(&mut statement, params)?;
    let columns = statement.column_count();
    let mut found = statement.raw_query();
    let mut out = Vec::new();
    while let Some(row) = found.next()? {
        out.push(Row::Sqlite {
            statement: sql.name,
            cells: Cells::read(row, columns)?,
        });
    }
    Ok(out)
}

/// The ids of the first column, without a row for each.
pub fn each_id(
    conn: &Connection,
    sql: &'static Sql,
    params: &[Value<'_>],
    mut each: impl FnMut(Uuid),
) -> Result<(), Error> {
    let mut statement = conn.prepare_cached(sql.sqlite)?;
    bind(&mut statement, params)?;
    let mut found = statement.raw_query();
    while let Some(row) = found.next()? {
        let id = row.get_ref(0)?.as_blob().ok().and_then(|id| Uuid::from_slice(id).ok());
        each(id.ok_or(Error::NotThere("id in the first column"))?);
    }
    Ok(())
}

pub fn run(conn: &Connection, sql: &'static Sql, params: &[Value<'_>]) -> Result<u64, Error> {
    let mut statement = conn.prepare_cached(sql.sqlite)?;
    bind(&mut statement, params)?;
    Ok(statement.raw_execute()? as u64)
}

pub fn bulk<'v>(conn: &Connection, table: &Table, rows: impl Iterator<Item = Vec<Value<'v>>>) -> Result<u64, Error> {
    let mut statement = conn.prepare_cached(&table.insert())?;
    let mut n = 0;
    for row in rows {
        // The marks of such a statement stand in the order of its columns, so nothing has to be looked up by name.
        for (i, value) in (1..).zip(&row) {
            statement.raw_bind_parameter(i, value)?;
        }
        n += statement.raw_execute()? as u64;
    }
    Ok(n)
}

/// SQLite takes `$1` for a name, numbered by first appearance; so each parameter is bound by that name.
fn bind(statement: &mut rusqlite::CachedStatement<'_>, params: &[Value<'_>]) -> Result<(), Error> {
    const NAMES: [&str; 33] = [
        "$0", "$1", "$2", "$3", "$4", "$5", "$6", "$7", "$8", "$9", "$10", "$11", "$12", "$13", "$14", "$15", "$16",
        "$17", "$18", "$19", "$20", "$21", "$22", "$23", "$24", "$25", "$26", "$27", "$28", "$29", "$30", "$31", "$32",
    ];
    for (i, value) in params.iter().enumerate() {
        let index = statement.parameter_index(NAMES.get(i + 1).copied().unwrap_or("$33"))?;
        let index = index.ok_or(rusqlite::Error::InvalidParameterCount(
            params.len(),
            statement.parameter_count(),
        ))?;
        statement.raw_bind_parameter(index, value)?;
    }
    Ok(())
}

/// How many pages are copied before the others are let in.
const PAGES: i32 = 1024;

/// Copies the database as it stands in one snapshot into an empty file. The snapshot is held by a transaction of its own, so that saves
/// meanwhile do not make the copy begin again.
pub fn copy_to(from: &Connection, to: &Path, progress: &mut dyn FnMut(u64)) -> Result<(), Error> {
    use rusqlite::backup::{Backup, StepResult};
    from.execute_batch("BEGIN")?;
    let _: i64 = from.query_row("SELECT count(*) FROM schema_version", [], |r| r.get(0))?;
    let mut copy = Connection::open(to)?;
    let backup = Backup::new(from, &mut copy)?;
    loop {
        match backup.step(PAGES)? {
            StepResult::Done => break,
            StepResult::More => {
                let p = backup.progress();
                progress(u64::try_from(p.pagecount - p.remaining).unwrap_or(0));
            }
            _ => return Err(Error::Unavailable("the database is locked by another program".into())),
        }
    }
    drop(backup);
    from.execute_batch("ROLLBACK")?;
    Ok(())
}

/// Whether every page is where it should be; if not, what the engine says of the first that is not.
pub fn is_sound(conn: &Connection) -> Result<(), String> {
    let said: Result<String, _> = conn.query_row("PRAGMA quick_check(1)", [], |r| r.get(0));
    match said {
        Ok(said) if said == "ok" => Ok(()),
        Ok(said) => Err(said),
        Err(e) => Err(e.to_string()),
    }
}

/// Brings what stands in the log beside the file into it, and closes it.
pub fn into_one_file(conn: Connection) -> Result<(), Error> {
    let _: String = conn.query_row("PRAGMA journal_mode=DELETE", [], |r| r.get(0))?;
    conn.close().map_err(|(_, e)| e.into())
}
