//! From a census row to facts of the ledger: what is new, what corrects what an earlier file said, and what stands already.
//!
//! A later file adds and corrects; it ends nothing by silence [Sem 23]. Only what an import recorded is corrected by an import: what a
//! worker recorded here stands, and a census that says otherwise is a finding.

use domain::facts::FactBody;
use domain::facts::person::*;
use domain::facts::services::*;
use domain::ids::{PersonId, RecordId};
use domain::ledger::NewFact;
use domain::person::{Episode, Person};
use domain::told::{Origin, Told};
use uuid::Uuid;

use super::rows::*;
use super::{Occurrence, Table};
use crate::people::Details;
use crate::{Finding, Place, What};

/// What a child's rows come to.
#[derive(Debug, Default)]
pub struct Changes {
    /// The facts with which the rows differ from what stands. None where nothing does: then importing the file again changes nothing.
    pub facts: Vec<NewFact>,
    /// The table of each row that the record already has word for word.
    pub unchanged: Vec<Table>,
    /// Where a row says something else than a worker recorded here.
    pub findings: Vec<Finding>,
}

/// Compares a child's rows with what stands. `existing` is the person as folded now, if the child is on record; `names` the line of the people
/// file, if there is one; `new_id` makes ids.
pub fn facts(
    child: &CinChild,
    id: PersonId,
    existing: Option<&Person>,
    names: Option<&Details>,
    new_id: &mut dyn FnMut() -> Uuid,
) -> Changes {
    let mut plan = Plan {
        child,
        id,
        new_id,
        changes: Changes::default(),
    };
    for row in &child.identifiers {
        plan.identifiers(row, existing);
    }
    for row in &child.characteristics {
        plan.characteristics(row, existing);
    }
    if let Some(names) = names {
        plan.names(names, existing);
    }
    let mut taken = Vec::new();
    for row in &child.episodes {
        plan.episode(row, existing, &mut taken);
    }
    plan.changes
}

struct Plan<'a> {
    child: &'a CinChild,
    id: PersonId,
    new_id: &'a mut dyn FnMut() -> Uuid,
    changes: Changes,
}

/// What stands in the record where a row's value would go.
struct Standing<'a, T> {
    value: &'a T,
    origin: &'a Origin,
}

impl<'a, T> From<&'a Told<T>> for Standing<'a, T> {
    fn from(told: &'a Told<T>) -> Self {
        Self {
            value: &told.value,
            origin: &told.origin,
        }
    }
}

impl Plan<'_> {
    /// Records a value, corrects the one that an import recorded, or leaves what a worker recorded. The record it is under, and whether
    /// nothing had to be done.
    fn put<T>(&mut self, table: Table, line: u64, value: T, standing: Option<Standing<'_, T>>) -> (RecordId, bool)
    where
        T: PartialEq + Into<FactBody>,
    {
        match standing {
            Some(s) if *s.value == value => (s.origin.record, true),
            Some(s) if s.origin.is_imported() => {
                self.changes
                    .facts
                    .push(NewFact::correct(self.id, s.origin.record, s.origin.fact, value));
                (s.origin.record, false)
            }
            Some(s) => {
                self.changes.findings.push(Finding {
                    child: self.child.la_child_id.clone(),
                    table: Place::Table(table),
                    line,
                    field: None,
                    value: None,
                    what: What::Import("differs from what was recorded here, which stands".into()),
                });
                (s.origin.record, true)
            }
            None => {
                let record = RecordId((self.new_id)());
                self.changes.facts.push(NewFact::record(self.id, record, value));
                (record, false)
            }
        }
    }

    fn done(&mut self, table: Table, unchanged: bool) {
        if unchanged {
            self.changes.unchanged.push(table);
        }
    }

    fn identifiers(&mut self, row: &Row<ChildIdentifiers>, existing: Option<&Person>) {
        let (table, line) = (Table::ChildIdentifiers, row.line);
        if is_repeat(row.occurrence) {
            return self.done(table, true);
        }
        let v = &row.values;
        let mut same = true;
        let numbers = [
            ("la_child_id", Some(&v.la_child_id)),
            ("upn", v.upn.as_ref()),
            ("former_upn", v.former_upn.as_ref()),
            ("upn_unknown", v.upn_unknown.as_ref()),
        ];
        for (scheme, value) in numbers {
            let Some(value) = value else { continue };
            let of_scheme = || {
                existing
                    .into_iter()
                    .flat_map(|p| &p.identifiers)
                    .filter(|i| i.scheme == scheme)
            };
            // A number that stands anywhere stands; else the one that an import gave is corrected; a worker's own is not touched.
            let standing = of_scheme()
                .find(|i| i.value.value == *value)
                .or_else(|| of_scheme().rfind(|i| i.origin.is_imported()));
            let traced_on = standing.and_then(|i| i.traced_on);
            let body = IdentifierRecorded {
                scheme: scheme.into(),
                value: value.clone(),
                traced_on,
            };
            same &= self.put(table, line, body, standing.map(Into::into)).1;
        }
        let births = || existing.into_iter().flat_map(|p| &p.births);
        let exact =
            |b: &&Told<BirthRecorded>| matches!(b.value, BirthRecorded::Exact { .. } | BirthRecorded::Estimated { .. });
        if let Some(on) = v.birth_date {
            // A birth after an expected date goes on the same record, beside it; an earlier exact date is corrected.
            let standing = births().rfind(exact).map(Into::into);
            same &= self.put(table, line, BirthRecorded::Exact { on }, standing).1;
        } else if let Some(on) = v.expected_birth_date
            && births().find(exact).is_none()
        {
            same &= self
                .put(
                    table,
                    line,
                    BirthRecorded::Expected { on },
                    births().next_back().map(Into::into),
                )
                .1;
        }
        if let Some(code) = sex(v) {
            let standing = existing.and_then(|p| p.sexes.last()).map(Into::into);
            same &= self.put(table, line, SexRecorded { code }, standing).1;
        }
        if let Some(on) = v.death_date {
            let standing = existing.and_then(|p| p.death.as_ref()).map(Into::into);
            same &= self.put(table, line, DeathRecorded { on }, standing).1;
        }
        self.done(table, same);
    }

    fn characteristics(&mut self, row: &Row<ChildCharacteristics>, existing: Option<&Person>) {
        let table = Table::ChildCharacteristics;
        if is_repeat(row.occurrence) {
            row.values
                .disabilities
                .iter()
                .for_each(|_| self.done(Table::Disabilities, true));
            return self.done(table, true);
        }
        let mut same = true;
        if let Some(code) = &row.values.ethnicity {
            let standing = existing.and_then(|p| p.ethnicity.as_ref());
            // Who said so is not in a census; what is known of it here is kept.
            let said_by = standing
                .filter(|e| e.code == *code)
                .map_or_else(|| "census".into(), |e| e.said_by.clone());
            let body = EthnicityRecorded {
                code: code.clone(),
                said_by,
            };
            same = self.put(table, row.line, body, standing.map(Into::into)).1;
        }
        self.done(table, same);
        let mut codes: Vec<String> = row.values.disabilities.iter().map(|d| d.values.0.clone()).collect();
        codes.sort();
        codes.dedup();
        if codes.is_empty() {
            return;
        }
        let standing = existing.and_then(|p| p.disability.as_ref());
        let known: Vec<String> = standing.map(|d| d.codes.clone()).unwrap_or_default();
        self.put(
            Table::Disabilities,
            row.line,
            DisabilityRecorded { codes },
            standing.map(Into::into),
        );
        for disability in &row.values.disabilities {
            let unchanged = is_repeat(disability.occurrence) || known.contains(&disability.values.0);
            self.done(Table::Disabilities, unchanged);
        }
    }

    /// The people file is no census table, so it is not counted here; its own account lists its lines.
    fn names(&mut self, details: &Details, existing: Option<&Person>) {
        let (table, line) = (Table::ChildIdentifiers, self.child.line);
        let name = |kind| {
            existing
                .into_iter()
                .flat_map(|p| &p.names)
                .rfind(move |n| n.kind == kind)
        };
        let given = details.forename.clone().unwrap_or_default();
        let family = details.surname.clone().unwrap_or_default();
        if !given.is_empty() || !family.is_empty() {
            let body = NameRecorded {
                kind: NameKind::Legal,
                given,
                family: family.clone(),
                from: None,
                to: None,
            };
            self.put(table, line, body, name(NameKind::Legal).map(Into::into));
        }
        if let Some(called) = &details.preferred_name {
            let body = NameRecorded {
                kind: NameKind::Preferred,
                given: called.clone(),
                family,
                from: None,
                to: None,
            };
            self.put(table, line, body, name(NameKind::Preferred).map(Into::into));
        }
        if let Some(number) = &details.nhs_number {
            let value: String = number.chars().filter(|c| !c.is_whitespace()).collect();
            let standing = existing.and_then(|p| p.identifier("nhs"));
            let body = IdentifierRecorded {
                scheme: "nhs".into(),
                value,
                traced_on: standing.and_then(|i| i.traced_on),
            };
            self.put(table, line, body, standing.map(Into::into));
        }
        if details.address.is_some() || details.postcode.is_some() {
            let body = AddressRecorded {
                kind: "home".into(),
                line: details.address.clone().unwrap_or_default(),
                postcode: details.postcode.clone().unwrap_or_default(),
                from: None,
                to: None,
                confidential: details.address_confidential,
            };
            let standing = existing
                .into_iter()
                .flat_map(|p| &p.addresses)
                .rfind(|a| a.kind == "home" && a.to.is_none());
            self.put(table, line, body, standing.map(Into::into));
        }
    }

    fn episode(&mut self, row: &Row<CinDetails>, existing: Option<&Person>, taken: &mut Vec<RecordId>) {
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

    /// One row that is one fact.
    fn row<R, T>(&mut self, table: Table, row: &Row<R>, body: T, known: Option<&Told<T>>) -> bool
    where
        T: PartialEq + Into<FactBody>,
    {
        let same = is_repeat(row.occurrence) || self.put(table, row.line, body, known.map(Into::into)).1;
        self.done(table, same);
        same
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

fn is_repeat(occurrence: Occurrence) -> bool {
    matches!(occurrence, Occurrence::Repeat { .. })
}

/// Which of the facts with a row's start date stands for it.
fn nth<'a, T>(known: &'a [Told<T>], of_date: impl Fn(&T) -> bool, occurrence: Occurrence) -> Option<&'a Told<T>> {
    known
        .iter()
        .filter(|k| of_date(&k.value))
        .nth(occurrence.nth() as usize - 1)
}

/// The sex, from either element: the old one is mapped, as the Department mapped it.
fn sex(v: &ChildIdentifiers) -> Option<String> {
    use domain::codes::{CodeSet, GenderCurrent};
    let old = || {
        v.gender_current.as_deref().map(|g| {
            <GenderCurrent as CodeSet>::from_code(g)
                .map_or(g, |g| g.sex().code())
                .to_owned()
        })
    };
    v.sex.clone().or_else(old)
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
