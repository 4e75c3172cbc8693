//! An entry as it is stored, whole: what `verify` checks, `export` writes as a line and `import ledger` reads back.

use domain::ids::{EntryId, PersonId, RecordId, Subject, WorkerId};
use domain::ledger::{About, Author, Digest, Effect, EntryHash, FactHash, FactRef, Known, body_digest, entry_hash};
use domain::roles::Role;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::append::REASON;
use super::text;
use crate::Error;
use crate::db::{Conn, Row, params, statements};

/// One entry with its facts and their words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoredEntry {
    pub seq: i64,
    pub id: EntryId,
    pub recorded_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asserted_at: Option<Timestamp>,
    pub actor: WorkerId,
    pub role: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<WorkerId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<StoredBody>,
    pub request_id: String,
    #[serde(with = "text::digest")]
    pub request_digest: Digest,
    pub source: String,
    pub facts: Vec<StoredFact>,
    #[serde(with = "text::digest")]
    pub prev_hash: Digest,
    #[serde(with = "text::digest")]
    pub hash: Digest,
}

/// One fact of an entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoredFact {
    pub ord: i32,
    pub subject: Subject,
    pub record: RecordId,
    pub kind: String,
    pub version: i32,
    #[serde(with = "text::effect")]
    pub effect: Effect,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_on: Option<Date>,
    pub about: Vec<About>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "text::known")]
    pub known: Option<Known>,
    pub body: StoredBody,
}

/// The words of a fact, or of an entry's reason. Redacted: the digest alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoredBody {
    #[serde(with = "text::digest")]
    pub digest: Digest,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "text::bytes")]
    pub salt: Option<Vec<u8>>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "text::payload")]
    pub payload: Option<Vec<u8>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_id: Option<String>,
}

statements! {
    ENTRIES = "SELECT seq, id, recorded_at, asserted_at, actor, role, on_behalf_of, reason_digest, request_id, request_digest, source, prev_hash, hash FROM entry WHERE seq > $1 ORDER BY seq LIMIT 2000";
    FACTS = "SELECT seq, ord, subject_kind, subject, record, kind, version, effect, amends_seq, amends_ord, effective_on, digest FROM fact WHERE seq > $1 AND seq <= $2 ORDER BY seq, ord";
    ABOUT = "SELECT seq, ord, person, part FROM fact_about WHERE seq > $1 AND seq <= $2 ORDER BY seq, ord, person, part";
    DECISIONS = "SELECT seq, ord, known_seq, shown FROM decision WHERE seq > $1 AND seq <= $2 ORDER BY seq, ord";
    BODIES = "SELECT seq, ord, salt, payload, key_id FROM body WHERE seq > $1 AND seq <= $2 ORDER BY seq, ord";
}

impl StoredEntry {
    /// Whether it follows `prev` as entry `before + 1` and is what was written; if not, why. `redacted` says whether a redaction accounts for
    /// words that are gone.
    pub fn check(&self, before: i64, prev: &Digest, redacted: impl Fn(i64, i32) -> bool) -> Result<(), &'static str> {
        if self.seq != before + 1 {
            return Err("it is missing");
        }
        let words = self.facts.iter().map(|f| (f.ord, &f.body));
        for (ord, body) in self.reason.iter().map(|r| (REASON, r)).chain(words) {
            match (&body.salt, &body.payload) {
                (Some(salt), Some(payload)) if body_digest(salt, payload) == body.digest => {}
                (Some(_), Some(_)) => return Err("the words of one of its facts were changed"),
                _ if redacted(self.seq, ord) => {}
                _ => return Err("the words of one of its facts were removed, and no redaction says so"),
            }
        }
        let Some(role) = Role::from_code(&self.role) else {
            return Err("its role is none that there is");
        };
        if self.prev_hash != *prev {
            return Err("it does not follow the one before it");
        }
        if self.hash != self.hashed(role) {
            return Err("it was changed");
        }
        Ok(())
    }

    fn hashed(&self, role: Role) -> Digest {
        let facts = self.facts.iter().map(|f| FactHash {
            ord: f.ord,
            subject: f.subject,
            record: f.record,
            kind: &f.kind,
            version: f.version,
            effect: f.effect,
            effective_on: f.effective_on,
            digest: f.body.digest,
            about: &f.about,
            known: f.known.as_ref(),
        });
        let entry = EntryHash {
            seq: self.seq,
            id: self.id,
            recorded_at: self.recorded_at,
            asserted_at: self.asserted_at,
            author: Author {
                worker: self.actor,
                role,
                on_behalf_of: self.on_behalf_of,
            },
            reason_digest: self.reason.as_ref().map(|r| r.digest),
            request_id: &self.request_id,
            request_digest: self.request_digest,
            source: &self.source,
            facts: facts.collect(),
        };
        entry_hash(&self.prev_hash, &entry)
    }
}

/// The rows of a stretch of entries, in the order in which they are used up.
pub(super) struct Stretch {
    facts: Queue,
    about: Queue,
    decisions: Queue,
    bodies: Queue,
}

pub(super) type Queue = std::iter::Peekable<std::vec::IntoIter<Row>>;

impl Stretch {
    pub(super) fn load(conn: &mut Conn, after: i64, last: i64) -> Result<Self, Error> {
        let mut get = |sql| Ok::<_, Error>(conn.rows(sql, params![after, last])?.into_iter().peekable());
        Ok(Self {
            facts: get(FACTS)?,
            about: get(ABOUT)?,
            decisions: get(DECISIONS)?,
            bodies: get(BODIES)?,
        })
    }

    /// Puts an entry together from its row and what belongs to it, or says what does not fit.
    pub(super) fn entry(&mut self, row: &Row) -> Result<Result<StoredEntry, &'static str>, Error> {
        const MISSING: &str = "the words of one of its facts are missing or out of place";
        let seq = row.int(0)?;
        let reason = match row.opt_bytes(7)? {
            None => None,
            Some(_) => match self.body(seq, REASON, row.digest(7)?)? {
                Some(body) => Some(body),
                None => return Ok(Err(MISSING)),
            },
        };
        let mut facts = Vec::new();
        while let Some(fact) = next_of(&mut self.facts, seq)? {
            match self.fact(&fact, seq)? {
                Some(Some(fact)) => facts.push(fact),
                Some(None) => return Ok(Err(MISSING)),
                None => return Ok(Err("one of its facts cannot be read")),
            }
        }
        let left = next_of(&mut self.bodies, seq)?.is_some()
            || next_of(&mut self.about, seq)?.is_some()
            || next_of(&mut self.decisions, seq)?.is_some();
        if left {
            return Ok(Err("it has parts that belong to none of its facts"));
        }
        Ok(Ok(StoredEntry {
            seq,
            id: EntryId(row.uuid(1)?),
            recorded_at: row.time(2)?,
            asserted_at: row.opt_time(3)?,
            actor: WorkerId(row.uuid(4)?),
            role: row.text(5)?,
            on_behalf_of: row.opt_uuid(6)?.map(WorkerId),
            reason,
            request_id: row.text(8)?,
            request_digest: row.digest(9)?,
            source: row.text(10)?,
            facts,
            prev_hash: row.digest(11)?,
            hash: row.digest(12)?,
        }))
    }

    /// `None` where it cannot be read; `Some(None)` where its words are missing.
    fn fact(&mut self, row: &Row, seq: i64) -> Result<Option<Option<StoredFact>>, Error> {
        let ord = row.int32(1)?;
        let at = FactRef { seq, ord };
        let mut about = Vec::new();
        while let Some(row) = next_at(&mut self.about, at)? {
            about.push(About {
                person: PersonId(row.uuid(2)?),
                part: row.text(3)?,
            });
        }
        let known = match next_at(&mut self.decisions, at)? {
            None => None,
            Some(row) => match row.text(3)?.split_whitespace().map(str::parse).collect() {
                Ok(shown) => Some(Known {
                    known_seq: row.int(2)?,
                    shown,
                }),
                Err(_) => return Ok(None),
            },
        };
        let amends = match (row.opt_int(8)?, row.opt_int(9)?) {
            (Some(seq), Some(ord)) => Some(FactRef {
                seq,
                ord: i32::try_from(ord).unwrap_or(i32::MAX),
            }),
            _ => None,
        };
        let (Some(subject), Some(effect)) = (
            Subject::from_parts(&row.text(2)?, row.uuid(3)?),
            Effect::from_parts(&row.text(7)?, amends),
        ) else {
            return Ok(None);
        };
        let Some(body) = self.body(seq, ord, row.digest(11)?)? else {
            return Ok(Some(None));
        };
        Ok(Some(Some(StoredFact {
            ord,
            subject,
            record: RecordId(row.uuid(4)?),
            kind: row.text(5)?,
            version: row.int32(6)?,
            effect,
            effective_on: row.opt_day(10)?,
            about,
            known,
            body,
        })))
    }

    fn body(&mut self, seq: i64, ord: i32, digest: Digest) -> Result<Option<StoredBody>, Error> {
        let Some(row) = next_at(&mut self.bodies, FactRef { seq, ord })? else {
            return Ok(None);
        };
        Ok(Some(StoredBody {
            digest,
            salt: row.opt_bytes(2)?,
            payload: row.opt_bytes(3)?,
            key_id: row.opt_text(4)?,
        }))
    }
}

/// The next row of a list if it is of this entry.
pub(super) fn next_of(rows: &mut Queue, seq: i64) -> Result<Option<Row>, Error> {
    match rows.peek() {
        Some(row) if row.int(0)? == seq => Ok(rows.next()),
        _ => Ok(None),
    }
}

fn next_at(rows: &mut Queue, at: FactRef) -> Result<Option<Row>, Error> {
    match rows.peek() {
        Some(row) if row.int(0)? == at.seq && row.int32(1)? == at.ord => Ok(rows.next()),
        _ => Ok(None),
    }
}
