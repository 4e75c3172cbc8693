//! Ages: "about 9", "9 years", "nine or ten", "6 months old", "9yo".

use super::SearchBox;
use crate::birth::{AgeUnit, BirthClue};

/// Ages that say that they are ages.
pub(super) fn ages(search: &mut SearchBox<'_>) {
    let mut at = 0;
    while at < search.words.len() {
        match age(search, at) {
            Some((clue, words)) => {
                search.birth(clue);
                search.take(at..at + words);
                at += words;
            }
            None => at += 1,
        }
    }
}

/// A small number that nothing else has claimed is an age, roughly: "Katy 9". The number of a house stands before its street
/// and has been taken by now.
pub(super) fn bare_numbers(search: &mut SearchBox<'_>) {
    for at in 0..search.words.len() {
        let Some(number) = search.free(at).and_then(|w| w.number()) else {
            continue;
        };
        if number <= OLDEST_CHILD {
            search.birth(BirthClue::Age {
                low: number,
                high: number,
                unit: AgeUnit::Years,
                about: true,
            });
        }
        search.take(at..at + 1);
    }
}

/// Care leavers are served to 25.
const OLDEST_CHILD: u16 = 25;

fn age(search: &SearchBox<'_>, at: usize) -> Option<(BirthClue, usize)> {
    let mut next = at;
    let (mut about, mut said) = (false, false);
    while matches!(
        search.folded(next),
        "about" | "around" | "approx" | "approximately" | "roughly" | "circa" | "nearly" | "almost" | "age" | "aged"
    ) || search.free(next).is_some_and(|w| w.raw == "~")
    {
        said = true;
        about |= !matches!(search.folded(next), "age" | "aged");
        next += 1;
    }
    let first = search.free(next)?;
    let (low, glued) = match first.raw.strip_prefix('~') {
        Some(rest) => {
            (about, said) = (true, true);
            leading_number(rest)?
        }
        None => leading_number(first.raw)?,
    };
    next += 1;
    let mut high = low;
    let mut unit = unit_named(glued);
    if unit.is_none() && !glued.is_empty() {
        let other = glued.strip_prefix('-')?;
        let (number, rest) = leading_number(other)?;
        (high, unit) = (number, unit_named(rest));
        if unit.is_none() && !rest.is_empty() {
            return None;
        }
    } else if unit.is_none() && search.folded(next) == "or" {
        let (number, rest) = leading_number(search.free(next + 1)?.raw)?;
        (high, unit, said) = (number, unit_named(rest), true);
        next += 2;
    }
    if unit.is_none() {
        unit = unit_named(search.folded(next));
        next += usize::from(unit.is_some());
    }
    if !said && unit.is_none() {
        return None;
    }
    for tail in ["of", "age", "old"] {
        next += usize::from(unit.is_some() && search.folded(next) == tail);
    }
    let unit = unit.unwrap_or(AgeUnit::Years);
    let most = if unit == AgeUnit::Years { 120 } else { 1_000 };
    let (low, high) = (low.min(high), low.max(high));
    (high <= most).then_some((BirthClue::Age { low, high, unit, about }, next - at))
}

/// The number that a word begins with, in figures or as a whole word, and what is glued to it.
fn leading_number(raw: &str) -> Option<(u16, &str)> {
    const SPELT: [&str; 19] = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    let digits = raw.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        let place = SPELT.iter().position(|word| raw.eq_ignore_ascii_case(word))?;
        return Some((u16::try_from(place + 1).ok()?, ""));
    }
    if digits > 3 {
        return None;
    }
    Some((raw[..digits].parse().ok()?, &raw[digits..]))
}

fn unit_named(word: &str) -> Option<AgeUnit> {
    Some(match word.to_ascii_lowercase().as_str() {
        "y" | "yo" | "y/o" | "yr" | "yrs" | "year" | "years" | "y o" | "yrs-old" | "year-old" | "years-old"
        | "-year-old" | "year old" => AgeUnit::Years,
        "m" | "mo" | "mth" | "mths" | "month" | "months" | "month-old" | "-month-old" => AgeUnit::Months,
        "wk" | "wks" | "week" | "weeks" | "week-old" | "-week-old" => AgeUnit::Weeks,
        "d" | "day" | "days" | "day-old" | "-day-old" => AgeUnit::Days,
        _ => return None,
    })
}
