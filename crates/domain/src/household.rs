//! A home and the people in it.

use jiff::civil::Date;

use crate::facts::FactBody;
use crate::facts::household::{HouseholdRecorded, MemberRecorded};
use crate::ids::{HouseholdId, PersonId};
use crate::ledger::{Fact, standing};
use crate::told::{Told, told};

/// A home as its facts fold.
#[derive(Clone, Debug)]
pub struct Household {
    pub id: HouseholdId,
    pub home: Option<Told<HouseholdRecorded>>,
    pub members: Vec<Told<MemberRecorded>>,
    pub last_seq: i64,
}

impl Household {
    /// Folds the facts of one household; `None` where there are none.
    pub fn fold(id: HouseholdId, facts: &[Fact]) -> Option<Self> {
        let mut household = Self {
            id,
            home: None,
            members: Vec::new(),
            last_seq: facts.iter().map(|f| f.at.seq).max()?,
        };
        for fact in standing(facts).iter().filter(|f| f.fact.subject == id.into()) {
            let Some(Told { value, origin }) = told(fact) else {
                continue;
            };
            match value {
                FactBody::HouseholdRecorded(v) => household.home = Some(Told { value: v, origin }),
                FactBody::MemberRecorded(v) => household.members.push(Told { value: v, origin }),
                _ => {}
            }
        }
        Some(household)
    }

    /// Who lives there on a day.
    pub fn living_there(&self, on: Date) -> impl Iterator<Item = PersonId> + '_ {
        self.members
            .iter()
            .filter(move |m| m.from.is_none_or(|f| f <= on) && m.to.is_none_or(|t| t > on))
            .map(|m| m.person)
    }
}
