//! The child of a contact is found to be somebody else on record than was said: what this contact had begun goes along, so that nothing of it stays
//! open on a record that is not theirs.

use domain::calendar::london;
use domain::contact::{Contact, Part};
use domain::ids::{PersonId, RecordId};
use domain::ledger::{Fact, FactRef, NewFact, standing};
use domain::person::{Episode, Person};

use crate::identify::is_now;
use crate::join::{moved, same_as, taken_back};
use crate::project::group_of;
use crate::standing::leader;
use crate::{Error, WriteTx, ledger};

/// How the part says by whom it was found.
const FOUND: &str = "answered by the match check";

/// Somebody with the facts that they are folded from.
struct Read {
    id: PersonId,
    person: Person,
    facts: Vec<Fact>,
}

impl WriteTx<'_> {
    /// The facts by which the child is `person` from now on.
    ///
    /// Whoever was put on record for this child alone was never final [Sem 17]: the two records become one, and its referral with it. On a record that
    /// had been there before, the referral was opened by mistake: it is taken back there, and opened for the child. Where the child has an open
    /// episode, that one goes on, since one child has one, and the other is taken back; but never with work that hangs on it: then both stand, and
    /// the page of the child says so, to be settled [Sem 4].
    pub(crate) fn found_to_be(
        &mut self,
        contact: &Contact,
        part: &Part,
        person: PersonId,
    ) -> Result<Vec<NewFact>, Error> {
        let Some(said) = part.child.person else {
            return self.identified_facts(contact, part, person, FOUND);
        };
        let (was, is) = (self.folded(said)?, self.folded(person)?);
        let mut facts = vec![is_now(contact, part, person, FOUND)];
        let begun_here = was.id != is.id && begun_by(&was, part);
        if begun_here {
            let record = RecordId(self.new_id()?);
            facts.push(same_as(record, was.id, is.id));
        }
        let one = begun_here || was.id == is.id;
        let today = london::date(self.now);
        let opened_here = |e: &&Episode| e.is_open(today) && e.referral.contact == Some(contact.id);
        let opened = was.person.episodes.iter().find(opened_here);
        let goes_on = |e: &&Episode| e.is_open(today) && opened.is_none_or(|o| o.id != e.id);
        let goes_on = is.person.episodes.iter().find(goes_on).is_some();
        let shared = !one && self.has_another_part(contact, part, was.id)?;
        match opened.filter(|_| !shared) {
            Some(opened) if opened.work().is_empty() => {
                if goes_on || !one {
                    facts.extend(taken_back_of(&was, opened));
                }
                if !goes_on
                    && !one
                    && let Some(decision) = part.state.decision()
                {
                    facts.extend(self.referral_facts(contact, person, decision)?);
                }
            }
            Some(opened) if !one => {
                facts.extend(taken_back_of(&was, opened));
                let of_it = of_episode(opened);
                let stands = standing(&was.facts).into_iter().filter(|s| of_it.contains(&s.fact.at));
                facts.extend(stands.filter_map(|s| moved(s.fact, s.fact.subject.person()?, is.id)));
            }
            Some(_) => {}
            None => {
                if let Some(decision) = part.state.decision() {
                    facts.extend(self.referral_facts(contact, person, decision)?);
                }
            }
        }
        Ok(facts)
    }

    fn folded(&mut self, person: PersonId) -> Result<Read, Error> {
        let id = leader(self.conn, person)?;
        let group = group_of(self.conn, id)?;
        let facts = ledger::facts_of_people(self.conn, &group)?;
        let person = Person::fold(&group, &facts).ok_or(Error::NotThere("person"))?;
        Ok(Read { id, person, facts })
    }

    /// Whether another child of the contact is that person too, whose referral it is then.
    fn has_another_part(&mut self, contact: &Contact, part: &Part, person: PersonId) -> Result<bool, Error> {
        for other in contact.children.iter().filter(|p| p.id != part.id) {
            if let Some(other) = other.child.person
                && leader(self.conn, other)? == person
            {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Whether somebody was put on record by an entry that said who this child is, and is nobody else by now.
fn begun_by(was: &Read, part: &Part) -> bool {
    let own = was
        .facts
        .iter()
        .filter(|f| f.subject == was.id.into())
        .map(|f| f.at.seq);
    let said = &part.child.origin;
    let mut said = said.replaced.iter().chain([&said.fact]).map(|at| at.seq);
    was.person.group.len() == 1 && own.min().is_some_and(|first| said.any(|seq| seq == first))
}

fn of_episode(episode: &Episode) -> Vec<FactRef> {
    let mut of_it = episode.work();
    of_it.push(episode.referral.origin.fact);
    of_it.extend(episode.decided.iter().map(|d| d.origin.fact));
    of_it
}

/// Takes back all of an episode, with what its facts had replaced, which would stand again.
fn taken_back_of(read: &Read, episode: &Episode) -> Vec<NewFact> {
    let of_it = of_episode(episode);
    let stands = standing(&read.facts).into_iter().filter(|s| of_it.contains(&s.fact.at));
    let all = stands.flat_map(|s| s.earlier.into_iter().chain([s.fact]));
    all.filter_map(taken_back).collect()
}
