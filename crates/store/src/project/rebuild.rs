//! Writing every projection again from the ledger alone, and checking that nothing would differ.

use std::collections::{BTreeMap, BTreeSet};

use domain::contact::Contact;
use domain::household::Household;
use domain::ids::{PersonId, Subject};
use domain::ledger::Fact;
use domain::person::Person;

use super::{Rows, calendar, group_of, groups};
use crate::db::{Conn, Mode, Sql, params, statements};
use crate::ledger::Loader;
use crate::{Error, Store};

/// What a rebuild did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    pub subjects: usize,
    pub facts: usize,
}

/// A table whose rows are not what the ledger says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub table: &'static str,
    /// Rows that the ledger calls for and the table lacks.
    pub missing: i64,
    /// Rows that the table has and the ledger does not call for.
    pub surplus: i64,
}

statements! {
    SUBJECTS = "SELECT DISTINCT subject_kind, subject FROM fact";
    PEOPLE_SPOKEN_OF = "SELECT DISTINCT person FROM fact_about";
    JOINED = "SELECT DISTINCT f.subject FROM fact f WHERE f.kind = 'same_as'";
}

/// A projection table, how to copy it aside, and how to compare.
struct Shadow {
    table: &'static str,
    copy: &'static str,
    clear: &'static str,
    missing: Sql,
    surplus: Sql,
}

macro_rules! shadows {
    ($($table:literal),* $(,)?) => { &[ $( Shadow {
        table: $table,
        copy: concat!("CREATE TEMP TABLE was_", $table, " AS SELECT * FROM ", $table),
        clear: concat!("DELETE FROM ", $table),
        missing: shadows!(@count $table, concat!("rebuild::missing_", $table), concat!("SELECT count(*) FROM (SELECT * FROM ", $table, " EXCEPT SELECT * FROM was_", $table, ") AS d")),
        surplus: shadows!(@count $table, concat!("rebuild::surplus_", $table), concat!("SELECT count(*) FROM (SELECT * FROM was_", $table, " EXCEPT SELECT * FROM ", $table, ") AS d")),
    }, )* ] };
    (@count $table:literal, $name:expr, $text:expr) => { Sql { name: $name, sqlite: $text, postgres: $text } };
}

const SHADOWS: &[Shadow] = shadows![
    "person_group",
    "person",
    "person_let_in",
    "find_key",
    "relation",
    "home",
    "referral",
    "contact",
    "contact_child",
    "clock_due",
];

impl Store {
    /// Writes every projection again. `progress` is told how many subjects of how many are done.
    pub fn rebuild(&self, progress: impl Fn(usize, usize) + Send + 'static) -> Result<Rebuilt, Error> {
        self.write_now(move |tx| all(tx.tx.conn, &progress))
    }

    /// Does the same beside what stands, compares, and changes nothing. An empty list says that they are equal.
    pub fn rebuild_check(
        &self,
        progress: impl Fn(usize, usize) + Send + 'static,
    ) -> Result<(Rebuilt, Vec<Difference>), Error> {
        // On a connection of its own, whose transaction is rolled back.
        let mut conn = Conn::open(&self.config().place, Mode::Write)?;
        conn.begin(Mode::Write)?;
        let result = check(&mut conn, &progress);
        conn.batch("ROLLBACK")?;
        result
    }
}

fn check(conn: &mut Conn, progress: &dyn Fn(usize, usize)) -> Result<(Rebuilt, Vec<Difference>), Error> {
    for shadow in SHADOWS {
        conn.batch(shadow.copy)?;
    }
    let rebuilt = all(conn, progress)?;
    let mut differences = Vec::new();
    for Shadow {
        table,
        missing,
        surplus,
        ..
    } in SHADOWS
    {
        let mut count = |sql| Ok::<_, Error>(conn.row(sql, params![])?.map(|r| r.int(0)).transpose()?.unwrap_or(0));
        let (missing, surplus) = (count(missing)?, count(surplus)?);
        if missing + surplus > 0 {
            differences.push(Difference {
                table,
                missing,
                surplus,
            });
        }
    }
    Ok((rebuilt, differences))
}

/// Empties the projections and fills them from every fact.
fn all(conn: &mut Conn, progress: &dyn Fn(usize, usize)) -> Result<Rebuilt, Error> {
    for shadow in SHADOWS {
        conn.batch(shadow.clear)?;
    }
    let mut subjects = BTreeSet::new();
    for row in conn.rows(SUBJECTS, params![])? {
        let (kind, id) = (row.text(0)?, row.uuid(1)?);
        subjects.extend(Subject::from_parts(&kind, id));
    }
    for row in conn.rows(PEOPLE_SPOKEN_OF, params![])? {
        subjects.insert(PersonId(row.uuid(0)?).into());
    }
    fill(conn, &subjects, progress)
}

/// How many subjects are folded before their rows are written together.
const STEP: usize = 4096;
/// How many subjects' facts are loaded by one statement.
const LOAD: usize = 16;

/// Writes the rows of these subjects, which have none yet: the end of a rebuild and of the bulk path [Sem 12].
pub(crate) fn fill(
    conn: &mut Conn,
    subjects: &BTreeSet<Subject>,
    progress: &dyn Fn(usize, usize),
) -> Result<Rebuilt, Error> {
    for row in conn.rows(JOINED, params![])? {
        groups::renew(conn, PersonId(row.uuid(0)?))?;
    }
    let mut done = Rebuilt {
        subjects: subjects.len(),
        facts: 0,
    };
    let mut rows = Rows::default();
    let ordered: Vec<Subject> = subjects.iter().copied().collect();
    for (n, some) in ordered.chunks(LOAD).enumerate() {
        done.facts += fold_some(conn, some, &mut rows)?;
        if rows.len() >= STEP {
            rows.write(conn)?;
            progress(n * LOAD, ordered.len());
        }
    }
    rows.write(conn)?;
    progress(ordered.len(), ordered.len());
    Ok(done)
}

/// The same for subjects that may have rows already.
pub(crate) fn refill(conn: &mut Conn, subjects: &BTreeSet<Subject>) -> Result<Rebuilt, Error> {
    let mut all = subjects.clone();
    for person in subjects.iter().filter_map(|s| s.person()) {
        for group in groups::renew(conn, person)? {
            super::person::clear(conn, &group)?;
            all.extend(group.into_iter().map(Subject::Person));
        }
    }
    for subject in subjects {
        match *subject {
            Subject::Person(_) => {}
            Subject::Contact(id) => super::contact::clear(conn, id)?,
            Subject::Household(id) => super::home::clear(conn, id)?,
        }
    }
    fill(conn, &all, &|_, _| ())
}

/// Folds a few subjects together, with two statements for all of them instead of two for each.
fn fold_some(conn: &mut Conn, subjects: &[Subject], rows: &mut Rows) -> Result<usize, Error> {
    let mut group_of_person: BTreeMap<PersonId, Vec<PersonId>> = BTreeMap::new();
    for person in subjects.iter().filter_map(|s| s.person()) {
        let group = group_of(conn, person)?;
        // A joined person is written once, when the leading id comes by.
        if group[0] == person {
            group_of_person.insert(person, group);
        }
    }
    let people: Vec<PersonId> = group_of_person.values().flatten().copied().collect();
    let others = subjects.iter().filter(|s| s.person().is_none()).map(|s| s.uuid());
    let ids: Vec<uuid::Uuid> = people.iter().map(|p| p.0).chain(others).collect();
    let mut loader = Loader::default();
    loader.of_subjects(conn, &ids)?;
    loader.about_people(conn, &people)?;
    let facts = loader.finish();

    let mut of: BTreeMap<Subject, Vec<Fact>> = BTreeMap::new();
    for fact in &facts {
        of.entry(fact.subject).or_default().push(fact.clone());
        for about in fact.about.iter().filter(|a| Subject::Person(a.person) != fact.subject) {
            of.entry(about.person.into()).or_default().push(fact.clone());
        }
    }
    let calendar = calendar();
    for (_, group) in group_of_person {
        let own: Vec<Fact> = group
            .iter()
            .filter_map(|p| of.get(&Subject::Person(*p)))
            .flatten()
            .cloned()
            .collect();
        if let Some(person) = Person::fold(&group, &own) {
            rows.person(&person, calendar);
        }
    }
    for subject in subjects {
        let own = of.get(subject).map_or(&[][..], Vec::as_slice);
        match *subject {
            Subject::Person(_) => {}
            Subject::Contact(id) => {
                if let Some(contact) = Contact::fold(id, own) {
                    rows.contact(&contact, calendar);
                }
            }
            Subject::Household(id) => {
                if let Some(household) = Household::fold(id, own) {
                    rows.household(&household);
                }
            }
        }
    }
    Ok(facts.len())
}
