//! The minimum cut: what to move together.

use std::collections::VecDeque;

pub(super) const FORBIDDEN: i64 = 1 << 50;

/// A minimum cut: which of several things to move when moving each costs or gains, and parting some pairs costs.
pub(super) struct Cut {
    alone: Vec<i64>,
    edges: Vec<Edge>,
    from: Vec<Vec<usize>>,
}

struct Edge {
    to: usize,
    room: i64,
}

impl Cut {
    pub fn new(things: usize) -> Self {
        Self {
            alone: vec![0; things],
            edges: Vec::new(),
            from: vec![Vec::new(); things + 2],
        }
    }

    pub fn if_moved(&mut self, thing: usize, cost: i64) {
        self.alone[thing] += cost;
    }

    /// The cost of moving `moved` without `left`.
    pub fn apart(&mut self, moved: usize, left: usize, cost: i64) {
        if cost > 0 {
            self.edge(moved, left, cost);
        }
    }

    fn edge(&mut self, a: usize, b: usize, room: i64) {
        self.from[a].push(self.edges.len());
        self.edges.push(Edge { to: b, room });
        self.from[b].push(self.edges.len());
        self.edges.push(Edge { to: a, room: 0 });
    }

    /// The set to move, and what moving it gains.
    pub fn best(mut self) -> (Vec<bool>, i64) {
        let things = self.alone.len();
        let (source, sink) = (things, things + 1);
        let mut at_most = 0;
        for thing in 0..things {
            match self.alone[thing] {
                cost if cost < 0 => {
                    at_most -= cost;
                    self.edge(source, thing, -cost);
                }
                cost if cost > 0 => self.edge(thing, sink, cost),
                _ => {}
            }
        }
        let mut flow = 0;
        loop {
            let depth = self.depths(source);
            if depth[sink] == usize::MAX {
                let moved = (0..things).map(|thing| depth[thing] != usize::MAX).collect();
                return (moved, at_most - flow);
            }
            let mut next = vec![0; things + 2];
            loop {
                let pushed = self.push(source, sink, i64::MAX, &depth, &mut next);
                if pushed == 0 {
                    break;
                }
                flow += pushed;
            }
        }
    }

    fn depths(&self, source: usize) -> Vec<usize> {
        let mut depth = vec![usize::MAX; self.from.len()];
        depth[source] = 0;
        let mut queue = VecDeque::from([source]);
        while let Some(at) = queue.pop_front() {
            for edge in &self.from[at] {
                let Edge { to, room } = self.edges[*edge];
                if room > 0 && depth[to] == usize::MAX {
                    depth[to] = depth[at] + 1;
                    queue.push_back(to);
                }
            }
        }
        depth
    }

    fn push(&mut self, at: usize, sink: usize, most: i64, depth: &[usize], next: &mut [usize]) -> i64 {
        if at == sink {
            return most;
        }
        while next[at] < self.from[at].len() {
            let edge = self.from[at][next[at]];
            let Edge { to, room } = self.edges[edge];
            if room > 0 && depth[to] == depth[at] + 1 {
                let pushed = self.push(to, sink, most.min(room), depth, next);
                if pushed > 0 {
                    self.edges[edge].room -= pushed;
                    self.edges[edge ^ 1].room += pushed;
                    return pushed;
                }
            }
            next[at] += 1;
        }
        0
    }
}
