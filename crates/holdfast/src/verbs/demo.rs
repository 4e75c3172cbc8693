//! `holdfast demo`

use std::process::ExitCode;

use crate::place::PlaceArgs;

#[derive(clap::Args)]
pub struct Demo {}

impl Demo {
    pub fn run(self, _place: &PlaceArgs) -> anyhow::Result<ExitCode> {
        anyhow::bail!("being written")
    }
}
