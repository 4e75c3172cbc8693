//! Families: who is in them, and how they come on record, grow, move and change their names.

use domain::codes::RelationshipType;
use domain::facts::household::{HouseholdRecorded, MemberRecorded};
use domain::facts::person::*;
use domain::ids::{HouseholdId, PersonId};
use domain::ledger::{About, NewFact};
use jiff::civil::Date;

use super::super::days::{DAY, Day, Wall};
use super::super::names::{self, Stock};
use super::super::number;
use super::super::places::{STREETS, TOWNS, school_for};
use super::super::roster::Wanted;
use super::{Event, Facts, Population, Said, day_of};

/// A child, born or not.
#[derive(Clone, Debug)]
pub(super) struct Kid {
    pub id: PersonId,
    pub girl: bool,
    pub given: &'static str,
    pub surname: &'static str,
    /// The day of birth, or the day on which it is expected.
    pub born: Day,
    pub unborn: bool,
    name: Said,
    birth: Said,
    sex: Said,
    address: Said,
    member: Said,
    school: Option<(usize, Said)>,
    pub in_case: bool,
}

/// The mother: the one adult whose name the words use.
#[derive(Clone, Debug)]
pub(super) struct Mother {
    pub id: PersonId,
    pub given: &'static str,
    pub surname: &'static str,
    born: Day,
    name: Said,
    address: Said,
    member: Said,
}

/// A contact about the family that came before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Earlier {
    pub received: Wall,
    pub source: &'static str,
    pub fact: domain::ledger::FactRef,
    pub outcome: Option<domain::contact::Outcome>,
}

#[derive(Clone, Debug)]
pub(super) struct Family {
    home: HouseholdId,
    pub town: usize,
    pub street: &'static str,
    house: i64,
    /// Since when they have lived there, where it is known.
    since: Option<Date>,
    stock: &'static Stock,
    ethnicity: &'static str,
    pub mother: Mother,
    pub kids: Vec<Kid>,
    pub earlier: Vec<Earlier>,
    /// A strategy discussion was called and what came of it is not recorded.
    pub discussion: bool,
    /// Sealed: nobody rings about them any more.
    pub gone: bool,
    pub cases: Vec<usize>,
}

impl Family {
    pub(super) fn line(&self) -> String {
        format!("{} {}, {}", self.house, self.street, TOWNS[self.town].name)
    }

    pub(super) fn stock_women(&self) -> &'static [&'static str] {
        self.stock.women
    }

    pub(super) fn stock_surnames(&self) -> &'static [&'static str] {
        self.stock.surnames
    }

    /// Whether a midwife may write about the mother now.
    pub(super) fn mother_may_expect(&self, on: Day) -> bool {
        let youngest = self.kids.iter().map(|k| k.born).max();
        (16 * 365..43 * 365).contains(&(on - self.mother.born))
            && youngest.is_none_or(|born| born < on - 400)
            && self.kids.len() < 6
    }

    fn postcode(&self) -> String {
        let letters = b"ABDEFGHJLNPQRSTUWXYZ";
        let street = STREETS.iter().position(|s| *s == self.street).unwrap_or(0);
        let letter = |n: usize| char::from(letters[n % letters.len()]);
        format!(
            "MX{} {}{}{}",
            TOWNS[self.town].district,
            1 + street % 9,
            letter(street),
            letter(street * 7 + self.town)
        )
    }
}

/// Shares of ethnicity codes in a hundred. Drawn without looking at anything else.
const ETHNICITIES: &[(&str, u64)] = &[
    ("WBRI", 74),
    ("WOTH", 5),
    ("WIRI", 1),
    ("WIRT", 1),
    ("MWBC", 2),
    ("MWBA", 1),
    ("MWAS", 2),
    ("MOTH", 2),
    ("AIND", 1),
    ("APKN", 2),
    ("ABAN", 1),
    ("AOTH", 1),
    ("BAFR", 2),
    ("BCRB", 1),
    ("OOTH", 1),
    ("NOBT", 2),
    ("REFU", 1),
];

const DISABILITIES: &[(&str, u64)] = &[
    ("AUT", 30),
    ("LD", 22),
    ("COMM", 14),
    ("BEH", 14),
    ("MOB", 8),
    ("HEAR", 4),
    ("VIS", 3),
    ("PC", 5),
];

/// Others who stand on a child’s record: how often, in a thousand, whether a woman, and what they are to the child.
const RELATIVES: &[(u64, bool, RelationshipType)] = &[
    (700, true, RelationshipType::Grandparent),
    (360, false, RelationshipType::Grandparent),
    (420, true, RelationshipType::AuntOrUncle),
    (160, false, RelationshipType::AuntOrUncle),
    (110, true, RelationshipType::Friend),
];

/// What a family that comes on record now has to have, so that what is said of it is true.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wants {
    /// The age in years of the first child, first and last; −1 is not born yet.
    pub ages: (i16, i16),
    pub sibling: bool,
}

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
                kid.id,
                mother_id,
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
                self.relate(at, &mut facts, kid.id, partner, is, None, source);
            }
            if let Some(father) = father {
                self.relate(at, &mut facts, kid.id, father, RelationshipType::Parent, None, source);
            }
            // Said of the first child; the others have the same relatives through their mother.
            for (relative, is) in relatives.iter().filter(|_| n == 0) {
                self.relate(at, &mut facts, kid.id, *relative, *is, None, source);
            }
            for other in family.kids.iter().skip(n + 1).take(if n == 0 { 9 } else { 2 }) {
                self.relate(
                    at,
                    &mut facts,
                    kid.id,
                    other.id,
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
    fn nowhere(&mut self, at: Wall) -> Said {
        Said::new(self.record(at), 0, 0)
    }

    /// Days of birth of the children, the one whom the contact is about first.
    fn ages_of_kids(&mut self, today: Day, wants: Wants) -> Vec<Day> {
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

    fn add_mother(&mut self, at: Wall, facts: &mut Facts, family: &mut Family) {
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
    fn add_partner(
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
            family.mother.id,
            id,
            RelationshipType::Partner,
            None,
            "The caller",
        );
        Some((id, father))
    }

    /// A grown person with name and sex, and often nothing else: that is how people stand in a child’s record.
    fn add_adult(
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

    fn add_kid(&mut self, at: Wall, facts: &mut Facts, family: &mut Family, surname: &'static str, born: Day) -> usize {
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

    /// School, pupil number, what the child is called, disability, ethnicity.
    fn add_details(&mut self, at: Wall, facts: &mut Facts, family: &Family, kid: &mut Kid) {
        let years = kid.years(&self.days, day_of(at));
        let which = self.random.next();
        if let Some(school) = school_for(family.town, years, which) {
            let said = self.nowhere(at);
            let place = facts.add(NewFact::record(
                kid.id,
                said.record,
                self.at_school(school, years, None),
            ));
            kid.school = Some((
                school,
                Said {
                    at: super::fact(0, place),
                    ..said
                },
            ));
            if self.random.chance(300) {
                let year = u32::try_from(self.days.date(kid.born).year() + 4).unwrap_or(0);
                let number = self.schools[school].number;
                let serial = self.pupils.entry((number, year)).or_insert(0);
                *serial += 1;
                let upn = number::upn(number, year, *serial);
                self.identify(at, facts, kid.id, "upn", upn);
            }
        }
        let called = names::short_for(kid.given).filter(|_| self.random.chance(500));
        let spelt = names::other_spelling(kid.given).map(|given| (given, kid.surname));
        let spelt = spelt.or_else(|| names::other_spelling(kid.surname).map(|surname| (kid.given, surname)));
        let alias = spelt.filter(|_| self.random.chance(150));
        let more = [
            called.map(|c| (NameKind::Preferred, (c, kid.surname))),
            alias.map(|a| (NameKind::Alias, a)),
        ];
        for (kind, (given, surname)) in more.into_iter().flatten() {
            let record = self.record(at);
            let body = NameRecorded {
                kind,
                given: given.into(),
                family: surname.into(),
                from: None,
                to: None,
            };
            facts.add(NewFact::record(kid.id, record, body));
        }
        if self.random.chance(60) {
            let record = self.record(at);
            let codes = vec![self.random.weighted(DISABILITIES).into()];
            facts.add(NewFact::record(kid.id, record, DisabilityRecorded { codes }));
        }
        if self.random.chance(400) {
            let record = self.record(at);
            let body = EthnicityRecorded {
                code: family.ethnicity.into(),
                said_by: "parent".into(),
            };
            facts.add(NewFact::record(kid.id, record, body));
        }
    }

    fn at_school(&self, school: usize, years: i16, to: Option<Date>) -> SchoolRecorded {
        let year = years - 4;
        let year_group = if year < 1 {
            "Reception".into()
        } else {
            format!("Year {year}")
        };
        SchoolRecorded {
            name: self.schools[school].name.clone(),
            year_group,
            from: None,
            to,
        }
    }

    fn identify(&mut self, at: Wall, facts: &mut Facts, id: PersonId, scheme: &str, value: String) {
        let record = self.record(at);
        facts.add(NewFact::record(
            id,
            record,
            IdentifierRecorded {
                scheme: scheme.into(),
                value,
                traced_on: None,
            },
        ));
    }

    /// The next number of the test range that nobody has. The families of the screens have theirs from 990,000 on, and May's.
    fn nhs(&mut self) -> String {
        loop {
            self.numbers += 1;
            // A step that has no factor in common with the range, so that neighbours do not have neighbouring numbers.
            let six = u32::try_from(u64::from(self.numbers) * 7919 % 990_000).unwrap_or(0);
            if let Some(number) = number::nhs(six).filter(|_| six != 41_723) {
                return number;
            }
        }
    }

    #[allow(
        clippy::too_many_arguments,
        reason = "one event of a life has as many parts as it has"
    )]
    fn relate(
        &mut self,
        at: Wall,
        facts: &mut Facts,
        one: PersonId,
        other: PersonId,
        is: RelationshipType,
        pr: Option<bool>,
        said_by: &str,
    ) {
        let record = self.record(at);
        let body = RelationshipRecorded {
            other,
            is: is.code().into(),
            from: None,
            to: None,
            parental_responsibility: pr,
            said_by: said_by.into(),
        };
        facts.add(NewFact::record(one, record, body).about(About::other(other, "mentioned")));
    }

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
            id,
            family.mother.id,
            RelationshipType::Parent,
            None,
            "Midwife",
        );
        for other in 0..kid {
            let other = family.kids[other].id;
            self.relate(at, &mut facts, other, id, RelationshipType::Sibling, None, "Midwife");
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

    fn moves(&mut self, at: Wall, taker: usize, place: usize) {
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
    fn renames(&mut self, at: Wall, taker: usize, place: usize) {
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

    fn change_schools(&mut self, at: Wall, taker: usize, place: usize) {
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

impl Kid {
    /// Completed years on a day; −1 before birth.
    pub(super) fn years(&self, days: &super::Days, on: Day) -> i16 {
        if self.unborn {
            return -1;
        }
        domain::person::identity::years(days.date(self.born), days.date(on))
    }

    fn sex_code(&self) -> &'static str {
        match (self.unborn, self.girl) {
            (true, _) => "U",
            (false, true) => "F",
            (false, false) => "M",
        }
    }

    pub(super) fn school(&self) -> Option<usize> {
        self.school.map(|(school, _)| school)
    }

    /// The entry has its number.
    fn settle(&mut self, seq: i64) {
        let all = [
            &mut self.name,
            &mut self.birth,
            &mut self.sex,
            &mut self.address,
            &mut self.member,
        ];
        for said in all.into_iter().chain(self.school.as_mut().map(|(_, said)| said)) {
            said.at.seq = seq;
        }
    }
}

impl Family {
    fn settle(&mut self, seq: i64) {
        for said in [&mut self.mother.name, &mut self.mother.address, &mut self.mother.member] {
            said.at.seq = seq;
        }
        for kid in &mut self.kids {
            kid.settle(seq);
        }
    }

    fn address(&self, id: PersonId, record: domain::ids::RecordId, from: Option<Date>, to: Option<Date>) -> NewFact {
        let body = AddressRecorded {
            kind: "home".into(),
            line: self.line(),
            postcode: self.postcode(),
            from,
            to,
            confidential: false,
        };
        NewFact::record(id, record, body)
    }

    fn member(&self, id: PersonId, record: domain::ids::RecordId, from: Option<Date>, to: Option<Date>) -> NewFact {
        let body = MemberRecorded {
            person: id,
            from,
            to,
            said_by: "The caller".into(),
        };
        NewFact::record(self.home, record, body).about(About::other(id, "mentioned"))
    }
}

fn ord(place: usize) -> i32 {
    i32::try_from(place).unwrap_or(0)
}

/// The same record, under what it says now.
fn amended(fact: NewFact, said: Said) -> NewFact {
    NewFact {
        effect: domain::ledger::Effect::Correct { amends: said.at },
        ..fact
    }
}
