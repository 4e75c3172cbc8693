//! The bank holidays of England and Wales, 2015 to 2035, one row a date.
//!
//! The rows are the law here, not a rule: a move and a one-off are rows like the rest, and a clock never calculates a
//! holiday. 2015 to 2027 stand as published at gov.uk/bank-holidays. 2028 to 2035 are what the yearly rule proposes and
//! are marked [`Status::NotYetProclaimed`]: when the list is published, a row changes its status, or its date.

use Kind::{Moved, OneOff, Substitute, Usual};
use Status::{NotYetProclaimed, Proclaimed};
use jiff::civil::{Date, date};
use std::borrow::Cow;

/// One day on which nobody counts a working day, besides Saturdays and Sundays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankHoliday {
    /// The day itself: for a substitute or a moved holiday, the day it is kept on.
    pub date: Date,
    /// The name a calendar on the wall would print.
    pub name: Cow<'static, str>,
    /// Why it stands on this day.
    pub kind: Kind,
    /// The statute or proclamation that makes it one.
    pub citation: Cow<'static, str>,
    /// How sure the date is.
    pub status: Status,
}

/// Why a bank holiday stands on its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The day of the yearly rule.
    Usual,
    /// The weekday kept instead of a holiday that falls on a Saturday or Sunday.
    Substitute,
    /// Kept on another day than its usual one, which is a working day that year.
    Moved(Date),
    /// Given once.
    OneOff,
}

/// How sure the date of a bank holiday is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Published by government.
    Proclaimed,
    /// From the yearly rule; nobody has published it yet, so it may still move.
    NotYetProclaimed,
    /// Added by this authority, with its own citation.
    AddedHere,
}

/// The days the built-in rows cover, first and last included.
pub const FIRST_DAY: Date = date(2015, 1, 1);
/// See [`FIRST_DAY`].
pub const LAST_DAY: Date = date(2035, 12, 31);

const COMMON_LAW: &str = "Common law; a working day excludes Christmas Day and Good Friday (SI 2010/959 reg 2 [K])";
const SCHEDULE_1: &str = "Banking and Financial Dealings Act 1971, Schedule 1 paragraph 1";
const PROCLAMATION: &str = "Banking and Financial Dealings Act 1971 s1, royal proclamation; gov.uk/bank-holidays";
const MOVED: &str = "Banking and Financial Dealings Act 1971 s1(2), royal proclamation; gov.uk/bank-holidays";
const ONE_OFF: &str = "Banking and Financial Dealings Act 1971 s1(3), royal proclamation; gov.uk/bank-holidays";

const fn row(date: Date, name: &'static str, kind: Kind, citation: &'static str, status: Status) -> BankHoliday {
    BankHoliday {
        date,
        name: Cow::Borrowed(name),
        kind,
        citation: Cow::Borrowed(citation),
        status,
    }
}

/// The rows, in order of date.
#[rustfmt::skip]
pub const BANK_HOLIDAYS: &[BankHoliday] = &[
    row(date(2015, 1, 1), "New Year’s Day", Usual, PROCLAMATION, Proclaimed),
    row(date(2015, 4, 3), "Good Friday", Usual, COMMON_LAW, Proclaimed),
    row(date(2015, 4, 6), "Easter Monday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2015, 5, 4), "Early May bank holiday", Usual, PROCLAMATION, Proclaimed),
    row(date(2015, 5, 25), "Spring bank holiday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2015, 8, 31), "Summer bank holiday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2015, 12, 25), "Christmas Day", Usual, COMMON_LAW, Proclaimed),
    row(date(2015, 12, 28), "Boxing Day", Substitute, PROCLAMATION, Proclaimed),

    row(date(2016, 1, 1), "New Year’s Day", Usual, PROCLAMATION, Proclaimed),
    row(date(2016, 3, 25), "Good Friday", Usual, COMMON_LAW, Proclaimed),
    row(date(2016, 3, 28), "Easter Monday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2016, 5, 2), "Early May bank holiday", Usual, PROCLAMATION, Proclaimed),
    row(date(2016, 5, 30), "Spring bank holiday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2016, 8, 29), "Summer bank holiday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2016, 12, 26), "Boxing Day", Usual, SCHEDULE_1, Proclaimed),
    row(date(2016, 12, 27), "Christmas Day", Substitute, SCHEDULE_1, Proclaimed),

    row(date(2017, 1, 2), "New Year’s Day", Substitute, PROCLAMATION, Proclaimed),
    row(date(2017, 4, 14), "Good Friday", Usual, COMMON_LAW, Proclaimed),
    row(date(2017, 4, 17), "Easter Monday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2017, 5, 1), "Early May bank holiday", Usual, PROCLAMATION, Proclaimed),
    row(date(2017, 5, 29), "Spring bank holiday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2017, 8, 28), "Summer bank holiday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2017, 12, 25), "Christmas Day", Usual, COMMON_LAW, Proclaimed),
    row(date(2017, 12, 26), "Boxing Day", Usual, SCHEDULE_1, Proclaimed),

    row(date(2018, 1, 1), "New Year’s Day", Usual, PROCLAMATION, Proclaimed),
    row(date(2018, 3, 30), "Good Friday", Usual, COMMON_LAW, Proclaimed),
    row(date(2018, 4, 2), "Easter Monday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2018, 5, 7), "Early May bank holiday", Usual, PROCLAMATION, Proclaimed),
    row(date(2018, 5, 28), "Spring bank holiday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2018, 8, 27), "Summer bank holiday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2018, 12, 25), "Christmas Day", Usual, COMMON_LAW, Proclaimed),
    row(date(2018, 12, 26), "Boxing Day", Usual, SCHEDULE_1, Proclaimed),

    row(date(2019, 1, 1), "New Year’s Day", Usual, PROCLAMATION, Proclaimed),
    row(date(2019, 4, 19), "Good Friday", Usual, COMMON_LAW, Proclaimed),
    row(date(2019, 4, 22), "Easter Monday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2019, 5, 6), "Early May bank holiday", Usual, PROCLAMATION, Proclaimed),
    row(date(2019, 5, 27), "Spring bank holiday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2019, 8, 26), "Summer bank holiday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2019, 12, 25), "Christmas Day", Usual, COMMON_LAW, Proclaimed),
    row(date(2019, 12, 26), "Boxing Day", Usual, SCHEDULE_1, Proclaimed),

    row(date(2020, 1, 1), "New Year’s Day", Usual, PROCLAMATION, Proclaimed),
    row(date(2020, 4, 10), "Good Friday", Usual, COMMON_LAW, Proclaimed),
    row(date(2020, 4, 13), "Easter Monday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2020, 5, 8), "Early May bank holiday (VE day)", Moved(date(2020, 5, 4)), MOVED, Proclaimed),
    row(date(2020, 5, 25), "Spring bank holiday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2020, 8, 31), "Summer bank holiday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2020, 12, 25), "Christmas Day", Usual, COMMON_LAW, Proclaimed),
    row(date(2020, 12, 28), "Boxing Day", Substitute, PROCLAMATION, Proclaimed),

    row(date(2021, 1, 1), "New Year’s Day", Usual, PROCLAMATION, Proclaimed),
    row(date(2021, 4, 2), "Good Friday", Usual, COMMON_LAW, Proclaimed),
    row(date(2021, 4, 5), "Easter Monday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2021, 5, 3), "Early May bank holiday", Usual, PROCLAMATION, Proclaimed),
    row(date(2021, 5, 31), "Spring bank holiday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2021, 8, 30), "Summer bank holiday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2021, 12, 27), "Christmas Day", Substitute, SCHEDULE_1, Proclaimed),
    row(date(2021, 12, 28), "Boxing Day", Substitute, PROCLAMATION, Proclaimed),

    row(date(2022, 1, 3), "New Year’s Day", Substitute, PROCLAMATION, Proclaimed),
    row(date(2022, 4, 15), "Good Friday", Usual, COMMON_LAW, Proclaimed),
    row(date(2022, 4, 18), "Easter Monday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2022, 5, 2), "Early May bank holiday", Usual, PROCLAMATION, Proclaimed),
    row(date(2022, 6, 2), "Spring bank holiday", Moved(date(2022, 5, 30)), MOVED, Proclaimed),
    row(date(2022, 6, 3), "Platinum Jubilee bank holiday", OneOff, ONE_OFF, Proclaimed),
    row(date(2022, 8, 29), "Summer bank holiday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2022, 9, 19), "Bank holiday for the state funeral of Queen Elizabeth II", OneOff, ONE_OFF, Proclaimed),
    row(date(2022, 12, 26), "Boxing Day", Usual, SCHEDULE_1, Proclaimed),
    row(date(2022, 12, 27), "Christmas Day", Substitute, SCHEDULE_1, Proclaimed),

    row(date(2023, 1, 2), "New Year’s Day", Substitute, PROCLAMATION, Proclaimed),
    row(date(2023, 4, 7), "Good Friday", Usual, COMMON_LAW, Proclaimed),
    row(date(2023, 4, 10), "Easter Monday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2023, 5, 1), "Early May bank holiday", Usual, PROCLAMATION, Proclaimed),
    row(date(2023, 5, 8), "Bank holiday for the coronation of King Charles III", OneOff, ONE_OFF, Proclaimed),
    row(date(2023, 5, 29), "Spring bank holiday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2023, 8, 28), "Summer bank holiday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2023, 12, 25), "Christmas Day", Usual, COMMON_LAW, Proclaimed),
    row(date(2023, 12, 26), "Boxing Day", Usual, SCHEDULE_1, Proclaimed),

    row(date(2024, 1, 1), "New Year’s Day", Usual, PROCLAMATION, Proclaimed),
    row(date(2024, 3, 29), "Good Friday", Usual, COMMON_LAW, Proclaimed),
    row(date(2024, 4, 1), "Easter Monday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2024, 5, 6), "Early May bank holiday", Usual, PROCLAMATION, Proclaimed),
    row(date(2024, 5, 27), "Spring bank holiday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2024, 8, 26), "Summer bank holiday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2024, 12, 25), "Christmas Day", Usual, COMMON_LAW, Proclaimed),
    row(date(2024, 12, 26), "Boxing Day", Usual, SCHEDULE_1, Proclaimed),

    row(date(2025, 1, 1), "New Year’s Day", Usual, PROCLAMATION, Proclaimed),
    row(date(2025, 4, 18), "Good Friday", Usual, COMMON_LAW, Proclaimed),
    row(date(2025, 4, 21), "Easter Monday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2025, 5, 5), "Early May bank holiday", Usual, PROCLAMATION, Proclaimed),
    row(date(2025, 5, 26), "Spring bank holiday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2025, 8, 25), "Summer bank holiday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2025, 12, 25), "Christmas Day", Usual, COMMON_LAW, Proclaimed),
    row(date(2025, 12, 26), "Boxing Day", Usual, SCHEDULE_1, Proclaimed),

    row(date(2026, 1, 1), "New Year’s Day", Usual, PROCLAMATION, Proclaimed),
    row(date(2026, 4, 3), "Good Friday", Usual, COMMON_LAW, Proclaimed),
    row(date(2026, 4, 6), "Easter Monday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2026, 5, 4), "Early May bank holiday", Usual, PROCLAMATION, Proclaimed),
    row(date(2026, 5, 25), "Spring bank holiday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2026, 8, 31), "Summer bank holiday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2026, 12, 25), "Christmas Day", Usual, COMMON_LAW, Proclaimed),
    row(date(2026, 12, 28), "Boxing Day", Substitute, PROCLAMATION, Proclaimed),

    row(date(2027, 1, 1), "New Year’s Day", Usual, PROCLAMATION, Proclaimed),
    row(date(2027, 3, 26), "Good Friday", Usual, COMMON_LAW, Proclaimed),
    row(date(2027, 3, 29), "Easter Monday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2027, 5, 3), "Early May bank holiday", Usual, PROCLAMATION, Proclaimed),
    row(date(2027, 5, 31), "Spring bank holiday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2027, 8, 30), "Summer bank holiday", Usual, SCHEDULE_1, Proclaimed),
    row(date(2027, 12, 27), "Christmas Day", Substitute, SCHEDULE_1, Proclaimed),
    row(date(2027, 12, 28), "Boxing Day", Substitute, PROCLAMATION, Proclaimed),

    row(date(2028, 1, 3), "New Year’s Day", Substitute, PROCLAMATION, NotYetProclaimed),
    row(date(2028, 4, 14), "Good Friday", Usual, COMMON_LAW, NotYetProclaimed),
    row(date(2028, 4, 17), "Easter Monday", Usual, SCHEDULE_1, NotYetProclaimed),
    row(date(2028, 5, 1), "Early May bank holiday", Usual, PROCLAMATION, NotYetProclaimed),
    row(date(2028, 5, 29), "Spring bank holiday", Usual, SCHEDULE_1, NotYetProclaimed),
    row(date(2028, 8, 28), "Summer bank holiday", Usual, SCHEDULE_1, NotYetProclaimed),
    row(date(2028, 12, 25), "Christmas Day", Usual, COMMON_LAW, NotYetProclaimed),
    row(date(2028, 12, 26), "Boxing Day", Usual, SCHEDULE_1, NotYetProclaimed),

    row(date(2029, 1, 1), "New Year’s Day", Usual, PROCLAMATION, NotYetProclaimed),
    row(date(2029, 3, 30), "Good Friday", Usual, COMMON_LAW, NotYetProclaimed),
    row(date(2029, 4, 2), "Easter Monday", Usual, SCHEDULE_1, NotYetProclaimed),
    row(date(2029, 5, 7), "Early May bank holiday", Usual, PROCLAMATION, NotYetProclaimed),
    row(date(2029, 5, 28), "Spring bank holiday", Usual, SCHEDULE_1, NotYetProclaimed),
    row(date(2029, 8, 27), "Summer bank holiday", Usual, SCHEDULE_1, NotYetProclaimed),
    row(date(2029, 12, 25), "Christmas Day", Usual, COMMON_LAW, NotYetProclaimed),
    row(date(2029, 12, 26), "Boxing Day", Usual, SCHEDULE_1, NotYetProclaimed),

    row(date(2030, 1, 1), "New Year’s Day", Usual, PROCLAMATION, NotYetProclaimed),
    row(date(2030, 4, 19), "Good Friday", Usual, COMMON_LAW, NotYetProclaimed),
    row(date(2030, 4, 22), "Easter Monday", Usual, SCHEDULE_1, NotYetProclaimed),
    row(date(2030, 5, 6), "Early May bank holiday", Usual, PROCLAMATION, NotYetProclaimed),
    row(date(2030, 5, 27), "Spring bank holiday", Usual, SCHEDULE_1, NotYetProclaimed),
    row(date(2030, 8, 26), "Summer bank holiday", Usual, SCHEDULE_1, NotYetProclaimed),
    row(date(2030, 12, 25), "Christmas Day", Usual, COMMON_LAW, NotYetProclaimed),
    row(date(2030, 12, 26), "Boxing Day", Usual, SCHEDULE_1, NotYetProclaimed),

    row(date(2031, 1, 1), "New Year’s Day", Usual, PROCLAMATION, NotYetProclaimed),
    row(date(2031, 4, 11), "Good Friday", Usual, COMMON_LAW, NotYetProclaimed),
    row(date(2031, 4, 14), "Easter Monday", Usual, SCHEDULE_1, NotYetProclaimed),
    row(date(2031, 5, 5), "Early May bank holiday", Usual, PROCLAMATION, NotYetProclaimed),
    row(date(2031, 5, 26), "Spring bank holiday", Usual, SCHEDULE_1, NotYetProclaimed),
    row(date(2031, 8, 25), "Summer bank holiday", Usual, SCHEDULE_1, NotYetProclaimed),
    row(date(2031, 12, 25), "Christmas Day", Usual, COMMON_LAW, NotYetProclaimed),
    row(date(2031, 12, 26), "Boxing Day", Usual, SCHEDULE_1, NotYetProclaimed),

    row(date(2032, 1, 1), "New Year’s Day", Usual, PROCLAMATION, NotYetProclaimed),
    row(date(2032, 3, 26), "Good Friday", Usual, COMMON_LAW, NotYetProclaimed),
    row(date(2032, 3, 29), "Easter Monday", Usual, SCHEDULE_1, NotYetProclaimed),
    row(date(2032, 5, 3), "Early May bank holiday", Usual, PROCLAMATION, NotYetProclaimed),
    row(date(2032, 5, 31), "Spring bank holiday", Usual, SCHEDULE_1, NotYetProclaimed),
    row(date(2032, 8, 30), "Summer bank holiday", Usual, SCHEDULE_1, NotYetProclaimed),
    row(date(2032, 12, 27), "Christmas Day", Substitute, SCHEDULE_1, NotYetProclaimed),
    row(date(2032, 12, 28), "Boxing Day", Substitute, PROCLAMATION, NotYetProclaimed),

    row(date(2033, 1, 3), "New Year’s Day", Substitute, PROCLAMATION, NotYetProclaimed),
    row(date(2033, 4, 15), "Good Friday", Usual, COMMON_LAW, NotYetProclaimed),
    row(date(2033, 4, 18), "Easter Monday", Usual, SCHEDULE_1, NotYetProclaimed),
    row(date(2033, 5, 2), "Early May bank holiday", Usual, PROCLAMATION, NotYetProclaimed),
    row(date(2033, 5, 30), "Spring bank holiday", Usual, SCHEDULE_1, NotYetProclaimed),
    row(date(2033, 8, 29), "Summer bank holiday", Usual, SCHEDULE_1, NotYetProclaimed),
    row(date(2033, 12, 26), "Boxing Day", Usual, SCHEDULE_1, NotYetProclaimed),
    row(date(2033, 12, 27), "Christmas Day", Substitute, SCHEDULE_1, NotYetProclaimed),

    row(date(2034, 1, 2), "New Year’s Day", Substitute, PROCLAMATION, NotYetProclaimed),
    row(date(2034, 4, 7), "Good Friday", Usual, COMMON_LAW, NotYetProclaimed),
    row(date(2034, 4, 10), "Easter Monday", Usual, SCHEDULE_1, NotYetProclaimed),
    row(date(2034, 5, 1), "Early May bank holiday", Usual, PROCLAMATION, NotYetProclaimed),
    row(date(2034, 5, 29), "Spring bank holiday", Usual, SCHEDULE_1, NotYetProclaimed),
    row(date(2034, 8, 28), "Summer bank holiday", Usual, SCHEDULE_1, NotYetProclaimed),
    row(date(2034, 12, 25), "Christmas Day", Usual, COMMON_LAW, NotYetProclaimed),
    row(date(2034, 12, 26), "Boxing Day", Usual, SCHEDULE_1, NotYetProclaimed),

    row(date(2035, 1, 1), "New Year’s Day", Usual, PROCLAMATION, NotYetProclaimed),
    row(date(2035, 3, 23), "Good Friday", Usual, COMMON_LAW, NotYetProclaimed),
    row(date(2035, 3, 26), "Easter Monday", Usual, SCHEDULE_1, NotYetProclaimed),
    row(date(2035, 5, 7), "Early May bank holiday", Usual, PROCLAMATION, NotYetProclaimed),
    row(date(2035, 5, 28), "Spring bank holiday", Usual, SCHEDULE_1, NotYetProclaimed),
    row(date(2035, 8, 27), "Summer bank holiday", Usual, SCHEDULE_1, NotYetProclaimed),
    row(date(2035, 12, 25), "Christmas Day", Usual, COMMON_LAW, NotYetProclaimed),
    row(date(2035, 12, 26), "Boxing Day", Usual, SCHEDULE_1, NotYetProclaimed),
];
