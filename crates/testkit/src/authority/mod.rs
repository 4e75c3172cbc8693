//! The synthetic authority: teams, staff, and the ledger that they would have written.

mod days;
mod demand;
mod families;
mod ink;
mod names;
mod number;
mod pen;
mod places;
mod population;
mod random;
mod roster;
mod staff;
#[cfg(test)]
mod tests;
mod words;

pub use families::{CANARIES, Canary, canaries, household, person};
pub use staff::{SignIn, Team, Worker, team_id, worker_id};

use domain::ledger::NewEntry;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

/// What to make. The same plan gives the same authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    pub seed: u64,
    /// The day on which the record ends, at ten to nine in the morning.
    pub today: Date,
    /// How many people are on record, about: 120,000 is the whole authority.
    pub people: u32,
}

impl Plan {
    /// The plan of somebody who asks at `now`: the record ends today, or, before nine in the morning, yesterday, so that nothing in it lies in
    /// the future.
    pub fn at(now: Timestamp, seed: u64, people: u32) -> Self {
        let nine_hours = SignedDuration::from_hours(9);
        let local = domain::calendar::london::zoned(now).datetime();
        let today = local.saturating_sub(nine_hours).date();
        Self { seed, today, people }
    }
}

/// Marlshire.
#[derive(Clone, Debug)]
pub struct Authority {
    plan: Plan,
}

impl Authority {
    pub fn new(plan: Plan) -> Self {
        Self { plan }
    }

    pub fn plan(&self) -> Plan {
        self.plan
    }

    pub fn teams(&self) -> Vec<Team> {
        staff::teams()
    }

    /// Everyone who works there or has worked there.
    pub fn workers(&self) -> Vec<Worker> {
        roster::workers(self.plan)
    }

    /// One worker for each role, and a few more, with whom a demonstration signs in.
    pub fn sign_ins(&self) -> Vec<SignIn> {
        staff::sign_ins()
    }

    /// Every entry with its instant, in order, for an empty ledger: the first becomes number 1.
    pub fn entries(&self) -> impl Iterator<Item = (Timestamp, NewEntry)> + use<> {
        self.entries_from(0)
    }

    /// The same for a ledger whose newest entry is `base`. Entries point at earlier ones by number, so they have to be appended without a gap.
    pub fn entries_from(&self, base: i64) -> impl Iterator<Item = (Timestamp, NewEntry)> + use<> {
        population::Population::new(self.plan, base, &self.workers(), families::entries(self.plan))
    }
}
