//! What a calendar cannot answer, in words that say what to do.

use super::Limit;
use jiff::civil::Date;

/// Why there is no answer. The calendar would rather give none than a wrong one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The date lies outside the stored bank holidays.
    #[error("{date} is outside the calendar of working days, which runs from 2015-01-01 to 2035-12-31. Check the date")]
    OutOfRange {
        /// The date asked about.
        date: Date,
    },
    /// The answer lies outside the stored bank holidays.
    #[error(
        "{limit} after {from} is later than 2035-12-31, where the calendar of working days ends. Check the date and the limit"
    )]
    RunsOff {
        /// Day 0.
        from: Date,
        /// The limit asked for.
        limit: Limit,
    },
    /// The start is so long ago that it can only be a slip, and London's clocks ran to the second.
    #[error("{date} is before 1900. Check the year")]
    TooLongAgo {
        /// The date given.
        date: Date,
    },
    /// No date or instant can be that far away.
    #[error("{limit} after {start} is later than any date that can be written. Use a shorter limit")]
    TooFar {
        /// Day 0, or the first instant.
        start: String,
        /// The limit asked for.
        limit: Limit,
    },
    /// Hours were asked for from a date without a time.
    #[error("a limit of {limit} needs the time it starts, and only the date {date} is known. Give the time as well")]
    NeedsTime {
        /// The date that has no time.
        date: Date,
        /// The limit asked for.
        limit: Limit,
    },
    /// The limit could not be read.
    #[error(
        "{raw:?} is not a limit. Write a whole number and a unit: 15wd (working days), 42cd (calendar days), 3m (months) or 72h (hours)"
    )]
    BadLimit {
        /// What was given.
        raw: String,
    },
    /// The instant could not be read.
    #[error("{raw:?} is not a time. Write it as 2025-10-26T00:30Z, with Z or an offset such as +01:00 at the end")]
    BadInstant {
        /// What was given.
        raw: String,
    },
    /// A due date could not be read back.
    #[error("{raw:?} is neither a date such as 2026-12-08 nor a time such as 2025-10-29T00:30:00+00:00")]
    BadDue {
        /// What was given.
        raw: String,
    },
}
