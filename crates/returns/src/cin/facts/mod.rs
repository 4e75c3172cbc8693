//! From a census row to facts of the ledger: what is new, what corrects what an earlier file said, and what stands already.
//!
//! A later file adds and corrects; it ends nothing by silence [Sem 23]. Only what an import recorded is corrected by an import: what a
//! worker recorded here stands, and a census that says otherwise is a finding.

mod child;
mod episode;

use domain::facts::FactBody;
use domain::ids::{PersonId, RecordId};
use domain::ledger::NewFact;
use domain::person::Person;
use domain::told::{Origin, Told};
use uuid::Uuid;

use super::rows::*;
use super::{Occurrence, Table};
use crate::people::Details;
use crate::{Finding, Place, What};

/// What a child's rows come to.
#[derive(Debug, Default)]
pub struct Changes {
    /// The facts with which the rows differ from what stands. None where nothing does: then importing the file again changes nothing.
    pub facts: Vec<NewFact>,
    /// The table of each row that the record already has word for word.
    pub unchanged: Vec<Table>,
    /// Where a row says something else than a worker recorded here.
    pub findings: Vec<Finding>,
}

/// Compares a child's rows with what stands. `existing` is the person as folded now, if the child is on record; `names` the line of the people
/// file, if there is one; `new_id` makes ids.
pub fn facts(
    child: &CinChild,
    id: PersonId,
    existing: Option<&Person>,
    names: Option<&Details>,
    new_id: &mut dyn FnMut() -> Uuid,
) -> Changes {
    let mut plan = Plan {
        child,
        id,
        new_id,
        changes: Changes::default(),
    };
    for row in &child.identifiers {
        plan.identifiers(row, existing);
    }
    for row in &child.characteristics {
        plan.characteristics(row, existing);
    }
    if let Some(names) = names {
        plan.names(names, existing);
    }
    let mut taken = Vec::new();
    for row in &child.episodes {
        plan.episode(row, existing, &mut taken);
    }
    plan.changes
}

struct Plan<'a> {
    child: &'a CinChild,
    id: PersonId,
    new_id: &'a mut dyn FnMut() -> Uuid,
    changes: Changes,
}

/// What stands in the record where a row's value would go.
struct Standing<'a, T> {
    value: &'a T,
    origin: &'a Origin,
}

impl<'a, T> From<&'a Told<T>> for Standing<'a, T> {
    fn from(told: &'a Told<T>) -> Self {
        Self {
            value: &told.value,
            origin: &told.origin,
        }
    }
}

impl Plan<'_> {
    /// Records a value, corrects the one that an import recorded, or leaves what a worker recorded. The record it is under, and whether
    /// nothing had to be done.
    fn put<T>(&mut self, table: Table, line: u64, value: T, standing: Option<Standing<'_, T>>) -> (RecordId, bool)
    where
        T: PartialEq + Into<FactBody>,
    {
        match standing {
            Some(s) if *s.value == value => (s.origin.record, true),
            Some(s) if s.origin.is_imported() => {
                self.changes
                    .facts
                    .push(NewFact::correct(self.id, s.origin.record, s.origin.fact, value));
                (s.origin.record, false)
            }
            Some(s) => {
                self.changes.findings.push(Finding {
                    child: self.child.la_child_id.clone(),
                    table: Place::Table(table),
                    line,
                    field: None,
                    value: None,
                    what: What::Import("differs from what was recorded here, which stands".into()),
                });
                (s.origin.record, true)
            }
            None => {
                let record = RecordId((self.new_id)());
                self.changes.facts.push(NewFact::record(self.id, record, value));
                (record, false)
            }
        }
    }

    /// One row that is one fact.
    fn row<R, T>(&mut self, table: Table, row: &Row<R>, body: T, known: Option<&Told<T>>) -> bool
    where
        T: PartialEq + Into<FactBody>,
    {
        let same = is_repeat(row.occurrence) || self.put(table, row.line, body, known.map(Into::into)).1;
        self.done(table, same);
        same
    }

    fn done(&mut self, table: Table, unchanged: bool) {
        if unchanged {
            self.changes.unchanged.push(table);
        }
    }
}

fn is_repeat(occurrence: Occurrence) -> bool {
    matches!(occurrence, Occurrence::Repeat { .. })
}
