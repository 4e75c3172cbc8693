//! The lines of each wire, from the symbols above to those below.

use super::super::face::HALF;
use super::super::order::Wire;
use super::super::{LinkKind, UnionStatus};
use super::draft::Drafting;
use super::{Pen, Shape, Stroke};

impl Drafting<'_> {
    fn pen_of_couple(&self, wire: &Wire) -> Pen {
        let net = &self.family.nets[wire.net];
        let unknown = net
            .parents
            .iter()
            .any(|parent| self.family.people[*parent].identity_not_known);
        match net.parents.len() {
            _ if unknown => Pen::Dashed,
            2 if net.status == UnionStatus::NotKnown => Pen::Dashed,
            2 => Pen::Plain,
            _ => match net.children[..] {
                [(_, kind), ref others @ ..] if others.iter().all(|(_, other)| *other == kind) => pen_of(kind),
                _ => Pen::Plain,
            },
        }
    }

    /// The pen of the line down to one end of a wire.
    fn pen_down(&self, wire: &Wire, down: usize) -> Pen {
        let net = &self.family.nets[wire.net];
        let mut item = wire.downs[down];
        // A passing line ends at the child to which the wires that follow lead.
        while self.plan.items[item].person.is_none() {
            match self.plan.wires.iter().find(|next| next.ups.contains(&item)) {
                Some(next) if !next.main => item = next.downs[0],
                _ => return self.pen_of_couple(wire),
            }
        }
        net.children
            .iter()
            .find(|(child, _)| *child == item)
            .map_or(Pen::Plain, |(_, kind)| pen_of(*kind))
    }

    pub(super) fn strokes(&self, at: usize) -> Vec<Stroke> {
        let wire = &self.plan.wires[at];
        let run = &self.runs[at];
        let mut strokes = Vec::new();
        let mut draw = |pen: Pen, corners: Vec<(i32, i32)>| {
            strokes.push(Stroke {
                net: wire.net,
                corners,
                pen,
                slashes: None,
            })
        };
        let couple = self.pen_of_couple(wire);
        let level = self.placed.mid[at].is_some();
        if level {
            let (a, b) = (self.placed.x[wire.ups[0]], self.placed.x[wire.ups[1]]);
            let y = self.middle[wire.channel];
            draw(couple, vec![(a.min(b) + HALF, y), (a.max(b) - HALF, y)]);
        }
        let from = |up: usize, x: i32| {
            if level {
                self.middle[wire.channel]
            } else {
                self.lower_edge(wire.ups[up], x)
            }
        };
        let to = |down: usize, x: i32| self.upper_edge(wire.downs[down], x);
        // Half the width of a line, which fills the outside of a corner.
        let corner = |x: i32| run.ends().is_some_and(|(low, high)| x == low || x == high) as i32;
        match (run.track, run.ends()) {
            (Some(track), Some((low, high))) => {
                let y = self.track_y[wire.channel][track];
                let (first, last) = (
                    run.ups.iter().min().copied().unwrap_or(low),
                    run.ups.iter().max().copied().unwrap_or(high),
                );
                // Two parents and the track between them in one stroke, so that dashes run on round the corners.
                match run.ups[..] {
                    [a, b] => draw(couple, vec![(a, from(0, a)), (a, y), (b, y), (b, from(1, b))]),
                    [up] => draw(couple, vec![(up, from(0, up)), (up, y + corner(up))]),
                    _ => {}
                }
                let bar = if run.ups.len() == 1 { couple } else { Pen::Plain };
                if low < first {
                    draw(bar, vec![(low, y), (first, y)]);
                }
                if last < high {
                    draw(bar, vec![(last, y), (high, y)]);
                }
                for (down, x) in run.downs.iter().enumerate() {
                    draw(
                        self.pen_down(wire, down),
                        vec![(*x, y - corner(*x)), (*x, to(down, *x))],
                    );
                }
            }
            (None, Some((x, _))) => {
                let pen = if wire.downs.is_empty() {
                    couple
                } else {
                    self.pen_down(wire, 0)
                };
                let pen = if couple == Pen::Dashed && wire.ups.len() == 1 {
                    Pen::Dashed
                } else {
                    pen
                };
                if !run.downs.is_empty() {
                    draw(pen, vec![(x, from(0, x)), (x, to(0, x))]);
                }
            }
            _ => {}
        }
        strokes
    }

    /// Where a line at `x` meets the lower edge of a symbol, or the row's bottom for a passing line.
    fn lower_edge(&self, item: usize, x: i32) -> i32 {
        let row = self.plan.items[item].row;
        self.plan.items[item].person.map_or(self.bottom[row], |person| {
            let off = (x - self.placed.x[item]).abs();
            self.middle[row]
                + match self.shape(person) {
                    Shape::Circle => circle_edge(off),
                    Shape::Diamond | Shape::DashedDiamond => HALF + 4 - off,
                    Shape::Triangle => HALF - 4,
                    Shape::Square => HALF,
                }
        })
    }

    /// Where a line at `x` meets the upper edge of a symbol. A passing line goes on past its row.
    fn upper_edge(&self, item: usize, x: i32) -> i32 {
        let row = self.plan.items[item].row;
        self.plan.items[item].person.map_or(self.bottom[row], |person| {
            let off = (x - self.placed.x[item]).abs();
            self.middle[row]
                - match self.shape(person) {
                    Shape::Circle => circle_edge(off),
                    Shape::Diamond | Shape::DashedDiamond => HALF + 4 - off,
                    Shape::Triangle => HALF - off * 48 / 28,
                    Shape::Square => HALF,
                }
        })
    }
}

fn pen_of(kind: LinkKind) -> Pen {
    match kind {
        LinkKind::Birth => Pen::Plain,
        LinkKind::Adoptive => Pen::Adoptive,
        LinkKind::Foster => Pen::Foster,
        LinkKind::Step => Pen::Step,
    }
}

/// Half the height of a circle of the symbols' size at a distance from its centre.
fn circle_edge(off: i32) -> i32 {
    (0..=HALF + 1)
        .rev()
        .find(|y| y * y + off * off <= (HALF + 1) * (HALF + 1))
        .unwrap_or(0)
}
