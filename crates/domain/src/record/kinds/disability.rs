//! Disabilities by the census's list; "no disability" stands alone.

use super::super::{Answers, Group, Meets, RecordForm, Right, Typed};
use crate::codes::Disability;
use crate::facts::FactBody;
use crate::facts::person::DisabilityRecorded;
use crate::forms::{Kind, Question};

pub const FORM: RecordForm = RecordForm {
    id: "disability",
    fact: "disability_recorded",
    group: Group::Who,
    title: "Disabilities",
    hint: "All that they have, together.",
    right: Right::Identity,
    meets: Meets::One,
    questions: &[
        Question::of("codes", "Which disabilities do they have?", Kind::Any(DISABILITIES))
            .needed("Choose the disabilities, or that there is none")
            .cite("CIN census, rules 8540, 8790 and 8794"),
    ],
    panels: &[],
    only_new: &[],
    read,
    write,
};

const DISABILITIES: &[(&str, &str)] = &[
    ("MOB", "Mobility"),
    ("HAND", "Hand function"),
    ("PC", "Personal care"),
    ("INC", "Incontinence"),
    ("COMM", "Communication"),
    ("LD", "Learning"),
    ("HEAR", "Hearing"),
    ("VIS", "Vision"),
    ("BEH", "Behaviour, including ADHD"),
    ("CON", "Consciousness, including seizures"),
    (
        "AUT",
        "Autism or Asperger syndrome, diagnosed by a medical practitioner",
    ),
    ("DDA", "Another disability under the Act"),
    ("NONE", "No disability"),
];

fn read(a: &mut Answers<'_>) -> Option<FactBody> {
    let codes = a.ticks("codes");
    if codes.iter().any(|c| Disability::from_code(c).is_err()) {
        a.wrong("codes", "Choose from the list");
    } else if codes.len() > 1 && codes.iter().any(|c| c == Disability::None.code()) {
        a.wrong(
            "codes",
            "“No disability” stands alone. Take its tick away, or the others’",
        );
    }
    Some(DisabilityRecorded { codes }.into())
}

fn write(body: &FactBody) -> Option<Typed> {
    let FactBody::DisabilityRecorded(v) = body else {
        return None;
    };
    Some(vec![("codes", v.codes.join("\n"))])
}

#[cfg(test)]
mod tests {
    use super::super::super::answers::tests::{reads, refuses};
    use super::*;

    #[test]
    fn none_stands_alone() {
        assert_eq!(DISABILITIES.len(), Disability::ALL.len());
        for (code, label) in DISABILITIES {
            assert_eq!(Disability::TABLE.label(code), *label);
        }
        reads(&FORM, &[("codes", "HEAR\nAUT")], r#"{"codes":["HEAR","AUT"]}"#);
        reads(&FORM, &[("codes", "NONE")], r#"{"codes":["NONE"]}"#);
        refuses(&FORM, &[("codes", "NONE\nAUT")], "codes", "stands alone");
        refuses(&FORM, &[("codes", "DEAF")], "codes", "Choose from the list");
        refuses(&FORM, &[], "codes", "or that there is none");
    }
}
