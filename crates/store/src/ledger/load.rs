//! Loading facts, for folding.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::facts::FactBody;
use domain::ids::{ContactId, HouseholdId, PersonId, RecordId, Subject, WorkerId};
use domain::ledger::{About, Author, Effect, Entry, Fact, FactRef, Known};
use domain::roles::Role;

use crate::Error;
use crate::db::{Conn, Row, Value, statements};

/// Columns of a fact with its entry, its body, its reason and what was known.
macro_rules! select {
    ($from:literal) => {
        concat!(
            "SELECT f.seq, f.ord, f.subject_kind, f.subject, f.record, f.kind, f.version, f.effect, f.amends_seq, f.amends_ord, ",
            "f.effective_on, e.recorded_at, e.asserted_at, e.actor, e.role, e.on_behalf_of, e.source, b.payload, r.payload, ",
            "d.known_seq, d.shown FROM ",
            $from,
            " JOIN entry e ON e.seq = f.seq JOIN body b ON b.seq = f.seq AND b.ord = f.ord ",
            "LEFT JOIN body r ON r.seq = f.seq AND r.ord = -1 LEFT JOIN decision d ON d.seq = f.seq AND d.ord = f.ord "
        )
    };
}

/// Sixteen at a time: a list of fixed length is one statement on both engines, and most calls need one or two.
pub const CHUNK: usize = 16;
macro_rules! sixteen {
    () => {
        "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
    };
}

statements! {
    OF_SUBJECTS = concat!(select!("fact f"), "WHERE f.subject IN ", sixteen!());
    ABOUT_PEOPLE = concat!(
        select!("fact_about a JOIN fact f ON f.seq = a.seq AND f.ord = a.ord"),
        "WHERE a.person IN ", sixteen!()
    );
    ABOUT_OF_SUBJECTS = concat!(
        "SELECT a.seq, a.ord, a.person, a.part FROM fact f JOIN fact_about a ON a.seq = f.seq AND a.ord = f.ord ",
        "WHERE f.subject IN ", sixteen!()
    );
    ABOUT_OF_PEOPLE = concat!(
        "SELECT a.seq, a.ord, a.person, a.part FROM fact_about w JOIN fact_about a ON a.seq = w.seq AND a.ord = w.ord ",
        "WHERE w.person IN ", sixteen!()
    );
}

/// Facts by their place, with their entries shared.
#[derive(Debug, Default)]
pub struct Loader {
    facts: BTreeMap<FactRef, Fact>,
    entries: BTreeMap<i64, Arc<Entry>>,
    about: BTreeMap<FactRef, Vec<About>>,
}

/// The facts whose subject is one of a person's ids, or that are about one of them.
pub fn facts_of_people(conn: &mut Conn, group: &[PersonId]) -> Result<Vec<Fact>, Error> {
    let mut loader = Loader::default();
    loader.of_subjects(conn, &group.iter().map(|p| p.0).collect::<Vec<_>>())?;
    loader.about_people(conn, group)?;
    Ok(loader.finish())
}

/// Every fact of one contact.
pub fn facts_of_contact(conn: &mut Conn, id: ContactId) -> Result<Vec<Fact>, Error> {
    let mut loader = Loader::default();
    loader.of_subjects(conn, &[id.0])?;
    Ok(loader.finish())
}

/// Every fact of one household.
pub fn facts_of_household(conn: &mut Conn, id: HouseholdId) -> Result<Vec<Fact>, Error> {
    let mut loader = Loader::default();
    loader.of_subjects(conn, &[id.0])?;
    Ok(loader.finish())
}

impl Loader {
    pub fn of_subjects(&mut self, conn: &mut Conn, subjects: &[uuid::Uuid]) -> Result<(), Error> {
        for chunk in subjects.chunks(CHUNK) {
            let ids = padded(chunk);
            for row in conn.rows(OF_SUBJECTS, &ids)? {
                self.add(&row)?;
            }
            for row in conn.rows(ABOUT_OF_SUBJECTS, &ids)? {
                self.add_about(&row)?;
            }
        }
        Ok(())
    }

    pub fn about_people(&mut self, conn: &mut Conn, people: &[PersonId]) -> Result<(), Error> {
        for chunk in people.chunks(CHUNK) {
            let ids = padded(&chunk.iter().map(|p| p.0).collect::<Vec<_>>());
            for row in conn.rows(ABOUT_PEOPLE, &ids)? {
                self.add(&row)?;
            }
            for row in conn.rows(ABOUT_OF_PEOPLE, &ids)? {
                self.add_about(&row)?;
            }
        }
        Ok(())
    }

    /// The facts in the order in which they were recorded.
    pub fn finish(mut self) -> Vec<Fact> {
        for (at, mut about) in self.about {
            if let Some(fact) = self.facts.get_mut(&at) {
                about.sort_unstable();
                about.dedup();
                fact.about = about;
            }
        }
        self.facts.into_values().collect()
    }

    fn add_about(&mut self, row: &Row) -> Result<(), Error> {
        let at = FactRef {
            seq: row.int(0)?,
            ord: row.int32(1)?,
        };
        self.about.entry(at).or_default().push(About {
            person: PersonId(row.uuid(2)?),
            part: row.text(3)?,
        });
        Ok(())
    }

    fn add(&mut self, row: &Row) -> Result<(), Error> {
        let at = FactRef {
            seq: row.int(0)?,
            ord: row.int32(1)?,
        };
        if self.facts.contains_key(&at) {
            return Ok(());
        }
        let broken = |why: &str| Error::Broken {
            seq: at.seq,
            why: why.into(),
        };
        let entry = match self.entries.get(&at.seq) {
            Some(entry) => entry.clone(),
            None => {
                let reason = row.opt_bytes(18)?.map(|b| serde_json::from_slice(&b)).transpose();
                let entry = Arc::new(Entry {
                    seq: at.seq,
                    recorded_at: row.time(11)?,
                    asserted_at: row.opt_time(12)?,
                    author: Author {
                        worker: WorkerId(row.uuid(13)?),
                        role: row.code(14, Role::from_code)?,
                        on_behalf_of: row.opt_uuid(15)?.map(WorkerId),
                    },
                    reason: reason.map_err(|_| broken("its reason cannot be read"))?,
                    source: row.text(16)?,
                });
                self.entries.insert(at.seq, entry.clone());
                entry
            }
        };
        let amends = match (row.opt_int(8)?, row.opt_int(9)?) {
            (Some(seq), Some(ord)) => Some(FactRef {
                seq,
                ord: i32::try_from(ord).unwrap_or(i32::MAX),
            }),
            _ => None,
        };
        let kind = row.text(5)?;
        let body = row
            .opt_bytes(17)?
            .map(|payload| FactBody::decode(&kind, row.int32(6)?, &payload).map_err(Error::from))
            .transpose()?;
        let known = match (row.opt_int(19)?, row.opt_text(20)?) {
            (Some(known_seq), Some(shown)) => Some(Known {
                known_seq,
                shown: shown
                    .split_whitespace()
                    .map(str::parse)
                    .collect::<Result<_, _>>()
                    .map_err(|_| broken("what was shown cannot be read"))?,
            }),
            _ => None,
        };
        let fact = Fact {
            at,
            entry,
            subject: Subject::from_parts(&row.text(2)?, row.uuid(3)?)
                .ok_or_else(|| broken("its subject is of no known kind"))?,
            record: RecordId(row.uuid(4)?),
            effect: Effect::from_parts(&row.text(7)?, amends)
                .ok_or_else(|| broken("its effect is of no known kind"))?,
            effective_on: row.opt_day(10)?,
            about: Vec::new(),
            body,
            known,
        };
        self.facts.insert(at, fact);
        Ok(())
    }
}

/// Sixteen parameters: what there is, and the last one again.
pub fn padded(ids: &[uuid::Uuid]) -> Vec<Value<'static>> {
    let last = ids.last().copied().unwrap_or(uuid::Uuid::nil());
    (0..CHUNK)
        .map(|i| Value::Uuid(ids.get(i).copied().unwrap_or(last)))
        .collect()
}
