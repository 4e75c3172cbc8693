//! Which facts still stand, after corrections, retractions, and retractions of retractions.

use std::collections::HashMap;

use super::{Effect, Fact, FactRef};

/// A fact that stands, and those that it replaced, oldest first.
#[derive(Clone, Debug)]
pub struct Standing<'a> {
    pub fact: &'a Fact,
    pub earlier: Vec<&'a Fact>,
}

/// The facts that stand, in the order in which they were recorded. `facts` may be in any order and may hold the same fact twice.
///
/// An amendment points backwards, so whether it holds is settled before it is applied: reading from the newest to the oldest, a
/// correction or retraction takes its target down unless it was itself retracted. So retracting a retraction, or a correction, brings
/// back what it took down [Sem 3]; a correction that was said better by another still holds, or the second would bring back the first words.
pub fn standing(facts: &[Fact]) -> Vec<Standing<'_>> {
    let mut ordered: Vec<&Fact> = facts.iter().collect();
    ordered.sort_by_key(|f| f.at);
    ordered.dedup_by_key(|f| f.at);
    let place: HashMap<FactRef, usize> = ordered.iter().enumerate().map(|(i, f)| (f.at, i)).collect();
    let mut corrected = vec![false; ordered.len()];
    let mut retracted = vec![false; ordered.len()];
    for i in (0..ordered.len()).rev() {
        if retracted[i] {
            continue;
        }
        // Only a fact recorded earlier can be amended; anything else is ignored here and reported by `verify`.
        if let Some(target) = ordered[i]
            .effect
            .amends()
            .and_then(|at| place.get(&at).copied())
            .filter(|t| *t < i)
        {
            match ordered[i].effect {
                Effect::Retract { .. } => retracted[target] = true,
                _ => corrected[target] = true,
            }
        }
    }
    ordered
        .iter()
        .enumerate()
        .filter(|(i, f)| !corrected[*i] && !retracted[*i] && !matches!(f.effect, Effect::Retract { .. }))
        .map(|(_, f)| Standing {
            fact: f,
            earlier: replaced(f, &ordered, &place),
        })
        .collect()
}

fn replaced<'a>(fact: &Fact, ordered: &[&'a Fact], place: &HashMap<FactRef, usize>) -> Vec<&'a Fact> {
    let mut earlier = Vec::new();
    let (mut effect, mut at) = (fact.effect, fact.at);
    while let Effect::Correct { amends } = effect {
        let Some(target) = place.get(&amends).map(|i| ordered[*i]).filter(|t| t.at < at) else {
            break;
        };
        earlier.push(target);
        (effect, at) = (target.effect, target.at);
    }
    earlier.reverse();
    earlier
}
