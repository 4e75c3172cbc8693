//! What changes in a family that is on record: a baby comes, they move, a name or a school changes.

use domain::codes::RelationshipType;
use domain::facts::household::HouseholdRecorded;
use domain::facts::person::*;
use domain::ids::HouseholdId;
use domain::ledger::NewFact;

use super::super::days::{DAY, Day, Wall};
use super::super::places::{STREETS, school_for};
use super::super::roster::Wanted;
use super::family::Kid;
use super::{Event, Facts, Population, Said, day_of};

impl Population {
    /// A baby is on the way in a family on record. Gives back its place.
    pub(super) fn expects(&mut self, at: Wall, taker: usize, place: usize) -> usize {
        let mut family = self.families[place].clone();
        let due = day_of(at) + Day::try_from(self.random.between(30, 160)).unwrap_or(30);
        let mut facts = Facts::default();
        let surname = family.kids.first().map_or(family.mother.surname, |k| k.surname);
        let kid = self.add_kid(at, &mut facts, &mut family, surname, due);
        let id = family.kids[kid].id;
        self.relate(
            at,
            &mut facts,
            (id, family.mother.id),
            RelationshipType::Parent,
            None,
            "Midwife",
        );
        for other in 0..kid {
            let other = family.kids[other].id;
            self.relate(at, &mut facts, (other, id), RelationshipType::Sibling, None, "Midwife");
        }
        let seq = self.write(at, taker, facts.list);
        family.kids[kid].settle(seq);
        let day = due + Day::try_from(self.random.between(-9, 9)).unwrap_or(0);
        self.push_at_work(i64::from(day + 1) * DAY, Event::Born { family: place, kid });
        self.families[place] = family;
        kid
    }

    /// A child is born: the same record goes on.
    pub(super) fn born(&mut self, at: Wall, place: usize, kid: usize) {
        let mut family = self.families[place].clone();
        if family.gone {
            return;
        }
        let worker = family.kids[kid]
            .in_case
            .then(|| family.cases.first().copied())
            .flatten();
        let worker = worker
            .and_then(|case| self.cases.get(case))
            .and_then(|case| case.worker);
        let worker = worker.unwrap_or_else(|| self.front_door(Wanted::Adviser, at, &[]));
        let k = &mut family.kids[kid];
        k.unborn = false;
        k.born = day_of(at) - 1;
        let on = self.days.date(k.born);
        let mut facts = Facts::default();
        let name = NameRecorded {
            kind: NameKind::Legal,
            given: k.given.into(),
            family: k.surname.into(),
            from: None,
            to: None,
        };
        let sex = SexRecorded {
            code: k.sex_code().into(),
        };
        let said = [k.name, k.birth, k.sex];
        let corrected = [
            NewFact::correct(k.id, k.name.record, k.name.at, name),
            NewFact::correct(k.id, k.birth.record, k.birth.at, BirthRecorded::Exact { on }),
            NewFact::correct(k.id, k.sex.record, k.sex.at, sex),
        ];
        for fact in corrected {
            facts.add(fact);
        }
        let (id, address) = (k.id, k.address);
        let number = self.nhs();
        self.identify(at, &mut facts, id, "nhs", number);
        let there = facts.add(family.address(id, address.record, Some(on), None));
        let seq = self.explain(at, worker, "Born; told by the hospital.", facts.list);
        let k = &mut family.kids[kid];
        [k.name, k.birth, k.sex] = std::array::from_fn(|n| Said::new(said[n].record, seq, n));
        k.address = Said::new(address.record, seq, there);
        self.families[place] = family;
    }

    /// What has changed since the last contact is written down before the next: a move, a new surname, a new school.
    pub(super) fn catch_up(&mut self, at: Wall, taker: usize, place: usize) {
        if self.random.chance(45) {
            self.moves(at, taker, place);
        }
        if self.random.chance(10) {
            self.renames(at, taker, place);
        }
        self.change_schools(at, taker, place);
    }

    pub(super) fn moves(&mut self, at: Wall, taker: usize, place: usize) {
        let mut family = self.families[place].clone();
        let day = self
            .days
            .date(day_of(at) - Day::try_from(self.random.between(5, 60)).unwrap_or(5));
        let before = family.clone();
        family.home = HouseholdId(self.ink.id(self.days.instant(at)));
        (family.street, family.house) = (self.random.pick(STREETS), self.random.between(1, 140));
        let record = self.record(at);
        let mut facts = Facts::default();
        let body = HouseholdRecorded {
            line: family.line(),
            postcode: family.postcode(),
            confidential: false,
        };
        facts.add(NewFact::record(family.home, record, body));
        family.since = Some(day);
        let mut living = vec![(family.mother.id, Some(family.mother.address), family.mother.member)];
        living.extend(
            family
                .kids
                .iter()
                .map(|k| (k.id, Some(k.address).filter(|_| !k.unborn), k.member)),
        );
        let mut settled = Vec::new();
        for (id, address, member) in living {
            facts.add(amended(
                before.member(id, member.record, before.since, Some(day)),
                member,
            ));
            let member = self.record(at);
            let m = facts.add(family.member(id, member, Some(day), None));
            let address = address.map(|old| {
                facts.add(amended(before.address(id, old.record, before.since, Some(day)), old));
                let record = self.record(at);
                (record, facts.add(family.address(id, record, Some(day), None)))
            });
            settled.push((id, address, (member, m)));
        }
        let seq = self.explain(at, taker, "The family has moved.", facts.list);
        for (id, address, (member, m)) in settled {
            let (at_home, lives) = match family.kids.iter_mut().find(|k| k.id == id) {
                Some(kid) => (&mut kid.address, &mut kid.member),
                None => (&mut family.mother.address, &mut family.mother.member),
            };
            *lives = Said::new(member, seq, m);
            if let Some((record, place)) = address {
                *at_home = Said::new(record, seq, place);
            }
        }
        self.families[place] = family;
    }

    /// The mother has another surname; the old one stays findable.
    pub(super) fn renames(&mut self, at: Wall, taker: usize, place: usize) {
        let mother = self.families[place].mother.clone();
        let stock = self.families[place].stock;
        let surname = self.random.pick(stock.surnames);
        if surname == mother.surname {
            return;
        }
        let day = self.days.date(day_of(at) - 30);
        let name = |kind, family: &str, from, to| NameRecorded {
            kind,
            given: mother.given.into(),
            family: family.into(),
            from,
            to,
        };
        let record = self.record(at);
        let facts = vec![
            NewFact::correct(
                mother.id,
                mother.name.record,
                mother.name.at,
                name(NameKind::Former, mother.surname, None, Some(day)),
            ),
            NewFact::record(mother.id, record, name(NameKind::Legal, surname, Some(day), None)),
        ];
        let seq = self.explain(at, taker, "She has changed her name.", facts);
        let mother = &mut self.families[place].mother;
        (mother.surname, mother.name) = (surname, Said::new(record, seq, 1));
    }

    pub(super) fn change_schools(&mut self, at: Wall, taker: usize, place: usize) {
        let today = day_of(at);
        let family = &self.families[place];
        let due = |k: &Kid| {
            let years = k.years(&self.days, today);
            !k.unborn
                && k.school.map(|(s, _)| self.schools[s].number >= 4000)
                    != school_for(family.town, years, 0).map(|s| self.schools[s].number >= 4000)
        };
        let changing: Vec<usize> = (0..family.kids.len()).filter(|n| due(&family.kids[*n])).collect();
        if changing.is_empty() {
            return;
        }
        let town = family.town;
        let mut facts = Facts::default();
        let mut settled = Vec::new();
        for n in changing {
            let kid = self.families[place].kids[n].clone();
            let years = kid.years(&self.days, today);
            if let Some((old, said)) = kid.school {
                let to = Some(self.days.date(today - 20));
                facts.add(NewFact::correct(
                    kid.id,
                    said.record,
                    said.at,
                    self.at_school(old, years - 1, to),
                ));
            }
            let which = self.random.next();
            let school = school_for(town, years, which).map(|school| {
                let record = self.record(at);
                let place = facts.add(NewFact::record(kid.id, record, self.at_school(school, years, None)));
                (school, record, place)
            });
            settled.push((n, school));
        }
        if facts.list.is_empty() {
            return;
        }
        let seq = self.explain(at, taker, "Another school since September.", facts.list);
        for (n, school) in settled {
            let school = school.map(|(school, record, place)| (school, Said::new(record, seq, place)));
            self.families[place].kids[n].school = school;
        }
    }
}

/// The same record, under what it says now.
fn amended(fact: NewFact, said: Said) -> NewFact {
    NewFact {
        effect: domain::ledger::Effect::Correct { amends: said.at },
        ..fact
    }
}
