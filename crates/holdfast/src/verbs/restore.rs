//! `holdfast restore`

use std::path::PathBuf;
use std::process::ExitCode;

use domain::policy::Policy;
use store::Store;

use super::import::operator;
use super::verify::heads;
use crate::clock;
use crate::place::PlaceArgs;
use crate::progress::{Progress, say};

#[derive(clap::Args)]
#[command(
    after_help = "Example: holdfast --data /srv/restored restore /srv/backups/2026-11-12.backup\n\n\
    Nothing is ever overwritten: the place has to be empty. The backup is checked entry by entry, and against the head noted beside it, before it takes \
    its place. Everybody signs in again."
)]
pub struct Restore {
    /// What `holdfast backup --to` wrote: a file, or a folder
    #[arg(value_name = "BACKUP")]
    from: PathBuf,
}

impl Restore {
    pub fn run(self, place: &PlaceArgs) -> anyhow::Result<ExitCode> {
        let permit = Policy::command_line::<domain::policy::Import>(operator());
        let progress = Progress::new();
        let config = place.config(clock::system())?;
        let restored = Store::restore(&config, &permit, &self.from, &mut |what, n| progress.step(what, n));
        progress.end();
        let restored = restored?;
        say(if restored.against_noted {
            "restored; it verifies, and ends in the head that was noted when it was backed up"
        } else {
            "restored; it verifies, but no head was noted beside it, so it cannot be seen whether its end was cut off. Compare the head below with one \
            noted elsewhere: `holdfast verify --since N:HASH`"
        });
        heads(&restored.verified);
        Ok(ExitCode::SUCCESS)
    }
}
