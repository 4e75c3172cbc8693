//! The children who live in somebody's home: one worry may be about several, and each has a part of their own in the contact.

use std::collections::BTreeSet;

use domain::calendar::london;
use domain::household::Household;
use domain::ids::{HouseholdId, PersonId};
use domain::person::identity::years;
use domain::policy::{FindPeople, ScopePermit};
use jiff::civil::Date;

use crate::access::Who;
use crate::db::{params, statements};
use crate::project::groups_of;
use crate::standing::leaders;
use crate::{Error, Line, Summary, Tx, ledger};

statements! {
    HOMES_OF = "SELECT DISTINCT household FROM home WHERE person = $1 AND (to_on IS NULL OR to_on > $2)";
}

impl Tx<'_> {
    /// The other children of the homes in which somebody lives today, as whoever asks may see them, eldest first; logged as shown. Nothing where
    /// the reader may not open that somebody's line, and nothing of a home that is confidential: who lives together there is as confidential.
    pub fn children_of_home(
        &mut self,
        who: &Who,
        _permit: &ScopePermit<FindPeople>,
        person: PersonId,
    ) -> Result<Vec<Summary>, Error> {
        let today = london::date(self.now);
        match self.line(who, person)? {
            Some(Line::Open(s)) if !s.address_confidential => {}
            _ => return Ok(Vec::new()),
        }
        let leader = leaders(self.conn, &BTreeSet::from([person]))?
            .remove(&person)
            .unwrap_or(person);
        let group = groups_of(self.conn, &BTreeSet::from([leader]))?
            .remove(&leader)
            .unwrap_or_default();
        let mut homes = BTreeSet::new();
        for id in &group {
            for row in self.conn.rows(HOMES_OF, params![*id, today])? {
                homes.insert(HouseholdId(row.uuid(0)?));
            }
        }
        let mut beside = BTreeSet::new();
        for id in homes {
            let facts = ledger::facts_of_household(self.conn, id)?;
            if let Some(home) = Household::fold(id, &facts).filter(|h| h.home.as_ref().is_some_and(|h| !h.confidential))
            {
                beside.extend(home.living_there(today).filter(|p| !group.contains(p)));
            }
        }
        let lines = self.unlogged_lines(who, &beside)?;
        let mut children: Vec<Summary> = Vec::new();
        for line in lines.into_values() {
            if let Line::Open(summary) = line
                && is_child(&summary, today)
                && children.iter().all(|c| c.id != summary.id)
            {
                children.push(*summary);
            }
        }
        children.sort_by_key(|c| (c.born_on.is_none(), c.born_on, c.id));
        if !children.is_empty() {
            self.showed::<FindPeople>(who, children.iter().map(|c| c.id), "a child of the same home");
        }
        Ok(children)
    }
}

fn is_child(summary: &Summary, on: Date) -> bool {
    match summary.born_on {
        _ if summary.died_on.is_some() => false,
        Some(born) => years(born, on) < 18,
        None => summary.expected_on.is_some(),
    }
}
