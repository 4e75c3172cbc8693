//! What one person is to another, by the shortest way that has a word.

use std::collections::{BTreeMap, VecDeque};

use super::super::{LinkKind, UnionStatus};
use super::Kinship;
use super::vocabulary::{by_sex, capitalised, child_word, is_unborn, listed, parent_word};

#[derive(Clone, Debug)]
pub(super) struct Relation {
    pub words: String,
    /// By descent, adoption, care or partnership with the child: not by way of somebody else's union.
    pub kin: bool,
    /// The person whose partner the words already name.
    pub partner_of: Option<usize>,
    /// Whether the words already name the person's children.
    pub parent_of: bool,
}

impl Relation {
    fn kin(words: String) -> Self {
        Self {
            words: capitalised(&words),
            kin: true,
            partner_of: None,
            parent_of: false,
        }
    }
}

impl Kinship<'_> {
    pub(super) fn relation_of(&self, this: usize, at: usize) -> Option<Relation> {
        if at == this {
            return Some(Relation::kin("This record".to_owned()));
        }
        self.by_descent(this, at)
            .or_else(|| self.as_partner(this, at))
            .or_else(|| self.sibling(this, at).map(Relation::kin))
            .or_else(|| self.partner_of_parent(this, at))
            .or_else(|| self.by_sibling(this, at))
            .or_else(|| self.parent_of_sibling(this, at))
            .or_else(|| {
                self.person(at)
                    .recorded_as
                    .as_ref()
                    .map(|recorded| Relation::kin(recorded.words.clone()))
            })
            .or_else(|| self.by_somebody_nearer(at))
    }

    /// The child's forebears and descendants.
    fn by_descent(&self, this: usize, at: usize) -> Option<Relation> {
        let person = self.person(at);
        if let Some(path) = self.forebears(this).remove(&at) {
            let (_, kind) = path[path.len() - 1];
            let words = match path.len() {
                1 => parent_word(kind, person.sex).to_owned(),
                more => {
                    let way = self.possessive(&path);
                    let grand = format!(
                        "{}{}",
                        "great-".repeat(more - 2),
                        by_sex(person.sex, "grandfather", "grandmother", "grandparent")
                    );
                    match path.iter().map(|(_, kind)| kind).max() {
                        Some(LinkKind::Foster) => way,
                        Some(LinkKind::Step) => format!("step-{grand}, {way}"),
                        _ => format!("{grand}, {way}"),
                    }
                }
            };
            return Some(Relation::kin(words));
        }
        let path = self.forebears(at).remove(&this)?;
        let expected = if is_unborn(person) { " expected" } else { "" };
        Some(Relation::kin(match path.len() {
            1 if is_unborn(person) => "child expected".to_owned(),
            1 => child_word(path[0].1, person.sex).to_owned(),
            more => format!(
                "{}{}{expected}",
                "great-".repeat(more - 2),
                by_sex(person.sex, "grandson", "granddaughter", "grandchild")
            ),
        }))
    }

    /// Everyone above a person by the shortest way: whom each step leads to and by what kind of link.
    pub(super) fn forebears(&self, from: usize) -> BTreeMap<usize, Vec<(usize, LinkKind)>> {
        let mut ways: BTreeMap<usize, Vec<(usize, LinkKind)>> = BTreeMap::new();
        let mut queue = VecDeque::from([(from, Vec::new())]);
        while let Some((person, way)) = queue.pop_front() {
            let mut parents: Vec<(usize, LinkKind)> = self.parents(person).collect();
            parents.sort_by_key(|(parent, kind)| (*kind, *parent));
            for (parent, kind) in parents {
                if parent != from && !ways.contains_key(&parent) {
                    let mut further: Vec<(usize, LinkKind)> = way.clone();
                    further.push((parent, kind));
                    ways.insert(parent, further.clone());
                    queue.push_back((parent, further));
                }
            }
        }
        ways
    }

    /// "mother’s adoptive father"
    fn possessive(&self, path: &[(usize, LinkKind)]) -> String {
        path.iter()
            .map(|(person, kind)| parent_word(*kind, self.person(*person).sex))
            .collect::<Vec<_>>()
            .join("’s ")
    }

    fn as_partner(&self, this: usize, at: usize) -> Option<Relation> {
        let words = match self.union(this, at)? {
            UnionStatus::Together => "partner",
            UnionStatus::Parted => "former partner",
            UnionStatus::NotKnown => return self.parent_of_child(this, at),
        };
        Some(Relation {
            partner_of: Some(this),
            ..Relation::kin(words.to_owned())
        })
    }

    fn parent_of_child(&self, this: usize, at: usize) -> Option<Relation> {
        let shared = self
            .children(at)
            .find(|(child, _)| self.parents(*child).any(|(parent, _)| parent == this));
        shared.map(|_| Relation {
            partner_of: Some(this),
            ..self.parent_of_named(at)
        })
    }

    /// "brother", "half-sister, by mother", "foster brother", "stepsister"
    fn sibling(&self, this: usize, at: usize) -> Option<String> {
        let (word, way) = self.sibling_word(this, at)?;
        let expected = if is_unborn(self.person(at)) { " expected" } else { "" };
        Some(match way {
            Some(way) => format!("{word}{expected}, by {way}"),
            None => format!("{word}{expected}"),
        })
    }

    fn sibling_word(&self, of: usize, at: usize) -> Option<(String, Option<String>)> {
        if of == at {
            return None;
        }
        let sex = self.person(at).sex;
        let sibling = by_sex(sex, "brother", "sister", "sibling");
        let own = |kind: LinkKind| kind <= LinkKind::Adoptive;
        let shared: Vec<(usize, LinkKind, LinkKind)> = self
            .parents(of)
            .flat_map(|(parent, kind)| {
                self.parents(at)
                    .filter(move |(other, _)| *other == parent)
                    .map(move |(_, other)| (parent, kind, other))
            })
            .collect();
        let full: Vec<_> = shared.iter().filter(|(_, a, b)| own(*a) && own(*b)).collect();
        if let Some((parent, _, _)) = full.first() {
            let adoptive = if full
                .iter()
                .any(|(_, a, b)| (*a, *b) != (LinkKind::Birth, LinkKind::Birth))
            {
                "adoptive "
            } else {
                ""
            };
            let has_another = |child: usize| self.parents(child).filter(|(_, kind)| own(*kind)).count() > 1;
            return Some(match (full.len(), has_another(of) && has_another(at)) {
                (2.., _) => (format!("{adoptive}{sibling}"), None),
                (_, true) if adoptive.is_empty() => (format!("half-{sibling}"), Some(self.as_parent(*parent))),
                (_, true) => (format!("{adoptive}{sibling}"), Some(self.as_parent(*parent))),
                (_, false) => (
                    format!("{adoptive}{sibling} or half-{sibling}"),
                    Some(self.as_parent(*parent)),
                ),
            });
        }
        if shared
            .iter()
            .any(|(_, a, b)| LinkKind::Foster == *a || LinkKind::Foster == *b)
        {
            return Some((format!("foster {sibling}"), None));
        }
        let step = |(parent, kind): (usize, LinkKind)| {
            own(kind)
                && self
                    .parents(at)
                    .any(|(other, kind)| own(kind) && self.union(parent, other) == Some(UnionStatus::Together))
        };
        (!shared.is_empty() || self.parents(of).any(step)).then(|| (format!("step{sibling}"), None))
    }

    /// "mother", or the name where the sex is not known.
    fn as_parent(&self, at: usize) -> String {
        let person = self.person(at);
        by_sex(person.sex, "father", "mother", person.called()).to_owned()
    }

    fn partner_of_parent(&self, this: usize, at: usize) -> Option<Relation> {
        let mut parents = self.parents(this).filter(|(_, kind)| *kind != LinkKind::Step);
        let (parent, kind) = parents.find(|(parent, _)| self.union(*parent, at) == Some(UnionStatus::Together))?;
        let words = capitalised(&format!("{}’s partner", parent_word(kind, self.person(parent).sex)));
        Some(Relation {
            words,
            kin: false,
            partner_of: Some(parent),
            parent_of: false,
        })
    }

    /// Aunts and uncles, cousins, nieces and nephews.
    fn by_sibling(&self, this: usize, at: usize) -> Option<Relation> {
        let person = self.person(at);
        let expected = if is_unborn(person) { " expected" } else { "" };
        let forebears = self.forebears(this);
        let mut by_length: Vec<&Vec<(usize, LinkKind)>> = forebears.values().collect();
        by_length.sort_by_key(|path| (path.len(), path.last().map(|(forebear, _)| *forebear)));
        for path in &by_length {
            let Some((forebear, _)) = path.last() else { continue };
            if let Some((word, _)) = self.sibling_word(*forebear, at) {
                let aunt = format!(
                    "{}{}",
                    "great-".repeat(path.len() - 1),
                    by_sex(person.sex, "uncle", "aunt", "aunt or uncle")
                );
                return Some(Relation::kin(format!("{aunt}, {}’s {word}", self.possessive(path))));
            }
        }
        for (parent, kind) in self.parents(at).filter(|(_, kind)| *kind <= LinkKind::Adoptive) {
            let child = child_word(kind, person.sex);
            if let Some((word, _)) = self.sibling_word(this, parent) {
                let niece = by_sex(person.sex, "nephew", "niece", "niece or nephew");
                return Some(Relation::kin(format!("{niece}{expected}, {word}’s {child}")));
            }
            for (own_parent, own_kind) in self.parents(this) {
                if let Some((word, _)) = self.sibling_word(own_parent, parent) {
                    let way = self.possessive(&[(own_parent, own_kind)]);
                    return Some(Relation::kin(format!("cousin{expected}, {way}’s {word}’s {child}")));
                }
            }
        }
        None
    }

    /// The other parent of a half-sibling.
    fn parent_of_sibling(&self, this: usize, at: usize) -> Option<Relation> {
        self.children(at)
            .find(|(child, _)| self.sibling_word(this, *child).is_some())
            .map(|_| self.parent_of_named(at))
    }

    /// "Father of Tyler-James and Aisha"
    pub(super) fn parent_of_named(&self, at: usize) -> Relation {
        let children: Vec<(usize, LinkKind)> = self
            .children(at)
            .filter(|(child, _)| Some(*child) != self.ties.this)
            .collect();
        let kind = children.iter().map(|(_, kind)| *kind).min().unwrap_or(LinkKind::Birth);
        let names: Vec<&str> = children.iter().map(|(child, _)| self.person(*child).called()).collect();
        let words = capitalised(&format!(
            "{} of {}",
            parent_word(kind, self.person(at).sex),
            listed(&names)
        ));
        Relation {
            words,
            kin: false,
            partner_of: None,
            parent_of: true,
        }
    }

    /// By way of whoever is one step nearer to the child.
    fn by_somebody_nearer(&self, at: usize) -> Option<Relation> {
        let person = self.person(at);
        let nearer = |other: &usize| self.steps[*other] < self.steps[at];
        if let Some((parent, kind)) = self.parents(at).find(|(parent, _)| nearer(parent)) {
            let words = format!("{} of {}", child_word(kind, person.sex), self.person(parent).called());
            return Some(Relation {
                kin: false,
                ..Relation::kin(words)
            });
        }
        if self.children(at).any(|(child, _)| nearer(&child)) {
            return Some(self.parent_of_named(at));
        }
        let (partner, words) = self.ties.unions.iter().find_map(|(a, b, union)| {
            let other = if *a == at { *b } else { *a };
            let here = (*a == at || *b == at) && nearer(&other);
            Some((other, self.union_words(union, at, other)?)).filter(|_| here)
        })?;
        Some(Relation {
            words,
            kin: false,
            partner_of: Some(partner),
            parent_of: false,
        })
    }
}
