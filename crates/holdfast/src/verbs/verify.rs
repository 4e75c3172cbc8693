//! `holdfast verify`

use std::process::ExitCode;

use anyhow::Context;
use domain::ledger::{hex, parse_hex};
use store::{Since, Verified};

use crate::clock;
use crate::place::PlaceArgs;
use crate::progress::{Progress, say};

#[derive(clap::Args)]
#[command(
    after_help = "Example: holdfast verify --since 8114902:9f2c…\n\nPrints `entries N head HASH` and ends with 0, or names the first \
    broken entry and ends with 1. Note the head elsewhere: only with --since can it be seen that the end was cut off."
)]
pub struct Verify {
    /// A head that was noted earlier, as N:HASH
    #[arg(long, value_name = "N:HASH")]
    since: Option<String>,
}

impl Verify {
    pub fn run(self, place: &PlaceArgs) -> anyhow::Result<ExitCode> {
        let since = self.since.as_deref().map(noted).transpose()?;
        let store = place.open_existing(clock::system())?;
        let progress = Progress::new();
        let result = store.verify(since, |n| {
            progress.at("entries checked", usize::try_from(n).unwrap_or(0))
        })?;
        progress.end();
        match result {
            Ok(verified) => {
                heads(&verified);
                Ok(ExitCode::SUCCESS)
            }
            Err(broken) => {
                say(broken);
                Ok(ExitCode::from(1))
            }
        }
    }
}

/// The heads of both chains: what to note elsewhere.
pub fn heads(verified: &Verified) {
    say(verified);
    say(format_args!(
        "looks {} head {}",
        verified.looks,
        hex(&verified.looks_head)
    ));
}

fn noted(text: &str) -> anyhow::Result<Since> {
    let (seq, hash) = text
        .split_once(':')
        .context("--since takes N:HASH, as `verify` printed them")?;
    let seq = seq.parse().context("the number before the colon is not a number")?;
    Ok(Since {
        seq,
        hash: parse_hex(hash).context("the part after the colon is not a hash of 64 characters")?,
    })
}
