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
use crate::standing::{leader, leaders};
use crate::{Error, Line, Tx, WriteTx};

/// How soon a check is answered.
const SOON: SignedDuration = SignedDuration::from_mins(15);

statements! {
    PERSON = "SELECT restriction, custodian, ring FROM person WHERE id = $1";
    RAISE = "INSERT INTO alert (id, kind, to_worker, to_role, contact, part, person, raised_at, due_at, answer) VALUES ($1, 'match_check', $2, $3, $4, $5, $6, $7, $8, '')";
    ONE = "SELECT contact, part, person, raised_at, due_at, to_worker IS NOT NULL FROM alert WHERE id = $1 AND kind = 'match_check' AND answered_at IS NULL AND (to_worker = $2 OR (to_worker IS NULL AND to_role = $3))";
    /// Asked before, whatever the answer was.
    ASKED = "SELECT 1 FROM alert WHERE contact = $1 AND part = $2 AND person = $3 AND kind = 'match_check' LIMIT 1";
    /// Whom an entry put on record with a relationship: they are named in it, and nobody else is.
    PUT_ON_RECORD = "SELECT DISTINCT subject FROM fact WHERE seq = $1 AND subject_kind = 'person' AND kind = 'name_recorded'";
    CLOSE_PUT_ON_RECORD = "UPDATE alert SET answered_at = $2, answered_by = $3, answer = $4 WHERE part = $1 AND contact IS NULL AND person = $5 AND kind = 'match_check' AND answered_at IS NULL";
    CLOSE_PART = "UPDATE alert SET answered_at = $3, answered_by = $4, answer = 'same' WHERE contact = $1 AND part = $2 AND kind = 'match_check' AND answered_at IS NULL";
    CLOSE_PERSON = "UPDATE alert SET answered_at = $3, answered_by = $4, answer = 'not_the_same' WHERE contact = $1 AND part = $2 AND person = $5 AND kind = 'match_check' AND answered_at IS NULL";
}

/// A check that waits for whoever asks.
#[derive(Clone, Debug)]
pub struct MatchCheck {
    pub about: MatchAbout,
    pub raised_at: Timestamp,
    pub due_at: Timestamp,
    /// Who on record it may be; `None` for the on-call manager who may not know of the record, and rings its custodian.
    pub person: Option<Line>,
    pub ring: String,
}

/// Who may be somebody on record.
#[derive(Clone, Debug)]
pub enum MatchAbout {
    /// A child of a contact, as the caller told of them.
    Child { child: ChildNamed, reference: String },
    /// Somebody who was put on record with a relationship, or by an import.
    PutOnRecord(Line),
}

/// What an alert says that it is about.
#[derive(Clone, Copy)]
enum Of {
    Child(ContactId, RecordId),
    PutOnRecord(PersonId),
}

struct Asked {
    of: Of,
    person: PersonId,
    raised_at: Timestamp,
    due_at: Timestamp,
}

impl Tx<'_> {
    /// The people who share most with what was asked, sealed or not, nearest first, with what tells them apart: for the program's own comparison, of
    /// which nothing is shown.
    pub fn people_to_compare(&mut self, ask: &LookUp) -> Result<Vec<(PersonId, Person)>, Error> {
        let near = self.weighed(ask)?;
        let leaders = leaders(self.conn, &near.iter().copied().collect())?;
        let mut people = self.for_comparison(&leaders.values().copied().collect())?;
        // Of those who are one person the nearest id counts.
        let leading = near.iter().filter_map(|id| leaders.get(id));
        Ok(leading.filter_map(|id| people.remove_entry(id)).collect())
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
        let about = match asked.of {
            Of::Child(contact, part) => {
                let head = self.known_seq()?;
                let contact = crate::people::contact_at(self.conn, contact, head)?.ok_or(Error::NotThere("contact"))?;
                let part = contact.part(part).ok_or(Error::NotThere("child"))?;
                MatchAbout::Child {
                    child: part.child.value.clone(),
                    reference: contact.reference().to_owned(),
                }
            }
            Of::PutOnRecord(person) => {
                let line = self.line(who, person)?.ok_or(Error::NotThere("person"))?;
                self.showed::<ReadDueList>(who, [line.id()], "a match check");
                MatchAbout::PutOnRecord(line)
            }
        };
        let person = self.line(who, asked.person)?;
        let leading = leader(self.conn, asked.person)?;
        let ring = self
            .conn
            .row(PERSON, params![leading])?
            .map(|r| r.text(2))
            .transpose()?;
        self.showed::<ReadDueList>(who, person.iter().map(Line::id), "a match check");
        Ok(MatchCheck {
            about,
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
        let of = match row.opt_uuid(0)? {
            Some(contact) => Of::Child(ContactId(contact), RecordId(row.uuid(1)?)),
            None => Of::PutOnRecord(PersonId(row.uuid(1)?)),
        };
        Ok(Asked {
            of,
            person: PersonId(row.uuid(2)?),
            raised_at: row.time(3)?,
            due_at: row.time(4)?,
        })
    }
}

impl WriteTx<'_> {
    /// Asks whether the child of a contact's part is one of these people, each once. For a sealed record its custodian and the service manager on
    /// call are asked, silently; for any other the front door's manager.
    pub fn raise_match_check(&mut self, contact: ContactId, part: RecordId, people: &[PersonId]) -> Result<(), Error> {
        for person in people {
            if self.tx.conn.row(ASKED, params![contact, part, *person])?.is_none() {
                self.raise_check(Some(contact), part.0, &[*person], SOON)?;
            }
        }
        Ok(())
    }

    /// Asks the custodians of sealed records whether somebody whom an entry put on record is theirs. Whoever recorded it is told nothing, then or
    /// afterwards, so nobody is asked about records that are not sealed.
    pub fn raise_check_of_new_person(&mut self, seq: i64, sealed: &[PersonId]) -> Result<(), Error> {
        for row in self.tx.conn.rows(PUT_ON_RECORD, params![seq])? {
            self.raise_check(None, row.uuid(0)?, sealed, SOON)?;
        }
        Ok(())
    }

    /// `within` is for those who are not sealed: of a sealed record it is answered soon, whoever asks.
    pub(crate) fn raise_check(
        &mut self,
        contact: Option<ContactId>,
        part: Uuid,
        people: &[PersonId],
        within: SignedDuration,
    ) -> Result<(), Error> {
        let now = self.now;
        for person in people {
            let Some(row) = self.tx.conn.row(PERSON, params![*person])? else {
                continue;
            };
            let sealed = row.code(0, RestrictionLevel::from_code)? == RestrictionLevel::Sealed;
            let due = now + if sealed { SOON } else { within };
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
        let actor = permit.actor();
        let (contact_id, part_id) = match asked.of {
            Of::Child(contact, part) => (contact, part),
            // Two records are joined on their own page, by those who may: here is only said whether they are one.
            Of::PutOnRecord(new) => {
                let answer = if same { "same" } else { "not_the_same" };
                let now = self.now;
                self.tx.conn.run(
                    CLOSE_PUT_ON_RECORD,
                    params![new, now, actor.worker, answer, asked.person],
                )?;
                let row = Access::new(who, ReadDueList::CODE, Outcome::Saved);
                self.add_look(row.showing(asked.person, "answered a match check"));
                return Ok(());
            }
        };
        let contact = crate::people::contact_at(self.tx.conn, contact_id, head)?.ok_or(Error::NotThere("contact"))?;
        let part = contact.part(part_id).ok_or(Error::NotThere("child"))?;
        let answered = MatchAnswered {
            child: part_id,
            answer: if same { "same" } else { "not_the_same" }.into(),
        };
        let record = RecordId(self.new_id()?);
        let mut facts = vec![NewFact::record(contact_id, record, answered)];
        if same && part.child.value.person != Some(asked.person) {
            facts.extend(self.found_to_be(&contact, part, asked.person)?);
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
                .run(CLOSE_PART, params![contact_id, part_id, now, actor.worker])?;
        } else {
            let with = params![contact_id, part_id, now, actor.worker, asked.person];
            self.tx.conn.run(CLOSE_PERSON, with)?;
        }
        let row = Access::new(who, ReadDueList::CODE, Outcome::Saved);
        // What was begun for whoever it was said to be is settled with it.
        let touched = [Some(asked.person), part.child.person.filter(|_| same)];
        self.add_look(
            touched
                .into_iter()
                .flatten()
                .fold(row, |row, person| row.showing(person, "answered a match check")),
        );
        Ok(())
    }
}
