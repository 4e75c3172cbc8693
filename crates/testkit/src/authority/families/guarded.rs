//! Three children whose records not everyone may open: one team only, named people only, and sealed.

use domain::facts::person::*;
use domain::facts::services::*;
use domain::ledger::NewFact;

use super::{canary, person};
use crate::authority::pen::Pen;
use crate::authority::staff::{team_of, worker_id};

pub(super) fn write(pen: &mut Pen) {
    team_child(pen);
    named_child(pen);
    sealed_child(pen);
}

/// A member of staff’s niece: only Assessment East opens it.
fn team_child(pen: &mut Pen) {
    pen.family("team child");
    let key = "team_child";
    let mut facts = pen.somebody(key, "Rosalind", "Pike", "F", pen.day(2014, 9, 9));
    facts.push(pen.number(key, "la_child_id", "HF0000000008", None));
    facts.push(pen.lives(
        key,
        &format!(
            "6 {} Close, Fenwick Green",
            canary("the home of a child whom one team may see")
        ),
        "MX5 2WE",
        None,
        None,
    ));
    facts.push(restriction(
        pen,
        key,
        RestrictionLevel::Team,
        "Her aunt works in another of our teams.",
        &["Rhys Pritchard"],
        None,
        "Rhys Pritchard, 01632 960 141",
    ));
    pen.write(pen.at((2026, 8, 3), (11, 0)), "Grace Adjei", facts);
    opened(pen, key, (2026, 8, 3), "Jo Whitlock", "N5");
    let text = format!(
        "Rosalind asked whether the word {} on her door could stay there. It can.",
        canary("a case note of a child whom one team may see")
    );
    let note = pen.note(
        key,
        "Visit at home",
        &text,
        "It is from my favourite book.",
        pen.working(2026, 9, 14),
    );
    pen.write(pen.at((2026, 9, 14), (16, 30)), "Jo Whitlock", vec![note]);
}

/// The daughter of somebody whom everyone in the building knows.
fn named_child(pen: &mut Pen) {
    pen.family("named child");
    let key = "named_child";
    let mut facts = pen.somebody(key, "Imogen", "Tallis", "F", pen.day(2013, 2, 21));
    facts.push(pen.number(key, "la_child_id", "HF0000000009", None));
    facts.push(pen.lives(key, "The Old Chapel, Kingsholt", "MX9 6AB", None, None));
    let why = format!(
        "Her father sits on the council’s {} committee and is known to most of us.",
        canary("why a record is for named people")
    );
    facts.push(restriction(
        pen,
        key,
        RestrictionLevel::Named,
        &why,
        &["Jo Whitlock", "Rhys Pritchard", "Sunita Rao"],
        None,
        "Sunita Rao, 01632 960 341",
    ));
    pen.write(pen.at((2026, 6, 8), (9, 30)), "Sunita Rao", facts);
    opened(pen, key, (2026, 6, 8), "Jo Whitlock", "N4");
    let text = format!(
        "Imogen talked about the holiday at {} and would like to live there. She is back at school full time.",
        canary("a case note of a child whom named people may see")
    );
    let note = pen.note(
        key,
        "Visit at school: Imogen seen alone",
        &text,
        "It is quiet there.",
        pen.working(2026, 9, 2),
    );
    pen.write(pen.at((2026, 9, 2), (15, 10)), "Jo Whitlock", vec![note]);
}

/// Nobody but her custodian and the service manager knows that there is a record.
fn sealed_child(pen: &mut Pen) {
    pen.family("sealed child");
    let key = "sealed_child";
    let mut facts = pen.somebody(
        key,
        canary("the name of a sealed child"),
        "Marchbanks",
        "F",
        pen.day(2019, 11, 5),
    );
    facts.push(pen.number(key, "la_child_id", "HF0000000010", None));
    facts.push(pen.number(
        key,
        "nhs",
        crate::authority::number::nhs(990_071).unwrap_or_default(),
        None,
    ));
    facts.push(pen.lives(
        key,
        &format!("2 {} Gardens, Harrowden", canary("the address of a sealed child")),
        "MX11 9ZZ",
        None,
        None,
    ));
    facts.push(restriction(
        pen,
        key,
        RestrictionLevel::Sealed,
        "Moved under a new name after threats to her life.",
        &["Howard Bell", "Sunita Rao"],
        Some("Howard Bell"),
        "Howard Bell, 01632 960 342",
    ));
    pen.write(pen.at((2026, 2, 10), (9, 15)), "Howard Bell", facts);
    let text = format!(
        "She has settled and answers to her new name. The {} lamp stays on at night.",
        canary("a case note of a sealed child")
    );
    let note = pen.note(key, "Visit at the new home", &text, "", pen.working(2026, 3, 4));
    pen.write(pen.at((2026, 3, 4), (17, 0)), "Howard Bell", vec![note]);
}

fn restriction(
    pen: &Pen,
    key: &str,
    level: RestrictionLevel,
    why: &str,
    named: &[&str],
    custodian: Option<&str>,
    ring: &str,
) -> NewFact {
    let body = RestrictionSet {
        level,
        why: why.into(),
        team: (level == RestrictionLevel::Team).then(|| team_of("Rhys Pritchard")),
        named: if level == RestrictionLevel::Team {
            Vec::new()
        } else {
            named.iter().map(|n| worker_id(n)).collect()
        },
        custodian: custodian.map(worker_id),
        ring: ring.into(),
    };
    pen.fact(person(key), &format!("{key} restriction"), body)
}

/// A referral that a manager received herself, with a worker, open on a child in need plan.
fn opened(pen: &mut Pen, key: &str, (year, month, day): (i16, i8, i8), worker: &str, need: &str) {
    let received_on = pen.working(year, month, day);
    let episode = pen.record(&format!("{key} episode"));
    let referral = ReferralReceived {
        received_on,
        received_at: Some(pen.at((year, month, day), (9, 0))),
        source: "1A".into(),
        primary_need: need.into(),
        contact: None,
        no_further_action: false,
    };
    let why = "The family asked for help. Received by a manager, so that few people know of it.";
    let plan = CinPlanRecorded {
        referral: episode,
        started_on: received_on,
        ended_on: None,
    };
    let assessment = AssessmentRecorded {
        referral: episode,
        started_on: received_on,
        reviewed_on: None,
        authorised_on: Some(received_on),
        factors: vec!["20".into()],
    };
    let facts = vec![
        NewFact::record(person(key), episode, referral).on(received_on),
        pen.fact(
            person(key),
            &format!("{key} decided"),
            ReferralDecided {
                referral: episode,
                outcome: ReferralOutcome::Assessment,
                why: why.into(),
            },
        ),
        pen.allocated(key, worker, received_on, None),
        pen.fact(person(key), &format!("{key} assessment"), assessment),
        pen.fact(person(key), &format!("{key} plan"), plan).on(received_on),
    ];
    pen.write(pen.at((year, month, day), (11, 30)), "Rhys Pritchard", facts);
}
