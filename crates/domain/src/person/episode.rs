//! Episodes of need: what hangs on a referral, from its receipt to its closure.

use jiff::{Timestamp, civil::Date};

use super::Person;
use crate::facts::FactBody;
use crate::facts::services::*;
use crate::ids::RecordId;
use crate::ledger::FactRef;
use crate::told::Told;

/// One referral and all that followed from it.
#[derive(Clone, Debug)]
pub struct Episode {
    /// The record of the referral.
    pub id: RecordId,
    pub referral: Told<ReferralReceived>,
    pub decided: Option<Told<ReferralDecided>>,
    pub closed: Option<Told<EpisodeClosed>>,
    pub conferences: Vec<Told<InitialConferenceHeld>>,
    pub assessments: Vec<Told<AssessmentRecorded>>,
    pub section47s: Vec<Told<Section47Recorded>>,
    pub cin_plans: Vec<Told<CinPlanRecorded>>,
    pub plans: Vec<Plan>,
    pub pre_proceedings: Vec<Told<PreProceedingsRecorded>>,
}

/// A child protection plan with its reviews.
#[derive(Clone, Debug)]
pub struct Plan {
    pub id: RecordId,
    pub plan: Told<ProtectionPlanRecorded>,
    pub reviews: Vec<Told<PlanReviewHeld>>,
}

impl Episode {
    /// Open on a day: received, not closed, and not ended as a referral without further action.
    pub fn is_open(&self, on: Date) -> bool {
        !self.referral.no_further_action
            && self.referral.received_on <= on
            && self.closed.as_ref().is_none_or(|c| c.on > on)
    }

    /// Whatever hangs on the referral, itself and its decision left out.
    pub fn work(&self) -> Vec<FactRef> {
        let mut work: Vec<FactRef> = self.closed.iter().map(|f| f.origin.fact).collect();
        work.extend(self.conferences.iter().map(|f| f.origin.fact));
        work.extend(self.assessments.iter().map(|f| f.origin.fact));
        work.extend(self.section47s.iter().map(|f| f.origin.fact));
        work.extend(self.cin_plans.iter().map(|f| f.origin.fact));
        work.extend(self.pre_proceedings.iter().map(|f| f.origin.fact));
        for plan in &self.plans {
            work.push(plan.plan.origin.fact);
            work.extend(plan.reviews.iter().map(|f| f.origin.fact));
        }
        work
    }

    /// The assessment that runs.
    pub fn open_assessment(&self) -> Option<&Told<AssessmentRecorded>> {
        self.assessments.iter().rfind(|a| a.authorised_on.is_none())
    }

    /// When the referral's own decision took effect: on save where it opens services; a referral closed without action waits for its
    /// signature, which the contact holds.
    pub fn decision_effective_at(&self) -> Option<Timestamp> {
        self.decided.as_ref().map(|d| d.origin.recorded_at())
    }
}

/// What somebody needs to know first about where a child stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// "Child protection plan", "Assessment open", "Not open to a team".
    pub words: String,
    /// "since 3 Feb 2026", "day 27 of 45"; may be empty.
    pub detail: String,
    pub open: bool,
}

/// The status of somebody whom no team works with.
pub const NOT_OPEN: &str = "Not open to a team";

impl Person {
    /// The episode that is open on a day; the latest where more than one is (which is a finding).
    pub fn open_episode(&self, on: Date) -> Option<&Episode> {
        self.episodes.iter().rfind(|e| e.is_open(on))
    }

    /// The status by the strongest thing open: protection plan, child in need plan, section 47, assessment, referral.
    pub fn status(&self, on: Date, calendar: &crate::calendar::Calendar) -> Status {
        let since = |date: Date| format!("since {}", super::identity::day(date));
        let open = |words: &str, detail: String| Status {
            words: words.into(),
            detail,
            open: true,
        };
        let Some(episode) = self.open_episode(on) else {
            return Status {
                words: NOT_OPEN.into(),
                detail: String::new(),
                open: false,
            };
        };
        if let Some(plan) = episode.plans.iter().rfind(|p| p.plan.ended_on.is_none_or(|e| e > on)) {
            return open("Child protection plan", since(plan.plan.started_on));
        }
        if let Some(plan) = episode.cin_plans.iter().rfind(|p| p.ended_on.is_none_or(|e| e > on)) {
            return open("Child in need plan", since(plan.started_on));
        }
        if let Some(enquiry) = episode
            .section47s
            .iter()
            .rfind(|s| s.conference_on.is_none() && s.conference_not_required != Some(true))
        {
            return open("Section 47 enquiry", since(enquiry.started_on));
        }
        if let Some(assessment) = episode.open_assessment() {
            // Counted from the referral, as the 45-day limit is.
            let day = calendar.working_days_between(episode.referral.received_on, on).ok();
            return open(
                "Assessment open",
                day.map_or_else(|| since(assessment.started_on), |d| format!("day {d} of 45")),
            );
        }
        open("Referral open", since(episode.referral.received_on))
    }
}

/// Groups the facts of services by the referral that they name. What names a referral that does not stand is kept out of the episodes;
/// it still stands in the timeline, and [`Person::findings`] says so.
pub(super) fn episodes(facts: Vec<Told<FactBody>>) -> Vec<Episode> {
    let mut episodes: Vec<Episode> = Vec::new();
    let mut rest = Vec::new();
    for Told { value, origin } in facts {
        match value {
            FactBody::ReferralReceived(v) => episodes.push(Episode {
                id: origin.record,
                referral: Told { value: v, origin },
                decided: None,
                closed: None,
                conferences: Vec::new(),
                assessments: Vec::new(),
                section47s: Vec::new(),
                cin_plans: Vec::new(),
                plans: Vec::new(),
                pre_proceedings: Vec::new(),
            }),
            other => rest.push(Told { value: other, origin }),
        }
    }
    episodes.sort_by_key(|e| (e.referral.received_on, e.referral.origin.fact));
    let mut reviews = Vec::new();
    for Told { value, origin } in rest {
        macro_rules! hang {
            ($v:ident, |$e:ident| $do:expr) => {
                if let Some($e) = episodes.iter_mut().find(|e| e.id == $v.referral) {
                    $do
                }
            };
        }
        match value {
            FactBody::ReferralDecided(v) => hang!(v, |e| e.decided = Some(Told { value: v, origin })),
            FactBody::EpisodeClosed(v) => hang!(v, |e| e.closed = Some(Told { value: v, origin })),
            FactBody::InitialConferenceHeld(v) => hang!(v, |e| e.conferences.push(Told { value: v, origin })),
            FactBody::AssessmentRecorded(v) => hang!(v, |e| e.assessments.push(Told { value: v, origin })),
            FactBody::Section47Recorded(v) => hang!(v, |e| e.section47s.push(Told { value: v, origin })),
            FactBody::CinPlanRecorded(v) => hang!(v, |e| e.cin_plans.push(Told { value: v, origin })),
            FactBody::PreProceedingsRecorded(v) => hang!(v, |e| e.pre_proceedings.push(Told { value: v, origin })),
            FactBody::ProtectionPlanRecorded(v) => {
                hang!(v, |e| e.plans.push(Plan {
                    id: origin.record,
                    plan: Told { value: v, origin },
                    reviews: Vec::new()
                }));
            }
            FactBody::PlanReviewHeld(v) => reviews.push(Told { value: v, origin }),
            _ => {}
        }
    }
    for review in reviews {
        let plan = episodes
            .iter_mut()
            .flat_map(|e| &mut e.plans)
            .find(|p| p.id == review.plan);
        if let Some(plan) = plan {
            plan.reviews.push(review);
        }
    }
    episodes
}
