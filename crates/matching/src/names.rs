//! Names against names: every word of the query finds the word of the candidate's names that it fits best.

use domain::naming::{Kin, Word, family, sound, words};
use strsim::{jaro_winkler, osa_distance};

use crate::candidate::{Candidate, NameKind, PersonName, Pronoun};
use crate::find::Evidence;
use crate::query::{NameWord, Query, letters};

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
    letters: u32,
    /// The whole hyphenated name that the word is part of.
    double: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Given,
    Family,
}

/// How two words are one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Likeness {
    Same,
    /// Smith, Smith-Jones.
    Half,
    /// Al Hassan, Alhassan.
    RunTogether,
    /// This word and the next of the query are one word of the name: Xiao Ling, Xiaoling.
    FirstOfTwo,
    SecondOfTwo,
    /// The word is two of the name: Maryann, Mary Ann.
    TwoInOne,
    Kin(Kin),
    Misspelt {
        hundredths: u8,
    },
    Sound,
    Begins,
    Initial,
}

impl Likeness {
    /// What it is worth, in hundredths of the same word.
    fn worth(self) -> i32 {
        match self {
            Likeness::Same => 100,
            Likeness::RunTogether | Likeness::FirstOfTwo | Likeness::SecondOfTwo | Likeness::TwoInOne => 97,
            Likeness::Half => 90,
            Likeness::Kin(Kin::Spelling) => 92,
            Likeness::Kin(Kin::ShortFor | Kin::LongFor) => 88,
            Likeness::Kin(Kin::ShortForms) => 84,
            Likeness::Misspelt { hundredths } => i32::from(hundredths),
            Likeness::Sound => 72,
            Likeness::Begins => 58,
            Likeness::Initial => 30,
        }
    }
}

/// How the reason begins that tells a sibling from the child.
pub(crate) const DIFFERENT_FIRST_NAME: &str = "Different first name";

/// What the same first name and surname are worth together.
const WHOLE_NAME: i32 = 60;

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
            for (part, text) in [(Part::Given, &name.given), (Part::Family, &name.family)] {
                let all = words(text);
                for n in 0..all.len() {
                    let word = &all[n];
                    let known =
                        |s: &Slot<'_>| s.part == part && s.word.folded == word.folded && s.word.joined == word.joined;
                    if !slots.iter().any(known) {
                        let double = double(&all, n);
                        slots.push(Slot {
                            name,
                            part,
                            letters: letters(&word.folded),
                            word: word.clone(),
                            double,
                        });
                    }
                }
            }
        }
    }
    slots
}

fn double(all: &[Word<'_>], n: usize) -> Option<String> {
    let parts: Vec<&str> = all
        .iter()
        .filter(|w| w.group == all[n].group && !w.loose)
        .map(|w| w.shown)
        .collect();
    (parts.len() > 1).then(|| parts.join("-"))
}

fn likeness(asked: &NameWord, slot: &Slot<'_>) -> Option<Likeness> {
    let (a, b) = (asked.folded.as_str(), slot.word.folded.as_str());
    if a == b {
        return Some(if asked.half == slot.double.is_some() {
            Likeness::Same
        } else {
            Likeness::Half
        });
    }
    let whole = |joined: &Option<String>, other: &str| joined.as_deref() == Some(other);
    if whole(&asked.joined, b) || whole(&slot.word.joined, a) {
        return Some(Likeness::RunTogether);
    }
    if (a.len() == 1 || b.len() == 1) && a.as_bytes()[0] == b.as_bytes()[0] {
        return Some(Likeness::Initial);
    }
    if asked.family.is_known()
        && let Some(kin) = asked.family.kin(family(b))
    {
        return Some(Likeness::Kin(kin));
    }
    if asked.loose || slot.word.loose {
        return None;
    }
    if a.len() >= 3 && b.starts_with(a) {
        return Some(Likeness::Begins);
    }
    // One edit adds or takes at most two letters of the set; a word that sounds alike shares its consonants.
    if (asked.letters ^ slot.letters).count_ones() > 6 || a.len().abs_diff(b.len()) > 4 {
        return None;
    }
    misspelt(a, b).or_else(|| sounds_alike(asked, b).then_some(Likeness::Sound))
}

/// The longer the word, the more slips are believed; in a word of three letters none is.
fn misspelt(a: &str, b: &str) -> Option<Likeness> {
    let shorter = a.len().min(b.len());
    let most = match shorter {
        0..=3 => return None,
        4..=7 => 1,
        _ => 2,
    };
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let slips = osa_distance(a, b);
    let hundredths = match (slips, shorter) {
        // Jade is not Jane, but may be: the first letter must hold, and it counts for less.
        (1, 4) if a.as_bytes()[0] == b.as_bytes()[0] => 50,
        (1, 5) => 68,
        (1, 6..) => 80,
        (2, 8..) if jaro_winkler(a, b) >= 0.88 => 66,
        _ => return None,
    };
    Some(Likeness::Misspelt { hundredths })
}

fn sounds_alike(asked: &NameWord, b: &str) -> bool {
    asked.sound.len() >= 2 && asked.sound == sound(b) && jaro_winkler(&asked.folded, b) >= 0.72
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

/// The names weighed: points, whether anything agrees, and the reasons.
pub(crate) struct NamesWeighed {
    pub evidence: Vec<Evidence>,
    pub agrees: bool,
    /// First name differs while the surname agrees: perhaps a sibling.
    pub other_first_name: bool,
}

impl NamesFound<'_> {
    /// Words of the query that fit no name.
    pub fn unmatched(&self) -> impl Iterator<Item = usize> {
        self.pairs
            .iter()
            .enumerate()
            .filter(|(_, pair)| pair.is_none())
            .map(|(q, _)| q)
    }

    /// Weighs the names. `elsewhere[q]`: word q is a place or a school of the candidate, and no name.
    pub fn weigh(&self, query: &Query, elsewhere: &[bool]) -> NamesWeighed {
        let mut weighed = NamesWeighed {
            evidence: Vec::new(),
            agrees: false,
            other_first_name: false,
        };
        let asked: Vec<usize> = (0..query.words.len())
            .filter(|q| !elsewhere[*q] && !self.is_idle(query, *q))
            .collect();
        if asked.is_empty() {
            return weighed;
        }
        if self.slots.is_empty() {
            weighed
                .evidence
                .push(Evidence::against(0, "Name not recorded".to_owned()));
            return weighed;
        }
        let has = |part: Part| self.pairs.iter().flatten().any(|(s, _)| self.slots[*s].part == part);
        let (given, family) = (has(Part::Given), has(Part::Family));
        weighed.agrees = given || family;
        let (mut sum, mut share) = (0, 0);
        for q in &asked {
            let weight = self.weight(query, *q, given && family);
            share += weight;
            if let Some((s, likeness)) = self.pairs[*q] {
                sum += weight * likeness.worth() * self.slots[s].worth() / 100;
            }
        }
        let points = WHOLE_NAME * sum / (share.max(1) * 100);
        self.say_agreements(query, points, &mut weighed.evidence);
        self.say_differences(asked.len(), given, family, &mut weighed);
        weighed
    }

    /// A word that may as well have been a particle, and fits nothing.
    fn is_idle(&self, query: &Query, q: usize) -> bool {
        query.words[q].loose && self.pairs[q].is_none()
    }

    /// A word in hundredths: one that fits nothing counts less where its other half fits, or first name and surname do.
    fn weight(&self, query: &Query, q: usize, whole: bool) -> i32 {
        if self.pairs[q].is_some() {
            return 100;
        }
        let group = query.words[q].group;
        let half = query
            .words
            .iter()
            .zip(&self.pairs)
            .any(|(w, pair)| w.group == group && pair.is_some());
        match (half, whole) {
            (true, _) => 35,
            (_, true) => 50,
            _ => 100,
        }
    }

    fn say_agreements(&self, query: &Query, points: i32, evidence: &mut Vec<Evidence>) {
        let who = self.candidate.pronoun;
        let plain = |part: Part| {
            self.pairs.iter().flatten().any(|(s, likeness)| {
                *likeness == Likeness::Same
                    && self.slots[*s].part == part
                    && self.slots[*s].name.kind == NameKind::Legal
            })
        };
        let mut said: Vec<String> = Vec::new();
        match (plain(Part::Given), plain(Part::Family)) {
            (true, true) => said.push("Same first name and surname".to_owned()),
            (true, false) => said.push("Same first name".to_owned()),
            (false, true) => said.push("Same surname".to_owned()),
            (false, false) => {}
        }
        for q in 0..query.words.len() {
            let Some((s, likeness)) = self.pairs[q] else { continue };
            let slot = &self.slots[s];
            let legal = slot.name.kind == NameKind::Legal;
            let words = match likeness {
                Likeness::SecondOfTwo => continue,
                Likeness::Same if legal => continue,
                Likeness::Same => slot.is_called(who),
                _ => {
                    let alike = self.say_alike(query, q, s, likeness);
                    if legal {
                        alike
                    } else {
                        format!("{alike}, {}", slot.kind_in_words(who))
                    }
                }
            };
            if !said.contains(&words) {
                said.push(words);
            }
        }
        // The points of the names are one sum; the first reason carries it.
        for (n, words) in said.into_iter().enumerate() {
            evidence.push(Evidence::fits(if n == 0 { points } else { 0 }, words));
        }
    }

    fn say_alike(&self, query: &Query, q: usize, s: usize, likeness: Likeness) -> String {
        let asked = query.words[q].shown.as_str();
        let slot = &self.slots[s];
        let held = slot.word.shown;
        match likeness {
            Likeness::Half => match &slot.double {
                Some(double) => format!("{held} is half of {double}"),
                None => format!("{held} is half of the name asked for"),
            },
            Likeness::FirstOfTwo | Likeness::SecondOfTwo => {
                let next = query.words.get(q + 1).map_or("", |w| w.shown.as_str());
                format!("{asked} {next} and {held} are one name")
            }
            Likeness::TwoInOne => {
                let next = self.slots.get(s + 1).map_or("", |next| next.word.shown);
                format!("{asked} and {held} {next} are one name")
            }
            Likeness::Same | Likeness::RunTogether => format!("{asked} and {held} are one name"),
            Likeness::Kin(Kin::Spelling) => format!("{asked} and {held}: spellings of one name"),
            Likeness::Kin(Kin::ShortFor) => format!("{asked} can be short for {held}"),
            Likeness::Kin(Kin::LongFor) => format!("{held} can be short for {asked}"),
            Likeness::Kin(Kin::ShortForms) => format!("{held} and {asked} are one name"),
            Likeness::Misspelt { .. } => format!("{asked} is nearly {held}"),
            Likeness::Sound => format!("{asked} sounds like {held}"),
            Likeness::Begins => format!("{held} begins with {asked}"),
            Likeness::Initial => format!("{asked} and {held}: the same initial"),
        }
    }

    fn say_differences(&self, asked: usize, given: bool, family: bool, weighed: &mut NamesWeighed) {
        let Some(name) = self.candidate.leading_name() else {
            return;
        };
        let different = |what: &str, is: &str| Evidence::against(-12, format!("{what}: {}", is.trim()));
        let recorded = |text: &str| !text.trim().is_empty();
        match (given, family) {
            (true, true) => {}
            (false, false) => {
                let whole = format!("{} {}", name.given.trim(), name.family.trim());
                weighed.evidence.push(Evidence {
                    points: -20,
                    ..different("Different name", &whole)
                });
            }
            (false, true) if asked > 1 && recorded(&name.given) => {
                weighed.other_first_name = true;
                weighed.evidence.push(different(DIFFERENT_FIRST_NAME, &name.given));
            }
            (true, false) if asked > 1 && recorded(&name.family) => {
                weighed.evidence.push(different("Different surname", &name.family));
            }
            _ => {}
        }
    }

    /// The first word of the candidate's leading first name.
    pub fn first_name(&self) -> Option<&str> {
        let leads = self.candidate.leading_name()?;
        leads.given.split_whitespace().next()
    }
}

impl Slot<'_> {
    /// In hundredths: a surname tells more than a first name, today's names more than others.
    fn worth(&self) -> i32 {
        let part = match self.part {
            Part::Given => 90,
            Part::Family => 110,
        };
        match self.name.kind {
            NameKind::Legal | NameKind::Preferred => part,
            NameKind::Former | NameKind::Alias => part - 8,
        }
    }

    fn part_in_words(&self) -> &'static str {
        match self.part {
            Part::Given => "first name",
            Part::Family => "surname",
        }
    }

    /// “Katy” is her preferred name since 2023.
    fn is_called(&self, who: Pronoun) -> String {
        let verb = if self.name.kind == NameKind::Former {
            "was"
        } else {
            "is"
        };
        format!("“{}” {verb} {}", self.word.shown, self.kind_in_words(who))
    }

    fn kind_in_words(&self, who: Pronoun) -> String {
        let (her, part) = (who.possessive(), self.part_in_words());
        match (self.name.kind, self.part) {
            (NameKind::Legal, _) => format!("{her} {part}"),
            (NameKind::Preferred, Part::Given) => format!("{her} preferred name{}", self.since()),
            (NameKind::Preferred, Part::Family) => format!("{her} preferred surname{}", self.since()),
            (NameKind::Former, _) => match self.name.until {
                Some(until) => format!("{her} {part} until {}", until.year()),
                None => format!("{her} {part} before"),
            },
            (NameKind::Alias, _) => format!("another name used for {}", who.object()),
        }
    }

    fn since(&self) -> String {
        self.name
            .since
            .map(|day| format!(" since {}", day.year()))
            .unwrap_or_default()
    }
}
