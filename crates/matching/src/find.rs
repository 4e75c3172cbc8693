//! One comparison, and the order of many.

use domain::naming::fold;

use crate::birth;
use crate::candidate::{Birth, Candidate, PersonName};
use crate::names;
use crate::numbers;
use crate::places;
use crate::query::Query;

/// Compares a query with one candidate. `None` when nothing speaks for them: a name, a number, or where no name was told a
/// home, a school or a birth date.
pub fn compare(query: &Query, candidate: &Candidate) -> Option<Found> {
    compare_closely(query, candidate).map(|close| close.found)
}

/// The candidates that may be meant, nearest first; of equal ones the smaller id first. The order of `candidates` does not
/// matter. Somebody with another first name but the surname and birth date of one placed higher is marked as perhaps a twin.
pub fn rank<'a>(query: &Query, candidates: impl IntoIterator<Item = &'a Candidate>) -> Vec<Found> {
    let mut close: Vec<(&Candidate, Close)> = candidates
        .into_iter()
        .filter_map(|c| compare_closely(query, c).map(|found| (c, found)))
        .collect();
    close.sort_by(|(_, a), (_, b)| {
        b.found
            .closeness
            .cmp(&a.found.closeness)
            .then(a.found.id.cmp(&b.found.id))
    });
    for n in 1..close.len().min(MOST_TWINS) {
        if !close[n].1.other_first_name {
            continue;
        }
        let twin = close[..n]
            .iter()
            .find(|(other, found)| !found.other_first_name && perhaps_twins(other, close[n].0));
        let Some(name) = twin.and_then(|(other, _)| other.first_name()) else {
            continue;
        };
        if let Some(reason) = close[n]
            .1
            .found
            .reasons
            .iter_mut()
            .find(|r| r.words.starts_with(names::DIFFERENT_FIRST_NAME))
        {
            reason.words.push_str(&format!(", perhaps a twin of {name}"));
        }
    }
    close.into_iter().map(|(_, close)| close.found).collect()
}

/// Twins are looked for among so many first finds; a list that people read is shorter.
const MOST_TWINS: usize = 100;

/// The same birth date and a surname in common.
fn perhaps_twins(a: &Candidate, b: &Candidate) -> bool {
    let surname = |name: &PersonName| fold(&name.family);
    let born_together = matches!((a.birth, b.birth), (Birth::Exact(x), Birth::Exact(y)) if x == y);
    born_together
        && a.names
            .iter()
            .map(surname)
            .any(|s| !s.is_empty() && b.names.iter().map(surname).any(|t| s == t))
}

/// Somebody who may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub id: u128,
    /// For ordering alone: it is no likelihood and is not shown.
    pub closeness: Closeness,
    /// What agrees, then what does not.
    pub reasons: Vec<Reason>,
}

/// Why somebody may or may not be meant, in words for the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub agrees: bool,
    pub words: String,
}

/// How close a find is, for ordering: the greater the closer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Closeness {
    band: Band,
    points: i32,
}

impl Closeness {
    pub fn band(self) -> Band {
        self.band
    }
}

/// Rough steps of closeness, for cutting a list: `Far` may be hidden behind "show more".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    Far,
    Fair,
    Near,
    /// A number or reference is exactly theirs, and name or birth does not speak against it.
    Number,
}

/// One thing that speaks for or against, with its share of the order.
#[derive(Debug, Clone)]
pub(crate) struct Evidence {
    pub agrees: bool,
    pub points: i32,
    pub words: String,
}

impl Evidence {
    pub fn fits(points: i32, words: String) -> Evidence {
        Evidence {
            agrees: true,
            points,
            words,
        }
    }

    pub fn against(points: i32, words: String) -> Evidence {
        Evidence {
            agrees: false,
            points,
            words,
        }
    }
}

struct Close {
    found: Found,
    other_first_name: bool,
}

/// Below this a find is noise: one of two names sounding alike, say.
const FLOOR: i32 = 12;
const FAIR: i32 = 45;
const NEAR: i32 = 75;

fn compare_closely(query: &Query, candidate: &Candidate) -> Option<Close> {
    let numbers = numbers::compare(query.clues(), candidate);
    let names = names::compare(query, candidate);
    let mut elsewhere = vec![false; query.words.len()];
    let places = places::compare(query, candidate, &mut elsewhere, names.unmatched());
    let number_near = numbers.evidence.iter().any(|e| e.agrees);
    let named = query
        .words
        .iter()
        .zip(&elsewhere)
        .any(|(word, elsewhere)| !word.loose && !elsewhere);
    // Most candidates fail here, before a word about them is written.
    if named && !number_near && !names.any() && !places.agrees {
        return None;
    }
    let weighed = names.weigh(query, &elsewhere);
    let birth = query
        .clues()
        .birth
        .and_then(|clue| birth::compare(clue, candidate.birth, query.today));
    let birth_agrees = birth.as_ref().is_some_and(|e| e.agrees);
    let stands = if named {
        number_near || weighed.agrees || (places.agrees && birth_agrees)
    } else {
        let precise = query.clues().birth.is_some_and(|clue| clue.stands_alone());
        number_near || places.agrees || (birth_agrees && precise)
    };
    if !stands {
        return None;
    }
    let mut evidence = numbers.evidence;
    evidence.extend(weighed.evidence);
    evidence.extend(birth);
    evidence.extend(places.evidence);
    let points: i32 = evidence.iter().map(|e| e.points).sum();
    if points < FLOOR && !number_near {
        return None;
    }
    let band = match points {
        _ if numbers.exact && (!named || weighed.agrees || birth_agrees) => Band::Number,
        NEAR.. => Band::Near,
        FAIR.. => Band::Fair,
        _ => Band::Far,
    };
    evidence.sort_by_key(|e| !e.agrees);
    let reasons = evidence
        .into_iter()
        .map(|e| Reason {
            agrees: e.agrees,
            words: e.words,
        })
        .collect();
    Some(Close {
        found: Found {
            id: candidate.id,
            closeness: Closeness { band, points },
            reasons,
        },
        other_first_name: weighed.other_first_name,
    })
}

#[cfg(test)]
mod tests;
