//! What somebody records on a person's record: short forms, one for each thing, read into the fact that they make.
//!
//! To add one: a file in `kinds` with its questions, how they are read into a fact and how a fact is written back into them for a
//! correction, and its line in [`RECORD_FORMS`]. Pages, permits, history and the way back all follow from it.

mod answers;
mod ask;
mod kinds;

pub use answers::{Answers, Around, Finding, KEEP, LivesNow, WHY_CHANGED, why_changed};
pub use kinds::RECORD_FORMS;

use jiff::civil::Date;

use crate::facts::FactBody;
use crate::facts::household::HouseholdRecorded;
use crate::facts::person::{NameRecorded, SexRecorded};
use crate::forms::{Question, Raw};
use crate::ids::HouseholdId;

/// A short form that records one thing about a person.
#[derive(Debug)]
pub struct RecordForm {
    /// As it stands in the address: `name`.
    pub id: &'static str,
    /// The kind of fact that it records, and whose facts it corrects.
    pub fact: &'static str,
    pub group: Group,
    /// "A name"
    pub title: &'static str,
    /// What to know before filling it in; may be empty.
    pub hint: &'static str,
    pub right: Right,
    pub meets: Meets,
    pub questions: &'static [Question],
    /// The questions that are answered out of what stands around the record.
    pub panels: &'static [(&'static str, Panel)],
    /// The questions that a correction does not ask.
    pub only_new: &'static [&'static str],
    /// Reads what was typed. `None` only where a finding says why.
    pub read: fn(&mut Answers<'_>) -> Option<FactBody>,
    /// What stands, as it would have been typed; `None` for a fact of another kind.
    pub write: fn(&FactBody) -> Option<Typed>,
}

/// Answers by question.
pub type Typed = Vec<(&'static str, String)>;

/// Where a form stands in the list of what can be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    Who,
    Where,
    Safety,
    Notes,
}

impl Group {
    pub const ALL: &[Self] = &[Self::Who, Self::Where, Self::Safety, Self::Notes];

    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Who => "Who they are",
            Self::Where => "Where and with whom they live",
            Self::Safety => "Safety",
            Self::Notes => "Notes",
        }
    }
}

/// The right that recording it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// [`WriteIdentity`](crate::policy::WriteIdentity)
    Identity,
    /// [`WriteRecord`](crate::policy::WriteRecord)
    Record,
    /// [`Restrict`](crate::policy::Restrict)
    Restrict,
}

/// How a new one meets what stands already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meets {
    /// A person has one: what is recorded corrects what stands, and the earlier one stays in the history.
    One,
    /// They may have several. Another of its kind recorded meanwhile is shown before this one is saved, so that nothing stands twice.
    Several,
    /// Each stands alone, whatever was recorded meanwhile.
    Alone,
}

/// What a question is answered from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// Somebody on record, found by the search.
    Person,
    /// A home of somebody in the person's life, or a new one.
    Homes,
    Teams,
    /// One member of staff.
    Worker,
    /// Some members of staff.
    Workers,
    /// A clock that was missed.
    MissedClocks,
    /// Where they lived until now; asked only where something stands.
    Former,
}

/// What a form came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Asserted {
    pub body: FactBody,
    /// The day on which it happened, where that is not the day of recording.
    pub on: Option<Date>,
    pub under: Under,
    /// The day on which what stood of the same kind ended, where this takes its place.
    pub ends: Option<Date>,
}

/// What the fact is filed under [Sem 1].
#[derive(Clone, Debug, PartialEq)]
pub enum Under {
    Person,
    Household(HouseholdId),
    /// A home that is put on record with the first person in it.
    NewHousehold(HouseholdRecorded),
    /// The person, with somebody whom the fact names and who is put on record with it.
    WithNewPerson {
        name: NameRecorded,
        sex: Option<SexRecorded>,
    },
}

/// The answer by which somebody, or a home, is put on record with the fact. Questions whose id begins with `new_` are asked with it only.
pub const NEW: &str = "new";

impl RecordForm {
    /// The form of that id.
    #[must_use]
    pub fn find(id: &str) -> Option<&'static Self> {
        RECORD_FORMS.iter().copied().find(|f| f.id == id)
    }

    /// The form that records facts of that kind.
    #[must_use]
    pub fn of_fact(body: &FactBody) -> Option<&'static Self> {
        RECORD_FORMS.iter().copied().find(|f| f.fact == body.kind())
    }

    /// The panel that answers a question.
    #[must_use]
    pub fn panel(&self, question: &str) -> Option<Panel> {
        self.panels.iter().find(|(id, _)| *id == question).map(|(_, p)| *p)
    }

    /// What was typed as a fact, or what is wrong with it, each beside its question.
    ///
    /// # Errors
    /// Every finding, in the order of the questions.
    pub fn parse(&self, raw: &Raw, around: &Around) -> Result<Asserted, Vec<Finding>> {
        let mut answers = Answers::of(self, raw, around);
        let body = (self.read)(&mut answers);
        answers.finish(body)
    }

    /// A fact as it would have been typed.
    #[must_use]
    pub fn typed(&self, body: &FactBody) -> Option<Raw> {
        let typed = (self.write)(body)?;
        let answered = typed.into_iter().filter(|(_, v)| !v.is_empty());
        Some(Raw(answered.map(|(k, v)| (k.to_owned(), v)).collect()))
    }
}

/// A day as it is typed.
fn day(on: Option<Date>) -> String {
    on.map(crate::person::identity::day).unwrap_or_default()
}

/// A tick as it is sent.
fn tick(ticked: bool) -> String {
    if ticked { "yes".into() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn forms_are_told_apart_and_their_questions_too() {
        let ids: BTreeSet<_> = RECORD_FORMS.iter().map(|f| f.id).collect();
        let facts: BTreeSet<_> = RECORD_FORMS.iter().map(|f| f.fact).collect();
        assert_eq!((ids.len(), facts.len()), (RECORD_FORMS.len(), RECORD_FORMS.len()));
        for form in RECORD_FORMS {
            let kind = crate::facts::FACT_KINDS.iter().find(|k| k.kind == form.fact);
            assert!(kind.is_some(), "{} records {}, which is no fact", form.id, form.fact);
            let questions: BTreeSet<_> = form.questions.iter().map(|q| q.id).collect();
            assert_eq!(questions.len(), form.questions.len(), "{}", form.id);
            for (question, _) in form.panels {
                assert!(questions.contains(question), "{} {question}", form.id);
            }
        }
    }

    /// Nothing typed makes no fact and breaks nothing; every finding names a question of its form.
    #[test]
    fn odd_answers_are_findings_beside_their_questions() {
        let around = answers::tests::around();
        let odd = [
            "",
            " ",
            "\u{0}",
            "a\u{7}b",
            "31/02/2026",
            "99/99/9999",
            "-1",
            "<script>",
            &"x".repeat(20_001),
            "é\u{202e}",
            "12 Nov 2126",
        ];
        for form in RECORD_FORMS {
            for text in odd {
                let raw = Raw(form
                    .questions
                    .iter()
                    .map(|q| (q.id.to_owned(), text.to_owned()))
                    .collect());
                let Err(findings) = form.parse(&raw, &around) else {
                    continue;
                };
                assert!(!findings.is_empty(), "{} {text:?}", form.id);
                for finding in findings {
                    assert!(
                        form.questions.iter().any(|q| q.id == finding.question),
                        "{} {finding:?}",
                        form.id
                    );
                }
            }
            assert!(
                form.parse(&Raw::default(), &around).is_err(),
                "{} takes nothing for something",
                form.id
            );
        }
    }
}
