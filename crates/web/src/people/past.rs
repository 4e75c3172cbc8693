//! Looking back: what date and time were asked for, and what the answer leaves out.

use domain::calendar::london;
use domain::forms::{read_day, read_time};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};

use super::Asked;
use crate::frame::components::Errors;

/// The moment that a page speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    Now,
    Past(Timestamp),
    /// The form was sent: the address of the same page with the moment in it.
    Go(String),
    /// It cannot be read, or has not been yet: field and words.
    Wrong(&'static str, &'static str),
}

/// Reads the moment out of the address. A repeated hour takes the later instant [Sem 6].
pub(super) fn moment(asked: &Asked, now: Timestamp) -> Moment {
    if !asked.date.trim().is_empty() || !asked.time.trim().is_empty() {
        return typed(asked, now);
    }
    let raw = asked.as_known.trim();
    if raw.is_empty() {
        return Moment::Now;
    }
    let at = raw.parse::<Timestamp>().ok().or_else(|| {
        raw.parse::<DateTime>()
            .ok()
            .and_then(|local| london::instant(local).ok())
    });
    match at {
        None => Moment::Wrong("date", UNREADABLE),
        Some(at) if at > now => Moment::Wrong("date", FUTURE),
        Some(at) => Moment::Past(at),
    }
}

const UNREADABLE: &str = "Enter a date, such as 22 Jul 2026";
const UNREADABLE_TIME: &str = "Enter a time, such as 16:30";
const FUTURE: &str = "The date and time must be in the past";

fn typed(asked: &Asked, now: Timestamp) -> Moment {
    let Some(date) = read_date(&asked.date, london::date(now)) else {
        return Moment::Wrong("date", UNREADABLE);
    };
    // A day without a time is that whole day.
    let time = match asked.time.trim() {
        "" if date == london::date(now) => london::zoned(now).time(),
        "" => Time::constant(23, 59, 0, 0),
        raw => match read_time(raw) {
            Some(time) => time,
            None => return Moment::Wrong("time", UNREADABLE_TIME),
        },
    };
    let local = date.to_datetime(time);
    match london::instant(local) {
        Ok(at) if at <= now => Moment::Go(local.strftime("%Y-%m-%dT%H:%M").to_string()),
        _ => Moment::Wrong("date", FUTURE),
    }
}

/// The moment as it stands in an address.
pub(super) fn in_address(at: Timestamp) -> String {
    let local = london::zoned(at).datetime();
    let minute = local.second() == 0 && local.subsec_nanosecond() == 0;
    // A moment between two minutes, or in the first of two like hours, is written as the instant that it is.
    if minute && london::instant(local).is_ok_and(|same| same == at) {
        local.strftime("%Y-%m-%dT%H:%M").to_string()
    } else {
        at.to_string()
    }
}

pub(super) fn errors(field: &'static str, words: &'static str) -> Errors {
    let mut errors = Errors::new();
    errors.add(field, words);
    errors
}

/// A day that a list is asked for, if one was given; what is none, or of no year in which anything can have been recorded, is an error beside its field.
pub(crate) fn asked_day(field: &'static str, raw: &str, today: Date, errors: &mut Errors) -> Option<Date> {
    let read = read_date(raw, today).filter(|day| (1900..2200).contains(&day.year()));
    if read.is_none() && !raw.trim().is_empty() {
        errors.add(field, "Enter a date, such as 22 Jul 2026");
    }
    read
}

/// A date as people write it: "22 Jul 2026", "22 July 2026", "22/7/2026", "2026-07-22", "today", "yesterday".
fn read_date(raw: &str, today: Date) -> Option<Date> {
    let raw = raw.trim().to_lowercase();
    match raw.as_str() {
        "today" => Some(today),
        "yesterday" => today.yesterday().ok(),
        raw => read_day(raw),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_as_people_write_them() {
        let today = date(2026, 11, 12);
        let check = |raw: &str, expect: Option<Date>| assert_eq!(read_date(raw, today), expect, "{raw:?}");
        for raw in [
            "22 Jul 2026",
            "22 july 2026",
            "22/7/2026",
            "22-07-26",
            "22.7.2026",
            "2026-07-22",
            "22nd Jul 2026",
            " 22 jul, 2026 ",
        ] {
            check(raw, Some(date(2026, 7, 22)));
        }
        check("today", Some(today));
        check("Yesterday", Some(date(2026, 11, 11)));
        for raw in [
            "",
            "31 Feb 2026",
            "Jul 2026",
            "22 Ju 2026",
            "2026",
            "22 Jul 202",
            "é",
            "<b>",
            "99/99/9999",
        ] {
            check(raw, None);
        }
    }

    #[test]
    fn times_as_people_write_them() {
        let check = |raw: &str, expect: Option<(i8, i8)>| {
            assert_eq!(
                read_time(raw),
                expect.map(|(h, m)| Time::constant(h, m, 0, 0)),
                "{raw:?}"
            );
        };
        for raw in ["16:30", "16.30", "1630", "4:30 pm", "4.30PM"] {
            check(raw, Some((16, 30)));
        }
        check("12am", Some((0, 0)));
        check("12pm", Some((12, 0)));
        check("9am", Some((9, 0)));
        for raw in ["", "25:00", "16:3", "16", "13pm", "0am", "x", "é3é", "-1:30"] {
            check(raw, None);
        }
    }

    #[test]
    fn the_moment_asked_for() {
        let now: Timestamp = "2026-11-12T10:42Z".parse().unwrap();
        let of = |as_known: &str, date: &str, time: &str| {
            let asked = Asked {
                as_known: as_known.into(),
                date: date.into(),
                time: time.into(),
                ..Asked::default()
            };
            moment(&asked, now)
        };
        let past = |at: &str| Moment::Past(at.parse().unwrap());
        assert_eq!(of("", "", ""), Moment::Now);
        assert_eq!(of("2026-07-22T16:30", "", ""), past("2026-07-22T15:30Z"));
        // The clocks went back: 01:30 is taken as the second one.
        assert_eq!(of("2025-10-26T01:30", "", ""), past("2025-10-26T01:30Z"));
        assert_eq!(
            of("2026-07-22T15:30:00.000001Z", "", ""),
            past("2026-07-22T15:30:00.000001Z")
        );
        assert_eq!(of("", "22 Jul 2026", "16:30"), Moment::Go("2026-07-22T16:30".into()));
        assert_eq!(of("", "22 Jul 2026", ""), Moment::Go("2026-07-22T23:59".into()));
        assert_eq!(of("", "today", ""), Moment::Go("2026-11-12T10:42".into()));
        assert_eq!(of("", "13 Nov 2026", "09:00"), Moment::Wrong("date", FUTURE));
        assert_eq!(of("", "today", "10:43"), Moment::Wrong("date", FUTURE));
        assert_eq!(of("2027-01-01T00:00", "", ""), Moment::Wrong("date", FUTURE));
        assert_eq!(of("never", "", ""), Moment::Wrong("date", UNREADABLE));
        assert_eq!(of("", "soon", "16:30"), Moment::Wrong("date", UNREADABLE));
        assert_eq!(of("", "22 Jul 2026", "teatime"), Moment::Wrong("time", UNREADABLE_TIME));
        assert_eq!(of("", "", "16:30"), Moment::Wrong("date", UNREADABLE));
    }

    #[test]
    fn the_moment_in_an_address_reads_back() {
        let check = |at: &str, expect: &str| {
            let at: Timestamp = at.parse().unwrap();
            assert_eq!(in_address(at), expect);
            let asked = Asked {
                as_known: in_address(at),
                ..Asked::default()
            };
            assert_eq!(moment(&asked, Timestamp::MAX), Moment::Past(at));
        };
        check("2026-07-22T15:30Z", "2026-07-22T16:30");
        check("2026-07-22T15:30:01Z", "2026-07-22T15:30:01Z");
        // The first of the two half past ones.
        check("2025-10-26T00:30Z", "2025-10-26T00:30:00Z");
    }
}
