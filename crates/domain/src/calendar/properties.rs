//! What must hold of every date and every limit, checked against counting day by day.

use super::*;
use jiff::civil::date;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;
use std::sync::LazyLock;

const UNITS: [Unit; 4] = [Unit::WorkingDays, Unit::CalendarDays, Unit::Months, Unit::Hours];

static CALENDAR: LazyLock<Calendar> = LazyLock::new(Calendar::england_and_wales);

/// Any day from 2015 to 2033, so that 400 working days later is still in the calendar.
fn any_date() -> impl Strategy<Value = Date> {
    (0..6_939_i32).prop_map(|days| date(2015, 1, 1).saturating_add(days.days()))
}

fn any_instant() -> impl Strategy<Value = Timestamp> {
    // 2015-01-02 to 2033-12-30, in seconds.
    (1_420_156_800_i64..2_019_513_600).prop_map(|s| Timestamp::from_second(s).unwrap())
}

/// A working day by its definition, without the tables.
fn works(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
        && !BANK_HOLIDAYS.iter().any(|holiday| holiday.date == day)
}

proptest! {
    #[test]
    fn adding_agrees_with_counting_day_by_day(from in any_date(), n in 0_u32..120) {
        let (mut day, mut left) = (from, n);
        while left > 0 {
            day = day.tomorrow().unwrap();
            left -= u32::from(works(day));
        }
        prop_assert_eq!(CALENDAR.add_working_days(from, n), Ok(day));
    }

    #[test]
    fn what_is_due_is_a_working_day(start in any_instant(), n in 1_u32..400) {
        let Ok(Due::On(day)) = CALENDAR.due(start, Limit::working_days(n)) else {
            return Err(TestCaseError::fail("no date"));
        };
        prop_assert_eq!(CALENDAR.is_working_day(day), Ok(true));
        prop_assert!(works(day));
    }

    #[test]
    fn between_undoes_add(from in any_date(), n in 0_u32..400) {
        let to = CALENDAR.add_working_days(from, n).unwrap();
        prop_assert_eq!(CALENDAR.working_days_between(from, to), Ok(i64::from(n)));
        prop_assert_eq!(CALENDAR.working_days_between(to, from), Ok(-i64::from(n)));
    }

    #[test]
    fn adding_in_two_steps_is_adding_once(from in any_date(), a in 1_u32..200, b in 0_u32..200) {
        let step = CALENDAR.add_working_days(from, a).unwrap();
        prop_assert_eq!(CALENDAR.add_working_days(step, b), CALENDAR.add_working_days(from, a + b));
    }

    #[test]
    fn a_longer_limit_is_never_due_earlier(start in any_instant(), n in 0_u32..300, unit in 0..4_usize) {
        let unit = UNITS[unit];
        let n = if unit == Unit::Months { n % 24 } else { n };
        let [short, long] = [n, n + 1].map(|n| CALENDAR.due(start, Limit { n, unit }).unwrap());
        let earlier = match (short, long) {
            (Due::On(a), Due::On(b)) => a < b,
            (Due::At(a), Due::At(b)) => a < b,
            _ => false,
        };
        prop_assert!(earlier, "{} then {}", short, long);
    }

    #[test]
    fn a_later_start_is_never_due_earlier(a in any_instant(), b in any_instant(), n in 1_u32..100) {
        let (first, second) = (a.min(b), a.max(b));
        for unit in UNITS {
            let limit = Limit { n: if unit == Unit::Months { n % 24 } else { n }, unit };
            let [x, y] = [first, second].map(|start| CALENDAR.due(start, limit).unwrap());
            let in_order = match (x, y) {
                (Due::On(x), Due::On(y)) => x <= y,
                (Due::At(x), Due::At(y)) => x <= y,
                _ => false,
            };
            prop_assert!(in_order, "{}: {} then {}", limit, x, y);
        }
    }

    #[test]
    fn the_last_safe_day_is_one_working_day_before(start in any_instant(), n in 1_u32..400) {
        let due = CALENDAR.due(start, Limit::working_days(n)).unwrap();
        let safe = CALENDAR.last_safe_day(due).unwrap();
        prop_assert!(works(safe));
        prop_assert_eq!(CALENDAR.working_days_between(safe, due.date()), Ok(1));
    }

    #[test]
    fn hours_are_hours_whatever_the_clocks_do(start in any_instant(), n in 0_u32..1000) {
        let due = CALENDAR.due(start, Limit::hours(n)).unwrap();
        let written: Timestamp = due.to_string().parse().unwrap();
        prop_assert_eq!(written.duration_since(start).as_secs(), i64::from(n) * 3600);
    }

    #[test]
    fn london_time_and_back(at in any_instant()) {
        let back = london::instant(london::zoned(at).datetime()).unwrap();
        // The first reading of a repeated hour comes back as the second, an hour later; everything else unchanged.
        let moved = back.duration_since(at).as_secs();
        let repeated = london::zoned(at).offset() != london::zoned(back).offset();
        prop_assert_eq!(moved, if repeated { 3600 } else { 0 });
    }

    #[test]
    fn an_added_day_only_ever_moves_things_later(day in any_date(), from in any_date(), n in 1_u32..100) {
        let longer = CALENDAR.clone().with_added(day, "Added", "Test").unwrap();
        let plain = CALENDAR.add_working_days(from, n).unwrap();
        let moved = longer.add_working_days(from, n).unwrap();
        let counts = works(day) && from < day && day <= plain;
        prop_assert_eq!(moved > plain, counts);
        prop_assert_eq!(CALENDAR.working_days_between(plain, moved), Ok(i64::from(counts)));
    }

    #[test]
    fn no_instant_and_no_limit_makes_it_panic(
        second in -377_705_023_201_i64..=253_402_207_200,
        n in any::<u32>(),
        small in 0_u32..100,
    ) {
        for at in [Timestamp::from_second(second).unwrap(), Timestamp::MIN, Timestamp::MAX] {
            for (unit, n) in UNITS.into_iter().flat_map(|unit| [(unit, n), (unit, small)]) {
                if let Ok(due) = CALENDAR.due(at, Limit { n, unit }) {
                    prop_assert_eq!(due.to_string().parse(), Ok(due));
                    let covered = (FIRST_DAY..=LAST_DAY).contains(&due.date());
                    prop_assert!(covered || unit != Unit::WorkingDays);
                }
            }
        }
    }

    #[test]
    fn no_line_makes_the_batch_panic(line in ".*") {
        let answer = batch::answer(&CALENDAR, &line);
        prop_assert!(serde_json::from_str::<serde_json::Value>(&answer).is_ok());
    }
}
