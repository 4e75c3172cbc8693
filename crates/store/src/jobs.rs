//! Long jobs that somebody started from a page: what was asked, how far it is, what came of it. A job is no fact of the record; what it
//! records is.

use domain::ids::WorkerId;
use domain::policy::{SystemAction, SystemPermit};
use jiff::Timestamp;
use uuid::Uuid;

use crate::access::{Outcome, Who};
use crate::db::{Row, params, statements};
use crate::{Error, Tx, WriteTx};

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobState {
    Waiting,
    Running,
    Done,
    /// What was sent cannot be used; nothing of it was stored.
    Refused,
    /// It ended before its end. Its progress says what to do.
    Stopped,
}

impl JobState {
    const ALL: [Self; 5] = [Self::Waiting, Self::Running, Self::Done, Self::Refused, Self::Stopped];

    fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Stopped => "stopped",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    pub fn has_ended(self) -> bool {
        !matches!(self, Self::Waiting | Self::Running)
    }
}

/// One job. What `argument` and `progress` hold is for those who run it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    pub id: Uuid,
    pub state: JobState,
    pub starter: WorkerId,
    pub argument: String,
    pub progress: String,
    pub created_at: Timestamp,
    pub changed_at: Timestamp,
}

statements! {
    JOBS = "SELECT id, state, starter, argument, progress, created_at, changed_at FROM job WHERE kind = $1 ORDER BY created_at DESC, id DESC LIMIT $2";
    ONE = "SELECT id, state, starter, argument, progress, created_at, changed_at FROM job WHERE kind = $1 AND id = $2";
    NOT_ENDED = "SELECT id, state, starter, argument, progress, created_at, changed_at FROM job WHERE kind = $1 AND state IN ('waiting', 'running') ORDER BY created_at, id";
    RESULT = "SELECT result FROM job WHERE kind = $1 AND id = $2";
    ADD = "INSERT INTO job (id, kind, state, starter, argument, progress, created_at, changed_at) VALUES ($1, $2, 'waiting', $3, $4, '{}', $5, $5)";
    HEARD_OF = "UPDATE job SET changed_at = $3 WHERE kind = $1 AND id = $2 AND state IN ('waiting', 'running')";
    MOVE = "UPDATE job SET state = $3, progress = $4, result = $5, changed_at = $6 WHERE kind = $1 AND id = $2 AND state IN ('waiting', 'running')";
}

/// The most that a list of jobs holds.
const MOST: i64 = 200;

impl Tx<'_> {
    /// The newest jobs of one kind. That they were looked at is logged.
    pub fn jobs<A: SystemAction>(&mut self, who: &Who, _: &SystemPermit<A>) -> Result<Vec<Job>, Error> {
        self.used::<A>(who, Outcome::Shown);
        self.conn.rows(JOBS, params![A::CODE, MOST])?.iter().map(job).collect()
    }

    /// One job, with its result once it is done. That it was looked at is logged; how far it is says nothing of anybody, and is asked every few
    /// seconds.
    pub fn job<A: SystemAction>(
        &mut self,
        who: &Who,
        _: &SystemPermit<A>,
        id: Uuid,
    ) -> Result<Option<(Job, Option<String>)>, Error> {
        let Some(job) = self.job_to_run::<A>(id)? else {
            return Ok(None);
        };
        if job.state.has_ended() {
            self.used::<A>(who, Outcome::Shown);
        }
        let result = self.conn.row(RESULT, params![A::CODE, id])?;
        let result = result.map(|r| r.opt_text(0)).transpose()?.flatten();
        Ok(Some((job, result)))
    }

    /// One job, for the program that runs it.
    pub fn job_to_run<A: SystemAction>(&mut self, id: Uuid) -> Result<Option<Job>, Error> {
        self.conn.row(ONE, params![A::CODE, id])?.as_ref().map(job).transpose()
    }

    /// The jobs that were started and have not ended, the oldest first, for the program that runs them.
    pub fn jobs_to_run<A: SystemAction>(&mut self) -> Result<Vec<Job>, Error> {
        self.conn.rows(NOT_ENDED, params![A::CODE])?.iter().map(job).collect()
    }
}

impl WriteTx<'_> {
    /// Starts a job under the right of whoever asks.
    pub fn start_job<A: SystemAction>(
        &mut self,
        who: &Who,
        permit: &SystemPermit<A>,
        id: Uuid,
        argument: &str,
    ) -> Result<(), Error> {
        let now = self.now;
        self.tx
            .conn
            .run(ADD, params![id, A::CODE, permit.starter().worker, argument, now])?;
        self.tx.used::<A>(who, Outcome::Saved);
        Ok(())
    }

    /// Whoever is to do a job is there, though nothing is known of it that is new.
    pub fn job_is_heard_of<A: SystemAction>(&mut self, id: Uuid) -> Result<(), Error> {
        let now = self.now;
        self.tx.conn.run(HEARD_OF, params![A::CODE, id, now])?;
        Ok(())
    }

    /// How far a job is, or how it ended. A job that has ended stays as it ended.
    pub fn job_is<A: SystemAction>(
        &mut self,
        id: Uuid,
        state: JobState,
        progress: &str,
        result: Option<&str>,
    ) -> Result<(), Error> {
        let now = self.now;
        self.tx
            .conn
            .run(MOVE, params![A::CODE, id, state.code(), progress, result, now])?;
        Ok(())
    }
}

fn job(row: &Row) -> Result<Job, Error> {
    Ok(Job {
        id: row.uuid(0)?,
        state: row.code(1, JobState::from_code)?,
        starter: WorkerId(row.uuid(2)?),
        argument: row.text(3)?,
        progress: row.text(4)?,
        created_at: row.time(5)?,
        changed_at: row.time(6)?,
    })
}
