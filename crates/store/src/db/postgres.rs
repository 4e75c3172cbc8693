//! PostgreSQL: when several machines or a standby are wanted.

use std::collections::HashMap;

use ::postgres::binary_copy::BinaryCopyInWriter;
use ::postgres::types::{ToSql, Type};
use ::postgres::{Client, NoTls, Statement};

use super::{Row, Sql, Table, Value};
use crate::Error;

/// A connection with its prepared statements.
pub struct PgConn {
    client: Client,
    prepared: HashMap<&'static str, Statement>,
}

impl PgConn {
    pub fn open(url: &str) -> Result<Self, Error> {
        let mut config: ::postgres::Config = url.parse()?;
        config
            .connect_timeout(std::time::Duration::from_secs(3))
            .application_name("holdfast");
        let mut client = config.connect(NoTls)?;
        client.batch_execute(
            "SET statement_timeout = '60s'; SET lock_timeout = '10s'; SET client_min_messages = 'warning'",
        )?;
        Ok(Self {
            client,
            prepared: HashMap::new(),
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
        let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|p| p as &(dyn ToSql + Sync)).collect();
        let rows = self.client.query(&statement, &params)?;
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
        let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|p| p as &(dyn ToSql + Sync)).collect();
        Ok(self.client.execute(&statement, &params)?)
    }

    pub fn batch(&mut self, text: &str) -> Result<(), Error> {
        Ok(self.client.batch_execute(text)?)
    }

    pub fn understands(&mut self, text: &str) -> Result<(), Error> {
        self.client.prepare(text)?;
        Ok(())
    }

    pub fn bulk<'v>(&mut self, table: &Table, rows: impl Iterator<Item = Vec<Value<'v>>>) -> Result<u64, Error> {
        let types: Vec<Type> = self
            .client
            .prepare(&format!(
                "SELECT {} FROM {} LIMIT 0",
                table.columns.join(", "),
                table.name
            ))?
            .columns()
            .iter()
            .map(|c| c.type_().clone())
            .collect();
        let copy = format!(
            "COPY {} ({}) FROM STDIN (FORMAT binary)",
            table.name,
            table.columns.join(", ")
        );
        let mut writer = BinaryCopyInWriter::new(self.client.copy_in(&copy)?, &types);
        for row in rows {
            let cells: Vec<&(dyn ToSql + Sync)> = row.iter().map(|v| v as &(dyn ToSql + Sync)).collect();
            writer.write(&cells)?;
        }
        Ok(writer.finish()?)
    }
}
