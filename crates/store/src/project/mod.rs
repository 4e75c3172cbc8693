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
use domain::ids::{ContactId, HouseholdId, PersonId, Subject};
use domain::ledger::{Fact, NewEntry};
use domain::person::Person;

pub(crate) use fill::{ALL as FILL, Seen, fill};
pub(crate) use groups::{group_of, groups_of};
pub(crate) use person::identifier_key;
pub use rebuild::{Difference, Rebuilt};
pub(crate) use refill::refill;
pub(crate) use {contact::ALL as CONTACT, groups::ALL as GROUPS, home::ALL as HOME, person::ALL as PERSON};

use crate::Error;
use crate::db::Conn;
use crate::ledger;
use groups::Groups;

/// Whose rows an entry changes: its subjects, and everyone whom one of its facts is about.
pub fn touched(entries: &[NewEntry]) -> BTreeSet<Subject> {
    let facts = entries.iter().flat_map(|e| &e.facts);
    facts
        .flat_map(|f| std::iter::once(f.subject).chain(f.about.iter().map(|a| Subject::Person(a.person))))
        .collect()
}

/// Brings the rows of these subjects up to date.
pub fn subjects(conn: &mut Conn, touched: &BTreeSet<Subject>) -> Result<(), Error> {
    let calendar = calendar();
    let people: Vec<PersonId> = touched.iter().filter_map(|s| s.person()).collect();
    // A joining or a parting changes whose facts are folded together, so groups come first, and all their members are written again.
    let mut seen = BTreeSet::new();
    for person in people {
        for group in groups::renew(conn, person)? {
            if seen.insert(group.clone()) {
                let facts = ledger::facts_of_people(conn, &group)?;
                write_person(conn, &group, &facts, calendar)?;
            }
        }
    }
    for subject in touched {
        match *subject {
            Subject::Person(_) => {}
            Subject::Contact(id) => {
                let facts = ledger::facts_of_contact(conn, id)?;
                write_contact(conn, id, &facts, calendar)?;
            }
            Subject::Household(id) => {
                let facts = ledger::facts_of_household(conn, id)?;
                write_household(conn, id, &facts)?;
            }
        }
    }
    Ok(())
}

fn write_person(conn: &mut Conn, group: &[PersonId], facts: &[Fact], calendar: &Calendar) -> Result<(), Error> {
    person::clear(conn, group)?;
    if let Some(person) = Person::fold(group, facts) {
        let mut rows = Rows::default();
        rows.person(&person, calendar);
        rows.write(conn)?;
    }
    Ok(())
}

fn write_contact(conn: &mut Conn, id: ContactId, facts: &[Fact], calendar: &Calendar) -> Result<(), Error> {
    contact::clear(conn, id)?;
    if let Some(contact) = Contact::fold(id, facts) {
        let mut rows = Rows::default();
        rows.contact(&contact, calendar);
        rows.write(conn)?;
    }
    Ok(())
}

fn write_household(conn: &mut Conn, id: HouseholdId, facts: &[Fact]) -> Result<(), Error> {
    home::clear(conn, id)?;
    if let Some(household) = Household::fold(id, facts) {
        let mut rows = Rows::default();
        rows.household(&household);
        rows.write(conn)?;
    }
    Ok(())
}

/// The calendar that dues are computed with. Local additions are a later part of Holdfast; the built-in rows are proclaimed to 2027.
pub(crate) fn calendar() -> &'static Calendar {
    static CALENDAR: std::sync::OnceLock<Calendar> = std::sync::OnceLock::new();
    CALENDAR.get_or_init(Calendar::england_and_wales)
}

type Row = Vec<crate::db::Value<'static>>;

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

    /// Folds what is known of somebody, and adds their rows. For a person, `subject` is the leading id.
    fn fold(&mut self, subject: Subject, groups: &Groups, facts: &[Fact]) {
        match subject {
            Subject::Person(id) => {
                if let Some(person) = Person::fold(&groups.of(id), facts) {
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
        let take = std::mem::take::<Vec<Row>>;
        conn.bulk(&person::TABLE, take(&mut self.person).into_iter())?;
        conn.bulk(&person::LET_IN, take(&mut self.let_in).into_iter())?;
        conn.bulk(&person::FIND_KEY, take(&mut self.find_key).into_iter())?;
        conn.bulk(&person::RELATION, take(&mut self.relation).into_iter())?;
        conn.bulk(&person::REFERRAL, take(&mut self.referral).into_iter())?;
        conn.bulk(&contact::TABLE, take(&mut self.contact).into_iter())?;
        conn.bulk(&contact::CHILD, take(&mut self.contact_child).into_iter())?;
        conn.bulk(&home::TABLE, take(&mut self.home).into_iter())?;
        conn.bulk(&clocks::TABLE, take(&mut self.clock).into_iter())?;
        Ok(())
    }
}
