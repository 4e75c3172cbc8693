//! Opening a record with a reason of one's own: for an hour, the owner told at once, and somebody says afterwards whether it was right.

use domain::calendar::london;
use domain::facts::person::RestrictionLevel;
use domain::ids::{PersonId, WorkerId};
use domain::policy::{
    Action, BREAK_GLASS_MIN_CHARACTERS, BREAK_GLASS_MINUTES, Permit, Policy, ReadAccessLog, ReadBreakGlass, Refusal,
    ReviewBreakGlass, ScopePermit, may_break_glass,
};
use domain::roles::Role;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::access::{Access, Outcome, Who};
use crate::db::{Row, params, statements};
use crate::project::{calendar, group_of};
use crate::standing::{leader, standing};
use crate::{Error, Line, Tx, WriteTx};

/// What an own reason may be for: a code, and its words on the form and in the log.
pub const PURPOSES: &[(&str, &str)] = &[
    ("danger_now", "A child may be in danger now"),
    ("contact", "A contact about this person or their family"),
    ("enquiry", "A strategy discussion or a section 47 enquiry"),
    ("out_of_hours", "Out-of-hours duty"),
    ("cover", "I cover for their worker"),
    ("other", "Another reason"),
];

statements! {
    OWNER = "SELECT custodian, worker FROM person WHERE id = $1";
    LAST = "SELECT max(n) FROM break_glass";
    ADD = "INSERT INTO break_glass (n, worker, person, at, until, purpose, reason, review_words) VALUES ($1, $2, $3, $4, $5, $6, $7, '')";
    OF_PERSON = "SELECT n, worker, person, at, until, purpose, reason, reviewer, reviewed_at, was_right, review_words FROM break_glass WHERE person = $1 ORDER BY n DESC";
    ONE = "SELECT n, worker, person, at, until, purpose, reason, reviewer, reviewed_at, was_right, review_words FROM break_glass WHERE n = $1";
    REVIEW = "UPDATE break_glass SET reviewer = $2, reviewed_at = $3, was_right = $4, review_words = $5 WHERE n = $1 AND reviewed_at IS NULL";
    TELL = "INSERT INTO alert (id, kind, to_worker, to_role, person, raised_at, due_at, answer) VALUES ($1, $2, $3, $4, $5, $6, $7, '')";
    WAITING = "SELECT n, worker, person, at, until, purpose, reason, reviewer, reviewed_at, was_right, review_words FROM break_glass WHERE reviewed_at IS NULL ORDER BY n";
    ANSWER = "UPDATE alert SET answered_at = $3, answered_by = $4, answer = $5 WHERE person = $1 AND kind = 'break_glass' AND raised_at = $2 AND answered_at IS NULL";
}

/// A record opened with a reason of one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnReason {
    pub n: i64,
    pub worker: WorkerId,
    pub person: PersonId,
    pub at: Timestamp,
    pub until: Timestamp,
    /// One of [`PURPOSES`].
    pub purpose: String,
    pub reason: String,
    pub review: Option<Review>,
    /// The day by which somebody says whether it was right: one working day.
    pub review_by: Date,
}

/// A look with an own reason that nobody has answered for yet.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub look: OwnReason,
    pub line: Line,
    /// The reader may open who has looked at this record, and so read the reason.
    pub may_open: bool,
}

/// What somebody said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    pub by: WorkerId,
    pub at: Timestamp,
    /// `false`: the information team was asked to look.
    pub was_right: bool,
    pub words: String,
}

impl OwnReason {
    pub fn purpose_words(&self) -> &str {
        PURPOSES
            .iter()
            .find(|(code, _)| *code == self.purpose)
            .map_or(self.purpose.as_str(), |(_, words)| words)
    }
}

impl Tx<'_> {
    /// What stands in the open of a record that was refused: a name, "restricted", whom to ring. `None` where it is sealed or not there.
    pub fn restricted_line(&mut self, who: &Who, person: PersonId) -> Result<Option<Line>, Error> {
        let line = self.line(who, person)?;
        if let Some(line) = &line {
            let row = Access::new(who, "restricted_line", Outcome::Shown).showing(line.id(), "a name, restricted");
            self.log_row(row);
        }
        Ok(line)
    }

    /// The looks with an own reason that wait for an answer, the oldest first: for a manager those at records of whom they answer for, for the
    /// service manager and an auditor all but those at records of which they may not know. Logged.
    pub fn own_reasons_waiting(
        &mut self,
        who: &Who,
        permit: &ScopePermit<ReadBreakGlass>,
    ) -> Result<Vec<Waiting>, Error> {
        let mut waiting = Vec::new();
        for row in self.conn.rows(WAITING, params![])? {
            let look = own_reason(&row)?;
            let Some(line) = self.line(who, look.person)? else {
                continue;
            };
            let stands = standing(self.conn, permit.actor(), look.person.into(), self.now)?;
            let may_open = Policy::check::<ReadAccessLog>(permit.actor(), &stands, self.now).is_ok();
            if may_open || permit.actor().role != Role::TeamManager {
                waiting.push(Waiting { look, line, may_open });
            }
        }
        let people: Vec<PersonId> = waiting.iter().map(|w| w.line.id()).collect();
        self.showed::<ReadBreakGlass>(who, people, "a look with an own reason");
        Ok(waiting)
    }

    pub(crate) fn own_reasons(&mut self, person: PersonId) -> Result<Vec<OwnReason>, Error> {
        self.conn
            .rows(OF_PERSON, params![person])?
            .iter()
            .map(own_reason)
            .collect()
    }
}

impl WriteTx<'_> {
    /// Opens a restricted record for an hour, or an open one to somebody without a connection to it. Never a sealed one. The owner and the
    /// information team are told in the same transaction.
    pub fn open_with_own_reason(
        &mut self,
        who: &Who,
        person: PersonId,
        purpose: &str,
        reason: &str,
    ) -> Result<OwnReason, Error> {
        let now = self.now;
        let (actor, reason) = (&who.actor, reason.trim());
        let stands = standing(self.tx.conn, actor, person.into(), now)?;
        let refused = |refusal| Err(Error::Refused(refusal));
        if !stands.exists || stands.restriction == RestrictionLevel::Sealed {
            // The same row whether there is none or it is sealed: it names nobody.
            self.add_look(Access::new(who, "open_with_own_reason", Outcome::Refused));
            return refused(Refusal::NotFound);
        }
        if !may_break_glass(actor.role) {
            let row = Access::new(who, "open_with_own_reason", Outcome::Refused).relationship(stands.relationship);
            self.add_look(stands.people.iter().fold(row, |row, p| row.showing(*p, "nothing")));
            return refused(Refusal::NotYourRole);
        }
        if reason.chars().count() < BREAK_GLASS_MIN_CHARACTERS || PURPOSES.iter().all(|(code, _)| *code != purpose) {
            return Err(Error::Rule(format!(
                "A record is opened with a purpose of the list and a reason of at least {BREAK_GLASS_MIN_CHARACTERS} characters."
            )));
        }
        let person = leader(self.tx.conn, person)?;
        // The lock of the chain, so that two servers cannot take the same number.
        self.head()?;
        let last = self
            .tx
            .conn
            .row(LAST, params![])?
            .map(|r| r.opt_int(0))
            .transpose()?
            .flatten();
        let n = last.unwrap_or(0) + 1;
        let until = now + SignedDuration::from_mins(BREAK_GLASS_MINUTES);
        self.tx
            .conn
            .run(ADD, params![n, actor.worker, person, now, until, purpose, reason])?;
        let owner = self.tx.conn.row(OWNER, params![person])?;
        let owner = match owner {
            Some(row) => row.opt_uuid(0)?.or(row.opt_uuid(1)?).map(WorkerId),
            None => None,
        };
        let review_by = review_by(now);
        let owners_role = if owner.is_some() { "" } else { Role::TeamManager.code() };
        self.tell("break_glass", owner, owners_role, person, Some(end_of(review_by)))?;
        self.tell(
            "break_glass",
            None,
            Role::Auditor.code(),
            person,
            Some(end_of(review_by)),
        )?;
        self.add_look(
            Access {
                purpose: purpose.into(),
                ..Access::new(who, "open_with_own_reason", Outcome::Saved)
            }
            .relationship(stands.relationship)
            .break_glass(Some(n))
            .showing(person, "opened with a reason of their own"),
        );
        Ok(OwnReason {
            n,
            worker: actor.worker,
            person,
            at: now,
            until,
            purpose: purpose.into(),
            reason: reason.into(),
            review: None,
            review_by,
        })
    }

    /// Says whether a look with an own reason was right, or asks the information team to look. Nobody answers for their own.
    pub fn review_own_reason(
        &mut self,
        who: &Who,
        permit: &Permit<ReviewBreakGlass>,
        n: i64,
        was_right: bool,
        words: &str,
    ) -> Result<(), Error> {
        let now = self.now;
        let Some(person) = permit.subject().person() else {
            return Err(Error::NotThere("person"));
        };
        let leading = leader(self.tx.conn, person)?;
        let group = group_of(self.tx.conn, leading)?;
        let found = self
            .tx
            .conn
            .row(ONE, params![n])?
            .as_ref()
            .map(own_reason)
            .transpose()?;
        let look = found
            .filter(|l| group.contains(&l.person))
            .ok_or(Error::NotThere("look"))?;
        if look.worker == permit.actor().worker {
            return Err(Error::Refused(Refusal::OwnWork));
        }
        let by = permit.actor().worker;
        if self.tx.conn.run(REVIEW, params![n, by, now, was_right, words.trim()])? == 0 {
            return Err(Error::Rule("Somebody has answered this already.".into()));
        }
        let answer = if was_right {
            "It was right"
        } else {
            "The information team was asked to look"
        };
        self.tx
            .conn
            .run(ANSWER, params![look.person, look.at, now, by, answer])?;
        if !was_right {
            self.tell("break_glass_doubted", None, Role::Auditor.code(), look.person, None)?;
        }
        self.add_look(
            Access::new(who, ReviewBreakGlass::CODE, Outcome::Saved)
                .relationship(permit.relationship())
                .showing(look.person, "answered for a look with an own reason"),
        );
        Ok(())
    }

    fn tell(
        &mut self,
        kind: &str,
        to: Option<WorkerId>,
        role: &str,
        person: PersonId,
        due: Option<Timestamp>,
    ) -> Result<(), Error> {
        let (id, now) = (self.new_id()?, self.now);
        self.tx.conn.run(TELL, params![id, kind, to, role, person, now, due])?;
        Ok(())
    }
}

/// The next working day.
fn review_by(at: Timestamp) -> Date {
    let on = london::date(at);
    calendar().add_working_days(on, 1).unwrap_or(on)
}

/// The last moment of a day in London.
fn end_of(day: Date) -> Timestamp {
    london::instant(day.at(23, 59, 59, 0)).unwrap_or(Timestamp::MAX)
}

fn own_reason(row: &Row) -> Result<OwnReason, Error> {
    let at = row.time(3)?;
    let review = match (row.opt_uuid(7)?, row.opt_time(8)?) {
        (Some(by), Some(at)) => Some(Review {
            by: WorkerId(by),
            at,
            was_right: row.opt_bool(9)?.unwrap_or(false),
            words: row.text(10)?,
        }),
        _ => None,
    };
    Ok(OwnReason {
        n: row.int(0)?,
        worker: WorkerId(row.uuid(1)?),
        person: PersonId(row.uuid(2)?),
        at,
        until: row.time(4)?,
        purpose: row.text(5)?,
        reason: row.text(6)?,
        review,
        review_by: review_by(at),
    })
}
