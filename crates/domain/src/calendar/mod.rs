//! Working days, limits and clocks of England and Wales.
//!
//! A working day is Monday to Friday and no bank holiday of England and Wales; council closure days and school
//! holidays count. The day of the event is day 0, whatever day it is; the first working day after it is day 1.
//! Statutory clocks do not pause.
//!
//! ```
//! use domain::calendar::{Calendar, Limit};
//! use jiff::Timestamp;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let calendar = Calendar::england_and_wales();
//! let received: Timestamp = "2026-10-06T09:40Z".parse()?;
//! let due = calendar.due(received, Limit::working_days(45))?;
//! assert_eq!(due.to_string(), "2026-12-08");
//! # Ok(()) }
//! ```

mod bank_holidays;
pub mod batch;
mod clocks;
mod due;
mod error;
mod limit;
pub mod london;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod rule;
mod standing;

pub use bank_holidays::{BankHoliday, FIRST_DAY, Kind, LAST_DAY, Status};
pub use clocks::{CAF_FROM_REFERRAL, CLOCKS, CONTACT_DECISION, ClockKind, LateReason, REFERRAL_DECISION, clock};
pub use due::{Due, Moment};
pub use error::CalendarError;
pub use limit::{Limit, Unit};
pub use standing::{Amount, Standing};

use bank_holidays::BANK_HOLIDAYS;
use jiff::civil::{Date, Weekday};
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// The working days of 2015 to 2035: the built-in bank holidays and what this authority has added.
///
/// Build it once and share it; every question is answered from two tables.
#[derive(Debug, Clone)]
pub struct Calendar {
    holidays: Vec<BankHoliday>,
    version: String,
    /// Every working day, in order.
    working: Vec<Date>,
    /// For each day since [`FIRST_DAY`], how many working days there have been up to and including it.
    counted: Vec<u32>,
}

impl Calendar {
    /// The built-in calendar, nothing added.
    #[must_use]
    pub fn england_and_wales() -> Self {
        Self::of(BANK_HOLIDAYS.to_vec())
    }

    /// The same calendar with one more bank holiday, for one announced after this release was made.
    ///
    /// A date that is no working day already is kept among the rows and changes no answer.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`] when the date is not in the calendar.
    pub fn with_added(
        self,
        date: Date,
        name: impl Into<String>,
        citation: impl Into<String>,
    ) -> Result<Self, CalendarError> {
        index(date)?;
        let mut holidays = self.holidays;
        holidays.push(BankHoliday {
            date,
            name: Cow::Owned(name.into()),
            kind: Kind::OneOff,
            citation: Cow::Owned(citation.into()),
            status: Status::AddedHere,
        });
        Ok(Self::of(holidays))
    }

    fn of(mut holidays: Vec<BankHoliday>) -> Self {
        holidays.sort_by(|a, b| a.date.cmp(&b.date).then_with(|| a.name.cmp(&b.name)));
        let mut rest = holidays.iter().map(|holiday| holiday.date).peekable();
        let (mut working, mut counted) = (Vec::new(), Vec::new());
        for day in FIRST_DAY
            .series(jiff::Span::new().days(1))
            .take_while(|day| *day <= LAST_DAY)
        {
            let mut holiday = false;
            while rest.next_if_eq(&day).is_some() {
                holiday = true;
            }
            if !holiday && !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
                working.push(day);
            }
            counted.push(u32::try_from(working.len()).unwrap_or(u32::MAX));
        }
        let version = version_of(&holidays);
        Self {
            holidays,
            version,
            working,
            counted,
        }
    }

    /// Names the set of dates this calendar answers from: the same dates give the same text whatever order they were
    /// added in, another date gives another text. Stored with a closed clock, so that a closed item is never silently
    /// recomputed.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Every bank holiday, built in and added, in order of date.
    #[must_use]
    pub fn bank_holidays(&self) -> &[BankHoliday] {
        &self.holidays
    }

    /// The last day whose bank holidays have been published; a due date after it may still move.
    #[must_use]
    pub fn published_to(&self) -> Date {
        self.holidays
            .iter()
            .find(|holiday| holiday.status == Status::NotYetProclaimed)
            .map_or(LAST_DAY, |holiday| jiff::civil::date(holiday.date.year() - 1, 12, 31))
    }

    /// Whether people are at work: Monday to Friday and no bank holiday.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`] before 2015 and after 2035.
    pub fn is_working_day(&self, date: Date) -> Result<bool, CalendarError> {
        index(date)?;
        Ok(self.working.binary_search(&date).is_ok())
    }

    /// The `n`th working day after `date`. The date itself is day 0 and may be any day; 0 gives it back unchanged.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`] before 2015 and after 2035, [`CalendarError::RunsOff`] when the answer lies there.
    pub fn add_working_days(&self, date: Date, n: u32) -> Result<Date, CalendarError> {
        let passed = self.passed(date)?;
        if n == 0 {
            return Ok(date);
        }
        let place = passed.checked_add(n).and_then(|place| usize::try_from(place - 1).ok());
        place
            .and_then(|place| self.working.get(place).copied())
            .ok_or(CalendarError::RunsOff {
                from: date,
                limit: Limit::working_days(n),
            })
    }

    /// How many working days lie after `from`, up to and including `to`; negative when `to` is the earlier.
    ///
    /// The inverse of [`add_working_days`](Self::add_working_days): adding `n` gives a date `n` working days away.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`] when either date is before 2015 or after 2035.
    pub fn working_days_between(&self, from: Date, to: Date) -> Result<i64, CalendarError> {
        let (from, to) = (self.passed(from)?, self.passed(to)?);
        Ok(i64::from(to) - i64::from(from))
    }

    /// The last working day before `date`.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`] when the date, or the day before it, is not in the calendar.
    pub fn working_day_before(&self, date: Date) -> Result<Date, CalendarError> {
        index(date)?;
        let place = self.working.partition_point(|day| *day < date);
        place
            .checked_sub(1)
            .and_then(|place| self.working.get(place).copied())
            .ok_or(CalendarError::OutOfRange { date })
    }

    /// Working days from the start of the calendar to `date`, that day included.
    fn passed(&self, date: Date) -> Result<u32, CalendarError> {
        self.counted
            .get(index(date)?)
            .copied()
            .ok_or(CalendarError::OutOfRange { date })
    }
}

/// Days since [`FIRST_DAY`].
fn index(date: Date) -> Result<usize, CalendarError> {
    let outside = CalendarError::OutOfRange { date };
    if date > LAST_DAY {
        return Err(outside);
    }
    usize::try_from(date.duration_since(FIRST_DAY).as_hours() / 24).map_err(|_| outside)
}

fn version_of(holidays: &[BankHoliday]) -> String {
    let mut dates: Vec<Date> = holidays.iter().map(|holiday| holiday.date).collect();
    dates.dedup();
    let mut digest = Sha256::new();
    for date in dates {
        digest.update(date.to_string());
        digest.update("\n");
    }
    let start: String = digest
        .finalize()
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("england-and-wales-{start}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check_add(from: Date, n: u32, expect: Date) {
        let calendar = Calendar::england_and_wales();
        assert_eq!(
            calendar.add_working_days(from, n),
            Ok(expect),
            "{from} + {n} working days"
        );
    }

    #[test]
    fn counts_from_the_day_after_the_event() {
        // The worked example of the child's page: referral Tuesday 6 Oct 2026, 45 working days.
        check_add(date(2026, 10, 6), 45, date(2026, 12, 8));
        // Thursday to Friday; Friday over the weekend; Saturday and Sunday are day 0 too.
        check_add(date(2026, 11, 12), 1, date(2026, 11, 13));
        check_add(date(2026, 11, 13), 1, date(2026, 11, 16));
        check_add(date(2026, 11, 14), 1, date(2026, 11, 16));
        check_add(date(2026, 11, 15), 1, date(2026, 11, 16));
        check_add(date(2026, 11, 14), 0, date(2026, 11, 14));
    }

    #[test]
    fn steps_over_christmas_and_the_new_year() {
        // Wednesday 23 Dec 2026: Thursday 24, then Boxing Day's substitute Monday 28, so Tuesday 29 is day 2.
        check_add(date(2026, 12, 23), 1, date(2026, 12, 24));
        check_add(date(2026, 12, 23), 2, date(2026, 12, 29));
        check_add(date(2026, 12, 31), 1, date(2027, 1, 4));
        // 2027: Christmas Day a Saturday, so Monday 27 and Tuesday 28 are both taken.
        check_add(date(2027, 12, 24), 1, date(2027, 12, 29));
        // 2022: Christmas Day a Sunday, so Monday 26 and Tuesday 27.
        check_add(date(2022, 12, 23), 1, date(2022, 12, 28));
        // New Year's Day a Saturday (2022) and a Sunday (2023).
        check_add(date(2021, 12, 31), 1, date(2022, 1, 4));
        check_add(date(2022, 12, 30), 1, date(2023, 1, 3));
    }

    #[test]
    fn steps_over_easter_and_the_one_offs() {
        check_add(date(2025, 4, 17), 1, date(2025, 4, 22));
        check_add(date(2024, 3, 28), 1, date(2024, 4, 2));
        // The early May holiday of 2020 was kept on Friday 8 May, so Monday 4 May was worked.
        check_add(date(2020, 5, 1), 1, date(2020, 5, 4));
        check_add(date(2020, 5, 7), 1, date(2020, 5, 11));
        // Jubilee: Monday 30 May 2022 was worked, Thursday 2 and Friday 3 June were not.
        check_add(date(2022, 5, 27), 1, date(2022, 5, 30));
        check_add(date(2022, 6, 1), 1, date(2022, 6, 6));
        check_add(date(2022, 9, 16), 1, date(2022, 9, 20));
        check_add(date(2023, 5, 5), 1, date(2023, 5, 9));
    }

    #[test]
    fn refuses_what_it_does_not_cover() {
        let calendar = Calendar::england_and_wales();
        let before = date(2014, 12, 31);
        let after = date(2036, 1, 1);
        for outside in [before, after, Date::MIN, Date::MAX] {
            let refused = CalendarError::OutOfRange { date: outside };
            assert_eq!(calendar.is_working_day(outside), Err(refused.clone()));
            assert_eq!(calendar.add_working_days(outside, 0), Err(refused.clone()));
            assert_eq!(calendar.working_days_between(FIRST_DAY, outside), Err(refused));
        }
        assert_eq!(calendar.is_working_day(FIRST_DAY), Ok(false));
        assert_eq!(calendar.is_working_day(LAST_DAY), Ok(true));
        assert_eq!(calendar.working_day_before(date(2015, 1, 3)), Ok(date(2015, 1, 2)));
        assert!(calendar.working_day_before(date(2015, 1, 2)).is_err());
        for n in [1, 2, u32::MAX] {
            let limit = Limit::working_days(n);
            let runs_off = CalendarError::RunsOff { from: LAST_DAY, limit };
            assert_eq!(calendar.add_working_days(LAST_DAY, n), Err(runs_off));
        }
    }

    #[test]
    fn counts_backwards_as_negative() {
        let calendar = Calendar::england_and_wales();
        let check = |from, to, expect| {
            assert_eq!(calendar.working_days_between(from, to), Ok(expect), "{from} to {to}");
        };
        check(date(2026, 11, 12), date(2026, 12, 8), 18);
        check(date(2026, 11, 3), date(2026, 11, 12), 7);
        check(date(2026, 11, 12), date(2026, 11, 3), -7);
        check(date(2026, 11, 13), date(2026, 11, 15), 0);
    }

    #[test]
    fn an_added_day_changes_answers_and_version() {
        let plain = Calendar::england_and_wales();
        let (first, second) = (date(2026, 11, 16), date(2027, 6, 11));
        let add = |calendar: Calendar, day| {
            calendar
                .with_added(day, "A day of mourning", "Royal proclamation")
                .unwrap()
        };
        let one = add(plain.clone(), first);
        assert_eq!(one.is_working_day(first), Ok(false));
        assert_eq!(one.add_working_days(date(2026, 11, 13), 1), Ok(date(2026, 11, 17)));
        assert_ne!(one.version(), plain.version());
        let ways = [add(one.clone(), second), add(add(plain.clone(), second), first)];
        assert_eq!(ways[0].version(), ways[1].version());
        assert_ne!(ways[0].version(), one.version());
        // A Saturday, or a day that is a holiday already, moves nothing.
        let christmas = add(plain.clone(), date(2026, 12, 25));
        assert_eq!(christmas.version(), plain.version());
        assert_eq!(
            christmas.add_working_days(date(2026, 12, 24), 1),
            Ok(date(2026, 12, 29))
        );
        assert!(plain.with_added(date(2036, 5, 1), "Too late", "None").is_err());
    }

    #[test]
    fn says_how_far_the_holidays_are_published() {
        assert_eq!(Calendar::england_and_wales().published_to(), date(2027, 12, 31));
    }
}
