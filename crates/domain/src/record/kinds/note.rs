//! A case note, with what the child said in the child's words.

use super::super::{Answers, Group, Meets, RecordForm, Right, Typed};
use crate::facts::FactBody;
use crate::facts::person::NoteRecorded;
use crate::forms::{Kind, Question};

pub const FORM: RecordForm = RecordForm {
    id: "note",
    fact: "note_recorded",
    group: Group::Notes,
    title: "A case note",
    hint: "Write as if they will read it one day.",
    right: Right::Record,
    meets: Meets::Alone,
    questions: &[
        Question::of("title", "What is it about?", Kind::Line { width: 30 })
            .hint("For example, Call with Patricia Brennan, grandmother")
            .needed("Say what it is about"),
        Question::of("on", "When did it happen?", Kind::Day).hint("If that was not today"),
        Question::of("text", "What happened", Kind::Words { rows: 8 }).needed("Write what happened"),
        Question::of("child_said", "What the child said", Kind::Words { rows: 3 })
            .hint("In the child’s own words. The latest stands at the top of the record"),
    ],
    panels: &[],
    only_new: &[],
    read,
    write,
};

fn read(a: &mut Answers<'_>) -> Option<FactBody> {
    let on = a.past_day("on");
    a.happened(on);
    let (title, text, child_said) = (a.words("title"), a.words("text"), a.words("child_said"));
    Some(
        NoteRecorded {
            title,
            text,
            child_said,
        }
        .into(),
    )
}

fn write(body: &FactBody) -> Option<Typed> {
    let FactBody::NoteRecorded(v) = body else { return None };
    Some(vec![
        ("title", v.title.clone()),
        ("text", v.text.clone()),
        ("child_said", v.child_said.clone()),
    ])
}

#[cfg(test)]
mod tests {
    use super::super::super::answers::tests::{around, reads, refuses};
    use super::*;
    use crate::forms::Raw;

    #[test]
    fn a_note_keeps_its_words_and_its_day() {
        let note = [
            ("title", "Visit"),
            ("text", "Line one.\nLine two."),
            ("child_said", "We get chips."),
            ("on", "5 Nov 2026"),
        ];
        reads(
            &FORM,
            &note,
            r#"{"child_said":"We get chips.","text":"Line one.\nLine two.","title":"Visit"}"#,
        );
        let raw = Raw(note.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect());
        assert_eq!(
            FORM.parse(&raw, &around()).unwrap().on,
            Some(jiff::civil::date(2026, 11, 5))
        );
        refuses(
            &FORM,
            &[("title", "Visit"), ("text", "x"), ("on", "13 Nov 2026")],
            "on",
            "not in the future",
        );
        refuses(&FORM, &[("title", "Visit")], "text", "Write what happened");
        refuses(
            &FORM,
            &[("title", "Visit"), ("text", &"x".repeat(20_001))],
            "text",
            "keep it to 20000",
        );
    }
}
