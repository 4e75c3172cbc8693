//! The vocabulary and the law of Holdfast. Pure: no I/O, no clock, no randomness, no configuration.
//! Time, calendars and ids come in as arguments.

pub mod calendar;
pub mod canonical;
pub mod codes;
pub mod contact;
pub mod facts;
pub mod household;
pub mod identifiers;
pub mod ids;
pub mod ledger;
pub mod naming;
pub mod person;
pub mod policy;
pub mod roles;
pub mod told;

/// The civil day of an instant in England.
pub fn calendar_day(at: jiff::Timestamp) -> jiff::civil::Date {
    local(at).date()
}

/// The civil date and time of an instant in England.
pub fn local(at: jiff::Timestamp) -> jiff::Zoned {
    // The zone is compiled in (`tzdb-bundle-always`), so it is there; UTC would only shift the hour shown, never an instant stored.
    at.in_tz("Europe/London")
        .unwrap_or_else(|_| at.to_zoned(jiff::tz::TimeZone::UTC))
}
