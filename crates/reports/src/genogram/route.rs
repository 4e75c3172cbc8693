//! Lines between generations: each bundle on a track of its own, in the order that crosses least.

use super::order::Plan;
use super::place::Placed;

/// Where one wire runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Run {
    /// The x at which it leaves the row above and reaches the row below, beside the wire's `ups` and `downs`. One up where the
    /// couple is a level line, and none where it has no children.
    pub ups: Vec<i32>,
    pub downs: Vec<i32>,
    /// The track, counted from the top of its channel. `None`: straight down or nothing to draw.
    pub track: Option<usize>,
}

/// Lines nearer than this to each other would look like one.
pub(super) const CLEAR: i32 = 6;

impl Run {
    fn of(plan: &Plan, placed: &Placed, at: usize) -> Self {
        let wire = &plan.wires[at];
        let ports = &placed.ports[at];
        let at_port = |(item, port): (&usize, &i32)| placed.x[*item] + port;
        let mut ups: Vec<i32> = wire.ups.iter().zip(&ports.ups).map(at_port).collect();
        let downs: Vec<i32> = wire.downs.iter().zip(&ports.downs).map(at_port).collect();
        if let Some(mid) = placed.mid[at] {
            ups = if downs.is_empty() { Vec::new() } else { vec![mid] };
        }
        Self {
            ups,
            downs,
            track: None,
        }
    }

    /// From the leftmost to the rightmost end.
    pub fn ends(&self) -> Option<(i32, i32)> {
        let all = || self.ups.iter().chain(&self.downs);
        Some((*all().min()?, *all().max()?))
    }

    fn needs_track(&self) -> bool {
        self.ends().is_some_and(|(low, high)| low < high)
    }

    /// What it costs if `self` has the higher track: lines of one crossing the other, and lines of both in the same place.
    fn over(&self, below: &Self) -> i32 {
        let (Some(mine), Some(theirs)) = (self.ends(), below.ends()) else {
            return 0;
        };
        let crossed =
            |xs: &[i32], (low, high): (i32, i32)| xs.iter().filter(|x| low < **x && **x < high).count() as i32;
        10 * (crossed(&below.ups, mine) + crossed(&self.downs, theirs)) + 1000 * self.meets(below).count() as i32
    }

    /// The lines up from `below` that would lie on a line down from `self`, as indices of its ups.
    fn meets<'a>(&'a self, below: &'a Self) -> impl Iterator<Item = usize> + 'a {
        let on_mine = |up: &i32| self.downs.iter().any(|down| (down - up).abs() < CLEAR);
        below
            .ups
            .iter()
            .enumerate()
            .filter(move |(_, up)| on_mine(up))
            .map(|(at, _)| at)
    }
}

/// The runs of all wires, and how many tracks each channel has.
pub(super) fn route(plan: &Plan, placed: &Placed) -> (Vec<Run>, Vec<usize>) {
    let mut runs: Vec<Run> = (0..plan.wires.len()).map(|at| Run::of(plan, placed, at)).collect();
    for (at, run) in runs.iter_mut().enumerate() {
        make_straight(plan, at, run);
    }
    let tracks = (0..plan.rows).map(|channel| {
        let here: Vec<usize> = (0..runs.len())
            .filter(|at| plan.wires[*at].channel == channel && runs[*at].needs_track())
            .collect();
        let order = least_crossing(&runs, &here);
        for (at, below) in order.iter().enumerate() {
            for above in &order[..at] {
                step_aside(&mut runs, *above, *below);
            }
        }
        assign(&mut runs, &order)
    });
    let tracks = tracks.collect();
    (runs, tracks)
}

/// A jog of a few px looks like a mistake: the line leaves the parent a little off the centre instead.
fn make_straight(plan: &Plan, at: usize, run: &mut Run) {
    let lone = plan.wires[at].ups.len() == 1 || run.ups.len() == 1;
    if let ([up], [down], true) = (&run.ups[..], &run.downs[..], lone)
        && (up - down).abs() <= 8
    {
        run.ups = vec![*down];
    }
}

/// An order of tracks from top to bottom, improved by moving one track at a time.
fn least_crossing(runs: &[Run], wires: &[usize]) -> Vec<usize> {
    let mut order = wires.to_vec();
    let width = |at: &usize| runs[*at].ends().map_or(0, |(low, high)| high - low);
    order.sort_by_key(|at| (width(at), *at));
    let place = |wire: usize| wires.iter().position(|at| *at == wire).unwrap_or(0);
    let over: Vec<Vec<i32>> = wires
        .iter()
        .map(|a| wires.iter().map(|b| runs[*a].over(&runs[*b])).collect())
        .collect();
    order.iter_mut().for_each(|wire| *wire = place(*wire));
    let cost = |order: &[usize]| -> i32 {
        order
            .iter()
            .enumerate()
            .map(|(at, a)| order[at + 1..].iter().map(|b| over[*a][*b]).sum::<i32>())
            .sum()
    };
    let mut best = cost(&order);
    loop {
        let before = best;
        for from in 0..order.len() {
            for to in 0..order.len() {
                let mut candidate = order.clone();
                let moved = candidate.remove(from);
                candidate.insert(to, moved);
                let found = cost(&candidate);
                if found < best {
                    best = found;
                    order = candidate;
                }
            }
        }
        if best == before {
            return order.into_iter().map(|at| wires[at]).collect();
        }
    }
}

/// Moves the ends of the lower run that would lie on the higher run's lines a little along their symbols.
fn step_aside(runs: &mut [Run], above: usize, below: usize) {
    let meeting: Vec<usize> = runs[above].meets(&runs[below]).collect();
    for at in meeting {
        let x = runs[below].ups[at];
        let free = |x: &i32| {
            let elsewhere = runs.iter().enumerate().any(|(other, run)| {
                let its_own = |end: usize| other == below && end == at;
                run.ups
                    .iter()
                    .enumerate()
                    .any(|(end, up)| !its_own(end) && (up - x).abs() < CLEAR)
            });
            !elsewhere && runs[above].downs.iter().all(|down| (down - x).abs() >= CLEAR)
        };
        if let Some(aside) = [7, -7, 10, -10].iter().map(|by| x + by).find(free) {
            runs[below].ups[at] = aside;
        }
    }
}

/// Gives each run the highest track that leaves the order as it is. How many there are.
fn assign(runs: &mut [Run], order: &[usize]) -> usize {
    const APART: i32 = 24;
    for (at, wire) in order.iter().enumerate() {
        let Some((low, high)) = runs[*wire].ends() else {
            continue;
        };
        let above = order[..at].iter().filter_map(|other| {
            let (other_low, other_high) = runs[*other].ends()?;
            (other_low - APART < high && low < other_high + APART).then_some(runs[*other].track? + 1)
        });
        let track = above.max().unwrap_or(0);
        runs[*wire].track = Some(track);
    }
    order
        .iter()
        .filter_map(|wire| runs[*wire].track)
        .max()
        .map_or(0, |last| last + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(ups: &[i32], downs: &[i32]) -> Run {
        Run {
            ups: ups.to_vec(),
            downs: downs.to_vec(),
            track: None,
        }
    }

    fn check(mut runs: Vec<Run>, expect: &[usize]) {
        let all: Vec<usize> = (0..runs.len()).collect();
        let order = least_crossing(&runs, &all);
        assign(&mut runs, &order);
        assert_eq!(runs.iter().map(|run| run.track.unwrap()).collect::<Vec<_>>(), expect);
    }

    #[test]
    fn tracks_nest_and_are_shared() {
        // A couple within a couple: the inner one above.
        check(vec![run(&[0, 300], &[]), run(&[100, 200], &[])], &[1, 0]);
        // Side by side: one track.
        check(vec![run(&[0, 100], &[]), run(&[200, 300], &[])], &[0, 0]);
        // A line up to one couple where a line down from the other ends: the other has to be lower.
        check(vec![run(&[0, 200], &[100]), run(&[100, 300], &[])], &[1, 0]);
    }

    #[test]
    fn lines_on_each_other_step_aside() {
        let mut runs = vec![run(&[0, 200], &[100]), run(&[100, 300], &[])];
        step_aside(&mut runs, 0, 1);
        assert_eq!(runs[1].ups, [107, 300]);
    }
}
