//! Stored entries and looks on their way into an empty record, verbatim: the end of `import ledger`. Whoever puts them there checks them first.

use super::append::{ABOUT, BODY, DECISION, ENTRY, FACT, REASON};
use super::stored::{StoredBody, StoredEntry};
use super::verify::StoredLook;
use crate::Error;
use crate::access::{LOG, SUBJECTS};
use crate::db::{Conn, Value};

type Row = Vec<Value<'static>>;

/// Entries that are written together.
#[derive(Debug, Default)]
pub struct Entries {
    entries: Vec<Row>,
    facts: Vec<Row>,
    about: Vec<Row>,
    decisions: Vec<Row>,
    bodies: Vec<Row>,
}

impl Entries {
    pub fn len(&self) -> usize {
        self.entries.len() + self.facts.len()
    }

    pub fn add(&mut self, entry: StoredEntry) {
        let seq = entry.seq;
        let reason_digest = entry.reason.as_ref().map(|r| r.digest);
        if let Some(reason) = entry.reason {
            self.body(seq, REASON, reason);
        }
        self.entries.push(vec![
            seq.into(),
            entry.id.into(),
            entry.recorded_at.into(),
            entry.asserted_at.into(),
            entry.actor.into(),
            entry.role.into(),
            entry.on_behalf_of.into(),
            reason_digest.into(),
            entry.request_id.into(),
            entry.request_digest.into(),
            entry.source.into(),
            entry.prev_hash.into(),
            entry.hash.into(),
        ]);
        for fact in entry.facts {
            let (ord, amends) = (fact.ord, fact.effect.amends());
            self.facts.push(vec![
                seq.into(),
                ord.into(),
                fact.subject.kind().into(),
                fact.subject.uuid().into(),
                fact.record.into(),
                fact.kind.into(),
                fact.version.into(),
                fact.effect.code().into(),
                amends.map(|a| a.seq).into(),
                amends.map(|a| a.ord).into(),
                fact.effective_on.into(),
                fact.body.digest.into(),
            ]);
            let about = fact.about.into_iter();
            self.about
                .extend(about.map(|a| vec![seq.into(), ord.into(), a.person.into(), a.part.into()]));
            if let Some(known) = fact.known {
                let shown: Vec<String> = known.shown.iter().map(ToString::to_string).collect();
                self.decisions.push(vec![
                    seq.into(),
                    ord.into(),
                    known.known_seq.into(),
                    shown.join(" ").into(),
                ]);
            }
            self.body(seq, ord, fact.body);
        }
    }

    fn body(&mut self, seq: i64, ord: i32, body: StoredBody) {
        self.bodies.push(vec![
            seq.into(),
            ord.into(),
            body.salt.into(),
            body.payload.into(),
            body.key_id.into(),
        ]);
    }

    pub fn write(&mut self, conn: &mut Conn) -> Result<(), Error> {
        conn.bulk(&ENTRY, self.entries.drain(..))?;
        conn.bulk(&FACT, self.facts.drain(..))?;
        conn.bulk(&ABOUT, self.about.drain(..))?;
        conn.bulk(&DECISION, self.decisions.drain(..))?;
        conn.bulk(&BODY, self.bodies.drain(..))?;
        Ok(())
    }
}

/// Rows of the access log that are written together.
#[derive(Debug, Default)]
pub struct Looks {
    looks: Vec<Row>,
    people: Vec<Row>,
}

impl Looks {
    pub fn len(&self) -> usize {
        self.looks.len() + self.people.len()
    }

    pub fn add(&mut self, look: StoredLook) {
        let n = look.n;
        self.looks.push(vec![
            n.into(),
            look.at.into(),
            look.actor.into(),
            look.role.into(),
            look.action.into(),
            look.route.into(),
            look.purpose.into(),
            look.relationship.into(),
            look.break_glass.into(),
            look.outcome.into(),
            look.result_count.into(),
            look.prev_hash.into(),
            look.hash.into(),
        ]);
        let people = look.people.into_iter();
        self.people
            .extend(people.map(|(person, shown)| vec![n.into(), person.into(), shown.into()]));
    }

    pub fn write(&mut self, conn: &mut Conn) -> Result<(), Error> {
        conn.bulk(&LOG, self.looks.drain(..))?;
        conn.bulk(&SUBJECTS, self.people.drain(..))?;
        Ok(())
    }
}
