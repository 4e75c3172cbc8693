//! The search for an order that reads well. [`super::order`] says what an order is.
//!
//! People are put in one by one, nearest to the child first, each where it costs least. Then people, stretches and homes are
//! moved as long as it helps; then a few are moved at random (from a fixed seed) and the rest follows, which finds what takes
//! two moves at once. The number of orders tried is bounded.

mod cost;

use std::collections::VecDeque;

use super::family::Family;
use super::order::Plan;
use super::place::Placed;

pub(super) struct Search<'a> {
    family: &'a Family<'a>,
    plan: &'a Plan,
    tries_left: usize,
    dice: u64,
    /// For each item, whom it may stand beside as a level couple and at what distance.
    couples: Vec<Vec<(usize, i32)>>,
    /// Indices of the wires of each channel.
    channels: Vec<Vec<usize>>,
    /// Half-siblings, the elder first: they too read best from the eldest to the youngest.
    half_siblings: Vec<(usize, usize)>,
}

/// Orders tried for one family: enough for families of up to twenty to settle.
pub(super) const TRIES: usize = 8_000;
/// With more people each try takes longer; this keeps sixty within a fraction of a second.
const TRIES_TIMES_PEOPLE: usize = 400_000;

impl<'a> Search<'a> {
    pub fn new(family: &'a Family<'a>, plan: &'a Plan, tries: usize) -> Self {
        let mut couples = vec![Vec::new(); plan.items.len()];
        let mut channels = vec![Vec::new(); plan.rows];
        for (at, wire) in plan.wires.iter().enumerate() {
            channels[wire.channel].push(at);
            if let ([a, b], true, Some(apart)) = (&wire.ups[..], wire.main, plan.side_by_side[wire.net]) {
                couples[*a].push((*b, apart));
                couples[*b].push((*a, apart));
            }
        }
        let tries_left = tries.min(TRIES_TIMES_PEOPLE / (plan.items.len() + 1));
        Self {
            family,
            plan,
            tries_left,
            dice: 1,
            couples,
            channels,
            half_siblings: cost::half_siblings(family),
        }
    }

    /// The best orders found, the most promising first: their costs rest on rough positions, so the caller places a few and
    /// compares again with [`Search::cost_in_place`].
    pub fn best(&mut self, most: usize) -> Vec<Vec<usize>> {
        let mut order = self.put_in_one_by_one();
        let mut found = vec![(self.improve(&mut order), order)];
        let mut in_vain = 0;
        while self.tries_left > 0 && in_vain < 2 * self.plan.items.len() && self.plan.items.len() > 3 {
            let mut order = found[0].1.clone();
            for _ in 0..3 {
                self.move_at_random(&mut order);
            }
            let cost = self.improve(&mut order);
            in_vain = if cost < found[0].0 { 0 } else { in_vain + 1 };
            if !found.iter().any(|(_, other)| *other == order) {
                found.push((cost, order));
                found.sort();
                found.truncate(most);
            }
        }
        found.into_iter().map(|(_, order)| order).collect()
    }

    /// What an order costs with the positions it really gets.
    pub fn cost_in_place(&self, order: &[usize], placed: &Placed) -> i64 {
        let x: Vec<i64> = placed.x.iter().map(|x| i64::from(*x)).collect();
        let wide = x.iter().max().copied().unwrap_or(0) - x.iter().min().copied().unwrap_or(0);
        self.cost_at(order, &x, wide, |wire| placed.mid[wire].map(i64::from))
    }

    fn roll(&mut self, sides: usize) -> usize {
        self.dice = self
            .dice
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.dice >> 33) as usize % sides
    }

    fn move_at_random(&mut self, order: &mut Vec<usize>) {
        for _ in 0..20 {
            self.tries_left = self.tries_left.saturating_sub(1);
            let mut candidate = order.clone();
            let moved = candidate.remove(self.roll(order.len()));
            candidate.insert(self.roll(order.len()), moved);
            if self.plan.keeps_homes(&candidate) {
                *order = candidate;
                return;
            }
        }
    }

    fn put_in_one_by_one(&mut self) -> Vec<usize> {
        let mut order: Vec<usize> = Vec::new();
        for item in self.by_nearness() {
            let best = (0..=order.len())
                .filter_map(|at| {
                    let mut with = order.clone();
                    with.insert(at, item);
                    self.cost(&with).map(|cost| (cost, at))
                })
                .min();
            // There is always a place: beside a member of the home, or at the end.
            order.insert(best.map_or(order.len(), |(_, at)| at), item);
        }
        order
    }

    fn by_nearness(&self) -> Vec<usize> {
        let mut near: Vec<Vec<usize>> = vec![Vec::new(); self.plan.items.len()];
        let mut tie = |a: usize, b: usize| {
            near[a].push(b);
            near[b].push(a);
        };
        for wire in &self.plan.wires {
            for (at, up) in wire.ups.iter().enumerate() {
                wire.ups[at + 1..].iter().for_each(|other| tie(*up, *other));
                wire.downs.iter().for_each(|down| tie(*up, *down));
            }
        }
        for home in &self.plan.homes {
            home.members.windows(2).for_each(|pair| tie(pair[0], pair[1]));
        }
        let mut order = Vec::new();
        let mut seen = vec![false; near.len()];
        for start in self.family.this.into_iter().chain(0..near.len()) {
            let mut queue = VecDeque::from([start]);
            while let Some(item) = queue.pop_front() {
                if !std::mem::replace(&mut seen[item], true) {
                    order.push(item);
                    near[item].sort_unstable();
                    queue.extend(&near[item]);
                }
            }
        }
        order
    }

    /// Takes every step that makes the order better until none does. What it then costs.
    fn improve(&mut self, order: &mut Vec<usize>) -> i64 {
        let Some(mut cost) = self.cost(order) else {
            return i64::MAX;
        };
        loop {
            let before = cost;
            for kind in 0..Self::KINDS_OF_STEP {
                self.take_steps(kind, order, &mut cost);
            }
            if cost >= before || self.tries_left == 0 {
                return cost;
            }
        }
    }

    const KINDS_OF_STEP: usize = 6;

    fn take_steps(&mut self, kind: usize, order: &mut Vec<usize>, cost: &mut i64) {
        let items = order.len();
        let attempt = |search: &mut Self, order: &mut Vec<usize>, cost: &mut i64, candidate: Vec<usize>| {
            search.tries_left = search.tries_left.saturating_sub(1);
            if search.tries_left > 0
                && let Some(found) = search.cost(&candidate)
                && found < *cost
            {
                *cost = found;
                *order = candidate;
            }
        };
        match kind {
            // Stretches of one, two, three or four to another place.
            0..=3 => {
                let long = kind + 1;
                for from in 0..(items + 1).saturating_sub(long) {
                    for to in (0..=items - long).filter(|to| *to != from) {
                        let mut candidate = order.clone();
                        let stretch: Vec<usize> = candidate.drain(from..from + long).collect();
                        candidate.splice(to..to, stretch);
                        attempt(self, order, cost, candidate);
                    }
                }
            }
            // A stretch turned round.
            4 => {
                for from in 0..items {
                    for to in from + 2..=items {
                        let mut candidate = order.clone();
                        candidate[from..to].reverse();
                        attempt(self, order, cost, candidate);
                    }
                }
            }
            // A whole home to another place, as it stands and turned round.
            _ => {
                for home in 0..self.plan.homes.len() {
                    for to in 0..=items - self.plan.homes[home].members.len() {
                        for turned in [false, true] {
                            let lives_here = |item: &usize| self.plan.items[*item].home == Some(home);
                            let (mut members, mut candidate): (Vec<usize>, Vec<usize>) =
                                order.iter().partition(|item| lives_here(item));
                            if turned {
                                members.reverse();
                            }
                            candidate.splice(to..to, members);
                            attempt(self, order, cost, candidate);
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::face::faces;
    use super::super::{Genogram, families};
    use super::*;

    /// The ids of each row from left to right, in the order found first.
    fn rows(genogram: &Genogram) -> Vec<String> {
        let family = Family::read(genogram);
        let plan = Plan::of(&family, &faces(&family));
        let order = Search::new(&family, &plan, TRIES).best(1).remove(0);
        let mut rows = vec![Vec::new(); family.generations()];
        for person in order.iter().filter_map(|item| plan.items[*item].person) {
            rows[family.generation[person]].push(family.people[person].id.as_str());
        }
        rows.into_iter().map(|row| row.join(" ")).collect()
    }

    #[test]
    fn couples_stand_side_by_side_and_children_from_the_eldest() {
        let check = |genogram: &Genogram, expect: &[&str]| assert_eq!(rows(genogram), expect);
        check(&families::nuclear(), &["f m", "a b"]);
        // Earlier partners first, as their children are the elder ones.
        check(&families::three_fathers(), &["f1 f2 m f3", "c1 c2 c3 c4"]);
        check(
            &families::aunts_and_cousins(),
            &["gf1 gm1 gm2 gf2", "u uw f m au", "co1 co2 c b"],
        );
    }

    #[test]
    fn an_order_has_everyone_once() {
        for (name, genogram) in families::all() {
            let family = Family::read(&genogram);
            let plan = Plan::of(&family, &faces(&family));
            for mut order in Search::new(&family, &plan, 300).best(4) {
                assert!(plan.keeps_homes(&order), "{name}");
                order.sort_unstable();
                assert_eq!(order, (0..plan.items.len()).collect::<Vec<_>>(), "{name}");
            }
        }
    }
}
