//! Settings of the authority that live with its record.

use crate::db::{params, statements};
use crate::{Error, Tx, WriteTx};

statements! {
    GET = "SELECT value FROM setting WHERE name = $1";
    ALL_SETTINGS = "SELECT name, value FROM setting ORDER BY name";
    SET = "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    ADD = "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
}

impl Tx<'_> {
    pub fn setting(&mut self, name: &str) -> Result<Option<String>, Error> {
        self.conn.row(GET, params![name])?.map(|r| r.text(0)).transpose()
    }

    pub fn settings(&mut self) -> Result<Vec<(String, String)>, Error> {
        self.conn
            .rows(ALL_SETTINGS, params![])?
            .iter()
            .map(|r| Ok((r.text(0)?, r.text(1)?)))
            .collect()
    }
}

impl WriteTx<'_> {
    pub fn set_setting(&mut self, name: &str, value: &str) -> Result<(), Error> {
        self.tx.conn.run(SET, params![name, value])?;
        Ok(())
    }

    /// The value of a setting that is made once: the one that stands, or else `value`.
    pub fn setting_once(&mut self, name: &str, value: &str) -> Result<String, Error> {
        self.tx.conn.run(ADD, params![name, value])?;
        Ok(self.setting(name)?.unwrap_or_else(|| value.to_owned()))
    }
}
