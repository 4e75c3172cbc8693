//! rusqlite: a connection per thread, statements prepared once and cached.

use anyhow::Result;
use rusqlite::{Connection, params};
use stack_common::*;

pub fn open(path: &str) -> Connection {
    let connection = Connection::open(path).expect("the database opens");
    connection.set_prepared_statement_cache_capacity(64);
    connection
        .execute_batch("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000; PRAGMA busy_timeout=10000; PRAGMA foreign_keys=ON")
        .expect("the pragmas hold");
    connection
}

pub fn page(connection: &mut Connection, child: i64) -> rusqlite::Result<Page> {
    let mut page = Page::default();
    let head = connection.prepare_cached(CHILD)?.query_row([child], |row| {
        Ok((
            row.get::<_, i64>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
            row.get::<_, String>(3)?,
            row.get::<_, String>(4)?,
            row.get::<_, String>(5)?,
            row.get::<_, i64>(6)?,
        ))
    })?;
    page.add(&[&head.1, &head.2, &head.3, &head.4, &head.5]);
    let mut statement = connection.prepare_cached(PAGE_EVENTS)?;
    let events = statement
        .query_map([child], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })?
        .collect::<rusqlite::Result<Vec<(i64, String, String, String, String)>>>()?;
    events.iter().for_each(|e| page.add(&[&e.1, &e.2, &e.3, &e.4]));
    let mut statement = connection.prepare_cached(WARNINGS)?;
    let warnings = statement
        .query_map([child], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(i64, String)>>>()?;
    warnings.iter().for_each(|w| page.add(&[&w.1]));
    let worker: (String, String) = connection
        .prepare_cached(ALLOCATION)?
        .query_row([child], |row| Ok((row.get(0)?, row.get(1)?)))?;
    page.add(&[&worker.0, &worker.1]);
    let mut statement = connection.prepare_cached(CLOCKS)?;
    let clocks = statement
        .query_map([child], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    clocks.iter().for_each(|c| page.add(&[&c.0, &c.1]));
    Ok(page)
}

/// One batch: a savepoint each, one COMMIT.
pub fn save(connection: &mut Connection, head: &mut i64, batch: &[crate::Request]) -> rusqlite::Result<()> {
    connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
    for request in batch {
        connection.prepare_cached("SAVEPOINT r")?.execute([])?;
        *head += 1;
        connection.prepare_cached(INSERT_ENTRY)?.execute(params![
            *head,
            request.id,
            "A Worker",
            "2026-11-12T09:30:00Z"
        ])?;
        connection
            .prepare_cached(INSERT_FACT)?
            .execute(params![*head, 0, request.child, request.body])?;
        connection
            .prepare_cached(INSERT_FACT)?
            .execute(params![*head, 1, request.child, request.body])?;
        connection
            .prepare_cached(UPSERT_SEEN)?
            .execute(params![request.child, *head])?;
        connection.prepare_cached("RELEASE r")?.execute([])?;
    }
    connection.prepare_cached("COMMIT")?.execute([])?;
    Ok(())
}

pub fn head(connection: &Connection) -> i64 {
    connection
        .query_row(HEAD, [], |row| row.get(0))
        .expect("the head is read")
}

pub fn bulk(connection: &mut Connection, rows: usize) -> Result<()> {
    let transaction = connection.transaction()?;
    {
        let mut insert = transaction.prepare(INSERT_BULK)?;
        for n in 0..rows as i64 {
            insert.execute(params![n, n % 1000, "visit_held", words(n as u64)])?;
        }
    }
    transaction.commit()?;
    Ok(())
}

pub fn bulk_many(connection: &mut Connection, rows: usize, at_once: usize) -> Result<()> {
    let places: Vec<String> = (0..at_once)
        .map(|i| format!("(?{},?{},?{},?{})", i * 4 + 1, i * 4 + 2, i * 4 + 3, i * 4 + 4))
        .collect();
    let sql = format!(
        "INSERT INTO bulk (seq, subject, kind, body) VALUES {}",
        places.join(",")
    );
    let transaction = connection.transaction()?;
    {
        let mut insert = transaction.prepare(&sql)?;
        for first in (0..rows).step_by(at_once) {
            for i in 0..at_once {
                let n = (first + i) as i64;
                insert.raw_bind_parameter(i * 4 + 1, n)?;
                insert.raw_bind_parameter(i * 4 + 2, n % 1000)?;
                insert.raw_bind_parameter(i * 4 + 3, "visit_held")?;
                insert.raw_bind_parameter(i * 4 + 4, words(n as u64))?;
            }
            insert.raw_execute()?;
        }
    }
    transaction.commit()?;
    Ok(())
}

pub fn clear(connection: &Connection) {
    connection
        .execute_batch(
            "DELETE FROM bulk; DELETE FROM entry; DELETE FROM fact; DELETE FROM seen; PRAGMA wal_checkpoint(TRUNCATE)",
        )
        .expect("cleared");
}

/// Events are written in the order of their sequence, children interleaved, as a ledger grows.
pub fn fill(path: &str, children: i64) -> Result<()> {
    let mut connection = open(path);
    let transaction = connection.transaction()?;
    for sql in SCHEMA {
        transaction.execute_batch(&sql.replace("BIGINT PRIMARY KEY", "INTEGER PRIMARY KEY"))?;
    }
    for child in 0..children {
        transaction
            .prepare_cached(
                "INSERT INTO child VALUES (?1, ?2, 'Amina', 'Okafor-Hughes', '2017-03-09', 'child in need', ?3)",
            )?
            .execute(params![child, format!("26-{child:06}"), child % 180])?;
        transaction
            .prepare_cached("INSERT INTO allocation VALUES (?1, 'Jo Pryce', 'North 2')")?
            .execute([child])?;
        for n in 0..2 {
            transaction
                .prepare_cached("INSERT INTO warning VALUES (?1, ?2, 'Dog in the house, ring before a visit')")?
                .execute([child, n])?;
            transaction
                .prepare_cached("INSERT INTO clock_due VALUES (?1, ?2, 'assessment', '2026-12-04')")?
                .execute([child, n])?;
        }
    }
    for n in 0..EVENTS {
        for child in 0..children {
            let seq = n * children + child;
            transaction
                .prepare_cached(
                    "INSERT INTO event VALUES (?1, ?2, '2026-11-12T09:30:00Z', 'visit_held', 'Jo Pryce', ?3)",
                )?
                .execute(params![seq, child, words(seq as u64)])?;
        }
    }
    transaction.execute_batch(INDEX)?;
    transaction.commit()?;
    connection.execute_batch("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)")?;
    Ok(())
}
