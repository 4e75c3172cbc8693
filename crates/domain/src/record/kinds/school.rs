//! Where a child goes to school, and since when.

use super::super::ask::{FROM, TO};
use super::super::{Answers, Group, Meets, RecordForm, Right, Typed};
use crate::facts::FactBody;
use crate::facts::person::SchoolRecorded;
use crate::forms::{Kind, Question};

pub const FORM: RecordForm = RecordForm {
    id: "school",
    fact: "school_recorded",
    group: Group::Where,
    title: "A school or nursery",
    hint: "",
    right: Right::Identity,
    meets: Meets::Several,
    questions: &[
        Question::of("name", "School or nursery", Kind::Line { width: 30 }).needed("Enter the name of the school"),
        Question::of("year_group", "Year group", Kind::Line { width: 10 }).hint("For example, Year 4"),
        FROM,
        TO,
    ],
    panels: &[],
    only_new: &[],
    read,
    write,
};

fn read(a: &mut Answers<'_>) -> Option<FactBody> {
    let (from, to) = a.period();
    let (name, year_group) = (a.words("name"), a.words("year_group"));
    Some(
        SchoolRecorded {
            name,
            year_group,
            from,
            to,
        }
        .into(),
    )
}

fn write(body: &FactBody) -> Option<Typed> {
    let FactBody::SchoolRecorded(v) = body else { return None };
    Some(vec![
        ("name", v.name.clone()),
        ("year_group", v.year_group.clone()),
        ("from", super::super::day(v.from)),
        ("to", super::super::day(v.to)),
    ])
}

#[cfg(test)]
mod tests {
    use super::super::super::answers::tests::{reads, refuses};
    use super::*;

    #[test]
    fn schools_as_they_are_typed() {
        let school = [
            ("name", "Fenwick Green Primary School"),
            ("year_group", "Year 4"),
            ("from", "Sep 2025"),
        ];
        refuses(&FORM, &school, "from", "day that exists");
        let school = [("name", "Fenwick Green"), ("from", "1 Sep 2025"), ("to", "20 Jul 2026")];
        reads(
            &FORM,
            &school,
            r#"{"from":"2025-09-01","name":"Fenwick Green","to":"2026-07-20"}"#,
        );
        refuses(&FORM, &[("year_group", "Year 4")], "name", "Enter the name");
    }
}
