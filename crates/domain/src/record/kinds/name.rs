//! A name, with its kind and the days between which it was used.

use super::super::ask::{FROM, TO};
use super::super::{Answers, Group, Meets, RecordForm, Right, Typed};
use crate::facts::FactBody;
use crate::facts::person::{NameKind, NameRecorded};
use crate::forms::{Kind, Question};

pub const FORM: RecordForm = RecordForm {
    id: "name",
    fact: "name_recorded",
    group: Group::Who,
    title: "A name",
    hint: "Earlier names stay on record, and the child can be found by all of them.",
    right: Right::Identity,
    meets: Meets::Several,
    questions: &[
        Question::of("kind", "What kind of name is it?", Kind::One(KINDS)).needed("Choose what kind of name it is"),
        Question::of("given", "Given names", Kind::Line { width: 30 }),
        Question::of("family", "Family name", Kind::Line { width: 30 }),
        FROM,
        TO,
    ],
    panels: &[],
    only_new: &[],
    read,
    write,
};

const KINDS: &[(&str, &str)] = &[
    ("legal", "Legal name"),
    ("preferred", "Likes to be called"),
    ("former", "Former name"),
    ("alias", "Also known as"),
];

/// More is no name, and would not fit where names stand.
const LONGEST: usize = 100;

fn read(a: &mut Answers<'_>) -> Option<FactBody> {
    let code = a.words("kind");
    let kind = NameKind::ALL.iter().copied().find(|k| k.code() == code);
    if kind.is_none() {
        a.wrong("kind", "Choose what kind of name it is");
    }
    let (given, family) = (a.words("given"), a.words("family"));
    if given.is_empty() && family.is_empty() {
        a.wrong("given", "Enter a given name, a family name, or both");
    }
    for (question, name) in [("given", &given), ("family", &family)] {
        if name.chars().count() > LONGEST {
            a.wrong(question, format!("Keep a name to {LONGEST} characters"));
        } else if name.contains('\n') {
            a.wrong(question, "Write a name on one line");
        }
    }
    let (from, to) = a.period();
    Some(
        NameRecorded {
            kind: kind?,
            given,
            family,
            from,
            to,
        }
        .into(),
    )
}

fn write(body: &FactBody) -> Option<Typed> {
    let FactBody::NameRecorded(v) = body else { return None };
    Some(vec![
        ("kind", v.kind.code().into()),
        ("given", v.given.clone()),
        ("family", v.family.clone()),
        ("from", super::super::day(v.from)),
        ("to", super::super::day(v.to)),
    ])
}

#[cfg(test)]
mod tests {
    use super::super::super::answers::tests::{reads, refuses};
    use super::*;

    #[test]
    fn names_as_they_are_typed() {
        let legal = [("kind", "legal"), ("given", " Maya "), ("family", "Brennan-Osei")];
        reads(
            &FORM,
            &legal,
            r#"{"family":"Brennan-Osei","given":"Maya","kind":"legal"}"#,
        );
        reads(
            &FORM,
            &[
                ("kind", "former"),
                ("family", "Ó Braonáin"),
                ("from", "14/3/2018"),
                ("to", "1 Sep 2020"),
            ],
            r#"{"family":"Ó Braonáin","from":"2018-03-14","given":"","kind":"former","to":"2020-09-01"}"#,
        );
        refuses(&FORM, &[("kind", "legal")], "given", "Enter a given name");
        refuses(&FORM, &[("kind", "nick"), ("given", "May")], "kind", "Choose what kind");
        refuses(&FORM, &[("given", "May")], "kind", "Choose what kind");
        refuses(
            &FORM,
            &[("kind", "legal"), ("given", &"x".repeat(101))],
            "given",
            "100 characters",
        );
        refuses(
            &FORM,
            &[("kind", "legal"), ("given", "May"), ("from", "13 Nov 2026")],
            "from",
            "not in the future",
        );
        refuses(
            &FORM,
            &[
                ("kind", "legal"),
                ("given", "May"),
                ("from", "2 Jan 2026"),
                ("to", "1 Jan 2026"),
            ],
            "to",
            "cannot end before",
        );
        refuses(
            &FORM,
            &[("kind", "legal"), ("given", "May"), ("from", "31/2/2026")],
            "from",
            "day that exists",
        );
        refuses(
            &FORM,
            &[("kind", "legal"), ("given", "Ma\u{0}y")],
            "given",
            "cannot be kept",
        );
    }
}
