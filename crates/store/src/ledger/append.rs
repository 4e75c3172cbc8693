//! Appending entries: the same request answered again, the stale page refused, the chain continued, the projections brought up to date.

use domain::ids::{RecordId, Subject};
use domain::ledger::{Digest, EntryHash, FactHash, GENESIS, NewEntry, body_digest, entry_hash};
use jiff::Timestamp;

use crate::db::{Conn, Table, Value, params, statements};
use crate::{Error, WriteTx, project};

/// The newest entry, under the lock.
#[derive(Clone, Debug)]
pub struct Head {
    pub seq: i64,
    pub hash: Digest,
    pub recorded_at: Timestamp,
    read: bool,
}

impl Head {
    pub(crate) fn not_read() -> Self {
        Self {
            seq: 0,
            hash: GENESIS,
            recorded_at: Timestamp::MIN,
            read: false,
        }
    }
    pub(crate) fn is_read(&self) -> bool {
        self.read
    }
}

/// What a page had seen of something that its save changes [Sem 11].
#[derive(Clone, Debug)]
pub struct Expect {
    pub subject: Subject,
    /// One record of the subject, or all of it.
    pub record: Option<RecordId>,
    pub seen: i64,
}

/// What came of an append.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appended {
    pub seq: i64,
    pub hash: Digest,
    pub recorded_at: Timestamp,
    /// The same request was answered before; nothing was added.
    pub again: bool,
}

statements! {
    /// One chain, one writer at a time: PostgreSQL's lock for the ledger. SQLite has one writer anyway.
    LOCK = "SELECT 1", postgres "SELECT 1 FROM (SELECT pg_advisory_xact_lock(4811001)) AS held";
    HEAD = "SELECT seq, hash, recorded_at FROM entry ORDER BY seq DESC LIMIT 1";
    BY_REQUEST = "SELECT seq, hash, recorded_at, request_digest FROM entry WHERE request_id = $1";
    LAST_OF_SUBJECT = "SELECT max(seq) FROM fact WHERE subject = $1";
    LAST_OF_RECORD = "SELECT max(seq) FROM fact WHERE subject = $1 AND record = $2";
}

pub(super) const ENTRY: Table = Table {
    name: "entry",
    columns: &[
        "seq",
        "id",
        "recorded_at",
        "asserted_at",
        "actor",
        "role",
        "on_behalf_of",
        "reason_digest",
        "request_id",
        "request_digest",
        "source",
        "prev_hash",
        "hash",
    ],
};
pub(super) const FACT: Table = Table {
    name: "fact",
    columns: &[
        "seq",
        "ord",
        "subject_kind",
        "subject",
        "record",
        "kind",
        "version",
        "effect",
        "amends_seq",
        "amends_ord",
        "effective_on",
        "digest",
    ],
};
pub(super) const ABOUT: Table = Table {
    name: "fact_about",
    columns: &["seq", "ord", "person", "part"],
};
pub(super) const DECISION: Table = Table {
    name: "decision",
    columns: &["seq", "ord", "known_seq", "shown"],
};
pub(super) const BODY: Table = Table {
    name: "body",
    columns: &["seq", "ord", "salt", "payload", "key_id"],
};

/// What finds facts by whom they are about. Where a whole ledger comes in, they are made at its end.
pub const INDEXES: &[&str] = &["fact_by_subject", "fact_about_by_person"];

/// The order of the reason of an entry among its bodies.
pub(super) const REASON: i32 = -1;

/// Waits until no other process appends, and keeps it so until the transaction ends.
pub fn lock(conn: &mut Conn) -> Result<(), Error> {
    conn.rows(LOCK, params![]).map(|_| ())
}

impl WriteTx<'_> {
    /// The newest entry; takes the chain's lock.
    pub fn head(&mut self) -> Result<&Head, Error> {
        if !self.head.read {
            lock(self.tx.conn)?;
            self.head = match self.tx.conn.row(HEAD, params![])? {
                Some(row) => Head {
                    seq: row.int(0)?,
                    hash: row.digest(1)?,
                    recorded_at: row.time(2)?,
                    read: true,
                },
                None => Head {
                    read: true,
                    ..Head::not_read()
                },
            };
        }
        Ok(&self.head)
    }

    /// Whether a request was answered before, and how. The chain's lock is taken first: what a save reads from here on stands until it is
    /// committed, by whichever server another save comes in.
    pub fn answered(&mut self, request_id: &str, request_digest: &Digest) -> Result<Option<Appended>, Error> {
        self.head()?;
        let Some(row) = self.tx.conn.row(BY_REQUEST, params![request_id])? else {
            return Ok(None);
        };
        let seq = row.int(0)?;
        if row.digest(3)? != *request_digest {
            return Err(Error::RequestReused(seq));
        }
        Ok(Some(Appended {
            seq,
            hash: row.digest(1)?,
            recorded_at: row.time(2)?,
            again: true,
        }))
    }

    /// Refuses a save whose page is older than what it changes.
    pub fn expect(&mut self, expected: &[Expect]) -> Result<(), Error> {
        for Expect { subject, record, seen } in expected {
            let row = match record {
                Some(record) => self.tx.conn.row(LAST_OF_RECORD, params![subject.uuid(), *record])?,
                None => self.tx.conn.row(LAST_OF_SUBJECT, params![subject.uuid()])?,
            };
            let changed_at = row.map(|r| r.opt_int(0)).transpose()?.flatten().unwrap_or(0);
            if changed_at > *seen {
                return Err(Error::Stale {
                    seen: *seen,
                    changed_at,
                });
            }
        }
        Ok(())
    }

    /// Appends one entry and brings the projections of whom it touches up to date. Order: the same request, then the stale check, then
    /// the append [Sem 11].
    pub fn append(&mut self, entry: NewEntry, expected: &[Expect]) -> Result<Appended, Error> {
        if let Some(before) = self.answered(&entry.request_id, &entry.request_digest)? {
            return Ok(before);
        }
        self.expect(expected)?;
        let touched = project::touched(std::slice::from_ref(&entry));
        let appended = self.append_unprojected(vec![entry])?;
        let appended = appended.into_iter().next().ok_or(Error::Panicked)?;
        project::subjects(self.tx.conn, &touched, appended.seq - 1)?;
        Ok(appended)
    }

    /// Appends many entries without looking at projections: the bulk path [Sem 12], which projects once at its end.
    pub fn append_unprojected(&mut self, entries: Vec<NewEntry>) -> Result<Vec<Appended>, Error> {
        let now = self.tx.now;
        self.head()?;
        let mut rows = Rows::default();
        let mut appended = Vec::with_capacity(entries.len());
        for entry in entries {
            let recorded_at = now.max(self.head.recorded_at);
            appended.push(rows.add(&mut self.head, recorded_at, entry)?);
        }
        rows.write(self.tx.conn)?;
        Ok(appended)
    }
}

/// Entries of an empty record at instants of the caller's choosing, made into rows one after another: only for the synthetic authority, whose clock is
/// an argument [Sem 7].
pub struct Chain(Head);

impl Chain {
    pub fn of_nothing() -> Self {
        Self(Head::not_read())
    }

    /// The rows of the next entries. Instants may not go backwards.
    pub fn rows(&mut self, entries: Vec<(Timestamp, NewEntry)>) -> Result<Rows, Error> {
        let mut rows = Rows::default();
        for (at, entry) in entries {
            if at < self.0.recorded_at {
                return Err(Error::Broken {
                    seq: self.0.seq + 1,
                    why: "its instant is before the one it follows".into(),
                });
            }
            rows.add(&mut self.0, at, entry)?;
        }
        Ok(rows)
    }
}

/// Entries as rows of the five tables that they are kept in.
#[derive(Default)]
pub struct Rows {
    entries: Vec<Vec<Value<'static>>>,
    facts: Vec<Vec<Value<'static>>>,
    about: Vec<Vec<Value<'static>>>,
    decisions: Vec<Vec<Value<'static>>>,
    bodies: Vec<Vec<Value<'static>>>,
}

impl Rows {
    fn add(&mut self, head: &mut Head, recorded_at: Timestamp, mut entry: NewEntry) -> Result<Appended, Error> {
        let seq = head.seq + 1;
        let recorded_at = microseconds(recorded_at);
        let reason_digest = match entry.reason.as_deref().filter(|r| !r.is_empty()) {
            Some(reason) => Some(self.body(seq, REASON, domain::canonical::to_vec(reason)?)?),
            None => None,
        };
        let mut digests = Vec::with_capacity(entry.facts.len());
        for (ord, fact) in (0..).zip(&mut entry.facts) {
            digests.push(self.body(seq, ord, fact.body.encode()?)?);
            fact.about.sort();
            fact.about.dedup();
        }
        let facts = (0..)
            .zip(&entry.facts)
            .zip(&digests)
            .map(|((ord, f), digest)| FactHash {
                ord,
                subject: f.subject,
                record: f.record,
                kind: f.body.kind(),
                version: f.body.version(),
                effect: f.effect,
                effective_on: f.effective_on,
                digest: *digest,
                about: &f.about,
                known: f.known.as_ref(),
            });
        let hash = entry_hash(
            &head.hash,
            &EntryHash {
                seq,
                id: entry.id,
                recorded_at,
                asserted_at: entry.asserted_at,
                author: entry.author,
                reason_digest,
                request_id: &entry.request_id,
                request_digest: entry.request_digest,
                source: &entry.source,
                facts: facts.collect(),
            },
        );
        self.entries.push(vec![
            seq.into(),
            entry.id.into(),
            recorded_at.into(),
            entry.asserted_at.into(),
            entry.author.worker.into(),
            entry.author.role.code().into(),
            entry.author.on_behalf_of.into(),
            reason_digest.into(),
            entry.request_id.into(),
            entry.request_digest.into(),
            entry.source.into(),
            head.hash.into(),
            hash.into(),
        ]);
        for ((ord, fact), digest) in (0i32..).zip(entry.facts).zip(digests) {
            let amends = fact.effect.amends();
            self.facts.push(vec![
                seq.into(),
                ord.into(),
                fact.subject.kind().into(),
                fact.subject.uuid().into(),
                fact.record.into(),
                fact.body.kind().into(),
                fact.body.version().into(),
                fact.effect.code().into(),
                amends.map(|a| a.seq).into(),
                amends.map(|a| a.ord).into(),
                fact.effective_on.into(),
                digest.into(),
            ]);
            self.about.extend(
                fact.about
                    .into_iter()
                    .map(|a| vec![seq.into(), ord.into(), a.person.into(), a.part.into()]),
            );
            if let Some(known) = fact.known {
                let shown = known
                    .shown
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(" ");
                self.decisions
                    .push(vec![seq.into(), ord.into(), known.known_seq.into(), shown.into()]);
            }
        }
        *head = Head {
            seq,
            hash,
            recorded_at,
            read: true,
        };
        Ok(Appended {
            seq,
            hash,
            recorded_at,
            again: false,
        })
    }

    fn body(&mut self, seq: i64, ord: i32, payload: Vec<u8>) -> Result<Digest, Error> {
        let mut salt = [0u8; 16];
        getrandom::fill(&mut salt).map_err(|e| Error::Unavailable(e.to_string()))?;
        let digest = body_digest(&salt, &payload);
        self.bodies.push(vec![
            seq.into(),
            ord.into(),
            salt.to_vec().into(),
            payload.into(),
            Value::Null,
        ]);
        Ok(digest)
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn write(self, conn: &mut Conn) -> Result<(), Error> {
        conn.bulk(&ENTRY, self.entries.into_iter())?;
        conn.bulk(&FACT, self.facts.into_iter())?;
        conn.bulk(&ABOUT, self.about.into_iter())?;
        conn.bulk(&DECISION, self.decisions.into_iter())?;
        conn.bulk(&BODY, self.bodies.into_iter())?;
        Ok(())
    }
}

/// The precision that both engines keep.
fn microseconds(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}
