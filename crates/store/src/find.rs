//! Looking up who may be meant: by keys, then folded for a closer comparison that is not the store's business.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::PersonId;
use domain::person::Person;
use domain::policy::{FindPeople, ScopePermit};
use jiff::civil::Date;

use crate::access::Who;
use crate::db::{params, statements};
use crate::lines::Line;
use crate::people::Summary;
use crate::project::groups_of;
use crate::{Error, Tx, ledger};

/// What to look up. The keys are those that the projection stores (`project/person.rs`): `n` name, `i` identifier, `a` address.
#[derive(Clone, Debug, Default)]
pub struct LookUp {
    /// Each with how much it says, the more the closer.
    pub keys: Vec<(String, u32)>,
    /// Days of birth, first and last.
    pub born: Vec<(Date, Date)>,
}

/// Somebody who may be meant, before comparison.
#[derive(Debug)]
pub enum Candidate {
    Open {
        summary: Box<Summary>,
        /// What tells them apart, and nothing else.
        person: Box<Person>,
        sees_confidential: bool,
    },
    /// Compared by name alone, so that no reason tells what the record holds.
    Restricted { id: PersonId, name: String, ring: String },
}

statements! {
    BY_KEY = "SELECT person FROM find_key WHERE key = $1 LIMIT 4000";
    BY_BIRTH = "SELECT id FROM person WHERE born_on BETWEEN $1 AND $2 LIMIT 4000";
}

/// How many are folded and compared closely. Measured on the synthetic authority: the one meant is among the first forty by keys.
const CLOSELY: usize = 60;

impl Tx<'_> {
    /// The people who share most with what was asked. A sealed record is not among them for those who may not know of it. Nothing is logged here:
    /// the caller shows some of them, and logs those with [`Tx::found`].
    pub fn candidates(
        &mut self,
        who: &Who,
        _permit: &ScopePermit<FindPeople>,
        ask: &LookUp,
    ) -> Result<Vec<Candidate>, Error> {
        let near = self.weighed(ask)?;
        let ids: BTreeSet<PersonId> = near.iter().copied().collect();
        let standings = crate::standing::people(self.conn, &who.actor, &ids, self.now)?;
        let mut lines = self.lines_by(who, &standings)?;
        let open = lines.values().filter(|l| matches!(l, Line::Open(_))).map(Line::id);
        let mut people = self.for_comparison(&open.collect())?;
        let mut out = Vec::new();
        for id in near {
            match lines.remove(&id) {
                None => {}
                Some(Line::Restricted { id, name, ring }) => out.push(Candidate::Restricted { id, name, ring }),
                Some(Line::Open(summary)) => {
                    let sees_confidential = standings
                        .get(&id)
                        .is_some_and(|s| s.relationship >= domain::policy::Relationship::SameTeam);
                    if let Some(person) = people.remove(&summary.id) {
                        out.push(Candidate::Open {
                            summary,
                            person: Box::new(person),
                            sees_confidential,
                        });
                    }
                }
            }
        }
        Ok(out)
    }

    /// What tells some people apart, folded, by their leading ids. Of the rest of their lives nothing is read.
    pub(crate) fn for_comparison(&mut self, leading: &BTreeSet<PersonId>) -> Result<BTreeMap<PersonId, Person>, Error> {
        let groups = groups_of(self.conn, leading)?;
        let facts = ledger::what_tells_apart(self.conn, &groups)?;
        let fold = |(id, group): (&PersonId, &Vec<PersonId>)| Some((*id, Person::fold(group, facts.get(id)?)?));
        Ok(groups.iter().filter_map(fold).collect())
    }

    /// The people who share most with what was asked, whoever may know of them, the nearest first.
    pub(crate) fn weighed(&mut self, ask: &LookUp) -> Result<Vec<PersonId>, Error> {
        let mut said: Vec<(PersonId, u32)> = Vec::new();
        for (key, says) in &ask.keys {
            self.conn
                .each_id(BY_KEY, params![key], |id| said.push((PersonId(id), *says)))?;
        }
        for (first, last) in &ask.born {
            self.conn
                .each_id(BY_BIRTH, params![*first, *last], |id| said.push((PersonId(id), 8)))?;
        }
        Ok(heaviest(said, CLOSELY))
    }

    /// Logs the people whom a search showed, each once.
    pub fn found(&mut self, who: &Who, _permit: &ScopePermit<FindPeople>, shown: impl IntoIterator<Item = PersonId>) {
        self.showed::<FindPeople>(who, shown, "one line in search results");
    }
}

/// The people of whom most was said, at most `most` of them, the heaviest first and of equals the elder id.
fn heaviest(mut said: Vec<(PersonId, u32)>, most: usize) -> Vec<PersonId> {
    // What was said by one key lies in order already: the stable sort only merges.
    said.sort_by_key(|(person, _)| *person);
    said.dedup_by(|(next, more), (person, weight)| {
        let same = next == person;
        *weight += if same { *more } else { 0 };
        same
    });
    let order = |(person, weight): &(PersonId, u32)| (std::cmp::Reverse(*weight), *person);
    if said.len() > most {
        said.select_nth_unstable_by_key(most, order);
        said.truncate(most);
    }
    said.sort_unstable_by_key(order);
    said.into_iter().map(|(person, _)| person).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_come_first_and_the_rest_is_left() {
        let id = |n| PersonId(uuid::Uuid::from_u128(n));
        let check = |said: &[(u128, u32)], most, expect: &[u128]| {
            let said = said.iter().map(|(n, weight)| (id(*n), *weight)).collect();
            let expect: Vec<PersonId> = expect.iter().map(|n| id(*n)).collect();
            assert_eq!(heaviest(said, most), expect);
        };
        check(&[], 3, &[]);
        check(&[(1, 5), (2, 4), (3, 4), (2, 2)], 9, &[2, 1, 3]);
        check(&[(1, 5), (2, 4), (3, 4), (2, 2)], 2, &[2, 1]);
        check(&[(3, 4), (2, 4), (1, 4)], 2, &[1, 2]);
        check(&[(7, 1), (7, 1), (7, 1), (8, 2)], 1, &[7]);
    }
}
