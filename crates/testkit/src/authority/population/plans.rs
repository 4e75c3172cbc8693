//! Section 47 enquiries, conferences, protection plans with their reviews, child in need plans.

use domain::facts::services::*;
use domain::ledger::NewFact;

use super::super::days::{DAY, Wall};
use super::super::roster::Wanted;
use super::casework::{Case, Plan};
use super::{Event, Facts, Population, Said, day_of};

impl Population {
    /// The enquiry of one child begins.
    pub(super) fn enquire(&mut self, at: Wall, case: &mut Case, n: usize, facts: &mut Facts) {
        let today = day_of(at);
        let record = self.record(at);
        let on = self.date_of(today);
        let kid = &mut case.kids[n];
        let body = Section47Recorded {
            referral: kid.episode,
            started_on: on,
            conference_target: None,
            conference_on: None,
            conference_not_required: None,
        };
        let ord = facts.add(NewFact::record(kid.person, record, body).on(on));
        kid.enquiry = Some((Said::new(record, 0, ord), today));
    }

    /// A strategy discussion about a child who has a case already.
    pub(super) fn enquiry_in_case(&mut self, at: Wall, family: usize, kid: usize) {
        let cases = self.families[family].cases.clone();
        let with = |p: &Self, place: usize| {
            p.cases.items[place]
                .as_ref()
                .is_some_and(|c| c.kids.iter().any(|k| k.kid == kid))
        };
        let Some(place) = cases.into_iter().find(|place| with(self, *place)) else {
            return;
        };
        let Some(mut case) = self.cases.take(place) else { return };
        case.discussed = true;
        // Not given to anyone yet, the enquiry begins when it is. One that runs already takes this in.
        let (Some(worker), false) = (case.worker, case.kids.iter().any(|k| k.enquiry.is_some())) else {
            self.cases.put(place, case);
            return;
        };
        let mut facts = Facts::default();
        for n in 0..case.kids.len() {
            self.enquire(at, &mut case, n, &mut facts);
        }
        let seq = self.write(at, worker, facts.list);
        for kid in &mut case.kids {
            if let Some((said, _)) = &mut kid.enquiry {
                said.at.seq = seq;
            }
        }
        self.cases.put(place, case);
        self.push_conference(at, place);
    }

    /// Fifteen working days at most to a conference, and sooner where none is needed.
    pub(super) fn push_conference(&mut self, at: Wall, place: usize) {
        let n = u32::try_from(self.random.between(6, 15)).unwrap_or(12);
        let day = self.days.working_days_after(day_of(at), n);
        let moment = self.days.some_time(day, &mut self.random);
        self.push(moment, Event::Conference(place));
    }

    /// The enquiry ends: a conference and a plan, or neither.
    pub(super) fn conference(&mut self, at: Wall, place: usize) {
        let Some(mut case) = self.cases.take(place) else { return };
        let today = day_of(at);
        let on = self.date_of(today);
        let manager = self.someone(case.team, Wanted::Manager, at, &[]);
        let held = case.plan != Plan::Protection && self.random.chance(470);
        let plan = held && self.random.chance(870);
        let again = self.random.chance(220);
        let mut facts = Facts::default();
        for n in 0..case.kids.len() {
            let Some((said, began)) = case.kids[n].enquiry.take() else {
                continue;
            };
            let kid = &case.kids[n];
            let body = Section47Recorded {
                referral: kid.episode,
                started_on: self.date_of(began),
                conference_target: held.then(|| self.date_of(self.days.working_days_after(began, 15))),
                conference_on: held.then_some(on),
                conference_not_required: (!held).then_some(true),
            };
            facts.add(NewFact::correct(kid.person, said.record, said.at, body));
            if plan {
                let record = self.record(at);
                let category = case.theme.category();
                let kid = &mut case.kids[n];
                let body = ProtectionPlanRecorded {
                    referral: kid.episode,
                    started_on: on,
                    ended_on: None,
                    initial_category: category.into(),
                    latest_category: category.into(),
                    previous_plans: Some(i32::from(again)),
                };
                let ord = facts.add(NewFact::record(kid.person, record, body).on(on));
                kid.protection = Some((Said::new(record, 0, ord), today));
                if let Some((said, began)) = kid.in_need.take() {
                    let body = CinPlanRecorded {
                        referral: kid.episode,
                        started_on: self.days.date(began),
                        ended_on: Some(on),
                    };
                    facts.add(NewFact::correct(kid.person, said.record, said.at, body));
                }
            }
        }
        self.families[case.family].discussion = false;
        case.discussed = false;
        if !facts.list.is_empty() {
            let reason = if held {
                "The conference was held."
            } else {
                "The enquiry found that no conference is needed."
            };
            let seq = self.explain(at, manager, reason, facts.list);
            for kid in &mut case.kids {
                if let Some((said, day)) = &mut kid.protection
                    && *day == today
                {
                    said.at.seq = seq;
                }
            }
        }
        if plan {
            case.plan = Plan::Protection;
        }
        self.cases.put(place, case);
        if plan {
            let days = self.random.between(76, 90);
            self.push_at_work(at + days * DAY, Event::Reviewed { case: place, count: 1 });
        }
    }

    /// A review conference: the plan goes on, or steps down to a child in need plan.
    pub(super) fn reviewed(&mut self, at: Wall, place: usize, count: u32) {
        let Some(mut case) = self.cases.take(place) else { return };
        let today = day_of(at);
        let on = self.date_of(today);
        let ends = self.random.chance(match count {
            1 => 120,
            2 => 480,
            _ => 680,
        });
        let manager = self.someone(case.team, Wanted::Manager, at, &[]);
        let mut facts = Facts::default();
        for n in 0..case.kids.len() {
            let Some((said, began)) = case.kids[n].protection else {
                continue;
            };
            let record = self.record(at);
            let kid = &case.kids[n];
            facts.add(
                NewFact::record(
                    kid.person,
                    record,
                    PlanReviewHeld {
                        referral: kid.episode,
                        plan: said.record,
                        on,
                    },
                )
                .on(on),
            );
            if ends {
                let category = case.theme.category();
                let body = ProtectionPlanRecorded {
                    referral: kid.episode,
                    started_on: self.date_of(began),
                    ended_on: Some(on),
                    initial_category: category.into(),
                    latest_category: category.into(),
                    previous_plans: Some(0),
                };
                facts.add(NewFact::correct(kid.person, said.record, said.at, body));
                case.kids[n].protection = None;
                self.begin_in_need(at, &mut case, n, &mut facts);
            }
        }
        let reason = if ends {
            "The review ended the plan; a child in need plan follows."
        } else {
            ""
        };
        let seq = self.explain(at, manager, reason, facts.list);
        if ends {
            for kid in &mut case.kids {
                if let Some((said, _)) = &mut kid.in_need {
                    said.at.seq = seq;
                }
            }
            case.plan = Plan::InNeed;
        }
        self.cases.put(place, case);
        if ends {
            self.push_plan_end(at, place);
        } else {
            let days = self.random.between(150, 178);
            self.push_at_work(
                at + days * DAY,
                Event::Reviewed {
                    case: place,
                    count: count + 1,
                },
            );
        }
    }

    pub(super) fn begin_in_need(&mut self, at: Wall, case: &mut Case, n: usize, facts: &mut Facts) {
        let today = day_of(at);
        let record = self.record(at);
        let on = self.date_of(today);
        let kid = &mut case.kids[n];
        let body = CinPlanRecorded {
            referral: kid.episode,
            started_on: on,
            ended_on: None,
        };
        let ord = facts.add(NewFact::record(kid.person, record, body).on(on));
        kid.in_need = Some((Said::new(record, 0, ord), today));
    }

    /// The plan has done its work.
    pub(super) fn plan_ends(&mut self, at: Wall, place: usize) {
        let Some(case) = self.cases.take(place) else { return };
        // A discussion that runs, or a protection plan in the meantime: it is not over. Nor is it while a contact waits for its decision.
        let longer = if case.plan != Plan::InNeed || case.discussed {
            40
        } else {
            i64::from(self.families[case.family].waits())
        };
        if longer > 0 {
            self.cases.put(place, case);
            self.push_at_work(at + longer * DAY, Event::PlanEnds(place));
            return;
        }
        let manager = self.someone(case.team, Wanted::Manager, at, &[]);
        self.close(at, place, case, manager, "RC7");
    }
}
