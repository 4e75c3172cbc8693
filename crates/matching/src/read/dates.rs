//! Birth dates, whole and in part.

use jiff::civil::Date;

use super::SearchBox;
use crate::birth::{BirthClue, FIRST_YEAR};

/// `18/06/2017`, `18.6.17`, `2017-06-18`, `18 06 2017`, `18 Jun 2017`, `18th June`, `June 18, 2017`, `06/2017`, `June 2017`.
pub(super) fn dates(search: &mut SearchBox<'_>) {
    for at in 0..search.words.len() {
        let Some(word) = search.free(at) else { continue };
        if word.folded == "unborn" || word.folded == "bump" {
            search.birth(BirthClue::Unborn);
            search.take(at..at + 1);
            continue;
        }
        let found = in_one_word(word.raw, search.today).map(|clue| (clue, 1));
        let found = found
            .or_else(|| three_numbers(search, at))
            .or_else(|| day_first(search, at))
            .or_else(|| month_first(search, at));
        if let Some((clue, words)) = found {
            search.birth(clue);
            search.take(at..at + words);
        }
    }
}

/// A year alone: `2017`. Combined with a birthday told elsewhere it makes a date.
pub(super) fn years(search: &mut SearchBox<'_>) {
    for at in 0..search.words.len() {
        let Some(year) = search
            .free(at)
            .and_then(|w| w.number())
            .and_then(|n| four_digit_year(n, search.today))
        else {
            continue;
        };
        match search.clues.birth {
            Some(BirthClue::Birthday { month, day }) => search.birth(from_parts(day, month, year)),
            _ => search.birth(BirthClue::Year(year)),
        }
        search.take(at..at + 1);
    }
}

fn in_one_word(raw: &str, today: Date) -> Option<BirthClue> {
    if let Some(clue) = eight_digits(raw, today) {
        return Some(clue);
    }
    let parts: Vec<&str> = raw.split(['/', '.', '-']).collect();
    let number = |text: &str| {
        (!text.is_empty() && text.len() <= 4)
            .then(|| text.parse::<u16>().ok())
            .flatten()
    };
    let numbers: Vec<u16> = parts.iter().map(|p| number(p)).collect::<Option<_>>()?;
    match (numbers.as_slice(), parts[0].len()) {
        ([year, month, day], 4) => numbers_date(*day, *month, four_digit_year(*year, today)?),
        ([day, month, year], 1..=2) => numbers_date(*day, *month, written_year(*year, parts[2].len(), today)?),
        ([year, month], 4) => Some(month_of(four_digit_year(*year, today)?, *month)),
        ([month, year], 1..=2) if parts[1].len() == 4 => Some(month_of(four_digit_year(*year, today)?, *month)),
        ([day, month], 1..=2) => birthday(*day, *month),
        _ => None,
    }
}

/// `18062017`.
fn eight_digits(raw: &str, today: Date) -> Option<BirthClue> {
    if raw.len() != 8 || !raw.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| raw[from..to].parse::<u16>().ok();
    let year = four_digit_year(part(4, 8)?, today)?;
    Date::new(year, i8::try_from(part(2, 4)?).ok()?, i8::try_from(part(0, 2)?).ok()?)
        .ok()
        .map(BirthClue::Date)
}

fn three_numbers(search: &SearchBox<'_>, at: usize) -> Option<(BirthClue, usize)> {
    let words = [search.free(at)?, search.free(at + 1)?, search.free(at + 2)?];
    let numbers = [words[0].number()?, words[1].number()?, words[2].number()?];
    let lengths = words.map(|w| w.raw.len());
    if !(lengths[0] <= 2 && lengths[1] <= 2 && matches!(lengths[2], 2 | 4)) {
        return None;
    }
    let year = written_year(numbers[2], lengths[2], search.today)?;
    numbers_date(numbers[0], numbers[1], year).map(|clue| (clue, 3))
}

/// `18 June 2017`, `18th of June`, `18Jun2017` is left to the eye.
fn day_first(search: &SearchBox<'_>, at: usize) -> Option<(BirthClue, usize)> {
    let day = day_number(search.folded(at))?;
    let of = usize::from(search.folded(at + 1) == "of");
    let month = month_named(search.folded(at + 1 + of))?;
    // "14 May Street" is an address.
    if domain::naming::street_kind(search.folded(at + 2 + of)).is_some() {
        return None;
    }
    Some(match year_at(search, at + 2 + of) {
        Some(year) => (from_parts(day, month, year), 3 + of),
        None => (BirthClue::Birthday { month, day }, 2 + of),
    })
}

/// `June 18 2017`, `June 2017`. A month without a number is a name: June, April, May.
fn month_first(search: &SearchBox<'_>, at: usize) -> Option<(BirthClue, usize)> {
    let month = month_named(search.folded(at))?;
    if let Some(year) = search
        .free(at + 1)
        .and_then(|w| w.number())
        .and_then(|n| four_digit_year(n, search.today))
    {
        return Some((BirthClue::Month { year, month }, 2));
    }
    let day = day_number(search.folded(at + 1))?;
    let year = year_at(search, at + 2)?;
    Some((from_parts(day, month, year), 3))
}

fn year_at(search: &SearchBox<'_>, at: usize) -> Option<i16> {
    let word = search.free(at)?;
    matches!(word.raw.len(), 2 | 4)
        .then(|| written_year(word.number()?, word.raw.len(), search.today))
        .flatten()
}

/// `18`, `18th`, `1st`.
fn day_number(folded: &str) -> Option<i8> {
    let digits = folded.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let day: i8 = digits.parse().ok().filter(|day| (1..=31).contains(day))?;
    matches!(&folded[digits.len()..], "" | "st" | "nd" | "rd" | "th").then_some(day)
}

fn month_named(folded: &str) -> Option<i8> {
    const NAMES: [(&str, &str); 12] = [
        ("jan", "january"),
        ("feb", "february"),
        ("mar", "march"),
        ("apr", "april"),
        ("may", "may"),
        ("jun", "june"),
        ("jul", "july"),
        ("aug", "august"),
        ("sep", "september"),
        ("oct", "october"),
        ("nov", "november"),
        ("dec", "december"),
    ];
    let place = NAMES
        .iter()
        .position(|(short, long)| folded == *short || folded == *long || (folded == "sept" && *short == "sep"))?;
    i8::try_from(place + 1).ok()
}

/// Years from 1900 to next year.
fn four_digit_year(number: u16, today: Date) -> Option<i16> {
    i16::try_from(number)
        .ok()
        .filter(|year| (FIRST_YEAR..=today.year() + 1).contains(year))
}

/// Two digits mean this century up to next year, else the last.
fn written_year(number: u16, digits: usize, today: Date) -> Option<i16> {
    if digits == 4 {
        return four_digit_year(number, today);
    }
    let short = i16::try_from(number).ok().filter(|_| digits == 2)?;
    let century = today.year() - today.year() % 100;
    Some(if century + short <= today.year() + 1 {
        century + short
    } else {
        century - 100 + short
    })
}

fn numbers_date(day: u16, month: u16, year: i16) -> Option<BirthClue> {
    let (day, month) = (i8::try_from(day).ok()?, i8::try_from(month).ok()?);
    // 06/18/2017 can only be meant one way.
    let (day, month) = if month > 12 && day <= 12 {
        (month, day)
    } else {
        (day, month)
    };
    Some(from_parts(day, month, year))
}

/// An impossible day still tells the month; an impossible month the year.
fn from_parts(day: i8, month: i8, year: i16) -> BirthClue {
    match Date::new(year, month, day) {
        Ok(date) => BirthClue::Date(date),
        Err(_) if (1..=12).contains(&month) => BirthClue::Month { year, month },
        Err(_) => BirthClue::Year(year),
    }
}

fn month_of(year: i16, month: u16) -> BirthClue {
    i8::try_from(month)
        .ok()
        .filter(|m| (1..=12).contains(m))
        .map_or(BirthClue::Year(year), |month| BirthClue::Month { year, month })
}

fn birthday(day: u16, month: u16) -> Option<BirthClue> {
    let (day, month) = (i8::try_from(day).ok()?, i8::try_from(month).ok()?);
    let (day, month) = if month > 12 && day <= 12 {
        (month, day)
    } else {
        (day, month)
    };
    // A leap year, so that 29 February is a birthday.
    Date::new(2000, month, day)
        .ok()
        .map(|_| BirthClue::Birthday { month, day })
}
