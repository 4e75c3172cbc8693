//! Which ids are one person: the connected groups of standing `same_as` facts [Sem 4].

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use domain::facts::FactBody;
use domain::ids::{PersonId, Subject};
use domain::ledger::standing;

use crate::Error;
use crate::db::{Conn, SIXTEEN, padded, params, sixteen, statements};
use crate::ledger::Loader;

statements! {
    EVER_JOINED = "SELECT DISTINCT f.subject FROM fact f WHERE f.kind = 'same_as'";
    MEMBERS = "SELECT person FROM person_group WHERE leader = (SELECT leader FROM person_group WHERE person = $1) ORDER BY person";
    GROUPED = concat!("SELECT leader, person FROM person_group WHERE leader IN ", sixteen!(), " ORDER BY leader, person");
    REMOVE = "DELETE FROM person_group WHERE person = $1";
    ADD = "INSERT INTO person_group (person, leader) VALUES ($1, $2)";
    /// From both sides, each by its index: with an OR over the two tables the whole ledger was read at every save.
    JOINED_WITH = "SELECT f.subject, a.person FROM fact f JOIN fact_about a ON a.seq = f.seq AND a.ord = f.ord WHERE f.subject = $1 AND f.kind = 'same_as' UNION SELECT f.subject, a.person FROM fact_about a JOIN fact f ON f.seq = a.seq AND f.ord = a.ord WHERE a.person = $1 AND f.kind = 'same_as'";
}

/// Every id that is this person, the leading one first; the id alone where it was never joined.
pub(crate) fn group_of(conn: &mut Conn, person: PersonId) -> Result<Vec<PersonId>, Error> {
    let rows = conn.rows(MEMBERS, params![person])?;
    if rows.is_empty() {
        return Ok(vec![person]);
    }
    rows.iter().map(|r| Ok(PersonId(r.uuid(0)?))).collect()
}

/// The same for many, by the leading id.
pub(crate) fn groups_of(
    conn: &mut Conn,
    leaders: &BTreeSet<PersonId>,
) -> Result<BTreeMap<PersonId, Vec<PersonId>>, Error> {
    let mut groups: BTreeMap<PersonId, Vec<PersonId>> = BTreeMap::new();
    let ids: Vec<uuid::Uuid> = leaders.iter().map(|p| p.0).collect();
    for some in ids.chunks(SIXTEEN) {
        for row in conn.rows(GROUPED, &padded(some))? {
            let (leader, person) = (PersonId(row.uuid(0)?), PersonId(row.uuid(1)?));
            groups.entry(leader).or_default().push(person);
        }
    }
    for leader in leaders {
        groups.entry(*leader).or_insert_with(|| vec![*leader]);
    }
    Ok(groups)
}

/// The groups of many people. Whoever is in none is a group alone.
pub(super) struct Groups(BTreeMap<PersonId, Vec<PersonId>>);

impl Groups {
    /// Works out and stores the groups of everyone who was ever joined with somebody.
    pub(super) fn of_everyone(conn: &mut Conn) -> Result<Self, Error> {
        let rows = conn.rows(EVER_JOINED, params![])?;
        let joined: Vec<PersonId> = rows.iter().map(|r| r.uuid(0).map(PersonId)).collect::<Result<_, _>>()?;
        Self::renewed(conn, joined.into_iter())
    }

    /// Works out and stores the groups of these people.
    pub(super) fn renewed(conn: &mut Conn, people: impl Iterator<Item = PersonId>) -> Result<Self, Error> {
        let mut groups = BTreeMap::new();
        for person in people {
            if groups.contains_key(&person) {
                continue;
            }
            for group in renew(conn, person)?.groups {
                groups.extend(group.iter().map(|p| (*p, group.clone())));
            }
        }
        Ok(Self(groups))
    }

    /// Every id that is this person, the leading one first.
    pub(super) fn of(&self, person: PersonId) -> Cow<'_, [PersonId]> {
        self.0
            .get(&person)
            .map_or_else(|| Cow::Owned(vec![person]), |group| Cow::Borrowed(group.as_slice()))
    }
}

/// The groups of everyone ever joined with somebody: one after a joining, several after a parting, the person alone where there was neither.
pub(super) struct Renewed {
    pub groups: Vec<Vec<PersonId>>,
    pub ever_joined: bool,
}

/// Works them out again and stores them.
pub(super) fn renew(conn: &mut Conn, person: PersonId) -> Result<Renewed, Error> {
    let reached = ever_joined(conn, person)?;
    if reached.len() == 1 {
        return Ok(Renewed {
            groups: vec![vec![person]],
            ever_joined: false,
        });
    }
    let groups = standing_groups(conn, &reached)?;
    for person in &reached {
        conn.run(REMOVE, params![*person])?;
    }
    for group in groups.iter().filter(|g| g.len() > 1) {
        for person in group {
            conn.run(ADD, params![*person, group[0]])?;
        }
    }
    Ok(Renewed {
        groups,
        ever_joined: true,
    })
}

/// Everyone reachable over `same_as` facts, whether they still stand or not.
fn ever_joined(conn: &mut Conn, person: PersonId) -> Result<BTreeSet<PersonId>, Error> {
    let mut reached = BTreeSet::from([person]);
    let mut next = vec![person];
    while let Some(person) = next.pop() {
        for row in conn.rows(JOINED_WITH, params![person])? {
            for other in [PersonId(row.uuid(0)?), PersonId(row.uuid(1)?)] {
                if reached.insert(other) {
                    next.push(other);
                }
            }
        }
    }
    Ok(reached)
}

/// The groups among `people` by the `same_as` facts that stand.
fn standing_groups(conn: &mut Conn, people: &BTreeSet<PersonId>) -> Result<Vec<Vec<PersonId>>, Error> {
    let mut loader = Loader::default();
    loader.of_subjects(conn, &people.iter().map(|p| p.0).collect::<Vec<_>>())?;
    let facts = loader.finish();
    let mut leader: BTreeMap<PersonId, PersonId> = people.iter().map(|p| (*p, *p)).collect();
    for fact in standing(&facts) {
        let (Some(FactBody::SameAs(same)), Subject::Person(one)) = (&fact.fact.body, fact.fact.subject) else {
            continue;
        };
        let (Some(&a), Some(&b)) = (leader.get(&one), leader.get(&same.other)) else {
            continue;
        };
        let (low, high) = (a.min(b), a.max(b));
        leader.values_mut().filter(|l| **l == high).for_each(|l| *l = low);
    }
    let mut groups: BTreeMap<PersonId, Vec<PersonId>> = BTreeMap::new();
    for (person, leader) in leader {
        groups.entry(leader).or_default().push(person);
    }
    Ok(groups.into_values().collect())
}
