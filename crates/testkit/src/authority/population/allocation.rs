//! Who has a child: given, handed over, ended, and who besides may open the record.

use domain::facts::person::*;
use domain::ids::RecordId;
use domain::ledger::NewFact;

use super::super::days::{Day, Wall};
use super::super::places::{Area, TOWNS};
use super::super::roster::{Wanted, team};
use super::super::staff::{TEAMS, team_id, telephone};
use super::casework::Case;
use super::{Facts, Population, Said, day_of};

impl Population {
    /// Of three who are there, the one with the fewest cases.
    pub(super) fn with_space(&mut self, team: usize, at: Wall, but: Option<usize>) -> usize {
        let but: Vec<usize> = but.into_iter().collect();
        let three = [(); 3].map(|()| self.someone(team, Wanted::SocialWorker, at, &but));
        three
            .into_iter()
            .min_by_key(|w| self.held[*w].len())
            .unwrap_or(three[0])
    }

    /// The worker’s from today; ended for whoever had the child before.
    pub(super) fn give(&mut self, at: Wall, case: &mut Case, n: usize, worker: usize, facts: &mut Facts) {
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

    pub(super) fn end_allocation(&mut self, case: &Case, n: usize, today: Day, facts: &mut Facts) {
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
    pub(super) fn restrict(&mut self, at: Wall, case: &Case, worker: usize, manager: usize, facts: &mut Facts) {
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

    /// To the team that works with plans, four times in five.
    pub(super) fn transfer(&mut self, at: Wall, place: usize, case: &mut Case, kind: &str) {
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
}
