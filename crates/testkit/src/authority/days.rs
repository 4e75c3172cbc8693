//! The days of the record: five years to the plan's day, and a year beyond for what is due later.
//!
//! Inside the population an instant is a number of seconds on London's clock since the first midnight: cheap to add to, and turned into an
//! instant only when an entry is written.

use domain::calendar::{Calendar, london};
use jiff::civil::Date;
use jiff::{Span, Timestamp};

use super::random::Random;

/// Seconds on London's clock since the first midnight.
pub(super) type Wall = i64;
/// Days since the first.
pub(super) type Day = i32;

pub(super) const MINUTE: i64 = 60;
pub(super) const HOUR: i64 = 3600;
pub(super) const DAY: i64 = 86_400;
/// How many years are recorded.
const YEARS: i16 = 5;

#[derive(Debug)]
pub(super) struct Days {
    first: Date,
    /// The instants of each midnight and each noon: two, because clocks change between them.
    midnight: Vec<Timestamp>,
    noon: Vec<Timestamp>,
    works: Vec<bool>,
    /// The working days, as numbers of days, and for each day how many there were before it.
    working: Vec<Day>,
    before: Vec<u32>,
    term: Vec<bool>,
    /// The plan's day.
    pub today: Day,
}

impl Days {
    pub(super) fn to(today: Date) -> Self {
        let calendar = Calendar::england_and_wales();
        let first = today.saturating_sub(Span::new().years(YEARS));
        let span = first.until(today).map_or(0, |s| s.get_days());
        let mut days = Self {
            first,
            midnight: Vec::new(),
            noon: Vec::new(),
            works: Vec::new(),
            working: Vec::new(),
            before: Vec::new(),
            term: Vec::new(),
            today: span,
        };
        for n in 0..span + 420 {
            let date = days.date(n);
            let at = |hour| london::instant(date.at(hour, 0, 0, 0)).unwrap_or(Timestamp::UNIX_EPOCH);
            days.midnight.push(at(0));
            days.noon.push(at(12));
            let works = calendar
                .is_working_day(date)
                .unwrap_or(date.weekday().to_monday_zero_offset() < 5);
            days.works.push(works);
            days.before.push(u32::try_from(days.working.len()).unwrap_or(0));
            if works {
                days.working.push(n);
            }
            days.term.push(in_term(date));
        }
        days
    }

    pub(super) fn date(&self, day: Day) -> Date {
        self.first.saturating_add(Span::new().days(day))
    }

    /// The day of a date, which may lie before the first.
    pub(super) fn day(&self, date: Date) -> Day {
        self.first.until(date).map_or(0, |s| s.get_days())
    }

    pub(super) fn instant(&self, wall: Wall) -> Timestamp {
        let (day, second) = (usize::try_from(wall / DAY).unwrap_or(0), wall % DAY);
        let (base, rest) = if second < HOUR {
            (self.midnight[day], second)
        } else {
            (self.noon[day], second - 12 * HOUR)
        };
        base.saturating_add(jiff::SignedDuration::from_secs(rest))
            .unwrap_or(base)
    }

    pub(super) fn works(&self, day: Day) -> bool {
        usize::try_from(day)
            .ok()
            .and_then(|d| self.works.get(d))
            .copied()
            .unwrap_or(false)
    }

    pub(super) fn in_term(&self, day: Day) -> bool {
        usize::try_from(day)
            .ok()
            .and_then(|d| self.term.get(d))
            .copied()
            .unwrap_or(false)
    }

    /// The `n`th working day after a day.
    pub(super) fn working_days_after(&self, day: Day, n: u32) -> Day {
        let day = day.max(0);
        let Some(before) = usize::try_from(day).ok().and_then(|d| self.before.get(d)) else {
            return day;
        };
        let place = before + u32::from(self.works(day)) + n - 1;
        self.working.get(place as usize).copied().unwrap_or(day)
    }

    /// How many working days lie after one day, up to and including another.
    pub(super) fn working_days_between(&self, from: Day, to: Day) -> i64 {
        let passed = |day: Day| {
            let before = usize::try_from(day)
                .ok()
                .and_then(|d| self.before.get(d))
                .copied()
                .unwrap_or(0);
            i64::from(before) + i64::from(self.works(day))
        };
        passed(to) - passed(from)
    }

    /// The working day on or before a day.
    pub(super) fn working_day_by(&self, day: Day) -> Day {
        (0..14).map(|back| day - back).find(|d| self.works(*d)).unwrap_or(day)
    }

    /// That moment where people are at their desks, or the next at which they are.
    pub(super) fn at_work(&self, wall: Wall, random: &mut Random) -> Wall {
        let (day, second) = (Day::try_from(wall / DAY).unwrap_or(0), wall % DAY);
        let morning = 8 * HOUR + 30 * MINUTE;
        if self.works(day) && (morning..17 * HOUR).contains(&second) {
            return wall;
        }
        let day = if self.works(day) && second < morning {
            day
        } else {
            self.working_days_after(day, 1)
        };
        i64::from(day) * DAY + morning + random.between(0, 70 * MINUTE)
    }

    /// A moment of a working day.
    pub(super) fn some_time(&self, day: Day, random: &mut Random) -> Wall {
        i64::from(day) * DAY + random.between(9 * HOUR, 16 * HOUR + 50 * MINUTE)
    }
}

/// Whether schools are open, near enough: six half terms and the holidays between them.
fn in_term(date: Date) -> bool {
    let day = i32::from(date.month()) * 100 + i32::from(date.day());
    let holiday = !(106..1220).contains(&day)
        || (215..=222).contains(&day)
        || (330..=414).contains(&day)
        || (525..=601).contains(&day)
        || (722..903).contains(&day)
        || (1024..=1031).contains(&day);
    !holiday
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_and_instants() {
        let days = Days::to(date(2026, 11, 12));
        assert_eq!(days.date(0), date(2021, 11, 12));
        assert_eq!(days.date(days.today), date(2026, 11, 12));
        let check = |on: Date, hour: i8, expect: &str| {
            let wall = i64::from(days.day(on)) * DAY + i64::from(hour) * HOUR;
            assert_eq!(days.instant(wall).to_string(), expect);
        };
        check(date(2026, 7, 22), 16, "2026-07-22T15:00:00Z");
        check(date(2026, 11, 12), 8, "2026-11-12T08:00:00Z");
        check(date(2026, 3, 29), 14, "2026-03-29T13:00:00Z");
        check(date(2026, 10, 25), 0, "2026-10-24T23:00:00Z");
    }

    #[test]
    fn working_days_are_those_of_the_calendar() {
        let days = Days::to(date(2026, 11, 12));
        let calendar = Calendar::england_and_wales();
        for (from, n) in [(date(2026, 10, 6), 45), (date(2025, 12, 20), 1), (date(2026, 4, 2), 3)] {
            let day = days.working_days_after(days.day(from), n);
            assert_eq!(days.date(day), calendar.add_working_days(from, n).unwrap());
            assert_eq!(days.working_days_between(days.day(from), day), i64::from(n));
        }
        assert_eq!(
            days.date(days.working_day_by(days.day(date(2026, 4, 6)))),
            date(2026, 4, 2)
        );
    }
}
