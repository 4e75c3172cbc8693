//! Something that whoever goes there must know before they go.

use jiff::ToSpan;

use super::super::{Answers, Group, Meets, RecordForm, Right, Typed};
use crate::facts::FactBody;
use crate::facts::person::WarningRecorded;
use crate::forms::{Kind, Question};

pub const FORM: RecordForm = RecordForm {
    id: "warning",
    fact: "warning_recorded",
    group: Group::Safety,
    title: "A warning",
    hint: "It stands at the top of the record until it is taken back. Its title is shown to everybody who may open the record.",
    right: Right::Record,
    meets: Meets::Several,
    questions: &[
        Question::of("title", "In a few words", Kind::Line { width: 30 })
            .hint("For example, Visit in pairs")
            .needed("Say in a few words what to look out for"),
        Question::of("text", "What happened, and what to do", Kind::Words { rows: 4 })
            .hint("Write as if the family will read it")
            .needed("Say what happened, and what to do"),
        Question::of("review_on", "Review by", Kind::Day).needed("Enter a day by which it is looked at again"),
        Question::of("told_family", "Was the family told?", Kind::Line { width: 30 })
            .hint("For example, Told the family. If not, say why not")
            .needed("Say whether the family was told, and if not, why not"),
    ],
    panels: &[],
    only_new: &[],
    read,
    write,
};

fn read(a: &mut Answers<'_>) -> Option<FactBody> {
    let review_on = a.day("review_on");
    let today = a.around.today;
    if let Some(on) = review_on {
        if on < today {
            a.wrong("review_on", "Enter a day from today on");
        } else if on > today.saturating_add(1.year()) {
            a.wrong("review_on", "A warning is looked at again within a year");
        }
    }
    let (title, text, told_family) = (a.words("title"), a.words("text"), a.words("told_family"));
    if title.chars().count() > 80 {
        a.wrong("title", "Keep this to 80 characters; the rest stands below");
    }
    Some(
        WarningRecorded {
            title,
            text,
            review_on: review_on?,
            told_family,
        }
        .into(),
    )
}

fn write(body: &FactBody) -> Option<Typed> {
    let FactBody::WarningRecorded(v) = body else {
        return None;
    };
    Some(vec![
        ("title", v.title.clone()),
        ("text", v.text.clone()),
        ("review_on", super::super::day(Some(v.review_on))),
        ("told_family", v.told_family.clone()),
    ])
}

#[cfg(test)]
mod tests {
    use super::super::super::answers::tests::{reads, refuses};
    use super::*;

    #[test]
    fn a_warning_is_reviewed_and_says_whether_the_family_knows() {
        let whole = [
            ("title", "Visit in pairs"),
            ("text", "Large dog."),
            ("review_on", "6 Jan 2027"),
            ("told_family", "Told the family"),
        ];
        reads(
            &FORM,
            &whole,
            r#"{"review_on":"2027-01-06","text":"Large dog.","title":"Visit in pairs","told_family":"Told the family"}"#,
        );
        let check = |replace: (&'static str, &'static str), words: &str| {
            let typed: Vec<_> = whole
                .iter()
                .map(|(k, v)| if *k == replace.0 { replace } else { (*k, *v) })
                .collect();
            refuses(&FORM, &typed, replace.0, words);
        };
        check(("review_on", "11 Nov 2026"), "from today on");
        check(("review_on", "13 Nov 2027"), "within a year");
        check(("told_family", ""), "why not");
        check(("title", ""), "in a few words");
        check(
            (
                "title",
                "x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x",
            ),
            "80 characters",
        );
    }
}
