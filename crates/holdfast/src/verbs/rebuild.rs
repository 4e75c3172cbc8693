//! `holdfast rebuild`

use std::process::ExitCode;

use crate::clock;
use crate::place::PlaceArgs;
use crate::progress::{Progress, say};

#[derive(clap::Args)]
#[command(after_help = "Example: holdfast rebuild --check")]
pub struct Rebuild {
    /// Change nothing: work everything out beside what stands, and say what differs. Ends with 1 where something does
    #[arg(long)]
    check: bool,
}

impl Rebuild {
    pub fn run(self, place: &PlaceArgs) -> anyhow::Result<ExitCode> {
        let store = place.open_existing(clock::system())?;
        let progress = Progress::new();
        let tell = {
            let progress = progress.clone();
            move |what, n| progress.at(what, n)
        };
        if !self.check {
            let rebuilt = store.rebuild(tell)?;
            progress.end();
            say(format_args!(
                "rebuilt {} subjects from {} facts",
                rebuilt.subjects, rebuilt.facts
            ));
            return Ok(ExitCode::SUCCESS);
        }
        let (rebuilt, differences) = store.rebuild_check(tell)?;
        progress.end();
        for d in &differences {
            say(format_args!(
                "{}: {} rows are missing, {} should not be there",
                d.table, d.missing, d.surplus
            ));
        }
        if differences.is_empty() {
            say(format_args!(
                "equal: {} subjects, {} facts",
                rebuilt.subjects, rebuilt.facts
            ));
            return Ok(ExitCode::SUCCESS);
        }
        say("The lists do not say what the ledger says. `holdfast rebuild` writes them again.");
        Ok(ExitCode::from(1))
    }
}
