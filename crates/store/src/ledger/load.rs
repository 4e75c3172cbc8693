//! Loading facts, for folding.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::facts::FactBody;
use domain::ids::{ContactId, HouseholdId, PersonId, RecordId, WorkerId};
use domain::ledger::{About, Author, Effect, Entry, Fact, FactRef, Known, with_what_is_left};
use domain::roles::Role;

use uuid::Uuid;

use super::kept::{Asked, KeptFacts, Version};
use super::raw::Raw;
use crate::Error;
use crate::db::{Conn, Row, SIXTEEN, Sql, padded, params, sixteen, statements};

/// Columns of a fact with its entry, its body, its reason and what was known. Few entries have a reason, so it is looked for only where there is one.
macro_rules! select {
    ($more:literal, $from:literal) => {
        select!($more, $from, "", "")
    };
    ($more:literal, $from:literal, $of_reason:literal, $of_known:literal) => {
        concat!(
            "SELECT f.seq, f.ord, f.subject_kind, f.subject, f.record, f.kind, f.version, f.effect, f.amends_seq, f.amends_ord, ",
            "f.effective_on, e.recorded_at, e.asserted_at, e.actor, e.role, e.on_behalf_of, e.source, b.payload, r.payload, ",
            "d.known_seq, d.shown",
            $more,
            " FROM ",
            $from,
            " JOIN entry e ON e.seq = f.seq JOIN body b ON b.seq = f.seq AND b.ord = f.ord ",
            "LEFT JOIN body r ON r.seq = CASE WHEN e.reason_digest IS NOT NULL THEN f.seq END AND r.ord = -1",
            $of_reason,
            " LEFT JOIN decision d ON d.seq = f.seq AND d.ord = f.ord",
            $of_known,
            " "
        )
    };
}

/// The same with those whom a fact is about: a row for each of them, and one where there is nobody.
macro_rules! select_with_about {
    ($from:literal) => {
        concat!(
            select!(", n.person, n.part", $from),
            "LEFT JOIN fact_about n ON n.seq = f.seq AND n.ord = f.ord "
        )
    };
}

statements! {
    OF_SUBJECTS = concat!(select_with_about!("fact f"), "WHERE f.subject IN ", sixteen!());
    /// Of people, what [`Person`](domain::person::Person) needs to tell who they are; a test in `tests/it/around.rs` holds the kinds against the fold.
    WHO_OF_SUBJECTS = concat!(
        select_with_about!("fact f"),
        "WHERE f.kind IN ('name_recorded', 'birth_recorded', 'death_recorded', 'sex_recorded', 'identifier_recorded', 'address_recorded', ",
        "'school_recorded', 'relationship_recorded', 'same_as', 'words_removed') AND f.subject IN ", sixteen!()
    );
    ABOUT_PEOPLE = concat!(
        select_with_about!("fact_about a JOIN fact f ON f.seq = a.seq AND f.ord = a.ord"),
        "WHERE a.person IN ", sixteen!()
    );
    /// Without the contacts in which they have a part, which are most of it.
    MENTIONING_PEOPLE = concat!(
        select_with_about!("fact_about a JOIN fact f ON f.seq = a.seq AND f.ord = a.ord"),
        "WHERE a.part = 'mentioned' AND a.person IN ", sixteen!()
    );
    OF_SUBJECTS_SINCE = concat!(select_with_about!("fact f"), "WHERE f.seq > $17 AND f.subject IN ", sixteen!());
    ABOUT_PEOPLE_SINCE = concat!(
        select_with_about!("fact_about a JOIN fact f ON f.seq = a.seq AND f.ord = a.ord"),
        "WHERE a.seq > $17 AND a.person IN ", sixteen!()
    );
    /// Whether what is kept is all there is.
    NEWEST_OF_SUBJECTS = concat!("SELECT subject, max(seq), (SELECT count(*) FROM redaction) FROM fact WHERE subject IN ", sixteen!(), " GROUP BY subject");
    NEWEST_ABOUT = concat!("SELECT person, max(seq), (SELECT count(*) FROM redaction) FROM fact_about WHERE person IN ", sixteen!(), " GROUP BY person");
    /// PostgreSQL hashes the stretch of each table, and has to be told that it needs no more of it.
    OF_STRETCH = concat!(select!("", "fact f"), "WHERE f.seq > $1 AND f.seq <= $2"),
        postgres concat!(
            select!("", "fact f", " AND r.seq > $1 AND r.seq <= $2", " AND d.seq > $1 AND d.seq <= $2"),
            "WHERE f.seq > $1 AND f.seq <= $2 AND e.seq > $1 AND e.seq <= $2 AND b.seq > $1 AND b.seq <= $2"
        );
    ABOUT_OF_STRETCH = "SELECT seq, ord, person, part FROM fact_about WHERE seq > $1 AND seq <= $2";
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

/// For each of some groups of joined ids, the facts whose subject is one of them, or that are about one of them.
pub fn facts_of_groups(
    conn: &mut Conn,
    groups: &BTreeMap<PersonId, Vec<PersonId>>,
) -> Result<BTreeMap<PersonId, Vec<Fact>>, Error> {
    by_groups(conn, groups, &[Asked::OfSubject, Asked::About])
}

/// The same for who they are, for a line beside somebody else: what tells them apart, their family and their homes, and nothing of what was done.
pub fn who_they_are(
    conn: &mut Conn,
    groups: &BTreeMap<PersonId, Vec<PersonId>>,
) -> Result<BTreeMap<PersonId, Vec<Fact>>, Error> {
    by_groups(conn, groups, &[Asked::WhoTheyAre, Asked::Mentioning])
}

/// The same for what tells them apart, for comparing: nothing that is about them in somebody else's record.
pub fn what_tells_apart(
    conn: &mut Conn,
    groups: &BTreeMap<PersonId, Vec<PersonId>>,
) -> Result<BTreeMap<PersonId, Vec<Fact>>, Error> {
    by_groups(conn, groups, &[Asked::WhoTheyAre])
}

fn by_groups(
    conn: &mut Conn,
    groups: &BTreeMap<PersonId, Vec<PersonId>>,
    asked: &[Asked],
) -> Result<BTreeMap<PersonId, Vec<Fact>>, Error> {
    let mut wanted_by: BTreeMap<PersonId, Vec<PersonId>> = BTreeMap::new();
    for (key, group) in groups {
        for person in group {
            wanted_by.entry(*person).or_default().push(*key);
        }
    }
    let people: Vec<Uuid> = wanted_by.keys().map(|p| p.0).collect();
    let mut loader = Loader::default();
    for asked in asked {
        loader.ask(conn, *asked, &people)?;
    }
    let mut facts_of: BTreeMap<PersonId, Vec<Fact>> = BTreeMap::new();
    for fact in loader.finish() {
        let named = fact
            .subject
            .person()
            .into_iter()
            .chain(fact.about.iter().map(|a| a.person));
        let mut keys: Vec<PersonId> = named.filter_map(|p| wanted_by.get(&p)).flatten().copied().collect();
        keys.sort_unstable();
        keys.dedup();
        if let Some(last) = keys.pop() {
            for key in keys {
                facts_of.entry(key).or_default().push(fact.clone());
            }
            facts_of.entry(last).or_default().push(fact);
        }
    }
    Ok(facts_of)
}

/// What was recorded of a contact and of some people, or about them, after an entry.
pub fn facts_since(conn: &mut Conn, contact: ContactId, people: &[PersonId], since: i64) -> Result<Vec<Fact>, Error> {
    let subjects: Vec<Uuid> = people.iter().map(|p| p.0).chain([contact.0]).collect();
    let mut loader = Loader::default();
    for chunk in subjects.chunks(SIXTEEN) {
        let mut params = padded(chunk);
        params.push(since.into());
        for sql in [OF_SUBJECTS_SINCE, ABOUT_PEOPLE_SINCE] {
            for row in conn.rows(sql, &params)? {
                loader.add(&row)?;
            }
        }
    }
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

impl Asked {
    fn facts(self) -> &'static Sql {
        match self {
            Self::OfSubject => OF_SUBJECTS,
            Self::WhoTheyAre => WHO_OF_SUBJECTS,
            Self::About => ABOUT_PEOPLE,
            Self::Mentioning => MENTIONING_PEOPLE,
        }
    }

    fn newest(self) -> &'static Sql {
        match self {
            Self::OfSubject | Self::WhoTheyAre => NEWEST_OF_SUBJECTS,
            Self::About | Self::Mentioning => NEWEST_ABOUT,
        }
    }

    /// Whether one of the facts that were asked for together was asked for by this id.
    fn is_of(self, fact: &Fact, id: Uuid) -> bool {
        match self {
            Self::OfSubject | Self::WhoTheyAre => fact.subject.uuid() == id,
            Self::About => fact.about.iter().any(|a| a.person.0 == id),
            Self::Mentioning => fact.about.iter().any(|a| a.person.0 == id && a.part == "mentioned"),
        }
    }
}

impl Loader {
    pub fn of_subjects(&mut self, conn: &mut Conn, subjects: &[Uuid]) -> Result<(), Error> {
        self.ask(conn, Asked::OfSubject, subjects)
    }

    pub fn about_people(&mut self, conn: &mut Conn, people: &[PersonId]) -> Result<(), Error> {
        self.ask(conn, Asked::About, &people.iter().map(|p| p.0).collect::<Vec<_>>())
    }

    fn ask(&mut self, conn: &mut Conn, asked: Asked, ids: &[Uuid]) -> Result<(), Error> {
        let kept = conn.kept.clone();
        for some in ids.chunks(SIXTEEN) {
            match &kept {
                None => self.read(conn, asked, some)?,
                Some(kept) => self.take(conn, kept, asked, some)?,
            }
        }
        Ok(())
    }

    fn read(&mut self, conn: &mut Conn, asked: Asked, ids: &[Uuid]) -> Result<(), Error> {
        for row in conn.rows(asked.facts(), &padded(ids))? {
            self.add(&row)?;
        }
        Ok(())
    }

    /// Takes what is kept, and reads and keeps the rest.
    fn take(&mut self, conn: &mut Conn, kept: &KeptFacts, asked: Asked, ids: &[Uuid]) -> Result<(), Error> {
        let mut missing = Vec::new();
        for row in conn.rows(asked.newest(), &padded(ids))? {
            let id = row.uuid(0)?;
            let version = Version {
                newest: row.int(1)?,
                redactions: row.int(2)?,
            };
            match kept.get(asked, id, version) {
                Some(facts) => self.add_all(&facts),
                None => missing.push((id, version)),
            }
        }
        if missing.is_empty() {
            return Ok(());
        }
        let mut fresh = Self::default();
        fresh.read(conn, asked, &missing.iter().map(|(id, _)| *id).collect::<Vec<_>>())?;
        let facts = fresh.finish();
        for (id, version) in missing {
            let theirs: Arc<[Fact]> = facts.iter().filter(|f| asked.is_of(f, id)).cloned().collect();
            self.add_all(&theirs);
            kept.put(asked, id, version, theirs);
        }
        Ok(())
    }

    fn add_all(&mut self, facts: &[Fact]) {
        for fact in facts {
            self.facts.entry(fact.at).or_insert_with(|| fact.clone());
        }
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
        let mut facts: Vec<Fact> = self.facts.into_values().collect();
        with_what_is_left(&mut facts);
        facts
    }

    /// From a row with the columns of `select_with_about!`.
    fn add(&mut self, row: &Row) -> Result<(), Error> {
        let raw = Raw::read(row)?;
        if let Some(person) = row.opt_uuid(21)? {
            self.add_about(raw.at(), PersonId(person), row.text(22)?);
        }
        if !self.facts.contains_key(&raw.at()) {
            let fact = self.fact(&raw)?;
            self.facts.insert(raw.at(), fact);
        }
        Ok(())
    }

    fn add_about(&mut self, at: FactRef, person: PersonId, part: String) {
        self.about.entry(at).or_default().push(About { person, part });
    }

    /// Reads the words of a fact. Facts of one entry share it.
    pub fn fact(&mut self, raw: &Raw<'_>) -> Result<Fact, Error> {
        let broken = |why: &str| Error::Broken {
            seq: raw.seq,
            why: why.into(),
        };
        let entry = match self.entries.get(&raw.seq) {
            Some(entry) => entry.clone(),
            None => {
                let reason = raw.reason.map(serde_json::from_slice).transpose();
                let entry = Arc::new(Entry {
                    seq: raw.seq,
                    recorded_at: raw.recorded_at,
                    asserted_at: raw.asserted_at,
                    author: Author {
                        worker: WorkerId(raw.actor),
                        role: Role::from_code(raw.role).ok_or_else(|| broken("its role is none that there is"))?,
                        on_behalf_of: raw.on_behalf_of.map(WorkerId),
                    },
                    reason: reason.map_err(|_| broken("its reason cannot be read"))?,
                    source: raw.source.into(),
                });
                self.entries.insert(raw.seq, entry.clone());
                entry
            }
        };
        let amends = raw.amends.map(|(seq, ord)| FactRef { seq, ord });
        let body = raw
            .payload
            .map(|payload| FactBody::decode(raw.kind, raw.version, payload))
            .transpose()?;
        let known = match raw.known {
            Some((known_seq, shown)) => Some(Known {
                known_seq,
                shown: shown
                    .split_whitespace()
                    .map(str::parse)
                    .collect::<Result<_, _>>()
                    .map_err(|_| broken("what was shown cannot be read"))?,
            }),
            None => None,
        };
        Ok(Fact {
            at: raw.at(),
            entry,
            subject: raw.subject()?,
            record: RecordId(raw.record),
            effect: Effect::from_parts(raw.effect, amends).ok_or_else(|| broken("its effect is of no known kind"))?,
            effective_on: raw.effective_on,
            about: Vec::new(),
            body,
            known,
        })
    }
}

/// The facts of a stretch of entries, as their rows hold them, each with the people it is about: for whoever reads the whole ledger.
pub fn stretch(
    conn: &mut Conn,
    after: i64,
    last: i64,
    mut each: impl FnMut(&Raw<'_>, Vec<About>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut about = Loader::default();
    for row in conn.rows(ABOUT_OF_STRETCH, params![after, last])? {
        let (seq, ord) = (row.int(0)?, row.int32(1)?);
        about.add_about(FactRef { seq, ord }, PersonId(row.uuid(2)?), row.text(3)?);
    }
    for row in conn.rows(OF_STRETCH, params![after, last])? {
        let raw = Raw::read(&row)?;
        each(&raw, about.about.remove(&raw.at()).unwrap_or_default())?;
    }
    Ok(())
}
