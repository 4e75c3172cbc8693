//! `holdfast export`

use std::path::PathBuf;
use std::process::ExitCode;

use domain::policy::Policy;

use super::import::operator;
use crate::clock;
use crate::place::PlaceArgs;
use crate::progress::{Progress, say};

#[derive(clap::Args)]
#[command(after_help = "Example: holdfast export --to /srv/export-2026-11-12\n\n\
    The ledger and everything beside it as NDJSON, sheets as CSV, and a README that explains every file and column. `holdfast import ledger` puts it \
    back into an empty place, SQLite or PostgreSQL, with the same heads. The folder holds the whole record: keep it as the record itself is kept.")]
pub struct Export {
    /// The folder to write: one that is not there yet, or an empty one
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
}

impl Export {
    pub fn run(self, place: &PlaceArgs) -> anyhow::Result<ExitCode> {
        let store = place.open_existing(clock::system())?;
        let permit = Policy::command_line::<domain::policy::Export>(operator());
        let progress = Progress::new();
        let exported = store.export(&permit, &self.to, &mut |what, n| progress.step(what, n));
        progress.end();
        let manifest = exported?.manifest;
        say(format_args!(
            "wrote {} files to {}",
            manifest.files.len() + 1,
            self.to.display()
        ));
        say(format_args!(
            "entries {} head {}",
            manifest.ledger.records, manifest.ledger.head
        ));
        say(format_args!(
            "looks {} head {}",
            manifest.access_log.records, manifest.access_log.head
        ));
        say(store::WARNING);
        Ok(ExitCode::SUCCESS)
    }
}
