//! The people whom a record mentions, each masked by their own restriction.

use std::collections::{BTreeMap, BTreeSet};

use domain::calendar::london;
use domain::ids::PersonId;
use domain::person::Person;
use domain::view::Other;
use jiff::Timestamp;

use crate::access::Who;
use crate::ledger::Loader;
use crate::project::group_of;
use crate::standing::{leader, standing};
use crate::{Error, Record, Tx};

/// More than this many are not read for one page.
const MOST: usize = 120;

impl Tx<'_> {
    /// The people whom a record that was opened just now mentions, by the id that it mentions; somebody sealed to the reader is missing.
    /// `as_known` folds them up to an instant too. They are added to the row of the access log that the opening wrote.
    pub fn people_around(
        &mut self,
        who: &Who,
        ids: impl IntoIterator<Item = PersonId>,
        as_known: Option<Timestamp>,
    ) -> Result<BTreeMap<PersonId, Other>, Error> {
        let known_seq = match as_known {
            Some(at) => self.known_seq_at(at)?,
            None => i64::MAX,
        };
        let on = london::date(as_known.unwrap_or(self.now));
        let mut leaders = BTreeMap::new();
        for id in ids.into_iter().collect::<BTreeSet<_>>().into_iter().take(MOST) {
            leaders.insert(id, leader(self.conn, id)?);
        }
        let mut groups: BTreeMap<PersonId, Vec<PersonId>> = BTreeMap::new();
        for id in leaders.values() {
            if !groups.contains_key(id) {
                groups.insert(*id, group_of(self.conn, *id)?);
            }
        }
        let everybody: Vec<PersonId> = groups.values().flatten().copied().collect();
        let mut loader = Loader::default();
        loader.of_subjects(self.conn, &everybody.iter().map(|p| p.0).collect::<Vec<_>>())?;
        loader.about_people(self.conn, &everybody)?;
        let facts = loader.finish();
        let mut seen = BTreeMap::new();
        for (id, group) in &groups {
            let of_theirs = |f: &&domain::ledger::Fact| {
                f.at.seq <= known_seq
                    && (f.subject.person().is_some_and(|p| group.contains(&p))
                        || f.about.iter().any(|a| group.contains(&a.person)))
            };
            let facts: Vec<_> = facts.iter().filter(of_theirs).cloned().collect();
            let Some(person) = Person::fold(group, &facts) else {
                continue;
            };
            // Rights are always today's, on a past page too.
            let standing = standing(self.conn, &who.actor, (*id).into(), self.now)?;
            if let Some(other) = Other::of(&person, &standing, who.actor.role, on) {
                seen.insert(*id, other);
            }
        }
        self.also_showed(seen.keys().copied(), "a line on another person’s page");
        Ok(leaders
            .into_iter()
            .filter_map(|(id, leader)| Some((id, seen.get(&leader)?.clone())))
            .collect())
    }
}

impl Record {
    /// Everybody whom the record mentions: relations, those who live in the same home, other children of the same contacts.
    pub fn mentions(&self) -> BTreeSet<PersonId> {
        let own = &self.person.group;
        let related = self.facts.iter().flat_map(|f| match &f.body {
            Some(domain::facts::FactBody::RelationshipRecorded(r)) => {
                [Some(r.other), f.subject.person()].into_iter().flatten().collect()
            }
            _ => Vec::new(),
        });
        let homes = self.households.iter().flat_map(|h| h.members.iter().map(|m| m.person));
        let contacts = self.contacts.iter().flat_map(domain::contact::Contact::people);
        related
            .chain(homes)
            .chain(contacts)
            .filter(|p| !own.contains(p))
            .collect()
    }
}
