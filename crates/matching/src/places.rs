//! Addresses and schools as clues.

use domain::naming::{Postcode, Street, fold, postcode_parts, street, street_kind};
use strsim::osa_distance;

use crate::candidate::{Address, Candidate};
use crate::find::Evidence;
use crate::query::Query;

/// What was told of an address.
#[derive(Debug, Clone, Default)]
pub(crate) struct AddressClue {
    number: Option<String>,
    street: Option<Street>,
    /// As told, for the reader.
    street_shown: String,
    /// Towns, villages, houses: folded.
    places: Vec<String>,
    postcode: Option<Postcode>,
}

impl AddressClue {
    pub fn new(words: &[String], postcode: Option<&str>) -> AddressClue {
        let mut clue = AddressClue {
            postcode: postcode.and_then(postcode_parts),
            ..AddressClue::default()
        };
        for part in words.join(" ").split(',').filter(|part| !fold(part).is_empty()) {
            let (of_street, rest) = cut_after_street(part);
            match street(of_street) {
                Some(found) if clue.street.is_none() => {
                    clue.number = house_number(of_street);
                    clue.street_shown = without_number(of_street).to_owned();
                    clue.street = Some(found);
                    clue.add_place(rest);
                }
                _ => clue.add_place(part),
            }
        }
        clue
    }

    fn add_place(&mut self, part: &str) {
        let place = fold(part);
        if !place.is_empty() {
            self.places.push(place);
        }
    }
}

/// `14 Mill Road Stowbridge` → `14 Mill Road`, `Stowbridge`.
fn cut_after_street(part: &str) -> (&str, &str) {
    let mut end = None;
    let mut words = 0;
    for (at, word) in words_at(part) {
        let folded = fold(word);
        let kind = street_kind(&folded);
        // The first word is no type: St Mary's Close, Park Road. A type that is a name too gives way to a plain one after it.
        if words > 0 && kind.is_some_and(|(_, also_a_name)| !also_a_name || end.is_none()) {
            end = Some(at + word.len());
        }
        words += usize::from(!folded.starts_with(|c: char| c.is_ascii_digit()));
    }
    part.split_at(end.unwrap_or(part.len()))
}

fn words_at(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace()
        .map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

fn house_number(part: &str) -> Option<String> {
    fold(part)
        .split(' ')
        .rfind(|w| w.starts_with(|c: char| c.is_ascii_digit()))
        .map(str::to_owned)
}

/// `Flat 2, 14a Mill Road` → `Mill Road`.
fn without_number(part: &str) -> &str {
    let after = words_at(part)
        .filter(|(_, w)| w.starts_with(|c: char| c.is_ascii_digit()))
        .map(|(at, w)| at + w.len())
        .last();
    part[after.unwrap_or(0)..].trim()
}

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

/// The same, or one slip in six letters and more.
fn alike(a: &str, b: &str) -> bool {
    a == b || (a.len().min(b.len()) >= 6 && a.len().abs_diff(b.len()) <= 1 && osa_distance(a, b) == 1)
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

/// Words in the names of many schools, which tell none of them from another.
const SCHOOL_WORDS: &[&str] = &[
    "academy",
    "and",
    "church",
    "college",
    "high",
    "infant",
    "infants",
    "junior",
    "juniors",
    "nursery",
    "of",
    "pre",
    "preschool",
    "primary",
    "school",
    "schools",
    "secondary",
    "the",
];

pub(crate) fn is_school_word(folded: &str) -> bool {
    SCHOOL_WORDS.binary_search(&folded).is_ok()
}

fn school_name(text: &str) -> Vec<String> {
    let folded = fold(text);
    let own: Vec<String> = folded
        .split(' ')
        .filter(|w| !w.is_empty() && !is_school_word(w))
        .map(str::to_owned)
        .collect();
    if own.is_empty() {
        folded.split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect()
    } else {
        own
    }
}

fn schools(asked: Option<&str>, candidate: &Candidate, found: &mut PlacesFound) {
    let (Some(asked), Some(held)) = (asked, candidate.school.as_deref()) else {
        return;
    };
    let (told, name) = (school_name(asked), school_name(held));
    if told.is_empty() || name.is_empty() {
        return;
    }
    let shared = told.iter().filter(|t| name.iter().any(|n| alike(t, n))).count();
    found.evidence.push(if shared == told.len() || shared == name.len() {
        Evidence::fits(
            12,
            format!("{} is {} school", held.trim(), candidate.pronoun.possessive()),
        )
    } else {
        Evidence::against(-4, "Another school".to_owned())
    });
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
    for q in unmatched {
        let word = query.words[q].folded.as_str();
        if word.len() < 3 || query.words[q].loose {
            continue;
        }
        let lines = lines.get_or_insert_with(|| candidate.visible_addresses().map(|a| (fold(&a.line), a)).collect());
        let has = |text: &str| text.split(' ').any(|w| w.len() >= 3 && alike(w, word));
        let home = lines.iter().find(|(line, _)| has(line)).map(|(_, held)| *held);
        if let Some(held) = home {
            elsewhere[q] = true;
            let verb = if held.current { "Lives" } else { "Lived" };
            let part = held.line.split(',').find(|part| has(&fold(part))).unwrap_or(&held.line);
            let words = match street(part) {
                Some(_) => format!("{verb} on {}", without_number(part)),
                None => format!("{verb} in {}", part.trim()),
            };
            if !found.evidence.iter().any(|e| e.words == words) {
                found
                    .evidence
                    .push(Evidence::fits(if held.current { 9 } else { 6 }, words));
            }
        } else if let Some(school) = candidate
            .school
            .as_deref()
            .filter(|s| school_name(s).iter().any(|n| alike(n, word)))
        {
            elsewhere[q] = true;
            let words = format!("{} is {} school", school.trim(), candidate.pronoun.possessive());
            if !found.evidence.iter().any(|e| e.words == words) {
                found.evidence.push(Evidence::fits(8, words));
            }
        }
    }
}
