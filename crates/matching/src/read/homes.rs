//! Streets and schools.

use domain::naming::street_kind;

use super::SearchBox;
use crate::places::is_school_word;

/// Words between commas that name a school: "Fenwick Green Primary". Without commas such words stay among the names, where
/// comparison finds that they are a candidate's school.
pub(super) fn schools(search: &mut SearchBox<'_>) {
    let mut from = 0;
    while from < search.words.len() {
        let to = end_of_part(search, from);
        let part = &search.words[from..to];
        let says_school = part
            .iter()
            .any(|w| is_school_word(&w.folded) && w.folded.len() > 4 && w.folded != "church");
        if says_school && part.len() > 1 && from > 0 && part.iter().all(|w| !w.taken) {
            let school = part.iter().map(|w| w.raw).collect::<Vec<_>>().join(" ");
            search.clues.school.get_or_insert(school);
            search.take(from..to);
        }
        from = to;
    }
}

/// Streets: a house number and what follows it up to the type of street, or the one word before a type that is no surname
/// ("Mill Road", "Old Mill Road"). What follows a street up to the comma stays among the names, as it may be a town or a child.
/// A part between commas after a street is a town.
pub(super) fn homes(search: &mut SearchBox<'_>) {
    let mut at = 0;
    while at < search.words.len() {
        match street_at(search, at) {
            Some((from, to)) => {
                for n in from..to {
                    let word = search.words[n].raw.to_owned();
                    search.clues.address_words.push(word);
                }
                search.take(from..to);
                at = to;
                town_after(search, at);
            }
            None => at += 1,
        }
    }
}

/// A street whose type stands at `at`, or whose house number does.
fn street_at(search: &SearchBox<'_>, at: usize) -> Option<(usize, usize)> {
    let word = search.free(at)?;
    let end = end_of_part(search, at);
    if word.folded == "flat" || word.folded.starts_with(|c: char| c.is_ascii_digit()) {
        // A type of street within reach of the number, and any that follow at once: Park Hill Road.
        let mut reach = (at + 1..end.min(at + 7)).take_while(|n| search.free(*n).is_some());
        let kind = reach.find(|n| *n > at + 1 && street_kind(search.folded(*n)).is_some());
        let mut to = kind? + 1;
        while to < end && street_kind(search.folded(to)).is_some() {
            to += 1;
        }
        return Some((at, to));
    }
    let (_, also_a_name) = street_kind(&word.folded)?;
    let starts_part = |n: usize| search.words[n].after_break || n == 0;
    if at == 0 || word.after_break || search.free(at - 1).is_none() {
        return None;
    }
    let mut from = at - 1;
    // "St" and "Lane" need more than one word before them to be sure: a part of their own between commas.
    if also_a_name {
        let first = (0..at).rev().find(|n| starts_part(*n)).unwrap_or(0);
        let own_part = first > 0 && first < at && at + 1 == end && (first..at).all(|n| search.free(n).is_some());
        return own_part.then_some((first, at + 1));
    }
    let leads = |folded: &str| {
        matches!(
            folded,
            "st" | "saint"
                | "old"
                | "new"
                | "high"
                | "upper"
                | "lower"
                | "great"
                | "little"
                | "north"
                | "south"
                | "east"
                | "west"
                | "the"
        )
    };
    while from > 0 && !search.words[from].after_break && leads(search.folded(from - 1)) {
        from -= 1;
    }
    Some((from, at + 1))
}

/// "Mill Road, Stowbridge": a part of its own straight after a street is its town.
fn town_after(search: &mut SearchBox<'_>, at: usize) {
    let Some(next) = search.free(at) else { return };
    if !next.after_break {
        return;
    }
    let end = end_of_part(search, at);
    let plain = |n: usize| {
        search
            .free(n)
            .is_some_and(|w| w.folded.bytes().all(|b| b.is_ascii_alphabetic() || b == b' '))
    };
    if end - at > 3 || !(at..end).all(plain) || street_kind(search.folded(end - 1)).is_some() {
        return;
    }
    if let Some(last) = search.clues.address_words.last_mut() {
        last.push(',');
    }
    for n in at..end {
        let word = search.words[n].raw.to_owned();
        search.clues.address_words.push(word);
    }
    search.take(at..end);
}

fn end_of_part(search: &SearchBox<'_>, from: usize) -> usize {
    (from + 1..search.words.len())
        .find(|n| search.words[*n].after_break)
        .unwrap_or(search.words.len())
}
