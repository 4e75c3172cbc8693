//! Sex as registered; how somebody describes their gender is recorded apart.

use super::super::{Answers, Group, Meets, RecordForm, Right, Typed};
use crate::codes::Sex;
use crate::facts::FactBody;
use crate::facts::person::SexRecorded;
use crate::forms::{Kind, Question};

pub const FORM: RecordForm = RecordForm {
    id: "sex",
    fact: "sex_recorded",
    group: Group::Who,
    title: "Sex",
    hint: "As registered. How they describe their gender is recorded apart.",
    right: Right::Identity,
    meets: Meets::One,
    questions: &[Question::of("code", "What sex is registered?", Kind::One(SEXES))
        .needed("Choose what is registered")
        .cite("CIN census N00783")],
    panels: &[],
    only_new: &[],
    read,
    write,
};

const SEXES: &[(&str, &str)] = &[("F", "Female"), ("M", "Male"), ("U", "Not known, or not born yet")];

fn read(a: &mut Answers<'_>) -> Option<FactBody> {
    let code = a.code("code", Sex::TABLE)?;
    Some(SexRecorded { code }.into())
}

fn write(body: &FactBody) -> Option<Typed> {
    let FactBody::SexRecorded(v) = body else { return None };
    Some(vec![("code", v.code.clone())])
}

#[cfg(test)]
mod tests {
    use super::super::super::answers::tests::{reads, refuses};
    use super::*;

    #[test]
    fn sexes_are_those_of_the_census() {
        for (code, label) in SEXES {
            assert_eq!(Sex::TABLE.label(code), *label);
            reads(&FORM, &[("code", code)], &format!(r#"{{"code":"{code}"}}"#));
        }
        refuses(&FORM, &[("code", "X")], "code", "Choose one of the list");
        refuses(&FORM, &[], "code", "Choose what is registered");
    }
}
