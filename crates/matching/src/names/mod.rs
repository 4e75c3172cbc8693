//! Names against names: every word of the query finds the word of the candidate's names that it fits best.

mod likeness;
mod weigh;

use domain::naming::{Word, words};

use crate::candidate::{Candidate, NameKind, PersonName};
use crate::query::{Query, letters};
use likeness::{Likeness, likeness};
pub(crate) use weigh::DIFFERENT_FIRST_NAME;

/// What the names say, before words that turn out to be places are taken off.
pub(crate) struct NamesFound<'a> {
    candidate: &'a Candidate,
    slots: Vec<Slot<'a>>,
    /// For each word of the query, the slot it fits and how well.
    pairs: Vec<Option<(usize, Likeness)>>,
}

/// A word of one of the candidate's names.
struct Slot<'a> {
    name: &'a PersonName,
    part: Part,
    word: Word<'a>,
    /// The first word of its part: a first name and no middle name.
    leads: bool,
    letters: u32,
    /// The whole hyphenated name that the word is part of.
    double: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Given,
    Family,
}

impl Part {
    fn of(self, name: &PersonName) -> &str {
        match self {
            Part::Given => &name.given,
            Part::Family => &name.family,
        }
    }
}

pub(crate) fn compare<'a>(query: &Query, candidate: &'a Candidate) -> NamesFound<'a> {
    let slots = slots(candidate);
    let mut fits: Vec<(i32, usize, usize, Likeness)> = Vec::new();
    for (q, asked) in query.words.iter().enumerate() {
        for (s, slot) in slots.iter().enumerate() {
            if let Some(likeness) = likeness(asked, slot) {
                fits.push((-likeness.worth(), q, s, likeness));
            }
        }
    }
    fits.sort_unstable_by_key(|(worth, q, s, _)| (*worth, *s, *q));
    let mut pairs = vec![None; query.words.len()];
    let mut taken = vec![false; slots.len()];
    for (_, q, s, likeness) in fits {
        if pairs[q].is_none() && !taken[s] {
            pairs[q] = Some((s, likeness));
            taken[s] = true;
        }
    }
    run_together(query, &slots, &mut pairs, &mut taken);
    whole_doubles(query, &slots, &mut pairs, &taken);
    NamesFound {
        candidate,
        slots,
        pairs,
    }
}

/// Legal names before others, each word once.
fn slots(candidate: &Candidate) -> Vec<Slot<'_>> {
    let mut slots: Vec<Slot<'_>> = Vec::with_capacity(8);
    for kind in [NameKind::Legal, NameKind::Preferred, NameKind::Former, NameKind::Alias] {
        for name in candidate.names.iter().filter(|name| name.kind == kind) {
            for part in [Part::Given, Part::Family] {
                // Most second names share one part with the first to the letter.
                if !slots.iter().any(|s| s.part == part && part.of(s.name) == part.of(name)) {
                    add_slots(name, part, &mut slots);
                }
            }
        }
    }
    slots
}

fn add_slots<'a>(name: &'a PersonName, part: Part, slots: &mut Vec<Slot<'a>>) {
    let all = words(part.of(name));
    let doubles: Vec<Option<String>> = (0..all.len()).map(|n| double(&all, n)).collect();
    for (n, (word, double)) in all.into_iter().zip(doubles).enumerate() {
        let known = |s: &Slot<'_>| s.part == part && s.word.folded == word.folded && s.word.joined == word.joined;
        if !slots.iter().any(known) {
            slots.push(Slot {
                name,
                part,
                leads: n == 0,
                letters: letters(&word.folded),
                word,
                double,
            });
        }
    }
}

/// The hyphenated name that word `n` is part of, written out.
fn double(all: &[Word<'_>], n: usize) -> Option<String> {
    if all.len() < 2 {
        return None;
    }
    let parts: Vec<&str> = all
        .iter()
        .filter(|w| w.group == all[n].group && !w.loose)
        .map(|w| w.shown)
        .collect();
    (parts.len() > 1).then(|| parts.join("-"))
}

/// Two words of one side that are one word of the other: Xiao Ling and Xiaoling, Mary Ann and Maryann.
fn run_together(query: &Query, slots: &[Slot<'_>], pairs: &mut [Option<(usize, Likeness)>], taken: &mut [bool]) {
    let open =
        |pair: &Option<(usize, Likeness)>| matches!(pair, None | Some((_, Likeness::Begins | Likeness::Initial)));
    let together = |first: &str, second: &str, whole: &str| {
        whole.len() == first.len() + second.len() && whole.starts_with(first) && whole.ends_with(second)
    };
    for q in 0..query.words.len() {
        if !open(&pairs[q]) {
            continue;
        }
        let asked = query.words[q].folded.as_str();
        if let Some(next) = query.words.get(q + 1).filter(|_| open(&pairs[q + 1]))
            && let Some(s) = slots.iter().position(|s| together(asked, &next.folded, &s.word.folded))
        {
            pairs[q] = Some((s, Likeness::FirstOfTwo));
            pairs[q + 1] = Some((s, Likeness::SecondOfTwo));
        } else if let Some(s) = (1..slots.len()).find(|s| {
            let (first, second) = (&slots[s - 1], &slots[*s]);
            first.part == second.part && !taken[*s] && together(&first.word.folded, &second.word.folded, asked)
        }) {
            taken[s] = true;
            pairs[q] = Some((s - 1, Likeness::TwoInOne));
        }
    }
}

/// Both halves found are the whole: Smith Jones, Smith-Jones.
fn whole_doubles(query: &Query, slots: &[Slot<'_>], pairs: &mut [Option<(usize, Likeness)>], taken: &[bool]) {
    for q in 0..pairs.len() {
        let Some((s, Likeness::Half)) = pairs[q] else { continue };
        let whole = match &slots[s].double {
            Some(_) => slots
                .iter()
                .zip(taken)
                .all(|(other, taken)| *taken || other.double != slots[s].double),
            None => (0..pairs.len()).all(|n| pairs[n].is_some() || query.words[n].group != query.words[q].group),
        };
        if whole {
            pairs[q] = Some((s, Likeness::Same));
        }
    }
}
