//! Questions in few words.

use crate::forms::{Kind, Question};

impl Question {
    pub(super) const fn of(id: &'static str, label: &'static str, kind: Kind) -> Self {
        Self {
            id,
            label,
            hint: "",
            kind,
            needed: None,
            citation: "Holdfast",
        }
    }
    pub(super) const fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }
    /// Nothing is recorded without an answer.
    pub(super) const fn needed(self, words: &'static str) -> Self {
        Self {
            needed: Some(words),
            ..self
        }
    }
    pub(super) const fn cite(self, citation: &'static str) -> Self {
        Self { citation, ..self }
    }
}

pub(super) const YES_NO: &[(&str, &str)] = &[("yes", "Yes"), ("no", "No")];

/// Shown only beside a value that is doubtful, which is kept with it.
pub(super) const KEEP_IT: Question = Question::of(
    super::KEEP,
    "It may be wrong",
    Kind::Any(&[("yes", "Keep it as it was given to us")]),
);

pub(super) const FROM: Question =
    Question::of("from", "From", Kind::Day).hint("If it is known. For example, 1 Sep 2026");
/// The two questions of what stands already where somebody lives; asked only where something does.
pub(super) const STILL: Question = Question::of("still", "Do they still live at the address before?", Kind::Hidden);
pub(super) const LEFT_ON: Question = Question::of("left_on", "If not, when did they leave it?", Kind::Day)
    .hint("If you leave this empty: the day from which they live at the new one");

pub(super) const TO: Question = Question::of("to", "Until", Kind::Day).hint("Leave it empty while it goes on");
