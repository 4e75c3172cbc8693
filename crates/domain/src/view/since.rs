//! What was not known at a past moment and is known now, out of two views of the same record: both masked, so nothing can come in here
//! that is on neither page.

use jiff::Timestamp;

use super::{Detail, Group, PersonView, Piece, Said};

/// One line of "not known then, known now".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    /// What it is: "Mother’s partner", "The move", "The pregnancy".
    pub label: String,
    pub now: Said,
    /// What the record held then, where it held something else.
    pub then: Option<Said>,
    /// "Hannah, home visit 14 Oct 2026".
    pub who_said: Option<String>,
    pub recorded_at: Timestamp,
    /// The entry that said it, or took it back.
    pub seq: i64,
    /// It was said then, and has been taken back since.
    pub taken_back: bool,
}

/// What another address after one that was known is called.
const MOVE: &str = "The move";

/// The differences, the most recently recorded first, what the department did after all others. `known_seq` is the last entry of the page of the past.
#[must_use]
pub fn since(now: &PersonView, known_seq: i64) -> Vec<Since> {
    let mut all: Vec<(Group, Since)> = now
        .details
        .iter()
        .filter(|d| d.now.at.seq > known_seq && d.group != Group::Notes)
        .map(|d| {
            let since = Since {
                label: label(now, d, known_seq),
                now: d.now.said.clone(),
                then: then(d, known_seq),
                who_said: d.now.who_said.clone(),
                recorded_at: d.now.source.recorded_at,
                seq: d.now.at.seq,
                taken_back: false,
            };
            (d.group, since)
        })
        .collect();
    let taken_back = now
        .withdrawn
        .iter()
        .filter(|w| w.by.seq > known_seq && w.was.at.seq <= known_seq);
    all.extend(taken_back.map(|w| {
        let since = Since {
            label: w.label.clone(),
            now: w.was.said.clone(),
            then: None,
            who_said: None,
            recorded_at: w.by.recorded_at,
            seq: w.by.seq,
            taken_back: true,
        };
        (w.group, since)
    }));
    // Who was in the child's life, and where, comes first; what the department did comes last.
    let rank = |group: Group, label: &str| match group {
        Group::People => 0,
        _ if label == MOVE => 0,
        Group::Work => 2,
        _ => 1,
    };
    all.sort_by(|(a_group, a), (b_group, b)| {
        rank(*a_group, &a.label)
            .cmp(&rank(*b_group, &b.label))
            .then_with(|| b.recorded_at.cmp(&a.recorded_at))
            .then_with(|| a.label.cmp(&b.label))
    });
    all.into_iter().map(|(_, since)| since).collect()
}

fn then(detail: &Detail, known_seq: i64) -> Option<Said> {
    detail
        .earlier
        .iter()
        .rfind(|v| v.at.seq <= known_seq)
        .map(|v| v.said.clone())
}

/// What was learned, in a word: a relation as the page says it of today, an address after another as the move, somebody unborn as the pregnancy.
fn label(now: &PersonView, detail: &Detail, known_seq: i64) -> String {
    let other = detail.now.said.iter().find_map(|piece| match piece {
        Piece::Person(id) => Some(*id),
        _ => None,
    });
    let tie = now
        .ties
        .iter()
        .find(|tie| detail.group == Group::People && Some(tie.other) == other);
    if let Some(tie) = tie {
        let mut chars = tie.words.chars();
        return match tie.words.starts_with("unborn ") {
            true => "The pregnancy".into(),
            false => chars
                .next()
                .into_iter()
                .flat_map(char::to_uppercase)
                .chain(chars)
                .collect(),
        };
    }
    // The address before may have been given its last day since.
    let known = |d: &Detail| d.now.at.seq <= known_seq || then(d, known_seq).is_some();
    let knew_another = |d: &&Detail| d.label == detail.label && d.record != detail.record && known(d);
    if detail.kind == "address_recorded"
        && detail.label == "Address: home"
        && now.details.iter().any(|d| knew_another(&d))
    {
        return MOVE.into();
    }
    detail.label.clone()
}
