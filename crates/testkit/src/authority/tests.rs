//! What every authority has to keep to, the hand-made families included.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::calendar::london;
use domain::contact::{Contact, Outcome, PartState, Signer, may_choose, may_decide, may_sign, service_manager_signs};
use domain::facts::FactBody;
use domain::ids::{ContactId, PersonId, Subject, WorkerId};
use domain::ledger::{Effect, Entry, Fact, FactRef};
use domain::person::Person;
use jiff::Timestamp;
use jiff::civil::date;

use super::*;

pub(super) fn plan(people: u32) -> Plan {
    Plan {
        seed: 7,
        today: date(2026, 11, 12),
        people,
    }
}

/// The facts as the store would give them back.
pub(super) fn stored(authority: &Authority) -> Vec<Fact> {
    let mut facts = Vec::new();
    for (seq, (at, entry)) in (1..).zip(authority.entries()) {
        let shared = Arc::new(Entry {
            seq,
            recorded_at: at,
            asserted_at: entry.asserted_at,
            author: entry.author,
            reason: entry.reason,
            source: entry.source,
        });
        for (ord, fact) in (0..).zip(entry.facts) {
            facts.push(Fact {
                at: FactRef { seq, ord },
                entry: shared.clone(),
                subject: fact.subject,
                record: fact.record,
                effect: fact.effect,
                effective_on: fact.effective_on,
                about: fact.about,
                body: Some(fact.body),
                known: fact.known,
            });
        }
    }
    facts
}

fn of_person(facts: &[Fact], id: PersonId) -> Vec<Fact> {
    let about = |f: &&Fact| f.subject == id.into() || f.about.iter().any(|a| a.person == id);
    facts.iter().filter(about).cloned().collect()
}

fn of_contact(facts: &[Fact], id: ContactId) -> Vec<Fact> {
    facts.iter().filter(|f| f.subject == id.into()).cloned().collect()
}

#[test]
fn entries_stand_in_order_and_name_what_stands_before_them() {
    for today in [date(2026, 11, 12), date(2026, 11, 22), date(2027, 1, 1)] {
        let authority = Authority::new(Plan { today, ..plan(0) });
        let workers: BTreeMap<WorkerId, Worker> = authority.workers().into_iter().map(|w| (w.id, w)).collect();
        let mut last = Timestamp::MIN;
        let (mut people, mut facts, mut requests) = (BTreeSet::new(), BTreeMap::new(), BTreeSet::new());
        for (seq, (at, entry)) in (1..).zip(authority.entries()) {
            assert!(at >= last, "{seq} {at}");
            last = at;
            assert!(london::date(at) <= today, "{seq} lies after {today}: {at}");
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
                        Some(&(fact.subject, fact.record)),
                        "{here} amends {amends}"
                    );
                }
                if let FactBody::DecisionSigned(signed) = &fact.body {
                    assert!(facts.contains_key(&signed.decision), "{here} signs {}", signed.decision);
                }
                if let Some(known) = &fact.known {
                    assert!(
                        known.known_seq < seq
                            && known
                                .shown
                                .iter()
                                .all(|f| f.seq <= known.known_seq && facts.contains_key(f))
                    );
                }
                facts.insert(here, (fact.subject, fact.record));
            }
        }
    }
}

#[test]
fn decisions_keep_to_the_rules() {
    let facts = stored(&Authority::new(plan(0)));
    let contacts: BTreeSet<ContactId> = facts.iter().filter_map(|f| f.subject.contact()).collect();
    let mut signed = 0;
    for id in contacts {
        let facts = of_contact(&facts, id);
        // Entry by entry: each act has to be allowed by what stood before it.
        for at in facts.iter().map(|f| f.at.seq).collect::<BTreeSet<_>>() {
            let before: Vec<Fact> = facts.iter().filter(|f| f.at.seq < at).cloned().collect();
            let Some(contact) = Contact::fold(id, &before) else {
                continue;
            };
            for fact in facts.iter().filter(|f| f.at.seq == at) {
                let author = fact.entry.author;
                match fact.body.as_ref().unwrap() {
                    FactBody::ChildDecided(d) => {
                        may_decide(author.role, &contact, d.outcome).unwrap();
                        may_choose(
                            d.outcome,
                            contact.part(d.child).unwrap(),
                            None,
                            d.outcome == Outcome::LinkToOpenCase,
                        )
                        .unwrap();
                    }
                    FactBody::DecisionSigned(s) => {
                        let signer = Signer {
                            worker: author.worker,
                            role: author.role,
                        };
                        may_sign(signer, &contact, contact.part(s.child).unwrap()).unwrap();
                        signed += 1;
                    }
                    _ => {}
                }
            }
        }
    }
    assert!(signed > 15, "{signed}");
}

#[test]
fn the_service_manager_signs_from_the_third_contact() {
    let check = |received, earlier: usize, expect| {
        let at: Timestamp = "2026-02-01T09:00Z".parse().unwrap();
        let earlier = vec![
            domain::contact::EarlierContact {
                received_at: at,
                source: "2A".into(),
                without_action: true
            };
            earlier
        ];
        assert_eq!(service_manager_signs(received, &earlier, 3), expect);
    };
    check(date(2026, 7, 22), 2, true);
    check(date(2026, 4, 17), 1, false);
    let facts = stored(&Authority::new(plan(0)));
    for (key, expect) in [
        ("brennan april", false),
        ("brennan july", true),
        ("shepherd april", false),
        ("shepherd july", true),
    ] {
        let contact = Contact::fold(pen::contact_id(key), &of_contact(&facts, pen::contact_id(key))).unwrap();
        let decision = contact.children[0].state.decision().unwrap();
        assert_eq!(decision.service_manager_signs, expect, "{key}");
        assert!(matches!(contact.children[0].state, PartState::InEffect { .. }), "{key}");
    }
}

#[test]
fn may_is_as_the_pictures_show_her() {
    let facts = stored(&Authority::new(plan(0)));
    let may = Person::fold(&[person("maya")], &of_person(&facts, person("maya"))).unwrap();
    let calendar = domain::calendar::Calendar::england_and_wales();
    let today = date(2026, 11, 12);
    assert_eq!(may.display_name(), "Maya Brennan-Osei");
    assert_eq!(may.age_words(today).as_deref(), Some("8 years 7 months"));
    assert_eq!(may.address().unwrap().line, "22 Tanner’s Row, Stowbridge");
    assert_eq!(may.school().unwrap().year_group, "Year 4");
    assert_eq!(may.identifier("nhs").unwrap().value.traced_on, Some(date(2026, 10, 7)));
    let status = may.status(today, &calendar);
    assert_eq!(
        (status.words.as_str(), status.detail.as_str()),
        ("Assessment open", "day 27 of 45")
    );
    assert_eq!(may.allocated(today).unwrap().worker, worker_id("Jo Whitlock"));
    assert_eq!(may.contacts.len(), 5);
    assert_eq!(may.warnings.len(), 2);
    let lee = may.relationships.iter().find(|r| r.other == person("lee")).unwrap();
    assert_eq!(
        (lee.is.as_str(), lee.told.origin.replaced.len()),
        ("parents_partner", 1)
    );
    assert_eq!(may.findings(today), []);
    // As it was known on 22 July at half past four: eleven minutes before the decision.
    let then: Timestamp = "2026-07-22T15:30Z".parse().unwrap();
    let past: Vec<Fact> = of_person(&facts, person("maya"))
        .into_iter()
        .filter(|f| f.entry.recorded_at <= then)
        .collect();
    let may = Person::fold(&[person("maya")], &past).unwrap();
    assert_eq!(may.address().unwrap().line, "5 Weaver Court, Stowbridge");
    assert_eq!(
        (may.warnings.len(), may.episodes.len(), may.allocations.len()),
        (0, 0, 0)
    );
}

#[test]
fn what_waits_this_morning() {
    let facts = stored(&Authority::new(plan(0)));
    let contact = |key| Contact::fold(pen::contact_id(key), &of_contact(&facts, pen::contact_id(key))).unwrap();
    let katy = contact("shepherd today");
    assert_eq!((katy.reference(), katy.children.len()), ("26-104417", 3));
    assert!(katy.handed_over.is_some() && katy.children.iter().all(|p| matches!(p.state, PartState::Undecided)));
    assert!(matches!(
        contact("harding").children[0].state,
        PartState::AwaitingSignature { .. }
    ));
    assert!(contact("hussein").danger.is_some());
    let references: Vec<String> = facts
        .iter()
        .filter_map(|f| match &f.body {
            Some(FactBody::ContactReceived(r)) => Some(r.reference.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(references.iter().collect::<BTreeSet<_>>().len(), references.len());
}

#[test]
fn every_canary_stands_once_and_in_its_place() {
    let facts = stored(&Authority::new(plan(0)));
    for canary in canaries() {
        let hit = |f: &&Fact| {
            String::from_utf8(f.body.as_ref().unwrap().encode().unwrap())
                .unwrap()
                .contains(canary.word)
        };
        let places: Vec<Subject> = facts.iter().filter(hit).map(|f| f.subject).collect();
        assert!(places.contains(&person(canary.person).into()), "{canary:?}");
    }
}
