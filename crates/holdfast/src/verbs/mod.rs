//! The verbs. Each file has its arguments, an example in its help, and what it does.

mod authority;
mod backup;
mod calendar;
mod demo;
mod doctor;
mod export;
mod import;
mod rebuild;
mod redact;
mod restore;
mod serve;
mod user;
mod verify;
mod worker;

use std::process::ExitCode;

use crate::place::PlaceArgs;

#[derive(clap::Subcommand)]
pub enum Verb {
    /// Make a synthetic authority, and serve it
    Demo(demo::Demo),
    /// Serve the record
    Serve(serve::Serve),
    /// Do what has to happen without anybody asking: alarms, and the end of what is kept for a while only
    Worker(worker::Worker),
    /// Bring in a census, or a record that was exported
    Import(import::Import),
    /// Write everything that the authority owns to a folder, to leave with
    Export(export::Export),
    /// Copy the record while people work
    Backup(backup::Backup),
    /// Restore a backup into an empty place, and prove it
    Restore(restore::Restore),
    /// Recompute both chains, and name the first entry that is not what was written
    Verify(verify::Verify),
    /// Write every list and search index again from the ledger
    Rebuild(rebuild::Rebuild),
    /// Remove words for good, on somebody's authority
    Redact(redact::Redact),
    /// Ask when something is due
    Calendar(calendar::Calendar),
    /// Say what this installation is, and what is wrong with it
    Doctor(doctor::Doctor),
    /// Add staff, set passwords, end access
    User(user::User),
}

pub fn run(place: &PlaceArgs, verb: Verb) -> anyhow::Result<ExitCode> {
    match verb {
        Verb::Demo(v) => v.run(place),
        Verb::Serve(v) => v.run(place),
        Verb::Worker(v) => v.run(place),
        Verb::Import(v) => v.run(place),
        Verb::Export(v) => v.run(place),
        Verb::Backup(v) => v.run(place),
        Verb::Restore(v) => v.run(place),
        Verb::Verify(v) => v.run(place),
        Verb::Rebuild(v) => v.run(place),
        Verb::Redact(v) => v.run(place),
        Verb::Calendar(v) => v.run(),
        Verb::Doctor(v) => v.run(place),
        Verb::User(v) => v.run(place),
    }
}
