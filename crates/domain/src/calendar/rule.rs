//! The yearly rule, which proposes bank holidays for years nobody has published, and the test that the stored rows differ
//! from it only where government did.

use super::bank_holidays::{BANK_HOLIDAYS, FIRST_DAY, Kind, LAST_DAY, Status};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use std::collections::{BTreeMap, BTreeSet};

/// Easter Sunday by counting the paschal full moon in the Gregorian tables (the computus of the Book of Common Prayer).
fn easter(year: i16) -> Date {
    let golden = year % 19;
    let century = year / 100;
    let epact = (15 + century - century / 4 - (8 * century + 13) / 25 + 19 * golden) % 30;
    // The two exceptions of the tables, which keep the full moon inside 19 April.
    let moon = if epact == 29 || (epact == 28 && golden > 10) {
        epact - 1
    } else {
        epact
    };
    let full_moon = date(year, 3, 21).saturating_add(i32::from(moon).days());
    full_moon.nth_weekday(1, Weekday::Sunday).unwrap()
}

fn rule(year: i16) -> BTreeSet<Date> {
    let monday = |month, nth| date(year, month, 1).nth_weekday_of_month(nth, Weekday::Monday).unwrap();
    let january = date(year, 1, 1);
    let new_year = match january.weekday() {
        Weekday::Saturday | Weekday::Sunday => january.nth_weekday(1, Weekday::Monday).unwrap(),
        _ => january,
    };
    let december = match date(year, 12, 25).weekday() {
        Weekday::Friday => [25, 28],
        Weekday::Saturday => [27, 28],
        Weekday::Sunday => [26, 27],
        _ => [25, 26],
    };
    let sunday = easter(year);
    let mut days = BTreeSet::from([
        new_year,
        sunday.saturating_sub(2.days()),
        sunday.saturating_add(1.day()),
        monday(5, 1),
        monday(5, -1),
        monday(8, -1),
    ]);
    days.extend(december.map(|day| date(year, 12, day)));
    days
}

#[test]
fn easter_falls_where_the_almanac_has_it() {
    // Dates of Easter Sunday as printed in the Prayer Book's table.
    let printed = [
        (4, 5),
        (3, 27),
        (4, 16),
        (4, 1),
        (4, 21),
        (4, 12),
        (4, 4),
        (4, 17),
        (4, 9),
        (3, 31),
        (4, 20),
        (4, 5),
        (3, 28),
        (4, 16),
        (4, 1),
        (4, 21),
        (4, 13),
        (3, 28),
        (4, 17),
        (4, 9),
        (3, 25),
    ];
    for (year, (month, day)) in (2015..=2035).zip(printed) {
        assert_eq!(easter(year), date(year, month, day));
    }
    // The extremes, and the years of the two exceptions (2049 and 2076, 1954 and 1981).
    for day in [
        date(1818, 3, 22),
        date(2038, 4, 25),
        date(2049, 4, 18),
        date(2076, 4, 19),
        date(1954, 4, 18),
        date(1981, 4, 19),
    ] {
        assert_eq!(easter(day.year()), day);
    }
}

#[test]
fn rows_differ_from_the_rule_only_where_government_did() {
    let mut stored: BTreeMap<i16, BTreeSet<Date>> = BTreeMap::new();
    for row in BANK_HOLIDAYS {
        assert!(
            stored.entry(row.date.year()).or_default().insert(row.date),
            "{} is stored twice",
            row.date
        );
    }
    let mut gone = Vec::new();
    let mut extra = Vec::new();
    for year in 2015..=2035 {
        gone.extend(rule(year).difference(&stored[&year]).copied());
        extra.extend(stored[&year].difference(&rule(year)).copied());
    }
    assert_eq!(gone, [date(2020, 5, 4), date(2022, 5, 30)]);
    assert_eq!(
        extra,
        [
            date(2020, 5, 8),
            date(2022, 6, 2),
            date(2022, 6, 3),
            date(2022, 9, 19),
            date(2023, 5, 8)
        ]
    );
    assert_eq!(
        stored.keys().copied().collect::<Vec<_>>(),
        (2015..=2035).collect::<Vec<_>>()
    );
}

#[test]
fn rows_say_why_they_stand_where_they_do() {
    assert!(BANK_HOLIDAYS.is_sorted_by_key(|row| row.date));
    let with = |wanted: fn(Kind) -> bool| -> Vec<Date> {
        BANK_HOLIDAYS
            .iter()
            .filter(|row| wanted(row.kind))
            .map(|row| row.date)
            .collect()
    };
    assert_eq!(
        with(|kind| kind == Kind::OneOff),
        [date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)]
    );
    assert_eq!(with(|kind| kind == Kind::Moved(date(2020, 5, 4))), [date(2020, 5, 8)]);
    assert_eq!(with(|kind| kind == Kind::Moved(date(2022, 5, 30))), [date(2022, 6, 2)]);
    assert_eq!(with(|kind| matches!(kind, Kind::Moved(_))).len(), 2);
    // Substitutes of the published years, from the list at gov.uk.
    let substitutes = with(|kind| kind == Kind::Substitute);
    let published: Vec<Date> = substitutes.into_iter().filter(|day| day.year() <= 2027).collect();
    assert_eq!(
        published,
        [
            date(2015, 12, 28),
            date(2016, 12, 27),
            date(2017, 1, 2),
            date(2020, 12, 28),
            date(2021, 12, 27),
            date(2021, 12, 28),
            date(2022, 1, 3),
            date(2022, 12, 27),
            date(2023, 1, 2),
            date(2026, 12, 28),
            date(2027, 12, 27),
            date(2027, 12, 28),
        ]
    );
}

#[test]
fn every_row_is_a_weekday_with_a_citation_and_a_status() {
    for row in BANK_HOLIDAYS {
        assert!(
            !matches!(row.date.weekday(), Weekday::Saturday | Weekday::Sunday),
            "{}",
            row.date
        );
        assert!((FIRST_DAY..=LAST_DAY).contains(&row.date));
        assert!(!row.name.is_empty() && !row.citation.is_empty());
        let expect = if row.date.year() <= 2027 {
            Status::Proclaimed
        } else {
            Status::NotYetProclaimed
        };
        assert_eq!(row.status, expect, "{}", row.date);
    }
}

#[test]
fn every_name_stands_once_a_year() {
    for year in 2015..=2035_i16 {
        let names: Vec<&str> = BANK_HOLIDAYS
            .iter()
            .filter(|row| row.date.year() == year && row.kind != Kind::OneOff)
            .map(|row| row.name.split(" (").next().unwrap_or_default())
            .collect();
        let expect = BTreeSet::from([
            "New Year’s Day",
            "Good Friday",
            "Easter Monday",
            "Early May bank holiday",
            "Spring bank holiday",
            "Summer bank holiday",
            "Christmas Day",
            "Boxing Day",
        ]);
        assert_eq!(names.len(), 8, "{year}");
        assert_eq!(names.into_iter().collect::<BTreeSet<_>>(), expect, "{year}");
    }
}
