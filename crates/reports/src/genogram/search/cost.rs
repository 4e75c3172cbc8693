//! What an order costs.

use super::super::Sex;
use super::super::family::Family;
use super::super::order::{GAP, HOME_GAP, HOME_PAD, Item};
use super::Search;

impl Search<'_> {
    /// How badly an order reads, in px of line and what weighs as much. `None` if a home is torn apart.
    pub(super) fn cost(&self, order: &[usize]) -> Option<i64> {
        let plan = self.plan;
        if !plan.keeps_homes(order) {
            return None;
        }
        let (x, wide) = self.rough(order);
        Some(self.cost_at(order, &x, wide, |_| None))
    }

    pub(super) fn cost_at(&self, order: &[usize], x: &[i64], wide: i64, mid: impl Fn(usize) -> Option<i64>) -> i64 {
        let plan = self.plan;
        let places = plan.places_in_rows(order);
        let here = |item: &usize| places[*item] != usize::MAX;
        let mut cost = wide;
        let mut downs = Vec::with_capacity(2 * plan.items.len());
        let mut runs: Vec<Run> = Vec::with_capacity(plan.wires.len());
        for (at, wire) in plan.wires.iter().enumerate() {
            let mut ups = wire.ups.iter().copied().filter(here);
            let (first, second) = (ups.next(), ups.next());
            let mut run = Run {
                ups: [0; 2],
                up_count: 0,
                first_down: downs.len(),
                down_count: 0,
                ends: (0, 0),
            };
            if let Some(up) = first {
                (run.ups, run.up_count) = ([x[up]; 2], 1);
            }
            if let (Some(a), Some(b)) = (first, second) {
                (run.ups, run.up_count) = ([x[a], x[b]], 2);
                let between = places[a].abs_diff(places[b]) as i64 - 1;
                cost += (x[a] - x[b]).abs();
                if plan.is_level(wire, &places) {
                    (run.ups, run.up_count) = ([mid(at).unwrap_or((x[a] + x[b]) / 2); 2], 1);
                } else if plan.side_by_side[wire.net].is_some() {
                    cost += 260 + 110 * between;
                } else {
                    cost += 90 * between;
                }
                cost += self.man_on_the_right(a, b, x);
            }
            downs.extend(wire.downs.iter().copied().filter(here).map(|down| x[down]));
            run.down_count = downs.len() - run.first_down;
            run.measure(&downs);
            cost += run.reach(&downs) * if wire.main { 2 } else { 4 };
            cost += out_of_turn(run.downs(&downs));
            runs.push(run);
        }
        for wires in &self.channels {
            for (at, a) in wires.iter().enumerate() {
                cost += wires[at + 1..]
                    .iter()
                    .map(|b| 90 * runs[*a].crossings(&runs[*b], &downs))
                    .sum::<i64>();
            }
        }
        let turned = |(a, b): &&(usize, usize)| here(a) && here(b) && x[*a] > x[*b];
        cost += self.half_siblings.iter().filter(turned).count() as i64 * 120;
        cost + self.lines_through_homes(order)
    }

    /// By convention the man of a couple stands left, where nothing speaks against it.
    fn man_on_the_right(&self, a: usize, b: usize, x: &[i64]) -> i64 {
        let sex = |item: usize| {
            self.plan.items[item]
                .person
                .map(|person| self.family.people[person].sex)
        };
        let (left, right) = if x[a] < x[b] { (a, b) } else { (b, a) };
        if sex(left) == Some(Sex::Female) && sex(right) == Some(Sex::Male) {
            30
        } else {
            0
        }
    }

    /// Rough positions: everything packed from the left and from the right, and the middle of the two.
    fn rough(&self, order: &[usize]) -> (Vec<i64>, i64) {
        let mut from_left = vec![0; self.plan.items.len()];
        let mut from_right = from_left.clone();
        let wide = self.pack(order.iter().copied(), &mut from_left, |item| (item.left, item.right));
        self.pack(order.iter().rev().copied(), &mut from_right, |item| {
            (item.right, item.left)
        });
        let x = from_left
            .iter()
            .zip(&from_right)
            .map(|(l, r)| i64::from(l + wide - r) / 2)
            .collect();
        (x, i64::from(wide))
    }

    fn pack(
        &self,
        order: impl Iterator<Item = usize> + Clone,
        x: &mut [i32],
        sides: impl Fn(&Item) -> (i32, i32),
    ) -> i32 {
        let plan = self.plan;
        let mut edge = vec![0; plan.rows];
        let mut last: Vec<Option<usize>> = vec![None; plan.rows];
        // Where the box of each home begins, and how many of its members are still to come.
        let mut open: Vec<Option<i32>> = vec![None; plan.homes.len()];
        let mut to_come: Vec<usize> = vec![0; plan.homes.len()];
        order
            .clone()
            .filter_map(|at| plan.items[at].home)
            .for_each(|home| to_come[home] += 1);
        for at in order {
            let item = &plan.items[at];
            let (before, after) = sides(item);
            if let Some(home) = item.home
                && open[home].is_none()
            {
                let rows = plan.homes[home].first_row..=plan.homes[home].last_row;
                let begin = edge[rows.clone()].iter().max().copied().unwrap_or(0) + HOME_GAP;
                edge[rows].iter_mut().for_each(|edge| *edge = begin + HOME_PAD - GAP);
                open[home] = Some(begin);
            }
            let mut place = edge[item.row] + GAP + before;
            if let Some(neighbour) = last[item.row]
                && let Some((_, apart)) = self.couples[at].iter().find(|(partner, _)| *partner == neighbour)
            {
                place = place.max(x[neighbour] + apart);
            }
            x[at] = place;
            edge[item.row] = place + after;
            last[item.row] = Some(at);
            if let Some(home) = item.home {
                to_come[home] -= 1;
                let span = &plan.homes[home];
                if to_come[home] == 0 {
                    let rows = span.first_row..=span.last_row;
                    let begin = open[home].unwrap_or(0);
                    let end = edge[rows.clone()].iter().max().copied().unwrap_or(0) + HOME_PAD;
                    edge[rows]
                        .iter_mut()
                        .for_each(|edge| *edge = end.max(begin + span.narrowest));
                }
            }
        }
        edge.into_iter().max().unwrap_or(0)
    }

    /// A passing line inside a home's box looks like a line to somebody in it.
    fn lines_through_homes(&self, order: &[usize]) -> i64 {
        if self.plan.items.len() == self.family.people.len() {
            return 0;
        }
        let mut cost = 0;
        for (home, span) in self.plan.homes.iter().enumerate() {
            let member = |item: &usize| self.plan.items[*item].home == Some(home);
            let (Some(first), Some(last)) = (order.iter().position(member), order.iter().rposition(member)) else {
                continue;
            };
            let passes = |item: &&usize| {
                let item = &self.plan.items[**item];
                item.person.is_none() && (span.first_row..=span.last_row).contains(&item.row)
            };
            cost += order[first..=last].iter().filter(passes).count() as i64 * 80;
        }
        cost
    }
}

/// The children of one person by several others, in pairs.
pub(super) fn half_siblings(family: &Family<'_>) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (at, net) in family.nets.iter().enumerate() {
        for other in family.nets[at + 1..]
            .iter()
            .filter(|other| other.parents.iter().any(|parent| net.parents.contains(parent)))
        {
            for (a, _) in &net.children {
                pairs.extend(
                    other
                        .children
                        .iter()
                        .filter(|(b, _)| a != b)
                        .map(|(b, _)| (*a.min(b), *a.max(b))),
                );
            }
        }
    }
    pairs
}

/// Brothers and sisters whose order is not that of the input, the eldest left.
fn out_of_turn(downs: &[i64]) -> i64 {
    let turned = |(at, a): (usize, &i64)| downs[at + 1..].iter().filter(|b| *a > **b).count() as i64;
    downs.iter().enumerate().map(turned).sum::<i64>() * 40
}

/// A wire with positions; those of its children are a stretch of a list that all wires share.
struct Run {
    ups: [i64; 2],
    up_count: usize,
    first_down: usize,
    down_count: usize,
    /// The leftmost and the rightmost end.
    ends: (i64, i64),
}

impl Run {
    fn ups(&self) -> &[i64] {
        &self.ups[..self.up_count]
    }

    fn downs<'a>(&self, all: &'a [i64]) -> &'a [i64] {
        &all[self.first_down..self.first_down + self.down_count]
    }

    fn measure(&mut self, all: &[i64]) {
        let ends = || self.ups().iter().chain(self.downs(all));
        self.ends = (ends().min().copied().unwrap_or(0), ends().max().copied().unwrap_or(0));
    }

    /// How far the children are from under their parents, and from each other.
    fn reach(&self, all: &[i64]) -> i64 {
        let downs = self.downs(all);
        let (Some(low), Some(high)) = (self.ups().iter().min(), self.ups().iter().max()) else {
            return 0;
        };
        let spread = match (downs.iter().min(), downs.iter().max()) {
            (Some(first), Some(last)) => (last - first) / 2 + ((first + last) / 2 - (low + high) / 2).abs() / 2,
            _ => 0,
        };
        spread
            + downs
                .iter()
                .map(|down| (low - down).max(down - high).max(0))
                .sum::<i64>()
    }

    /// The fewest crossings of two wires, whichever of the two has the higher track.
    fn crossings(&self, other: &Self, all: &[i64]) -> i64 {
        if self.ends.1 < other.ends.0 || other.ends.1 < self.ends.0 {
            return 0;
        }
        let over = |above: &Self, below: &Self| {
            let cross =
                |xs: &[i64], (low, high): (i64, i64)| xs.iter().filter(|x| low + 8 < **x && **x + 8 < high).count();
            (cross(below.ups(), above.ends) + cross(above.downs(all), below.ends)) as i64
        };
        over(self, other).min(over(other, self))
    }
}
