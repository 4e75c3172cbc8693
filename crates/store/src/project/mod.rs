//! Projections: rows that are a pure function of one folded aggregate, written in the transaction that touched it [Sem 14].
//!
//! `rebuild` runs the same functions over every subject.

mod clocks;
mod contact;
mod fill;
mod groups;
mod heaps;
mod home;
mod person;
mod rebuild;
mod refill;

use std::collections::BTreeSet;

use domain::calendar::Calendar;
use domain::contact::Contact;
use domain::household::Household;
use domain::ids::{PersonId, Subject};
use domain::ledger::{Fact, NewEntry};
use domain::person::Person;

pub(crate) use fill::{ALL as FILL, Seen, fill};
pub(crate) use groups::{group_of, groups_of};
pub(crate) use person::identifier_key;
pub(crate) use rebuild::ALL as REBUILD;
pub use rebuild::{Difference, Rebuilt};
pub(crate) use refill::refill;
pub(crate) use {
    clocks::ALL as CLOCKS, contact::ALL as CONTACT, groups::ALL as GROUPS, home::ALL as HOME, person::ALL as PERSON,
};

use crate::Error;
use crate::db::{Conn, Sql, Table, Value, params};
use crate::ledger;

/// Whose rows an entry changes: its subjects, and everyone whom one of its facts is about.
pub fn touched(entries: &[NewEntry]) -> BTreeSet<Subject> {
    let facts = entries.iter().flat_map(|e| &e.facts);
    facts
        .flat_map(|f| std::iter::once(f.subject).chain(f.about.iter().map(|a| Subject::Person(a.person))))
        .collect()
}

/// Brings the rows of these subjects up to date with what was recorded after entry `before`.
pub fn subjects(conn: &mut Conn, touched: &BTreeSet<Subject>, before: i64) -> Result<(), Error> {
    bring(conn, touched, Some(before))
}

/// Writes all rows of these subjects again: of facts that are as old as they were, and say less.
pub fn afresh(conn: &mut Conn, touched: &BTreeSet<Subject>) -> Result<(), Error> {
    bring(conn, touched, None)
}

fn bring(conn: &mut Conn, touched: &BTreeSet<Subject>, before: Option<i64>) -> Result<(), Error> {
    let people: Vec<PersonId> = touched.iter().filter_map(|s| s.person()).collect();
    // A joining or a parting changes whose facts are folded together, so groups come first, and all their members are written again.
    let mut seen = BTreeSet::new();
    for person in people {
        let renewed = groups::renew(conn, person)?;
        let stood_until = before.filter(|_| !renewed.ever_joined);
        for group in renewed.groups {
            if seen.insert(group.clone()) {
                let facts = ledger::facts_of_people(conn, &group)?;
                rewrite(conn, group[0].into(), &group, &facts, stood_until)?;
            }
        }
    }
    for subject in touched {
        let facts = match *subject {
            Subject::Person(_) => continue,
            Subject::Contact(id) => ledger::facts_of_contact(conn, id)?,
            Subject::Household(id) => ledger::facts_of_household(conn, id)?,
        };
        rewrite(conn, *subject, &[], &facts, before)?;
    }
    Ok(())
}

/// Writes the rows of a subject, by all its ids where it is a person. A table that says the same as at entry `stood_until` is left alone: most saves
/// change neither names nor relations, and to write them again would be most of what a save writes. `None` where whose rows stand is not known.
fn rewrite(
    conn: &mut Conn,
    subject: Subject,
    group: &[PersonId],
    facts: &[Fact],
    stood_until: Option<i64>,
) -> Result<(), Error> {
    // Facts come in the order in which they were recorded.
    let mut stood = stood_until.map(|seq| {
        let before = facts.partition_point(|f| f.at.seq <= seq);
        Rows::of(subject, group, &facts[..before])
    });
    let mut stands = Rows::of(subject, group, facts);
    for kept in kept_of(subject) {
        let now = std::mem::take((kept.rows)(&mut stands));
        match stood.as_mut().map(kept.rows) {
            Some(before) if *before == now => continue,
            Some(before) if before.is_empty() => {}
            _ => kept.clear(conn, subject, group)?,
        }
        conn.bulk(kept.table, now.into_iter())?;
    }
    Ok(())
}

/// Takes away all rows of a subject, by all its ids where it is a person.
fn clear(conn: &mut Conn, subject: Subject, group: &[PersonId]) -> Result<(), Error> {
    kept_of(subject)
        .iter()
        .try_for_each(|kept| kept.clear(conn, subject, group))
}

/// A table in which a subject has rows: how they are taken away, and which of the [`Rows`] belong there.
struct Kept {
    table: &'static Table,
    clear: &'static Sql,
    rows: fn(&mut Rows) -> &mut Vec<Row>,
}

impl Kept {
    fn clear(&self, conn: &mut Conn, subject: Subject, group: &[PersonId]) -> Result<(), Error> {
        match subject {
            Subject::Person(_) => {
                for person in group {
                    conn.run(self.clear, params![*person])?;
                }
            }
            Subject::Contact(_) | Subject::Household(_) => {
                conn.run(self.clear, params![subject.uuid()])?;
            }
        }
        Ok(())
    }
}

fn kept_of(subject: Subject) -> &'static [Kept] {
    match subject {
        Subject::Person(_) => person::KEPT,
        Subject::Contact(_) => contact::KEPT,
        Subject::Household(_) => home::KEPT,
    }
}

/// The calendar that dues are computed with: the built-in rows, proclaimed to 2027. A council's own closed days are working days by law (decision 0027).
pub(crate) fn calendar() -> &'static Calendar {
    static CALENDAR: std::sync::OnceLock<Calendar> = std::sync::OnceLock::new();
    CALENDAR.get_or_init(Calendar::england_and_wales)
}

type Row = Vec<Value<'static>>;

/// Rows to be written, table by table; one subject's in a save, thousands of subjects' in a rebuild.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    person: Vec<Row>,
    let_in: Vec<Row>,
    find_key: Vec<Row>,
    relation: Vec<Row>,
    referral: Vec<Row>,
    contact: Vec<Row>,
    contact_child: Vec<Row>,
    home: Vec<Row>,
    clock: Vec<Row>,
}

impl Rows {
    pub(crate) fn person(&mut self, person: &Person, calendar: &Calendar) {
        self.person.push(person::row(person));
        self.let_in.extend(person::let_in(person));
        self.find_key.extend(person::find_keys(person));
        self.relation.extend(person::relations(person));
        self.referral.extend(person::referrals(person));
        self.clock
            .extend(clocks::rows(domain::clocks::of_person(person, calendar), calendar));
    }

    pub(crate) fn contact(&mut self, contact: &Contact, calendar: &Calendar) {
        // A contact without its receipt was declared dangerous before anything else was typed; it has its row all the same.
        self.contact.push(contact::row(contact));
        self.contact_child.extend(contact::children(contact));
        self.clock
            .extend(clocks::rows(domain::clocks::of_contact(contact, calendar), calendar));
    }

    /// The rows of one subject.
    fn of(subject: Subject, group: &[PersonId], facts: &[Fact]) -> Self {
        let mut rows = Self::default();
        rows.fold(subject, group, facts);
        rows
    }

    /// Folds what is known of a subject, and adds its rows. `group` are all ids of a person.
    fn fold(&mut self, subject: Subject, group: &[PersonId], facts: &[Fact]) {
        match subject {
            Subject::Person(_) => {
                if let Some(person) = Person::fold(group, facts) {
                    self.person(&person, calendar());
                }
            }
            Subject::Contact(id) => {
                if let Some(contact) = Contact::fold(id, facts) {
                    self.contact(&contact, calendar());
                }
            }
            Subject::Household(id) => {
                if let Some(household) = Household::fold(id, facts) {
                    self.household(&household);
                }
            }
        }
    }

    pub(crate) fn household(&mut self, household: &Household) {
        self.home.extend(home::rows(household));
    }

    /// Adds them to their tables.
    pub(crate) fn write(&mut self, conn: &mut Conn) -> Result<(), Error> {
        for kept in person::KEPT.iter().chain(contact::KEPT).chain(home::KEPT) {
            let rows = std::mem::take((kept.rows)(self));
            conn.bulk(kept.table, rows.into_iter())?;
        }
        Ok(())
    }
}
