//! Recomputing both chains, and naming the first entry that is not what was written.

mod looks;

use domain::ids::{EntryId, PersonId, RecordId, Subject, WorkerId};
use domain::ledger::{
    About, Author, Digest, Effect, EntryHash, FactHash, FactRef, GENESIS, Known, body_digest, entry_hash, hex,
};
use domain::roles::Role;
use jiff::civil::Date;

use super::append::REASON;
use crate::db::{Conn, Mode, Row, params, statements};
use crate::{Error, Store};

pub(crate) use looks::ALL as LOOKS;

/// A head noted earlier, on paper or elsewhere: a chain that was cut short still fits together, and only this tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since {
    pub seq: i64,
    pub hash: Digest,
}

/// Both chains hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    pub entries: i64,
    pub head: Digest,
    pub facts: i64,
    pub looks: i64,
    pub looks_head: Digest,
}

/// The first place where they do not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// `entry` or `access`.
    pub chain: &'static str,
    pub at: i64,
    pub why: String,
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let what = if self.chain == "entry" {
            "entry"
        } else {
            "row of the access log"
        };
        write!(f, "{what} {}: {}", self.at, self.why)
    }
}

statements! {
    ENTRIES = "SELECT seq, id, recorded_at, asserted_at, actor, role, on_behalf_of, reason_digest, request_id, request_digest, source, prev_hash, hash FROM entry WHERE seq > $1 ORDER BY seq LIMIT 2000";
    FACTS = "SELECT seq, ord, subject_kind, subject, record, kind, version, effect, amends_seq, amends_ord, effective_on, digest FROM fact WHERE seq > $1 AND seq <= $2 ORDER BY seq, ord";
    ABOUT = "SELECT seq, ord, person, part FROM fact_about WHERE seq > $1 AND seq <= $2 ORDER BY seq, ord, person, part";
    DECISIONS = "SELECT seq, ord, known_seq, shown FROM decision WHERE seq > $1 AND seq <= $2 ORDER BY seq, ord";
    BODIES = "SELECT seq, ord, salt, payload FROM body WHERE seq > $1 AND seq <= $2 ORDER BY seq, ord";
    STRAYS = "SELECT min(seq) FROM (SELECT seq FROM fact UNION ALL SELECT seq FROM fact_about UNION ALL SELECT seq FROM decision UNION ALL SELECT seq FROM body) AS t WHERE NOT EXISTS (SELECT 1 FROM entry e WHERE e.seq = t.seq)";
    REDACTED = "SELECT 1 FROM redaction WHERE body_seq = $1 AND body_ord = $2";
}

impl Store {
    /// Checks everything. The outer error is the machine failing; the inner one is a broken chain.
    pub fn verify(
        &self,
        since: Option<Since>,
        mut progress: impl FnMut(i64),
    ) -> Result<Result<Verified, Broken>, Error> {
        let mut conn = Conn::open(&self.config().place, Mode::Read)?;
        conn.begin(Mode::Read)?;
        let result = check(&mut conn, since, &mut progress);
        conn.batch("ROLLBACK")?;
        result
    }
}

fn check(
    conn: &mut Conn,
    since: Option<Since>,
    progress: &mut dyn FnMut(i64),
) -> Result<Result<Verified, Broken>, Error> {
    let (mut seq, mut prev, mut facts) = (0, GENESIS, 0);
    loop {
        let entries = conn.rows(ENTRIES, params![seq])?;
        let Some(last) = entries.last().map(|r| r.int(0)).transpose()? else {
            break;
        };
        let mut parts = Parts::load(conn, seq, last)?;
        for row in &entries {
            // Whatever cannot even be read is reported where it stands; the check goes no further, since nothing after it can hold.
            match parts.entry(conn, row, seq, &prev) {
                Ok(Ok((hash, n))) => (prev, facts) = (hash, facts + n),
                Ok(Err(broken)) => return Ok(Err(broken)),
                Err(Error::Row { column, wanted, .. }) => {
                    let why = format!("column {column} is not {wanted}");
                    return Ok(Err(Broken {
                        chain: "entry",
                        at: seq + 1,
                        why,
                    }));
                }
                Err(e) => return Err(e),
            }
            seq += 1;
            if let Some(since) = since.filter(|s| s.seq == seq)
                && since.hash != prev
            {
                return Ok(Err(Broken {
                    chain: "entry",
                    at: seq,
                    why: "its hash is not the one noted for it".into(),
                }));
            }
        }
        progress(seq);
    }
    if let Some(stray) = conn
        .row(STRAYS, params![])?
        .map(|r| r.opt_int(0))
        .transpose()?
        .flatten()
    {
        let why = "it is missing, though parts of it are there".into();
        return Ok(Err(Broken {
            chain: "entry",
            at: stray,
            why,
        }));
    }
    if let Some(since) = since.filter(|s| s.seq > seq) {
        let why = format!(
            "it is missing: the record was noted to reach entry {}, and ends at {seq}",
            since.seq
        );
        return Ok(Err(Broken {
            chain: "entry",
            at: seq + 1,
            why,
        }));
    }
    Ok(match looks::check(conn)? {
        Ok((n, looks_head)) => Ok(Verified {
            entries: seq,
            head: prev,
            facts,
            looks: n,
            looks_head,
        }),
        Err(broken) => Err(broken),
    })
}

/// The rows of a stretch of entries, in the order in which they are used up.
struct Parts {
    facts: std::iter::Peekable<std::vec::IntoIter<Row>>,
    about: std::iter::Peekable<std::vec::IntoIter<Row>>,
    decisions: std::iter::Peekable<std::vec::IntoIter<Row>>,
    bodies: std::iter::Peekable<std::vec::IntoIter<Row>>,
}

/// What a fact's row says, before its hash is put together.
struct Said {
    ord: i32,
    subject: Subject,
    record: RecordId,
    kind: String,
    version: i32,
    effect: Effect,
    effective_on: Option<Date>,
    digest: Digest,
    about: Vec<About>,
    known: Option<Known>,
}

impl Parts {
    fn load(conn: &mut Conn, after: i64, last: i64) -> Result<Self, Error> {
        let mut get = |sql| Ok::<_, Error>(conn.rows(sql, params![after, last])?.into_iter().peekable());
        Ok(Self {
            facts: get(FACTS)?,
            about: get(ABOUT)?,
            decisions: get(DECISIONS)?,
            bodies: get(BODIES)?,
        })
    }

    /// Checks one entry; its hash and how many facts it has.
    fn entry(
        &mut self,
        conn: &mut Conn,
        row: &Row,
        before: i64,
        prev: &Digest,
    ) -> Result<Result<(Digest, i64), Broken>, Error> {
        let seq = row.int(0)?;
        let broken = |why: &str| {
            Ok(Err(Broken {
                chain: "entry",
                at: before + 1,
                why: why.into(),
            }))
        };
        if seq != before + 1 {
            return broken("it is missing");
        }
        let mut said = Vec::new();
        while let Some(fact) = next_of(&mut self.facts, seq)? {
            let Some(fact) = self.fact(&fact, seq)? else {
                return broken("one of its facts cannot be read");
            };
            said.push(fact);
        }
        let mut digests: Vec<(i32, Digest)> = said.iter().map(|f| (f.ord, f.digest)).collect();
        let reason_digest = row.opt_bytes(7)?.map(|_| row.digest(7)).transpose()?;
        digests.extend(reason_digest.map(|d| (REASON, d)));
        digests.sort_unstable();
        for (ord, digest) in digests {
            let Some(body) = next_of(&mut self.bodies, seq)? else {
                return broken("the words of one of its facts are missing");
            };
            if body.int32(1)? != ord {
                return broken("the words of one of its facts are missing or out of place");
            }
            match (body.opt_bytes(2)?, body.opt_bytes(3)?) {
                (Some(salt), Some(payload)) if body_digest(&salt, &payload) == digest => {}
                (Some(_), Some(_)) => return broken("the words of one of its facts were changed"),
                _ if conn.row(REDACTED, params![seq, ord])?.is_some() => {}
                _ => return broken("the words of one of its facts were removed, and no redaction says so"),
            }
        }
        let left = next_of(&mut self.bodies, seq)?.is_some()
            || next_of(&mut self.about, seq)?.is_some()
            || next_of(&mut self.decisions, seq)?.is_some();
        if left {
            return broken("it has parts that belong to none of its facts");
        }
        let (request_id, source) = (row.text(8)?, row.text(10)?);
        let facts = said.iter().map(|f| FactHash {
            ord: f.ord,
            subject: f.subject,
            record: f.record,
            kind: &f.kind,
            version: f.version,
            effect: f.effect,
            effective_on: f.effective_on,
            digest: f.digest,
            about: &f.about,
            known: f.known.as_ref(),
        });
        let Some(role) = Role::from_code(&row.text(5)?) else {
            return broken("its role is none that there is");
        };
        let hash = entry_hash(
            prev,
            &EntryHash {
                seq,
                id: EntryId(row.uuid(1)?),
                recorded_at: row.time(2)?,
                asserted_at: row.opt_time(3)?,
                author: Author {
                    worker: WorkerId(row.uuid(4)?),
                    role,
                    on_behalf_of: row.opt_uuid(6)?.map(WorkerId),
                },
                reason_digest,
                request_id: &request_id,
                request_digest: row.digest(9)?,
                source: &source,
                facts: facts.collect(),
            },
        );
        if row.digest(11)? != *prev {
            return broken("it does not follow the one before it");
        }
        if row.digest(12)? != hash {
            return broken("it was changed");
        }
        Ok(Ok((hash, i64::try_from(said.len()).unwrap_or(i64::MAX))))
    }

    fn fact(&mut self, row: &Row, seq: i64) -> Result<Option<Said>, Error> {
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
        Ok(Some(Said {
            ord,
            subject,
            record: RecordId(row.uuid(4)?),
            kind: row.text(5)?,
            version: row.int32(6)?,
            effect,
            effective_on: row.opt_day(10)?,
            digest: row.digest(11)?,
            about,
            known,
        }))
    }
}

type Queue = std::iter::Peekable<std::vec::IntoIter<Row>>;

/// The next row of a list if it is of this entry.
fn next_of(rows: &mut Queue, seq: i64) -> Result<Option<Row>, Error> {
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

/// As `verify` prints it: `entries N head HASH`.
impl std::fmt::Display for Verified {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "entries {} head {}", self.entries, hex(&self.head))
    }
}
