//! Other people on a record, each masked by their own restriction [Sem 17].

use jiff::civil::Date;

use super::Source;
use super::words::Eyes;
use crate::codes::Sex;
use crate::facts::person::{AddressRecorded, BirthRecorded, RestrictionLevel};
use crate::ids::{HouseholdId, PersonId};
use crate::person::identity::{day, years};
use crate::person::{Person, Relationship};
use crate::policy::{Standing, may_break_glass};
use crate::roles::Role;

/// Where somebody lives, as a reader may see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Home {
    #[default]
    NotRecorded,
    /// There is an address, and it is not shown.
    Confidential,
    Shown {
        line: String,
        postcode: String,
    },
}

impl Home {
    pub(super) fn of(address: Option<&AddressRecorded>, sees_confidential: bool) -> Self {
        match address {
            None => Self::NotRecorded,
            Some(a) if a.confidential && !sees_confidential => Self::Confidential,
            Some(a) => Self::shown(&a.line, &a.postcode),
        }
    }

    pub(super) fn shown(line: &str, postcode: &str) -> Self {
        Self::Shown {
            line: line.to_owned(),
            postcode: postcode.to_owned(),
        }
    }

    /// "22 Tanner’s Row, Stowbridge MX4 2PD", "Confidential", "Address not recorded".
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::NotRecorded => "Address not recorded".into(),
            Self::Confidential => "Confidential".into(),
            Self::Shown { line, postcode } if postcode.is_empty() => line.clone(),
            Self::Shown { line, postcode } => format!("{line} {postcode}"),
        }
    }
}

/// Somebody whom a record mentions.
#[derive(Clone, Debug)]
pub enum Other {
    Open(Box<Known>),
    /// There is a record of them: a name, and whom to ring.
    Restricted {
        id: PersonId,
        name: String,
        sex: Sex,
        ring: String,
    },
}

/// What a reader sees of somebody else on the record. Their confidential address is never shown here: it is on their own page.
#[derive(Clone, Debug)]
pub struct Known {
    pub id: PersonId,
    pub name: String,
    pub called: String,
    pub sex: Sex,
    pub birth: Option<BirthRecorded>,
    pub died: Option<Date>,
    pub home: Home,
    /// Homes they live in on the day, for "lives with".
    pub homes: Vec<HouseholdId>,
    /// What others are to them: the lines of a family diagram. Code, from, to.
    pub ties: Vec<(PersonId, String, Option<Date>, Option<Date>)>,
}

impl Other {
    /// Masks somebody else by their own restriction; `None` where they are sealed to the reader, who may not learn that they exist.
    #[must_use]
    pub fn of(person: &Person, standing: &Standing, role: Role, on: Date) -> Option<Self> {
        let sees = standing.let_in || (standing.break_glass.is_some() && may_break_glass(role));
        let sex = Sex::from_code(person.sex()).unwrap_or(Sex::Unknown);
        match standing.restriction {
            RestrictionLevel::Sealed if !standing.let_in => None,
            RestrictionLevel::Team | RestrictionLevel::Named if !sees => Some(Self::Restricted {
                id: person.id,
                name: person.display_name(),
                sex,
                ring: standing.ring.clone(),
            }),
            _ => Some(Self::Open(Box::new(Known {
                id: person.id,
                name: person.display_name(),
                called: person.called(),
                sex,
                birth: person.birth().map(|b| b.value.clone()),
                died: person.death.as_ref().map(|d| d.on),
                home: Home::of(person.address().map(|a| &a.value), false),
                homes: person
                    .homes
                    .iter()
                    .filter(|(_, m)| m.from.is_none_or(|f| f <= on) && m.to.is_none_or(|to| to > on))
                    .map(|(h, _)| *h)
                    .collect(),
                ties: person
                    .relationships
                    .iter()
                    .map(|r| (r.other, r.is.clone(), r.told.from, r.told.to))
                    .collect(),
            }))),
        }
    }

    /// The id that leads their record.
    #[must_use]
    pub fn id(&self) -> PersonId {
        match self {
            Self::Open(known) => known.id,
            Self::Restricted { id, .. } => *id,
        }
    }
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Open(known) => &known.name,
            Self::Restricted { name, .. } => name,
        }
    }
    #[must_use]
    pub fn sex(&self) -> Sex {
        match self {
            Self::Open(known) => known.sex,
            Self::Restricted { sex, .. } => *sex,
        }
    }
    #[must_use]
    pub fn is_unborn(&self) -> bool {
        matches!(self, Self::Open(k) if matches!(k.birth, Some(BirthRecorded::Expected { .. })))
    }
    #[must_use]
    pub fn has_died(&self, on: Date) -> bool {
        matches!(self, Self::Open(k) if k.died.is_some_and(|died| died <= on))
    }
    #[must_use]
    pub fn home(&self) -> &Home {
        match self {
            Self::Open(known) => &known.home,
            Self::Restricted { .. } => &Home::NotRecorded,
        }
    }
    #[must_use]
    pub fn lives_in(&self, home: HouseholdId) -> bool {
        matches!(self, Self::Open(k) if k.homes.contains(&home))
    }

    /// Name and age: "Hannah Brennan, 32", "Michael Brennan, died 3 May 2015", "Unborn, due 22 Jan 2027".
    #[must_use]
    pub fn line(&self, on: Date) -> String {
        match self {
            Self::Restricted { name, .. } => name.clone(),
            Self::Open(known) => match (known.died, &known.birth) {
                (Some(died), _) => format!("{}, died {}", known.name, day(died)),
                (None, Some(BirthRecorded::Expected { on: due })) if !known.name.contains("due ") => {
                    format!("{}, due {}", known.name, day(*due))
                }
                (None, Some(BirthRecorded::Exact { on: born })) if *born <= on => {
                    format!("{}, {}", known.name, short_years(*born, on))
                }
                (None, Some(BirthRecorded::Estimated { on: born, .. })) if *born <= on => {
                    format!("{}, about {}", known.name, short_years(*born, on))
                }
                _ => known.name.clone(),
            },
        }
    }
}

/// Years; months for those under two.
fn short_years(born: Date, on: Date) -> String {
    match years(born, on) {
        0 | 1 => crate::person::identity::age_words(born, on),
        n => n.to_string(),
    }
}

/// Somebody who matters to the person, and what they are to them.
#[derive(Clone, Debug)]
pub struct Tie {
    /// As the fact names them; a key of the people around the record.
    pub other: PersonId,
    /// A code of the relationship list.
    pub is: String,
    /// "mother", "half-brother".
    pub words: String,
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub parental_responsibility: Option<bool>,
    pub said_by: Option<String>,
    pub lives_with: bool,
    pub source: Source,
}

/// The people in somebody's life, those nearest first, each relation once.
pub(super) fn ties(person: &Person, eyes: &Eyes<'_>, on: Date) -> Vec<Tie> {
    let mut ties: Vec<Tie> = Vec::new();
    for r in &person.relationships {
        let Some(other) = eyes.others.get(&r.other) else {
            continue;
        };
        let tie = Tie {
            other: r.other,
            is: r.is.clone(),
            words: partner_of_whom(person, r, other, eyes)
                .unwrap_or_else(|| super::words::relation(&r.is, Some(other))),
            from: r.told.from,
            to: r.told.to,
            parental_responsibility: r.told.parental_responsibility,
            said_by: Some(r.told.said_by.clone()).filter(|s| eyes.full() && !s.is_empty()),
            // Nobody records that the dead have left.
            lives_with: !other.has_died(on)
                && eyes
                    .homes
                    .iter()
                    .any(|h| h.members.contains(&r.other) || other.lives_in(h.id)),
            source: Source::from(&*r.told.origin.entry),
        };
        // The same relation recorded from both sides is one relation; what stands on the person's own record says it.
        let same = ties
            .iter()
            .position(|t| t.is == tie.is && eyes.others.get(&t.other).is_some_and(|o| o.id() == other.id()));
        match same {
            Some(at) if !r.reciprocal => ties[at] = tie,
            Some(_) => {}
            None => ties.push(tie),
        }
    }
    ties.sort_by_key(|t| {
        (
            t.to.is_some_and(|to| to <= on),
            !t.lives_with,
            rank(&t.is),
            t.source.seq,
        )
    });
    ties
}

/// "mother’s partner", where it is known whose partner they are.
fn partner_of_whom(person: &Person, r: &Relationship, other: &Other, eyes: &Eyes<'_>) -> Option<String> {
    let former = match r.is.as_str() {
        "parents_partner" => "",
        "parents_ex_partner" => "former ",
        _ => return None,
    };
    let Other::Open(known) = other else {
        return None;
    };
    let couple = |is: &str| matches!(is, "partner" | "spouse" | "ex_partner" | "ex_spouse");
    let (parent, ..) = known
        .ties
        .iter()
        .filter(|(_, is, ..)| couple(is))
        .find(|(id, ..)| person.relationships.iter().any(|p| p.other == *id && p.is == "parent"))?;
    let whose = super::words::relation("parent", eyes.others.get(parent));
    Some(format!("{whose}’s {former}partner"))
}

/// Who is named first: who brings the child up, then brothers and sisters, then the rest.
fn rank(is: &str) -> u8 {
    match is {
        "parent" | "adoptive_parent" | "special_guardian" => 0,
        "foster_carer" | "private_foster_carer" | "step_parent" | "parents_partner" => 1,
        "sibling" | "half_sibling" | "step_sibling" | "foster_sibling" => 2,
        "child" | "partner" | "spouse" => 3,
        "grandparent" => 4,
        _ => 5,
    }
}
