//! How somebody describes their gender; kept apart from sex.

use super::super::{Answers, Group, Meets, RecordForm, Right, Typed};
use crate::codes::GenderIdentity;
use crate::facts::FactBody;
use crate::facts::person::GenderIdentityRecorded;
use crate::forms::{Kind, Question};

pub const FORM: RecordForm = RecordForm {
    id: "gender-identity",
    fact: "gender_identity_recorded",
    group: Group::Who,
    title: "Gender identity",
    hint: "As they describe it themselves, and only where they want it on record. Shown to those who work with them.",
    right: Right::Record,
    meets: Meets::One,
    questions: &[
        Question::of("code", "How do they describe their gender?", Kind::One(IDENTITIES))
            .needed("Choose how they describe it")
            .cite("Standard safeguarding dataset PERS003A"),
        Question::of("words", "In their own words", Kind::Line { width: 30 }),
    ],
    panels: &[],
    only_new: &[],
    read,
    write,
};

const IDENTITIES: &[(&str, &str)] = &[
    ("02", "Girl or woman"),
    ("01", "Boy or man"),
    ("09", "Described in own words"),
    ("00", "Not known"),
];

fn read(a: &mut Answers<'_>) -> Option<FactBody> {
    let code = a.code("code", GenderIdentity::TABLE)?;
    let words = a.words("words");
    if code == GenderIdentity::SelfDescribed.code() && words.is_empty() {
        a.wrong("words", "Write it in their own words");
    }
    Some(GenderIdentityRecorded { code, words }.into())
}

fn write(body: &FactBody) -> Option<Typed> {
    let FactBody::GenderIdentityRecorded(v) = body else {
        return None;
    };
    Some(vec![("code", v.code.clone()), ("words", v.words.clone())])
}

#[cfg(test)]
mod tests {
    use super::super::super::answers::tests::{reads, refuses};
    use super::*;

    #[test]
    fn gender_is_as_they_say() {
        for (code, label) in IDENTITIES {
            assert_eq!(GenderIdentity::TABLE.label(code), *label);
        }
        reads(&FORM, &[("code", "02")], r#"{"code":"02"}"#);
        reads(
            &FORM,
            &[("code", "09"), ("words", "non-binary")],
            r#"{"code":"09","words":"non-binary"}"#,
        );
        refuses(&FORM, &[("code", "09")], "words", "their own words");
        refuses(&FORM, &[("code", "M")], "code", "Choose one of the list");
    }
}
