//! Writing the rows of many subjects again, out of what this connection's transaction sees: the end of a step of an import [Sem 12].

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::Subject;
use domain::ledger::Fact;

use super::Rows;
use super::groups::Groups;
use crate::Error;
use crate::db::Conn;
use crate::ledger::Loader;

/// How many subjects are folded before their rows are written together.
const STEP: usize = 512;
/// How many subjects' facts are loaded by one statement.
const LOAD: usize = 16;

/// They may have rows already.
pub(crate) fn refill(conn: &mut Conn, subjects: &BTreeSet<Subject>) -> Result<(), Error> {
    let mut all = subjects.clone();
    let people = subjects.iter().filter_map(|s| s.person());
    let groups = Groups::renewed(conn, people)?;
    for person in subjects.iter().filter_map(|s| s.person()) {
        let group = groups.of(person);
        super::clear(conn, person.into(), &group)?;
        all.extend(group.iter().copied().map(Subject::Person));
    }
    for subject in subjects.iter().filter(|s| s.person().is_none()) {
        super::clear(conn, *subject, &[])?;
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
        let group = subject.person().map(|p| groups.of(p)).unwrap_or_default();
        rows.fold(*subject, &group, facts);
    }
    Ok(())
}
