//! Ethnicity, as the person or a parent says it. What somebody thinks they look like is not recorded.

use super::super::{Answers, Group, Meets, RecordForm, Right, Typed};
use crate::codes::Ethnicity;
use crate::facts::FactBody;
use crate::facts::person::EthnicityRecorded;
use crate::forms::{Kind, Question};

pub const FORM: RecordForm = RecordForm {
    id: "ethnicity",
    fact: "ethnicity_recorded",
    group: Group::Who,
    title: "Ethnicity",
    hint: "From them or a parent only, never from anybody’s impression. If nobody has been asked yet, choose “Information not yet obtained”.",
    right: Right::Identity,
    meets: Meets::One,
    questions: &[
        Question::of("code", "Ethnicity", Kind::Pick(ethnicities))
            .needed("Choose the ethnicity")
            .cite("CIN census rule 4220"),
        Question::of("said_by", "Who said so?", Kind::One(SAID_BY)).hint("Needed, unless nobody has been asked yet"),
    ],
    panels: &[],
    only_new: &[],
    read,
    write,
};

const SAID_BY: &[(&str, &str)] = &[("person", "They did themselves"), ("parent", "A parent did")];

fn ethnicities() -> Vec<(&'static str, &'static str)> {
    Ethnicity::ALL.iter().map(|e| (e.code(), e.label())).collect()
}

fn read(a: &mut Answers<'_>) -> Option<FactBody> {
    let code = a.code("code", Ethnicity::TABLE);
    let mut said_by = a.words("said_by");
    let asked = code.as_deref() != Some(Ethnicity::NotYetObtained.code());
    if !said_by.is_empty() && SAID_BY.iter().all(|(who, _)| *who != said_by) {
        a.wrong("said_by", "Ethnicity is recorded from the person or a parent only");
    } else if asked && said_by.is_empty() {
        a.wrong(
            "said_by",
            "Say who told you: they themselves, or a parent. Nobody’s impression is recorded",
        );
    } else if !asked {
        said_by = String::new();
    }
    Some(EthnicityRecorded { code: code?, said_by }.into())
}

fn write(body: &FactBody) -> Option<Typed> {
    let FactBody::EthnicityRecorded(v) = body else {
        return None;
    };
    // What a census brought has no teller; a correction asks for one.
    let said_by = SAID_BY
        .iter()
        .find(|(who, _)| *who == v.said_by)
        .map_or("", |(who, _)| *who);
    Some(vec![("code", v.code.clone()), ("said_by", said_by.into())])
}

#[cfg(test)]
mod tests {
    use super::super::super::answers::tests::{reads, refuses};
    use super::*;

    #[test]
    fn nobodys_impression_is_recorded() {
        reads(
            &FORM,
            &[("code", "MWBC"), ("said_by", "parent")],
            r#"{"code":"MWBC","said_by":"parent"}"#,
        );
        reads(
            &FORM,
            &[("code", "REFU"), ("said_by", "person")],
            r#"{"code":"REFU","said_by":"person"}"#,
        );
        reads(&FORM, &[("code", "NOBT")], r#"{"code":"NOBT","said_by":""}"#);
        refuses(&FORM, &[("code", "MWBC")], "said_by", "Nobody’s impression");
        for impression in ["worker", "impression", "school", "census"] {
            refuses(
                &FORM,
                &[("code", "MWBC"), ("said_by", impression)],
                "said_by",
                "the person or a parent only",
            );
        }
        refuses(
            &FORM,
            &[("code", "XXXX"), ("said_by", "person")],
            "code",
            "Choose one of the list",
        );
    }
}
