//! What is due: the open clocks of a team's children and of the front door's contacts, what is overdue first.

use domain::calendar::{ClockKind, Due, Standing, clock, london};
use domain::ids::{PersonId, RecordId, Subject, TeamId, WorkerId};
use domain::policy::{ReadDueList, ScopePermit};
use domain::roles::Role;
use jiff::civil::Date;

use crate::db::{Row, params, statements};
use crate::project::calendar;
use crate::{Error, Tx};

/// One clock that runs.
#[derive(Clone, Debug)]
pub struct DueRow {
    pub subject: Subject,
    /// The referral, or the child's part of a contact.
    pub record: RecordId,
    pub kind: &'static ClockKind,
    pub person: Option<PersonId>,
    pub started_on: Date,
    pub standing: Standing,
    /// The last day on which a working day is left for what may go wrong; `None` once it is late.
    pub last_safe: Option<Date>,
    pub late_reason: bool,
    pub worker: Option<WorkerId>,
}

/// A page of what is due.
#[derive(Debug, Default)]
pub struct DuePage {
    pub rows: Vec<DueRow>,
    pub all: usize,
    pub overdue: usize,
}

/// Whose clocks: a sealed child's run where the reader has been let in, and nowhere else.
macro_rules! of {
    ($select:literal, $which:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $select,
            " FROM clock_due d LEFT JOIN person_group g ON g.person = d.person ",
            "LEFT JOIN person p ON p.id = COALESCE(g.leader, d.person) WHERE d.stopped_on IS NULL AND ",
            $which,
            " AND (d.subject_kind = 'contact' OR p.restriction <> 'sealed' OR p.custodian = $1 OR EXISTS ",
            "(SELECT 1 FROM person_let_in l WHERE l.person = p.id AND l.worker = $1))",
            $rest
        )
    };
}
/// The same of one team's children, by its index: everything that is open is many times as much. A CROSS JOIN is taken by SQLite in this order.
macro_rules! of_team {
    ($select:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $select,
            " FROM person p CROSS JOIN clock_due d WHERE p.team = $2 AND d.subject = p.id AND d.subject_kind = 'person' AND d.stopped_on IS NULL ",
            "AND (p.restriction <> 'sealed' OR p.custodian = $1 OR EXISTS ",
            "(SELECT 1 FROM person_let_in l WHERE l.person = p.id AND l.worker = $1))",
            $rest
        )
    };
}
statements! {
    PAGE_OF_TEAM = of_team!("d.subject_kind, d.subject, d.record, d.clock, d.person, d.started_on, d.due_on, d.late_reason, p.worker", " ORDER BY d.due_on, d.started_on, d.subject, d.record, d.clock LIMIT $3 OFFSET $4");
    COUNT_OF_TEAM = of_team!("count(*), count(CASE WHEN d.due_on < $3 THEN 1 END)", "");
    /// Every open clock of children allocated in one team and the front door's contacts, for those who work there; everything for the service manager.
    PAGE = of!("d.subject_kind, d.subject, d.record, d.clock, d.person, d.started_on, d.due_on, d.late_reason, p.worker", "(p.team = $2 AND d.subject_kind = 'person' OR d.subject_kind = $3 OR $4 = 'all')", " ORDER BY d.due_on, d.started_on, d.subject, d.record, d.clock LIMIT $5 OFFSET $6");
    COUNT = of!("count(*), count(CASE WHEN d.due_on < $5 THEN 1 END)", "(p.team = $2 AND d.subject_kind = 'person' OR d.subject_kind = $3 OR $4 = 'all')", "");
    MINE = of!("d.subject_kind, d.subject, d.record, d.clock, d.person, d.started_on, d.due_on, d.late_reason, p.worker", "p.worker = $1 AND d.subject_kind = 'person'", " ORDER BY d.due_on, d.started_on, d.record, d.clock LIMIT 500");
    MY_CHILDREN = "SELECT id FROM person WHERE worker = $1 ORDER BY name, id";
}

impl Tx<'_> {
    /// What is due for the reader's team, `size` rows from `skip` on.
    pub fn due(&mut self, permit: &ScopePermit<ReadDueList>, skip: usize, size: usize) -> Result<DuePage, Error> {
        let actor = permit.actor();
        let team = actor.team.unwrap_or(TeamId(uuid::Uuid::nil()));
        let (size, skip) = (i64::try_from(size).unwrap_or(50), i64::try_from(skip).unwrap_or(0));
        let today = london::date(self.now);
        let (worker, all) = (actor.worker, actor.role == Role::ServiceManager);
        let (count, rows) = if all || actor.front_door {
            let subjects = if actor.front_door { "contact" } else { "nothing" };
            let reach = if all { "all" } else { "team" };
            (
                self.conn.row(COUNT, params![worker, team, subjects, reach, today])?,
                self.conn
                    .rows(PAGE, params![worker, team, subjects, reach, size, skip])?,
            )
        } else {
            (
                self.conn.row(COUNT_OF_TEAM, params![worker, team, today])?,
                self.conn.rows(PAGE_OF_TEAM, params![worker, team, size, skip])?,
            )
        };
        let count = count.ok_or(Error::Panicked)?;
        Ok(DuePage {
            rows: self.due_rows(&rows)?,
            all: usize::try_from(count.int(0)?).unwrap_or(0),
            overdue: usize::try_from(count.int(1)?).unwrap_or(0),
        })
    }

    /// What is due for the children allocated to the reader.
    pub fn due_for_my_children(&mut self, permit: &ScopePermit<ReadDueList>) -> Result<Vec<DueRow>, Error> {
        let rows = self.conn.rows(MINE, params![permit.actor().worker])?;
        self.due_rows(&rows)
    }

    /// The children allocated to the reader.
    pub fn my_children(&mut self, permit: &ScopePermit<ReadDueList>) -> Result<Vec<PersonId>, Error> {
        let rows = self.conn.rows(MY_CHILDREN, params![permit.actor().worker])?;
        rows.iter().map(|r| Ok(PersonId(r.uuid(0)?))).collect()
    }

    fn due_rows(&self, rows: &[Row]) -> Result<Vec<DueRow>, Error> {
        let mut due = Vec::with_capacity(rows.len());
        for row in rows {
            due.extend(self.due_row(row)?);
        }
        Ok(due)
    }

    /// `None` for a clock that this build does not know, or whose days the calendar cannot count.
    fn due_row(&self, row: &Row) -> Result<Option<DueRow>, Error> {
        let subject = Subject::from_parts(&row.text(0)?, row.uuid(1)?);
        let standing = Standing::of(calendar(), Due::On(row.day(6)?), None, self.now);
        let last_safe = calendar().last_safe_day(Due::On(row.day(6)?)).ok();
        let (Some(subject), Some(kind), Ok(standing)) = (subject, clock(&row.text(3)?), standing) else {
            return Ok(None);
        };
        Ok(Some(DueRow {
            subject,
            record: RecordId(row.uuid(2)?),
            kind,
            person: row.opt_uuid(4)?.map(PersonId),
            started_on: row.day(5)?,
            standing,
            last_safe: last_safe.filter(|day| !standing.is_late() && *day >= london::date(self.now)),
            late_reason: row.bool(7)?,
            worker: row.opt_uuid(8)?.map(WorkerId),
        }))
    }
}
