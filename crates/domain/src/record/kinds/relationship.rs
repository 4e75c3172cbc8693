//! Somebody who matters to the person: typed, dated, with who said so. The other's record reads it through its reciprocal.

use super::super::ask::{FROM, TO};
use super::super::{Answers, Group, Meets, Panel, RecordForm, Right, Typed};
use crate::codes::RelationshipType;
use crate::facts::FactBody;
use crate::facts::person::RelationshipRecorded;
use crate::forms::{Kind, Question};
use crate::ids::PersonId;

pub const FORM: RecordForm = RecordForm {
    id: "relationship",
    fact: "relationship_recorded",
    group: Group::Where,
    title: "A relationship",
    hint: "It is recorded once and stands on both records.",
    right: Right::Identity,
    meets: Meets::Alone,
    questions: &[
        Question::of("other", "Who is it?", Kind::Hidden).needed("Find the other person, and choose them"),
        Question::of("is", "What are they to the person of this record?", Kind::Pick(types))
            .hint("“Parent” means: they are the parent")
            .needed("Choose what they are to the person of this record"),
        FROM,
        TO,
        Question::of("parental", "Do they have parental responsibility?", Kind::One(PARENTAL)),
        Question::of("basis", "How is that known?", Kind::Line { width: 30 })
            .hint("Birth record, court order, agreement. Needed for a yes"),
        Question::of("said_by", "Who told us?", Kind::Line { width: 30 })
            .hint("For example, Hannah, home visit")
            .needed("Say who told us"),
    ],
    panels: &[("other", Panel::Person)],
    only_new: &[],
    read,
    write,
};

const PARENTAL: &[(&str, &str)] = &[("yes", "Yes"), ("no", "No"), ("not_known", "Not known")];

fn types() -> Vec<(&'static str, &'static str)> {
    RelationshipType::ALL.iter().map(|t| (t.code(), t.label())).collect()
}

fn read(a: &mut Answers<'_>) -> Option<FactBody> {
    let other: Option<PersonId> = a.parsed("other", "Find the other person again, and choose them");
    if other.is_some_and(|id| a.around.group.contains(&id)) {
        a.wrong("other", "This is the person of this record. Choose somebody else");
    }
    let is = a.code("is", RelationshipType::TABLE);
    let (from, to) = a.period();
    let basis = a.words("basis");
    let parental_responsibility = match a.words("parental").as_str() {
        "yes" if basis.is_empty() => {
            a.wrong("basis", "Say how it is known: birth record, court order, agreement");
            Some(true)
        }
        "yes" => Some(true),
        "no" => Some(false),
        "" | "not_known" => None,
        _ => {
            a.wrong("parental", "Choose yes, no or not known");
            None
        }
    };
    let said_by = a.words("said_by");
    Some(
        RelationshipRecorded {
            other: other?,
            is: is?,
            from,
            to,
            parental_responsibility,
            parental_responsibility_basis: basis,
            said_by,
        }
        .into(),
    )
}

fn write(body: &FactBody) -> Option<Typed> {
    let FactBody::RelationshipRecorded(v) = body else {
        return None;
    };
    let parental = match v.parental_responsibility {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    Some(vec![
        ("other", v.other.to_string()),
        ("is", v.is.clone()),
        ("from", super::super::day(v.from)),
        ("to", super::super::day(v.to)),
        ("parental", parental.into()),
        ("basis", v.parental_responsibility_basis.clone()),
        ("said_by", v.said_by.clone()),
    ])
}

#[cfg(test)]
mod tests {
    use super::super::super::answers::tests::{reads, refuses};
    use super::*;

    const OTHER: &str = "00000000-0000-0000-0000-000000000009";

    #[test]
    fn relationships_say_who_and_who_said_so() {
        let check = |more: &[(&'static str, &'static str)], question: &str, words: &str| {
            let all = [&[("other", OTHER), ("is", "parent"), ("said_by", "Hannah")], more].concat();
            // A later answer to the same question takes the place of the earlier.
            refuses(&FORM, &all, question, words);
        };
        let whole = [
            ("other", OTHER),
            ("is", "parent"),
            ("said_by", "Birth record"),
            ("parental", "yes"),
            ("basis", "Birth record"),
        ];
        reads(
            &FORM,
            &whole,
            r#"{"is":"parent","other":"00000000-0000-0000-0000-000000000009","parental_responsibility":true,"parental_responsibility_basis":"Birth record","said_by":"Birth record"}"#,
        );
        check(&[("other", "Hannah")], "other", "Find the other person again");
        check(
            &[("other", "00000000-0000-0000-0000-000000000001")],
            "other",
            "the person of this record",
        );
        check(&[("other", "")], "other", "Find the other person, and choose");
        check(&[("is", "godfather")], "is", "Choose one of the list");
        check(&[("parental", "yes")], "basis", "Say how it is known");
        check(&[("parental", "maybe")], "parental", "Choose yes, no");
        check(&[("said_by", " ")], "said_by", "Say who told us");
        check(&[("from", "1 Jan 2030")], "from", "not in the future");
    }
}
