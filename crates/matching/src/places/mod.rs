//! Addresses and schools as clues.

mod clue;
mod schools;

use domain::naming::{Postcode, Street, fold, postcode_parts, street, street_kind};
use strsim::osa_distance;

use crate::candidate::{Address, Candidate};
use crate::find::Evidence;
use crate::query::{Query, letters};
pub(crate) use clue::AddressClue;
use clue::{house_number, without_number};
pub(crate) use schools::is_school_word;
use schools::{is_school_of, schools};

/// What the places say, and which unmatched words of the names turned out to be places.
#[derive(Debug, Default)]
pub(crate) struct PlacesFound {
    pub evidence: Vec<Evidence>,
    pub agrees: bool,
}

/// Compares address and school. `elsewhere[q]` is set for words of the query's names that are a place or school here.
pub(crate) fn compare(
    query: &Query,
    candidate: &Candidate,
    elsewhere: &mut [bool],
    unmatched: impl Iterator<Item = usize>,
) -> PlacesFound {
    let mut found = PlacesFound::default();
    let asked = &query.address;
    if asked.street.is_some() || !asked.places.is_empty() || asked.postcode.is_some() {
        addresses(asked, candidate, &mut found);
    }
    schools(query.clues().school.as_deref(), candidate, &mut found);
    if query.one_box {
        words_elsewhere(query, candidate, elsewhere, unmatched, &mut found);
    }
    found.agrees = found.evidence.iter().any(|e| e.agrees);
    found
}

/// A street and its postcode are one thing told twice; together they are worth no more than this.
const ONE_HOME: i32 = 28;

fn addresses(asked: &AddressClue, candidate: &Candidate, found: &mut PlacesFound) {
    let best = candidate
        .visible_addresses()
        .map(|held| one_address(asked, held))
        .max_by_key(|e| (e.agrees, e.points));
    found.evidence.extend(best);
}

fn one_address(asked: &AddressClue, held: &Address) -> Evidence {
    let parts: Vec<&str> = held.line.split(',').map(str::trim).filter(|p| !p.is_empty()).collect();
    let on_street = asked.street.as_ref().and_then(|told| {
        parts
            .iter()
            .find_map(|part| street(part).filter(|s| same_street(told, s)).map(|s| (*part, s)))
    });
    let in_place = asked
        .places
        .iter()
        .find_map(|told| parts.iter().find(|part| same_place(told, &fold(part))));
    let code = postcodes(asked.postcode.as_ref(), held.postcode.as_deref());
    let verb = |now: &str, then: &str| if held.current { now.to_owned() } else { then.to_owned() };
    let scale = |points: i32| if held.current { points } else { points * 2 / 3 };

    if let Some((part, at)) = on_street {
        let told_kind = asked.street.as_ref().and_then(|s| s.kind);
        let mut points = 15;
        let same_kind = told_kind.is_none() || at.kind.is_none() || told_kind == at.kind;
        let mut words = format!("{} on {}", verb("Lives", "Lived"), without_number(part));
        if !same_kind {
            points = 6;
            words.push_str(&format!(", not {}", asked.street_shown));
        }
        match (&asked.number, house_number(part)) {
            (Some(told), Some(number)) if *told == number => {
                points += 6;
                words = format!("{} at {part}", verb("Lives", "Lived"));
            }
            (Some(told), Some(number)) => words.push_str(&format!(", at number {number}, not {told}")),
            _ => {}
        }
        if let Some(place) = in_place {
            points += 5;
            words.push_str(&format!(", {place}"));
        } else if let (false, Some(town)) = (asked.places.is_empty(), town(&parts, part)) {
            points -= 6;
            words.push_str(&format!(", but in {town}"));
        }
        points += code.unwrap_or(0);
        return Evidence::fits(scale(points.min(ONE_HOME)), words);
    }
    match code {
        Some(points) if points >= 15 => {
            return Evidence::fits(
                scale(points),
                format!(
                    "{} in {}",
                    verb("Lives", "Lived"),
                    held.postcode.as_deref().unwrap_or_default().trim()
                ),
            );
        }
        Some(points) if points > 0 && in_place.is_none() => {
            return Evidence::fits(
                scale(points),
                verb(
                    "Lives in the same postcode district",
                    "Lived in the same postcode district",
                ),
            );
        }
        _ => {}
    }
    if let Some(place) = in_place {
        return Evidence::fits(scale(6), format!("{} in {place}", verb("Lives", "Lived")));
    }
    match (asked.places.is_empty(), parts.as_slice()) {
        (false, [_, .., town]) => Evidence::against(-8, format!("Another town: {town}")),
        _ if asked.street.is_some() => Evidence::against(-3, "Another street".to_owned()),
        _ => Evidence::against(-3, "Another address".to_owned()),
    }
}

/// The last part of a line that has more than its street.
fn town<'a>(parts: &[&'a str], street: &str) -> Option<&'a str> {
    parts.last().copied().filter(|last| *last != street)
}

fn same_street(told: &Street, held: &Street) -> bool {
    alike(&told.name, &held.name)
}

fn same_place(told: &str, held: &str) -> bool {
    alike(told, held)
}

/// The same, or one slip in six letters and more. A slip changes at most two of the letters that a word is made of.
fn alike(a: &str, b: &str) -> bool {
    a == b
        || (a.len().min(b.len()) >= 6
            && a.len().abs_diff(b.len()) <= 1
            && (letters(a) ^ letters(b)).count_ones() <= 2
            && osa_distance(a, b) == 1)
}

/// Points for a postcode: whole, first half, or different.
fn postcodes(asked: Option<&Postcode>, held: Option<&str>) -> Option<i32> {
    let (asked, held) = (asked?, postcode_parts(held?)?);
    Some(match (asked.outward == held.outward, &asked.inward) {
        (true, Some(_)) if asked.inward == held.inward => 20,
        (true, _) => 6,
        (false, _) => -4,
    })
}

/// Words that fit no name but the candidate's street, town or school: "Katy Stowbridge", "Katy Fenwick Green".
fn words_elsewhere(
    query: &Query,
    candidate: &Candidate,
    elsewhere: &mut [bool],
    unmatched: impl Iterator<Item = usize>,
    found: &mut PlacesFound,
) {
    let mut lines: Option<Vec<(String, &Address)>> = None;
    let mut school: Option<String> = None;
    for q in unmatched {
        let word = query.words[q].folded.as_str();
        if word.len() < 3 || query.words[q].loose {
            continue;
        }
        if street_kind(word).is_some() || is_school_word(word) {
            // Lane is a surname as well: it belongs to a street only if the word before it does.
            elsewhere[q] = q > 0 && elsewhere[q - 1];
            continue;
        }
        let has = |text: &str| text.split(' ').any(|w| alike(w, word));
        let lines = lines.get_or_insert_with(|| candidate.visible_addresses().map(|a| (fold(&a.line), a)).collect());
        let school = school.get_or_insert_with(|| candidate.school.as_deref().map(fold).unwrap_or_default());
        let evidence = if let Some((_, held)) = lines.iter().find(|(line, _)| has(line)) {
            let verb = if held.current { "Lives" } else { "Lived" };
            let part = held.line.split(',').find(|part| has(&fold(part))).unwrap_or(&held.line);
            let words = match street(part) {
                Some(_) => format!("{verb} on {}", without_number(part)),
                None => format!("{verb} in {}", part.trim()),
            };
            Evidence::fits(if held.current { 9 } else { 6 }, words)
        } else if has(school) {
            Evidence::fits(8, is_school_of(candidate))
        } else {
            continue;
        };
        elsewhere[q] = true;
        if !found.evidence.iter().any(|e| e.words == evidence.words) {
            found.evidence.push(evidence);
        }
    }
}
