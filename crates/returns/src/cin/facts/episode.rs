//! The episodes: referral, closure and initial conference, and the assessments, plans, enquiries and pre-proceedings within them.

use domain::facts::services::*;
use domain::ids::RecordId;
use domain::person::{Episode, Person};
use domain::told::Told;

use super::super::rows::*;
use super::super::{Occurrence, Table};
use super::{Plan, is_repeat};

impl Plan<'_> {
    pub(super) fn episode(&mut self, row: &Row<CinDetails>, existing: Option<&Person>, taken: &mut Vec<RecordId>) {
        let v = &row.values;
        let table = Table::CinDetails;
        // The key is the referral date and which of the rows with that date it is.
        let mut of_date = existing
            .into_iter()
            .flat_map(|p| &p.episodes)
            .filter(|e| e.referral.received_on == v.referral_date);
        let standing = of_date.nth(row.occurrence.nth() as usize - 1);
        let repeat = is_repeat(row.occurrence) || standing.is_some_and(|e| taken.contains(&e.id));
        let referral = ReferralReceived {
            received_on: v.referral_date,
            received_at: standing.and_then(|e| e.referral.received_at),
            source: v.referral_source.clone().unwrap_or_default(),
            primary_need: v.primary_need.clone().unwrap_or_default(),
            contact: standing.and_then(|e| e.referral.contact),
            no_further_action: v.referral_nfa.unwrap_or(false),
        };
        if repeat {
            self.done(table, true);
            return self.repeated(v);
        }
        let (id, mut same) = self.put(table, row.line, referral, standing.map(|e| (&e.referral).into()));
        taken.push(id);
        if let Some(on) = v.closure_date {
            let body = EpisodeClosed {
                referral: id,
                on,
                reason: v.reason_for_closure.clone().unwrap_or_default(),
            };
            same &= self
                .put(
                    table,
                    row.line,
                    body,
                    standing.and_then(|e| e.closed.as_ref()).map(Into::into),
                )
                .1;
        }
        if let Some(on) = v.initial_cpc_date {
            let body = InitialConferenceHeld { referral: id, on };
            let known = standing.and_then(|e| e.conferences.first());
            same &= self.put(table, row.line, body, known.map(Into::into)).1;
        }
        self.done(table, same);
        self.parts(id, v, standing);
    }

    /// The rows within an episode.
    fn parts(&mut self, referral: RecordId, v: &CinDetails, standing: Option<&Episode>) {
        for row in &v.assessments {
            let factors: Vec<String> = row.values.factors.iter().map(|f| f.values.0.clone()).collect();
            let known = nth(
                standing.map_or(&[], |e| &e.assessments[..]),
                |a| a.started_on == row.values.start_date,
                row.occurrence,
            );
            let body = AssessmentRecorded {
                referral,
                started_on: row.values.start_date,
                reviewed_on: row.values.internal_review_date,
                authorised_on: row.values.authorisation_date,
                factors,
            };
            let had: Vec<String> = known.map(|k| k.factors.clone()).unwrap_or_default();
            let same = self.row(Table::Assessments, row, body, known);
            for factor in &row.values.factors {
                let unchanged = same || is_repeat(factor.occurrence) || had.contains(&factor.values.0);
                self.done(Table::AssessmentFactorsList, unchanged);
            }
        }
        for row in &v.cin_plans {
            let known = nth(
                standing.map_or(&[], |e| &e.cin_plans[..]),
                |p| p.started_on == row.values.start_date,
                row.occurrence,
            );
            let body = CinPlanRecorded {
                referral,
                started_on: row.values.start_date,
                ended_on: row.values.end_date,
            };
            self.row(Table::CinPlanDates, row, body, known);
        }
        for row in &v.section_47s {
            let known = nth(
                standing.map_or(&[], |e| &e.section47s[..]),
                |s| s.started_on == row.values.start_date,
                row.occurrence,
            );
            let body = Section47Recorded {
                referral,
                started_on: row.values.start_date,
                conference_target: row.values.initial_cpc_target,
                conference_on: row.values.initial_cpc_date,
                conference_not_required: row.values.icpc_not_required,
            };
            self.row(Table::Section47, row, body, known);
        }
        for row in &v.cp_plans {
            self.protection_plan(referral, row, standing);
        }
        for row in &v.pre_proceedings {
            let known = nth(
                standing.map_or(&[], |e| &e.pre_proceedings[..]),
                |p| p.started_on == row.values.start_date,
                row.occurrence,
            );
            let body = PreProceedingsRecorded {
                referral,
                started_on: row.values.start_date,
                items: items(&row.values),
            };
            self.row(Table::PreProceedingsAndFgdm, row, body, known);
        }
    }

    fn protection_plan(&mut self, referral: RecordId, row: &Row<ChildProtectionPlan>, standing: Option<&Episode>) {
        let v = &row.values;
        let of_date: Vec<_> = standing
            .into_iter()
            .flat_map(|e| &e.plans)
            .filter(|p| p.plan.started_on == v.start_date)
            .collect();
        let known = of_date.get(row.occurrence.nth() as usize - 1).copied();
        let body = ProtectionPlanRecorded {
            referral,
            started_on: v.start_date,
            ended_on: v.end_date,
            initial_category: v.initial_category.clone().unwrap_or_default(),
            latest_category: v.latest_category.clone().unwrap_or_default(),
            previous_plans: v.previous_plans.and_then(|n| i32::try_from(n).ok()),
        };
        if is_repeat(row.occurrence) {
            self.done(Table::ChildProtectionPlans, true);
            return v.reviews.iter().for_each(|_| self.done(Table::Reviews, true));
        }
        let (plan, same) = self.put(
            Table::ChildProtectionPlans,
            row.line,
            body,
            known.map(|k| (&k.plan).into()),
        );
        self.done(Table::ChildProtectionPlans, same);
        for review in &v.reviews {
            let held = known.and_then(|k| k.reviews.iter().find(|r| r.on == review.values.date));
            let body = PlanReviewHeld {
                referral,
                plan,
                on: review.values.date,
            };
            self.row(Table::Reviews, review, body, held);
        }
    }

    /// Everything within an episode that repeats another word for word stands already.
    fn repeated(&mut self, v: &CinDetails) {
        let counts = [
            (Table::Assessments, v.assessments.len()),
            (
                Table::AssessmentFactorsList,
                v.assessments.iter().map(|a| a.values.factors.len()).sum(),
            ),
            (Table::CinPlanDates, v.cin_plans.len()),
            (Table::Section47, v.section_47s.len()),
            (Table::ChildProtectionPlans, v.cp_plans.len()),
            (Table::Reviews, v.cp_plans.iter().map(|p| p.values.reviews.len()).sum()),
            (Table::PreProceedingsAndFgdm, v.pre_proceedings.len()),
        ];
        for (table, n) in counts {
            (0..n).for_each(|_| self.done(table, true));
        }
    }
}

/// Which of the facts with a row's start date stands for it.
fn nth<T>(known: &[Told<T>], of_date: impl Fn(&T) -> bool, occurrence: Occurrence) -> Option<&Told<T>> {
    known
        .iter()
        .filter(|k| of_date(&k.value))
        .nth(occurrence.nth() as usize - 1)
}

fn items(v: &PreProceedings) -> std::collections::BTreeMap<String, String> {
    let date = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string());
    let yes = |b: Option<bool>| b.map(|b| b.to_string());
    let all = [
        ("LBPSentDate", date(v.letter_before_proceedings_date)),
        ("FGDMMeetingOffer", yes(v.fgdm_meeting_offered)),
        ("FGDMMeetingFac", yes(v.fgdm_meeting_facilitated)),
        ("InitialPPMeetingDate", date(v.initial_meeting_date)),
        ("ReviewMeetingsCount", v.review_meetings.map(|n| n.to_string())),
        ("StepDecisionDate", date(v.step_decision_date)),
        ("PPOutcome", v.outcome.clone()),
        ("CourtAppDate", date(v.court_application_date)),
        ("LetterInitCPDate", date(v.letter_of_initial_cp_date)),
    ];
    all.into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect()
}
