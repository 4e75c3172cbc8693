//! The referral that a decision opens, and the case that begins with it.

use domain::contact::Outcome;
use domain::facts::services::{ReferralDecided, ReferralOutcome, ReferralReceived};
use domain::ledger::NewFact;

use super::super::days::{DAY, MINUTE, Wall};
use super::super::places::census_source;
use super::super::words::Theme;
use super::casework::{Case, CaseKid};
use super::decision::Open;
use super::{Event, Facts, Population, day_of};

impl Population {
    /// The referral that a decision opens, and its own decision: both clocks start at receipt of the contact.
    pub(super) fn opens(
        &mut self,
        at: Wall,
        open: &Open,
        kid: usize,
        outcome: Outcome,
        why: String,
        facts: &mut Facts,
    ) -> CaseKid {
        let person = self.families[open.family].kids[kid].id;
        let (episode, record) = (self.record(at), self.record(at));
        let received_on = self.days.date(day_of(open.received));
        let referral = ReferralReceived {
            received_on,
            received_at: Some(self.days.instant(open.received)),
            source: census_source(open.source).into(),
            primary_need: open.theme.unwrap_or(Theme::Stress).need().into(),
            contact: Some(open.id),
            no_further_action: false,
        };
        facts.add(NewFact::record(person, episode, referral).on(received_on));
        let outcome = ReferralOutcome::from_contact(outcome).unwrap_or(ReferralOutcome::Assessment);
        facts.add(NewFact::record(
            person,
            record,
            ReferralDecided {
                referral: episode,
                outcome,
                why,
            },
        ));
        CaseKid::new(kid, person, episode)
    }

    pub(super) fn opens_case(&mut self, at: Wall, open: &Open, kids: Vec<CaseKid>) {
        let discussed = open
            .parts
            .iter()
            .any(|p| matches!(p.outcome, Some(Outcome::StrategyDiscussion | Outcome::EmergencyAction)));
        for kid in &kids {
            self.families[open.family].kids[kid.kid].in_case = true;
        }
        let case = self.cases.add(Case::new(
            open.family,
            kids,
            open.theme.unwrap_or(Theme::Stress),
            day_of(open.received),
            discussed,
        ));
        self.families[open.family].cases.push(case);
        let wait = if discussed {
            self.random.between(60, 150)
        } else {
            60 + self.random.wait(420)
        };
        let slow = if self.random.chance(70) { 2 * DAY } else { 0 };
        self.push_at_work(at + wait * MINUTE + slow, Event::Allocated(case));
    }
}
