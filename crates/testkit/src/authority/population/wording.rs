//! Texts with the values of a family and a moment.

use super::super::days::{Day, MINUTE, Wall};
use super::super::places::{TOWNS, source_words};
use super::super::words::Scene;
use super::{Population, day_of};

/// Whose words they are, and of whom.
#[derive(Clone, Copy, Debug)]
pub(super) struct Voice {
    pub family: usize,
    pub kid: usize,
    /// Census code of who told us; empty where nobody did.
    pub source: &'static str,
    /// The service to which the family is sent; empty where there is none.
    pub to: &'static str,
}

impl Voice {
    /// A worker’s own words about a child.
    pub(super) fn own(family: usize, kid: usize) -> Self {
        Self {
            family,
            kid,
            source: "",
            to: "",
        }
    }

    pub(super) fn told_by(source: &'static str, family: usize, kid: usize) -> Self {
        Self {
            source,
            ..Self::own(family, kid)
        }
    }
}

impl Population {
    /// A text with the values of this child’s family and this moment.
    pub(super) fn words(&mut self, at: Wall, of: Voice, text: &str) -> String {
        self.words_on(at, at, of, text)
    }

    /// The same, where what it tells of lies before another moment than the one in which it is written.
    pub(super) fn words_on(&mut self, at: Wall, event: Wall, of: Voice, text: &str) -> String {
        let Voice {
            family: place,
            kid,
            source,
            to,
        } = of;
        const WEEK: [&str; 7] = [
            "on Monday",
            "on Tuesday",
            "on Wednesday",
            "on Thursday",
            "on Friday",
            "on Saturday",
            "on Sunday",
        ];
        let ago = Day::try_from(self.random.between(1, 5)).unwrap_or(1);
        let weekday = self.days.date(day_of(event) - ago).weekday().to_monday_zero_offset();
        // Offices and schools saw it on a working day.
        let weekday = if weekday > 4 && !["6", "3E", "1A", "1B", "1D", "9"].contains(&source) {
            4
        } else {
            weekday
        };
        let n = self.random.between(3, 6);
        let time = Self::time_words(at - self.random.between(4, 24) * MINUTE);
        let family = &self.families[place];
        let k = &family.kids[kid];
        let siblings = family
            .kids
            .iter()
            .enumerate()
            .filter(|(other, s)| *other != kid && !s.unborn)
            .map(|(_, s)| s.given);
        let siblings: Vec<&str> = siblings.collect();
        let sibling = if siblings.is_empty() {
            ""
        } else {
            self.random.pick(&siblings)
        };
        let number = n.to_string();
        let nth = ["third", "fourth", "fifth", "sixth"][usize::try_from(n - 3).unwrap_or(0)];
        let age = k.years(&self.days, day_of(at)).to_string();
        let due = domain::calendar::london::date_words(self.days.date(k.born));
        Scene {
            name: if k.unborn { "the baby" } else { k.given },
            girl: k.girl,
            mum: family.mother.given,
            sibling,
            school: k.school().map_or("", |s| self.schools[s].name.as_str()),
            street: family.street,
            town: TOWNS[family.town].name,
            age: &age,
            day: WEEK[usize::from(weekday.unsigned_abs())],
            number: &number,
            nth,
            due: &due,
            source: source_words(source),
            to,
            time: &time,
        }
        .fill(text)
    }
}
