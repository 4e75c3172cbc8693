//! The chain: what is hashed, in which order, so that one changed byte anywhere shows.
//!
//! `hash = sha256("holdfast entry v1\0" ‖ prev_hash ‖ canonical(entry, its facts with digests, fact_about, decisions))` [Sem 9].
//! A body's digest is `sha256("holdfast body v1\0" ‖ salt ‖ canonical payload)`, so that a redaction can destroy payload and salt
//! and leave the chain whole, and nobody can guess a short payload from its digest.

use jiff::{Timestamp, civil::Date};
use sha2::{Digest as _, Sha256};

use super::{About, Author, Effect, Known};
use crate::ids::{EntryId, RecordId, Subject};

/// A SHA-256 digest.
pub type Digest = [u8; 32];

/// What the first entry follows.
pub const GENESIS: Digest = [0; 32];

/// The digest of a stored payload with its salt.
pub fn body_digest(salt: &[u8], payload: &[u8]) -> Digest {
    Sha256::new()
        .chain_update(b"holdfast body v1\0")
        .chain_update(salt)
        .chain_update(payload)
        .finalize()
        .into()
}

/// The part of an entry that is hashed, free text excepted: that is represented by its digest.
#[derive(Debug)]
pub struct EntryHash<'a> {
    pub seq: i64,
    pub id: EntryId,
    pub recorded_at: Timestamp,
    pub asserted_at: Option<Timestamp>,
    pub author: Author,
    pub reason_digest: Option<Digest>,
    pub request_id: &'a str,
    pub request_digest: Digest,
    pub source: &'a str,
    pub facts: Vec<FactHash<'a>>,
}

/// The part of a fact that is hashed.
#[derive(Debug)]
pub struct FactHash<'a> {
    pub ord: i32,
    pub subject: Subject,
    pub record: RecordId,
    pub kind: &'a str,
    pub version: i32,
    pub effect: Effect,
    pub effective_on: Option<Date>,
    pub digest: Digest,
    /// Sorted by person, then part, as [`entry_hash`] demands of both engines.
    pub about: &'a [About],
    pub known: Option<&'a Known>,
}

/// The hash of an entry that follows `prev`.
pub fn entry_hash(prev: &Digest, entry: &EntryHash<'_>) -> Digest {
    let mut text = Vec::with_capacity(256 + 256 * entry.facts.len());
    let mut w = Canonical { out: &mut text };
    w.entry(entry);
    Sha256::new()
        .chain_update(b"holdfast entry v1\0")
        .chain_update(prev)
        .chain_update(&text)
        .finalize()
        .into()
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut s, b| {
        let _ = write!(s, "{b:02x}");
        s
    })
}

/// The inverse of [`hex`] for a digest; `None` when it is not 64 hexadecimal characters.
pub fn parse_hex(text: &str) -> Option<Digest> {
    let bytes = text.as_bytes();
    if bytes.len() != 64 {
        return None;
    }
    let mut out = [0; 32];
    for (i, pair) in bytes.chunks_exact(2).enumerate() {
        let digit = |b: u8| (b as char).to_digit(16).and_then(|d| u8::try_from(d).ok());
        out[i] = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(out)
}

/// Writes canonical JSON by hand, keys in order: this runs for every entry ever written, and going through a JSON tree took
/// three times as long. The test below holds it to the general writer.
struct Canonical<'a> {
    out: &'a mut Vec<u8>,
}

impl Canonical<'_> {
    fn raw(&mut self, s: &str) {
        self.out.extend_from_slice(s.as_bytes());
    }
    fn text(&mut self, s: &str) {
        // Writing a string into memory cannot fail.
        let _ = serde_json::to_writer(&mut *self.out, s);
    }
    fn digest(&mut self, d: &Digest) {
        self.raw("\"");
        self.raw(&hex(d));
        self.raw("\"");
    }
    fn number(&mut self, n: i64) {
        use std::io::Write;
        let _ = write!(self.out, "{n}");
    }
    fn uuid(&mut self, id: uuid::Uuid) {
        let mut buffer = uuid::Uuid::encode_buffer();
        self.raw("\"");
        self.raw(id.hyphenated().encode_lower(&mut buffer));
        self.raw("\"");
    }
    fn entry(&mut self, e: &EntryHash<'_>) {
        self.raw("{\"actor\":");
        self.uuid(e.author.worker.0);
        if let Some(at) = e.asserted_at {
            self.raw(",\"asserted_at\":");
            self.number(at.as_microsecond());
        }
        self.raw(",\"facts\":[");
        for (i, fact) in e.facts.iter().enumerate() {
            if i > 0 {
                self.raw(",");
            }
            self.fact(fact);
        }
        self.raw("],\"id\":");
        self.uuid(e.id.0);
        if let Some(worker) = e.author.on_behalf_of {
            self.raw(",\"on_behalf_of\":");
            self.uuid(worker.0);
        }
        if let Some(digest) = &e.reason_digest {
            self.raw(",\"reason_digest\":");
            self.digest(digest);
        }
        self.raw(",\"recorded_at\":");
        self.number(e.recorded_at.as_microsecond());
        self.raw(",\"request_digest\":");
        self.digest(&e.request_digest);
        self.raw(",\"request_id\":");
        self.text(e.request_id);
        self.raw(",\"role\":");
        self.text(e.author.role.code());
        self.raw(",\"seq\":");
        self.number(e.seq);
        self.raw(",\"source\":");
        self.text(e.source);
        self.raw("}");
    }
    fn fact(&mut self, f: &FactHash<'_>) {
        self.raw("{\"about\":[");
        for (i, about) in f.about.iter().enumerate() {
            if i > 0 {
                self.raw(",");
            }
            self.raw("{\"part\":");
            self.text(&about.part);
            self.raw(",\"person\":");
            self.uuid(about.person.0);
            self.raw("}");
        }
        self.raw("]");
        if let Some(at) = f.effect.amends() {
            self.raw(",\"amends\":[");
            self.number(at.seq);
            self.raw(",");
            self.number(at.ord.into());
            self.raw("]");
        }
        self.raw(",\"digest\":");
        self.digest(&f.digest);
        self.raw(",\"effect\":");
        self.text(f.effect.code());
        if let Some(day) = f.effective_on {
            self.raw(",\"effective_on\":");
            self.text(&day.to_string());
        }
        self.raw(",\"kind\":");
        self.text(f.kind);
        if let Some(known) = f.known {
            self.raw(",\"known_seq\":");
            self.number(known.known_seq);
        }
        self.raw(",\"ord\":");
        self.number(f.ord.into());
        self.raw(",\"record\":");
        self.uuid(f.record.0);
        if let Some(known) = f.known {
            self.raw(",\"shown\":[");
            for (i, at) in known.shown.iter().enumerate() {
                if i > 0 {
                    self.raw(",");
                }
                self.text(&at.to_string());
            }
            self.raw("]");
        }
        self.raw(",\"subject\":");
        self.uuid(f.subject.uuid());
        self.raw(",\"subject_kind\":");
        self.text(f.subject.kind());
        self.raw(",\"version\":");
        self.number(f.version.into());
        self.raw("}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{ContactId, PersonId, WorkerId};
    use crate::ledger::FactRef;
    use crate::roles::Role;
    use uuid::Uuid;

    fn sample(about: &[About], known: &Known) -> Vec<u8> {
        let entry = EntryHash {
            seq: 7,
            id: EntryId(Uuid::from_u128(1)),
            recorded_at: Timestamp::from_microsecond(1_700_000_000_000_001).unwrap(),
            asserted_at: Some(Timestamp::from_microsecond(5).unwrap()),
            author: Author {
                worker: WorkerId(Uuid::from_u128(2)),
                role: Role::SocialWorker,
                on_behalf_of: Some(WorkerId(Uuid::from_u128(3))),
            },
            reason_digest: Some([9; 32]),
            request_id: "a\"b",
            request_digest: [8; 32],
            source: "holdfast",
            facts: vec![FactHash {
                ord: 0,
                subject: ContactId(Uuid::from_u128(4)).into(),
                record: RecordId(Uuid::from_u128(5)),
                kind: "child_decided",
                version: 1,
                effect: Effect::Correct {
                    amends: FactRef { seq: 3, ord: 1 },
                },
                effective_on: Some(Date::constant(2026, 11, 12)),
                digest: [1; 32],
                about,
                known: Some(known),
            }],
        };
        let mut out = Vec::new();
        Canonical { out: &mut out }.entry(&entry);
        out
    }

    #[test]
    fn what_is_hashed_is_canonical_json() {
        let about = [About::concerned(PersonId(Uuid::from_u128(6)))];
        let known = Known {
            known_seq: 6,
            shown: vec![FactRef { seq: 1, ord: 0 }, FactRef { seq: 2, ord: 3 }],
        };
        let out = sample(&about, &known);
        let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(crate::canonical::to_vec(&value).unwrap(), out);
        assert_eq!(value["facts"][0]["shown"][1], "2.3");
        assert_eq!(value["facts"][0]["about"][0]["part"], "concerned");
    }

    #[test]
    fn hexadecimal_there_and_back() {
        let digest = body_digest(b"salt", b"payload");
        assert_eq!(parse_hex(&hex(&digest)), Some(digest));
        assert_eq!(parse_hex("zz"), None);
    }
}
