//! What is written of one person beside the name: numbers, school, what they are called, who they are to others.

use domain::codes::RelationshipType;
use domain::facts::person::*;
use domain::ids::PersonId;
use domain::ledger::{About, NewFact};
use jiff::civil::Date;

use super::super::days::Wall;
use super::super::names;
use super::super::number;
use super::super::places::school_for;
use super::family::{DISABILITIES, Family, Kid};
use super::{Facts, Population, Said, day_of};

impl Population {
    /// School, pupil number, what the child is called, disability, ethnicity.
    pub(super) fn add_details(&mut self, at: Wall, facts: &mut Facts, family: &Family, kid: &mut Kid) {
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

    pub(super) fn at_school(&self, school: usize, years: i16, to: Option<Date>) -> SchoolRecorded {
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

    pub(super) fn identify(&mut self, at: Wall, facts: &mut Facts, id: PersonId, scheme: &str, value: String) {
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
    pub(super) fn nhs(&mut self) -> String {
        loop {
            self.numbers += 1;
            // A step that has no factor in common with the range, so that neighbours do not have neighbouring numbers.
            let six = u32::try_from(u64::from(self.numbers) * 7919 % 990_000).unwrap_or(0);
            if let Some(number) = number::nhs(six).filter(|_| six != 41_723) {
                return number;
            }
        }
    }

    pub(super) fn relate(
        &mut self,
        at: Wall,
        facts: &mut Facts,
        (one, other): (PersonId, PersonId),
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
            parental_responsibility_basis: String::new(),
            said_by: said_by.into(),
        };
        facts.add(NewFact::record(one, record, body).about(About::other(other, "mentioned")));
    }
}
