//! What an entry of the ledger is, what it hashes to, and which of its facts still stand.
//!
//! An [`Entry`] is one signed act: who, in which role, when recorded, when said to be true, why. It holds one or more
//! [`Fact`]s. Nothing in it is ever changed; a later fact corrects or retracts an earlier one.

mod hash;
mod left;
#[cfg(test)]
mod properties;
mod standing;

pub use hash::{Digest, EntryHash, FactHash, GENESIS, body_digest, entry_hash, hex, parse_hex};
pub use left::with_what_is_left;
pub use standing::{Standing, standing};

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::facts::FactBody;
use crate::ids::{EntryId, PersonId, RecordId, Subject, WorkerId};
use crate::roles::Role;

/// A fact's place in the ledger: the entry's number and the fact's order in it. This is a fact's only identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FactRef {
    pub seq: i64,
    pub ord: i32,
}

impl std::fmt::Display for FactRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.seq, self.ord)
    }
}

impl std::str::FromStr for FactRef {
    type Err = std::num::ParseIntError;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let (seq, ord) = s.split_once('.').unwrap_or((s, "0"));
        Ok(Self {
            seq: seq.parse()?,
            ord: ord.parse()?,
        })
    }
}

/// Whether a fact says something new, says it better, or takes it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum Effect {
    Record,
    Correct { amends: FactRef },
    Retract { amends: FactRef },
}

impl Effect {
    pub fn code(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Correct { .. } => "correct",
            Self::Retract { .. } => "retract",
        }
    }

    pub fn amends(self) -> Option<FactRef> {
        match self {
            Self::Record => None,
            Self::Correct { amends } | Self::Retract { amends } => Some(amends),
        }
    }

    /// The inverse of [`Effect::code`] and [`Effect::amends`].
    pub fn from_parts(code: &str, amends: Option<FactRef>) -> Option<Self> {
        match (code, amends) {
            ("record", None) => Some(Self::Record),
            ("correct", Some(amends)) => Some(Self::Correct { amends }),
            ("retract", Some(amends)) => Some(Self::Retract { amends }),
            _ => None,
        }
    }
}

/// One person that a fact is about, and the part they have in it (a code: concerned, sibling, parent, referrer, …).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct About {
    pub person: PersonId,
    pub part: String,
}

impl About {
    /// The child whom the fact is about.
    pub fn concerned(person: PersonId) -> Self {
        Self {
            person,
            part: "concerned".into(),
        }
    }
    /// Whoever was said to be the child until now: so that it is read on their record too.
    pub fn no_longer(person: PersonId) -> Self {
        Self::other(person, "no_longer")
    }
    pub fn other(person: PersonId, part: &str) -> Self {
        Self {
            person,
            part: part.into(),
        }
    }
}

/// What the person who decided had in front of them [Sem 8]: the head of the ledger at which the page shown was folded, and the
/// facts on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    pub known_seq: i64,
    pub shown: Vec<FactRef>,
}

/// Who wrote an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    pub worker: WorkerId,
    pub role: Role,
    /// Set when a deputy acts for somebody.
    pub on_behalf_of: Option<WorkerId>,
}

/// A fact that is about to be recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct NewFact {
    pub subject: Subject,
    pub record: RecordId,
    pub effect: Effect,
    /// The day on which it happened or became true, where that differs from the day of recording.
    pub effective_on: Option<Date>,
    pub about: Vec<About>,
    pub body: FactBody,
    pub known: Option<Known>,
}

impl NewFact {
    /// A new thing said for the first time.
    pub fn record(subject: impl Into<Subject>, record: RecordId, body: impl Into<FactBody>) -> Self {
        Self {
            subject: subject.into(),
            record,
            effect: Effect::Record,
            effective_on: None,
            about: Vec::new(),
            body: body.into(),
            known: None,
        }
    }
    /// The same thing, said better. `amends` is the fact that it replaces.
    pub fn correct(subject: impl Into<Subject>, record: RecordId, amends: FactRef, body: impl Into<FactBody>) -> Self {
        Self {
            effect: Effect::Correct { amends },
            ..Self::record(subject, record, body)
        }
    }
    /// Takes a fact back. The body says what is taken back, so that the entry can be read alone.
    pub fn retract(subject: impl Into<Subject>, record: RecordId, amends: FactRef, body: impl Into<FactBody>) -> Self {
        Self {
            effect: Effect::Retract { amends },
            ..Self::record(subject, record, body)
        }
    }
    pub fn on(mut self, date: Date) -> Self {
        self.effective_on = Some(date);
        self
    }
    pub fn about(mut self, about: About) -> Self {
        self.about.push(about);
        self
    }
    pub fn known(mut self, known: Known) -> Self {
        self.known = Some(known);
        self
    }
}

/// An entry that is about to be recorded. The writer adds its number, its instant and its hash.
#[derive(Clone, Debug, PartialEq)]
pub struct NewEntry {
    pub id: EntryId,
    pub author: Author,
    /// When the source held this to be true, for what is imported [Sem 7].
    pub asserted_at: Option<Timestamp>,
    /// Why; needed for a correction or a retraction.
    pub reason: Option<String>,
    /// Makes a resubmission harmless: a second entry with the same id is answered with the first.
    pub request_id: String,
    /// The digest of what was asked, so that the same id with other contents is refused and not answered.
    pub request_digest: Digest,
    /// Where it came from: `holdfast`, or the digest of the file that was imported.
    pub source: String,
    pub facts: Vec<NewFact>,
}

/// What every fact says of its entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub seq: i64,
    pub recorded_at: Timestamp,
    pub asserted_at: Option<Timestamp>,
    pub author: Author,
    pub reason: Option<String>,
    pub source: String,
}

/// A fact as it stands in the ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    pub at: FactRef,
    pub entry: std::sync::Arc<Entry>,
    pub subject: Subject,
    pub record: RecordId,
    pub effect: Effect,
    pub effective_on: Option<Date>,
    pub about: Vec<About>,
    /// `None` once it has been redacted: the digest stays, the words are gone.
    pub body: Option<FactBody>,
    pub known: Option<Known>,
}
