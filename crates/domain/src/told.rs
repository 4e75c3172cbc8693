//! A value with its provenance: nothing on a page stands without who said it and when.

use std::sync::Arc;

use jiff::{Timestamp, civil::Date};

use crate::facts::FactBody;
use crate::ids::{RecordId, Subject};
use crate::ledger::{Entry, Fact, FactRef, Standing};

/// A value that stands in the record, and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Told<T> {
    pub value: T,
    pub origin: Origin,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    pub fact: FactRef,
    pub record: RecordId,
    /// The id it was written against; differs from the page's own after a joining.
    pub written_to: Subject,
    pub entry: Arc<Entry>,
    pub effective_on: Option<Date>,
    /// The versions that this one replaced, oldest first.
    pub replaced: Vec<FactRef>,
}

impl Origin {
    pub fn recorded_at(&self) -> Timestamp {
        self.entry.recorded_at
    }
    /// Whether it came from a file that another system wrote.
    pub fn is_imported(&self) -> bool {
        self.entry.asserted_at.is_some()
    }
}

impl<T> std::ops::Deref for Told<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> Told<T> {
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Told<U> {
        Told {
            value: f(self.value),
            origin: self.origin,
        }
    }
}

/// A standing fact with its body and its source; `None` once the body was redacted.
pub fn told(standing: &Standing<'_>) -> Option<Told<FactBody>> {
    let Fact {
        at,
        entry,
        subject,
        record,
        effective_on,
        body,
        ..
    } = standing.fact;
    Some(Told {
        value: body.clone()?,
        origin: Origin {
            fact: *at,
            record: *record,
            written_to: *subject,
            entry: entry.clone(),
            effective_on: *effective_on,
            replaced: standing.earlier.iter().map(|f| f.at).collect(),
        },
    })
}
