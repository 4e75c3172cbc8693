//! That somebody died.

use super::super::{Answers, Group, Meets, RecordForm, Right, Typed};
use crate::facts::FactBody;
use crate::facts::person::DeathRecorded;
use crate::forms::{Kind, Question};

pub const FORM: RecordForm = RecordForm {
    id: "death",
    fact: "death_recorded",
    group: Group::Who,
    title: "Death",
    hint: "This stands on every page of the record, and on the pages of the people in their life.",
    right: Right::Record,
    meets: Meets::One,
    questions: &[Question::of("on", "Date of death", Kind::Day).needed("Enter the date of death")],
    panels: &[],
    only_new: &[],
    read,
    write,
};

fn read(a: &mut Answers<'_>) -> Option<FactBody> {
    let on = a.past_day("on")?;
    if a.around.born.is_some_and(|born| on < born) {
        a.wrong("on", "This is before the date of birth on record");
    }
    Some(DeathRecorded { on }.into())
}

fn write(body: &FactBody) -> Option<Typed> {
    let FactBody::DeathRecorded(v) = body else { return None };
    Some(vec![("on", super::super::day(Some(v.on)))])
}

#[cfg(test)]
mod tests {
    use super::super::super::answers::tests::{reads, refuses};
    use super::*;

    #[test]
    fn deaths_as_they_are_typed() {
        reads(&FORM, &[("on", "3 May 2026")], r#"{"on":"2026-05-03"}"#);
        refuses(&FORM, &[("on", "13 Nov 2026")], "on", "not in the future");
        refuses(&FORM, &[("on", "13 Mar 2018")], "on", "before the date of birth");
        refuses(&FORM, &[], "on", "Enter the date of death");
    }
}
