//! Staff and teams: reference records [Sem 1]. Acting in an entry is not a fact about the actor.

use std::collections::{BTreeMap, BTreeSet};

use domain::contact::Manager;
use domain::ids::{TeamId, WorkerId};
use domain::policy::Actor;
use domain::roles::Role;
pub use domain::staff::{Team, Worker};
use jiff::civil::Date;

use crate::db::{Row, SIXTEEN, Table, Value, padded, params, sixteen, statements};
use crate::{Error, Tx, WriteTx};

statements! {
    TEAMS = "SELECT id, name, telephone, front_door FROM team WHERE ended_on IS NULL ORDER BY name";
    WORKERS = "SELECT id, name, email, role, team, registration, telephone, started_on, ended_on FROM worker ORDER BY name, id";
    WORKER = "SELECT id, name, email, role, team, registration, telephone, started_on, ended_on FROM worker WHERE id = $1";
    WORKER_BY_EMAIL = "SELECT id, name, email, role, team, registration, telephone, started_on, ended_on FROM worker WHERE email = $1";
    NAMES = concat!("SELECT w.id, w.name, w.role, t.name, w.telephone FROM worker w LEFT JOIN team t ON t.id = w.team WHERE w.id IN ", sixteen!());
    ACTOR = "SELECT w.name, w.role, w.team, t.name, t.front_door FROM worker w LEFT JOIN team t ON t.id = w.team WHERE w.id = $1 AND w.ended_on IS NULL";
    /// Those who can sign in: nobody who has left, and nobody whose account is closed.
    MANAGERS = "SELECT w.id, w.role, t.front_door FROM worker w LEFT JOIN team t ON t.id = w.team LEFT JOIN account a ON a.worker = w.id WHERE w.ended_on IS NULL AND w.role IN ('team_manager', 'service_manager') AND a.disabled_at IS NULL ORDER BY w.name, w.id";
    SET_ROLE = "UPDATE worker SET role = $2, team = $3 WHERE id = $1";
    END_WORKER = "UPDATE worker SET ended_on = $2 WHERE id = $1";
}

const TEAM: Table = Table {
    name: "team",
    columns: &["id", "name", "telephone", "front_door"],
};
const WORKER_TABLE: Table = Table {
    name: "worker",
    columns: &[
        "id",
        "name",
        "email",
        "role",
        "team",
        "registration",
        "telephone",
        "started_on",
        "ended_on",
    ],
};

/// A worker as a page names one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    pub role: Role,
    pub team: String,
    pub telephone: String,
}

impl Tx<'_> {
    pub fn teams(&mut self) -> Result<Vec<Team>, Error> {
        self.conn.rows(TEAMS, params![])?.iter().map(team).collect()
    }

    pub fn workers(&mut self) -> Result<Vec<Worker>, Error> {
        self.conn.rows(WORKERS, params![])?.iter().map(worker).collect()
    }

    pub fn worker(&mut self, id: WorkerId) -> Result<Option<Worker>, Error> {
        self.conn.row(WORKER, params![id])?.as_ref().map(worker).transpose()
    }

    pub fn worker_by_email(&mut self, email: &str) -> Result<Option<Worker>, Error> {
        self.conn
            .row(WORKER_BY_EMAIL, params![email.trim().to_lowercase()])?
            .as_ref()
            .map(worker)
            .transpose()
    }

    /// The names of some workers; somebody unknown (an imported entry's author) is left out.
    pub fn names_of(
        &mut self,
        workers: impl IntoIterator<Item = WorkerId>,
    ) -> Result<BTreeMap<WorkerId, Named>, Error> {
        let ids: BTreeSet<uuid::Uuid> = workers.into_iter().map(|w| w.0).collect();
        let ids: Vec<uuid::Uuid> = ids.into_iter().collect();
        let mut names = BTreeMap::new();
        for some in ids.chunks(SIXTEEN) {
            for row in self.conn.rows(NAMES, &padded(some))? {
                let named = Named {
                    name: row.text(1)?,
                    role: row.code(2, Role::from_code)?,
                    team: row.opt_text(3)?.unwrap_or_default(),
                    telephone: row.text(4)?,
                };
                names.insert(WorkerId(row.uuid(0)?), named);
            }
        }
        Ok(names)
    }

    /// The managers who work here now.
    pub fn managers(&mut self) -> Result<Vec<Manager>, Error> {
        let manager = |row: &Row| {
            Ok(Manager {
                worker: WorkerId(row.uuid(0)?),
                role: row.code(1, Role::from_code)?,
                front_door: row.opt_bool(2)?.unwrap_or(false),
            })
        };
        self.conn.rows(MANAGERS, params![])?.iter().map(manager).collect()
    }

    /// Somebody as an actor, with the role that they have now. `None` once they have left.
    pub fn actor(&mut self, id: WorkerId) -> Result<Option<Actor>, Error> {
        self.conn
            .row(ACTOR, params![id])?
            .map(|row| actor(id, &row, 0))
            .transpose()
    }
}

/// Reads an actor from five columns that begin at `at`: name, role, team, name of the team, front door.
pub(crate) fn actor(id: WorkerId, row: &Row, at: usize) -> Result<Actor, Error> {
    Ok(Actor {
        worker: id,
        name: row.text(at)?,
        role: row.code(at + 1, Role::from_code)?,
        team: row.opt_uuid(at + 2)?.map(TeamId),
        team_name: row.opt_text(at + 3)?.unwrap_or_default(),
        front_door: row.opt_bool(at + 4)?.unwrap_or(false),
    })
}

impl WriteTx<'_> {
    pub fn add_teams(&mut self, teams: &[Team]) -> Result<(), Error> {
        let row = |t: &Team| {
            vec![
                Value::from(t.id),
                t.name.clone().into(),
                t.telephone.clone().into(),
                t.front_door.into(),
            ]
        };
        self.tx.conn.bulk(&TEAM, teams.iter().map(row))?;
        Ok(())
    }

    pub fn add_workers(&mut self, workers: &[Worker]) -> Result<(), Error> {
        let row = |w: &Worker| {
            vec![
                Value::from(w.id),
                w.name.clone().into(),
                w.email.to_lowercase().into(),
                w.role.code().into(),
                w.team.into(),
                w.registration.clone().into(),
                w.telephone.clone().into(),
                w.started_on.into(),
                w.ended_on.into(),
            ]
        };
        self.tx.conn.bulk(&WORKER_TABLE, workers.iter().map(row))?;
        Ok(())
    }

    /// Changes what somebody may do, from their next request on.
    pub fn set_role(&mut self, id: WorkerId, role: Role, team: Option<TeamId>) -> Result<(), Error> {
        self.tx.conn.run(SET_ROLE, params![id, role.code(), team])?;
        Ok(())
    }

    /// Somebody left: no sign-in, and no session, from now on.
    pub fn end_worker(&mut self, id: WorkerId, on: Date) -> Result<(), Error> {
        self.tx.conn.run(END_WORKER, params![id, on])?;
        self.end_sessions_of(id)
    }
}

fn team(row: &Row) -> Result<Team, Error> {
    Ok(Team {
        id: TeamId(row.uuid(0)?),
        name: row.text(1)?,
        telephone: row.text(2)?,
        front_door: row.bool(3)?,
    })
}

/// Reads a worker from the first nine columns.
pub(crate) fn worker(row: &Row) -> Result<Worker, Error> {
    Ok(Worker {
        id: WorkerId(row.uuid(0)?),
        name: row.text(1)?,
        email: row.text(2)?,
        role: row.code(3, Role::from_code)?,
        team: row.opt_uuid(4)?.map(TeamId),
        registration: row.text(5)?,
        telephone: row.text(6)?,
        started_on: row.day(7)?,
        ended_on: row.opt_day(8)?,
    })
}
