//! What the names say together, and the reasons in words.

use domain::naming::Kin;

use super::likeness::Likeness;
use super::{NamesFound, Part, Slot};
use crate::candidate::{NameKind, Pronoun};
use crate::find::Evidence;
use crate::query::Query;

/// How the reason begins that tells a sibling from the child.
pub(crate) const DIFFERENT_FIRST_NAME: &str = "Different first name";

/// What the same first name and surname are worth together.
const WHOLE_NAME: i32 = 60;

/// The names weighed: points, whether anything agrees, and the reasons.
pub(crate) struct NamesWeighed {
    pub evidence: Vec<Evidence>,
    pub agrees: bool,
    /// First name differs while the surname agrees: perhaps a sibling.
    pub other_first_name: bool,
}

impl NamesFound<'_> {
    /// Some word of the query fits a name.
    pub fn any(&self) -> bool {
        self.pairs.iter().any(Option::is_some)
    }

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
            self.pairs
                .iter()
                .flatten()
                .any(|(s, likeness)| *likeness == Likeness::Same && self.slots[*s].is_plain(part))
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
                Likeness::Same if slot.is_plain(slot.part) => continue,
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
}

impl Slot<'_> {
    /// In hundredths: a surname tells more than a first name, today's names more than others.
    fn worth(&self) -> i32 {
        let part = match self.part {
            Part::Given if self.leads => 90,
            Part::Given => 75,
            Part::Family => 110,
        };
        match self.name.kind {
            NameKind::Legal | NameKind::Preferred => part,
            NameKind::Former | NameKind::Alias => part - 8,
        }
    }

    /// A legal surname, or the first of the legal first names.
    fn is_plain(&self, part: Part) -> bool {
        self.part == part && self.name.kind == NameKind::Legal && (self.leads || part == Part::Family)
    }

    fn part_in_words(&self) -> &'static str {
        match self.part {
            Part::Given if self.leads => "first name",
            Part::Given => "middle name",
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
