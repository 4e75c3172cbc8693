//! The people of Marlshire and what happened to them, one event after another.
//!
//! An event is taken from the queue, writes its entries, and puts what follows from it back into the queue. So an entry that names an earlier one has its
//! number at hand, and only what is still open has to be remembered.

mod allocation;
mod arrival;
mod casework;
mod changes;
mod contact;
mod decision;
mod details;
mod family;
mod grounds;
mod joins;
mod plans;
mod referral;
mod visits;
mod wording;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use domain::facts::FactBody;
use domain::facts::contact::ContactReceived;
use domain::ids::RecordId;
use domain::ledger::{Author, FactRef, NewEntry, NewFact};
use jiff::Timestamp;

use super::Plan;
use super::days::{DAY, Day, Days, HOUR, MINUTE, Wall};
use super::demand::Demand;
use super::ink::{Ink, fact};
use super::places::{School, schools};
use super::random::Random;
use super::roster::{Roster, Wanted, team};
use super::staff::Worker;
use super::words::{WORRIES, Worry};
use casework::Case;
use decision::Open;
use family::Family;

/// Something that happens at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    /// A day begins: its contacts are drawn.
    Day(Day),
    /// A contact is written down that was received at a moment.
    Arrives {
        received: Wall,
        group: usize,
        out_of_hours: bool,
    },
    /// A request for information is answered.
    Answered(usize),
    Taken(usize),
    Decided(usize),
    Returned(usize),
    Signed(usize),
    SignedAgain(usize),
    Born {
        family: usize,
        kid: usize,
    },
    Allocated(usize),
    Visited {
        case: usize,
        first: bool,
    },
    Conference(usize),
    Assessed(usize),
    Reviewed {
        case: usize,
        count: u32,
    },
    PlanEnds(usize),
    Leaves(usize),
}

/// The whole of it, as an iterator over entries.
#[derive(Debug)]
pub(super) struct Population {
    ink: Ink,
    random: Random,
    days: Days,
    demand: Demand,
    roster: Roster,
    schools: Vec<School>,
    worries: Vec<(&'static str, Vec<&'static Worry>)>,
    queue: BinaryHeap<Reverse<(Wall, u64, Event)>>,
    pushed: u64,
    /// Ten to nine on the plan's day: nothing happens after it.
    end: Wall,
    plan: Plan,
    people: u32,
    numbers: u32,
    children: u32,
    /// How many pupil numbers each school has given in each year.
    pupils: BTreeMap<(u32, u32), u32>,
    /// What has been noted of a child by now: nobody writes the same twice.
    told: BTreeMap<(usize, usize), Vec<&'static str>>,
    references: References,
    families: Vec<Family>,
    /// The families of the latest contacts: whoever had one is the likelier to have another.
    recent: Vec<usize>,
    place: usize,
    contacts: Slots<Open>,
    cases: Slots<Case>,
    /// The cases of each worker.
    held: Vec<BTreeSet<usize>>,
}

/// Things that come and go, at places that are used again.
#[derive(Debug)]
struct Slots<T> {
    items: Vec<Option<T>>,
    free: Vec<usize>,
}

impl<T> Slots<T> {
    fn new() -> Self {
        Self {
            items: Vec::new(),
            free: Vec::new(),
        }
    }
    fn add(&mut self, item: T) -> usize {
        match self.free.pop() {
            Some(place) => {
                self.items[place] = Some(item);
                place
            }
            None => {
                self.items.push(Some(item));
                self.items.len() - 1
            }
        }
    }
    fn get(&mut self, place: usize) -> Option<&mut T> {
        self.items.get_mut(place).and_then(Option::as_mut)
    }
    fn take(&mut self, place: usize) -> Option<T> {
        self.items.get_mut(place).and_then(Option::take)
    }
    /// Puts back what was taken for a moment.
    fn put(&mut self, place: usize, item: T) {
        self.items[place] = Some(item);
    }
    /// It is over, and nothing that is still to happen names the place: it may be used again.
    fn release(&mut self, place: usize) {
        self.items[place] = None;
        self.free.push(place);
    }
    /// It is over, and events that name it are still to come: they find nothing there.
    fn retire(&mut self, place: usize) {
        self.items[place] = None;
    }
}

/// Human references: a number that rises through the year and leaves out those that the families have.
#[derive(Debug)]
struct References {
    /// The last number given in each year. Around New Year contacts of both years come by in turn.
    last: BTreeMap<i16, u32>,
    reserved: BTreeSet<String>,
}

impl References {
    fn next(&mut self, year: i16) -> String {
        let number = self.last.entry(year).or_insert(10_000);
        loop {
            *number += 1;
            let reference = format!("{:02}-{number:06}", year % 100);
            if !self.reserved.contains(&reference) {
                return reference;
            }
        }
    }
}

impl Population {
    pub(super) fn new(plan: Plan, base: i64, workers: &[Worker], families: Vec<(Timestamp, i64, NewEntry)>) -> Self {
        let days = Days::to(plan.today);
        let received = families
            .iter()
            .flat_map(|(_, _, entry)| &entry.facts)
            .filter_map(|f| match &f.body {
                FactBody::ContactReceived(ContactReceived { reference, .. }) => Some(reference.clone()),
                _ => None,
            });
        let references = References {
            last: BTreeMap::new(),
            reserved: received.collect(),
        };
        let roster = Roster::new(workers, &days);
        let mut sources: Vec<&'static str> = WORRIES.iter().flat_map(|w| w.by.split(' ')).collect();
        sources.sort_unstable();
        sources.dedup();
        let by = |source: &'static str| {
            (
                source,
                WORRIES
                    .iter()
                    .filter(|w| w.by.split(' ').any(|s| s == source))
                    .collect(),
            )
        };
        let mut population = Self {
            ink: Ink::new(families, base, plan.seed),
            random: Random::new(plan.seed, "population"),
            demand: Demand::of(&days, plan.people),
            held: vec![BTreeSet::new(); roster.members.len()],
            roster,
            schools: schools(),
            worries: sources.into_iter().map(by).collect(),
            queue: BinaryHeap::new(),
            pushed: 0,
            end: i64::from(days.today) * DAY + 8 * HOUR + 50 * MINUTE,
            days,
            plan,
            people: 0,
            numbers: 0,
            children: 1000,
            pupils: BTreeMap::new(),
            told: BTreeMap::new(),
            references,
            families: Vec::new(),
            recent: Vec::new(),
            place: 0,
            contacts: Slots::new(),
            cases: Slots::new(),
        };
        if plan.people > 0 {
            population.push(0, Event::Day(0));
            population.leavers();
        }
        population
    }

    /// Everyone who leaves hands their cases over on their last working day.
    fn leavers(&mut self) {
        for worker in 0..self.roster.members.len() {
            let until = self.roster.members[worker].until;
            if (0..=self.days.today).contains(&until) {
                let day = self.days.working_day_by(until);
                self.push(i64::from(day) * DAY + 16 * HOUR, Event::Leaves(worker));
            }
        }
    }

    fn push(&mut self, at: Wall, event: Event) {
        if at <= self.end {
            self.pushed += 1;
            self.queue.push(Reverse((at, self.pushed, event)));
        }
    }

    /// The same, at a desk: in office hours at the earliest.
    fn push_at_work(&mut self, at: Wall, event: Event) {
        let at = self.days.at_work(at, &mut self.random);
        self.push(at, event);
    }

    fn happens(&mut self, at: Wall, event: Event) {
        match event {
            Event::Day(day) => self.day(day),
            Event::Arrives {
                received,
                group,
                out_of_hours,
            } => self.arrives(at, received, group, out_of_hours),
            Event::Answered(contact) => self.answered(at, contact),
            Event::Taken(contact) => self.taken(at, contact),
            Event::Decided(contact) => self.decided(at, contact),
            Event::Returned(contact) => self.returned(at, contact),
            Event::Signed(contact) => self.signed(at, contact, Wanted::Manager),
            Event::SignedAgain(contact) => self.signed(at, contact, Wanted::ServiceManager),
            Event::Born { family, kid } => self.born(at, family, kid),
            Event::Allocated(case) => self.allocated(at, case),
            Event::Visited { case, first } => self.visited(at, case, first),
            Event::Conference(case) => self.conference(at, case),
            Event::Assessed(case) => self.assessed(at, case),
            Event::Reviewed { case, count } => self.reviewed(at, case, count),
            Event::PlanEnds(case) => self.plan_ends(at, case),
            Event::Leaves(worker) => self.leaves(at, worker),
        }
    }

    fn author(&self, worker: usize) -> Author {
        let member = &self.roster.members[worker];
        Author {
            worker: member.id,
            role: member.role,
            on_behalf_of: None,
        }
    }

    /// Writes an entry and gives back its number.
    fn write(&mut self, at: Wall, worker: usize, facts: Vec<NewFact>) -> i64 {
        self.explain(at, worker, "", facts)
    }

    /// The same with its reason.
    fn explain(&mut self, at: Wall, worker: usize, reason: &str, facts: Vec<NewFact>) -> i64 {
        let author = self.author(worker);
        self.ink.write(self.days.instant(at), author, reason, facts)
    }

    fn record(&mut self, at: Wall) -> RecordId {
        RecordId(self.ink.id(self.days.instant(at)))
    }

    /// Somebody of a team who is there at that moment.
    fn someone(&mut self, team: usize, wanted: Wanted, at: Wall, but: &[usize]) -> usize {
        self.roster.someone(team, wanted, day_of(at), but, &mut self.random)
    }

    fn front_door(&mut self, wanted: Wanted, at: Wall, but: &[usize]) -> usize {
        self.someone(team("Front door"), wanted, at, but)
    }

    /// "14:10".
    fn time_words(at: Wall) -> String {
        format!("{:02}:{:02}", at % DAY / HOUR, at % HOUR / MINUTE)
    }
}

impl Iterator for Population {
    type Item = (Timestamp, NewEntry);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(entry) = self.ink.take() {
                return Some(entry);
            }
            match self.queue.pop() {
                Some(Reverse((at, _, event))) => self.happens(at, event),
                None => {
                    self.ink.families_until(None);
                    return self.ink.take();
                }
            }
        }
    }
}

fn day_of(at: Wall) -> Day {
    Day::try_from(at.div_euclid(DAY)).unwrap_or(0)
}

/// A fact said for the first time, under a record of its own; where it will stand once its entry is written is its place in the list.
#[derive(Debug, Default)]
struct Facts {
    list: Vec<NewFact>,
}

impl Facts {
    fn add(&mut self, fact: NewFact) -> usize {
        self.list.push(fact);
        self.list.len() - 1
    }
}

/// A fact that may be corrected later, and its record.
#[derive(Clone, Copy, Debug)]
struct Said {
    record: RecordId,
    at: FactRef,
}

impl Said {
    fn new(record: RecordId, seq: i64, ord: usize) -> Self {
        Self {
            record,
            at: fact(seq, ord),
        }
    }
}
