//! `holdfast backup`

use std::path::PathBuf;
use std::process::ExitCode;

use domain::policy::Policy;

use super::import::operator;
use super::verify::heads;
use crate::clock;
use crate::place::PlaceArgs;
use crate::progress::{Progress, say};

#[derive(clap::Args)]
#[command(after_help = "Example: holdfast backup --to /srv/backups/2026-11-12.backup\n\n\
    Runs while people work, and copies the record as it stood at one moment: SQLite to one file, PostgreSQL to a folder. The copy is checked, and the \
    head of its chain is noted beside it. `holdfast restore` proves it against that note. Keep a note of the head elsewhere too.")]
pub struct Backup {
    /// The file (SQLite) or folder (PostgreSQL) to write, which is not there yet
    #[arg(long, value_name = "PATH")]
    to: PathBuf,
}

impl Backup {
    pub fn run(self, place: &PlaceArgs) -> anyhow::Result<ExitCode> {
        let store = place.open_existing(clock::system())?;
        let permit = Policy::command_line::<domain::policy::Export>(operator());
        let progress = Progress::new();
        let backed_up = store.backup(&permit, &self.to, &mut |what, n| progress.step(what, n));
        progress.end();
        let backed_up = backed_up?;
        match backed_up.checked {
            Ok(verified) => {
                say(format_args!(
                    "backed up to {}; the head is noted in {}",
                    self.to.display(),
                    backed_up.noted.display()
                ));
                heads(&verified);
                Ok(ExitCode::SUCCESS)
            }
            Err(broken) => {
                say(format_args!(
                    "copied to {}, but the record is not what was written: {broken}. Keep this copy and the last backup that restores.",
                    self.to.display()
                ));
                Ok(ExitCode::from(1))
            }
        }
    }
}
