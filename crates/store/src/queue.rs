//! The front door's list: contacts handed over and not closed, in the order of their bands [Sem 21].

use std::collections::BTreeSet;

use domain::calendar::london;
use domain::contact::{Band, Contact, Part, Waiting, waits_for};
use domain::ids::{ContactId, PersonId, RecordId, WorkerId};
use domain::policy::{Actor, ReadDueList, ReadFrontDoor, ScopePermit};
use jiff::Timestamp;

use crate::contact::fold_contacts;
use crate::db::{Row, params, statements};
use crate::project::calendar;
use crate::{Error, Tx};

/// One contact of the list, from the projection.
#[derive(Clone, Debug)]
pub struct QueueRow {
    pub id: ContactId,
    pub waiting: Waiting,
    pub band: Band,
    pub taken_by: Option<WorkerId>,
    pub children: Vec<QueueChild>,
}

/// Where one child of it stands.
#[derive(Clone, Debug)]
pub struct QueueChild {
    pub part: RecordId,
    pub person: Option<PersonId>,
    pub decided: bool,
    pub decided_by: Option<WorkerId>,
    pub wants_signature: bool,
}

/// Which of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhichContacts {
    #[default]
    Undecided,
    Mine,
    ToSign,
}

/// The list and how many each view of it holds.
#[derive(Debug, Default)]
pub struct Queue {
    pub rows: Vec<QueueRow>,
    pub undecided: usize,
    pub mine: usize,
    pub to_sign: usize,
}

statements! {
    OPEN = "SELECT c.id, c.received_at, c.danger, c.cannot_wait, c.taken_by, c.taken_at, c.effective_at, ch.part, ch.person, ch.state, ch.decided_by FROM contact c LEFT JOIN contact_child ch ON ch.contact = c.id WHERE (c.handed_over_at IS NOT NULL OR c.danger) AND c.id IN (SELECT contact FROM contact_child WHERE state IN ('undecided', 'awaiting_signature', 'returned', 'in_effect_unsigned') UNION SELECT id FROM contact WHERE effective_at IS NULL) ORDER BY c.received_at, c.id, ch.part";
    EARLIER = "SELECT contact FROM contact_child WHERE person = $1 AND received_at >= $2 AND received_at < $3";
}

impl Tx<'_> {
    /// The front door's list.
    pub fn front_door(&mut self, permit: &ScopePermit<ReadFrontDoor>, which: WhichContacts) -> Result<Queue, Error> {
        let actor = permit.actor().clone();
        self.queue(&actor, which)
    }

    /// The same for somebody's own work.
    pub fn my_contacts(&mut self, permit: &ScopePermit<ReadDueList>, which: WhichContacts) -> Result<Queue, Error> {
        let actor = permit.actor().clone();
        self.queue(&actor, which)
    }

    fn queue(&mut self, actor: &Actor, which: WhichContacts) -> Result<Queue, Error> {
        let (calendar, now) = (calendar(), self.now);
        let mut rows: Vec<QueueRow> = Vec::new();
        for row in self.conn.rows(OPEN, params![])? {
            let id = ContactId(row.uuid(0)?);
            if rows.last().is_none_or(|r| r.id != id) {
                let waiting = waiting(&row)?;
                rows.push(QueueRow {
                    id,
                    band: waiting.band(calendar, now),
                    waiting,
                    taken_by: row.opt_uuid(4)?.map(WorkerId),
                    children: Vec::new(),
                });
            }
            if let (Some(last), Some(child)) = (rows.last_mut(), child(&row)?) {
                last.children.push(child);
            }
        }
        let to_sign = self.waiting_for(actor, &rows)?;
        let is = |row: &QueueRow, which| match which {
            WhichContacts::Undecided => row.is_undecided(),
            WhichContacts::Mine => row.taken_by == Some(actor.worker),
            WhichContacts::ToSign => to_sign.contains(&row.id),
        };
        let count = |which| rows.iter().filter(|r| is(r, which)).count();
        let (undecided, mine) = (count(WhichContacts::Undecided), count(WhichContacts::Mine));
        let waits = to_sign.len();
        rows.retain(|r| is(r, which));
        rows.sort_by_key(|r| (r.waiting.order(calendar, now), r.id));
        Ok(Queue {
            rows,
            undecided,
            mine,
            to_sign: waits,
        })
    }

    /// The contacts in which a decision waits for this person's signature: by right, or in cover. For those who sign nothing: for anybody's.
    fn waiting_for(&mut self, actor: &Actor, rows: &[QueueRow]) -> Result<BTreeSet<ContactId>, Error> {
        let waiting = rows.iter().filter(|r| r.children.iter().any(|c| c.wants_signature));
        let waiting: Vec<ContactId> = waiting.map(|r| r.id).collect();
        if !actor.role.is_manager() || waiting.is_empty() {
            return Ok(waiting.into_iter().collect());
        }
        let managers = self.managers()?;
        let now = self.now;
        let contacts = fold_contacts(self.conn, &waiting, i64::MAX)?;
        let is_for = |contact: &Contact, part: &Part| {
            let waits = waits_for(contact, part, &managers, now);
            waits.iter().any(|w| w.everybody().any(|id| id == actor.worker))
        };
        let for_actor = contacts
            .into_iter()
            .filter(|(_, contact)| contact.children.iter().any(|part| is_for(contact, part)));
        Ok(for_actor.map(|(id, _)| id).collect())
    }

    /// How many contacts these people had in the twelve months before an instant.
    pub fn contacts_in_the_year_before(&mut self, people: &[PersonId], before: Timestamp) -> Result<usize, Error> {
        let on = london::date(before).saturating_sub(jiff::Span::new().months(12));
        let since = london::instant(on.at(0, 0, 0, 0)).unwrap_or(before);
        let mut contacts = BTreeSet::new();
        for person in people {
            for row in self.conn.rows(EARLIER, params![*person, since, before])? {
                contacts.insert(row.uuid(0)?);
            }
        }
        Ok(contacts.len())
    }
}

impl QueueRow {
    /// Whether a child in it has no decision, or got one back.
    pub fn is_undecided(&self) -> bool {
        self.children.is_empty() || self.children.iter().any(|c| !c.decided)
    }
}

fn waiting(row: &Row) -> Result<Waiting, Error> {
    Ok(Waiting {
        received_at: row.time(1)?,
        danger: row.bool(2)?,
        cannot_wait: row.bool(3)?,
        taken_at: row.opt_time(5)?,
        effective_at: row.opt_time(6)?,
    })
}

fn child(row: &Row) -> Result<Option<QueueChild>, Error> {
    let Some(part) = row.opt_uuid(7)? else {
        return Ok(None);
    };
    let state = row.text(9)?;
    Ok(Some(QueueChild {
        part: RecordId(part),
        person: row.opt_uuid(8)?.map(PersonId),
        decided: !matches!(state.as_str(), "undecided" | "returned"),
        decided_by: row.opt_uuid(10)?.map(WorkerId),
        wants_signature: matches!(state.as_str(), "awaiting_signature" | "in_effect_unsigned"),
    }))
}
