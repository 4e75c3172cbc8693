//! Decisions, signatures and histories that keep to the rules of the domain.

use std::collections::{BTreeMap, BTreeSet};

use domain::calendar::london;
use domain::contact::{Contact, Outcome, PartState, Signer, may_choose, may_decide, may_sign, service_manager_signs};
use domain::facts::FactBody;
use domain::ids::ContactId;
use domain::ledger::{Fact, FactRef};
use domain::person::Person;
use jiff::Timestamp;
use jiff::civil::date;

use super::*;

#[test]
fn decisions_keep_to_the_rules() {
    let facts = stored(&Authority::new(plan(1500)));
    let (mut signed, mut outcomes) = (0, BTreeSet::new());
    for (id, facts) in by_contact(&facts) {
        // Entry by entry: each act has to be allowed by what stood before it.
        for at in facts.iter().map(|f| f.at.seq).collect::<BTreeSet<_>>() {
            let before: Vec<Fact> = facts.iter().filter(|f| f.at.seq < at).cloned().collect();
            let Some(contact) = Contact::fold(id, &before) else {
                continue;
            };
            let here: Vec<&Fact> = facts.iter().filter(|f| f.at.seq == at).collect();
            let called = here.iter().any(|f| matches!(&f.body, Some(FactBody::ChildDecided(d)) if matches!(d.outcome, Outcome::StrategyDiscussion | Outcome::EmergencyAction)));
            let discussion =
                (called || contact.strategy_discussion_since().is_some()).then_some(("a child of the home", "today"));
            for fact in here {
                let author = fact.entry.author;
                match fact.body.as_ref().unwrap() {
                    FactBody::ChildDecided(d) => {
                        may_decide(author.role, &contact, d.outcome).unwrap();
                        let open = d.outcome == Outcome::LinkToOpenCase;
                        may_choose(d.outcome, contact.part(d.child).unwrap(), discussion, open).unwrap();
                        assert!(d.why.len() > 30, "{d:?}");
                        assert!(!d.outcome.opens_episode() || !d.protection.is_empty() && !d.primary_need.is_empty());
                        outcomes.insert(d.outcome);
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
    assert!(signed > 1000, "{signed}");
    assert_eq!(outcomes.len(), Outcome::ALL.len(), "{outcomes:?}");
}

/// One child, one open episode; a link only to an open case, a referral only where none is open; and the service manager’s signature where the third
/// contact of a child in twelve months asks for it.
#[test]
fn every_childs_history_agrees_with_itself() {
    for seed in [7, 11, 12] {
        check_histories(Plan { seed, ..plan(1500) });
    }
}

fn check_histories(plan: Plan) {
    let facts = stored(&Authority::new(plan));
    let contacts: BTreeMap<ContactId, Contact> = by_contact(&facts)
        .into_iter()
        .map(|(id, f)| (id, Contact::fold(id, &f).unwrap()))
        .collect();
    let mut open = 0;
    for (id, facts) in by_person(&facts) {
        let person = Person::fold(&[id], &facts).unwrap();
        assert_eq!(person.findings(plan.today), [], "{}", person.display_name());
        let mut days: Vec<_> = person
            .episodes
            .iter()
            .map(|e| (e.referral.received_on, e.closed.as_ref().map(|c| c.on)))
            .collect();
        days.sort();
        for pair in days.windows(2) {
            assert!(
                pair[0].1.is_some_and(|closed| closed <= pair[1].0),
                "{}: {days:?}",
                person.display_name()
            );
        }
        open += usize::from(person.open_episode(plan.today).is_some());
        let of_child: Vec<(&Contact, &domain::contact::Part)> = person
            .contacts
            .iter()
            .map(|c| &contacts[c])
            .filter_map(|c| Some((c, c.part_of(id)?)))
            .collect();
        for (contact, part) in &of_child {
            let Some(decision) = part.state.decision() else {
                continue;
            };
            let decided = decision.origin.fact;
            let at = |f: FactRef| f.seq < decided.seq;
            let was_open = person.episodes.iter().any(|e| {
                at(e.referral.origin.fact) && e.closed.as_ref().is_none_or(|c| c.origin.fact.seq > decided.seq)
            });
            match decision.outcome {
                Outcome::LinkToOpenCase => assert!(was_open, "{} {}", person.display_name(), contact.reference()),
                Outcome::Referral => assert!(!was_open, "{} {}", person.display_name(), contact.reference()),
                _ => {}
            }
            let received = london::date(contact.received_at().unwrap());
            let earlier: Vec<_> = of_child
                .iter()
                .filter(|(c, _)| c.received_at() < contact.received_at())
                .map(|(c, _)| domain::contact::EarlierContact {
                    received_at: c.received_at().unwrap(),
                    source: c.received.as_ref().unwrap().source.clone(),
                    without_action: true,
                })
                .collect();
            if service_manager_signs(received, &earlier, 3) && decision.outcome != Outcome::InformationGiven {
                assert!(
                    decision.service_manager_signs,
                    "{} {}",
                    person.display_name(),
                    contact.reference()
                );
            }
        }
    }
    assert!(open > 8, "{open} open");
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

/// Something waits at every stage on the plan’s day.
#[test]
fn there_is_work_at_every_stage_today() {
    let plan = plan(8000);
    let facts = stored(&Authority::new(plan));
    let calendar = domain::calendar::Calendar::england_and_wales();
    let mut stages = BTreeMap::<&str, u32>::new();
    let mut at = |stage| *stages.entry(stage).or_default() += 1;
    for (id, facts) in by_contact(&facts) {
        let contact = Contact::fold(id, &facts).unwrap();
        for (part, clock) in contact
            .children
            .iter()
            .zip(domain::clocks::of_contact(&contact, &calendar))
        {
            if matches!(part.state, PartState::Undecided) && contact.taken.is_some() {
                at("taken");
            }
            match &part.state {
                PartState::Undecided if clock.due.date() < plan.today => at("overdue"),
                PartState::Undecided => at("undecided"),
                PartState::AwaitingSignature { .. } => at("awaiting signature"),
                state if state.wants_signature() => at("in effect, unsigned"),
                _ => {}
            }
        }
    }
    let mut assessing = BTreeSet::new();
    for (id, facts) in by_person(&facts) {
        let person = Person::fold(&[id], &facts).unwrap();
        let Some(episode) = person.open_episode(plan.today) else {
            continue;
        };
        if person.allocated(plan.today).is_none() {
            at("not allocated");
        }
        if episode.open_assessment().is_some() {
            assessing.insert(
                calendar
                    .working_days_between(episode.referral.received_on, plan.today)
                    .unwrap(),
            );
        }
        at(match person.status(plan.today, &calendar).words.as_str() {
            "Child protection plan" if episode.plans.iter().any(|p| !p.reviews.is_empty()) => {
                "protection plan, reviewed"
            }
            "Child protection plan" => "protection plan",
            "Child in need plan" => "child in need plan",
            "Section 47 enquiry" => "section 47",
            "Assessment open" => "assessment",
            _ => "referral",
        });
    }
    eprintln!("{stages:?}, assessments at days {assessing:?}");
    for stage in [
        "overdue",
        "taken",
        "undecided",
        "awaiting signature",
        "in effect, unsigned",
        "not allocated",
        "protection plan, reviewed",
        "protection plan",
        "child in need plan",
        "section 47",
        "assessment",
    ] {
        assert!(
            stages.get(stage).is_some_and(|n| *n > 0),
            "nothing is {stage}: {stages:?}"
        );
    }
    assert!(
        assessing.len() > 15 && assessing.iter().max().is_some_and(|d| *d > 30),
        "{assessing:?}"
    );
}
