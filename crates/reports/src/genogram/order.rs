//! One left-to-right order of everyone.
//!
//! Each row of the diagram shows its people in this one order, and the people of a home stand together in it, as far as
//! rows meet. Then positions that keep homes apart always exist (every required distance points the same way), and what
//! is left is to find an order that reads well: couples side by side, children under their parents, few crossing lines.
//! That is [`super::search`].

use super::UnionStatus;
use super::face::{Face, HALF};
use super::family::Family;
use super::text::{Type, width};

/// Between two people who do not live together or do: from label to label.
pub(super) const GAP: i32 = 22;
/// From the outermost label in a home to its box.
pub(super) const HOME_PAD: i32 = 14;
/// From a home's box to what is outside.
pub(super) const HOME_GAP: i32 = 24;

/// What takes a place in a row: a person, or a line that passes through to a later generation.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub row: usize,
    /// Index into the people; the first items are the people in their order, the passing lines follow.
    pub person: Option<usize>,
    pub home: Option<usize>,
    pub left: i32,
    pub right: i32,
}

/// A line or bundle of lines between a row and the next, or under the last one.
#[derive(Clone, Debug)]
pub(super) struct Wire {
    pub net: usize,
    /// The row above it.
    pub channel: usize,
    /// Items above and below.
    pub ups: Vec<usize>,
    pub downs: Vec<usize>,
    /// The part where parents and children meet; other parts carry a line past a row.
    pub main: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Span {
    pub first_row: usize,
    pub last_row: usize,
    pub members: Vec<usize>,
    pub narrowest: i32,
}

/// Everything that has to be ordered and joined.
#[derive(Debug)]
pub(super) struct Plan {
    pub items: Vec<Item>,
    pub wires: Vec<Wire>,
    pub homes: Vec<Span>,
    pub rows: usize,
    /// For each net that may be drawn as one level line: the least distance between the two.
    pub side_by_side: Vec<Option<i32>>,
}

impl Plan {
    pub fn of(family: &Family<'_>, faces: &[Face]) -> Self {
        let items = (0..family.people.len())
            .map(|person| Item {
                row: family.generation[person],
                person: Some(person),
                home: family.home_of[person],
                left: faces[person].left,
                right: faces[person].right,
            })
            .collect();
        let homes = family.homes.iter().map(|home| {
            let rows = || home.members.iter().map(|person| family.generation[*person]);
            Span {
                first_row: rows().min().unwrap_or(0),
                last_row: rows().max().unwrap_or(0),
                members: home.members.clone(),
                narrowest: caption_width(home.caption) + 2 * HOME_PAD,
            }
        });
        let side_by_side = family.nets.iter().map(|net| {
            let [a, b] = net.parents[..] else { return None };
            let level = family.generation[a] == family.generation[b] && net.status == UnionStatus::Together;
            let words = net.union.map_or(0, |union| width(&union.since, Type::Small));
            level.then(|| 2 * HALF + (words + 26).max(58))
        });
        let mut plan = Self {
            items,
            wires: Vec::new(),
            homes: homes.collect(),
            rows: family.generations(),
            side_by_side: side_by_side.collect(),
        };
        for net in 0..family.nets.len() {
            plan.join(family, net);
        }
        plan
    }

    /// The wires of one net, with passing items where a line has to get past a row.
    fn join(&mut self, family: &Family<'_>, at: usize) {
        let net = &family.nets[at];
        let meet = net
            .parents
            .iter()
            .map(|parent| family.generation[*parent])
            .max()
            .unwrap_or(0);
        let ups = net
            .parents
            .iter()
            .map(|parent| self.pass(at, *parent, family.generation[*parent] + 1..=meet))
            .collect();
        let mut downs = Vec::new();
        let mut later = Vec::new();
        for (child, _) in &net.children {
            let row = family.generation[*child];
            if row == meet + 1 {
                downs.push(*child);
            } else {
                let first = self.items.len();
                let last = self.pass_rows(at, meet + 1..=row - 1);
                downs.push(first);
                later.push(Wire {
                    net: at,
                    channel: row - 1,
                    ups: vec![last],
                    downs: vec![*child],
                    main: false,
                });
            }
        }
        self.wires.push(Wire {
            net: at,
            channel: meet,
            ups,
            downs,
            main: true,
        });
        self.wires.extend(later);
    }

    /// Leads a line from a person down through rows; the item where it ends.
    fn pass(&mut self, net: usize, from: usize, rows: std::ops::RangeInclusive<usize>) -> usize {
        if rows.is_empty() {
            return from;
        }
        let first = self.items.len();
        let channel = self.items[from].row;
        let last = self.pass_rows(net, rows);
        self.wires.push(Wire {
            net,
            channel,
            ups: vec![from],
            downs: vec![first],
            main: false,
        });
        last
    }

    fn pass_rows(&mut self, net: usize, rows: std::ops::RangeInclusive<usize>) -> usize {
        for row in rows.clone() {
            self.items.push(Item {
                row,
                person: None,
                home: None,
                left: 7,
                right: 7,
            });
            let here = self.items.len() - 1;
            if row > *rows.start() {
                self.wires.push(Wire {
                    net,
                    channel: row - 1,
                    ups: vec![here - 1],
                    downs: vec![here],
                    main: false,
                });
            }
        }
        self.items.len() - 1
    }

    /// The net's couple as a level line between neighbours, given each item's place in its row.
    pub fn is_level(&self, wire: &Wire, place_in_row: &[usize]) -> bool {
        match wire.ups[..] {
            [a, b] => {
                wire.main && self.side_by_side[wire.net].is_some() && place_in_row[a].abs_diff(place_in_row[b]) == 1
            }
            _ => false,
        }
    }

    /// Each item's place within its row.
    pub fn places_in_rows(&self, order: &[usize]) -> Vec<usize> {
        let mut next = vec![0; self.rows];
        let mut places = vec![usize::MAX; self.items.len()];
        for item in order {
            places[*item] = next[self.items[*item].row];
            next[self.items[*item].row] += 1;
        }
        places
    }

    /// Whether homes stand together in the order: nobody else between the members of a home in the rows of its box, and
    /// no two boxes in the same rows that reach into each other.
    pub fn keeps_homes(&self, order: &[usize]) -> bool {
        let mut spans: Vec<Option<(usize, usize)>> = vec![None; self.homes.len()];
        for (at, item) in order.iter().enumerate() {
            if let Some(home) = self.items[*item].home {
                let (first, _) = spans[home].unwrap_or((at, at));
                spans[home] = Some((first, at));
            }
        }
        for (home, span) in spans.iter().enumerate() {
            let Some((first, last)) = *span else { continue };
            let rows = self.homes[home].first_row..=self.homes[home].last_row;
            let stranger = |item: &usize| {
                let item = &self.items[*item];
                item.person.is_some() && item.home != Some(home) && rows.contains(&item.row)
            };
            if order[first..=last].iter().any(stranger) {
                return false;
            }
            for (other, other_span) in spans.iter().enumerate().skip(home + 1) {
                if let Some((other_first, other_last)) = *other_span
                    && self.homes_meet(home, other)
                    && first <= other_last
                    && other_first <= last
                {
                    return false;
                }
            }
        }
        true
    }

    /// Whether the boxes of two homes share a row.
    pub fn homes_meet(&self, a: usize, b: usize) -> bool {
        self.homes[a].first_row <= self.homes[b].last_row && self.homes[b].first_row <= self.homes[a].last_row
    }
}

/// Room for a caption on one line, or on two where it is long.
pub(super) fn caption_width(caption: &str) -> i32 {
    super::text::wrap(caption, Type::Small, CAPTION)
        .iter()
        .map(|line| width(line, Type::Small))
        .max()
        .unwrap_or(0)
}

/// Captions wider than this are wrapped.
pub(super) const CAPTION: i32 = 230;

#[cfg(test)]
mod tests {
    use super::super::face::faces;
    use super::super::{Genogram, families};
    use super::*;

    /// Whether an order by ids keeps the homes of a family together.
    fn check(genogram: &Genogram, ids: &[&str], expect: bool) {
        let family = Family::read(genogram);
        let plan = Plan::of(&family, &faces(&family));
        let at = |id: &&str| family.people.iter().position(|person| person.id == *id).unwrap();
        let order: Vec<usize> = ids.iter().map(at).collect();
        assert_eq!(plan.keeps_homes(&order), expect, "{ids:?}");
    }

    #[test]
    fn homes_stand_together() {
        // Gary and Kyle live together, Imran alone, the others with Donna.
        let family = families::three_fathers();
        check(&family, &["f1", "c1", "f2", "m", "f3", "c2", "c3", "c4"], true);
        check(&family, &["c1", "f1", "m", "c2", "f3", "c3", "c4", "f2"], true);
        check(&family, &["f1", "c1", "m", "f2", "f3", "c2", "c3", "c4"], false);
        check(&family, &["f1", "m", "c1", "f3", "c2", "c3", "c4", "f2"], false);
        // The mother lives elsewhere: between her parents and her children there is no place for her within their box.
        let family = families::grandparents_raising();
        check(&family, &["gf", "gm", "c", "s", "m", "f"], true);
        check(&family, &["gf", "gm", "m", "c", "s", "f"], false);
        // A grandmother's own home may stand over the home of her daughter.
        let pat_over_tanners_row = [
            "callum", "unk", "lee", "mike", "tj", "pat", "han", "ub", "may", "abena", "dan", "asha", "pri",
        ];
        check(&families::brennan(), &pat_over_tanners_row, true);
    }

    #[test]
    fn lines_past_a_row_take_a_place_in_it() {
        let genogram = families::uncle_and_niece();
        let family = Family::read(&genogram);
        let plan = Plan::of(&family, &faces(&family));
        let passing: Vec<usize> = plan
            .items
            .iter()
            .filter(|item| item.person.is_none())
            .map(|item| item.row)
            .collect();
        assert_eq!(passing, [1]);
        assert_eq!(plan.wires.len(), 4);
    }
}
