//! `holdfast import`

use std::process::ExitCode;

use crate::place::PlaceArgs;

#[derive(clap::Args)]
#[command(after_help = "Example: holdfast import cin CIN_2026.xml --people people.csv")]
pub struct Import {}

impl Import {
    pub fn run(self, _place: &PlaceArgs) -> anyhow::Result<ExitCode> {
        anyhow::bail!("importing is being written")
    }
}
