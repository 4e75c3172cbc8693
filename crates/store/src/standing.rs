//! How an actor stands to a subject: relationship and restriction, nothing of the content, so it needs no permit [Sem 18].

use domain::facts::person::RestrictionLevel;
use domain::ids::{ContactId, PersonId, Subject, TeamId, WorkerId};
use domain::policy::{Actor, BreakGlass, Relationship, Standing};
use jiff::Timestamp;

use crate::Error;
use crate::db::{Conn, params, statements};

statements! {
    LEADER = "SELECT leader FROM person_group WHERE person = $1";
    PERSON = "SELECT restriction, restriction_team, custodian, ring, worker, team FROM person WHERE id = $1";
    LET_IN = "SELECT 1 FROM person_let_in WHERE person = $1 AND worker = $2";
    BREAK_GLASS = "SELECT n, until FROM break_glass WHERE person = $1 AND worker = $2 AND until > $3 ORDER BY until DESC LIMIT 1";
    AT_THE_FRONT_DOOR = "SELECT 1 FROM contact_child WHERE person = $1 AND state <> 'closed' LIMIT 1";
    CONTACT = "SELECT author, taken_by, handed_over_at FROM contact WHERE id = $1";
    PEOPLE_OF_CONTACT = "SELECT person FROM contact_child WHERE contact = $1 AND person IS NOT NULL ORDER BY part";
}

/// The id that leads a group of joined ids; the id itself where it was never joined.
pub(crate) fn leader(conn: &mut Conn, person: PersonId) -> Result<PersonId, Error> {
    let row = conn.row(LEADER, params![person])?;
    Ok(PersonId(row.map(|r| r.uuid(0)).transpose()?.unwrap_or(person.0)))
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
    let leader = leader(conn, id)?;
    let Some(row) = conn.row(PERSON, params![leader])? else {
        return Ok(nothing(id.into()));
    };
    let restriction = row.code(0, RestrictionLevel::from_code)?;
    let restriction_team = row.opt_uuid(1)?.map(TeamId);
    let custodian = row.opt_uuid(2)?.map(WorkerId);
    let allocated = (row.opt_uuid(4)?.map(WorkerId), row.opt_uuid(5)?.map(TeamId));
    let let_in = match restriction {
        RestrictionLevel::Open => false,
        RestrictionLevel::Team => restriction_team.is_some() && restriction_team == actor.team,
        RestrictionLevel::Named | RestrictionLevel::Sealed => {
            custodian == Some(actor.worker) || conn.row(LET_IN, params![leader, actor.worker])?.is_some()
        }
    };
    let relationship = if allocated.0 == Some(actor.worker) {
        Relationship::Allocated
    } else if allocated.1.is_some() && allocated.1 == actor.team {
        Relationship::SameTeam
    } else if actor.front_door && conn.row(AT_THE_FRONT_DOOR, params![leader])?.is_some() {
        Relationship::FrontDoor
    } else {
        Relationship::None
    };
    let glass = conn.row(BREAK_GLASS, params![leader, actor.worker, now])?;
    let break_glass = glass
        .map(|g| {
            Ok::<_, Error>(BreakGlass {
                n: g.int(0)?,
                until: g.time(1)?,
            })
        })
        .transpose()?;
    Ok(Standing {
        subject: id.into(),
        people: vec![leader],
        relationship,
        restriction,
        let_in,
        ring: row.text(3)?,
        break_glass,
        exists: true,
    })
}

/// A contact itself carries no restriction: each person in it is masked by their own. So a restricted child never makes a worried
/// caller's contact disappear.
fn contact(conn: &mut Conn, actor: &Actor, id: ContactId, now: Timestamp) -> Result<Standing, Error> {
    let Some(row) = conn.row(CONTACT, params![id])? else {
        return Ok(nothing(id.into()));
    };
    let author = WorkerId(row.uuid(0)?);
    let taken_by = row.opt_uuid(1)?.map(WorkerId);
    let mut people = Vec::new();
    let mut relationship = if author == actor.worker || taken_by == Some(actor.worker) {
        Relationship::Author
    } else if actor.front_door {
        Relationship::FrontDoor
    } else {
        Relationship::None
    };
    for row in conn.rows(PEOPLE_OF_CONTACT, params![id])? {
        let standing = person(conn, actor, PersonId(row.uuid(0)?), now)?;
        relationship = relationship.max(standing.relationship);
        people.extend(standing.people);
    }
    Ok(Standing {
        people,
        relationship,
        exists: true,
        ..nothing(id.into())
    })
}
