//! Work with a family after its referral: allocated, visited, assessed, handed over when somebody leaves, closed.

use domain::facts::person::*;
use domain::facts::services::*;
use domain::ids::{PersonId, RecordId};
use domain::ledger::NewFact;
use jiff::civil::Date;

use super::super::days::{DAY, Day, Wall};
use super::super::places::{Area, TOWNS};
use super::super::roster::{Wanted, team};
use super::super::staff::telephone;
use super::super::words::{CLOSING, LATE, Theme};
use super::wording::Voice;
use super::{Event, Facts, Population, Said, day_of};

/// The children of a family whose episodes run together.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub family: usize,
    pub kids: Vec<CaseKid>,
    pub theme: Theme,
    /// The day of receipt of the referral.
    pub received: Day,
    /// A strategy discussion was called: a section 47 enquiry follows.
    pub discussed: bool,
    pub team: usize,
    pub worker: Option<usize>,
    pub began: Day,
    pub plan: Plan,
    /// The day on which the assessment began; none before allocation or once it is authorised.
    assessing: Option<Day>,
    pub named: bool,
}

/// What runs once the assessment has said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plan {
    None,
    InNeed,
    Protection,
}

/// One child in a case.
#[derive(Clone, Debug)]
pub(super) struct CaseKid {
    pub kid: usize,
    pub person: PersonId,
    pub episode: RecordId,
    pub allocated: Option<(Said, Day)>,
    pub assessment: Option<(Said, Day)>,
    pub enquiry: Option<(Said, Day)>,
    pub in_need: Option<(Said, Day)>,
    pub protection: Option<(Said, Day)>,
}

impl CaseKid {
    pub(super) fn new(kid: usize, person: PersonId, episode: RecordId) -> Self {
        Self {
            kid,
            person,
            episode,
            allocated: None,
            assessment: None,
            enquiry: None,
            in_need: None,
            protection: None,
        }
    }
}

impl Case {
    pub(super) fn new(family: usize, kids: Vec<CaseKid>, theme: Theme, received: Day, discussed: bool) -> Self {
        Self {
            family,
            kids,
            theme,
            received,
            discussed,
            team: 0,
            worker: None,
            began: received,
            plan: Plan::None,
            assessing: None,
            named: false,
        }
    }
}

impl Population {
    /// A manager gives the case to a worker, or closes it as nothing for this service.
    pub(super) fn allocated(&mut self, at: Wall, place: usize) {
        let Some(mut case) = self.cases.take(place) else { return };
        case.team = self.assessment_team(&case, at);
        let manager = self.someone(case.team, Wanted::Manager, at, &[]);
        if !case.discussed && self.random.chance(150) && !self.families[case.family].waits() {
            let reason = if self.random.chance(600) { "RC5" } else { "RC7" };
            self.close(at, place, case, manager, reason);
            return;
        }
        let worker = self.with_space(case.team, at, None);
        let on = self.days.date(day_of(at));
        case.began = day_of(at);
        case.assessing = Some(day_of(at));
        let mut facts = Facts::default();
        for n in 0..case.kids.len() {
            self.give(at, &mut case, n, worker, &mut facts);
            let record = self.record(at);
            let body = AssessmentRecorded {
                referral: case.kids[n].episode,
                started_on: on,
                reviewed_on: None,
                authorised_on: None,
                factors: Vec::new(),
            };
            let ord = facts.add(NewFact::record(case.kids[n].person, record, body).on(on));
            case.kids[n].assessment = Some((Said::new(record, 0, ord), day_of(at)));
            if case.discussed {
                self.enquire(at, &mut case, n, &mut facts);
            }
        }
        if self.random.chance(30) {
            case.named = self.random.chance(300);
            self.restrict(at, &case, worker, manager, &mut facts);
        }
        let seq = self.write(at, manager, facts.list);
        for kid in &mut case.kids {
            for said in [&mut kid.allocated, &mut kid.assessment, &mut kid.enquiry]
                .into_iter()
                .flatten()
            {
                said.0.at.seq = seq;
            }
        }
        case.worker = Some(worker);
        self.held[worker].insert(place);
        let (received, discussed) = (case.received, case.discussed);
        self.cases.put(place, case);
        let first = if discussed { 0 } else { self.random.between(1, 8) };
        let visit = self
            .days
            .working_days_after(day_of(at), u32::try_from(first).unwrap_or(1).max(1));
        let visit = self.days.some_time(visit, &mut self.random);
        self.push(
            visit,
            Event::Visited {
                case: place,
                first: true,
            },
        );
        if discussed {
            self.push_conference(at, place);
        }
        let limit = self.assessment_days();
        let done = self.days.working_days_after(received, limit).max(day_of(at) + 6);
        let done = self.days.some_time(self.days.working_day_by(done), &mut self.random);
        self.push(done, Event::Assessed(place));
    }

    /// On which working day after the referral an assessment is authorised: many just inside the limit, some beyond it.
    fn assessment_days(&mut self) -> u32 {
        let (first, last) = self.random.weighted(&[
            ((8, 19), 14),
            ((20, 30), 19),
            ((31, 40), 22),
            ((41, 45), 34),
            ((46, 62), 11),
        ]);
        u32::try_from(self.random.between(first, last)).unwrap_or(40)
    }

    fn assessment_team(&mut self, case: &Case, at: Wall) -> usize {
        let family = &self.families[case.family];
        let years = case
            .kids
            .first()
            .map_or(0, |k| family.kids[k.kid].years(&self.days, day_of(at)));
        match (case.theme, TOWNS[family.town].area) {
            (Theme::Disability, _) if self.random.chance(800) => team("Children with disabilities"),
            (Theme::Exploitation | Theme::Missing, _) if years > 11 && self.random.chance(600) => {
                team("Adolescents and exploitation")
            }
            (_, Area::East) => team("Assessment East"),
            (_, Area::West) => team("Assessment West"),
            (_, Area::North) => team("Assessment North"),
        }
    }

    /// The assessment is authorised, and says what comes next.
    pub(super) fn assessed(&mut self, at: Wall, place: usize) {
        let Some(mut case) = self.cases.take(place) else { return };
        if self.families[case.family].waits() {
            self.cases.put(place, case);
            self.push_at_work(at + DAY, Event::Assessed(place));
            return;
        }
        if case.assessing.take().is_none() {
            self.cases.put(place, case);
            return;
        }
        let today = day_of(at);
        let manager = self.someone(case.team, Wanted::Manager, at, &[]);
        let days = self.days.working_days_between(case.received, today);
        let next = if case.plan == Plan::Protection {
            Plan::Protection
        } else if self.random.chance(360) {
            Plan::InNeed
        } else {
            Plan::None
        };
        let reason = if self.random.chance(330) { "RC9" } else { "RC8" };
        let mut facts = Facts::default();
        for n in 0..case.kids.len() {
            if days > 45 {
                let record = self.record(at);
                let body = LateReasonGiven {
                    clock: "caf_from_referral".into(),
                    on_record: case.kids[n].episode,
                    reason: self.random.pick(LATE).into(),
                };
                facts.add(NewFact::record(case.kids[n].person, record, body));
            }
            self.authorise(at, &mut case, n, next == Plan::None, &mut facts);
            if next == Plan::InNeed {
                self.begin_in_need(at, &mut case, n, &mut facts);
            }
        }
        let seq = self.explain(at, manager, "Assessment authorised.", facts.list);
        for kid in &mut case.kids {
            if let Some((said, day)) = &mut kid.in_need
                && *day == today
            {
                said.at.seq = seq;
            }
        }
        case.plan = next;
        match next {
            Plan::None => self.close(at, place, case, manager, reason),
            Plan::InNeed => {
                self.transfer(at, place, &mut case, "Children in need");
                self.cases.put(place, case);
                self.push_plan_end(at, place);
            }
            Plan::Protection => {
                self.transfer(at, place, &mut case, "Child protection and court");
                self.cases.put(place, case);
            }
        }
    }

    fn authorise(&mut self, at: Wall, case: &mut Case, n: usize, closes: bool, facts: &mut Facts) {
        let Some((said, began)) = case.kids[n].assessment.take() else {
            return;
        };
        let today = day_of(at);
        let review = self
            .days
            .working_days_after(began, u32::try_from(self.random.between(8, 20)).unwrap_or(15))
            .min(today);
        let mut factors: Vec<String> = case.theme.factors().iter().map(|f| (*f).to_owned()).collect();
        factors.truncate(1 + usize::try_from(self.random.below(3)).unwrap_or(0));
        if closes && self.random.chance(120) {
            factors = vec!["21".into()];
        }
        let body = AssessmentRecorded {
            referral: case.kids[n].episode,
            started_on: self.days.date(began),
            reviewed_on: Some(self.days.date(review)),
            authorised_on: Some(self.days.date(today)),
            factors,
        };
        facts.add(NewFact::correct(case.kids[n].person, said.record, said.at, body));
    }

    /// Everything that runs ends, and the case with it.
    pub(super) fn close(&mut self, at: Wall, place: usize, case: Case, manager: usize, reason: &str) {
        let today = day_of(at);
        let on = self.days.date(today);
        let mut facts = Facts::default();
        for n in 0..case.kids.len() {
            self.end_allocation(&case, n, today, &mut facts);
            let kid = &case.kids[n];
            if let Some((said, began)) = kid.in_need {
                let body = CinPlanRecorded {
                    referral: kid.episode,
                    started_on: self.days.date(began),
                    ended_on: Some(on),
                };
                facts.add(NewFact::correct(kid.person, said.record, said.at, body));
            }
            let (person, episode) = (kid.person, kid.episode);
            let record = self.record(at);
            let body = EpisodeClosed {
                referral: episode,
                on,
                reason: reason.into(),
            };
            facts.add(NewFact::record(person, record, body).on(on));
            self.families[case.family].kids[kid.kid].in_case = false;
        }
        if self.random.below(620) == 0 {
            self.seal(at, &case, &mut facts);
        }
        let why = self.random.pick(CLOSING);
        let why = self.words(at, Voice::own(case.family, case.kids[0].kid), why);
        let why = if reason == "RC5" {
            "The family has moved; the other authority has accepted the referral.".to_owned()
        } else {
            why
        };
        self.explain(at, manager, &why, facts.list);
        if let Some(worker) = case.worker {
            self.held[worker].remove(&place);
        }
        if case.discussed {
            self.families[case.family].discussion = false;
        }
        self.families[case.family].cases.retain(|c| *c != place);
        self.families[case.family].closed = Some(today);
        self.cases.retire(place);
    }

    /// Moved under another name: nobody but a custodian knows that there is a record.
    fn seal(&mut self, at: Wall, case: &Case, facts: &mut Facts) {
        let custodian = self.someone(team("Service management"), Wanted::ServiceManager, at, &[]);
        let id = self.roster.members[custodian].id;
        for kid in &case.kids {
            let body = RestrictionSet {
                level: RestrictionLevel::Sealed,
                why: "Moved under a new name after threats.".into(),
                team: None,
                named: vec![id],
                custodian: Some(id),
                ring: format!("Duty service manager, {}", telephone(341)),
            };
            let record = RecordId(self.ink.id(self.days.instant(at)));
            facts.add(NewFact::record(kid.person, record, body));
        }
        self.families[case.family].gone = true;
    }

    pub(super) fn date_of(&self, day: Day) -> Date {
        self.days.date(day)
    }

    pub(super) fn push_plan_end(&mut self, at: Wall, place: usize) {
        let days = 50 + self.random.wait(110);
        self.push_at_work(at + days * DAY, Event::PlanEnds(place));
    }
}
