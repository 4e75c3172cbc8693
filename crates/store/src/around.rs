//! The people whom a record mentions, each masked by their own restriction.

use std::collections::{BTreeMap, BTreeSet};

use domain::calendar::london;
use domain::ids::PersonId;
use domain::person::Person;
use domain::view::Other;
use jiff::Timestamp;

use crate::access::Who;
use crate::project::groups_of;
use crate::standing::{self, leaders};
use crate::{Error, Record, Tx, ledger};

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
        let ids: BTreeSet<PersonId> = ids
            .into_iter()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .take(MOST)
            .collect();
        let leaders = leaders(self.conn, &ids)?;
        let leading: BTreeSet<PersonId> = leaders.values().copied().collect();
        let groups = groups_of(self.conn, &leading)?;
        let mut facts_of = ledger::who_they_are(self.conn, &groups)?;
        // Rights are always today's, on a past page too.
        let standings = standing::people(self.conn, &who.actor, &leading, self.now)?;
        let mut seen = BTreeMap::new();
        for (id, group) in &groups {
            let mut facts = facts_of.remove(id).unwrap_or_default();
            facts.retain(|f| f.at.seq <= known_seq);
            if let (Some(person), Some(standing)) = (Person::fold(group, &facts), standings.get(id))
                && let Some(other) = Other::of(&person, standing, who.actor.role, on)
            {
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
            // Whom a record was joined with once.
            Some(domain::facts::FactBody::SameAs(joined)) => {
                [Some(joined.other), f.subject.person()].into_iter().flatten().collect()
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
