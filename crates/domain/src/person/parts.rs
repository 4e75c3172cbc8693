//! In which contacts somebody has a part, and in which they were named by mistake.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::Person;
use crate::facts::FactBody;
use crate::facts::contact::ChildNamed;
use crate::ids::{ContactId, PersonId, Subject};
use crate::told::Origin;

/// A contact of which this person was said to be a child, until it was found to be about somebody else.
#[derive(Clone, Debug, PartialEq)]
pub struct NotTheirs {
    pub contact: ContactId,
    pub reference: String,
    pub received_at: Option<Timestamp>,
    /// The correction by which the child is somebody else.
    pub said: Origin,
}

/// What the facts about a person, in contacts, come to.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// In the order in which they are first heard of.
    contacts: Vec<ContactId>,
    received: Vec<(ContactId, String, Timestamp)>,
    named: BTreeSet<ContactId>,
    elsewhere: Vec<(ContactId, Origin)>,
}

impl Parts {
    /// Takes one fact that stands in a contact and is about the person, by one of the ids of the group.
    pub(super) fn add(&mut self, group: &[PersonId], value: FactBody, origin: Origin) {
        let Subject::Contact(id) = origin.written_to else {
            return;
        };
        if !self.contacts.contains(&id) {
            self.contacts.push(id);
        }
        match value {
            FactBody::ContactReceived(r) => self.received.push((id, r.reference, r.received_at)),
            FactBody::ChildNamed(ChildNamed { person: Some(p), .. }) if group.contains(&p) => {
                self.named.insert(id);
            }
            // It is about them because it takes the child away from them.
            FactBody::ChildNamed(_) => self.elsewhere.push((id, origin)),
            _ => {}
        }
    }

    /// What else was recorded in a contact is still about them by its words; whose child it is decides.
    pub(super) fn settle(self, person: &mut Person) {
        for id in self.contacts {
            let elsewhere = self.elsewhere.iter().rfind(|(c, _)| *c == id);
            match elsewhere.filter(|_| !self.named.contains(&id)) {
                None => person.contacts.push(id),
                Some((_, said)) => {
                    let received = self.received.iter().rfind(|(c, ..)| *c == id);
                    person.not_theirs.push(NotTheirs {
                        contact: id,
                        reference: received.map(|(_, r, _)| r.clone()).unwrap_or_default(),
                        received_at: received.map(|(.., at)| *at),
                        said: said.clone(),
                    });
                }
            }
        }
    }
}
