//! `holdfast worker`, and the same rounds inside `holdfast serve`.

use std::process::ExitCode;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use domain::policy::{Maintain, Policy};
use store::{Keep, Round, Store};
use web::Settings;

use super::import::operator;
use crate::clock;
use crate::place::PlaceArgs;
use crate::progress::say;

#[derive(clap::Args)]
#[command(after_help = "Example: holdfast worker --every 60\n\n\
    `holdfast serve` does this itself; run it apart only beside servers with --no-worker. Each round raises the alarm for contacts with danger now, or that \
    cannot wait for tomorrow, that nobody has taken within the hour; ends sessions that have run out; and removes unfinished forms that are past their days. \
    Two of them do no harm.")]
pub struct Worker {
    /// Seconds between two rounds
    #[arg(long, default_value_t = EVERY, value_parser = clap::value_parser!(u64).range(1..=3600))]
    every: u64,
    /// One round, and what it did
    #[arg(long, conflicts_with = "every")]
    once: bool,
}

/// Seconds between two rounds: an alarm is late by no more than this.
const EVERY: u64 = 60;

impl Worker {
    pub fn run(self, place: &PlaceArgs) -> anyhow::Result<ExitCode> {
        let store = place.open_existing(clock::system())?;
        let keep = keep(&Settings::default());
        if self.once {
            let Round {
                alarms,
                sessions,
                drafts,
            } = round(&store, keep)?;
            say(format_args!(
                "{alarms} alarms raised, {sessions} sessions ended, {drafts} old drafts removed"
            ));
            return Ok(ExitCode::SUCCESS);
        }
        // Asked to stop, the process ends where it is: a round is one transaction.
        let (_running, stopped) = std::sync::mpsc::channel();
        rounds(&store, keep, self.every, &stopped);
        Ok(ExitCode::SUCCESS)
    }
}

/// Starts the rounds on a thread of their own. They end when what is returned is dropped.
pub fn start(store: Store, settings: &Settings) -> anyhow::Result<std::sync::mpsc::Sender<()>> {
    let keep = keep(settings);
    let (running, stopped) = std::sync::mpsc::channel();
    std::thread::Builder::new()
        .name("worker".into())
        .spawn(move || rounds(&store, keep, EVERY, &stopped))?;
    Ok(running)
}

fn keep(settings: &Settings) -> Keep {
    Keep {
        sessions: settings.sessions,
        draft_days: settings.draft_days,
    }
}

fn round(store: &Store, keep: Keep) -> Result<Round, store::Error> {
    store.round(&Policy::command_line::<Maintain>(operator()), keep)
}

/// Round after round, until the other end of `stopped` is gone. One that fails is tried again at its next turn.
fn rounds(store: &Store, keep: Keep, every: u64, stopped: &Receiver<()>) {
    loop {
        match round(store, keep) {
            Ok(Round { alarms, .. }) if alarms > 0 => tracing::info!(alarms, "alarms were raised"),
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "a round of the worker failed; the next is tried"),
        }
        if stopped.recv_timeout(Duration::from_secs(every)) != Err(RecvTimeoutError::Timeout) {
            return;
        }
    }
}
