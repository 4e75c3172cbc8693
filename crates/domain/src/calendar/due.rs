//! When something is due.

use super::{Calendar, CalendarError, Limit, Unit, london};
use jiff::civil::Date;
use jiff::{Span, Timestamp};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// When something happened: an instant where the time is known, else the date it happened on in England.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Moment {
    /// Only the date is known, as for most of what a census brings.
    On(Date),
    /// The instant is known.
    At(Timestamp),
}

impl Moment {
    /// The date in London.
    #[must_use]
    pub fn date(self) -> Date {
        match self {
            Self::On(date) => date,
            Self::At(at) => london::date(at),
        }
    }
}

impl From<Date> for Moment {
    fn from(date: Date) -> Self {
        Self::On(date)
    }
}

impl From<Timestamp> for Moment {
    fn from(at: Timestamp) -> Self {
        Self::At(at)
    }
}

/// When something has to be done: by the end of a day in London or, for limits in hours, by an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Due {
    /// Any time on that date, by London's clocks.
    On(Date),
    /// By that instant.
    At(Timestamp),
}

impl Due {
    /// The date in London.
    #[must_use]
    pub fn date(self) -> Date {
        match self {
            Self::On(date) => date,
            Self::At(at) => london::date(at),
        }
    }

    /// "8 Dec 2026", or with its time "15 Nov 2026, 10:58".
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::On(date) => london::date_words(date),
            Self::At(at) => london::time_words(at),
        }
    }

    /// Whether something done then was done in time. A date alone counts for the whole of that day.
    #[must_use]
    pub fn met_by(self, moment: Moment) -> bool {
        match (self, moment) {
            (Self::At(due), Moment::At(at)) => at <= due,
            (due, moment) => moment.date() <= due.date(),
        }
    }
}

/// A date, `2026-12-08`, or an instant with London's offset, `2025-10-29T00:30:00+00:00`. Parses back to the same.
impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(date) => write!(f, "{date}"),
            Self::At(at) => {
                let zoned = london::zoned(*at);
                write!(f, "{}", zoned.timestamp().display_with_offset(zoned.offset()))
            }
        }
    }
}

impl FromStr for Due {
    type Err = CalendarError;

    fn from_str(raw: &str) -> Result<Self, Self::Err> {
        let read = if raw.contains(['T', 't']) {
            raw.parse().map(Self::At)
        } else {
            raw.parse().map(Self::On)
        };
        read.map_err(|_| CalendarError::BadDue { raw: raw.to_owned() })
    }
}

impl Serialize for Due {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Due {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        raw.parse().map_err(serde::de::Error::custom)
    }
}

impl Calendar {
    /// When something that started then is due.
    ///
    /// Days and months are counted from the date in London, which is day 0; hours from the instant. Only working days
    /// need the stored bank holidays: the other units are answered for any year from 1900.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`] and [`CalendarError::RunsOff`] for working days outside 2015 to 2035,
    /// [`CalendarError::NeedsTime`] for hours from a date alone, [`CalendarError::TooLongAgo`] before 1900 and
    /// [`CalendarError::TooFar`] beyond the year 9999.
    pub fn due(&self, start: impl Into<Moment>, limit: Limit) -> Result<Due, CalendarError> {
        let start = start.into();
        let too_far = |start: String| CalendarError::TooFar { start, limit };
        let day_0 = start.date();
        if day_0.year() < 1900 {
            return Err(CalendarError::TooLongAgo { date: day_0 });
        }
        let later = |span: Result<Span, jiff::Error>| {
            span.and_then(|span| day_0.checked_add(span))
                .map(Due::On)
                .map_err(|_| too_far(day_0.to_string()))
        };
        match (limit.unit, start) {
            (Unit::WorkingDays, _) => self.add_working_days(day_0, limit.n).map(Due::On),
            (Unit::CalendarDays, _) => later(Span::new().try_days(limit.n)),
            (Unit::Months, _) => later(Span::new().try_months(limit.n)),
            (Unit::Hours, Moment::On(date)) => Err(CalendarError::NeedsTime { date, limit }),
            (Unit::Hours, Moment::At(at)) => Span::new()
                .try_hours(limit.n)
                .and_then(|span| at.checked_add(span))
                .map(Due::At)
                .map_err(|_| too_far(at.to_string())),
        }
    }

    /// One working day before it is due: the day to aim for, since some authorities count the day of the event as day 1.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`] when that lies outside 2015 to 2035.
    pub fn last_safe_day(&self, due: Due) -> Result<Date, CalendarError> {
        self.working_day_before(due.date())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(start: &str, limit: &str, expect: &str) {
        let calendar = Calendar::england_and_wales();
        let start: Timestamp = start.parse().unwrap();
        let due = calendar.due(start, limit.parse().unwrap());
        let due = due.map_or_else(|error| error.to_string(), |due| due.to_string());
        assert_eq!(due, expect, "{start} + {limit}");
    }

    #[test]
    fn working_days_run_from_the_london_date() {
        check("2025-10-26T00:30Z", "15wd", "2025-11-14");
        check("2025-10-26T01:30Z", "15wd", "2025-11-14");
        // Half past eleven on a summer Thursday by UTC is Friday in London, so Monday is day 1.
        check("2026-07-02T23:30Z", "1wd", "2026-07-06");
        check("2026-07-02T22:30Z", "1wd", "2026-07-03");
        check("2026-11-14T10:00Z", "1wd", "2026-11-16");
        check("2026-10-06T09:40Z", "45wd", "2026-12-08");
    }

    #[test]
    fn calendar_days_and_months() {
        check("2026-11-12T10:00Z", "0cd", "2026-11-12");
        check("2026-11-12T10:00Z", "7cd", "2026-11-19");
        check("2026-11-12T10:00Z", "42cd", "2026-12-24");
        check("2025-11-30T10:00Z", "3m", "2026-02-28");
        check("2027-11-30T10:00Z", "3m", "2028-02-29");
        check("2026-01-31T10:00Z", "1m", "2026-02-28");
        check("2026-08-31T10:00Z", "6m", "2027-02-28");
        check("2026-12-31T10:00Z", "3m", "2027-03-31");
        check("2026-06-30T23:30Z", "6m", "2027-01-01");
        // No bank holiday is needed for these, so any year is answered.
        check("2012-01-31T10:00Z", "1m", "2012-02-29");
        check("2040-01-01T10:00Z", "42cd", "2040-02-12");
    }

    #[test]
    fn hours_run_on_the_instant() {
        // Both readings of half past one on the night the clocks go back.
        check("2025-10-26T00:30Z", "72h", "2025-10-29T00:30:00+00:00");
        check("2025-10-26T01:30Z", "72h", "2025-10-29T01:30:00+00:00");
        check("2025-10-25T00:30Z", "24h", "2025-10-26T01:30:00+01:00");
        check("2025-10-25T01:30Z", "24h", "2025-10-26T01:30:00+00:00");
        // Across the spring change: 72 hours from Friday 12:00 GMT end on Monday at 13:00 BST.
        check("2025-03-28T12:00Z", "72h", "2025-03-31T13:00:00+01:00");
        check("2025-12-24T18:00Z", "72h", "2025-12-27T18:00:00+00:00");
        check("2026-07-03T15:30:20.5Z", "1h", "2026-07-03T17:30:20.5+01:00");
    }

    #[test]
    fn gives_no_answer_it_does_not_have() {
        check(
            "2014-12-31T10:00Z",
            "1wd",
            "2014-12-31 is outside the calendar of working days, which runs from 2015-01-01 to 2035-12-31. Check the date",
        );
        check(
            "2035-12-31T10:00Z",
            "1wd",
            "1wd after 2035-12-31 is later than 2035-12-31, where the calendar of working days ends. Check the date and the limit",
        );
        check("1899-12-31T23:59Z", "72h", "1899-12-31 is before 1900. Check the year");
        check("1900-01-01T00:00Z", "72h", "1900-01-04T00:00:00+00:00");
        let calendar = Calendar::england_and_wales();
        let from = date(2026, 11, 12);
        for limit in [
            Limit::calendar_days(u32::MAX),
            Limit::months(u32::MAX),
            Limit::months(120_000),
        ] {
            assert!(
                matches!(calendar.due(from, limit), Err(CalendarError::TooFar { .. })),
                "{limit}"
            );
        }
        let at = Timestamp::UNIX_EPOCH;
        for limit in [Limit::hours(u32::MAX), Limit::hours(100_000_000)] {
            assert!(
                matches!(calendar.due(at, limit), Err(CalendarError::TooFar { .. })),
                "{limit}"
            );
        }
        assert_eq!(
            calendar.due(from, Limit::hours(72)),
            Err(CalendarError::NeedsTime {
                date: from,
                limit: Limit::hours(72)
            })
        );
    }

    #[test]
    fn last_safe_day_is_a_working_day_earlier() {
        let calendar = Calendar::england_and_wales();
        let check = |due: Due, expect| assert_eq!(calendar.last_safe_day(due), Ok(expect), "{due}");
        check(Due::On(date(2026, 12, 8)), date(2026, 12, 7));
        check(Due::On(date(2026, 11, 16)), date(2026, 11, 13));
        // Due on a Sunday: the Friday before it. After Easter: the Thursday before it.
        check(Due::On(date(2026, 11, 15)), date(2026, 11, 13));
        check(Due::On(date(2025, 4, 22)), date(2025, 4, 17));
        check(Due::At("2026-11-16T09:00Z".parse().unwrap()), date(2026, 11, 13));
    }

    #[test]
    fn reads_back_what_it_writes() {
        for raw in ["2026-12-08", "2025-10-29T00:30:00+00:00", "2025-10-26T01:30:00+01:00"] {
            let due: Due = raw.parse().unwrap();
            assert_eq!(due.to_string(), raw);
            let json = serde_json::to_string(&due).unwrap();
            assert_eq!(serde_json::from_str::<Due>(&json).unwrap(), due);
        }
        assert!("tomorrow".parse::<Due>().is_err());
    }

    #[test]
    fn a_date_counts_for_its_whole_day() {
        let check = |due: &str, moment: Moment, expect| {
            assert_eq!(
                due.parse::<Due>().unwrap().met_by(moment),
                expect,
                "{due} by {moment:?}"
            );
        };
        let at = |raw: &str| Moment::At(raw.parse().unwrap());
        check("2026-12-08", at("2026-12-08T23:59Z"), true);
        check("2026-12-08", at("2026-12-09T00:00Z"), false);
        check("2026-07-08", at("2026-07-08T23:00Z"), false);
        check("2026-12-08", Moment::On(date(2026, 12, 8)), true);
        check("2026-12-08T10:00:00+00:00", at("2026-12-08T10:00Z"), true);
        check("2026-12-08T10:00:00+00:00", at("2026-12-08T10:00:01Z"), false);
        check("2026-12-08T10:00:00+00:00", Moment::On(date(2026, 12, 8)), true);
    }
}
