//! Writing the rows of many subjects at once: the end of a rebuild, of the bulk path and of an import [Sem 12].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};

use domain::contact::Contact;
use domain::household::Household;
use domain::ids::Subject;
use domain::ledger::Fact;
use domain::person::Person;

use super::groups::Groups;
use super::{Rows, calendar};
use crate::Error;
use crate::db::{Conn, Mode, Place};
use crate::ledger::Loader;

/// How many subjects are folded before their rows are written together.
const STEP: usize = 512;
/// How many subjects' facts are loaded by one statement.
const LOAD: usize = 16;

/// Writes the rows of subjects that have none yet, out of what is committed. Threads with connections of their own load and fold;
/// this one writes what they bring. `progress` is told how many of how many are done.
pub(crate) fn fill(
    conn: &mut Conn,
    place: &Place,
    subjects: &BTreeSet<Subject>,
    progress: &dyn Fn(usize, usize),
) -> Result<(), Error> {
    let groups = Groups::of_everyone(conn)?;
    let ordered: Vec<Subject> = subjects.iter().copied().collect();
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(2, |n| n.get()).min(8);
    conn.expect_much(true)?;
    let written = std::thread::scope(|scope| {
        let (folded, arriving) = sync_channel(2 * threads);
        for _ in 0..threads {
            let (folded, ordered, groups, next) = (folded.clone(), &ordered, &groups, &next);
            scope.spawn(move || fold_steps(place, ordered, groups, next, &folded));
        }
        drop(folded);
        let mut done = 0;
        for rows in arriving {
            let (many, mut rows): (usize, Rows) = rows?;
            rows.write(conn)?;
            done += many;
            progress(done, ordered.len());
        }
        Ok(())
    });
    conn.expect_much(false)?;
    written
}

type Folded = Result<(usize, Rows), Error>;

/// Takes the next step of subjects until there is none, or until nobody wants the rows any more.
fn fold_steps(place: &Place, ordered: &[Subject], groups: &Groups, next: &AtomicUsize, folded: &SyncSender<Folded>) {
    let opened = Conn::open(place, Mode::Read).and_then(|mut conn| conn.expect_much(true).map(|()| conn));
    let mut conn = match opened {
        Ok(conn) => conn,
        Err(e) => {
            let _ = folded.send(Err(e));
            return;
        }
    };
    loop {
        let start = next.fetch_add(STEP, Ordering::Relaxed);
        let Some(step) = ordered
            .get(start..ordered.len().min(start + STEP))
            .filter(|s| !s.is_empty())
        else {
            return;
        };
        let rows = fold(&mut conn, step, groups).map(|rows| (step.len(), rows));
        let failed = rows.is_err();
        if folded.send(rows).is_err() || failed {
            return;
        }
    }
}

/// The same for subjects that may have rows already, out of what this connection's transaction sees.
pub(crate) fn refill(conn: &mut Conn, subjects: &BTreeSet<Subject>) -> Result<(), Error> {
    let mut all = subjects.clone();
    let people = subjects.iter().filter_map(|s| s.person());
    let groups = Groups::renewed(conn, people)?;
    for person in subjects.iter().filter_map(|s| s.person()) {
        let group = groups.of(person);
        super::person::clear(conn, &group)?;
        all.extend(group.iter().copied().map(Subject::Person));
    }
    for subject in subjects {
        match *subject {
            Subject::Person(_) => {}
            Subject::Contact(id) => super::contact::clear(conn, id)?,
            Subject::Household(id) => super::home::clear(conn, id)?,
        }
    }
    let all: Vec<Subject> = all.into_iter().collect();
    for step in all.chunks(STEP) {
        fold(conn, step, &groups)?.write(conn)?;
    }
    Ok(())
}

fn fold(conn: &mut Conn, step: &[Subject], groups: &Groups) -> Result<Rows, Error> {
    let mut rows = Rows::default();
    for some in step.chunks(LOAD) {
        fold_some(conn, some, groups, &mut rows)?;
    }
    Ok(rows)
}

/// Folds a few subjects together, with a few statements for all of them instead of a few for each.
fn fold_some(conn: &mut Conn, subjects: &[Subject], groups: &Groups, rows: &mut Rows) -> Result<(), Error> {
    let mut people = Vec::new();
    let mut others = Vec::new();
    // Under whose name the facts of an id are gathered: a joined person is written once, when the leading id comes by.
    let mut gathered_for: BTreeMap<Subject, Subject> = BTreeMap::new();
    for subject in subjects {
        match subject.person() {
            None => {
                others.push(subject.uuid());
                gathered_for.insert(*subject, *subject);
            }
            Some(person) => {
                let group = groups.of(person);
                if group[0] == person {
                    people.extend(group.iter().copied());
                    gathered_for.extend(group.iter().map(|p| (Subject::Person(*p), *subject)));
                }
            }
        }
    }
    let ids: Vec<uuid::Uuid> = people.iter().map(|p| p.0).chain(others).collect();
    let mut loader = Loader::default();
    loader.of_subjects(conn, &ids)?;
    loader.about_people(conn, &people)?;

    let mut facts_of: BTreeMap<Subject, Vec<Fact>> = BTreeMap::new();
    for fact in loader.finish() {
        let about = fact.about.iter().map(|a| Subject::Person(a.person));
        let mut wanted: Vec<Subject> = std::iter::once(fact.subject)
            .chain(about)
            .filter_map(|s| gathered_for.get(&s).copied())
            .collect();
        wanted.sort_unstable();
        wanted.dedup();
        if let Some(last) = wanted.pop() {
            for subject in wanted {
                facts_of.entry(subject).or_default().push(fact.clone());
            }
            facts_of.entry(last).or_default().push(fact);
        }
    }
    for (subject, facts) in &facts_of {
        match *subject {
            Subject::Person(id) => {
                if let Some(person) = Person::fold(&groups.of(id), facts) {
                    rows.person(&person, calendar());
                }
            }
            Subject::Contact(id) => {
                if let Some(contact) = Contact::fold(id, facts) {
                    rows.contact(&contact, calendar());
                }
            }
            Subject::Household(id) => {
                if let Some(household) = Household::fold(id, facts) {
                    rows.household(&household);
                }
            }
        }
    }
    Ok(())
}
