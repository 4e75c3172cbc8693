//! Every value with its source and its history: who said it, who recorded it when, and what it replaced.

use jiff::Timestamp;
use jiff::civil::Date;

use super::Parts;
use super::words::{Eyes, Said, place, says, who_said};
use crate::facts::FactBody;
use crate::ids::{RecordId, Subject};
use crate::ledger::{Author, Effect, Entry, Fact, FactRef, standing};

/// Where a value stands on the page of details.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    Who,
    Home,
    Needs,
    People,
    Care,
    Work,
    Notes,
}

impl Group {
    pub const ALL: &[Self] = &[
        Self::Who,
        Self::Home,
        Self::Needs,
        Self::People,
        Self::Care,
        Self::Work,
        Self::Notes,
    ];

    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Who => "Name, birth and numbers",
            Self::Home => "Home and school",
            Self::Needs => "Language, disability, ethnicity",
            Self::People => "People",
            Self::Care => "Warnings and restrictions",
            Self::Work => "Our work",
            Self::Notes => "Notes that were corrected",
        }
    }
}

/// Who recorded something and when: an entry without its reason, which is narrative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub seq: i64,
    pub recorded_at: Timestamp,
    /// The old system held it by this instant, where it came from its file.
    pub asserted_at: Option<Timestamp>,
    pub author: Author,
}

impl From<&Entry> for Source {
    fn from(entry: &Entry) -> Self {
        Self {
            seq: entry.seq,
            recorded_at: entry.recorded_at,
            asserted_at: entry.asserted_at,
            author: entry.author,
        }
    }
}

/// One version of a value.
#[derive(Clone, Debug)]
pub struct Version {
    pub at: FactRef,
    /// What the value was called in this version: an uncle may have become a partner.
    pub label: String,
    pub said: Said,
    /// Who told us, in words.
    pub who_said: Option<String>,
    pub effective_on: Option<Date>,
    pub source: Source,
    /// Why it was changed; narrative, so for those who see all.
    pub reason: Option<String>,
}

/// A value that stands, with what it replaced.
#[derive(Clone, Debug)]
pub struct Detail {
    pub group: Group,
    pub label: String,
    /// The kind of the fact: by which form it is corrected.
    pub kind: &'static str,
    /// What it is filed under: the other's record, for a relationship that was recorded there.
    pub filed: Subject,
    pub record: RecordId,
    pub now: Version,
    /// Oldest first.
    pub earlier: Vec<Version>,
}

/// Something said once and taken back.
#[derive(Clone, Debug)]
pub struct Withdrawn {
    pub group: Group,
    pub label: String,
    pub was: Version,
    /// The entry that took it back.
    pub by: Source,
    pub reason: Option<String>,
}

pub(super) fn details(parts: &Parts<'_>, eyes: &Eyes<'_>) -> Vec<Detail> {
    let mut details: Vec<Detail> = standing(parts.facts)
        .iter()
        .filter(|s| is_theirs(s.fact, eyes))
        // A note stands in the timeline; here stand those that said something else before.
        .filter(|s| !s.earlier.is_empty() || !matches!(s.fact.body, Some(FactBody::NoteRecorded(_))))
        .filter_map(|s| {
            let (group, label) = place(s.fact, eyes)?;
            Some(Detail {
                group,
                label,
                kind: s.fact.body.as_ref()?.kind(),
                filed: s.fact.subject,
                record: s.fact.record,
                now: version(s.fact, eyes)?,
                earlier: s.earlier.iter().filter_map(|f| version(f, eyes)).collect(),
            })
        })
        .collect();
    // Of homes and schools the newest comes first; everything else stands in the order of recording.
    let place = |d: &Detail| {
        let FactRef { seq, ord } = d.now.at;
        if d.group == Group::Home {
            (-seq, -ord)
        } else {
            (seq, ord)
        }
    };
    details.sort_by_key(|d| (d.group, order(&d.label), place(d)));
    details
}

/// Of them, who somebody is. Who lives with them is told with who said so, which is for others.
pub(super) fn who_they_are(parts: &Parts<'_>, eyes: &Eyes<'_>) -> Vec<Detail> {
    let mut details = details(parts, eyes);
    details.retain(|d| d.group <= Group::Needs && d.filed.person().is_some());
    details
}

/// What stands no longer and was not replaced by something better: it was retracted.
pub(super) fn withdrawn(parts: &Parts<'_>, eyes: &Eyes<'_>) -> Vec<Withdrawn> {
    let stands = standing(parts.facts);
    let kept = |at: FactRef| {
        stands
            .iter()
            .any(|s| s.fact.at == at || s.earlier.iter().any(|e| e.at == at))
    };
    let gone = |f: &&Fact| !matches!(f.effect, Effect::Retract { .. }) && is_theirs(f, eyes) && !kept(f.at);
    let withdrawn = |f: &Fact| {
        let by = parts
            .facts
            .iter()
            .rfind(|r| r.effect == Effect::Retract { amends: f.at })?;
        let (group, label) = place(f, eyes)?;
        Some(Withdrawn {
            group,
            label,
            was: version(f, eyes)?,
            by: Source::from(&*by.entry),
            reason: by.entry.reason.clone().filter(|_| eyes.full()),
        })
    };
    parts.facts.iter().filter(gone).filter_map(withdrawn).collect()
}

/// A fact of the person's own, or one recorded elsewhere that says something of them: a relationship, a home.
fn is_theirs(fact: &Fact, eyes: &Eyes<'_>) -> bool {
    match fact.subject {
        Subject::Person(id) if eyes.group.contains(&id) => true,
        Subject::Person(id) => eyes.knows(id) && super::words::other_side(fact, eyes.group).is_some(),
        Subject::Household(_) => true,
        Subject::Contact(_) => false,
    }
}

fn version(fact: &Fact, eyes: &Eyes<'_>) -> Option<Version> {
    Some(Version {
        at: fact.at,
        label: place(fact, eyes).map(|(_, label)| label).unwrap_or_default(),
        said: says(fact, eyes)?,
        who_said: who_said(fact, eyes),
        effective_on: fact.effective_on,
        source: Source::from(&*fact.entry),
        reason: fact.entry.reason.clone().filter(|_| eyes.full()),
    })
}

/// Official names before others; everything else in the order of recording.
fn order(label: &str) -> u8 {
    match label {
        "Legal name" => 0,
        "Likes to be called" => 1,
        "Also known as" | "Former name" => 2,
        "Date of birth" => 3,
        "Death" => 4,
        "Sex" => 5,
        "Gender identity" => 6,
        "School" => 8,
        _ => 7,
    }
}
