//! When somebody was born, or is expected. An unborn child is the same record after birth.

use jiff::ToSpan;

use super::super::{Answers, Group, Meets, RecordForm, Right, Typed};
use crate::facts::FactBody;
use crate::facts::person::BirthRecorded;
use crate::forms::{Kind, Question};

pub const FORM: RecordForm = RecordForm {
    id: "birth",
    fact: "birth_recorded",
    group: Group::Who,
    title: "Date of birth",
    hint: "For a baby who was expected and is born now, this is the same record: choose “Exact date” and enter the day of birth.",
    right: Right::Identity,
    meets: Meets::One,
    questions: &[
        Question::of("precision", "How well is it known?", Kind::One(PRECISION)).needed("Choose how well it is known"),
        Question::of("on", "Date", Kind::Day)
            .hint("For an estimate, the best single day to reckon with. For an unborn child, the day on which they are due")
            .needed("Enter the date"),
        Question::of("words", "How was it estimated?", Kind::Line { width: 30 })
            .hint("For an estimate only. For example, about 16, treated as a child"),
    ],
    panels: &[],
    only_new: &[],
    read,
    write,
};

const PRECISION: &[(&str, &str)] = &[
    ("exact", "Exact date"),
    ("estimated", "Estimated"),
    ("expected", "Not born yet"),
];

fn read(a: &mut Answers<'_>) -> Option<FactBody> {
    let today = a.around.today;
    let words = a.words("words");
    Some(match a.words("precision").as_str() {
        "exact" => BirthRecorded::Exact { on: a.past_day("on")? }.into(),
        "estimated" => {
            if words.is_empty() {
                a.wrong("words", "Say how it was estimated");
            }
            let on = a.past_day("on")?;
            BirthRecorded::Estimated { on, words }.into()
        }
        "expected" => {
            let on = a.day("on")?;
            if on > today.saturating_add(10.months()) {
                a.wrong("on", "A baby is due within ten months");
            } else if on < today.saturating_sub(2.months()) {
                a.wrong(
                    "on",
                    "This due date has long passed. If the baby has been born, choose “Exact date”",
                );
            }
            BirthRecorded::Expected { on }.into()
        }
        _ => {
            a.wrong("precision", "Choose how well it is known");
            return None;
        }
    })
}

fn write(body: &FactBody) -> Option<Typed> {
    let FactBody::BirthRecorded(v) = body else { return None };
    let (precision, on, words) = match v {
        BirthRecorded::Exact { on } => ("exact", on, ""),
        BirthRecorded::Estimated { on, words } => ("estimated", on, words.as_str()),
        BirthRecorded::Expected { on } => ("expected", on, ""),
    };
    Some(vec![
        ("precision", precision.into()),
        ("on", super::super::day(Some(*on))),
        ("words", words.into()),
    ])
}

#[cfg(test)]
mod tests {
    use super::super::super::answers::tests::{reads, refuses};
    use super::*;

    #[test]
    fn births_as_they_are_typed() {
        reads(
            &FORM,
            &[("precision", "exact"), ("on", "14 Mar 2018")],
            r#"{"on":"2018-03-14","precision":"exact"}"#,
        );
        let about = [
            ("precision", "estimated"),
            ("on", "1/1/2010"),
            ("words", "about 16, treated as a child"),
        ];
        reads(
            &FORM,
            &about,
            r#"{"on":"2010-01-01","precision":"estimated","words":"about 16, treated as a child"}"#,
        );
        reads(
            &FORM,
            &[("precision", "expected"), ("on", "22 Jan 2027")],
            r#"{"on":"2027-01-22","precision":"expected"}"#,
        );
        refuses(
            &FORM,
            &[("precision", "exact"), ("on", "13 Nov 2026")],
            "on",
            "not in the future",
        );
        refuses(
            &FORM,
            &[("precision", "exact"), ("on", "30 Feb 2018")],
            "on",
            "day that exists",
        );
        refuses(
            &FORM,
            &[("precision", "exact"), ("on", "1/1/1890")],
            "on",
            "after 1 Jan 1900",
        );
        refuses(
            &FORM,
            &[("precision", "estimated"), ("on", "1/1/2010")],
            "words",
            "Say how",
        );
        refuses(
            &FORM,
            &[("precision", "expected"), ("on", "12 Dec 2027")],
            "on",
            "within ten months",
        );
        refuses(
            &FORM,
            &[("precision", "expected"), ("on", "1 Feb 2026")],
            "on",
            "long passed",
        );
        refuses(&FORM, &[("on", "1 Feb 2026")], "precision", "Choose how well");
        refuses(&FORM, &[("precision", "exact")], "on", "Enter the date");
    }
}
