//! What is needed to hand over, what cannot be, and what the answers become.

use super::*;
use crate::facts::FactBody;

fn raw(pairs: &[(&str, &str)]) -> Raw {
    Raw(pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
}

const ENOUGH: &[(&str, &str)] = &[
    ("received_on", "12 Nov 2026"),
    ("received_time", "08:40"),
    ("channel", "phone"),
    ("source", "2A"),
    ("worry", "Katy came in with a bruise."),
    ("child.1.name", "Katy Sheppard"),
    ("danger", "no"),
];

fn now() -> Timestamp {
    "2026-11-12T10:00Z".parse().unwrap()
}

#[test]
fn only_six_answers_are_needed_to_hand_over() {
    let answers = parse(&raw(ENOUGH), now()).unwrap();
    assert_eq!(answers.received_at, "2026-11-12T08:40Z".parse().unwrap());
    for (left_out, (path, _)) in ENOUGH.iter().enumerate() {
        let pairs: Vec<_> = ENOUGH
            .iter()
            .enumerate()
            .filter(|(i, _)| *i != left_out)
            .map(|(_, p)| *p)
            .collect();
        let findings = parse(&raw(&pairs), now()).unwrap_err();
        assert_eq!(findings.len(), 1, "without {}: {findings:?}", path);
    }
}

#[test]
fn what_cannot_be_is_said_beside_its_field() {
    let check = |path: &str, value: &str| {
        let mut answers = raw(ENOUGH);
        answers.0.insert(path.into(), value.into());
        let findings = parse(&answers, now()).unwrap_err();
        assert!(
            findings.iter().any(|f| f.path == path),
            "{path}={value:?}: {findings:?}"
        );
    };
    check("received_on", "31 Feb 2026");
    check("received_on", "13 Nov 2026");
    check("received_on", "12 Nov 2024");
    check("received_time", "25:00");
    check("worry", &"x".repeat(20_001));
    check("referrer_name", "a\u{7}b");
    check("child.1.name", " ");
}

#[test]
fn a_choice_that_is_no_id_is_said_beside_the_name() {
    let check = |value: &str, nobody: bool| {
        let mut answers = raw(ENOUGH);
        answers.0.insert("child.1.person".into(), value.into());
        let findings = parse(&answers, now()).err().unwrap_or_default();
        let paths: Vec<_> = findings.iter().map(|f| f.path.as_str()).collect();
        assert_eq!(paths == ["child.1.name"], nobody, "{value:?}: {findings:?}");
    };
    check("", false);
    check("new", false);
    check("00000000-0000-0000-0000-000000000001", false);
    check("Katy", true);
    check("0", true);
}

#[test]
fn each_child_has_its_own_part_and_the_worry_is_about_all() {
    let (one, two) = (PersonId(uuid::Uuid::from_u128(1)), PersonId(uuid::Uuid::from_u128(2)));
    let mut answers = raw(ENOUGH);
    for (part, person) in [("1", one), ("2", two)] {
        answers.0.insert(format!("child.{part}.name"), "Katy".into());
        answers.0.insert(format!("child.{part}.person"), person.to_string());
    }
    let mut n = 100;
    let mut new_id = || {
        n += 1;
        uuid::Uuid::from_u128(n)
    };
    let making = Making {
        contact: ContactId(uuid::Uuid::from_u128(9)),
        reference: "26-000001".into(),
        new_id: &mut new_id,
    };
    let facts = parse(&answers, now()).unwrap().facts(making);
    let about = |f: &NewFact| f.about.iter().map(|a| a.person).collect::<Vec<_>>();
    let received = facts
        .iter()
        .find(|f| matches!(f.body, FactBody::ContactReceived(_)))
        .unwrap();
    assert_eq!(about(received), [one, two]);
    let named: Vec<_> = facts
        .iter()
        .filter(|f| matches!(f.body, FactBody::ChildNamed(_)))
        .map(about)
        .collect();
    assert_eq!(named, [vec![one], vec![two]]);
}

#[test]
fn somebody_not_on_record_gets_a_record_of_their_own() {
    let mut answers = raw(ENOUGH);
    answers.0.insert("child.1.person".into(), "new".into());
    answers.0.insert("child.1.age".into(), "18 Jun 2017".into());
    let mut n = 100;
    let mut new_id = || {
        n += 1;
        uuid::Uuid::from_u128(n)
    };
    let making = Making {
        contact: ContactId(uuid::Uuid::from_u128(9)),
        reference: "26-000001".into(),
        new_id: &mut new_id,
    };
    let facts = parse(&answers, now()).unwrap().facts(making);
    assert!(matches!(&facts[0].body, FactBody::NameRecorded(n) if n.given == "Katy" && n.family == "Sheppard"));
    assert!(matches!(
        &facts[1].body,
        FactBody::BirthRecorded(BirthRecorded::Exact { .. })
    ));
}
