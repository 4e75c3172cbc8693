//! Somebody who matters to the person: typed, dated, with who said so. The other's record reads it through its reciprocal.

use super::super::ask::{FROM, TO};
use super::super::{Answers, Group, Meets, NEW, Panel, RecordForm, Right, Typed, Under};
use crate::codes::{RelationshipType, Sex};
use crate::facts::FactBody;
use crate::facts::person::{NameKind, NameRecorded, RelationshipRecorded, SexRecorded};
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
        Question::of("new_given", "Their given names", Kind::Line { width: 30 }),
        Question::of("new_family", "Their family name", Kind::Line { width: 30 }),
        Question::of("new_sex", "Their sex, as registered", Kind::One(SEXES)),
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
    only_new: &["new_given", "new_family", "new_sex"],
    read,
    write,
};

const SEXES: &[(&str, &str)] = &[("F", "Female"), ("M", "Male"), ("U", "Not known")];

const PARENTAL: &[(&str, &str)] = &[("yes", "Yes"), ("no", "No"), ("not_known", "Not known")];

fn types() -> Vec<(&'static str, &'static str)> {
    RelationshipType::ALL.iter().map(|t| (t.code(), t.label())).collect()
}

fn read(a: &mut Answers<'_>) -> Option<FactBody> {
    let other = if a.words("other") == NEW {
        new_person(a)
    } else {
        a.parsed("other", "Find the other person again, and choose them")
    };
    if other.is_some_and(|id: PersonId| a.around.group.contains(&id)) {
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

/// Somebody who is put on record with the relationship. Their id is made when it is saved.
fn new_person(a: &mut Answers<'_>) -> Option<PersonId> {
    let (given, family) = (a.words("new_given"), a.words("new_family"));
    if given.is_empty() && family.is_empty() {
        a.wrong("new_given", "Enter a given name, a family name, or both");
    }
    let sex = a.code("new_sex", Sex::TABLE).map(|code| SexRecorded { code });
    let name = NameRecorded {
        kind: NameKind::Legal,
        given,
        family,
        from: None,
        to: None,
    };
    a.file_under(Under::WithNewPerson { name, sex });
    Some(PersonId(uuid::Uuid::nil()))
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
        check(&[("other", "new")], "new_given", "Enter a given name");
        check(
            &[("other", "new"), ("new_given", "Lee"), ("new_sex", "X")],
            "new_sex",
            "Choose one of the list",
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
    #[test]
    fn somebody_new_is_put_on_record_with_it() {
        let typed = [
            ("other", "new"),
            ("new_family", "Forster"),
            ("new_sex", "M"),
            ("is", "friend"),
            ("said_by", "Pat"),
        ];
        let raw = crate::forms::Raw(typed.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect());
        let asserted = FORM
            .parse(&raw, &super::super::super::answers::tests::around())
            .unwrap();
        let Under::WithNewPerson { name, sex } = asserted.under else {
            panic!("nobody new")
        };
        assert_eq!((name.full().as_str(), sex.unwrap().code.as_str()), ("Forster", "M"));
    }
}
