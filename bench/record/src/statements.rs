//! Statements that a debug build wrote down, asked again on a bare connection.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::Context;
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// One statement, as a page or a save asked it.
#[derive(Clone, Debug, Deserialize)]
pub struct Statement {
    pub name: String,
    sqlite: String,
    postgres: String,
    pub params: Vec<Param>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Param {
    Null(()),
    Bool(bool),
    Int(i64),
    Typed(Typed),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Typed {
    Text(String),
    Bytes(Vec<u8>),
    Id(Uuid),
    Day(jiff::civil::Date),
    Time(i64),
}

/// A statement of a page on each line, or all statements of a save.
pub fn read<Line: DeserializeOwned>(file: &Path) -> anyhow::Result<Vec<Line>> {
    let lines = BufReader::new(File::open(file)?).lines();
    lines
        .map(|line| {
            serde_json::from_str(&line?).with_context(|| format!("{} holds a line that is none", file.display()))
        })
        .collect()
}

/// A connection with nothing of Holdfast around it.
pub enum Bare {
    Sqlite(rusqlite::Connection),
    Postgres(Box<postgres::Client>, HashMap<String, postgres::Statement>),
}

pub fn connect(place: &str) -> anyhow::Result<Bare> {
    if place.contains("://") {
        let mut client = postgres::Client::connect(place, postgres::NoTls)?;
        // The planner is told the same as for Holdfast, or the floor would be the slower of the two.
        client.batch_execute(store::POSTGRES_SETTINGS)?;
        return Ok(Bare::Postgres(Box::new(client), HashMap::new()));
    }
    let conn = rusqlite::Connection::open_with_flags(place, rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // Sixteen connections that write one file starve each other for seconds; the floor waits, to be counted.
    conn.busy_timeout(std::time::Duration::from_secs(60))?;
    conn.set_prepared_statement_cache_capacity(256);
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "cache_size", -16_000)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(Bare::Sqlite(conn))
}

impl Bare {
    pub fn batch(&mut self, text: &str) -> anyhow::Result<()> {
        match self {
            Self::Sqlite(c) => c.execute_batch(text)?,
            Self::Postgres(c, _) => c.batch_execute(text)?,
        }
        Ok(())
    }

    /// Asks a statement and reads every value of every row; how many there were.
    pub fn ask(&mut self, statement: &Statement) -> anyhow::Result<usize> {
        match self {
            Self::Sqlite(c) => {
                let mut asked = c.prepare_cached(&statement.sqlite)?;
                for (i, param) in (1..).zip(&statement.params) {
                    if let Some(at) = asked.parameter_index(&format!("${i}"))? {
                        asked.raw_bind_parameter(at, param)?;
                    }
                }
                let columns = asked.column_count();
                let mut rows = asked.raw_query();
                let mut values = 0;
                while let Some(row) = rows.next()? {
                    for i in 0..columns {
                        std::hint::black_box(row.get_ref(i)?);
                    }
                    values += columns;
                }
                Ok(values)
            }
            Self::Postgres(c, prepared) => {
                let asked = match prepared.get(&statement.postgres) {
                    Some(asked) => asked.clone(),
                    None => {
                        let asked = c.prepare(&statement.postgres)?;
                        prepared.insert(statement.postgres.clone(), asked.clone());
                        asked
                    }
                };
                let params: Vec<&(dyn ToSql + Sync)> =
                    statement.params.iter().map(|p| p as &(dyn ToSql + Sync)).collect();
                let rows = c.query(&asked, &params)?;
                Ok(std::hint::black_box(rows).iter().map(postgres::Row::len).sum())
            }
        }
    }

    /// The first people that a query finds, by id and name.
    pub fn people(&mut self, query: &str, many: usize) -> anyhow::Result<Vec<(Uuid, String)>> {
        let query = format!("{query} LIMIT {many}");
        match self {
            Self::Sqlite(c) => {
                let mut asked = c.prepare(&query)?;
                let rows = asked.query_map([], |r| Ok((r.get::<_, Vec<u8>>(0)?, r.get(1)?)))?;
                rows.map(|row| {
                    row.map_err(anyhow::Error::from)
                        .and_then(|(id, name)| Ok((Uuid::from_slice(&id)?, name)))
                })
                .collect()
            }
            Self::Postgres(c, _) => Ok(c.query(&query, &[])?.iter().map(|r| (r.get(0), r.get(1))).collect()),
        }
    }

    pub fn worker(&mut self, email: &str) -> anyhow::Result<Uuid> {
        match self {
            Self::Sqlite(c) => {
                let id: Vec<u8> = c.query_row("SELECT id FROM worker WHERE email = ?1", [email], |r| r.get(0))?;
                Ok(Uuid::from_slice(&id)?)
            }
            Self::Postgres(c, _) => Ok(c.query_one("SELECT id FROM worker WHERE email = $1", &[&email])?.get(0)),
        }
    }
}

impl rusqlite::ToSql for Param {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput::*, Value as V, ValueRef};
        Ok(match self {
            Self::Null(()) => Owned(V::Null),
            Self::Bool(v) => Owned(V::Integer((*v).into())),
            Self::Int(v) | Self::Typed(Typed::Time(v)) => Owned(V::Integer(*v)),
            Self::Typed(Typed::Text(v)) => Borrowed(ValueRef::Text(v.as_bytes())),
            Self::Typed(Typed::Bytes(v)) => Borrowed(ValueRef::Blob(v)),
            Self::Typed(Typed::Id(v)) => Borrowed(ValueRef::Blob(v.as_bytes())),
            Self::Typed(Typed::Day(v)) => Owned(V::Text(v.to_string())),
        })
    }
}

impl ToSql for Param {
    fn to_sql(&self, ty: &Type, out: &mut bytes::BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null(()) => Ok(IsNull::Yes),
            Self::Bool(v) => v.to_sql_checked(ty, out),
            Self::Int(v) if *ty == Type::INT4 => i32::try_from(*v)?.to_sql_checked(ty, out),
            Self::Int(v) if *ty == Type::INT2 => i16::try_from(*v)?.to_sql_checked(ty, out),
            Self::Int(v) => v.to_sql_checked(ty, out),
            Self::Typed(Typed::Text(v)) => v.to_sql_checked(ty, out),
            Self::Typed(Typed::Bytes(v)) => v.to_sql_checked(ty, out),
            Self::Typed(Typed::Id(v)) => v.to_sql_checked(ty, out),
            Self::Typed(Typed::Day(v)) => v.to_sql_checked(ty, out),
            Self::Typed(Typed::Time(v)) => jiff::Timestamp::from_microsecond(*v)?.to_sql_checked(ty, out),
        }
    }
    fn accepts(_: &Type) -> bool {
        true
    }
    to_sql_checked!();
}
