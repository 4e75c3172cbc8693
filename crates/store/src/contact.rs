//! Opening a contact: now, or as it stood at an entry of the ledger. Each child in it is masked by their own restriction [Sem 17].

use std::collections::{BTreeMap, BTreeSet};

use domain::contact::{Contact, Manager, Part, Waits, waits_for};
use domain::ids::{ContactId, PersonId, RecordId, Subject, WorkerId};
use domain::ledger::Fact;
use domain::person::Person;
use domain::policy::{Action, Actor, Depth, Permit, ReadContact, Relationship, ScopeAction, ScopePermit, Standing};
use jiff::Timestamp;

use crate::access::Who;
use crate::db::{Conn, SIXTEEN, padded, sixteen, statements};
use crate::ledger::Loader;
use crate::lines::Line;
use crate::project::groups_of;
use crate::standing::leaders;
use crate::{Error, Named, Tx, ledger};

/// Who a child in a contact is, as a reader may know it.
#[derive(Clone, Debug)]
pub enum Identity {
    /// Nobody has said yet who on record this is.
    NotMatched,
    /// Whether this is a certain child is being checked. A sealed record says the same, so that nothing can be told from it.
    MatchCheck,
    /// The check was answered; the answer is with those who asked and those who answered.
    Answered,
    Known(Line),
}

impl Identity {
    pub fn line(&self) -> Option<&Line> {
        if let Self::Known(line) = self { Some(line) } else { None }
    }
    /// Whether the contact cannot be closed for this child yet.
    pub fn is_match_check(&self) -> bool {
        matches!(self, Self::MatchCheck)
    }
}

/// A contact that was opened.
#[derive(Debug)]
pub struct OpenContact {
    pub contact: Contact,
    pub identities: BTreeMap<RecordId, Identity>,
    /// How much the reader sees: below [`Depth::Full`] no words.
    pub depth: Depth,
    /// How the reader stands to it.
    pub relationship: Relationship,
    /// The head of the ledger at which this was folded [Sem 8].
    pub known_seq: i64,
    /// Everybody who wrote something in it, and who has it.
    pub names: BTreeMap<WorkerId, Named>,
    /// The managers who work here now, where a decision in it waits to be signed.
    pub managers: Vec<Manager>,
    /// When it was opened.
    pub at: Timestamp,
}

impl OpenContact {
    /// The signatures that the decision for a child waits for, with those who can give them.
    pub fn waits_for(&self, part: &Part) -> Vec<Waits> {
        waits_for(&self.contact, part, &self.managers, self.at)
    }

    /// Whether a decision waits for this person: it is put before them, and they may sign it.
    pub fn waits_for_worker(&self, part: &Part, worker: WorkerId) -> bool {
        let waits = self.waits_for(part);
        waits.iter().any(|w| w.everybody().any(|id| id == worker))
    }

    /// Whether its reader may do this with it: for what a page offers; the act itself asks for its own permit.
    pub fn may<A: Action>(&self, reader: &Actor) -> bool {
        A::depth(reader, self.relationship).is_some_and(|d| d >= A::NEEDS)
    }

    pub fn identity(&self, part: RecordId) -> &Identity {
        self.identities.get(&part).unwrap_or(&Identity::NotMatched)
    }

    /// A child's name: on record where that may be shown, as the caller said it elsewhere.
    pub fn name_of(&self, part: RecordId) -> &str {
        match self.identity(part).line() {
            Some(line) => line.name(),
            None => self.contact.part(part).map_or("the child", |p| p.child.name.as_str()),
        }
    }
}

statements! {
    MATCH_CHECKS = concat!("SELECT part FROM alert WHERE contact IN ", sixteen!(), " AND kind = 'match_check' AND answered_at IS NULL AND part IS NOT NULL ORDER BY part");
}

impl Tx<'_> {
    /// Opens a contact and logs it. `upto` folds it as it stood at an entry.
    pub fn open_contact<A: Action>(
        &mut self,
        who: &Who,
        permit: &Permit<A>,
        upto: Option<i64>,
        shown: &str,
    ) -> Result<OpenContact, Error> {
        let Some(id) = permit.subject().contact() else {
            return Err(Error::NotThere("contact"));
        };
        self.looked(who, permit, shown);
        self.contact_for(who, id, permit, upto)
    }

    /// The same without a row in the access log, for a save, which has its own.
    pub(crate) fn contact_for<A: Action>(
        &mut self,
        who: &Who,
        id: ContactId,
        permit: &Permit<A>,
        upto: Option<i64>,
    ) -> Result<OpenContact, Error> {
        let known_seq = match upto {
            Some(seq) => seq,
            None => self.known_seq()?,
        };
        let contact = crate::people::contact_at(self.conn, id, known_seq)?.ok_or(Error::NotThere("contact"))?;
        let identities = self.identities(who, &contact)?;
        let managers = self.managers_for(std::slice::from_ref(&contact))?;
        let names = self.names_of(authors(&contact).into_iter().chain(managers.iter().map(|m| m.worker)))?;
        Ok(OpenContact {
            contact,
            identities,
            depth: permit.depth(),
            relationship: permit.relationship(),
            known_seq,
            names,
            managers,
            at: self.now,
        })
    }

    /// The managers who work here and can sign in, where something in these contacts waits for one.
    fn managers_for(&mut self, contacts: &[Contact]) -> Result<Vec<Manager>, Error> {
        let mut parts = contacts.iter().flat_map(|c| &c.children);
        if parts.any(|p| p.state.wants_signature()) {
            self.managers()
        } else {
            Ok(Vec::new())
        }
    }

    /// Who each child is, to this reader.
    pub(crate) fn identities(&mut self, who: &Who, contact: &Contact) -> Result<BTreeMap<RecordId, Identity>, Error> {
        let people = contact.people().collect();
        let standings = crate::standing::people(self.conn, &who.actor, &people, self.now)?;
        self.identities_of(who, std::slice::from_ref(contact), &standings)
    }

    /// The same for the children of many contacts, where it is known how the reader stands to each.
    fn identities_of(
        &mut self,
        who: &Who,
        contacts: &[Contact],
        standings: &BTreeMap<PersonId, Standing>,
    ) -> Result<BTreeMap<RecordId, Identity>, Error> {
        let ids: Vec<uuid::Uuid> = contacts.iter().map(|c| c.id.0).collect();
        let mut checked = BTreeSet::new();
        for some in ids.chunks(SIXTEEN) {
            for row in self.conn.rows(MATCH_CHECKS, &padded(some))? {
                checked.insert(RecordId(row.uuid(0)?));
            }
        }
        let lines = self.lines_by(who, standings)?;
        let mut identities = BTreeMap::new();
        for (contact, part) in contacts
            .iter()
            .flat_map(|c| c.children.iter().map(move |part| (c, part)))
        {
            let line = part.child.person.and_then(|person| lines.get(&person));
            let answered = contact.match_answers.iter().any(|a| a.child == part.id);
            let identity = match (line, part.child.person) {
                _ if checked.contains(&part.id) => Identity::MatchCheck,
                (Some(line), _) => Identity::Known(line.clone()),
                (None, Some(_)) if answered => Identity::Answered,
                (None, Some(_)) => Identity::MatchCheck,
                (None, None) => Identity::NotMatched,
            };
            identities.insert(part.id, identity);
        }
        Ok(identities)
    }

    /// Many contacts for a list, folded, with the identities of their children; every person shown is logged once.
    pub fn contacts_of_list<A: ScopeAction>(
        &mut self,
        who: &Who,
        _permit: &ScopePermit<A>,
        ids: &[ContactId],
        shown: &str,
    ) -> Result<Vec<OpenContact>, Error> {
        let known_seq = self.known_seq()?;
        let folded = fold_contacts(self.conn, ids, i64::MAX)?;
        let contacts: Vec<Contact> = folded.into_iter().map(|(_, contact)| contact).collect();
        let of_people = contacts.iter().flat_map(Contact::people).collect();
        let of_people = crate::standing::people(self.conn, &who.actor, &of_people, self.now)?;
        let mut identities = self.identities_of(who, &contacts, &of_people)?;
        let people: BTreeSet<PersonId> = identities.values().filter_map(Identity::line).map(Line::id).collect();
        let ids = contacts.iter().map(|c| c.id).collect();
        let standings = crate::standing::contacts(self.conn, &who.actor, &ids, of_people, self.now)?;
        let names = self.names_of(contacts.iter().flat_map(authors))?;
        let (managers, at) = (self.managers_for(&contacts)?, self.now);
        let open = |contact: Contact| {
            let relationship = standings
                .get(&contact.id)
                .map_or(Relationship::None, |s| s.relationship);
            let parts = contact.children.iter();
            let authors = authors(&contact).into_iter();
            OpenContact {
                identities: parts.filter_map(|p| Some((p.id, identities.remove(&p.id)?))).collect(),
                depth: ReadContact::depth(&who.actor, relationship).unwrap_or(Depth::Headings),
                relationship,
                known_seq,
                names: authors.filter_map(|w| Some((w, names.get(&w)?.clone()))).collect(),
                managers: managers.clone(),
                at,
                contact,
            }
        };
        let opened = contacts.into_iter().map(open).collect();
        if !people.is_empty() {
            self.showed::<A>(who, people, shown);
        }
        Ok(opened)
    }
}

/// Contacts folded from their facts up to an entry, in the order asked for.
pub(crate) fn fold_contacts(conn: &mut Conn, ids: &[ContactId], upto: i64) -> Result<Vec<(ContactId, Contact)>, Error> {
    let mut loader = Loader::default();
    loader.of_subjects(conn, &ids.iter().map(|c| c.0).collect::<Vec<_>>())?;
    let mut facts: BTreeMap<Subject, Vec<Fact>> = BTreeMap::new();
    for fact in loader.finish().into_iter().filter(|f| f.at.seq <= upto) {
        facts.entry(fact.subject).or_default().push(fact);
    }
    Ok(ids
        .iter()
        .filter_map(|id| Some((*id, Contact::fold(*id, facts.get(&Subject::Contact(*id))?)?)))
        .collect())
}

/// People folded from their facts up to an entry, by the id that was asked for, with the newest entry that says anything about each.
pub(crate) fn fold_people(
    conn: &mut Conn,
    ids: &BTreeSet<PersonId>,
    upto: i64,
) -> Result<BTreeMap<PersonId, Person>, Error> {
    let leaders = leaders(conn, ids)?;
    let groups = groups_of(conn, &leaders.values().copied().collect())?;
    let facts = ledger::facts_of_groups(conn, &groups)?;
    let mut people = BTreeMap::new();
    for (id, leader) in leaders {
        let (Some(group), Some(theirs)) = (groups.get(&leader), facts.get(&leader)) else {
            continue;
        };
        let theirs: Vec<Fact> = theirs.iter().filter(|f| f.at.seq <= upto).cloned().collect();
        people.extend(Person::fold(group, &theirs).map(|p| (id, p)));
    }
    Ok(people)
}

/// Everybody who wrote something in a contact.
fn authors(contact: &Contact) -> BTreeSet<WorkerId> {
    let mut workers = BTreeSet::new();
    workers.extend(contact.received.iter().map(|v| v.origin.entry.author.worker));
    workers.extend(contact.safety.iter().map(|v| v.origin.entry.author.worker));
    workers.extend(contact.agreement.iter().map(|v| v.origin.entry.author.worker));
    workers.extend(contact.danger.iter().map(|v| v.origin.entry.author.worker));
    workers.extend(contact.handed_over.iter().map(|v| v.origin.entry.author.worker));
    workers.extend(contact.taken.iter().map(|v| v.origin.entry.author.worker));
    workers.extend(contact.removed.iter().map(|v| v.origin.entry.author.worker));
    for part in &contact.children {
        workers.insert(part.child.origin.entry.author.worker);
        workers.extend(part.state.decision().map(|d| d.origin.entry.author.worker));
        workers.extend(part.state.signatures().iter().map(|s| s.origin.entry.author.worker));
        workers.extend(part.state.question().map(|q| q.origin.entry.author.worker));
    }
    workers
}
