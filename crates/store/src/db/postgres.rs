//! PostgreSQL: when several machines or a standby are wanted.

use std::collections::HashMap;

use ::postgres::binary_copy::BinaryCopyInWriter;
use ::postgres::types::ToSql;
use ::postgres::{Client, NoTls, Statement};

use super::address::{self, Address};
use super::{Row, Sql, Table, Value};
use crate::Error;

/// A connection with its prepared statements.
pub struct PgConn {
    client: Client,
    prepared: HashMap<&'static str, Statement>,
    inserts: HashMap<String, Statement>,
}

impl PgConn {
    pub fn open(url: &str) -> Result<Self, Error> {
        let Address { mut config, tls } = address::read(url)?;
        config
            .connect_timeout(std::time::Duration::from_secs(3))
            .application_name("holdfast");
        let mut client = match tls {
            Some(tls) => config.connect(tls)?,
            None => config.connect(NoTls)?,
        };
        client.batch_execute(SETTINGS)?;
        Ok(Self {
            client,
            prepared: HashMap::new(),
            inserts: HashMap::new(),
        })
    }

    pub fn is_usable(&self) -> bool {
        !self.client.is_closed()
    }

    fn statement(&mut self, sql: &'static Sql) -> Result<Statement, Error> {
        if let Some(statement) = self.prepared.get(sql.name) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql.postgres)?;
        self.prepared.insert(sql.name, statement.clone());
        Ok(statement)
    }

    pub fn rows(&mut self, sql: &'static Sql, params: &[Value<'_>]) -> Result<Vec<Row>, Error> {
        let statement = self.statement(sql)?;
        let rows = self.client.query(&statement, &cells(params))?;
        Ok(rows
            .into_iter()
            .map(|row| Row::Postgres {
                statement: sql.name,
                row,
            })
            .collect())
    }

    pub fn run(&mut self, sql: &'static Sql, params: &[Value<'_>]) -> Result<u64, Error> {
        let statement = self.statement(sql)?;
        Ok(self.client.execute(&statement, &cells(params))?)
    }

    pub fn batch(&mut self, text: &str) -> Result<(), Error> {
        Ok(self.client.batch_execute(text)?)
    }

    pub fn understands(&mut self, text: &str) -> Result<(), Error> {
        self.client.prepare(text)?;
        Ok(())
    }

    /// A few rows go by the prepared statement, one round trip each; more by COPY, which takes three however many they are.
    pub fn bulk<'v>(&mut self, table: &Table, rows: impl Iterator<Item = Vec<Value<'v>>>) -> Result<u64, Error> {
        let insert = self.insert(table)?;
        let mut rows = rows.peekable();
        let mut few = Vec::with_capacity(FEW);
        while few.len() < FEW
            && let Some(row) = rows.next()
        {
            few.push(row);
        }
        if rows.peek().is_none() {
            for row in &few {
                self.client.execute(&insert, &cells(row))?;
            }
            return Ok(few.len() as u64);
        }
        let copy = format!(
            "COPY {} ({}) FROM STDIN (FORMAT binary)",
            table.name,
            table.columns.join(", ")
        );
        let mut writer = BinaryCopyInWriter::new(self.client.copy_in(&copy)?, insert.params());
        for row in few.into_iter().chain(rows) {
            writer.write(&cells(&row))?;
        }
        Ok(writer.finish()?)
    }

    /// The statement that adds a row; its parameters have the types of the columns.
    fn insert(&mut self, table: &Table) -> Result<Statement, Error> {
        let text = table.insert();
        if let Some(statement) = self.inserts.get(&text) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(&text)?;
        self.inserts.insert(text, statement.clone());
        Ok(statement)
    }
}

/// Every statement finds a few rows by their keys, or walks a stretch of them: nested loops over indexes, whatever the planner thinks of a list of
/// sixteen ids that is mostly the same id. Left to itself it reads the whole ledger into a hash for them. And what is planned once stays planned.
pub const SETTINGS: &str = "SET statement_timeout = '60s'; SET lock_timeout = '10s'; SET client_min_messages = 'warning'; \
    SET plan_cache_mode = 'force_generic_plan'; SET enable_nestloop = on; SET enable_hashjoin = off; SET enable_mergejoin = off; SET jit = off; \
    SET random_page_cost = 1.1; RESET work_mem";

/// What reads or writes most of the record hashes whole stretches, each planned for itself, for as long as it takes.
pub const FOR_MUCH: &str = "SET statement_timeout = 0; SET plan_cache_mode = 'force_custom_plan'; SET enable_nestloop = off; \
    SET enable_hashjoin = on; SET work_mem = '64MB'";

/// Up to how many rows go one by one.
const FEW: usize = 3;

fn cells<'r>(row: &'r [Value<'_>]) -> Vec<&'r (dyn ToSql + Sync)> {
    row.iter().map(|v| v as &(dyn ToSql + Sync)).collect()
}
