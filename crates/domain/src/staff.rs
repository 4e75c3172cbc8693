//! Teams and members of staff: reference records, which an authority keeps beside its ledger [Sem 1].

use jiff::civil::Date;

use crate::ids::{TeamId, WorkerId};
use crate::roles::Role;

/// A team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    pub id: TeamId,
    pub name: String,
    pub telephone: String,
    /// Its work is to decide contacts.
    pub front_door: bool,
}

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worker {
    pub id: WorkerId,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub team: Option<TeamId>,
    /// Social Work England number; empty where there is none.
    pub registration: String,
    pub telephone: String,
    pub started_on: Date,
    /// The last day; `None` while they work here.
    pub ended_on: Option<Date>,
}
