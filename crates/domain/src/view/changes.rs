//! Changes of who somebody is, where they live, who matters to them and who may know, as things that happened.

use std::collections::BTreeMap;

use super::Group;
use super::events::{Event, Kind, Narrative, recorded};
use super::words::{Eyes, Said, lower, place, says, words};
use crate::calendar::london;
use crate::facts::FactBody;
use crate::ids::Subject;
use crate::ledger::{Effect, Fact};
use crate::policy::Depth;

/// One event per entry that said something of who the person is, where they live, who matters, who may know.
pub(super) fn events(facts: &[Fact], eyes: &Eyes<'_>) -> Vec<Event> {
    let mut by_entry: BTreeMap<i64, Vec<&Fact>> = BTreeMap::new();
    for fact in facts {
        let theirs = match fact.subject {
            Subject::Person(id) => eyes.group.contains(&id),
            _ => false,
        };
        let shown = place(fact, eyes).filter(|(g, _)| *g <= Group::Care).is_some();
        if theirs && shown && says(fact, eyes).is_some() {
            by_entry.entry(fact.at.seq).or_default().push(fact);
        }
    }
    by_entry
        .into_values()
        .filter_map(|facts| of_entry(&facts, eyes))
        .collect()
}

fn of_entry(facts: &[&Fact], eyes: &Eyes<'_>) -> Option<Event> {
    let entry = &facts.first()?.entry;
    let mut sentences = Vec::new();
    for (effect, word) in [
        ("record", "Recorded"),
        ("correct", "Corrected"),
        ("retract", "Taken back"),
    ] {
        let mut what: Vec<String> = Vec::new();
        for fact in facts.iter().filter(|f| f.effect.code() == effect) {
            let name = fact.body.as_ref().map_or("", FactBody::title);
            let name = match &fact.body {
                Some(FactBody::WarningRecorded(w)) => format!("warning “{}”", w.title),
                Some(FactBody::RelationshipRecorded(_)) => {
                    place(fact, eyes).map(|(_, l)| lower(&l)).unwrap_or_default()
                }
                Some(FactBody::IdentifierRecorded(_)) => {
                    place(fact, eyes).map(|(_, label)| lower(&label)).unwrap_or_default()
                }
                _ => lower(name),
            };
            if !what.contains(&name) {
                what.push(name);
            }
        }
        if !what.is_empty() {
            sentences.push(format!("{word}: {}", what.join(", ")));
        }
    }
    let on = london::date(entry.recorded_at);
    let reason = entry.reason.clone().filter(|r| eyes.full() && !r.is_empty());
    let changed = facts.iter().any(|f| !matches!(f.effect, Effect::Record));
    Some(Event {
        on,
        age: None,
        kinds: vec![Kind::Identity],
        title: vec![words(sentences.join(". "))],
        title_in_print: None,
        narrative: reason
            .filter(|_| changed)
            .into_iter()
            .map(|text| Narrative {
                text,
                quoted: false,
                of_decision: false,
            })
            .collect(),
        values: values(facts, eyes),
        private: false,
        note: recorded(entry),
        contact: None,
        decided: None,
        major: false,
        imported: entry.asserted_at,
        seq: entry.seq,
        note_at: None,
    })
}

/// What the entry said, value by value. Warnings have a place of their own on the page.
fn values(facts: &[&Fact], eyes: &Eyes<'_>) -> Vec<(String, Said)> {
    if eyes.depth < Depth::Items {
        return Vec::new();
    }
    let mut values: Vec<(String, Said)> = Vec::new();
    for fact in facts.iter().filter(|f| !matches!(f.effect, Effect::Retract { .. })) {
        if let (Some((group, label)), Some(said)) = (place(fact, eyes), says(fact, eyes))
            && group != Group::Care
        {
            values.push((label, said));
        }
    }
    values
}
