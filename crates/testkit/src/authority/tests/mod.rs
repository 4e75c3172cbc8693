//! What every authority has to keep to, the hand-made families included.

mod families;
mod order;
mod rules;
mod texts;
mod totals;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::ids::{ContactId, PersonId};
use domain::ledger::{Entry, Fact, FactRef};
use jiff::civil::date;

use super::*;

fn plan(people: u32) -> Plan {
    Plan {
        seed: 7,
        today: date(2026, 11, 12),
        people,
    }
}

/// The facts as the store would give them back.
fn stored(authority: &Authority) -> Vec<Fact> {
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

/// Contacts by id, their facts in order.
fn by_contact(facts: &[Fact]) -> BTreeMap<ContactId, Vec<Fact>> {
    let mut contacts: BTreeMap<ContactId, Vec<Fact>> = BTreeMap::new();
    for fact in facts {
        if let Some(id) = fact.subject.contact() {
            contacts.entry(id).or_default().push(fact.clone());
        }
    }
    contacts
}

/// People by id, with every fact that is about them.
fn by_person(facts: &[Fact]) -> BTreeMap<PersonId, Vec<Fact>> {
    let mut people: BTreeMap<PersonId, Vec<Fact>> = BTreeMap::new();
    for fact in facts {
        let ids: BTreeSet<PersonId> = fact
            .subject
            .person()
            .into_iter()
            .chain(fact.about.iter().map(|a| a.person))
            .collect();
        for id in ids {
            people.entry(id).or_default().push(fact.clone());
        }
    }
    people
}
