//! Entries in order, pointing at what is there; the same plan, the same entries; numbers that pass their checks.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use domain::calendar::london;
use domain::facts::FactBody;
use domain::ids::{PersonId, WorkerId};
use domain::ledger::{Effect, FactRef};
use jiff::Timestamp;
use jiff::civil::date;
use sha2::{Digest, Sha256};

use super::*;

fn check_order(plan: Plan) {
    let authority = Authority::new(plan);
    let workers: BTreeMap<WorkerId, Worker> = authority.workers().into_iter().map(|w| (w.id, w)).collect();
    let mut last = Timestamp::MIN;
    let (mut people, mut facts, mut requests) = (BTreeSet::new(), HashMap::new(), HashSet::new());
    for (seq, (at, entry)) in (1..).zip(authority.entries()) {
        assert!(at >= last, "{seq} {at}");
        last = at;
        assert!(london::date(at) <= plan.today, "{seq} lies after {}: {at}", plan.today);
        assert!(requests.insert(entry.request_id.clone()), "{}", entry.request_id);
        let worker = &workers[&entry.author.worker];
        assert!(
            worker.started_on <= london::date(at),
            "{} wrote before their first day",
            worker.name
        );
        assert!(
            worker.ended_on.is_none_or(|on| on >= london::date(at)),
            "{} had left",
            worker.name
        );
        assert_eq!(worker.role, entry.author.role);
        assert!(!entry.facts.is_empty());
        for fact in &entry.facts {
            people.extend(fact.subject.person());
        }
        for (ord, fact) in (0..).zip(&entry.facts) {
            let bytes = fact.body.encode().unwrap();
            assert_eq!(
                FactBody::decode(fact.body.kind(), fact.body.version(), &bytes).unwrap(),
                fact.body
            );
            for about in &fact.about {
                assert!(
                    people.contains(&about.person),
                    "{seq} names somebody of whom nothing is recorded"
                );
            }
            let here = FactRef { seq, ord };
            if let Effect::Correct { amends } | Effect::Retract { amends } = fact.effect {
                assert_eq!(
                    facts.get(&amends),
                    Some(&(fact.subject, fact.record, fact.body.kind())),
                    "{here} amends {amends}"
                );
                assert!(entry.reason.is_some(), "{here} corrects without a reason");
            }
            if let FactBody::DecisionSigned(signed) = &fact.body {
                assert_eq!(
                    facts.get(&signed.decision).unwrap().2,
                    "child_decided",
                    "{here} signs {}",
                    signed.decision
                );
            }
            if let Some(known) = &fact.known {
                assert!(
                    known.known_seq < seq
                        && known
                            .shown
                            .iter()
                            .all(|f| f.seq <= known.known_seq && facts.contains_key(f)),
                    "{here} {known:?}"
                );
            }
            facts.insert(here, (fact.subject, fact.record, fact.body.kind()));
        }
    }
}

#[test]
fn entries_stand_in_order_and_name_what_stands_before_them() {
    for today in [
        date(2026, 11, 12),
        date(2026, 11, 22),
        date(2027, 1, 1),
        date(2028, 2, 29),
    ] {
        check_order(Plan { today, ..plan(0) });
    }
    check_order(plan(2000));
    check_order(Plan {
        today: date(2027, 4, 5),
        ..plan(1000)
    });
}

#[test]
fn the_same_plan_gives_the_same_entries() {
    let digest = |plan| {
        let mut digest = Sha256::new();
        for (at, entry) in Authority::new(plan).entries() {
            digest.update(format!("{at} {entry:?}"));
        }
        let digest: [u8; 32] = digest.finalize().into();
        digest
    };
    let one = digest(plan(600));
    assert_eq!(one, digest(plan(600)));
    assert_ne!(one, digest(Plan { seed: 8, ..plan(600) }));
    // Numbers follow the base, and so does what names them.
    let first = |base| {
        Authority::new(plan(600))
            .entries_from(base)
            .find_map(|(_, e)| e.facts.iter().find_map(|f| f.effect.amends()))
            .unwrap()
    };
    assert_eq!(first(0).seq + 1000, first(1000).seq);
}

#[test]
fn numbers_pass_their_checks_and_are_nobody_elses() {
    let facts = stored(&Authority::new(plan(2500)));
    let mut seen: BTreeMap<(String, String), PersonId> = BTreeMap::new();
    for fact in &facts {
        let Some(FactBody::IdentifierRecorded(id)) = &fact.body else {
            continue;
        };
        let good = match id.scheme.as_str() {
            "nhs" => {
                domain::identifiers::NhsNumber::parse(&id.value).is_ok_and(domain::identifiers::NhsNumber::is_test)
            }
            "upn" => domain::identifiers::Upn::parse(&id.value).is_ok(),
            "la_child_id" => {
                domain::identifiers::LaChildId::parse(&id.value).is_ok()
                    && id.value.len() == 12
                    && id.value.starts_with("HF")
            }
            other => panic!("{other}"),
        };
        assert!(good, "{id:?}");
        let person = fact.subject.person().unwrap();
        let before = seen.insert((id.scheme.clone(), id.value.clone()), person);
        assert!(before.is_none_or(|p| p == person), "{id:?} is given twice");
    }
    assert!(seen.len() > 1500);
    for fact in &facts {
        let postcode = match &fact.body {
            Some(FactBody::AddressRecorded(a)) => &a.postcode,
            Some(FactBody::HouseholdRecorded(h)) => &h.postcode,
            _ => continue,
        };
        assert!(
            postcode.is_empty() || domain::identifiers::Postcode::parse(postcode).is_ok() && postcode.starts_with("MX"),
            "{postcode}"
        );
    }
}

#[test]
fn no_reference_is_given_twice() {
    let mut seen = BTreeSet::new();
    for fact in stored(&Authority::new(plan(2000))) {
        if let Some(FactBody::ContactReceived(r)) = &fact.body {
            let year = london::date(r.received_at).year() % 100;
            assert!(
                r.reference.starts_with(&format!("{year:02}-")) && r.reference.len() == 9,
                "{}",
                r.reference
            );
            assert!(seen.insert(r.reference.clone()), "{}", r.reference);
        }
    }
    assert!(seen.len() > 2000);
}
