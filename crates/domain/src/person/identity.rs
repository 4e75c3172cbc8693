//! Who somebody is, in the words of an identity bar.

use jiff::civil::Date;

use super::Person;
use crate::facts::person::*;
use crate::told::Told;

impl Person {
    /// The name that stands for official purposes: the latest legal one, or else the latest of any kind. Of records that were joined the one that
    /// leads gives it; that the others say something else is a finding.
    pub fn legal_name(&self) -> Option<&Told<NameRecorded>> {
        let legal = |n: &&Told<NameRecorded>| n.kind == NameKind::Legal;
        let of_leading = |n: &&Told<NameRecorded>| legal(n) && n.origin.written_to == self.id.into();
        self.names
            .iter()
            .rfind(of_leading)
            .or_else(|| self.names.iter().rfind(legal))
            .or_else(|| self.names.iter().rfind(|n| n.kind != NameKind::Former))
            .or(self.names.last())
    }

    /// The name the person likes, where one is recorded and not ended.
    pub fn preferred_name(&self) -> Option<&Told<NameRecorded>> {
        self.names
            .iter()
            .rfind(|n| n.kind == NameKind::Preferred && n.to.is_none())
    }

    /// The heading of the record. A census holds no names [Sem 22]; an unborn child may have none yet.
    pub fn display_name(&self) -> String {
        match (self.legal_name(), self.birth().map(|b| &b.value)) {
            (Some(name), _) => name.full(),
            (None, Some(BirthRecorded::Expected { on })) => format!("Unborn, due {}", day(*on)),
            (None, _) => "Name not recorded".into(),
        }
    }

    /// What to call them in a sentence: the preferred given name, or else the legal one.
    pub fn called(&self) -> String {
        let name = self.preferred_name().or_else(|| self.legal_name());
        match name {
            Some(n) if !n.given.trim().is_empty() => n.given.clone(),
            Some(n) => n.full(),
            None => self.display_name(),
        }
    }

    /// The best known birth: an exact date before an estimate before an expected one, and the latest of its kind.
    pub fn birth(&self) -> Option<&Told<BirthRecorded>> {
        let rank = |b: &Told<BirthRecorded>| match b.value {
            BirthRecorded::Exact { .. } => 2,
            BirthRecorded::Estimated { .. } => 1,
            BirthRecorded::Expected { .. } => 0,
        };
        self.births.iter().max_by_key(|b| (rank(b), b.origin.fact))
    }

    /// The day of birth to reckon ages from; `None` before birth or where nothing is known.
    pub fn born_on(&self) -> Option<Date> {
        match self.birth()?.value {
            BirthRecorded::Exact { on } | BirthRecorded::Estimated { on, .. } => Some(on),
            BirthRecorded::Expected { .. } => None,
        }
    }

    pub fn is_unborn(&self) -> bool {
        matches!(self.birth().map(|b| &b.value), Some(BirthRecorded::Expected { .. }))
    }

    /// The registered sex, or `U` where it is not recorded.
    pub fn sex(&self) -> &str {
        self.sexes.last().map_or("U", |s| s.code.as_str())
    }

    /// Girl, boy, woman, man, or child: the first word of the identity line.
    pub fn noun(&self, on: Date) -> &'static str {
        let adult = self.born_on().is_some_and(|b| years(b, on) >= 18);
        match (self.sex(), adult) {
            ("F", true) => "Woman",
            ("F", false) => "Girl",
            ("M", true) => "Man",
            ("M", false) => "Boy",
            (_, true) => "Adult",
            (_, false) if self.is_unborn() => "Unborn",
            (_, false) => "Child",
        }
    }

    /// The value of an identifier, the latest first.
    pub fn identifier(&self, scheme: &str) -> Option<&Told<IdentifierRecorded>> {
        self.identifiers.iter().rfind(|i| i.scheme == scheme)
    }

    /// Where they live now: the latest home address that has not ended, or else the latest of any kind that has not.
    pub fn address(&self) -> Option<&Told<AddressRecorded>> {
        let current = |a: &&Told<AddressRecorded>| a.to.is_none();
        self.addresses
            .iter()
            .filter(current)
            .rfind(|a| a.kind == "home" || a.kind == "placement")
            .or_else(|| self.addresses.iter().rfind(current))
    }

    pub fn school(&self) -> Option<&Told<SchoolRecorded>> {
        self.schools.iter().rfind(|s| s.to.is_none())
    }

    /// The worker responsible on a day.
    pub fn allocated(&self, on: Date) -> Option<&Told<Allocated>> {
        self.allocations
            .iter()
            .rfind(|a| a.from <= on && a.to.is_none_or(|to| to > on))
    }

    /// Age on a day, in words: "8 years 7 months" under 18, years from then, months and weeks for a baby.
    pub fn age_words(&self, on: Date) -> Option<String> {
        match self.birth()?.value {
            BirthRecorded::Exact { on: born } => Some(age_words(born, on)),
            BirthRecorded::Estimated { ref words, .. } => Some(words.clone()),
            BirthRecorded::Expected { on: due } => Some(format!("due {}", day(due))),
        }
    }
}

/// Completed years. Born on 29 February, a year is completed on 1 March of a common year `[K]`.
pub fn years(born: Date, on: Date) -> i16 {
    let had_birthday = (on.month(), on.day()) >= (born.month(), born.day());
    on.year() - born.year() - i16::from(!had_birthday)
}

fn months(born: Date, on: Date) -> i32 {
    let whole = (i32::from(on.year()) - i32::from(born.year())) * 12 + i32::from(on.month()) - i32::from(born.month());
    whole - i32::from(on.day() < born.day())
}

/// "8 years 7 months", "11 months", "3 weeks", "19 years".
pub fn age_words(born: Date, on: Date) -> String {
    let plural = |n: i32, one: &str| {
        if n == 1 {
            format!("1 {one}")
        } else {
            format!("{n} {one}s")
        }
    };
    let months = months(born, on);
    if on < born {
        return "not yet born".into();
    }
    match (i32::from(years(born, on)), months) {
        (y, _) if y >= 18 => plural(y, "year"),
        (y, m) if y >= 2 && m % 12 == 0 => plural(y, "year"),
        (y, m) if y >= 2 => format!("{} {}", plural(y, "year"), plural(m % 12, "month")),
        (_, m) if m >= 3 => plural(m, "month"),
        _ => plural(on.since(born).map_or(0, |s| s.get_days()) / 7, "week"),
    }
}

/// "8y 4m": the age beside an event.
pub fn short_age(born: Date, on: Date) -> Option<String> {
    let m = months(born, on);
    match m {
        m if m < 0 => None,
        m if m < 24 => Some(format!("{m}m")),
        m if m >= 18 * 12 => Some(format!("{}y", m / 12)),
        m => Some(format!("{}y {}m", m / 12, m % 12)),
    }
}

/// "3 Feb 2026".
pub fn day(date: Date) -> String {
    date.strftime("%-d %b %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn ages_in_words() {
        let check = |born: Date, on: Date, expect: &str| assert_eq!(age_words(born, on), expect, "{born} on {on}");
        check(date(2018, 3, 14), date(2026, 11, 12), "8 years 7 months");
        check(date(2018, 3, 14), date(2026, 3, 14), "8 years");
        check(date(2018, 3, 14), date(2026, 3, 13), "7 years 11 months");
        check(date(2025, 12, 1), date(2026, 11, 12), "11 months");
        check(date(2024, 11, 13), date(2026, 11, 12), "23 months");
        check(date(2026, 10, 20), date(2026, 11, 12), "3 weeks");
        check(date(2000, 2, 29), date(2019, 2, 28), "18 years");
        check(date(2000, 2, 29), date(2019, 3, 1), "19 years");
        check(date(2027, 1, 1), date(2026, 11, 12), "not yet born");
    }

    #[test]
    fn the_age_beside_an_event() {
        assert_eq!(
            short_age(date(2018, 3, 14), date(2026, 7, 22)).as_deref(),
            Some("8y 4m")
        );
        assert_eq!(short_age(date(2026, 1, 1), date(2025, 12, 31)), None);
    }
}
