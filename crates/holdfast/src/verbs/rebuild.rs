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
                "rebuilt {} from {}",
                counted(rebuilt.subjects, "subject"),
                counted(rebuilt.facts, "fact")
            ));
            return Ok(ExitCode::SUCCESS);
        }
        let (rebuilt, differences) = store.rebuild_check(tell)?;
        progress.end();
        for d in &differences {
            say(format_args!(
                "{}: {} missing, {} that should not be there",
                d.table,
                counted(d.missing, "row"),
                counted(d.surplus, "row")
            ));
        }
        if differences.is_empty() {
            say(format_args!(
                "equal: {}, {}",
                counted(rebuilt.subjects, "subject"),
                counted(rebuilt.facts, "fact")
            ));
            return Ok(ExitCode::SUCCESS);
        }
        say("The lists do not say what the ledger says. `holdfast rebuild` writes them again.");
        Ok(ExitCode::from(1))
    }
}

/// "1 subject", "2 subjects"
fn counted(n: impl std::fmt::Display, what: &str) -> String {
    let n = n.to_string();
    let ending = if n == "1" { "" } else { "s" };
    format!("{n} {what}{ending}")
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn one_is_not_many() {
        assert_eq!(counted(1, "subject"), "1 subject");
        assert_eq!(counted(0, "fact"), "0 facts");
        assert_eq!(counted(2, "fact"), "2 facts");
    }
}
