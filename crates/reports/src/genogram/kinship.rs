//! What each person is to the child whose record it is, in words derived from the same links as the diagram.
//!
//! Words claim no more than the links: a brother of whom only one parent is recorded is a "brother or half-brother".

mod relation;
mod vocabulary;

use std::collections::VecDeque;

use relation::Relation;

use super::family::Ties;
use super::{Genogram, Life, LinkKind, Person, Sex, Union, UnionStatus};

/// What one person is to the child, for their line in the table under the diagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub person: String,
    /// "Half-brother, by mother", "Grandmother, mother’s mother", "This record". `None` where no link leads to the person.
    pub relation: Option<String>,
    /// Further relations that the diagram draws, each a phrase: "Former partner of Hannah, parted 2022", "Mother of Asha".
    pub also: Vec<String>,
    /// Where the person lives: "With May" or the caption of the home.
    pub homes: Vec<String>,
}

/// A line for everyone in the input, nearest first and the person whose record it is last. Also for those whom the diagram leaves
/// out for want of room.
#[must_use]
pub fn in_words(genogram: &Genogram) -> Vec<Line> {
    let kinship = Kinship::of(genogram);
    let people = &kinship.ties.people;
    let mut order: Vec<usize> = (0..people.len()).collect();
    order.sort_by_key(|at| (Some(*at) == kinship.ties.this, kinship.steps[*at], *at));
    let line = |at: usize| Line {
        person: people[at].id.clone(),
        relation: kinship.relations[at].as_ref().map(|relation| relation.words.clone()),
        also: kinship.also(at),
        homes: kinship.homes(genogram, at),
    };
    order.into_iter().map(line).collect()
}

/// The ids of those who are nothing to the child but a former partner of somebody.
pub(super) fn only_former_partners(genogram: &Genogram) -> Vec<String> {
    let kinship = Kinship::of(genogram);
    let former = |at: &usize| {
        let mut unions = kinship
            .ties
            .unions
            .iter()
            .filter(|(a, b, _)| a == at || b == at)
            .peekable();
        unions.peek().is_some()
            && unions.all(|(_, _, union)| union.status == UnionStatus::Parted)
            && !kinship.relations[*at].as_ref().is_some_and(|relation| relation.kin)
    };
    (0..kinship.ties.people.len())
        .filter(former)
        .map(|at| kinship.ties.people[at].id.clone())
        .collect()
}

pub(super) struct Kinship<'a> {
    ties: Ties<'a>,
    /// Links and unions between the child and each person; the largest number where there is no way.
    steps: Vec<usize>,
    relations: Vec<Option<Relation>>,
}

impl<'a> Kinship<'a> {
    pub fn of(genogram: &'a Genogram) -> Self {
        let ties = Ties::read(genogram);
        let people = ties.people.len();
        let mut kinship = Self {
            ties,
            steps: vec![usize::MAX; people],
            relations: vec![None; people],
        };
        if let Some(this) = kinship.ties.this {
            kinship.measure(this);
            for at in 0..people {
                kinship.relations[at] = kinship.relation_of(this, at);
            }
        }
        kinship
    }

    /// "Half-brother, by mother".
    pub fn relation(&self, id: &str) -> Option<String> {
        let at = self.ties.people.iter().position(|person| person.id == id)?;
        self.relations[at].as_ref().map(|relation| relation.words.clone())
    }

    fn measure(&mut self, this: usize) {
        self.steps[this] = 0;
        let mut queue = VecDeque::from([this]);
        while let Some(person) = queue.pop_front() {
            let unions = self.ties.unions.iter().map(|(a, b, _)| (*a, *b));
            let pairs = self.ties.links.iter().map(|(a, b, _)| (*a, *b)).chain(unions);
            for (a, b) in pairs {
                let next = if a == person { b } else { a };
                if (a == person || b == person) && self.steps[next] == usize::MAX {
                    self.steps[next] = self.steps[person] + 1;
                    queue.push_back(next);
                }
            }
        }
    }

    fn person(&self, at: usize) -> &'a Person {
        self.ties.people[at]
    }

    fn parents(&self, child: usize) -> impl Iterator<Item = (usize, LinkKind)> {
        self.ties
            .links
            .iter()
            .filter(move |(_, c, _)| *c == child)
            .map(|(p, _, kind)| (*p, *kind))
    }

    fn children(&self, parent: usize) -> impl Iterator<Item = (usize, LinkKind)> {
        self.ties
            .links
            .iter()
            .filter(move |(p, _, _)| *p == parent)
            .map(|(_, c, kind)| (*c, *kind))
    }

    fn union(&self, a: usize, b: usize) -> Option<UnionStatus> {
        let found = self
            .ties
            .unions
            .iter()
            .find(|(x, y, _)| (*x, *y) == (a.min(b), a.max(b)));
        found.map(|(_, _, union)| union.status)
    }

    /// What else the diagram draws between this person and others, said once for each pair: at whoever is further from the child.
    fn also(&self, at: usize) -> Vec<String> {
        let relation = self.relations[at].as_ref();
        let mut also = Vec::new();
        for (a, b, union) in &self.ties.unions {
            let other = if *a == at { *b } else { *a };
            let here = (*a == at || *b == at) && (self.steps[other], other) < (self.steps[at], at);
            if !here || relation.is_some_and(|relation| relation.partner_of == Some(other)) {
                continue;
            }
            also.extend(self.union_words(union, at, other));
        }
        // A line of descent from or to the child says who is whose in the words of its people.
        let in_line = |this: usize| {
            this == at || self.forebears(this).contains_key(&at) || self.forebears(at).contains_key(&this)
        };
        let says_so = relation.is_some_and(|relation| relation.parent_of);
        let has_children = self.children(at).any(|(child, _)| Some(child) != self.ties.this);
        if has_children && !self.ties.this.is_some_and(in_line) && !says_so {
            also.push(self.parent_of_named(at).words);
        }
        also
    }

    /// "Former partner of Hannah, parted 2022". Nothing where it is not known what the two are to each other.
    fn union_words(&self, union: &Union, at: usize, other: usize) -> Option<String> {
        let name = self.person(other).called();
        let (words, when) = match union.status {
            UnionStatus::Together => (format!("Partner of {name}"), &union.since),
            UnionStatus::Parted => (format!("Former partner of {name}"), &union.parted),
            UnionStatus::NotKnown => return None,
        };
        let mut words = if when.is_empty() {
            words
        } else {
            format!("{words}, {when}")
        };
        if union.status == UnionStatus::Together {
            words.push_str(self.until_death(at, other));
        }
        Some(words)
    }

    /// Who of two it was whose death ended it.
    fn until_death(&self, one: usize, other: usize) -> &'static str {
        let is_dead = |person: &usize| matches!(self.person(*person).life, Life::Died { .. });
        let mut dead = [one, other].into_iter().filter(is_dead);
        match (dead.next().map(|person| self.person(person).sex), dead.next()) {
            (None, _) => "",
            (Some(Sex::Male), None) => " until he died",
            (Some(Sex::Female), None) => " until she died",
            (Some(Sex::NotKnown), None) | (Some(_), Some(_)) => " until one of them died",
        }
    }

    fn homes(&self, genogram: &Genogram, at: usize) -> Vec<String> {
        let this = self.ties.this.filter(|this| *this != at).map(|this| self.person(this));
        let lives = |id: &String, members: &[String]| members.contains(id);
        let homes = genogram
            .households
            .iter()
            .filter(|home| lives(&self.person(at).id, &home.members));
        homes
            .map(|home| match this.filter(|this| lives(&this.id, &home.members)) {
                Some(this) => format!("With {}", this.called()),
                None => home.caption.words().to_owned(),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::families;
    use super::*;

    /// The relation and what else is said of some people of a family.
    fn check(genogram: &Genogram, expect: &[(&str, &str)]) {
        let lines = in_words(genogram);
        for (id, words) in expect {
            let line = lines.iter().find(|line| line.person == *id).unwrap();
            let said: Vec<&str> = line.relation.iter().chain(&line.also).map(String::as_str).collect();
            assert_eq!(said.join(". "), *words, "{id}");
        }
    }

    #[test]
    fn the_family_of_the_design_reads_as_its_table() {
        let family = families::brennan();
        check(
            &family,
            &[
                ("han", "Mother"),
                ("dan", "Father. Former partner of Hannah, parted 2022"),
                ("tj", "Half-brother, by mother"),
                ("ub", "Half-sibling expected, by mother"),
                ("lee", "Mother’s partner"),
                ("unk", "Father of the unborn baby"),
                ("asha", "Half-sister, by father"),
                ("pri", "Father’s partner. Mother of Asha"),
                ("pat", "Grandmother, mother’s mother. Partner of Michael until he died"),
                ("abena", "Grandmother, father’s mother"),
                ("mike", "Grandfather, mother’s father"),
                ("callum", "Father of Tyler-James. Former partner of Hannah, parted 2015"),
                ("may", "This record"),
            ],
        );
        let lines = in_words(&family);
        let home = |id: &str| lines.iter().find(|line| line.person == id).unwrap().homes.clone();
        assert_eq!(home("lee"), ["With May"]);
        assert_eq!(home("dan"), ["Address confidential"]);
        assert_eq!(home("may"), ["22 Tanner’s Row, since 1 Aug 2026"]);
        assert_eq!(lines.last().unwrap().person, "may");
        assert_eq!(lines[0].person, "han");
    }

    #[test]
    fn wider_families_have_their_words() {
        check(
            &families::aunts_and_cousins(),
            &[
                ("b", "Brother"),
                ("u", "Uncle, father’s brother. Father of Zofia and Jan"),
                ("uw", "Partner of Piotr, since 2008. Mother of Zofia and Jan"),
                ("au", "Aunt, mother’s sister"),
                ("co1", "Cousin, father’s brother’s daughter"),
                ("gm2", "Grandmother, mother’s mother. Partner of Harold until he died"),
                ("m", "Mother. Partner of Adam, since 2013"),
            ],
        );
        check(
            &families::cousins_who_married(),
            &[
                ("gf", "Great-grandfather, father’s father’s father"),
                ("w2", "Grandfather, mother’s father. Partner of Sana"),
            ],
        );
        check(
            &families::foster_home(),
            &[("fc1", "Foster carer"), ("s", "Sister"), ("o", "Foster sibling")],
        );
        check(
            &families::same_sex_parents(),
            &[("a", "Adoptive mother"), ("d", "Adoptive sister")],
        );
        check(
            &families::loose_people(),
            &[("au", "Aunt"), ("fr", "Friend"), ("l", "")],
        );
        check(
            &families::long_line(5),
            &[
                ("1", "Daughter"),
                ("2", "Granddaughter"),
                ("4", "Great-great-granddaughter"),
            ],
        );
        // Both mothers are the child's; the father of one twin is not recorded, so nobody knows of a half.
        check(&families::twins(), &[("b", "Sister or half-sister, by mother")]);
    }

    #[test]
    fn step_relations() {
        let family = families::Made::default()
            .this("c", "Ola", Sex::Female, "9")
            .woman("m", "Mo", "33")
            .man("p", "Pat", "35")
            .man("sb", "Sid", "11")
            .woman("gp", "Gwen", "60")
            .man("n", "Ned", "1")
            .together("m", "p")
            .born(&["m"], &["c"])
            .born(&["p"], &["sb"])
            .born(&["gp"], &["p"])
            .born(&["sb"], &["n"])
            .link(LinkKind::Step, &["p"], &["c"])
            .done();
        check(
            &family,
            &[
                ("p", "Stepfather. Partner of Mo"),
                ("sb", "Stepbrother. Father of Ned"),
                ("gp", "Step-grandmother, stepfather’s mother"),
                ("n", "Nephew, stepbrother’s son"),
            ],
        );
    }

    #[test]
    fn only_people_who_are_nothing_else_count_as_former_partners() {
        assert_eq!(only_former_partners(&families::brennan()), ["callum"]);
        assert_eq!(only_former_partners(&families::three_fathers()), ["f1", "f2"]);
        let show = super::super::Show {
            households: true,
            former_partners: false,
            died: false,
        };
        let shown = families::brennan().showing(show);
        let ids: Vec<&str> = shown.people.iter().map(|person| person.id.as_str()).collect();
        assert_eq!(
            ids,
            [
                "pat", "abena", "unk", "lee", "han", "dan", "pri", "tj", "ub", "may", "asha"
            ]
        );
        assert!(
            shown
                .unions
                .iter()
                .all(|union| union.a != "callum" && union.b != "mike")
        );
    }
}
