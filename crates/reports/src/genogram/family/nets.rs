//! Which parents belong together, and which children to them.

use super::super::{LinkKind, UnionStatus};
use super::{Net, Ties};

pub(super) fn nets<'a>(ties: &Ties<'a>) -> Vec<Net<'a>> {
    let mut nets: Vec<Net<'a>> = ties
        .unions
        .iter()
        .map(|(a, b, union)| Net {
            parents: vec![*a, *b],
            children: Vec::new(),
            status: union.status,
            union: Some(union),
        })
        .collect();
    for child in 0..ties.people.len() {
        for (parents, kind) in parent_sets(ties, child) {
            match nets.iter_mut().find(|net| net.parents == parents) {
                Some(net) if net.children.iter().any(|(c, _)| *c == child) => {}
                Some(net) => net.children.push((child, kind)),
                None => nets.push(Net {
                    parents,
                    children: vec![(child, kind)],
                    status: UnionStatus::NotKnown,
                    union: None,
                }),
            }
        }
    }
    nets
}

/// The parents of a child by kind, in twos where they are or were a couple or where there are just two of the kind.
fn parent_sets(ties: &Ties<'_>, child: usize) -> Vec<(Vec<usize>, LinkKind)> {
    let of = |kind: LinkKind| {
        ties.links
            .iter()
            .filter(move |(_, c, k)| *c == child && *k == kind)
            .map(|(p, _, _)| *p)
    };
    let united = |a: usize, b: usize| ties.unions.iter().any(|(x, y, _)| (*x, *y) == (a.min(b), a.max(b)));
    let mut sets = Vec::new();
    for kind in [LinkKind::Birth, LinkKind::Adoptive, LinkKind::Foster, LinkKind::Step] {
        let mut left: Vec<usize> = of(kind).collect();
        left.sort_unstable();
        while let Some(pair) = couple_among(&left, united) {
            left.retain(|person| !pair.contains(person));
            sets.push((pair, kind));
        }
        if left.len() == 2 && kind != LinkKind::Step {
            sets.push((std::mem::take(&mut left), kind));
        }
        for lone in left {
            // A step-parent, or an adopter who is the partner of a birth parent, shares that partner's line.
            let partner = of(LinkKind::Birth)
                .chain(of(LinkKind::Adoptive))
                .find(|parent| *parent != lone && united(*parent, lone));
            match (kind, partner) {
                (LinkKind::Step, Some(_)) => {}
                (LinkKind::Adoptive, Some(partner)) => sets.push((vec![lone.min(partner), lone.max(partner)], kind)),
                _ => sets.push((vec![lone], kind)),
            }
        }
    }
    sets
}

fn couple_among(people: &[usize], united: impl Fn(usize, usize) -> bool) -> Option<Vec<usize>> {
    for (at, a) in people.iter().enumerate() {
        if let Some(b) = people[at + 1..].iter().find(|b| united(*a, **b)) {
            return Some(vec![*a, *b]);
        }
    }
    None
}
