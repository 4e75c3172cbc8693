//! NHS number, UPN and other numbers. A wrong check digit is a finding, and the number can be kept knowingly as it was asserted.

use super::super::ask::KEEP_IT;
use super::super::{Answers, Group, Meets, RecordForm, Right, Typed};
use crate::codes::IdentifierScheme;
use crate::facts::FactBody;
use crate::facts::person::IdentifierRecorded;
use crate::forms::{Kind, Question};
use crate::identifiers::kept;

pub const FORM: RecordForm = RecordForm {
    id: "identifier",
    fact: "identifier_recorded",
    group: Group::Who,
    title: "A number: NHS, pupil number or another",
    hint: "",
    right: Right::Identity,
    meets: Meets::Several,
    questions: &[
        Question::of("scheme", "Whose number is it?", Kind::Pick(schemes)).needed("Choose whose number it is"),
        Question::of("value", "Number", Kind::Line { width: 20 })
            .hint("Spaces do not matter. For no UPN, the reason’s code, such as UN1")
            .needed("Enter the number"),
        Question::of("traced_on", "Traced on", Kind::Day)
            .hint("The day on which it was traced with whoever issues it, if it was"),
        KEEP_IT,
    ],
    panels: &[],
    only_new: &[],
    read,
    write,
};

fn schemes() -> Vec<(&'static str, &'static str)> {
    IdentifierScheme::ALL.iter().map(|s| (s.code(), s.label())).collect()
}

fn read(a: &mut Answers<'_>) -> Option<FactBody> {
    let code = a.code("scheme", IdentifierScheme::TABLE)?;
    let scheme = IdentifierScheme::from_code(&code).ok()?;
    let (value, doubt) = kept(scheme, &a.words("value"));
    if let Some(doubt) = doubt {
        let words = doubt.to_string();
        let mut chars = words.chars();
        let capital: String = chars
            .next()
            .map(|c| c.to_uppercase().chain(chars).collect())
            .unwrap_or_default();
        a.doubt("value", capital);
    }
    let traced_on = a.past_day("traced_on");
    Some(
        IdentifierRecorded {
            scheme: code,
            value,
            traced_on,
        }
        .into(),
    )
}

fn write(body: &FactBody) -> Option<Typed> {
    let FactBody::IdentifierRecorded(v) = body else {
        return None;
    };
    Some(vec![
        ("scheme", v.scheme.clone()),
        ("value", v.value.clone()),
        ("traced_on", super::super::day(v.traced_on)),
    ])
}

#[cfg(test)]
mod tests {
    use super::super::super::answers::tests::{reads, refuses};
    use super::*;

    #[test]
    fn a_wrong_check_digit_is_kept_only_knowingly() {
        reads(
            &FORM,
            &[("scheme", "nhs"), ("value", "999 041 7237")],
            r#"{"scheme":"nhs","value":"9990417237"}"#,
        );
        let wrong = [("scheme", "nhs"), ("value", "999 041 7238")];
        refuses(&FORM, &wrong, "value", "check digit");
        let kept = [("scheme", "nhs"), ("value", "999 041 7238"), ("keep", "yes")];
        reads(&FORM, &kept, r#"{"scheme":"nhs","value":"999 041 7238"}"#);
        refuses(
            &FORM,
            &[("scheme", "nhs"), ("keep", "yes")],
            "value",
            "Enter the number",
        );
        refuses(
            &FORM,
            &[("scheme", "upn"), ("value", "A201205001001")],
            "value",
            "check letter",
        );
        reads(
            &FORM,
            &[("scheme", "upn_unknown"), ("value", "un1")],
            r#"{"scheme":"upn_unknown","value":"UN1"}"#,
        );
        refuses(
            &FORM,
            &[("scheme", "tax"), ("value", "1")],
            "scheme",
            "Choose one of the list",
        );
        refuses(
            &FORM,
            &[("scheme", "court"), ("value", "1"), ("traced_on", "1 Jan 2027")],
            "traced_on",
            "not in the future",
        );
    }
}
