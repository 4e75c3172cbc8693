//! What belongs to one child wherever it is recorded: a contact and the referral it led to, a referral and the work on it. A parting never leaves one
//! with one child and the other with the other.

use std::collections::{BTreeMap, BTreeSet};

use domain::facts::FactBody;
use domain::ids::{ContactId, PersonId, RecordId};
use domain::ledger::{Fact, FactRef};

use crate::Parting;

/// Something that others hang on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Thing {
    Contact(ContactId),
    Record(RecordId),
}

impl Thing {
    /// What a fact is for those that hang on it.
    fn of(fact: &Fact) -> Self {
        match (fact.subject.contact(), &fact.body) {
            (Some(contact), Some(FactBody::ChildNamed(_))) => Self::Contact(contact),
            _ => Self::Record(fact.record),
        }
    }

    /// What a fact hangs on.
    fn under(fact: &Fact) -> Option<Self> {
        Some(Self::Record(match fact.body.as_ref()? {
            FactBody::ReferralReceived(v) => return v.contact.map(Self::Contact),
            FactBody::ReferralDecided(v) => v.referral,
            FactBody::EpisodeClosed(v) => v.referral,
            FactBody::InitialConferenceHeld(v) => v.referral,
            FactBody::AssessmentRecorded(v) => v.referral,
            FactBody::Section47Recorded(v) => v.referral,
            FactBody::CinPlanRecorded(v) => v.referral,
            FactBody::ProtectionPlanRecorded(v) => v.referral,
            FactBody::PlanReviewHeld(v) => v.plan,
            FactBody::PreProceedingsRecorded(v) => v.referral,
            _ => return None,
        }))
    }
}

/// Where what was recorded before the joining belongs: `true` with those of the record that goes, which nobody is asked.
pub(crate) fn settled<'f>(
    facts: impl Iterator<Item = &'f Fact>,
    stays: &BTreeSet<PersonId>,
) -> impl Iterator<Item = (Thing, bool)> {
    facts.filter_map(|fact| {
        let whose = match &fact.body {
            Some(FactBody::ChildNamed(child)) => child.person?,
            _ => fact.subject.person()?,
        };
        Some((Thing::of(fact), !stays.contains(&whose)))
    })
}

impl Parting {
    /// What was said to go one way while that on which it hangs goes, or went, the other.
    #[must_use]
    pub fn torn(&self, goes: &BTreeMap<FactRef, bool>) -> Vec<FactRef> {
        let asked = |thing: Thing| self.since.iter().filter(move |f| Thing::of(f) == thing);
        let torn = |fact: &&Fact| {
            let (Some(under), Some(says)) = (Thing::under(fact), goes.get(&fact.at)) else {
                return false;
            };
            let said = asked(under).filter_map(|f| goes.get(&f.at));
            let before = self.settled.iter().filter(|(thing, _)| *thing == under);
            let mut sides = said.chain(before.map(|(_, goes)| goes)).peekable();
            sides.peek().is_some() && sides.all(|side| side != says)
        };
        self.since.iter().filter(torn).map(|f| f.at).collect()
    }
}
