//! What was not known at a past moment and is known now, out of two views of the same record: both masked, so nothing can come in here
//! that is on neither page.

use jiff::Timestamp;

use super::{Detail, Group, PersonView, Said};

/// One line of "not known then, known now".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    /// What it is: "Mother’s partner", "Address: home".
    pub label: String,
    pub now: Said,
    /// What the record held then, where it held something else.
    pub then: Option<Said>,
    pub recorded_at: Timestamp,
    /// The entry that said it, or took it back.
    pub seq: i64,
    /// It was said then, and has been taken back since.
    pub taken_back: bool,
}

/// The differences, the most recently recorded first. `known_seq` is the last entry of the page of the past.
#[must_use]
pub fn since(now: &PersonView, known_seq: i64) -> Vec<Since> {
    let mut all: Vec<Since> = now
        .details
        .iter()
        .filter(|d| d.now.at.seq > known_seq && d.group != Group::Notes)
        .map(|d| Since {
            label: d.label.clone(),
            now: d.now.said.clone(),
            then: then(d, known_seq),
            recorded_at: d.now.source.recorded_at,
            seq: d.now.at.seq,
            taken_back: false,
        })
        .collect();
    let taken_back = now
        .withdrawn
        .iter()
        .filter(|w| w.by.seq > known_seq && w.was.at.seq <= known_seq);
    all.extend(taken_back.map(|w| Since {
        label: w.label.clone(),
        now: w.was.said.clone(),
        then: None,
        recorded_at: w.by.recorded_at,
        seq: w.by.seq,
        taken_back: true,
    }));
    all.sort_by(|a, b| b.recorded_at.cmp(&a.recorded_at).then_with(|| a.label.cmp(&b.label)));
    all
}

fn then(detail: &Detail, known_seq: i64) -> Option<Said> {
    detail
        .earlier
        .iter()
        .rfind(|v| v.at.seq <= known_seq)
        .map(|v| v.said.clone())
}
