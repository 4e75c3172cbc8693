//! The one place where entries get their numbers: the families' and the population's, in one order of time.

use std::collections::{HashMap, VecDeque};

use domain::ids::EntryId;
use domain::ledger::{Author, FactRef, NewEntry, NewFact};
use jiff::Timestamp;

use super::pen;
use super::random::Random;

/// Where finished entries wait to be taken.
#[derive(Debug)]
pub(super) struct Ink {
    out: VecDeque<(Timestamp, NewEntry)>,
    families: std::iter::Peekable<std::vec::IntoIter<(Timestamp, i64, NewEntry)>>,
    /// The numbers that the families' entries got, by symbol.
    numbers: HashMap<i64, i64>,
    head: i64,
    last: Timestamp,
    random: Random,
}

impl Ink {
    pub(super) fn new(families: Vec<(Timestamp, i64, NewEntry)>, base: i64, seed: u64) -> Self {
        Self {
            out: VecDeque::new(),
            families: families.into_iter().peekable(),
            numbers: HashMap::new(),
            head: base,
            last: Timestamp::MIN,
            random: Random::new(seed, "ink"),
        }
    }

    /// The number of the newest entry.
    pub(super) fn head(&self) -> i64 {
        self.head
    }

    /// Writes an entry; its facts are then `(seq, 0)`, `(seq, 1)`, …
    pub(super) fn write(&mut self, at: Timestamp, author: Author, reason: &str, facts: Vec<NewFact>) -> i64 {
        self.families_until(Some(at));
        // Clocks that go forward would otherwise put the hour that is not there before the one ahead of it.
        let at = at.max(self.last);
        self.last = at;
        self.head += 1;
        let request_id = format!("marlshire-{}", self.head);
        let entry = NewEntry {
            id: EntryId(self.random.id(at)),
            author,
            asserted_at: None,
            reason: Some(reason.to_owned()).filter(|r| !r.is_empty()),
            request_digest: pen::digest(&request_id),
            request_id,
            source: "holdfast".into(),
            facts,
        };
        self.out.push_back((at, entry));
        self.head
    }

    /// Takes over the families' entries up to an instant, or all that are left.
    pub(super) fn families_until(&mut self, at: Option<Timestamp>) {
        while let Some((when, symbol, mut entry)) = self.families.next_if(|(when, ..)| at.is_none_or(|at| *when <= at))
        {
            self.head += 1;
            self.numbers.insert(symbol, self.head);
            let numbers = &self.numbers;
            pen::resolve(&mut entry, self.head, |symbol| {
                numbers.get(&symbol).copied().unwrap_or(0)
            });
            self.last = self.last.max(when);
            self.out.push_back((self.last, entry));
        }
    }

    pub(super) fn take(&mut self) -> Option<(Timestamp, NewEntry)> {
        self.out.pop_front()
    }

    /// A new id, made at an instant.
    pub(super) fn id(&mut self, at: Timestamp) -> uuid::Uuid {
        self.random.id(at)
    }
}

/// A fact of an entry.
pub(super) fn fact(seq: i64, ord: usize) -> FactRef {
    FactRef {
        seq,
        ord: i32::try_from(ord).unwrap_or(0),
    }
}
