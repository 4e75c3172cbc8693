//! Whose record is restricted or sealed, and the names of staff: loaded once for all sheets.

use std::collections::BTreeMap;

use domain::facts::person::RestrictionLevel;
use domain::ids::{PersonId, WorkerId};

use crate::Error;
use crate::db::{Conn, params, statements};

statements! {
    GUARDED = "SELECT id, restriction FROM person WHERE restriction <> 'open' UNION ALL SELECT g.person, p.restriction FROM person_group g JOIN person p ON p.id = g.leader WHERE p.restriction <> 'open'";
    STAFF = "SELECT id, name FROM worker";
}

/// What the sheets have to know before they write a row.
#[derive(Debug, Default)]
pub struct Guard {
    levels: BTreeMap<PersonId, RestrictionLevel>,
    staff: BTreeMap<WorkerId, String>,
}

impl Guard {
    pub fn load(conn: &mut Conn) -> Result<Self, Error> {
        let mut guard = Self::default();
        for row in conn.rows(GUARDED, params![])? {
            let level = row.code(1, RestrictionLevel::from_code)?;
            guard.levels.insert(PersonId(row.uuid(0)?), level);
        }
        for row in conn.rows(STAFF, params![])? {
            guard.staff.insert(WorkerId(row.uuid(0)?), row.text(1)?);
        }
        Ok(guard)
    }

    pub fn level(&self, person: PersonId) -> RestrictionLevel {
        self.levels.get(&person).copied().unwrap_or(RestrictionLevel::Open)
    }

    pub fn is_sealed(&self, person: PersonId) -> bool {
        self.level(person) == RestrictionLevel::Sealed
    }

    pub fn is_open(&self, person: PersonId) -> bool {
        self.level(person) == RestrictionLevel::Open
    }

    /// A member of staff by name; somebody whom no list of staff knows (the author of an import) by id.
    pub fn worker(&self, id: WorkerId) -> String {
        self.staff.get(&id).cloned().unwrap_or_else(|| id.to_string())
    }
}
