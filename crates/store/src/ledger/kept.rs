//! Facts that were read, kept in memory. What was committed is never changed, so the newest entry of a subject says whether what is kept of it is
//! all there is; only a redaction takes words away, and their number says whether there was one. Both are asked in the snapshot of the page.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::ledger::Fact;
use uuid::Uuid;

/// How many facts are kept: some 100 MB.
const MOST: usize = 200_000;

/// Which facts of an id were asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Asked {
    OfSubject,
    /// Of a person, what tells who they are.
    WhoTheyAre,
    /// About a person, in whatever record.
    About,
    /// About a person, without the contacts in which they have a part.
    Mentioning,
}

/// As of when: the newest entry, and how many redactions there were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    pub newest: i64,
    pub redactions: i64,
}

/// The facts that readers share.
#[derive(Debug, Default)]
pub struct KeptFacts {
    generations: Mutex<Generations>,
}

/// What was used since the older was the young one, and what was not used since: that goes when the young one is full.
#[derive(Debug, Default)]
struct Generations {
    young: HashMap<(Asked, Uuid), Held>,
    old: HashMap<(Asked, Uuid), Held>,
    in_young: usize,
}

#[derive(Clone, Debug)]
struct Held {
    version: Version,
    facts: Arc<[Fact]>,
}

impl KeptFacts {
    /// What is kept, if it is all there is.
    pub fn get(&self, asked: Asked, id: Uuid, version: Version) -> Option<Arc<[Fact]>> {
        let mut generations = self.generations.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (asked, id);
        if let Some(held) = generations.young.get(&key) {
            return (held.version == version).then(|| held.facts.clone());
        }
        let held = generations.old.remove(&key).filter(|held| held.version == version)?;
        let facts = held.facts.clone();
        generations.put(key, held, MOST);
        Some(facts)
    }

    pub fn put(&self, asked: Asked, id: Uuid, version: Version, facts: Arc<[Fact]>) {
        let mut generations = self.generations.lock().unwrap_or_else(PoisonError::into_inner);
        generations.put((asked, id), Held { version, facts }, MOST);
    }
}

impl Generations {
    fn put(&mut self, key: (Asked, Uuid), held: Held, most: usize) {
        // An id without facts takes room too.
        self.in_young += held.facts.len() + 1;
        self.young.insert(key, held);
        if self.in_young > most / 2 {
            self.old = std::mem::take(&mut self.young);
            self.in_young = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Version = Version {
        newest: 7,
        redactions: 0,
    };

    fn held() -> Held {
        Held {
            version: FIRST,
            facts: Arc::new([]),
        }
    }

    #[test]
    fn only_the_version_that_was_asked_for_is_given() {
        let kept = KeptFacts::default();
        let id = Uuid::from_u128(1);
        kept.put(Asked::OfSubject, id, FIRST, Arc::new([]));
        assert!(kept.get(Asked::OfSubject, id, FIRST).is_some());
        assert!(kept.get(Asked::About, id, FIRST).is_none());
        for other in [Version { newest: 8, ..FIRST }, Version { redactions: 1, ..FIRST }] {
            assert!(kept.get(Asked::OfSubject, id, other).is_none(), "{other:?}");
        }
    }

    #[test]
    fn what_is_not_used_goes_and_what_is_used_stays() {
        let kept = KeptFacts::default();
        let id = |n| (Asked::OfSubject, Uuid::from_u128(n));
        for n in 0..100 {
            kept.generations.lock().unwrap().put(id(n), held(), 20);
            // The first is looked at again and again.
            assert!(kept.get(Asked::OfSubject, Uuid::from_u128(0), FIRST).is_some(), "{n}");
        }
        let generations = kept.generations.lock().unwrap();
        assert!(generations.young.len() + generations.old.len() <= 21);
        assert!(!generations.young.contains_key(&id(1)) && !generations.old.contains_key(&id(1)));
    }
}
