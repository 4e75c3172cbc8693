//! That somebody lives in a home together with others, and since when.

use super::super::ask::{FROM, LEFT_ON, STILL, TO};
use super::super::{Answers, Group, Meets, NEW, Panel, RecordForm, Right, Typed, Under};
use crate::facts::FactBody;
use crate::facts::household::{HouseholdRecorded, MemberRecorded};
use crate::forms::{Kind, Question};
use crate::ids::HouseholdId;

pub const FORM: RecordForm = RecordForm {
    id: "home",
    fact: "member_recorded",
    group: Group::Where,
    title: "Who they live with",
    hint: "A home holds everybody who lives in it. When they move out, correct this with the day on which they left.",
    right: Right::Identity,
    meets: Meets::Alone,
    questions: &[
        Question::of("home", "Which home?", Kind::Hidden).needed("Choose a home, or a new one"),
        Question::of("line", "Address of a new home", Kind::Line { width: 30 })
            .hint("Only for a new home. Everything but the postcode, with commas"),
        Question::of("postcode", "Postcode of a new home", Kind::Line { width: 10 }),
        Question::of(
            "confidential",
            "Is the new home confidential?",
            Kind::Any(&[("yes", "Yes, keep it confidential")]),
        ),
        FROM,
        TO,
        STILL,
        LEFT_ON,
        Question::of("said_by", "Who told us?", Kind::Line { width: 30 })
            .hint("For example, the school")
            .needed("Say who told us"),
    ],
    panels: &[
        ("home", Panel::Homes),
        ("still", Panel::Former),
        ("left_on", Panel::Former),
    ],
    only_new: &["line", "postcode", "confidential", "still", "left_on"],
    read,
    write,
};

fn read(a: &mut Answers<'_>) -> Option<FactBody> {
    let (from, to) = a.period();
    a.former(a.around.home_now, to.is_none(), from);
    let said_by = a.words("said_by");
    if a.words("home") == NEW {
        let line = a.words("line").lines().map(str::trim).collect::<Vec<_>>().join(", ");
        if line.is_empty() {
            a.wrong("line", "Enter the address of the new home");
        }
        let postcode = a.words("postcode");
        let confidential = a.ticked("confidential");
        a.file_under(Under::NewHousehold(HouseholdRecorded {
            line,
            postcode,
            confidential,
        }));
    } else {
        let home: HouseholdId = a
            .parsed("home", "Choose a home of the list, or a new one")
            .map(HouseholdId)?;
        a.file_under(Under::Household(home));
    }
    let person = a.around.person;
    Some(
        MemberRecorded {
            person,
            from,
            to,
            said_by,
        }
        .into(),
    )
}

fn write(body: &FactBody) -> Option<Typed> {
    let FactBody::MemberRecorded(v) = body else { return None };
    Some(vec![
        ("from", super::super::day(v.from)),
        ("to", super::super::day(v.to)),
        ("said_by", v.said_by.clone()),
    ])
}

#[cfg(test)]
mod tests {
    use super::super::super::answers::tests::{around, reads, refuses};
    use super::*;
    use crate::forms::Raw;

    #[test]
    fn a_home_on_record_or_a_new_one() {
        let known = "00000000-0000-0000-0000-000000000009";
        let stored = r#"{"from":"2026-08-01","person":"00000000-0000-0000-0000-000000000001","said_by":"School"}"#;
        reads(
            &FORM,
            &[("home", known), ("from", "1 Aug 2026"), ("said_by", "School")],
            stored,
        );
        let new = [
            ("home", "new"),
            ("line", "5 Weaver Court"),
            ("confidential", "yes"),
            ("said_by", "School"),
        ];
        let raw = Raw(new.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect());
        let Under::NewHousehold(home) = FORM.parse(&raw, &around()).unwrap().under else {
            panic!("filed elsewhere")
        };
        assert!(home.line == "5 Weaver Court" && home.confidential);
        refuses(
            &FORM,
            &[("home", "new"), ("said_by", "School")],
            "line",
            "address of the new home",
        );
        refuses(
            &FORM,
            &[("home", "theirs"), ("said_by", "School")],
            "home",
            "Choose a home of the list",
        );
        refuses(&FORM, &[("said_by", "School")], "home", "Choose a home, or a new one");
    }
}
