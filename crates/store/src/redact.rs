//! Destroying words: an entry says what went, on whose authority and why; payload and salt are gone, and the digest stays, so that the chain
//! holds [Sem 9]. Of a field, the rest of the fact stays what it was, by whom and when it was.

use std::collections::BTreeSet;

use domain::facts::FactBody;
use domain::facts::removed::WordsRemoved;
use domain::ids::{EntryId, RecordId, Subject, WorkerId};
use domain::ledger::{Author, Fact, FactRef, NewEntry, NewFact, standing};
use domain::policy::{Redact, SystemAction};
use jiff::Timestamp;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::access::{Access, Outcome, Who};
use crate::db::{Mode, params, statements};
use crate::ledger::Loader;
use crate::{Appended, Error, Place, Store, Tx, WriteTx, db, project};

/// How the reason of an entry is named beside its facts.
const REASON: i32 = -1;

/// What others lean on: taken out whole, they would leave a contact without its child, or a referral without its day.
const LEANED_ON: &[&str] = &[
    "restriction_set",
    "same_as",
    "allocated",
    "referral_received",
    "contact_received",
    "child_named",
    "safety_declared",
    "danger_declared",
    "handed_over",
    "contact_taken",
    "match_answered",
    "child_decided",
    "decision_signed",
    "decision_returned",
    "household_recorded",
    "words_removed",
];

statements! {
    SUBJECTS_OF_RECORD = "SELECT DISTINCT o.subject_kind, o.subject FROM fact f JOIN fact o ON o.record = f.record AND o.kind = f.kind WHERE f.seq = $1 AND f.ord = $2";
    SUBJECTS_OF_ENTRY = "SELECT DISTINCT subject_kind, subject FROM fact WHERE seq = $1";
    SAY = "INSERT INTO redaction (body_seq, body_ord, seq, authority, fields) VALUES ($1, $2, $3, $4, $5)";
    EMPTY = "UPDATE body SET payload = NULL, salt = NULL WHERE seq = $1 AND ord = $2";
}

/// Which words, and on whose authority they go.
#[derive(Clone, Debug)]
pub struct Words {
    /// The fact that holds them; `ord` -1 for the reason of its entry.
    pub of: FactRef,
    /// Their field, as `text` or `referrer.name`; all of the fact without it.
    pub field: Option<String>,
    pub authority: String,
    pub why: String,
}

/// What would be gone.
#[derive(Clone, Debug)]
pub struct Removal {
    /// "case note, text"
    pub what: String,
    pub recorded_at: Timestamp,
    pub by: WorkerId,
    pub subject: Subject,
    /// The fact itself, what it replaced, what replaced it, and where it was taken back or moved: each holds the words.
    pub bodies: Vec<FactRef>,
    facts: Vec<NewFact>,
    touched: BTreeSet<Subject>,
}

impl Tx<'_> {
    /// What removing these words would take away. Nothing is shown of what they say.
    pub fn if_removed(&mut self, who: &Who, words: &Words) -> Result<Removal, Error> {
        self.system::<Redact>(who)?;
        let of_entry = words.of.ord == REASON;
        let rows = match of_entry {
            true => self.conn.rows(SUBJECTS_OF_ENTRY, params![words.of.seq])?,
            false => self
                .conn
                .rows(SUBJECTS_OF_RECORD, params![words.of.seq, words.of.ord])?,
        };
        let subject = |row: &db::Row| Subject::from_parts(row.str(0)?, row.uuid(1)?).ok_or(Error::NotThere("subject"));
        let subjects: Vec<Subject> = rows.iter().map(subject).collect::<Result<_, _>>()?;
        let mut loader = Loader::default();
        loader.of_subjects(self.conn, &subjects.iter().map(|s| s.uuid()).collect::<Vec<_>>())?;
        let facts = loader.finish();
        if of_entry {
            self.reason(words, &facts)
        } else {
            self.fact(words, &facts)
        }
    }

    fn reason(&mut self, words: &Words, facts: &[Fact]) -> Result<Removal, Error> {
        let theirs: Vec<&Fact> = facts.iter().filter(|f| f.at.seq == words.of.seq).collect();
        let first = theirs.first().ok_or(Error::NotThere("entry"))?;
        if first.entry.reason.is_none() {
            return Err(Error::Rule(format!("entry {} gives no reason", words.of.seq)));
        }
        let mut removal = Removal::of(first, "why something was recorded".into());
        removal.bodies.push(words.of);
        for fact in theirs {
            // One for each record that the entry is told of on.
            if removal.touched.insert(fact.subject) {
                let said = WordsRemoved {
                    of: words.of,
                    kind: String::new(),
                    version: 0,
                    field: String::new(),
                    authority: words.authority.clone(),
                    left: None,
                };
                removal.add(RecordId(self.new_id()?), fact, said);
            }
        }
        Ok(removal)
    }

    fn fact(&mut self, words: &Words, facts: &[Fact]) -> Result<Removal, Error> {
        let named = facts.iter().find(|f| f.at == words.of).ok_or(Error::NotThere("fact"))?;
        let body = named
            .body
            .as_ref()
            .ok_or_else(|| Error::Rule("its words were removed already".into()))?;
        let kind = body.kind();
        let versions: Vec<(&Fact, &FactBody)> = facts
            .iter()
            .filter(|f| f.record == named.record)
            .filter_map(|f| Some((f, f.body.as_ref().filter(|b| b.kind() == kind)?)))
            .collect();
        let stands = standing(facts)
            .iter()
            .any(|s| versions.iter().any(|(v, _)| v.at == s.fact.at));
        if words.field.is_none() && stands && LEANED_ON.contains(&kind) {
            let fields = text_fields(&read(body)?, "").join(", ");
            return Err(Error::Rule(format!(
                "other parts of the record lean on this; name the field whose words go: {fields}"
            )));
        }
        let said = |left| WordsRemoved {
            of: words.of,
            kind: kind.into(),
            version: body.version(),
            field: words.field.clone().unwrap_or_default(),
            authority: words.authority.clone(),
            left,
        };
        let mut removal = Removal::of(named, said(None).what());
        for (fact, body) in versions {
            let left = match &words.field {
                None => None,
                Some(field) => match without(body, field)? {
                    Some(left) => Some(left),
                    // This version never said it.
                    None => continue,
                },
            };
            removal.bodies.push(fact.at);
            let said = WordsRemoved {
                of: fact.at,
                ..said(left)
            };
            removal.add(RecordId(self.new_id()?), fact, said);
        }
        if removal.bodies.is_empty() {
            let fields = text_fields(&read(body)?, "").join(", ");
            return Err(Error::Rule(format!(
                "it has no words in that field; it has them in: {fields}"
            )));
        }
        // What an earlier removal had kept of them goes too.
        let emptied = removal.bodies.clone();
        for fact in facts {
            let Some(FactBody::WordsRemoved(earlier)) = &fact.body else {
                continue;
            };
            if earlier.left.is_some() && emptied.contains(&earlier.of) {
                let kept = WordsRemoved {
                    left: None,
                    ..earlier.clone()
                };
                let said = WordsRemoved {
                    of: fact.at,
                    kind: "words_removed".into(),
                    version: 1,
                    left: Some(read(&kept.into())?),
                    ..said(None)
                };
                removal.bodies.push(fact.at);
                removal.add(RecordId(self.new_id()?), fact, said);
            }
        }
        Ok(removal)
    }
}

impl Removal {
    fn of(fact: &Fact, what: String) -> Self {
        Self {
            what,
            recorded_at: fact.entry.recorded_at,
            by: fact.entry.author.worker,
            subject: fact.subject,
            bodies: Vec::new(),
            facts: Vec::new(),
            touched: BTreeSet::new(),
        }
    }

    /// Files what is said of a removal where the words were, so that whoever read them reads that they are gone.
    fn add(&mut self, record: RecordId, fact: &Fact, said: WordsRemoved) {
        let mut new = NewFact::record(fact.subject, record, said);
        new.about.clone_from(&fact.about);
        self.touched.insert(fact.subject);
        self.touched
            .extend(fact.about.iter().map(|a| Subject::Person(a.person)));
        self.facts.push(new);
    }
}

impl WriteTx<'_> {
    fn remove_words(&mut self, who: &Who, words: &Words) -> Result<Appended, Error> {
        self.head()?;
        let removal = self.if_removed(who, words)?;
        if words.why.trim().is_empty() || words.authority.trim().is_empty() {
            return Err(Error::Rule("say why, and on whose authority".into()));
        }
        let id = self.new_id()?;
        let entry = NewEntry {
            id: EntryId(id),
            author: Author {
                worker: who.actor.worker,
                role: who.actor.role,
                on_behalf_of: None,
            },
            asserted_at: None,
            reason: Some(words.why.clone()),
            request_id: format!("redact:{id}"),
            request_digest: Sha256::digest(format!("{} {:?}", words.of, words.field)).into(),
            source: "holdfast".into(),
            facts: removal.facts,
        };
        let appended = self.append_unprojected(vec![entry])?;
        let appended = appended.into_iter().next().ok_or(Error::Panicked)?;
        let conn = &mut *self.tx.conn;
        if conn.is_sqlite() {
            // Or the bytes would stay in pages that are free.
            conn.batch("PRAGMA secure_delete = ON")?;
        }
        let fields = words.field.as_deref().unwrap_or("all");
        for at in &removal.bodies {
            conn.run(
                SAY,
                params![at.seq, at.ord, appended.seq, words.authority.as_str(), fields],
            )?;
            conn.run(EMPTY, params![at.seq, at.ord])?;
        }
        project::afresh(conn, &removal.touched)?;
        let people = removal.touched.iter().filter_map(|s| s.person());
        let row = Access::new(who, Redact::CODE, Outcome::Saved);
        self.add_look(people.fold(row, |row, p| row.showing(p, "words removed")));
        Ok(appended)
    }
}

impl Store {
    /// Removes words for good. Copies that were made before, backups and exports, still hold them.
    pub fn remove_words(&self, who: &Who, words: &Words) -> Result<Appended, Error> {
        let (who, words) = (who.clone(), words.clone());
        let removed = self.write_now(move |tx| tx.remove_words(&who, &words))?;
        if let Place::Sqlite(_) = self.config().place {
            // The log of what was written before still holds them until it is begun again.
            let mut conn = db::Conn::open(&self.config().place, Mode::Write)?;
            conn.batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
        }
        Ok(removed)
    }
}

fn read(body: &FactBody) -> Result<Value, Error> {
    let payload = body.encode()?;
    serde_json::from_slice(&payload).map_err(|e| Error::Unavailable(e.to_string()))
}

/// The fact without the words of a field; `None` where it has none there.
fn without(body: &FactBody, field: &str) -> Result<Option<Value>, Error> {
    let mut value = read(body)?;
    let Some(words) = value.pointer_mut(&format!("/{}", field.replace('.', "/"))) else {
        return Ok(None);
    };
    match words {
        Value::String(text) if text.is_empty() => return Ok(None),
        Value::String(text) => text.clear(),
        _ => return Err(Error::Rule(format!("{field} holds no words"))),
    }
    let payload = domain::canonical::to_vec(&value)?;
    let Ok(left) = FactBody::decode(body.kind(), body.version(), &payload) else {
        return Err(Error::Rule(format!("{field} holds no words: it cannot be left empty")));
    };
    Ok(Some(read(&left)?))
}

/// Where a fact holds words.
fn text_fields(value: &Value, under: &str) -> Vec<String> {
    let Value::Object(fields) = value else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for (name, value) in fields {
        let path = if under.is_empty() {
            name.clone()
        } else {
            format!("{under}.{name}")
        };
        match value {
            Value::String(text) if !text.is_empty() => all.push(path),
            other => all.extend(text_fields(other, &path)),
        }
    }
    all
}
