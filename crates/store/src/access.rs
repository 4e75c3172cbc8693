//! Who looked at what, and who was refused: a chain of its own, append only [Sem 10].

use domain::ids::{PersonId, WorkerId};
use domain::ledger::{Digest, GENESIS};
use domain::policy::{Actor, Relationship};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use crate::Error;
use crate::db::{Conn, Table, Value, params, statements};

/// Who asks, by which route, and for what purpose.
#[derive(Clone, Debug)]
pub struct Who {
    pub actor: Actor,
    /// The route's pattern ("/people/{id}"), never the address with what somebody typed.
    pub route: String,
    pub purpose: String,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Shown,
    Saved,
    Refused,
    Failed,
}

impl Outcome {
    pub fn code(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Saved => "saved",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        [Self::Shown, Self::Saved, Self::Refused, Self::Failed]
            .into_iter()
            .find(|o| o.code() == code)
    }
}

/// One row of the access log.
#[derive(Clone, Debug)]
pub struct Access {
    pub at: Option<Timestamp>,
    pub actor: Option<WorkerId>,
    pub role: String,
    pub action: String,
    pub route: String,
    pub purpose: String,
    pub relationship: String,
    pub break_glass: Option<i64>,
    pub outcome: Outcome,
    /// Who was shown, and how much of them. The log names each once.
    pub people: Vec<(PersonId, String)>,
}

impl Access {
    pub fn new(who: &Who, action: &str, outcome: Outcome) -> Self {
        Self {
            at: None,
            actor: Some(who.actor.worker),
            role: who.actor.role.code().into(),
            action: action.into(),
            route: who.route.clone(),
            purpose: who.purpose.clone(),
            relationship: Relationship::None.code().into(),
            break_glass: None,
            outcome,
            people: Vec::new(),
        }
    }

    /// Something that happened before anybody was signed in.
    pub fn nobody(action: &str, route: &str, outcome: Outcome) -> Self {
        Self {
            at: None,
            actor: None,
            role: "nobody".into(),
            action: action.into(),
            route: route.into(),
            purpose: String::new(),
            relationship: Relationship::None.code().into(),
            break_glass: None,
            outcome,
            people: Vec::new(),
        }
    }

    pub fn relationship(mut self, relationship: Relationship) -> Self {
        self.relationship = relationship.code().into();
        self
    }
    pub fn break_glass(mut self, n: Option<i64>) -> Self {
        self.break_glass = n;
        self
    }
    /// Adds a person. Of one who is added twice, what was said first is kept.
    pub fn showing(mut self, person: PersonId, shown: &str) -> Self {
        self.people.push((person, shown.into()));
        self
    }
}

statements! {
    /// One chain, one writer at a time: PostgreSQL's lock for the access log. SQLite has one writer anyway.
    LOCK = "SELECT 1", postgres "SELECT 1 FROM (SELECT pg_advisory_xact_lock(4811002)) AS held";
    HEAD = "SELECT n, hash, at FROM access_log ORDER BY n DESC LIMIT 1";
}

pub(crate) const LOG: Table = Table {
    name: "access_log",
    columns: &[
        "n",
        "at",
        "actor",
        "role",
        "action",
        "route",
        "purpose",
        "relationship",
        "break_glass",
        "outcome",
        "result_count",
        "prev_hash",
        "hash",
    ],
};
pub(crate) const SUBJECTS: Table = Table {
    name: "access_subject",
    columns: &["n", "person", "shown"],
};

/// Adds rows to the log. Returns the number of the last one.
pub(crate) fn append(conn: &mut Conn, now: Timestamp, rows: Vec<Access>) -> Result<(), Error> {
    if rows.is_empty() {
        return Ok(());
    }
    conn.rows(LOCK, params![])?;
    let (mut n, mut prev, last) = match conn.row(HEAD, params![])? {
        Some(row) => (row.int(0)?, row.digest(1)?, row.time(2)?),
        None => (0, GENESIS, Timestamp::MIN),
    };
    let mut log = Vec::with_capacity(rows.len());
    let mut subjects = Vec::new();
    for mut row in rows {
        n += 1;
        let at = row.at.unwrap_or(now).max(last);
        row.people.sort_by_key(|(person, _)| *person);
        row.people.dedup_by_key(|(person, _)| *person);
        let hash = hash(&prev, n, at, &row);
        log.push(vec![
            Value::from(n),
            at.into(),
            row.actor.into(),
            row.role.into(),
            row.action.into(),
            row.route.into(),
            row.purpose.into(),
            row.relationship.into(),
            row.break_glass.into(),
            row.outcome.code().into(),
            i64::try_from(row.people.len()).unwrap_or(i64::MAX).into(),
            prev.into(),
            hash.into(),
        ]);
        subjects.extend(
            row.people
                .into_iter()
                .map(|(p, shown)| vec![Value::from(n), p.into(), shown.into()]),
        );
        prev = hash;
    }
    conn.bulk(&LOG, log.into_iter())?;
    conn.bulk(&SUBJECTS, subjects.into_iter())?;
    Ok(())
}

/// The hash of one row and its people, following `prev`. Fields are written with their lengths, so that no two rows read the same.
pub(crate) fn hash(prev: &Digest, n: i64, at: Timestamp, row: &Access) -> Digest {
    let mut sha = Sha256::new().chain_update(b"holdfast access v1\0").chain_update(prev);
    let mut field = |text: &str| {
        sha.update((text.len() as u64).to_be_bytes());
        sha.update(text.as_bytes());
    };
    field(&n.to_string());
    field(&at.as_microsecond().to_string());
    field(&row.actor.map(|a| a.to_string()).unwrap_or_default());
    for text in [&row.role, &row.action, &row.route, &row.purpose, &row.relationship] {
        field(text);
    }
    field(&row.break_glass.map(|n| n.to_string()).unwrap_or_default());
    field(row.outcome.code());
    for (person, shown) in &row.people {
        field(&person.to_string());
        field(shown);
    }
    sha.finalize().into()
}
