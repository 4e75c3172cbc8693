//! Civil time in England: what the clock on the wall shows for an instant, and back.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// Built into the binary, so that no machine's own zone files can change a due date.
static LONDON: TimeZone = jiff::tz::get!("Europe/London");

/// The instant with London's clock and offset.
#[must_use]
pub fn zoned(at: Timestamp) -> Zoned {
    at.to_zoned(LONDON.clone())
}

/// The date in London at that instant. 23:30 UTC in July is already tomorrow.
#[must_use]
pub fn date(at: Timestamp) -> Date {
    LONDON.to_datetime(at).date()
}

/// The instant at which London's clocks show this date and time.
///
/// When the clocks go back an hour is shown twice, and the later instant is taken: of two readings the one that starts a
/// clock later cannot make an event earlier than it was. When they go forward an hour is never shown; 01:30 on
/// 30 March 2025 is taken as 02:30, the instant an hour and a half after midnight.
///
/// # Errors
/// When the time is at the very edge of what can be represented, in the years -9999 and 9999.
pub fn instant(local: DateTime) -> Result<Timestamp, jiff::Error> {
    LONDON.to_ambiguous_timestamp(local).later()
}

/// "8 Dec 2026".
#[must_use]
pub fn date_words(date: Date) -> String {
    date.strftime("%-d %b %Y").to_string()
}

/// "8 Dec 2026, 16:30", as London's clocks showed it.
#[must_use]
pub fn time_words(at: Timestamp) -> String {
    zoned(at).strftime("%-d %b %Y, %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_date(at: &str, expect: &str) {
        assert_eq!(date(at.parse().unwrap()).to_string(), expect, "{at}");
    }

    #[test]
    fn knows_the_day_in_london() {
        check_date("2026-07-01T22:59:59Z", "2026-07-01");
        check_date("2026-07-01T23:00:00Z", "2026-07-02");
        check_date("2026-12-01T23:59:59Z", "2026-12-01");
        // The night the clocks go back: 00:30Z is the first 01:30, 01:30Z the second.
        check_date("2025-10-25T23:30:00Z", "2025-10-26");
        check_date("2025-10-26T00:30:00Z", "2025-10-26");
        check_date("2025-10-26T23:30:00Z", "2025-10-26");
        // The last year of the time zone tables in common use, and one after it.
        check_date("2037-07-01T23:30:00Z", "2037-07-02");
        check_date("2050-07-01T23:30:00Z", "2050-07-02");
    }

    fn check_instant(local: &str, expect: &str) {
        let expect: Timestamp = expect.parse().unwrap();
        assert_eq!(instant(local.parse().unwrap()).unwrap(), expect, "{local}");
    }

    #[test]
    fn a_repeated_hour_takes_the_later_instant() {
        check_instant("2025-10-26T00:59", "2025-10-25T23:59Z");
        check_instant("2025-10-26T01:00", "2025-10-26T01:00Z");
        check_instant("2025-10-26T01:30", "2025-10-26T01:30Z");
        check_instant("2025-10-26T02:00", "2025-10-26T02:00Z");
    }

    #[test]
    fn a_skipped_hour_takes_the_instant_after_the_gap() {
        check_instant("2025-03-30T00:59", "2025-03-30T00:59Z");
        check_instant("2025-03-30T01:30", "2025-03-30T01:30Z");
        check_instant("2025-03-30T02:00", "2025-03-30T01:00Z");
    }

    #[test]
    fn shows_times_as_the_pages_do() {
        let at: Timestamp = "2026-07-03T15:30Z".parse().unwrap();
        assert_eq!(time_words(at), "3 Jul 2026, 16:30");
        assert_eq!(date_words(date(at)), "3 Jul 2026");
    }
}
