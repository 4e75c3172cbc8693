//! What `make bench` measures Holdfast with: contacts to decide, clients that decide them, and a server that asks the same of the database and
//! nothing else (the floor).

#![allow(
    clippy::print_stdout,
    reason = "what is measured is printed, for the script that asked"
)]

mod children;
mod contacts;
mod floor;
mod load;
mod statements;

use clap::Parser;

#[derive(Parser)]
enum Measure {
    /// Hands contacts over about children who have no open case, one each, and writes their addresses
    Contacts(contacts::Contacts),
    /// Writes the ids of children, spread over the record
    Children(children::Children),
    /// Opens the pages of many contacts, then saves a decision of each from many clients at once
    Decide(load::Decide),
    /// Answers `/read` and `/save` with the recorded statements of a page and of a save
    Floor(floor::Floor),
}

fn main() -> anyhow::Result<()> {
    match Measure::parse() {
        Measure::Contacts(contacts) => contacts.run(),
        Measure::Children(children) => children.run(),
        Measure::Decide(decide) => decide.run(),
        Measure::Floor(floor) => floor.run(),
    }
}
