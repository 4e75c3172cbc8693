//! A language that somebody speaks, and whether they need an interpreter for it.

use super::super::ask::YES_NO;
use super::super::{Answers, Group, Meets, RecordForm, Right, Typed};
use crate::codes::LANGUAGES;
use crate::facts::FactBody;
use crate::facts::person::LanguageRecorded;
use crate::forms::{Kind, Question};

pub const FORM: RecordForm = RecordForm {
    id: "language",
    fact: "language_recorded",
    group: Group::Who,
    title: "A language, and whether an interpreter is needed",
    hint: "",
    right: Right::Identity,
    meets: Meets::Several,
    questions: &[
        Question::of("language", "Language", Kind::Pick(languages)).needed("Choose the language"),
        Question::of("interpreter", "Is an interpreter needed?", Kind::One(YES_NO))
            .needed("Say whether an interpreter is needed"),
    ],
    panels: &[],
    only_new: &[],
    read,
    write,
};

fn languages() -> Vec<(&'static str, &'static str)> {
    LANGUAGES.rows.iter().map(|row| (row.code, row.label)).collect()
}

fn read(a: &mut Answers<'_>) -> Option<FactBody> {
    let language = a.code("language", &LANGUAGES);
    let interpreter_needed = match a.words("interpreter").as_str() {
        "yes" => true,
        "no" => false,
        _ => {
            a.wrong("interpreter", "Say whether an interpreter is needed");
            return None;
        }
    };
    Some(
        LanguageRecorded {
            language: language?,
            interpreter_needed,
        }
        .into(),
    )
}

fn write(body: &FactBody) -> Option<Typed> {
    let FactBody::LanguageRecorded(v) = body else {
        return None;
    };
    let interpreter = if v.interpreter_needed { "yes" } else { "no" };
    Some(vec![
        ("language", v.language.clone()),
        ("interpreter", interpreter.into()),
    ])
}

#[cfg(test)]
mod tests {
    use super::super::super::answers::tests::{reads, refuses};
    use super::*;

    #[test]
    fn a_language_says_whether_an_interpreter_is_needed() {
        reads(
            &FORM,
            &[("language", "pl"), ("interpreter", "yes")],
            r#"{"interpreter_needed":true,"language":"pl"}"#,
        );
        refuses(&FORM, &[("language", "pl")], "interpreter", "Say whether");
        refuses(
            &FORM,
            &[("language", "klingon"), ("interpreter", "no")],
            "language",
            "Choose one of the list",
        );
    }
}
