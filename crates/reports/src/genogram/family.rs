//! The input checked and resolved: who is drawn, in which generation, who are parents together, who lives together.
//!
//! Everything here is by index into [`Family::people`]. Entries that contradict each other (a person above their own
//! grandparent) are left out of the drawing and named in [`Family::notes`]; nothing loops.

mod generation;
mod nets;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{Genogram, LinkKind, MOST_PEOPLE, Person, Union, UnionStatus};

#[derive(Debug)]
pub(super) struct Family<'a> {
    pub people: Vec<&'a Person>,
    /// The person whose record it is, if one of them is.
    pub this: Option<usize>,
    /// 0 is the eldest generation.
    pub generation: Vec<usize>,
    pub nets: Vec<Net<'a>>,
    pub homes: Vec<Home<'a>>,
    /// The home whose box a person stands in, as index into `homes`.
    pub home_of: Vec<Option<usize>>,
    /// Captions of further homes of a person, which no box can show.
    pub tags: Vec<Vec<&'a str>>,
    pub left_out: usize,
    pub notes: Vec<String>,
}

/// A couple or a lone parent, with the children whose lines hang from them.
#[derive(Debug)]
pub(super) struct Net<'a> {
    /// One or two, the lower index first.
    pub parents: Vec<usize>,
    pub children: Vec<(usize, LinkKind)>,
    pub status: UnionStatus,
    pub union: Option<&'a Union>,
}

#[derive(Debug)]
pub(super) struct Home<'a> {
    pub caption: &'a str,
    pub members: Vec<usize>,
}

/// Who is related to whom, before anything is laid out: indices into a list of people, without doubles or self-relations.
#[derive(Debug)]
pub(super) struct Ties<'a> {
    pub people: Vec<&'a Person>,
    pub this: Option<usize>,
    /// Parent, child, kind.
    pub links: Vec<(usize, usize, LinkKind)>,
    pub unions: Vec<(usize, usize, &'a Union)>,
}

impl<'a> Ties<'a> {
    pub fn read(genogram: &'a Genogram) -> Self {
        let mut index = BTreeMap::new();
        let mut people = Vec::new();
        for person in &genogram.people {
            index.entry(person.id.as_str()).or_insert_with(|| {
                people.push(person);
                people.len() - 1
            });
        }
        Self::among(genogram, people, &index)
    }

    fn among(genogram: &'a Genogram, people: Vec<&'a Person>, index: &BTreeMap<&str, usize>) -> Self {
        let find = |id: &String| index.get(id.as_str()).copied();
        let mut links: Vec<(usize, usize, LinkKind)> = Vec::new();
        for link in &genogram.parents {
            if let (Some(parent), Some(child)) = (find(&link.parent), find(&link.child))
                && parent != child
                && !links.iter().any(|(p, c, _)| (*p, *c) == (parent, child))
            {
                links.push((parent, child, link.kind));
            }
        }
        let mut unions: Vec<(usize, usize, &Union)> = Vec::new();
        for union in &genogram.unions {
            if let (Some(a), Some(b)) = (find(&union.a), find(&union.b))
                && a != b
                && !unions.iter().any(|(x, y, _)| (*x, *y) == (a.min(b), a.max(b)))
            {
                unions.push((a.min(b), a.max(b), union));
            }
        }
        let this = people.iter().position(|person| person.this_record);
        Self {
            people,
            this,
            links,
            unions,
        }
    }

    /// Everyone in the order of their distance from the person whose record it is, along parents, children, partners and people
    /// of one home. People out of reach come last.
    fn by_nearness(&self, homes: &[Vec<usize>]) -> Vec<usize> {
        let mut near: Vec<Vec<usize>> = vec![Vec::new(); self.people.len()];
        for (parent, child, _) in &self.links {
            near[*parent].push(*child);
            near[*child].push(*parent);
        }
        for (a, b, _) in &self.unions {
            near[*a].push(*b);
            near[*b].push(*a);
        }
        let mut order = Vec::new();
        let mut seen = vec![false; self.people.len()];
        for start in self.this.into_iter().chain(0..self.people.len()) {
            if seen[start] {
                continue;
            }
            seen[start] = true;
            let mut queue = VecDeque::from([start]);
            while let Some(person) = queue.pop_front() {
                order.push(person);
                let housemates = homes.iter().filter(|home| home.contains(&person)).flatten();
                let mut next: Vec<usize> = near[person].iter().chain(housemates).copied().collect();
                next.sort_unstable();
                for other in next {
                    if !seen[other] {
                        seen[other] = true;
                        queue.push_back(other);
                    }
                }
            }
        }
        order
    }
}

impl<'a> Family<'a> {
    pub fn read(genogram: &'a Genogram) -> Self {
        let all = Ties::read(genogram);
        let everyone: BTreeMap<&str, usize> = all
            .people
            .iter()
            .enumerate()
            .map(|(at, p)| (p.id.as_str(), at))
            .collect();
        let all_homes = members_of(genogram, &everyone);
        let mut kept = all.by_nearness(&all_homes);
        let left_out = kept.len().saturating_sub(MOST_PEOPLE);
        kept.truncate(MOST_PEOPLE);
        kept.sort_unstable();
        let people: Vec<&Person> = kept.iter().map(|at| all.people[*at]).collect();
        let index: BTreeMap<&str, usize> = people.iter().enumerate().map(|(at, p)| (p.id.as_str(), at)).collect();
        let mut ties = Ties::among(genogram, people, &index);

        let mut notes = Vec::new();
        if left_out > 0 {
            notes.push(format!(
                "The diagram shows the {MOST_PEOPLE} people nearest to {}. {} not drawn.",
                ties.this.map_or("this family", |at| ties.people[at].called()),
                match left_out {
                    1 => "1 more is".to_owned(),
                    n => format!("{n} more are"),
                }
            ));
        }
        drop_contradictions(&mut ties, &mut notes);
        let nets = nets::nets(&ties);
        let homes_members = members_of(genogram, &index);
        let generation = generation::generations(&ties, &nets, &homes_members);
        let (homes, home_of, tags) = homes(genogram, homes_members, ties.people.len());
        Self {
            people: ties.people,
            this: ties.this,
            generation,
            nets,
            homes,
            home_of,
            tags,
            left_out,
            notes,
        }
    }

    pub fn generations(&self) -> usize {
        self.generation.iter().max().map_or(0, |last| last + 1)
    }
}

impl Person {
    /// The name used in sentences.
    pub(super) fn called(&self) -> &str {
        if !self.called.is_empty() {
            return &self.called;
        }
        self.name.split_whitespace().next().unwrap_or("this person")
    }
}

/// The members of each household of the input, in order, without doubles.
fn members_of(genogram: &Genogram, index: &BTreeMap<&str, usize>) -> Vec<Vec<usize>> {
    let members = |ids: &[String]| {
        let set: BTreeSet<usize> = ids.iter().filter_map(|id| index.get(id.as_str()).copied()).collect();
        set.into_iter().collect()
    };
    genogram
        .households
        .iter()
        .map(|household| members(&household.members))
        .collect()
}

/// A person in several homes stands in the box of the one where they have most company, the earlier one at a tie.
fn homes<'a>(
    genogram: &'a Genogram,
    members: Vec<Vec<usize>>,
    people: usize,
) -> (Vec<Home<'a>>, Vec<Option<usize>>, Vec<Vec<&'a str>>) {
    let mut home_of: Vec<Option<usize>> = vec![None; people];
    let mut tags = vec![Vec::new(); people];
    for person in 0..people {
        let lived_in = |home: &usize| members[*home].contains(&person);
        home_of[person] = (0..members.len())
            .filter(lived_in)
            .min_by_key(|home| (std::cmp::Reverse(members[*home].len()), *home));
        for home in (0..members.len()).filter(lived_in) {
            if home_of[person] != Some(home) {
                tags[person].push(genogram.households[home].caption.words());
            }
        }
    }
    let mut homes = Vec::new();
    let mut renumbered = vec![None; members.len()];
    for (at, household) in genogram.households.iter().enumerate() {
        let boxed: Vec<usize> = (0..people).filter(|person| home_of[*person] == Some(at)).collect();
        if !boxed.is_empty() {
            renumbered[at] = Some(homes.len());
            homes.push(Home {
                caption: household.caption.words(),
                members: boxed,
            });
        }
    }
    let home_of = home_of
        .into_iter()
        .map(|home| home.and_then(|at| renumbered[at]))
        .collect();
    (homes, home_of, tags)
}

/// Leaves out every link that would make someone their own ancestor, the later entry of a contradiction first to go.
fn drop_contradictions(ties: &mut Ties<'_>, notes: &mut Vec<String>) {
    let mut kept: Vec<(usize, usize, LinkKind)> = Vec::new();
    for (parent, child, kind) in std::mem::take(&mut ties.links) {
        if descends(&kept, child, parent) {
            notes.push(format!(
                "{} is recorded both above and below {}: one line is not drawn. Check the two entries.",
                ties.people[parent].called(),
                ties.people[child].called()
            ));
        } else {
            kept.push((parent, child, kind));
        }
    }
    ties.links = kept;
}

/// Whether `to` is `from` or a descendant of `from`.
fn descends(links: &[(usize, usize, LinkKind)], from: usize, to: usize) -> bool {
    let mut seen = BTreeSet::from([from]);
    let mut stack = vec![from];
    while let Some(person) = stack.pop() {
        if person == to {
            return true;
        }
        stack.extend(
            links
                .iter()
                .filter(|(p, c, _)| *p == person && seen.insert(*c))
                .map(|(_, c, _)| *c),
        );
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::families;
    use super::*;

    fn generation_of(genogram: &Genogram, id: &str) -> usize {
        let family = Family::read(genogram);
        let at = family.people.iter().position(|person| person.id == id).unwrap();
        family.generation[at]
    }

    #[test]
    fn generations_follow_parents_and_partners() {
        let check = |genogram: &Genogram, expect: &[(&str, usize)]| {
            for (id, generation) in expect {
                assert_eq!(generation_of(genogram, id), *generation, "{id}");
            }
        };
        check(
            &families::brennan(),
            &[
                ("mike", 0),
                ("pat", 0),
                ("abena", 0),
                ("lee", 1),
                ("han", 1),
                ("dan", 1),
                ("pri", 1),
                ("unk", 1),
                ("tj", 2),
                ("ub", 2),
                ("may", 2),
                ("asha", 2),
            ],
        );
        check(&families::lone_child(), &[("child", 0)]);
        // Parents of one child stand level, although the uncle's brother is a generation above.
        check(
            &families::uncle_and_niece(),
            &[("elder", 0), ("brother", 1), ("uncle", 2), ("niece", 2), ("baby", 3)],
        );
        // Where that cannot be, the line between them reaches across.
        check(
            &families::grandmother_and_grandson(),
            &[("a", 0), ("b", 1), ("c", 2), ("d", 3)],
        );
    }

    #[test]
    fn a_contradiction_is_named_and_does_not_loop() {
        let family = families::ancestor_of_oneself();
        let read = Family::read(&family);
        assert_eq!(
            read.notes,
            ["Cy is recorded both above and below Ann: one line is not drawn. Check the two entries."]
        );
        assert_eq!(read.generation, [0, 1, 2]);
    }

    #[test]
    fn the_sixty_nearest_are_kept() {
        let family = families::long_line(75);
        let read = Family::read(&family);
        assert_eq!(read.people.len(), 60);
        assert_eq!(read.left_out, 15);
        assert!(
            read.people.iter().any(|person| person.id == "0") && !read.people.iter().any(|person| person.id == "60")
        );
        assert_eq!(
            read.notes,
            ["The diagram shows the 60 people nearest to P0. 15 more are not drawn."]
        );
    }

    #[test]
    fn a_person_in_two_homes_is_boxed_once_and_tagged() {
        let family = families::shared_care();
        let read = Family::read(&family);
        let child = read.this.unwrap();
        assert_eq!(read.home_of[child], Some(0));
        assert_eq!(read.tags[child], ["Dad’s, weekends"]);
        assert!(!read.homes[1].members.contains(&child));
    }
}
