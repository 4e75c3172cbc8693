//! The generation in which each person is drawn.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{Net, Ties, descends};

/// A generation for each person: couples level, children below, as near to the person whose record it is as their links say.
pub(super) fn generations(ties: &Ties<'_>, nets: &[Net<'_>], homes: &[Vec<usize>]) -> Vec<usize> {
    let people = ties.people.len();
    let level = Levels::of_couples(ties, nets);
    let mut at: Vec<Option<i32>> = vec![None; people];
    for start in ties.by_nearness(homes) {
        if at[start].is_some() {
            continue;
        }
        // Nobody related to this person has been placed yet.
        at[start] = Some(match (&ties.people[start].recorded_as, Some(start) == ties.this) {
            (_, true) => 0,
            (Some(recorded), _) => recorded.generation.clamp(-8, 8),
            (None, _) if ties.this.is_none() => 0,
            (None, _) => -1,
        });
        let mut queue = VecDeque::from([start]);
        while let Some(person) = queue.pop_front() {
            let here = at[person].unwrap_or(0);
            let partners = ties
                .unions
                .iter()
                .filter_map(|(a, b, _)| other(*a, *b, person))
                .map(|p| (p, here));
            let children = ties
                .links
                .iter()
                .filter(|(p, _, _)| *p == person)
                .map(|(_, c, _)| (*c, here + 1));
            let parents = ties
                .links
                .iter()
                .filter(|(_, c, _)| *c == person)
                .map(|(p, _, _)| (*p, here - 1));
            for (next, generation) in partners.chain(children).chain(parents) {
                if at[next].is_none() {
                    at[next] = Some(generation);
                    queue.push_back(next);
                }
            }
        }
    }
    level.settle(at.into_iter().map(|generation| generation.unwrap_or(0)).collect())
}

fn other(a: usize, b: usize, person: usize) -> Option<usize> {
    if a == person {
        Some(b)
    } else if b == person {
        Some(a)
    } else {
        None
    }
}

/// People who must stand level, as groups, and which group is above which. Free of cycles.
struct Levels {
    group: Vec<usize>,
    above: Vec<(usize, usize)>,
}

impl Levels {
    fn of_couples(ties: &Ties<'_>, nets: &[Net<'_>]) -> Self {
        let mut group: Vec<usize> = (0..ties.people.len()).collect();
        for net in nets {
            let [a, b] = net.parents[..] else { continue };
            let merged: Vec<usize> = group
                .iter()
                .map(|g| if *g == group[b] { group[a] } else { *g })
                .collect();
            let edges: Vec<_> = ties
                .links
                .iter()
                .map(|(p, c, k)| (merged[*p], merged[*c], *k))
                .collect();
            // Partners of different generations, an uncle and his niece, cannot stand level and are joined across rows.
            if edges
                .iter()
                .all(|(p, c, _)| *p != group[a] || !descends(&edges, *c, *p))
            {
                group = merged;
            }
        }
        let above = ties.links.iter().map(|(p, c, _)| (group[*p], group[*c])).collect();
        Self { group, above }
    }

    /// Takes wished generations and moves groups, down where a parent is in the way and then up and down to close gaps.
    fn settle(&self, wished: Vec<i32>) -> Vec<usize> {
        let groups = self.group.len();
        let mut at: Vec<i32> = (0..groups)
            .map(|g| {
                (0..groups)
                    .filter(|p| self.group[*p] == g)
                    .map(|p| wished[p])
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        let push_down = |at: &mut Vec<i32>| {
            for _ in 0..groups {
                for (p, c) in &self.above {
                    at[*c] = at[*c].max(at[*p] + 1);
                }
            }
        };
        push_down(&mut at);
        for _ in 0..groups {
            for g in 0..groups {
                let below = self
                    .above
                    .iter()
                    .filter(|(p, _)| *p == g)
                    .map(|(_, c)| at[*c] - 1)
                    .min();
                let over = self
                    .above
                    .iter()
                    .filter(|(_, c)| *c == g)
                    .map(|(p, _)| at[*p] + 1)
                    .max();
                match (below, over) {
                    (Some(below), _) => at[g] = below,
                    (None, Some(over)) => at[g] = over,
                    (None, None) => {}
                }
            }
        }
        push_down(&mut at);
        // Empty generations in between would only be empty paper.
        let used: BTreeSet<i32> = self.group.iter().map(|g| at[*g]).collect();
        let row: BTreeMap<i32, usize> = used
            .into_iter()
            .enumerate()
            .map(|(row, generation)| (generation, row))
            .collect();
        self.group.iter().map(|g| row[&at[*g]]).collect()
    }
}
