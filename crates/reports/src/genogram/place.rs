//! Horizontal positions: everything required to keep things apart, everything wished for so that lines run straight.

use super::face::{Face, HALF, arrivals};
use super::order::{GAP, HOME_GAP, HOME_PAD, Plan};
use super::solve::{Rule, Rules};

/// How much more room than usual is given, after a first layout had no place for some words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wider {
    /// Between all neighbours, px.
    pub gap: i32,
    /// For each home: inside its box, px.
    pub homes: Vec<i32>,
    /// For each wire: between the two parents, px.
    pub wires: Vec<i32>,
}

/// Where a wire meets the people above and below: offsets from the centre of their symbols, beside `ups` and `downs`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ports {
    pub ups: Vec<i32>,
    pub downs: Vec<i32>,
}

#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// Centres of items.
    pub x: Vec<i32>,
    /// Left and right edge of each home's box.
    pub homes: Vec<(i32, i32)>,
    /// For each wire whose couple is a level line: where the children's line leaves it.
    pub mid: Vec<Option<i32>>,
    pub ports: Vec<Ports>,
}

/// The weight of a wish that counts as one for each px.
const ONE: i64 = 64;

pub(super) fn place(plan: &Plan, faces: &[Face], order: &[usize], wider: &Wider) -> Placed {
    let mut places = Placing::new(plan, order, wider);
    places.keep_apart();
    places.enclose();
    let ports = ports(plan, faces, &places.rank, &places.level);
    for (wire, ports) in ports.iter().enumerate() {
        places.straighten(wire, ports);
    }
    let x = places.rules.solve();
    let items = plan.items.len();
    Placed {
        homes: (0..plan.homes.len())
            .map(|home| (x[items + 2 * home], x[items + 2 * home + 1]))
            .collect(),
        mid: places.mid.iter().map(|mid| mid.map(|at| x[at])).collect(),
        x: x[..items].to_vec(),
        ports,
    }
}

struct Placing<'a> {
    plan: &'a Plan,
    order: &'a [usize],
    wider: &'a Wider,
    rules: Rules,
    /// Each item's index in the order.
    rank: Vec<usize>,
    level: Vec<bool>,
    mid: Vec<Option<usize>>,
}

impl<'a> Placing<'a> {
    fn new(plan: &'a Plan, order: &'a [usize], wider: &'a Wider) -> Self {
        let mut rank = vec![0; plan.items.len()];
        order.iter().enumerate().for_each(|(at, item)| rank[*item] = at);
        let places = plan.places_in_rows(order);
        Self {
            plan,
            order,
            wider,
            rules: Rules::new(plan.items.len() + 2 * plan.homes.len()),
            rank,
            level: plan.wires.iter().map(|wire| plan.is_level(wire, &places)).collect(),
            mid: vec![None; plan.wires.len()],
        }
    }

    fn edges(&self, home: usize) -> (usize, usize) {
        let first = self.plan.items.len() + 2 * home;
        (first, first + 1)
    }

    /// Neighbours in a row; couples drawn as a level line with room for its words.
    fn keep_apart(&mut self) {
        for row in 0..self.plan.rows {
            let in_row: Vec<usize> = self
                .order
                .iter()
                .copied()
                .filter(|item| self.plan.items[*item].row == row)
                .collect();
            for pair in in_row.windows(2) {
                let (a, b) = (&self.plan.items[pair[0]], &self.plan.items[pair[1]]);
                let mut apart = a.right + GAP + self.wider.gap + b.left;
                if let Some(wire) = self.level_between(pair[0], pair[1]) {
                    let words = self.plan.side_by_side[self.plan.wires[wire].net].unwrap_or(0);
                    apart = apart.max(words + self.wider.wires.get(wire).copied().unwrap_or(0));
                    self.rules.add(
                        pair[0],
                        pair[1],
                        Rule::NotOver {
                            distance: apart,
                            weight: 12 * ONE,
                        },
                    );
                }
                self.rules.add(pair[0], pair[1], Rule::AtLeast(apart));
                self.rules.add(
                    pair[0],
                    pair[1],
                    Rule::NotOver {
                        distance: apart,
                        weight: ONE / 2,
                    },
                );
            }
        }
    }

    fn level_between(&self, a: usize, b: usize) -> Option<usize> {
        let joins = |wire: &usize| {
            self.level[*wire] && self.plan.wires[*wire].ups.contains(&a) && self.plan.wires[*wire].ups.contains(&b)
        };
        (0..self.plan.wires.len()).find(joins)
    }

    /// Each home's box around its members, with everybody else in its rows outside, and boxes in the same rows apart.
    fn enclose(&mut self) {
        for (home, span) in self.plan.homes.iter().enumerate() {
            let (begin, end) = self.edges(home);
            let wider = self.wider.homes.get(home).copied().unwrap_or(0);
            self.rules.add(begin, end, Rule::AtLeast(span.narrowest + wider));
            self.rules.add(
                begin,
                end,
                Rule::NotOver {
                    distance: 0,
                    weight: 2 * ONE,
                },
            );
            for member in &span.members {
                let item = &self.plan.items[*member];
                self.rules.add(begin, *member, Rule::AtLeast(HOME_PAD + item.left));
                self.rules.add(*member, end, Rule::AtLeast(HOME_PAD + item.right));
            }
            let ranks = || span.members.iter().map(|member| self.rank[*member]);
            let (first, last) = (ranks().min().unwrap_or(0), ranks().max().unwrap_or(0));
            for (other, item) in self.plan.items.iter().enumerate() {
                if item.home == Some(home) || !(span.first_row..=span.last_row).contains(&item.row) {
                    continue;
                }
                if self.rank[other] < first {
                    self.rules.add(other, begin, Rule::AtLeast(item.right + HOME_GAP));
                } else if self.rank[other] > last {
                    self.rules.add(end, other, Rule::AtLeast(HOME_GAP + item.left));
                }
            }
            for (other, other_span) in self.plan.homes.iter().enumerate() {
                let before = other_span.members.iter().all(|member| self.rank[*member] > last);
                if other != home && before && self.plan.homes_meet(home, other) {
                    let (next, _) = self.edges(other);
                    self.rules.add(end, next, Rule::AtLeast(HOME_GAP));
                }
            }
        }
    }

    /// The wishes of one wire: children under their parents, passing lines straight down.
    fn straighten(&mut self, at: usize, ports: &Ports) {
        let wire = &self.plan.wires[at];
        if !wire.main {
            let from = ports.ups[0] - ports.downs[0];
            self.rules.add(
                wire.ups[0],
                wire.downs[0],
                Rule::Near {
                    distance: from,
                    weight: 16 * ONE,
                },
            );
            return;
        }
        let mut ups: Vec<(usize, i32)> = wire.ups.iter().copied().zip(ports.ups.iter().copied()).collect();
        ups.sort_by_key(|(item, _)| self.rank[*item]);
        if self.level[at] {
            let mid = self.rules.another();
            let room = HALF + 16;
            for (from, to) in [(ups[0].0, mid), (mid, ups[1].0)] {
                self.rules.add(from, to, Rule::AtLeast(room));
                self.rules.add(from, to, Rule::Even { distance: 0, weight: 1 });
            }
            // The children's line leaves outside the home of a partner who does not live with the other.
            let (home, other_home) = (self.plan.items[ups[0].0].home, self.plan.items[ups[1].0].home);
            if home != other_home {
                if let Some(home) = home {
                    self.rules.add(self.edges(home).1, mid, Rule::AtLeast(10));
                }
                if let Some(home) = other_home {
                    self.rules.add(mid, self.edges(home).0, Rule::AtLeast(10));
                }
            }
            self.mid[at] = Some(mid);
            ups = vec![(mid, 0)];
        }
        let mut downs: Vec<(usize, i32)> = wire.downs.iter().copied().zip(ports.downs.iter().copied()).collect();
        downs.sort_by_key(|(item, _)| self.rank[*item]);
        match ups[..] {
            [up] => self.under_one(up, &downs),
            [a, b] => {
                let extra = self.wider.wires.get(at).copied().unwrap_or(0);
                if extra > 0 {
                    self.rules.add(a.0, b.0, Rule::AtLeast(extra));
                }
                self.rules.add(
                    a.0,
                    b.0,
                    Rule::NotOver {
                        distance: 0,
                        weight: 2 * ONE,
                    },
                );
                for down in &downs {
                    self.rules.add(
                        a.0,
                        down.0,
                        Rule::NotUnder {
                            distance: a.1 + 22 - down.1,
                            weight: 12 * ONE,
                        },
                    );
                    self.rules.add(
                        down.0,
                        b.0,
                        Rule::NotUnder {
                            distance: down.1 + 22 - b.1,
                            weight: 12 * ONE,
                        },
                    );
                }
                for end in [downs.first(), downs.last()].into_iter().flatten() {
                    self.rules.add(a.0, end.0, Rule::Even { distance: 0, weight: 1 });
                    self.rules.add(end.0, b.0, Rule::Even { distance: 0, weight: 1 });
                }
            }
            _ => {}
        }
    }

    fn under_one(&mut self, up: (usize, i32), downs: &[(usize, i32)]) {
        let straight = |down: &(usize, i32)| up.1 - down.1;
        match downs {
            [] => {}
            [only] => self.rules.add(
                up.0,
                only.0,
                Rule::Near {
                    distance: straight(only),
                    weight: 30 * ONE,
                },
            ),
            [first, .., last] => {
                // The line comes down onto the bar between the first and the last child, in the middle if it can.
                self.rules.add(
                    first.0,
                    up.0,
                    Rule::NotUnder {
                        distance: -straight(first),
                        weight: 20 * ONE,
                    },
                );
                self.rules.add(
                    up.0,
                    last.0,
                    Rule::NotUnder {
                        distance: straight(last),
                        weight: 20 * ONE,
                    },
                );
                self.rules.add(
                    up.0,
                    first.0,
                    Rule::Even {
                        distance: straight(first),
                        weight: 2,
                    },
                );
                self.rules.add(
                    up.0,
                    last.0,
                    Rule::Even {
                        distance: straight(last),
                        weight: 2,
                    },
                );
            }
        }
    }
}

/// Offsets at which lines leave and reach symbols, so that no two of them share a place.
///
/// Of several lines leaving one person to the left, the one that goes furthest leaves furthest right, and the other way
/// round: then they nest and do not cross.
fn ports(plan: &Plan, faces: &[Face], rank: &[usize], level: &[bool]) -> Vec<Ports> {
    let mut ports: Vec<Ports> = plan
        .wires
        .iter()
        .map(|wire| Ports {
            ups: vec![0; wire.ups.len()],
            downs: vec![0; wire.downs.len()],
        })
        .collect();
    for person in 0..faces.len() {
        let mut leaving: Vec<((i64, i64), usize, usize)> = Vec::new();
        let mut reaching: Vec<(usize, usize, usize)> = Vec::new();
        for (at, wire) in plan.wires.iter().enumerate() {
            if let Some(up) = wire.ups.iter().position(|item| *item == person)
                && !level[at]
            {
                let partner = wire.ups.iter().find(|item| **item != person);
                let there = partner.map_or(0, |partner| rank[*partner] as i64 - rank[person] as i64);
                leaving.push(((there.signum(), -there), at, up));
            }
            if let Some(down) = wire.downs.iter().position(|item| *item == person) {
                let from = wire.ups.iter().map(|up| rank[*up]).sum::<usize>() * 2 / wire.ups.len().max(1);
                reaching.push((from, at, down));
            }
        }
        leaving.sort_unstable();
        let count = leaving.len() as i32;
        let between = (40 / (count - 1).max(1)).min(14);
        for (at, (_, wire, up)) in leaving.into_iter().enumerate() {
            ports[wire].ups[up] = (2 * at as i32 - (count - 1)) * between / 2;
        }
        reaching.sort_unstable();
        let offsets = arrivals(reaching.len());
        for ((_, wire, down), offset) in reaching.into_iter().zip(offsets.iter().cycle()) {
            ports[wire].downs[down] = *offset;
        }
    }
    ports
}
