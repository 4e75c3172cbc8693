//! Dates as a census writes them.

use jiff::civil::Date;

/// An `xs:date`, or the date of an `xs:dateTime`, and whether anything follows the date.
///
/// Day-month-year is not guessed at: 03/04/2025 is two days, and a wrong date is worse than none.
pub(super) fn date_and_more(text: &str) -> Option<(Date, bool)> {
    let (day, more) = text.split_at_checked(10)?;
    let digits = |range: std::ops::Range<usize>| -> Option<i16> {
        let part = day.get(range)?;
        let all = part.bytes().all(|byte| byte.is_ascii_digit());
        if all { part.parse().ok() } else { None }
    };
    let parts = (digits(0..4)?, digits(5..7)?, digits(8..10)?);
    let dashes = day.get(4..5)? == "-" && day.get(7..8)? == "-";
    let zone_or_time =
        more.is_empty() || more.starts_with('T') || more == "Z" || (more.starts_with(['+', '-']) && more.len() == 6);
    if !dashes || !zone_or_time || parts.0 == 0 {
        return None;
    }
    let read = Date::new(parts.0, parts.1.try_into().ok()?, parts.2.try_into().ok()?).ok()?;
    Some((read, !more.is_empty()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_are_read_as_the_specification_writes_them() {
        for (text, expect) in [
            ("2025-03-31", Some((date(2025, 3, 31), false))),
            ("1066-04-13", Some((date(1066, 4, 13), false))),
            ("2024-02-29", Some((date(2024, 2, 29), false))),
            ("2025-03-31Z", Some((date(2025, 3, 31), true))),
            ("2025-03-31+01:00", Some((date(2025, 3, 31), true))),
            ("2025-03-31T00:00:00", Some((date(2025, 3, 31), true))),
            ("2025-02-29", None),
            ("2025-13-01", None),
            ("0000-01-01", None),
            ("31/03/2025", None),
            ("31-03-2025", None),
            ("2025-3-31", None),
            ("20250331", None),
            ("2025-03-31 or so", None),
            ("2025-03-3", None),
            ("+025-03-31", None),
            ("２０２５-03-31", None),
            ("", None),
        ] {
            assert_eq!(date_and_more(text), expect, "{text}");
        }
    }
}
