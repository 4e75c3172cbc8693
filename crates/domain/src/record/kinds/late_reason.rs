//! Why a clock was missed. It still counts as late.

use super::super::{Answers, Group, Meets, Panel, RecordForm, Right, Typed};
use crate::calendar::clock;
use crate::facts::FactBody;
use crate::facts::person::LateReasonGiven;
use crate::forms::{Kind, Question};
use crate::ids::RecordId;

pub const FORM: RecordForm = RecordForm {
    id: "late-reason",
    fact: "late_reason_given",
    group: Group::Notes,
    title: "Why something is late",
    hint: "It still counts as late. The reason stands beside it.",
    right: Right::Record,
    meets: Meets::Several,
    questions: &[
        Question::of("clock", "What is late?", Kind::Hidden).needed("Choose what is late"),
        Question::of("reason", "Why", Kind::Words { rows: 3 }).needed("Write why it is late"),
    ],
    panels: &[("clock", Panel::MissedClocks)],
    only_new: &[],
    read,
    write,
};

fn read(a: &mut Answers<'_>) -> Option<FactBody> {
    let words = a.words("clock");
    let chosen = words
        .split_once(' ')
        .and_then(|(kind, on)| Some((clock(kind)?.id, on.parse::<RecordId>().ok()?)));
    if chosen.is_none() {
        a.wrong("clock", "Choose what is late");
    }
    let (kind, on_record) = chosen?;
    Some(
        LateReasonGiven {
            clock: kind.into(),
            on_record,
            reason: a.words("reason"),
        }
        .into(),
    )
}

fn write(body: &FactBody) -> Option<Typed> {
    let FactBody::LateReasonGiven(v) = body else {
        return None;
    };
    Some(vec![
        ("clock", format!("{} {}", v.clock, v.on_record)),
        ("reason", v.reason.clone()),
    ])
}

#[cfg(test)]
mod tests {
    use super::super::super::answers::tests::{reads, refuses};
    use super::*;

    #[test]
    fn a_reason_names_its_clock() {
        let clock = "caf_from_referral 00000000-0000-0000-0000-000000000009";
        let stored = r#"{"clock":"caf_from_referral","on_record":"00000000-0000-0000-0000-000000000009","reason":"The paediatrician’s letter."}"#;
        reads(
            &FORM,
            &[("clock", clock), ("reason", "The paediatrician’s letter.")],
            stored,
        );
        refuses(&FORM, &[("clock", clock)], "reason", "Write why");
        refuses(
            &FORM,
            &[("clock", "no_such_clock 1"), ("reason", "x")],
            "clock",
            "Choose what is late",
        );
    }
}
