//! The genogram: a family as a diagram, drawn from relationships, with the same relations in words.
//!
//! [`draw`] lays a [`Genogram`] out and writes the SVG; [`in_words`] says what each person is to the child whose record
//! it is. Both are pure and deterministic: the same input gives the same bytes.
//!
//! Symbols follow the common genogram convention `[K]`: square for a man or boy, circle for a woman or girl, diamond where the
//! sex is not known, triangle for an unborn child, a cross over someone who has died, a double outline for the person whose
//! record it is, two slashes through a line that has parted, dashes for what is not known. One home is a dotted box around
//! all who live in it and nobody else.
//!
//! How it is laid out, in the order of the modules:
//! 1. [`family`]: the input checked, people reduced to the nearest sixty, a generation for each, parents grouped with their children;
//! 2. [`order`]: one left-to-right order of everyone, in which each home stands together, found by [`search`];
//! 3. [`place`]: exact horizontal positions, the best that keep every required distance ([`solve`]);
//! 4. [`route`]: lines between generations, each on its own track, with hops where they cross;
//! 5. [`layout`]: all of it put together, checked by [`check`] and widened until nothing touches;
//! 6. [`write`]: the markup.

mod check;
mod face;
mod family;
mod kinship;
mod layout;
mod order;
mod place;
mod route;
mod search;
mod solve;
mod text;
mod write;

#[cfg(test)]
mod families;

pub use kinship::{Line, in_words};
pub use write::{Drawing, draw};

/// People drawn at most. Beyond this a family is cut to those nearest to the person whose record it is.
pub const MOST_PEOPLE: usize = 60;

/// A family to draw, as known on one day. Ids are the caller's own and mean nothing here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Genogram {
    /// The name of the diagram for people who cannot see it: "Family diagram of Maya Brennan-Osei, 12 Nov 2026".
    pub title: String,
    /// Brothers and sisters are drawn left to right in this order where the lines allow: give the eldest first.
    pub people: Vec<Person>,
    pub unions: Vec<Union>,
    pub parents: Vec<ParentLink>,
    pub households: Vec<Household>,
}

/// One person. Whatever the reader may not see has been masked by the caller: the diagram shows every word it is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: String,
    /// Shown in bold at the symbol: "Hannah Brennan", "Father not known", "Unborn".
    pub name: String,
    /// How the person is called in a sentence: "Hannah", "the unborn baby". Empty: the first word of the name.
    pub called: String,
    /// Further lines under the name: "not yet checked". Long lines are wrapped.
    pub lines: Vec<String>,
    pub sex: Sex,
    pub life: Life,
    /// Someone who must exist but of whom nobody knows who they are, such as a father who has not been named.
    pub identity_not_known: bool,
    /// The person whose record is open.
    pub this_record: bool,
    /// Where the symbol leads: the person's line in the table under the diagram, `#p-…`.
    pub href: String,
    /// A restricted record whose details were masked: drawn with a padlock instead of an age.
    pub restricted: bool,
    /// Where this person lives is confidential. Adds a line saying so unless their home's box says it.
    pub confidential: bool,
    /// What the person is to this child where no line of the diagram says it: an aunt whose parents are not recorded.
    pub recorded_as: Option<RecordedAs>,
}

impl Person {
    /// A living person of whom only id, name and sex are given. The link is `#p-` and the id.
    #[must_use]
    pub fn new(id: &str, name: &str, sex: Sex) -> Self {
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
            called: String::new(),
            lines: Vec::new(),
            sex,
            life: Life::Living { age: None },
            identity_not_known: false,
            this_record: false,
            href: format!("#p-{id}"),
            restricted: false,
            confidential: false,
            recorded_as: None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    Male,
    Female,
    NotKnown,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Life {
    /// `due` completes the name: "due Jan 2027".
    Unborn { due: String },
    /// `age` in as few characters as can be, it stands inside the symbol: "8", "7m". A longer one goes under the name.
    Living { age: Option<String> },
    /// `years` as a line under the name: "1958 to 2015", "died 3 May 2019".
    Died { years: String },
}

/// A recorded relation that the lines cannot show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedAs {
    /// "Aunt", "Family friend".
    pub words: String,
    /// Generations below this child: -1 for an aunt, 0 for a cousin, 1 for a niece.
    pub generation: i32,
}

/// A couple, now or in the past.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Union {
    pub a: String,
    pub b: String,
    /// On the line: "since 2026". Empty: nothing.
    pub since: String,
    /// On the line, with the slashes: "parted 2022". Empty: only the slashes.
    pub parted: String,
    pub status: UnionStatus,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnionStatus {
    Together,
    Parted,
    /// They have or expect a child; what else they are to each other is not known. Drawn dashed.
    NotKnown,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParentLink {
    pub parent: String,
    pub child: String,
    pub kind: LinkKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkKind {
    Birth,
    Adoptive,
    Foster,
    /// Drawn only where the step-parent's union with a parent of the child is not, since that line shows it already.
    Step,
}

/// Who lives together. A person in two homes is boxed in one and tagged with the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Household {
    pub id: String,
    pub caption: Caption,
    pub members: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caption {
    /// "22 Tanner’s Row, since 1 Aug 2026"
    Shown(String),
    /// The address may not be shown to this reader or at all: "Address confidential".
    Confidential,
}

impl Caption {
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Shown(words) => words,
            Self::Confidential => "Address confidential",
        }
    }
}

/// Which parts of the diagram the reader has ticked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Show {
    pub households: bool,
    pub former_partners: bool,
    pub died: bool,
}

impl Genogram {
    /// The same family without the parts that are not to be shown.
    ///
    /// Leaving out former partners leaves out only people who are nothing else to the child: a parent from whom the other has
    /// parted stays. The person whose record it is always stays.
    #[must_use]
    pub fn showing(&self, show: Show) -> Self {
        let mut kept = self.clone();
        if !show.households {
            kept.households.clear();
        }
        let former = if show.former_partners {
            Vec::new()
        } else {
            kinship::only_former_partners(self)
        };
        kept.people.retain(|person| {
            person.this_record
                || (!former.contains(&person.id) && (show.died || !matches!(person.life, Life::Died { .. })))
        });
        let here = |id: &String| kept.people.iter().any(|person| person.id == *id);
        kept.unions.retain(|union| here(&union.a) && here(&union.b));
        kept.parents.retain(|link| here(&link.parent) && here(&link.child));
        for household in &mut kept.households {
            household.members.retain(here);
        }
        kept
    }
}
