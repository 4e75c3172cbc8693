//! Where the record is: `$HOLDFAST_DATA/holdfast.db`, or PostgreSQL by `HOLDFAST_DATABASE`. Every verb obeys both.

use std::path::PathBuf;

use anyhow::Context;
use store::{Config, Place, Store};

use crate::clock::Clock;

#[derive(clap::Args, Clone, Debug)]
pub struct PlaceArgs {
    /// The folder of the record and its files
    #[arg(
        long,
        env = "HOLDFAST_DATA",
        default_value = "holdfast-data",
        global = true,
        value_name = "DIR"
    )]
    pub data: PathBuf,
    /// A PostgreSQL database instead of the file in that folder: postgres://user@host/name. To another machine TLS is spoken and the server's name
    /// proved, by the authorities that this machine trusts or those in a file: ?sslrootcert=FILE; in the clear only with ?sslmode=disable
    #[arg(
        long,
        env = "HOLDFAST_DATABASE",
        global = true,
        value_name = "URL",
        hide_env_values = true
    )]
    pub database: Option<String>,
}

impl PlaceArgs {
    pub fn place(&self) -> Place {
        match &self.database {
            Some(url) => Place::Postgres(url.clone()),
            None => Place::Sqlite(self.data.join("holdfast.db")),
        }
    }

    /// Where a census that is sent by page waits until it is imported.
    pub fn uploads(&self) -> PathBuf {
        self.data.join("uploads")
    }

    /// Opens the record, making it where there is none.
    pub fn open(&self, clock: Clock) -> anyhow::Result<Store> {
        self.said(Store::open(self.config(clock)?))
    }

    /// With what to look at next, where a server does not do as it is asked.
    fn said(&self, opened: Result<Store, store::Error>) -> anyhow::Result<Store> {
        match opened {
            Err(e @ (store::Error::Unavailable(_) | store::Error::Postgres(_))) if self.database.is_some() => {
                Err(anyhow::Error::new(e).context(
                    "the database that --database or HOLDFAST_DATABASE names cannot be opened; see that its server runs, and that it \
                     has that database and that user",
                ))
            }
            opened => Ok(opened?),
        }
    }

    /// How the record is opened, its folder made where there is none.
    pub fn config(&self, clock: Clock) -> anyhow::Result<Config> {
        if self.database.is_none() {
            std::fs::create_dir_all(&self.data).with_context(|| {
                format!(
                    "the folder {} cannot be made; choose another with --data",
                    self.data.display()
                )
            })?;
        }
        Ok(self.config_of_existing(clock))
    }

    /// How the record is opened; no folder is made.
    fn config_of_existing(&self, clock: Clock) -> Config {
        let readers = std::thread::available_parallelism().map_or(4, |n| n.get() * 2).max(4);
        Config {
            place: self.place(),
            readers,
            clock,
        }
    }

    /// Opens a record that has to be there already.
    pub fn open_existing(&self, clock: Clock) -> anyhow::Result<Store> {
        self.said(Store::open_existing(self.config_of_existing(clock)))
    }
}
