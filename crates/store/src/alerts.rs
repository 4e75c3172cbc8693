//! Somebody has to be told, or has to answer, now. An alert is no fact of the record: the act that raised it is.

use domain::contact::Outcome;
use domain::ids::{ContactId, PersonId, RecordId, WorkerId};
use domain::policy::{Actor, ReadDueList, ScopeAction, ScopePermit};
use domain::roles::Role;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::access::{Access, Outcome as Came, Who};
use crate::db::{Row, params, statements};
use crate::{Error, Tx, WriteTx};

/// One alert that is not answered yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    pub id: Uuid,
    /// `strategy_discussion`, `emergency_action`, `immediate_danger`, `not_taken`, `returned`, `match_check`, …
    pub kind: String,
    pub contact: Option<ContactId>,
    pub part: Option<RecordId>,
    pub person: Option<PersonId>,
    pub raised_at: Timestamp,
    pub due_at: Option<Timestamp>,
}

statements! {
    RAISE = "INSERT INTO alert (id, kind, to_worker, to_role, contact, part, person, raised_at, due_at, answer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '')";
    /// What can wait for days comes last. One's own, those of one's role, and, for a manager of the front door, decisions given back to somebody who has left.
    OPEN = "SELECT id, kind, contact, part, person, raised_at, due_at, to_worker FROM alert WHERE answered_at IS NULL AND (to_worker = $1 OR (to_worker IS NULL AND to_role = $2) OR ($3 AND kind = 'returned' AND to_worker IN (SELECT id FROM worker WHERE ended_on IS NOT NULL))) ORDER BY CASE WHEN due_at > $4 THEN 1 ELSE 0 END, raised_at DESC, id LIMIT 200";
    ANSWER = "UPDATE alert SET answered_at = $2, answered_by = $3, answer = $4 WHERE id = $1 AND answered_at IS NULL AND kind <> 'match_check' AND (to_worker = $3 OR (to_worker IS NULL AND to_role = $5) OR ($6 AND kind = 'returned' AND to_worker IN (SELECT id FROM worker WHERE ended_on IS NOT NULL)))";
    CONTACT_OF_ENTRY = "SELECT subject FROM fact WHERE seq = $1 AND subject_kind = 'contact' ORDER BY ord LIMIT 1";
    ANSWER_RETURNED = "UPDATE alert SET answered_at = $2, answered_by = $3, answer = 'decided again' WHERE part = $1 AND kind = 'returned' AND answered_at IS NULL";
}

/// Alarms of the front door go to the managers who work there, and to the service manager.
fn is_for(actor: &Actor, kind: &str) -> bool {
    let of_the_front_door = matches!(
        kind,
        "strategy_discussion" | "emergency_action" | "immediate_danger" | "match_check" | "not_taken"
    );
    !of_the_front_door || actor.front_door || actor.role == Role::ServiceManager
}

/// What was given back to somebody who has left is for the managers of the front door, who find somebody to decide it again.
fn covers_for_leavers(actor: &Actor) -> bool {
    actor.front_door && actor.role == Role::TeamManager
}

impl Tx<'_> {
    /// What somebody has to know or answer: the newest first, and after all of it what can wait for days.
    pub fn alerts(&mut self, permit: &ScopePermit<ReadDueList>) -> Result<Vec<Alert>, Error> {
        let actor = permit.actor();
        let covers = covers_for_leavers(actor);
        let tomorrow = self.now + SignedDuration::from_hours(24);
        let rows = self
            .conn
            .rows(OPEN, params![actor.worker, actor.role.code(), covers, tomorrow])?;
        let mut alerts: Vec<Alert> = Vec::new();
        for row in &rows {
            let (alert, by_name) = (alert(row)?, row.opt_uuid(7)?.is_some());
            if !by_name && !is_for(actor, &alert.kind) {
                continue;
            }
            // Whoever is asked twice of one record, as its custodian and as the manager on call, answers once, as its custodian.
            let asked = |a: &Alert| {
                a.kind == "match_check" && (a.contact, a.part, a.person) == (alert.contact, alert.part, alert.person)
            };
            match alerts.iter().position(asked) {
                Some(at) if by_name => alerts[at] = alert,
                Some(_) => {}
                None => alerts.push(alert),
            }
        }
        Ok(alerts)
    }
}

impl WriteTx<'_> {
    /// Tells somebody, or everybody in a role.
    pub(crate) fn raise(
        &mut self,
        kind: &str,
        to_worker: Option<WorkerId>,
        to_role: Role,
        contact: ContactId,
        part: Option<RecordId>,
        person: Option<PersonId>,
    ) -> Result<(), Error> {
        let (id, now) = (self.new_id()?, self.now);
        self.tx.conn.run(
            RAISE,
            params![
                id,
                kind,
                to_worker,
                to_role.code(),
                contact,
                part,
                person,
                now,
                None::<Timestamp>
            ],
        )?;
        Ok(())
    }

    /// A strategy discussion and emergency action are told to the duty manager at once.
    pub(crate) fn alarm(
        &mut self,
        outcome: Outcome,
        contact: ContactId,
        part: RecordId,
        person: Option<PersonId>,
    ) -> Result<(), Error> {
        if matches!(outcome, Outcome::StrategyDiscussion | Outcome::EmergencyAction) {
            self.tell_managers(outcome.code(), contact, Some(part), person)?;
        }
        Ok(())
    }

    /// Tells the duty manager of immediate danger. Stands until somebody answers it.
    pub fn alarm_duty_manager(&mut self, contact: ContactId) -> Result<(), Error> {
        self.tell_managers("immediate_danger", contact, None, None)
    }

    /// Tells the managers of the front door, and where none works here the service managers: an alarm that nobody can see is none.
    fn tell_managers(
        &mut self,
        kind: &str,
        contact: ContactId,
        part: Option<RecordId>,
        person: Option<PersonId>,
    ) -> Result<(), Error> {
        self.raise(kind, None, Role::TeamManager, contact, part, person)?;
        let managers = self.managers()?;
        if !managers.iter().any(|m| m.front_door && m.role == Role::TeamManager) {
            self.raise(kind, None, Role::ServiceManager, contact, part, person)?;
        }
        Ok(())
    }

    /// The contact that an entry recorded, for answering the same request again.
    pub fn contact_of_entry(&mut self, seq: i64) -> Result<Option<ContactId>, Error> {
        self.tx
            .conn
            .row(CONTACT_OF_ENTRY, params![seq])?
            .map(|r| Ok(ContactId(r.uuid(0)?)))
            .transpose()
    }

    /// Somebody has read an alert that is theirs; `false` where it is not, or was answered already.
    pub fn answer_alert(&mut self, who: &Who, permit: &ScopePermit<ReadDueList>, id: Uuid) -> Result<bool, Error> {
        let (actor, now) = (permit.actor(), self.now);
        let role = actor.role.code();
        let covers = covers_for_leavers(actor);
        let read = self
            .tx
            .conn
            .run(ANSWER, params![id, now, actor.worker, "read", role, covers])?
            == 1;
        if read {
            self.add_look(Access::new(who, ReadDueList::CODE, Came::Saved));
        }
        Ok(read)
    }

    /// A decision that was returned has been made again.
    pub(crate) fn answer_returned(&mut self, part: RecordId, by: WorkerId) -> Result<(), Error> {
        let now = self.now;
        self.tx.conn.run(ANSWER_RETURNED, params![part, now, by])?;
        Ok(())
    }
}

fn alert(row: &Row) -> Result<Alert, Error> {
    Ok(Alert {
        id: row.uuid(0)?,
        kind: row.text(1)?,
        contact: row.opt_uuid(2)?.map(ContactId),
        part: row.opt_uuid(3)?.map(RecordId),
        person: row.opt_uuid(4)?.map(PersonId),
        raised_at: row.time(5)?,
        due_at: row.opt_time(6)?,
    })
}
