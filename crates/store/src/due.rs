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

/// Clocks of people. A sealed child's run where the reader has been let in, and nowhere else. SQLite takes a CROSS JOIN in the order in which it
/// stands: a team's children, and the clocks of each.
macro_rules! of_people {
    ($columns:literal, $from:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM ",
            $from,
            " AND d.subject = p.id AND d.subject_kind = 'person' AND d.stopped_on IS NULL ",
            "AND (p.restriction <> 'sealed' OR p.custodian = $1 OR EXISTS ",
            "(SELECT 1 FROM person_let_in l WHERE l.person = p.id AND l.worker = $1))"
        )
    };
    ($from:literal) => {
        of_people!(
            "d.subject_kind, d.subject, d.record, d.clock, d.person, d.started_on, d.due_on, d.late_reason, p.worker",
            $from
        )
    };
}
/// The front door's: a contact hides no child, each is masked in it, and who has it is told by the contact.
macro_rules! of_contacts {
    ($columns:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM clock_due WHERE subject_kind = 'contact' AND stopped_on IS NULL"
        )
    };
}
macro_rules! page {
    ($of_people:expr) => {
        concat!(
            "SELECT * FROM (",
            $of_people,
            ") AS d ORDER BY due_on, started_on, subject, record, clock LIMIT $2 OFFSET $3"
        )
    };
}
/// Of each as many as the page can need: contacts lie in their index in this order.
macro_rules! page_with_contacts {
    ($of_people:expr) => {
        concat!(
            "SELECT * FROM (SELECT * FROM (",
            of_contacts!(
                "subject_kind, subject, record, clock, person, started_on, due_on, late_reason, NULLIF(subject, subject) AS worker"
            ),
            " ORDER BY due_on, started_on, subject, record, clock LIMIT CAST($2 AS bigint) + $3) AS c UNION ALL SELECT * FROM (",
            $of_people,
            " ORDER BY d.due_on, d.started_on, d.subject, d.record, d.clock LIMIT CAST($2 AS bigint) + $3) AS p) AS d ",
            "ORDER BY due_on, started_on, subject, record, clock LIMIT $2 OFFSET $3"
        )
    };
}
macro_rules! count {
    ($clocks:expr) => {
        concat!(
            "SELECT count(*), count(CASE WHEN due_on < $2 THEN 1 END) FROM (",
            $clocks,
            ") AS d"
        )
    };
}
macro_rules! count_with_contacts {
    ($of_people:expr) => {
        count!(concat!(of_contacts!("due_on"), " UNION ALL ", $of_people))
    };
}
statements! {
    PAGE_OF_TEAM = page!(of_people!("person p CROSS JOIN clock_due d WHERE p.team = $4"));
    COUNT_OF_TEAM = count!(of_people!("d.due_on", "person p CROSS JOIN clock_due d WHERE p.team = $3"));
    PAGE_OF_FRONT_DOOR = page_with_contacts!(of_people!("person p CROSS JOIN clock_due d WHERE p.team = $4"));
    COUNT_OF_FRONT_DOOR = count_with_contacts!(of_people!("d.due_on", "person p CROSS JOIN clock_due d WHERE p.team = $3"));
    /// Everything, for the service manager.
    PAGE_OF_ALL = page_with_contacts!(of_people!("clock_due d CROSS JOIN person p WHERE 1 = 1"));
    COUNT_OF_ALL = count_with_contacts!(of_people!("d.due_on", "clock_due d CROSS JOIN person p WHERE 1 = 1"));
    MINE = concat!(of_people!("person p CROSS JOIN clock_due d WHERE p.worker = $1"), " ORDER BY d.due_on, d.started_on, d.record, d.clock LIMIT 500");
    MY_CHILDREN = "SELECT id FROM person WHERE worker = $1 ORDER BY name, id";
}

impl Tx<'_> {
    /// What is due for the reader's team, `size` rows from `skip` on.
    pub fn due(&mut self, permit: &ScopePermit<ReadDueList>, skip: usize, size: usize) -> Result<DuePage, Error> {
        let actor = permit.actor();
        let team = actor.team.unwrap_or(TeamId(uuid::Uuid::nil()));
        let (size, skip) = (i64::try_from(size).unwrap_or(50), i64::try_from(skip).unwrap_or(0));
        let today = london::date(self.now);
        let worker = actor.worker;
        let (count, rows) = if actor.role == Role::ServiceManager {
            (
                self.conn.row(COUNT_OF_ALL, params![worker, today])?,
                self.conn.rows(PAGE_OF_ALL, params![worker, size, skip])?,
            )
        } else {
            let (count, page) = match actor.front_door {
                true => (COUNT_OF_FRONT_DOOR, PAGE_OF_FRONT_DOOR),
                false => (COUNT_OF_TEAM, PAGE_OF_TEAM),
            };
            (
                self.conn.row(count, params![worker, today, team])?,
                self.conn.rows(page, params![worker, size, skip, team])?,
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
