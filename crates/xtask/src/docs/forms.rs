//! The forms and their questions.

use std::fmt::Write as _;

use anyhow::Result;
use domain::forms::{FORMS, Kind, Question};
use domain::record::{Group, Meets, Panel, RECORD_FORMS, RecordForm, Right};

use super::cell;
use crate::workspace::Workspace;

const BEGINNING: &str = "# Forms

Nothing is needed to save a draft. \"Needed\" says what is asked for before a form is handed over, or a thing is recorded, in the words that stand beside the
question. Every answer is kept as text until then, valid or not.
";

const RECORD: &str = "
# What is recorded on a person's record

Short forms, one for each thing. A correction is the same form, filled with what stands, and asks besides why it is changed.
";

pub fn write(_: &Workspace) -> Result<String> {
    let mut text = BEGINNING.to_owned();
    for form in FORMS {
        write!(text, "\n## {} (`{}`, version {})\n", form.title, form.id, form.version)?;
        for section in form.sections {
            write!(text, "\n### {} (`{}`)\n", section.title, section.id)?;
            if let Some(repeat) = &section.repeats {
                write!(text, "\nAsked once for each {}.\n", repeat.title.to_lowercase())?;
            }
            text.push_str(&questions(section.questions, |_| None)?);
        }
    }
    text.push_str(RECORD);
    for group in Group::ALL {
        write!(text, "\n## {}\n", group.title())?;
        for form in RECORD_FORMS.iter().filter(|f| f.group == *group) {
            record(&mut text, form)?;
        }
    }
    Ok(text)
}

fn record(text: &mut String, form: &RecordForm) -> Result<()> {
    let right = match form.right {
        Right::Identity => "write_identity",
        Right::Record => "write_record",
        Right::Restrict => "restrict",
    };
    let meets = match form.meets {
        Meets::One => "A person has one: a new one corrects what stands",
        Meets::Several => "A person may have several; one recorded meanwhile is shown first",
        Meets::Alone => "Each stands alone",
    };
    write!(
        text,
        "\n### {} (`{}`)\n\nRecords `{}`, with the right `{right}`. {meets}.\n",
        form.title, form.id, form.fact
    )?;
    let panel = |id: &str| form.panel(id).map(panel);
    text.push_str(&questions(form.questions, panel)?);
    Ok(())
}

fn questions(questions: &[Question], panel: impl Fn(&str) -> Option<&'static str>) -> Result<String> {
    let mut text = String::from("\n| question | id | answered by | needed | source |\n|---|---|---|---|---|\n");
    for q in questions {
        writeln!(
            text,
            "| {} | `{}` | {} | {} | {} |",
            cell(q.label),
            q.id,
            panel(q.id).map_or_else(|| answered(&q.kind), str::to_owned),
            cell(q.needed.unwrap_or_default()),
            cell(q.citation)
        )?;
    }
    Ok(text)
}

fn panel(panel: Panel) -> &'static str {
    match panel {
        Panel::Person => "somebody on record, found by the search",
        Panel::Homes => "a home in the person's life, or a new one",
        Panel::Teams => "a team",
        Panel::Worker => "a member of staff",
        Panel::Workers => "members of staff",
        Panel::MissedClocks => "a clock that was missed",
        Panel::Former => "where they lived until now, if anywhere",
    }
}

fn answered(kind: &Kind) -> String {
    let labels = |choices: &[(&str, &str)]| {
        choices
            .iter()
            .map(|(_, label)| cell(label))
            .collect::<Vec<_>>()
            .join("; ")
    };
    match kind {
        Kind::Line { .. } => format!("a line, up to {} characters", kind.longest()),
        Kind::Words { .. } => format!("words, up to {} characters", kind.longest()),
        Kind::Day => "a day".into(),
        Kind::Time => "a time".into(),
        Kind::One(choices) => format!("one of: {}", labels(choices)),
        Kind::Pick(choices) => format!("one of a list of {}", choices().len()),
        Kind::Any(choices) => format!("any of: {}", labels(choices)),
        Kind::Hidden => "the page, not by typing".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_a_question_is_answered() {
        assert_eq!(answered(&Kind::Words { rows: 2 }), "words, up to 20000 characters");
        assert_eq!(answered(&Kind::Any(&[("a", "A|B"), ("c", "C")])), "any of: A\\|B; C");
        assert_eq!(
            answered(&Kind::Pick(|| vec![("1", "One"), ("2", "Two")])),
            "one of a list of 2"
        );
    }
}
