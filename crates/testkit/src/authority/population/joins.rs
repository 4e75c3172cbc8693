//! How a family comes on record: everyone whom the caller speaks of, written down by the taker of the contact.

use domain::codes::RelationshipType;
use domain::facts::household::HouseholdRecorded;
use domain::facts::person::*;
use domain::ids::{HouseholdId, PersonId};
use domain::ledger::NewFact;

use super::super::days::{DAY, Day, Wall};
use super::super::names::{self, Stock};
use super::super::places::{STREETS, TOWNS};
use super::family::{ETHNICITIES, Family, Kid, Mother, RELATIVES, Wants, ord};
use super::{Event, Facts, Population, Said, day_of};

impl Population {
    /// A family comes on record, written down by the taker of the contact.
    pub(super) fn new_family(&mut self, at: Wall, taker: usize, wants: Wants) -> usize {
        let today = day_of(at);
        let stock = names::stock(&mut self.random);
        let ethnicity = self.random.weighted(ETHNICITIES);
        let surname = self.random.pick(stock.surnames);
        let towns: Vec<(usize, u64)> = TOWNS.iter().enumerate().map(|(n, t)| (n, t.share)).collect();
        let town = self.random.weighted(&towns);
        let born = self.ages_of_kids(today, wants);
        let first = born.iter().copied().min().unwrap_or(today);
        let now = self.days.instant(at);
        let (street, house) = (self.random.pick(STREETS), self.random.between(1, 140));
        let home = HouseholdId(self.ink.id(now));
        let mut facts = Facts::default();
        let mother = Mother {
            id: PersonId(self.ink.id(now)),
            given: self.random.pick(stock.women),
            surname: if self.random.chance(250) {
                self.random.pick(stock.surnames)
            } else {
                surname
            },
            born: first.min(today) - Day::try_from(self.random.between(17 * 365, 36 * 365)).unwrap_or(0),
            name: self.nowhere(at),
            address: self.nowhere(at),
            member: self.nowhere(at),
        };
        let mut family = Family {
            home,
            town,
            street,
            house,
            since: None,
            stock,
            ethnicity,
            mother,
            kids: Vec::new(),
            earlier: Vec::new(),
            discussion: false,
            gone: false,
            cases: Vec::new(),
            closed: None,
        };
        let record = self.record(at);
        let body = HouseholdRecorded {
            line: family.line(),
            postcode: family.postcode(),
            confidential: false,
        };
        facts.add(NewFact::record(home, record, body));
        self.add_mother(at, &mut facts, &mut family);
        let mother_id = family.mother.id;
        self.people += 1;
        let partner = self.add_partner(at, &mut facts, &family, surname);
        let father = partner.is_none() && self.random.chance(600);
        let father = if father {
            Some(self.add_adult(at, &mut facts, stock, surname, false))
        } else {
            None
        };
        let mut relatives = Vec::new();
        for (in_1000, woman, is) in RELATIVES {
            if self.random.chance(*in_1000) {
                relatives.push((self.add_adult(at, &mut facts, stock, surname, *woman), *is));
            }
        }
        for born in born {
            self.add_kid(at, &mut facts, &mut family, surname, born);
        }
        let source = "The caller";
        for (n, kid) in family.kids.iter().enumerate() {
            self.relate(
                at,
                &mut facts,
                (kid.id, mother_id),
                RelationshipType::Parent,
                Some(true),
                source,
            );
            if let Some((partner, father)) = partner {
                let is = if father {
                    RelationshipType::Parent
                } else {
                    RelationshipType::ParentsPartner
                };
                self.relate(at, &mut facts, (kid.id, partner), is, None, source);
            }
            if let Some(father) = father {
                self.relate(at, &mut facts, (kid.id, father), RelationshipType::Parent, None, source);
            }
            // Said of the first child; the others have the same relatives through their mother.
            for (relative, is) in relatives.iter().filter(|_| n == 0) {
                self.relate(at, &mut facts, (kid.id, *relative), *is, None, source);
            }
            for other in family.kids.iter().skip(n + 1).take(if n == 0 { 9 } else { 2 }) {
                self.relate(
                    at,
                    &mut facts,
                    (kid.id, other.id),
                    RelationshipType::Sibling,
                    None,
                    source,
                );
            }
        }
        let seq = self.write(at, taker, facts.list);
        family.settle(seq);
        let place = self.families.len();
        for (n, kid) in family.kids.iter().enumerate() {
            if kid.unborn {
                let wander = self.random.between(-9, 9);
                let day = kid.born + Day::try_from(wander).unwrap_or(0);
                self.push_at_work(i64::from(day + 1) * DAY, Event::Born { family: place, kid: n });
            }
        }
        self.families.push(family);
        place
    }

    /// A place that is filled in once the entry has its number.
    pub(super) fn nowhere(&mut self, at: Wall) -> Said {
        Said::new(self.record(at), 0, 0)
    }

    /// Days of birth of the children, the one whom the contact is about first.
    pub(super) fn ages_of_kids(&mut self, today: Day, wants: Wants) -> Vec<Day> {
        let (first, last) = wants.ages;
        let concerned = if last < 0 {
            today + Day::try_from(self.random.between(30, 160)).unwrap_or(30)
        } else {
            let oldest = i64::from(last.min(17)) * 365 + 300;
            let youngest = i64::from(first.max(0)) * 366;
            today - Day::try_from(self.random.between(youngest, oldest.max(youngest))).unwrap_or(0)
        };
        let mut count = self.random.weighted(&[(1usize, 30), (2, 36), (3, 21), (4, 9), (5, 4)]);
        if wants.sibling {
            count = count.max(2);
        }
        let mut born = vec![concerned];
        if count > 1 && last >= 0 && self.random.chance(18) {
            // A twin.
            born.push(concerned);
        }
        while born.len() < count {
            let apart = Day::try_from(self.random.between(400, 1700)).unwrap_or(400);
            let day = if self.random.chance(500) {
                born.iter().min().map(|d| d - apart)
            } else {
                born.iter().max().map(|d| d + apart)
            };
            match day.filter(|d| (today - 17 * 365..today - 5).contains(d)) {
                Some(day) => born.push(day),
                // Where none fits between, a twin: somebody is spoken of.
                None if wants.sibling && born.len() == 1 => born.push(concerned),
                None => count -= 1,
            }
        }
        born
    }

    pub(super) fn add_mother(&mut self, at: Wall, facts: &mut Facts, family: &mut Family) {
        let mother = family.mother.clone();
        let name = NameRecorded {
            kind: NameKind::Legal,
            given: mother.given.into(),
            family: mother.surname.into(),
            from: None,
            to: None,
        };
        family.mother.name.at.ord = ord(facts.add(NewFact::record(mother.id, mother.name.record, name)));
        let record = self.record(at);
        facts.add(NewFact::record(mother.id, record, SexRecorded { code: "F".into() }));
        if self.random.chance(850) {
            let record = self.record(at);
            facts.add(NewFact::record(
                mother.id,
                record,
                BirthRecorded::Exact {
                    on: self.days.date(mother.born),
                },
            ));
        }
        family.mother.address.at.ord = ord(facts.add(family.address(mother.id, mother.address.record, None, None)));
        family.mother.member.at.ord = ord(facts.add(family.member(mother.id, mother.member.record, None, None)));
        if family.stock.languages != ["cy"] && self.random.chance(450) {
            let record = self.record(at);
            let body = LanguageRecorded {
                language: self.random.pick(family.stock.languages).into(),
                interpreter_needed: self.random.chance(350),
            };
            facts.add(NewFact::record(mother.id, record, body));
        }
    }

    /// The father in the home, or a partner; `true` where it is the father.
    pub(super) fn add_partner(
        &mut self,
        at: Wall,
        facts: &mut Facts,
        family: &Family,
        surname: &'static str,
    ) -> Option<(PersonId, bool)> {
        let father = self.random.chance(420);
        if !father && !self.random.chance(180) {
            return None;
        }
        let surname = if father {
            surname
        } else {
            self.random.pick(family.stock.surnames)
        };
        let id = self.add_adult(at, facts, family.stock, surname, false);
        let record = self.record(at);
        facts.add(family.member(id, record, None, None));
        self.relate(
            at,
            facts,
            (family.mother.id, id),
            RelationshipType::Partner,
            None,
            "The caller",
        );
        Some((id, father))
    }

    /// A grown person with name and sex, and often nothing else: that is how people stand in a child’s record.
    pub(super) fn add_adult(
        &mut self,
        at: Wall,
        facts: &mut Facts,
        stock: &'static Stock,
        surname: &'static str,
        woman: bool,
    ) -> PersonId {
        let id = PersonId(self.ink.id(self.days.instant(at)));
        let given = if woman {
            self.random.pick(stock.women)
        } else {
            self.random.pick(stock.men)
        };
        let name = NameRecorded {
            kind: NameKind::Legal,
            given: (*given).into(),
            family: surname.into(),
            from: None,
            to: None,
        };
        let record = self.record(at);
        facts.add(NewFact::record(id, record, name));
        let record = self.record(at);
        facts.add(NewFact::record(
            id,
            record,
            SexRecorded {
                code: if woman { "F" } else { "M" }.into(),
            },
        ));
        self.people += 1;
        id
    }

    pub(super) fn add_kid(
        &mut self,
        at: Wall,
        facts: &mut Facts,
        family: &mut Family,
        surname: &'static str,
        born: Day,
    ) -> usize {
        let today = day_of(at);
        let unborn = born > today;
        let girl = self.random.chance(487);
        let taken: Vec<&str> = family.kids.iter().map(|k| k.given).collect();
        let pool = if girl { family.stock.girls } else { family.stock.boys };
        let given = loop {
            let given = self.random.pick(pool);
            if !taken.contains(&given) {
                break given;
            }
        };
        let id = PersonId(self.ink.id(self.days.instant(at)));
        let mut kid = Kid {
            id,
            girl,
            given,
            surname,
            born,
            unborn,
            name: self.nowhere(at),
            birth: self.nowhere(at),
            sex: self.nowhere(at),
            address: self.nowhere(at),
            member: self.nowhere(at),
            school: None,
            in_case: false,
        };
        let named = if unborn {
            (NameKind::Alias, "Unborn baby")
        } else {
            (NameKind::Legal, given)
        };
        let name = NameRecorded {
            kind: named.0,
            given: named.1.into(),
            family: surname.into(),
            from: None,
            to: None,
        };
        kid.name.at.ord = ord(facts.add(NewFact::record(id, kid.name.record, name)));
        let on = self.days.date(born);
        let birth = if unborn {
            BirthRecorded::Expected { on }
        } else {
            BirthRecorded::Exact { on }
        };
        kid.birth.at.ord = ord(facts.add(NewFact::record(id, kid.birth.record, birth)));
        kid.sex.at.ord = ord(facts.add(NewFact::record(
            id,
            kid.sex.record,
            SexRecorded {
                code: kid.sex_code().into(),
            },
        )));
        self.children += 1;
        let number = domain::identifiers::LaChildId::allotted(self.children).to_string();
        self.identify(at, facts, id, "la_child_id", number);
        kid.member.at.ord = ord(facts.add(family.member(id, kid.member.record, None, None)));
        if !unborn {
            kid.address.at.ord = ord(facts.add(family.address(id, kid.address.record, None, None)));
            if self.random.chance(620) {
                let number = self.nhs();
                self.identify(at, facts, id, "nhs", number);
            }
            self.add_details(at, facts, family, &mut kid);
        }
        self.people += 1;
        family.kids.push(kid);
        family.kids.len() - 1
    }
}
