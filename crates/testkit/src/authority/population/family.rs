//! Families: who is in them, and how they come on record, grow, move and change their names.

use domain::codes::RelationshipType;
use domain::facts::household::MemberRecorded;
use domain::facts::person::*;
use domain::ids::{HouseholdId, PersonId};
use domain::ledger::{About, NewFact};
use jiff::civil::Date;

use super::super::days::{Day, Wall};
use super::super::names::Stock;
use super::super::places::{STREETS, TOWNS};
use super::Said;

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
    pub name: Said,
    pub birth: Said,
    pub sex: Said,
    pub address: Said,
    pub member: Said,
    pub school: Option<(usize, Said)>,
    pub in_case: bool,
}

/// The mother: the one adult whose name the words use.
#[derive(Clone, Debug)]
pub(super) struct Mother {
    pub id: PersonId,
    pub given: &'static str,
    pub surname: &'static str,
    pub born: Day,
    pub name: Said,
    pub address: Said,
    pub member: Said,
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
    pub home: HouseholdId,
    pub town: usize,
    pub street: &'static str,
    pub house: i64,
    /// Since when they have lived there, where it is known.
    pub since: Option<Date>,
    pub stock: &'static Stock,
    pub ethnicity: &'static str,
    pub mother: Mother,
    pub kids: Vec<Kid>,
    pub earlier: Vec<Earlier>,
    /// A strategy discussion was called and what came of it is not recorded.
    pub discussion: bool,
    /// Sealed: nobody rings about them any more.
    pub gone: bool,
    pub cases: Vec<usize>,
    /// The day on which the latest case was closed.
    pub closed: Option<Day>,
}

impl Family {
    /// A contact waits for its decision: nothing is closed over it.
    pub(super) fn waits(&self) -> bool {
        self.earlier.iter().rev().take(6).any(|e| e.outcome.is_none())
    }

    pub(super) fn line(&self) -> String {
        format!("{} {}, {}", self.house, self.street, TOWNS[self.town].name)
    }

    pub(super) fn stock_women(&self) -> &'static [&'static str] {
        self.stock.women
    }

    pub(super) fn stock_men(&self) -> &'static [&'static str] {
        self.stock.men
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

    pub(super) fn postcode(&self) -> String {
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
pub(super) const ETHNICITIES: &[(&str, u64)] = &[
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

pub(super) const DISABILITIES: &[(&str, u64)] = &[
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
pub(super) const RELATIVES: &[(u64, bool, RelationshipType)] = &[
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

impl Kid {
    /// Completed years on a day; −1 before birth.
    pub(super) fn years(&self, days: &super::Days, on: Day) -> i16 {
        if self.unborn {
            return -1;
        }
        domain::person::identity::years(days.date(self.born), days.date(on))
    }

    pub(super) fn sex_code(&self) -> &'static str {
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
    pub(super) fn settle(&mut self, seq: i64) {
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
    pub(super) fn settle(&mut self, seq: i64) {
        for said in [&mut self.mother.name, &mut self.mother.address, &mut self.mother.member] {
            said.at.seq = seq;
        }
        for kid in &mut self.kids {
            kid.settle(seq);
        }
    }

    pub(super) fn address(
        &self,
        id: PersonId,
        record: domain::ids::RecordId,
        from: Option<Date>,
        to: Option<Date>,
    ) -> NewFact {
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

    pub(super) fn member(
        &self,
        id: PersonId,
        record: domain::ids::RecordId,
        from: Option<Date>,
        to: Option<Date>,
    ) -> NewFact {
        let body = MemberRecorded {
            person: id,
            from,
            to,
            said_by: "The caller".into(),
        };
        NewFact::record(self.home, record, body).about(About::other(id, "mentioned"))
    }
}

pub(super) fn ord(place: usize) -> i32 {
    i32::try_from(place).unwrap_or(0)
}
