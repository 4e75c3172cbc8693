//! The verbs. Each file has its arguments, an example in its help, and what it does.

mod calendar;
mod demo;
mod doctor;
mod import;
mod rebuild;
mod serve;
mod user;
mod verify;

use std::process::ExitCode;

use crate::place::PlaceArgs;

#[derive(clap::Subcommand)]
pub enum Verb {
    /// Make a synthetic authority, and serve it
    Demo(demo::Demo),
    /// Serve the record
    Serve(serve::Serve),
    /// Bring in a census
    Import(import::Import),
    /// Recompute both chains, and name the first entry that is not what was written
    Verify(verify::Verify),
    /// Write every list and search index again from the ledger
    Rebuild(rebuild::Rebuild),
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
        Verb::Import(v) => v.run(place),
        Verb::Verify(v) => v.run(place),
        Verb::Rebuild(v) => v.run(place),
        Verb::Calendar(v) => v.run(),
        Verb::Doctor(v) => v.run(place),
        Verb::User(v) => v.run(place),
    }
}
