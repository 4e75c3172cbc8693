//! Who may open the record [Sem 17]. A later restriction replaces an earlier one; "open" lifts it.

use super::super::ask::KEEP_IT;
use super::super::{Answers, Group, Meets, Panel, RecordForm, Right, Typed};
use crate::facts::FactBody;
use crate::facts::person::{RestrictionLevel, RestrictionSet};
use crate::forms::{Kind, Question};
use crate::ids::{TeamId, WorkerId};

pub const FORM: RecordForm = RecordForm {
    id: "restriction",
    fact: "restriction_set",
    group: Group::Safety,
    title: "Who may open this record",
    hint: "It takes effect at once, on past pages too. A restricted record shows everybody else the name, that it is restricted, and whom to ring. A sealed one shows nothing at all, to anybody who is not named.",
    right: Right::Restrict,
    meets: Meets::Several,
    questions: &[
        Question::of("level", "Who may open it?", Kind::One(LEVELS)).needed("Choose who may open it"),
        Question::of("why", "Why", Kind::Words { rows: 3 })
            .hint("Shown to those who may open the record")
            .needed("Write why"),
        Question::of("team", "Which team?", Kind::Hidden).hint("For one team only"),
        Question::of("named", "Named people", Kind::Hidden).hint("For named people, and for a sealed record"),
        Question::of("custodian", "Custodian", Kind::Hidden)
            .hint("For a sealed record: who answers for it, and is told when the front door meets the name"),
        Question::of("ring", "Whom may everybody else ring?", Kind::Line { width: 30 })
            .hint("A name and a number. Needed for a team and for named people"),
        KEEP_IT,
    ],
    only_new: &[],
    panels: &[
        ("team", Panel::Teams),
        ("named", Panel::Workers),
        ("custodian", Panel::Worker),
    ],
    read,
    write,
};

const LEVELS: &[(&str, &str)] = &[
    ("open", "Open"),
    ("team", "One team only"),
    ("named", "Named people only"),
    ("sealed", "Sealed"),
];

fn read(a: &mut Answers<'_>) -> Option<FactBody> {
    let code = a.words("level");
    let Some(level) = RestrictionLevel::from_code(&code) else {
        a.wrong("level", "Choose who may open it");
        return None;
    };
    let team = a
        .parsed("team", "Choose a team of the list")
        .map(TeamId)
        .filter(|_| level == RestrictionLevel::Team);
    let chosen = a.ticks("named");
    let mut named: Vec<WorkerId> = chosen.iter().filter_map(|n| n.parse().ok()).collect();
    if named.len() != chosen.len() {
        a.wrong("named", "Choose people of the list");
    }
    named.dedup();
    let custodian = a.parsed("custodian", "Choose somebody of the list").map(WorkerId);
    let custodian = custodian.filter(|_| level == RestrictionLevel::Sealed);
    if level < RestrictionLevel::Named {
        named.clear();
    }
    let author = a.around.author;
    let sees = match level {
        RestrictionLevel::Open => true,
        RestrictionLevel::Team => team.is_none() || team == a.around.team,
        RestrictionLevel::Named | RestrictionLevel::Sealed => {
            named.is_empty() || named.contains(&author) || custodian == Some(author)
        }
    };
    let ring = a.words("ring");
    match level {
        RestrictionLevel::Team if team.is_none() => a.wrong("team", "Choose the team that may open it"),
        RestrictionLevel::Named if named.is_empty() => a.wrong("named", "Name at least one person who may open it"),
        RestrictionLevel::Sealed if custodian.is_none() => a.wrong("custodian", "A sealed record has a custodian"),
        _ => {}
    }
    if matches!(level, RestrictionLevel::Team | RestrictionLevel::Named) && ring.is_empty() {
        a.wrong("ring", "Say whom everybody else may ring");
    }
    if !sees {
        let question = if level == RestrictionLevel::Team {
            "team"
        } else {
            "named"
        };
        a.doubt(
            question,
            "You would not be able to open this record yourself from now on",
        );
    }
    Some(
        RestrictionSet {
            level,
            why: a.words("why"),
            team,
            named,
            custodian,
            ring,
        }
        .into(),
    )
}

fn write(body: &FactBody) -> Option<Typed> {
    let FactBody::RestrictionSet(v) = body else { return None };
    let named: Vec<String> = v.named.iter().map(ToString::to_string).collect();
    Some(vec![
        ("level", v.level.code().into()),
        ("why", v.why.clone()),
        ("team", v.team.map(|t| t.to_string()).unwrap_or_default()),
        ("named", named.join("\n")),
        ("custodian", v.custodian.map(|c| c.to_string()).unwrap_or_default()),
        ("ring", v.ring.clone()),
    ])
}

#[cfg(test)]
mod tests {
    use super::super::super::answers::tests::{reads, refuses};
    use super::*;

    /// Whoever records it in the tests, their team, and somebody else.
    const AUTHOR: &str = "00000000-0000-0000-0000-000000000002";
    const TEAM: &str = "00000000-0000-0000-0000-000000000003";
    const OTHER: &str = "00000000-0000-0000-0000-000000000007";

    #[test]
    fn each_level_says_who_and_whom_to_ring() {
        for (code, label) in LEVELS {
            assert_eq!(
                RestrictionLevel::from_code(code).map(RestrictionLevel::label),
                Some(*label)
            );
        }
        reads(
            &FORM,
            &[("level", "open"), ("why", "The order ended."), ("team", TEAM)],
            r#"{"level":"open","ring":"","why":"The order ended."}"#,
        );
        let team = [
            ("level", "team"),
            ("why", "A worker’s child."),
            ("team", TEAM),
            ("ring", "Sunita Rao, 01632 960 341"),
        ];
        reads(
            &FORM,
            &team,
            &format!(
                r#"{{"level":"team","ring":"Sunita Rao, 01632 960 341","team":"{TEAM}","why":"A worker’s child."}}"#
            ),
        );
        refuses(
            &FORM,
            &[("level", "team"), ("why", "x"), ("ring", "x")],
            "team",
            "Choose the team",
        );
        refuses(
            &FORM,
            &[("level", "named"), ("why", "x"), ("ring", "x")],
            "named",
            "Name at least one",
        );
        refuses(
            &FORM,
            &[("level", "named"), ("why", "x"), ("named", AUTHOR)],
            "ring",
            "whom everybody else",
        );
        refuses(
            &FORM,
            &[("level", "sealed"), ("why", "x"), ("named", AUTHOR)],
            "custodian",
            "has a custodian",
        );
        refuses(&FORM, &[("level", "open")], "why", "Write why");
        refuses(&FORM, &[("level", "secret"), ("why", "x")], "level", "Choose who");
    }

    #[test]
    fn nobody_shuts_themselves_out_without_being_told() {
        let out = [("level", "named"), ("why", "x"), ("named", OTHER), ("ring", "x")];
        refuses(&FORM, &out, "named", "not be able to open this record yourself");
        let kept = [&out[..], &[("keep", "yes")]].concat();
        reads(
            &FORM,
            &kept,
            &format!(r#"{{"level":"named","named":["{OTHER}"],"ring":"x","why":"x"}}"#),
        );
        reads(
            &FORM,
            &[
                ("level", "sealed"),
                ("why", "x"),
                ("custodian", AUTHOR),
                ("named", OTHER),
            ],
            &format!(r#"{{"custodian":"{AUTHOR}","level":"sealed","named":["{OTHER}"],"ring":"","why":"x"}}"#),
        );
        refuses(
            &FORM,
            &[("level", "team"), ("why", "x"), ("team", OTHER), ("ring", "x")],
            "team",
            "yourself",
        );
    }
}
