//! Days and times as people type them.

use jiff::civil::{Date, Time};

/// Reads "12 Nov 2026", "12 November 2026", "12/11/2026", "12.11.26" or "2026-11-12". Day before month, as in England; a year of two
/// digits is of this century. `None` where it is no day that exists.
pub fn read_day(text: &str) -> Option<Date> {
    let words: Vec<String> = text
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(|w| w.trim_end_matches(|c| "stndrh".contains(c)).to_owned())
        .zip(
            text.to_lowercase()
                .split(|c: char| !c.is_alphanumeric())
                .filter(|w| !w.is_empty()),
        )
        // "1st" is 1, but "august" keeps its letters.
        .map(|(cut, whole)| {
            if whole.starts_with(|c: char| c.is_ascii_digit()) {
                cut
            } else {
                whole.to_owned()
            }
        })
        .collect();
    let [a, b, c] = words.as_slice() else { return None };
    let number = |w: &String| w.parse::<i16>().ok();
    let (year, month, day) = if a.len() == 4 {
        (number(a)?, month(b)?, number(c)?)
    } else {
        (number(c)?, month(b)?, number(a)?)
    };
    // A year has four digits, or the last two of them; with one or three it was not typed to its end.
    let digits = if a.len() == 4 { 4 } else { c.len() };
    let year = match digits {
        4 => year,
        2 => 2000 + year,
        _ => return None,
    };
    Date::new(year, month, i8::try_from(day).ok()?).ok()
}

fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if let Ok(n) = word.parse::<i8>() {
        return Some(n);
    }
    if word.len() < 3 {
        return None;
    }
    MONTHS
        .iter()
        .position(|m| m.starts_with(word))
        .and_then(|i| i8::try_from(i + 1).ok())
}

/// Reads "16:30", "16.30", "1630", "4:30pm", "9am". `None` where it is no time.
pub fn read_time(text: &str) -> Option<Time> {
    let text = text.trim().to_lowercase().replace(' ', "");
    let (digits, half) = if let Some(t) = text.strip_suffix("pm") {
        (t, Some(12))
    } else if let Some(t) = text.strip_suffix("am") {
        (t, Some(0))
    } else {
        (text.as_str(), None)
    };
    let (hour, minute) = match digits.split_once([':', '.']) {
        Some((h, m)) if m.len() == 2 => (h.parse::<i8>().ok()?, m.parse::<i8>().ok()?),
        Some(_) => return None,
        None if digits.len() == 4 && digits.is_ascii() => (digits[..2].parse().ok()?, digits[2..].parse().ok()?),
        None if half.is_some() => (digits.parse().ok()?, 0),
        None => return None,
    };
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    Time::new(hour, minute, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    #[test]
    fn days_as_people_type_them() {
        for text in [
            "12 Nov 2026",
            "12 november 2026",
            "12/11/2026",
            "12.11.26",
            "2026-11-12",
            "12th Nov, 2026",
        ] {
            assert_eq!(read_day(text), Some(date(2026, 11, 12)), "{text}");
        }
        assert_eq!(read_day("1st August 2026"), Some(date(2026, 8, 1)));
        for text in [
            "",
            "31/02/2026",
            "November 2026",
            "12 No 2026",
            "soon",
            "12/13/2026",
            "1/1/1/2026",
            "12 Nov 202",
            "12 Nov 6",
        ] {
            assert_eq!(read_day(text), None, "{text}");
        }
    }

    #[test]
    fn times_as_people_type_them() {
        for text in ["16:30", "16.30", "1630", "4:30pm", "4.30 PM"] {
            assert_eq!(read_time(text), Some(time(16, 30, 0, 0)), "{text}");
        }
        assert_eq!(read_time("9am"), Some(time(9, 0, 0, 0)));
        assert_eq!(read_time("12am"), Some(time(0, 0, 0, 0)));
        for text in ["", "25:00", "16:5", "half four", "16", "13pm", "é999"] {
            assert_eq!(read_time(text), None, "{text}");
        }
    }
}
