//! Work with a family after its referral: allocated, visited, assessed, handed over when somebody leaves, closed.

use domain::facts::person::*;
use domain::facts::services::*;
use domain::ids::{PersonId, RecordId};
use domain::ledger::NewFact;
use jiff::civil::Date;

use super::super::days::{DAY, Day, Wall};
use super::super::places::{Area, TOWNS};
use super::super::roster::{Wanted, team};
use super::super::staff::{TEAMS, team_id, telephone};
use super::super::words::{CLOSING, FIRST_VISITS, LATE, MEETINGS, SAID, THINGS, Theme, VISITS};
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
    named: bool,
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
        if !case.discussed && self.random.chance(150) {
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

    /// Of three who are there, the one with the fewest cases.
    fn with_space(&mut self, team: usize, at: Wall, but: Option<usize>) -> usize {
        let but: Vec<usize> = but.into_iter().collect();
        let three = [(); 3].map(|()| self.someone(team, Wanted::SocialWorker, at, &but));
        three
            .into_iter()
            .min_by_key(|w| self.held[*w].len())
            .unwrap_or(three[0])
    }

    /// The worker’s from today; ended for whoever had the child before.
    fn give(&mut self, at: Wall, case: &mut Case, n: usize, worker: usize, facts: &mut Facts) {
        let today = day_of(at);
        self.end_allocation(case, n, today, facts);
        let record = self.record(at);
        let on = self.days.date(today);
        let member = &self.roster.members[worker];
        let body = Allocated {
            worker: member.id,
            team: team_id(TEAMS[member.team].0),
            from: on,
            to: None,
        };
        let kid = &mut case.kids[n];
        let ord = facts.add(NewFact::record(kid.person, record, body).on(on));
        kid.allocated = Some((Said::new(record, 0, ord), today));
    }

    fn end_allocation(&mut self, case: &Case, n: usize, today: Day, facts: &mut Facts) {
        let kid = &case.kids[n];
        let (Some((said, from)), Some(worker)) = (kid.allocated, case.worker) else {
            return;
        };
        let member = &self.roster.members[worker];
        let body = Allocated {
            worker: member.id,
            team: team_id(TEAMS[member.team].0),
            from: self.days.date(from),
            to: Some(self.days.date(today)),
        };
        facts.add(NewFact::correct(kid.person, said.record, said.at, body));
    }

    /// Another worker of the same or another team, whose manager says so.
    pub(super) fn hand_over(&mut self, at: Wall, place: usize, case: &mut Case, to: usize, reason: &str) {
        let Some(from) = case.worker else { return };
        let manager = self.someone(case.team, Wanted::Manager, at, &[]);
        let mut facts = Facts::default();
        for n in 0..case.kids.len() {
            self.give(at, case, n, to, &mut facts);
        }
        if case.named {
            self.restrict(at, case, to, manager, &mut facts);
        }
        let seq = self.explain(at, manager, reason, facts.list);
        for kid in &mut case.kids {
            if let Some((said, _)) = &mut kid.allocated {
                said.at.seq = seq;
            }
        }
        self.held[from].remove(&place);
        self.held[to].insert(place);
        case.worker = Some(to);
        case.team = self.roster.members[to].team;
    }

    /// Few may open these: a colleague’s family, somebody whom the town knows.
    fn restrict(&mut self, at: Wall, case: &Case, worker: usize, manager: usize, facts: &mut Facts) {
        let why = self.random.pick(&[
            "A parent works for the council.",
            "A relative works in one of our teams.",
            "The family is known to many of us.",
            "There have been threats, and the family asks that few people know.",
        ]);
        let service = self.someone(team("Service management"), Wanted::ServiceManager, at, &[]);
        let (name, phone, _) = TEAMS[case.team];
        let id = |n: usize| self.roster.members[n].id;
        for kid in &case.kids {
            let body = RestrictionSet {
                level: if case.named {
                    RestrictionLevel::Named
                } else {
                    RestrictionLevel::Team
                },
                why: why.into(),
                team: (!case.named).then(|| team_id(name)),
                named: if case.named {
                    vec![id(worker), id(manager), id(service)]
                } else {
                    Vec::new()
                },
                custodian: None,
                ring: format!("Manager of {name}, {}", telephone(phone)),
            };
            let record = RecordId(self.ink.id(self.days.instant(at)));
            facts.add(NewFact::record(kid.person, record, body));
        }
    }

    pub(super) fn visited(&mut self, at: Wall, place: usize, first: bool) {
        let Some(case) = self.cases.take(place) else { return };
        let Some(worker) = case.worker.filter(|w| self.roster.works(*w, day_of(at))) else {
            self.cases.put(place, case);
            return;
        };
        let pick = usize::try_from(self.random.below(case.kids.len() as u64)).unwrap_or(0);
        let kid = case.kids[pick].kid;
        let person = case.kids[pick].person;
        let k = &self.families[case.family].kids[kid];
        let (unborn, years) = (k.unborn, k.years(&self.days, day_of(at)));
        let note = if unborn || years < 2 {
            self.early_note(at, case.family, kid, unborn)
        } else {
            let list = match (first, case.plan) {
                (true, _) => FIRST_VISITS,
                (false, Plan::None) => VISITS,
                (false, _) if self.random.chance(300) => MEETINGS,
                _ => VISITS,
            };
            let (title, text) = self.fitting(case.family, kid, list, |(title, text)| {
                if title.contains("school") { title } else { text }
            });
            let thing = self.random.pick(THINGS);
            let text = text.replace("{thing}", thing);
            let alone = text.contains("alone") || title.contains("alone");
            let of_age: Vec<&str> = SAID
                .iter()
                .filter(|(from, _)| (*from..from + 4).contains(&years))
                .map(|(_, said)| *said)
                .collect();
            let said = if alone && !of_age.is_empty() && self.random.chance(550) {
                self.random.pick(&of_age).to_owned()
            } else {
                String::new()
            };
            NoteRecorded {
                title: self.words(at, at, case.family, kid, "", title),
                text: self.words(at, at, case.family, kid, "", &text),
                child_said: said,
            }
        };
        let record = self.record(at);
        let on = self.days.date(day_of(at));
        // Written the same day or the next.
        self.write(at, worker, vec![NewFact::record(person, record, note).on(on)]);
        let apart = if case.plan == Plan::None {
            self.random.between(12, 24)
        } else {
            self.random.between(35, 70)
        };
        self.cases.put(place, case);
        let day = self
            .days
            .working_day_by(day_of(at) + Day::try_from(apart).unwrap_or(20));
        let next = self.days.some_time(day, &mut self.random);
        self.push(
            next,
            Event::Visited {
                case: place,
                first: false,
            },
        );
    }

    /// One of the texts that are true of the child: no school for one who goes to none, no brothers and sisters for an only one.
    pub(super) fn fitting<T: Copy>(
        &mut self,
        family: usize,
        kid: usize,
        list: &[T],
        text: impl Fn(T) -> &'static str,
    ) -> T {
        let family = &self.families[family];
        let (school, alone) = (family.kids[kid].school().is_some(), family.kids.len() < 2);
        let of_school =
            |t: &str| ["school", "class", "Attendance"].iter().any(|word| t.contains(word)) && !t.contains("school_or");
        let true_of =
            |t: &str| (school || !of_school(t)) && !(alone && (t.contains("little one") || t.contains("another")));
        let fits: Vec<T> = list.iter().copied().filter(|item| true_of(text(*item))).collect();
        if fits.is_empty() {
            self.random.pick(list)
        } else {
            self.random.pick(&fits)
        }
    }

    /// A note on a child who says nothing yet.
    fn early_note(&mut self, at: Wall, family: usize, kid: usize, unborn: bool) -> NoteRecorded {
        let (title, text) = if unborn {
            self.random.pick(&[
                ("Visit to {mum} at home", "{mum} showed me the corner where the cot will stand. She has kept every appointment with the midwife. We went through who will be there in the first week."),
                ("Call with the midwife", "All well at the last appointment. {mum} was seen alone. The midwife has the hospital’s alert and our number for the night."),
                ("Visit to {mum}, seen alone", "{mum} talked about her own mother for most of an hour. She would like to be asked more than told. We wrote the plan for the birth together, in her words."),
            ])
        } else {
            self.random.pick(&[
                ("Visit at home: {N} seen", "{N} was awake and on {mum}’s arm, clean and content. Cot in her room, nothing soft in it. Bottles made as they should be. {mum} slept four hours, which is more than last week."),
                ("Visit with the health visitor: {N} seen and weighed", "{N} has gained as {he} should. {He} followed a torch and smiled at it. {mum} asked good questions. The flat was warm."),
                ("Visit at home: {N} seen asleep", "{N} was asleep and I waited until {he} woke. {mum} picked {him} up at the first sound. No mark seen when {he} was changed."),
            ])
        };
        NoteRecorded {
            title: self.words(at, at, family, kid, "", title),
            text: self.words(at, at, family, kid, "", text),
            child_said: String::new(),
        }
    }

    /// The assessment is authorised, and says what comes next.
    pub(super) fn assessed(&mut self, at: Wall, place: usize) {
        let Some(mut case) = self.cases.take(place) else { return };
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

    /// To the team that works with plans, four times in five.
    fn transfer(&mut self, at: Wall, place: usize, case: &mut Case, kind: &str) {
        let special = ["Children with disabilities", "Adolescents and exploitation"]
            .map(team)
            .contains(&case.team);
        if special || self.random.chance(200) {
            return;
        }
        let side = match (kind, TOWNS[self.families[case.family].town].area) {
            ("Children in need", Area::East) => "Children in need East",
            ("Children in need", _) => "Children in need West",
            (_, Area::North) => "Child protection and court North",
            _ => "Child protection and court South",
        };
        let worker = self.with_space(team(side), at, case.worker);
        self.hand_over(at, place, case, worker, "The plan goes on with another team.");
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
        let why = self.words(at, at, case.family, case.kids[0].kid, "", why);
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

    /// Whoever leaves hands over every case.
    pub(super) fn leaves(&mut self, at: Wall, worker: usize) {
        let places: Vec<usize> = self.held[worker].iter().copied().collect();
        for (n, place) in (0..).zip(places) {
            let Some(mut case) = self.cases.take(place) else {
                continue;
            };
            let at = at + n * 60;
            let to = self.with_space(case.team, at, Some(worker));
            self.hand_over(at, place, &mut case, to, "The worker leaves today.");
            self.cases.put(place, case);
        }
    }

    pub(super) fn date_of(&self, day: Day) -> Date {
        self.days.date(day)
    }

    pub(super) fn push_plan_end(&mut self, at: Wall, place: usize) {
        let days = 50 + self.random.wait(110);
        self.push_at_work(at + days * DAY, Event::PlanEnds(place));
    }
}
