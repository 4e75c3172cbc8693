//! Who lives in the children's homes, and who matters to them.

use std::collections::{BTreeMap, BTreeSet};

use domain::codes::RelationshipType;
use domain::household::Household;
use domain::ids::{HouseholdId, PersonId, RecordId};
use domain::person::Person;
use jiff::civil::Date;

use super::{HomeChild, Near};
use crate::Error;
use crate::db::Conn;
use crate::lines::Line;
use crate::people::fold_households;

/// The homes of some people, as their facts up to an entry fold.
pub(super) fn homes<'p>(
    conn: &mut Conn,
    people: impl Iterator<Item = &'p Person>,
    upto: i64,
) -> Result<BTreeMap<HouseholdId, Household>, Error> {
    fold_households(
        conn,
        people.flat_map(|p| p.homes.iter().map(|(h, _)| *h)).collect(),
        upto,
    )
}

/// The grown-ups around the children, each once, with whose mother, father or partner they are.
pub(super) fn near(
    today: Date,
    lines: &BTreeMap<PersonId, Line>,
    people: &BTreeMap<PersonId, Person>,
    concerned: &BTreeMap<PersonId, RecordId>,
    around: &BTreeMap<PersonId, Person>,
    homes: &BTreeMap<HouseholdId, Household>,
) -> Vec<Near> {
    let mut near: Vec<Near> = Vec::new();
    for child in concerned.keys().filter_map(|id| people.get(id)) {
        for tie in &child.relationships {
            let code = RelationshipType::from_code(&tie.is).unwrap_or(RelationshipType::Other);
            let Some(other) = around.get(&tie.other).filter(|p| !is_child(p, today)) else {
                continue;
            };
            if code.is_sibling() || tie.told.to.is_some_and(|to| to <= today) {
                continue;
            }
            let called = child.called();
            if let Some(same) = near.iter_mut().find(|n| n.line.id() == other.id && n.is == tie.is) {
                if !same.of.contains(&called) {
                    same.of.push(called);
                }
            } else if let Some(line) = lines.get(&tie.other) {
                // Nobody records that the dead have left.
                let lives_there =
                    other.death.is_none() && homes.values().any(|h| h.living_there(today).any(|p| p == tie.other));
                near.push(Near {
                    is: tie.is.clone(),
                    of: vec![called],
                    line: line.clone(),
                    lives_there,
                });
            }
        }
    }
    near.sort_by_key(|n| (!n.lives_there, n.is != "parent", n.line.id()));
    near
}

pub(super) fn parents<'p>(people: impl Iterator<Item = &'p Person>) -> impl Iterator<Item = PersonId> {
    people.flat_map(|p| {
        p.relationships
            .iter()
            .filter(|r| RelationshipType::from_code(&r.is).is_ok_and(RelationshipType::is_parental))
            .map(|r| r.other)
    })
}

pub(super) fn siblings_of<'p>(people: impl Iterator<Item = &'p Person>) -> BTreeSet<PersonId> {
    people
        .flat_map(|p| p.relationships.iter())
        .filter(|r| RelationshipType::from_code(&r.is).is_ok_and(RelationshipType::is_sibling))
        .map(|r| r.other)
        .collect()
}

/// Under 18 on a day, not born yet, or of unknown age but on record as a child.
pub(super) fn is_child(person: &Person, on: Date) -> bool {
    match person.born_on() {
        Some(born) => domain::person::identity::years(born, on) < 18,
        None => person.is_unborn() || !person.contacts.is_empty() || !person.episodes.is_empty(),
    }
}

/// "14 Mill Road": where two children or more of the contact's homes live, unless it is confidential.
pub(super) fn place(children: &[HomeChild]) -> Option<String> {
    if children.len() < 2 {
        return None;
    }
    let address = children.iter().find(|c| c.part.is_some())?.person.address()?;
    let first = address.line.split(',').next().unwrap_or_default().trim();
    (!address.confidential && !first.is_empty()).then(|| first.to_owned())
}
