//! Whether a child in a contact is somebody who is on record already, asked of those who may know [Sem 17]. A sealed record and an ordinary
//! look-alike raise the same check, so that nothing can be told from its being there: who is asked is the only difference, and only they see it.

use domain::facts::contact::{ChildNamed, MatchAnswered};
use domain::facts::person::RestrictionLevel;
use domain::ids::{ContactId, EntryId, PersonId, RecordId, WorkerId};
use domain::ledger::{Author, NewEntry, NewFact};
use domain::person::Person;
use domain::policy::{ReadDueList, ScopeAction, ScopePermit};
use domain::roles::Role;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::access::{Access, Outcome, Who};
use crate::db::{params, statements};
use crate::find::LookUp;
use crate::project::group_of;
use crate::standing::leader;
use crate::{Error, Line, Tx, WriteTx, ledger};

/// How soon a check is answered.
const MINUTES: i64 = 15;

statements! {
    PERSON = "SELECT restriction, custodian, ring FROM person WHERE id = $1";
    RAISE = "INSERT INTO alert (id, kind, to_worker, to_role, contact, part, person, raised_at, due_at, answer) VALUES ($1, 'match_check', $2, $3, $4, $5, $6, $7, $8, '')";
    ONE = "SELECT contact, part, person, raised_at, due_at, to_worker IS NOT NULL FROM alert WHERE id = $1 AND kind = 'match_check' AND answered_at IS NULL AND (to_worker = $2 OR (to_worker IS NULL AND to_role = $3))";
    CLOSE_PART = "UPDATE alert SET answered_at = $3, answered_by = $4, answer = 'same' WHERE contact = $1 AND part = $2 AND kind = 'match_check' AND answered_at IS NULL";
    CLOSE_PERSON = "UPDATE alert SET answered_at = $3, answered_by = $4, answer = 'not_the_same' WHERE contact = $1 AND part = $2 AND person = $5 AND kind = 'match_check' AND answered_at IS NULL";
}

/// A check that waits for whoever asks.
#[derive(Clone, Debug)]
pub struct MatchCheck {
    pub contact: ContactId,
    pub part: RecordId,
    /// The child as the caller told of them.
    pub child: ChildNamed,
    pub reference: String,
    pub raised_at: Timestamp,
    pub due_at: Timestamp,
    /// Who on record it may be; `None` for the on-call manager who may not know of the record, and rings its custodian.
    pub person: Option<Line>,
    pub ring: String,
}

struct Asked {
    contact: ContactId,
    part: RecordId,
    person: PersonId,
    raised_at: Timestamp,
    due_at: Timestamp,
}

impl Tx<'_> {
    /// The people who share most with what was asked, sealed or not, folded: for the program's own comparison, of which nothing is shown.
    pub fn people_to_compare(&mut self, ask: &LookUp) -> Result<Vec<(PersonId, Person)>, Error> {
        let mut people: Vec<(PersonId, Person)> = Vec::new();
        for id in self.weighed(ask)? {
            let leading = leader(self.conn, id)?;
            if people.iter().any(|(known, _)| *known == leading) {
                continue;
            }
            let group = group_of(self.conn, leading)?;
            let facts = ledger::facts_of_people(self.conn, &group)?;
            people.extend(Person::fold(&group, &facts).map(|p| (leading, p)));
        }
        Ok(people)
    }

    /// Whether a record is sealed, to anybody.
    pub fn is_sealed(&mut self, person: PersonId) -> Result<bool, Error> {
        let leading = leader(self.conn, person)?;
        let row = self.conn.row(PERSON, params![leading])?;
        let level = row.map(|r| r.code(0, RestrictionLevel::from_code)).transpose()?;
        Ok(level == Some(RestrictionLevel::Sealed))
    }

    /// A check that was put to whoever asks, and waits. Logged.
    pub fn match_check(&mut self, who: &Who, permit: &ScopePermit<ReadDueList>, id: Uuid) -> Result<MatchCheck, Error> {
        let asked = self.asked(permit, id)?;
        let head = self.known_seq()?;
        let contact = crate::people::contact_at(self.conn, asked.contact, head)?.ok_or(Error::NotThere("contact"))?;
        let part = contact.part(asked.part).ok_or(Error::NotThere("child"))?;
        let person = self.line(who, asked.person)?;
        let leading = leader(self.conn, asked.person)?;
        let ring = self
            .conn
            .row(PERSON, params![leading])?
            .map(|r| r.text(2))
            .transpose()?;
        self.showed::<ReadDueList>(who, person.iter().map(Line::id), "a match check");
        Ok(MatchCheck {
            contact: asked.contact,
            part: asked.part,
            child: part.child.value.clone(),
            reference: contact
                .received
                .as_ref()
                .map(|r| r.reference.clone())
                .unwrap_or_default(),
            raised_at: asked.raised_at,
            due_at: asked.due_at,
            person,
            ring: ring.unwrap_or_default(),
        })
    }

    fn asked(&mut self, permit: &ScopePermit<ReadDueList>, id: Uuid) -> Result<Asked, Error> {
        let actor = permit.actor();
        let row = self.conn.row(ONE, params![id, actor.worker, actor.role.code()])?;
        let row = row.ok_or(Error::NotThere("match check"))?;
        // One that is put to a role is for the managers of the front door, and for service managers.
        if !row.bool(5)? && !actor.front_door && actor.role != Role::ServiceManager {
            return Err(Error::NotThere("match check"));
        }
        Ok(Asked {
            contact: ContactId(row.uuid(0)?),
            part: RecordId(row.uuid(1)?),
            person: PersonId(row.uuid(2)?),
            raised_at: row.time(3)?,
            due_at: row.time(4)?,
        })
    }
}

impl WriteTx<'_> {
    /// Asks whether the child of a contact's part is one of these people. For a sealed record its custodian and the service manager on call are
    /// asked, silently; for any other the front door's manager.
    pub fn raise_match_check(&mut self, contact: ContactId, part: RecordId, people: &[PersonId]) -> Result<(), Error> {
        let now = self.now;
        let due = now + SignedDuration::from_mins(MINUTES);
        for person in people {
            let Some(row) = self.tx.conn.row(PERSON, params![*person])? else {
                continue;
            };
            let sealed = row.code(0, RestrictionLevel::from_code)? == RestrictionLevel::Sealed;
            let custodian = row.opt_uuid(1)?.map(WorkerId);
            let to: Vec<(Option<WorkerId>, &str)> = if sealed {
                let on_call = (None, Role::ServiceManager.code());
                custodian.map(|c| (Some(c), "")).into_iter().chain([on_call]).collect()
            } else {
                vec![(None, Role::TeamManager.code())]
            };
            for (worker, role) in to {
                let id = self.new_id()?;
                self.tx
                    .conn
                    .run(RAISE, params![id, worker, role, contact, part, *person, now, due])?;
            }
        }
        Ok(())
    }

    /// Answers a check. If it is the same person, the contact's child is that person from now on, and every other check on the child is answered
    /// with it; if not, this record is out of question.
    pub fn answer_match_check(
        &mut self,
        who: &Who,
        permit: &ScopePermit<ReadDueList>,
        id: Uuid,
        same: bool,
    ) -> Result<(), Error> {
        // The lock of the chain first, so that two who answer at once are one after the other.
        let head = self.head()?.seq;
        let asked = self.asked(permit, id)?;
        let contact =
            crate::people::contact_at(self.tx.conn, asked.contact, head)?.ok_or(Error::NotThere("contact"))?;
        let part = contact.part(asked.part).ok_or(Error::NotThere("child"))?;
        let actor = permit.actor();
        let answered = MatchAnswered {
            child: asked.part,
            answer: if same { "same" } else { "not_the_same" }.into(),
        };
        let record = RecordId(self.new_id()?);
        let mut facts = vec![NewFact::record(asked.contact, record, answered)];
        if same && part.child.value.person != Some(asked.person) {
            facts.extend(self.identified_facts(&contact, part, asked.person, "answered by the match check")?);
        }
        let entry = NewEntry {
            id: EntryId(self.new_id()?),
            author: Author {
                worker: actor.worker,
                role: actor.role,
                on_behalf_of: None,
            },
            asserted_at: None,
            reason: None,
            request_id: format!("match check {id}"),
            request_digest: Sha256::digest([u8::from(same)]).into(),
            source: "holdfast".into(),
            facts,
        };
        self.append(entry, &[])?;
        let now = self.now;
        if same {
            self.tx
                .conn
                .run(CLOSE_PART, params![asked.contact, asked.part, now, actor.worker])?;
        } else {
            let with = params![asked.contact, asked.part, now, actor.worker, asked.person];
            self.tx.conn.run(CLOSE_PERSON, with)?;
        }
        self.add_look(
            Access::new(who, ReadDueList::CODE, Outcome::Saved).showing(asked.person, "answered a match check"),
        );
        Ok(())
    }
}
