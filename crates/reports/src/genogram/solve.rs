//! The best whole-number positions under required distances.
//!
//! Every wish and every requirement is a convex function of the difference of two positions. The sum of such functions is
//! L♮-convex (Murota, *Discrete Convex Analysis*, 2003), so moving one set of positions by one step, as long as some set
//! makes it better, ends at the best of all; the best set is a minimum cut. Long steps first, then shorter ones.

mod cut;

use cut::{Cut, FORBIDDEN};

/// What is wished or required of `x[to] - x[from]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    AtLeast(i32),
    /// Costs `weight` for each px away from the distance.
    Near {
        distance: i32,
        weight: i64,
    },
    /// Costs `weight` for each px over the distance.
    NotOver {
        distance: i32,
        weight: i64,
    },
    /// Costs `weight` for each px under the distance.
    NotUnder {
        distance: i32,
        weight: i64,
    },
    /// Costs `weight` times the square of the px away from the distance: shares a gap out evenly.
    Even {
        distance: i32,
        weight: i64,
    },
}

impl Rule {
    /// `None` where a requirement is broken.
    fn cost(self, difference: i32) -> Option<i64> {
        let off = |distance: i32| i64::from(difference) - i64::from(distance);
        match self {
            Self::AtLeast(distance) => (difference >= distance).then_some(0),
            Self::Near { distance, weight } => Some(off(distance).abs() * weight),
            Self::NotOver { distance, weight } => Some(off(distance).max(0) * weight),
            Self::NotUnder { distance, weight } => Some((-off(distance)).max(0) * weight),
            Self::Even { distance, weight } => Some(off(distance) * off(distance) * weight),
        }
    }
}

/// Rules between positions.
#[derive(Debug, Default)]
pub(super) struct Rules {
    positions: usize,
    rules: Vec<(usize, usize, Rule)>,
}

impl Rules {
    pub fn new(positions: usize) -> Self {
        Self {
            positions,
            rules: Vec::new(),
        }
    }

    pub fn another(&mut self) -> usize {
        self.positions += 1;
        self.positions - 1
    }

    pub fn add(&mut self, from: usize, to: usize, rule: Rule) {
        self.rules.push((from, to, rule));
    }

    /// Positions that keep every requirement with the least cost. The requirements must not form a circle that asks
    /// for a positive distance from a position to itself; those made from one order of items never do.
    pub fn solve(&self) -> Vec<i32> {
        let mut x = self.packed();
        for exponent in (0..=9).rev() {
            let step = 1 << exponent;
            // Each round makes the cost smaller by at least one, so this ends; the bound is for a caller's mistake.
            for _ in 0..400 {
                if !(self.shift(&mut x, step) | self.shift(&mut x, -step)) {
                    break;
                }
            }
        }
        x
    }

    /// Every position as far left as the requirements allow.
    fn packed(&self) -> Vec<i32> {
        let mut x = vec![0; self.positions];
        for _ in 0..=self.positions {
            let mut moved = false;
            for (from, to, rule) in &self.rules {
                if let Rule::AtLeast(distance) = rule
                    && x[*to] < x[*from] + distance
                {
                    x[*to] = x[*from] + distance;
                    moved = true;
                }
            }
            if !moved {
                break;
            }
        }
        x
    }

    /// Moves the set of positions by `step` that helps most. Whether there was one.
    fn shift(&self, x: &mut [i32], step: i32) -> bool {
        let mut cut = Cut::new(self.positions);
        for (from, to, rule) in &self.rules {
            let now = x[*to] - x[*from];
            let Some(cost) = rule.cost(now) else { continue };
            // What it changes if only `from` moves, and if only `to` does; `None` where that is forbidden.
            let only_from = rule.cost(now - step).map(|after| after - cost);
            let only_to = rule.cost(now + step).map(|after| after - cost);
            match (only_from, only_to) {
                (None, None) => {
                    cut.apart(*from, *to, FORBIDDEN);
                    cut.apart(*to, *from, FORBIDDEN);
                }
                (only_from, Some(change)) => {
                    cut.if_moved(*from, -change);
                    cut.if_moved(*to, change);
                    cut.apart(*from, *to, only_from.map_or(FORBIDDEN, |other| other + change));
                }
                (Some(change), None) => {
                    cut.if_moved(*from, change);
                    cut.if_moved(*to, -change);
                    cut.apart(*to, *from, FORBIDDEN);
                }
            }
        }
        let (moved, gain) = cut.best();
        if gain <= 0 {
            return false;
        }
        moved
            .into_iter()
            .enumerate()
            .filter(|(_, moved)| *moved)
            .for_each(|(at, _)| x[at] += step);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(positions: usize, rules: &[(usize, usize, Rule)], differences: &[(usize, usize, i32)]) {
        let mut all = Rules::new(positions);
        rules.iter().for_each(|(from, to, rule)| all.add(*from, *to, *rule));
        let x = all.solve();
        for (from, to, expect) in differences {
            assert_eq!(x[*to] - x[*from], *expect, "{from} to {to} in {x:?}");
        }
    }

    #[test]
    fn wishes_are_met_where_requirements_allow() {
        check(
            2,
            &[
                (0, 1, Rule::AtLeast(100)),
                (
                    0,
                    1,
                    Rule::Near {
                        distance: 40,
                        weight: 1,
                    },
                ),
            ],
            &[(0, 1, 100)],
        );
        check(
            2,
            &[(
                0,
                1,
                Rule::Near {
                    distance: -300,
                    weight: 1,
                },
            )],
            &[(0, 1, -300)],
        );
        // The stronger of two wishes wins; of squares, the weighted middle.
        check(
            2,
            &[
                (
                    0,
                    1,
                    Rule::Near {
                        distance: 10,
                        weight: 2,
                    },
                ),
                (
                    0,
                    1,
                    Rule::Near {
                        distance: 50,
                        weight: 1,
                    },
                ),
            ],
            &[(0, 1, 10)],
        );
        check(
            2,
            &[
                (
                    0,
                    1,
                    Rule::Even {
                        distance: 10,
                        weight: 3,
                    },
                ),
                (
                    0,
                    1,
                    Rule::Even {
                        distance: 50,
                        weight: 1,
                    },
                ),
            ],
            &[(0, 1, 20)],
        );
        // A parent over the middle of two children that have to be 200 apart.
        check(
            3,
            &[
                (1, 2, Rule::AtLeast(200)),
                (1, 2, Rule::NotOver { distance: 0, weight: 9 }),
                (0, 1, Rule::Even { distance: 0, weight: 1 }),
                (0, 2, Rule::Even { distance: 0, weight: 1 }),
            ],
            &[(0, 1, -100), (0, 2, 100)],
        );
        check(
            2,
            &[
                (
                    0,
                    1,
                    Rule::NotUnder {
                        distance: 70,
                        weight: 2,
                    },
                ),
                (0, 1, Rule::NotOver { distance: 0, weight: 1 }),
            ],
            &[(0, 1, 70)],
        );
    }

    /// Against trying everything, on small problems of many shapes.
    #[test]
    fn no_other_positions_are_better() {
        let mut state = 7_u64;
        let mut random = |below: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        for _ in 0..200 {
            let mut rules = Rules::new(3);
            for (from, to) in [(0, 1), (1, 2), (0, 2)] {
                let distance = random(9) as i32 - 4;
                let weight = random(4) as i64 + 1;
                rules.add(
                    from,
                    to,
                    match random(5) {
                        0 => Rule::AtLeast(distance),
                        1 => Rule::Near { distance, weight },
                        2 => Rule::NotOver { distance, weight },
                        3 => Rule::NotUnder { distance, weight },
                        _ => Rule::Even { distance, weight },
                    },
                );
            }
            let cost = |x: [i32; 3]| {
                rules
                    .rules
                    .iter()
                    .map(|(from, to, rule)| rule.cost(x[*to] - x[*from]))
                    .sum::<Option<i64>>()
            };
            let x = rules.solve();
            let best = (-12..=12)
                .flat_map(|b| (-12..=12).filter_map(move |c| cost([0, b, c])))
                .min();
            assert_eq!(cost([x[0], x[1], x[2]]), best, "{rules:?} {x:?}");
        }
    }
}
