//! How an actor stands to a subject: relationship and restriction, nothing of the content, so it needs no permit [Sem 18].

use std::collections::{BTreeMap, BTreeSet};

use domain::facts::person::RestrictionLevel;
use domain::ids::{ContactId, PersonId, Subject, TeamId, WorkerId};
use domain::policy::{Actor, BreakGlass, Relationship, Standing};
use jiff::Timestamp;
use uuid::Uuid;

use crate::access::Who;
use crate::db::{Conn, Row, SIXTEEN, Value, padded, params, sixteen, statements};
use crate::{Error, Tx};

statements! {
    LEADER = "SELECT leader FROM person_group WHERE person = $1";
    LEADERS = concat!("SELECT person, leader FROM person_group WHERE person IN ", sixteen!());
    PEOPLE = concat!("SELECT id, restriction, restriction_team, custodian, ring, worker, team FROM person WHERE id IN ", sixteen!());
    LET_IN = concat!("SELECT person FROM person_let_in WHERE person IN ", sixteen!(), " AND worker = $17");
    BREAK_GLASS = concat!("SELECT person, n, until FROM break_glass WHERE person IN ", sixteen!(), " AND worker = $17 AND until > $18 ORDER BY until");
    AT_THE_FRONT_DOOR = concat!("SELECT DISTINCT person FROM contact_child WHERE person IN ", sixteen!(), " AND state <> 'closed'");
    CONTACTS = concat!("SELECT id, author, taken_by FROM contact WHERE id IN ", sixteen!());
    PEOPLE_OF_CONTACTS = concat!("SELECT contact, person FROM contact_child WHERE contact IN ", sixteen!(), " AND person IS NOT NULL ORDER BY part");
}

/// The id that leads a group of joined ids; the id itself where it was never joined.
pub(crate) fn leader(conn: &mut Conn, person: PersonId) -> Result<PersonId, Error> {
    let row = conn.row(LEADER, params![person])?;
    Ok(PersonId(row.map(|r| r.uuid(0)).transpose()?.unwrap_or(person.0)))
}

/// The same for many, by the id asked for.
pub(crate) fn leaders(conn: &mut Conn, people: &BTreeSet<PersonId>) -> Result<BTreeMap<PersonId, PersonId>, Error> {
    let mut leaders: BTreeMap<PersonId, PersonId> = people.iter().map(|p| (*p, *p)).collect();
    let ids: Vec<Uuid> = people.iter().map(|p| p.0).collect();
    for some in ids.chunks(SIXTEEN) {
        for row in conn.rows(LEADERS, &padded(some))? {
            leaders.insert(PersonId(row.uuid(0)?), PersonId(row.uuid(1)?));
        }
    }
    Ok(leaders)
}

/// How `actor` stands to `subject` at this moment. Rights are always today's.
pub fn standing(conn: &mut Conn, actor: &Actor, subject: Subject, now: Timestamp) -> Result<Standing, Error> {
    match subject {
        Subject::Person(id) => person(conn, actor, id, now),
        Subject::Contact(id) => contact(conn, actor, id, now),
        // A household is read through the people in it; nobody opens it by itself.
        Subject::Household(_) => Ok(nothing(subject)),
    }
}

fn nothing(subject: Subject) -> Standing {
    Standing {
        subject,
        people: Vec::new(),
        relationship: Relationship::None,
        restriction: RestrictionLevel::Open,
        let_in: false,
        ring: String::new(),
        break_glass: None,
        exists: false,
    }
}

fn person(conn: &mut Conn, actor: &Actor, id: PersonId, now: Timestamp) -> Result<Standing, Error> {
    let mut standings = people(conn, actor, &BTreeSet::from([id]), now)?;
    Ok(standings.remove(&id).unwrap_or_else(|| nothing(id.into())))
}

/// How `actor` stands to each of some people, by the id asked for. Somebody who is not on record is missing.
pub(crate) fn people(
    conn: &mut Conn,
    actor: &Actor,
    ids: &BTreeSet<PersonId>,
    now: Timestamp,
) -> Result<BTreeMap<PersonId, Standing>, Error> {
    let leaders = leaders(conn, ids)?;
    let leading: Vec<Uuid> = leaders
        .values()
        .map(|p| p.0)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let mut found = BTreeMap::new();
    for some in leading.chunks(SIXTEEN) {
        found.extend(sixteen_people(conn, actor, some, now)?);
    }
    let asked = leaders.into_iter().filter_map(|(id, leader)| {
        let standing = found.get(&leader)?.clone();
        Some((
            id,
            Standing {
                subject: id.into(),
                ..standing
            },
        ))
    });
    Ok(asked.collect())
}

/// The same for up to sixteen leading ids.
fn sixteen_people(
    conn: &mut Conn,
    actor: &Actor,
    ids: &[Uuid],
    now: Timestamp,
) -> Result<Vec<(PersonId, Standing)>, Error> {
    let ids = padded(ids);
    let with = |more: &[Value<'static>]| [&ids, more].concat();
    let rows = conn.rows(PEOPLE, &ids)?;
    let mut glasses = BTreeMap::new();
    for row in conn.rows(BREAK_GLASS, &with(&[actor.worker.into(), now.into()]))? {
        let (n, until) = (row.int(1)?, row.time(2)?);
        // The one that lasts longest comes last, and stays.
        glasses.insert(PersonId(row.uuid(0)?), BreakGlass { n, until });
    }
    let mut people_of = |sql, params: &[Value<'static>]| {
        let rows = conn.rows(sql, params)?;
        rows.iter()
            .map(|r| r.uuid(0).map(PersonId))
            .collect::<Result<BTreeSet<_>, _>>()
    };
    let named = |row: &Row| Ok::<_, Error>(row.code(1, RestrictionLevel::from_code)? >= RestrictionLevel::Named);
    let let_in = if rows.iter().map(named).collect::<Result<Vec<_>, _>>()?.contains(&true) {
        people_of(LET_IN, &with(&[actor.worker.into()]))?
    } else {
        BTreeSet::new()
    };
    let at_the_front_door = if actor.front_door {
        people_of(AT_THE_FRONT_DOOR, &ids)?
    } else {
        BTreeSet::new()
    };
    rows.iter()
        .map(|row| {
            let id = PersonId(row.uuid(0)?);
            let restriction = row.code(1, RestrictionLevel::from_code)?;
            let restriction_team = row.opt_uuid(2)?.map(TeamId);
            let custodian = row.opt_uuid(3)?.map(WorkerId);
            let (worker, team) = (row.opt_uuid(5)?.map(WorkerId), row.opt_uuid(6)?.map(TeamId));
            let let_in = match restriction {
                RestrictionLevel::Open => false,
                RestrictionLevel::Team => restriction_team.is_some() && restriction_team == actor.team,
                RestrictionLevel::Named | RestrictionLevel::Sealed => {
                    custodian == Some(actor.worker) || let_in.contains(&id)
                }
            };
            let relationship = if worker == Some(actor.worker) {
                Relationship::Allocated
            } else if team.is_some() && team == actor.team {
                Relationship::SameTeam
            } else if at_the_front_door.contains(&id) {
                Relationship::FrontDoor
            } else if worker.is_none() && team.is_none() {
                Relationship::Unallocated
            } else {
                Relationship::None
            };
            Ok((
                id,
                Standing {
                    subject: id.into(),
                    people: vec![id],
                    relationship,
                    restriction,
                    let_in,
                    ring: row.text(4)?,
                    break_glass: glasses.get(&id).cloned(),
                    exists: true,
                },
            ))
        })
        .collect()
}

impl Tx<'_> {
    /// Which of these ids are nobody's. Of those that are somebody's nothing is told, and a sealed one is not told from any other.
    pub fn not_on_record(&mut self, who: &Who, ids: &BTreeSet<PersonId>) -> Result<BTreeSet<PersonId>, Error> {
        let known = people(self.conn, &who.actor, ids, self.now)?;
        Ok(ids.iter().copied().filter(|id| !known.contains_key(id)).collect())
    }
}

fn contact(conn: &mut Conn, actor: &Actor, id: ContactId, now: Timestamp) -> Result<Standing, Error> {
    let mut standings = contacts(conn, actor, &BTreeSet::from([id]), BTreeMap::new(), now)?;
    Ok(standings.remove(&id).unwrap_or_else(|| nothing(id.into())))
}

/// How `actor` stands to each of some contacts. A contact itself carries no restriction: each person in it is masked by their own. So a restricted
/// child never makes a worried caller's contact disappear. Of whom it is known already how the actor stands to them, that is taken.
pub(crate) fn contacts(
    conn: &mut Conn,
    actor: &Actor,
    ids: &BTreeSet<ContactId>,
    mut of_people: BTreeMap<PersonId, Standing>,
    now: Timestamp,
) -> Result<BTreeMap<ContactId, Standing>, Error> {
    let ids: Vec<Uuid> = ids.iter().map(|c| c.0).collect();
    let mut standings = BTreeMap::new();
    let mut parts: Vec<(ContactId, PersonId)> = Vec::new();
    for some in ids.chunks(SIXTEEN) {
        let some = padded(some);
        for row in conn.rows(CONTACTS, &some)? {
            let id = ContactId(row.uuid(0)?);
            let (author, taken_by) = (WorkerId(row.uuid(1)?), row.opt_uuid(2)?.map(WorkerId));
            let relationship = if author == actor.worker || taken_by == Some(actor.worker) {
                Relationship::Author
            } else if actor.front_door {
                Relationship::FrontDoor
            } else {
                Relationship::None
            };
            let standing = Standing {
                relationship,
                exists: true,
                ..nothing(id.into())
            };
            standings.insert(id, standing);
        }
        for row in conn.rows(PEOPLE_OF_CONTACTS, &some)? {
            parts.push((ContactId(row.uuid(0)?), PersonId(row.uuid(1)?)));
        }
    }
    let not_asked: BTreeSet<PersonId> = parts.iter().map(|(_, person)| *person).collect();
    let not_asked = not_asked.into_iter().filter(|id| !of_people.contains_key(id)).collect();
    of_people.extend(people(conn, actor, &not_asked, now)?);
    for (contact, person) in parts {
        if let (Some(standing), Some(theirs)) = (standings.get_mut(&contact), of_people.get(&person)) {
            standing.relationship = standing.relationship.max(theirs.relationship);
            standing.people.extend(&theirs.people);
        }
    }
    Ok(standings)
}
