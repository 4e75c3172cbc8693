//! Saying who the child of a contact is, after it was handed over.

use domain::contact::{Contact, Part};
use domain::facts::contact::ChildNamed;
use domain::forms::contact::new_person;
use domain::ids::{PersonId, RecordId};
use domain::ledger::{About, NewFact};
use domain::policy::{Permit, WriteContact};

use crate::access::Who;
use crate::seen::Seen;
use crate::{Appended, Error, WriteTx};

/// Who the child of a contact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhoItIs {
    OnRecord(PersonId),
    /// Nobody on record: a record is begun with what the contact knows.
    SomebodyNew,
}

impl WriteTx<'_> {
    /// Says who one child is whom nobody had identified. What was decided to protect the child before gets its referral now.
    pub fn identify_child(
        &mut self,
        who: &Who,
        permit: &Permit<WriteContact>,
        part: RecordId,
        is: WhoItIs,
        seen: &Seen,
    ) -> Result<Appended, Error> {
        if let Some(before) = self.answered(&seen.request_id, &seen.request_digest)? {
            return Ok(before);
        }
        let (id, expected) = self.expect_part(permit, part, seen)?;
        let contact = crate::people::contact_at(self.conn, id, i64::MAX)?.ok_or(Error::NotThere("contact"))?;
        let child = contact.part(part).ok_or(Error::NotThere("child in this contact"))?;
        if child.child.person.is_some() {
            return Err(Error::Rule("It was already said who this child is.".into()));
        }
        let mut facts = Vec::new();
        let (person, words) = match is {
            WhoItIs::OnRecord(person) => (person, "chosen from the people found, after handing over"),
            WhoItIs::SomebodyNew => {
                let person = PersonId(self.new_id()?);
                for body in new_person(&child.child) {
                    let record = RecordId(self.new_id()?);
                    facts.push(NewFact::record(person, record, body));
                }
                (person, "new person, after the search was shown")
            }
        };
        facts.extend(self.identified_facts(&contact, child, person, words)?);
        let entry = self.entry(permit, seen, facts)?;
        let appended = self.append(entry, &[expected])?;
        self.saved(who, permit, "who a child is");
        Ok(appended)
    }

    /// The child's part with the person in it, and the referral that a decision made before could not open.
    pub(crate) fn identified_facts(
        &mut self,
        contact: &Contact,
        part: &Part,
        person: PersonId,
        identified: &str,
    ) -> Result<Vec<NewFact>, Error> {
        let mut facts = vec![is_now(contact, part, person, identified)];
        if let Some(decision) = part.state.decision() {
            facts.extend(self.referral_facts(contact, person, decision)?);
        }
        Ok(facts)
    }
}

/// The child's part, with the person in it, and whoever it was taken from.
pub(crate) fn is_now(contact: &Contact, part: &Part, person: PersonId, identified: &str) -> NewFact {
    let named = ChildNamed {
        person: Some(person),
        identified: identified.into(),
        ..part.child.value.clone()
    };
    let mut named =
        NewFact::correct(contact.id, part.id, part.child.origin.fact, named).about(About::concerned(person));
    let was = part.child.person.filter(|was| *was != person);
    named.about.extend(was.map(About::no_longer));
    named
}
