//! What must hold of every history of facts, checked against the definition read aloud.

use std::sync::Arc;

use jiff::Timestamp;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::facts::person::{NameKind, NameRecorded, SchoolRecorded, SexRecorded};
use crate::person::Person;

fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

/// One fact in the making: what it does, to which of those before it, and what it says.
type Made = (u8, prop::sample::Index, u8, bool);

/// A history: each fact may amend any before it, and stands alone in its entry or in that of the one before.
fn history(made: &[Made]) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    for (effect, target, says, same_entry) in made {
        let at = match facts.last() {
            Some(last) if *same_entry => FactRef {
                seq: last.at.seq,
                ord: last.at.ord + 1,
            },
            Some(last) => FactRef {
                seq: last.at.seq + 1,
                ord: 0,
            },
            None => FactRef { seq: 1, ord: 0 },
        };
        let target = (!facts.is_empty()).then(|| target.get(&facts).clone());
        let (effect, subject, record) = match (effect % 4, target) {
            (2, Some(t)) => (Effect::Correct { amends: t.at }, t.subject, t.record),
            (3, Some(t)) => (Effect::Retract { amends: t.at }, t.subject, t.record),
            _ => (
                Effect::Record,
                person(u128::from(says % 2) + 1).into(),
                RecordId(Uuid::from_u128(facts.len() as u128 + 100)),
            ),
        };
        facts.push(Fact {
            at,
            entry: entry(at.seq),
            subject,
            record,
            effect,
            effective_on: None,
            about: Vec::new(),
            body: Some(body(*says)),
            known: None,
        });
    }
    facts
}

fn entry(seq: i64) -> Arc<Entry> {
    Arc::new(Entry {
        seq,
        recorded_at: Timestamp::from_second(1_790_000_000 + seq).unwrap(),
        asserted_at: None,
        author: Author {
            worker: WorkerId(Uuid::from_u128(9)),
            role: Role::SocialWorker,
            on_behalf_of: None,
        },
        reason: None,
        source: "holdfast".into(),
    })
}

fn body(says: u8) -> FactBody {
    match says % 3 {
        0 => NameRecorded {
            kind: NameKind::ALL[usize::from(says) % 4],
            given: format!("Maya {says}"),
            family: "Osei".into(),
            from: None,
            to: None,
        }
        .into(),
        1 => SchoolRecorded {
            name: format!("School {says}"),
            year_group: String::new(),
            from: None,
            to: None,
        }
        .into(),
        _ => SexRecorded {
            code: ["F", "M", "U"][usize::from(says) / 3 % 3].into(),
        }
        .into(),
    }
}

/// What was said against a fact later.
fn against<'f>(facts: &'f [Fact], fact: &'f Fact) -> impl Iterator<Item = &'f Fact> {
    facts
        .iter()
        .filter(|f| f.at > fact.at && f.effect.amends() == Some(fact.at))
}

/// Whether a fact was taken back by something that was not taken back itself: the definition [Sem 3], without an order of reading.
fn is_taken_back(facts: &[Fact], fact: &Fact) -> bool {
    against(facts, fact).any(|f| matches!(f.effect, Effect::Retract { .. }) && !is_taken_back(facts, f))
}

/// Whether it stands: it says something, was not taken back, and nobody said it better since who was not taken back.
fn stands(facts: &[Fact], fact: &Fact) -> bool {
    !matches!(fact.effect, Effect::Retract { .. })
        && !is_taken_back(facts, fact)
        && against(facts, fact).all(|f| is_taken_back(facts, f))
}

fn any_history() -> impl Strategy<Value = Vec<Fact>> {
    prop::collection::vec(any::<Made>(), 1..24).prop_map(|made| history(&made))
}

/// Said, said better, and better again: the newest words stand, and those before come back one by one as it is taken back.
#[test]
fn said_better_twice_it_stands_once() {
    let record = |effect, seq| Fact {
        at: FactRef { seq, ord: 0 },
        effect,
        entry: entry(seq),
        subject: person(1).into(),
        record: RecordId(Uuid::from_u128(100)),
        effective_on: None,
        about: Vec::new(),
        body: Some(body(0)),
        known: None,
    };
    let at = |seq| FactRef { seq, ord: 0 };
    let mut facts = vec![
        record(Effect::Record, 1),
        record(Effect::Correct { amends: at(1) }, 2),
        record(Effect::Correct { amends: at(2) }, 3),
    ];
    let stand = |facts: &[Fact]| {
        standing(facts)
            .iter()
            .map(|s| (s.fact.at.seq, s.earlier.len()))
            .collect::<Vec<_>>()
    };
    assert_eq!(stand(&facts), [(3, 2)]);
    facts.push(record(Effect::Retract { amends: at(3) }, 4));
    assert_eq!(stand(&facts), [(2, 1)]);
    facts.push(record(Effect::Retract { amends: at(2) }, 5));
    assert_eq!(stand(&facts), [(1, 0)]);
    facts.push(record(Effect::Retract { amends: at(5) }, 6));
    assert_eq!(stand(&facts), [(2, 1)]);
}

proptest! {
    #[test]
    fn what_stands_is_what_nothing_that_holds_was_said_against(facts in any_history()) {
        let expect: Vec<FactRef> = facts
            .iter()
            .filter(|f| stands(&facts, f))
            .map(|f| f.at)
            .collect();
        let stand = standing(&facts);
        prop_assert_eq!(stand.iter().map(|s| s.fact.at).collect::<Vec<_>>(), expect);
        for s in stand {
            // What it replaced, back to what was said first; each the one that the next amends.
            let chain: Vec<&Fact> = s.earlier.iter().copied().chain([s.fact]).collect();
            let begins = !matches!(chain[0].effect, Effect::Correct { .. });
            prop_assert!(begins);
            for pair in chain.windows(2) {
                prop_assert_eq!(pair[1].effect.amends(), Some(pair[0].at));
            }
        }
    }

    #[test]
    fn the_order_in_which_facts_are_read_does_not_matter(
        (facts, shuffled) in any_history().prop_flat_map(|facts| (Just(facts.clone()), Just(facts).prop_shuffle())),
    ) {
        let twice: Vec<Fact> = shuffled.iter().chain(&shuffled).cloned().collect();
        let places = |facts: &[Fact]| standing(facts).iter().map(|s| (s.fact.at, s.earlier.iter().map(|f| f.at).collect::<Vec<_>>())).collect::<Vec<_>>();
        prop_assert_eq!(places(&twice), places(&facts));
        let group = [person(1), person(2)];
        let said = |facts: &[Fact]| format!("{:?}", Person::fold(&group, facts));
        prop_assert_eq!(said(&shuffled), said(&facts));
    }

    /// Taking the newest act back leaves what stood before it: nothing is lost by saying something wrong.
    #[test]
    fn what_is_taken_back_leaves_what_stood_before(facts in any_history()) {
        let last = facts.last().unwrap();
        let before: Vec<FactRef> = standing(&facts[..facts.len() - 1]).iter().map(|s| s.fact.at).collect();
        let mut after = facts.clone();
        after.push(Fact {
            at: FactRef { seq: last.at.seq + 1, ord: 0 },
            effect: Effect::Retract { amends: last.at },
            ..last.clone()
        });
        prop_assert_eq!(standing(&after).iter().map(|s| s.fact.at).collect::<Vec<_>>(), before);
    }
}
