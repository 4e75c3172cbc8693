//! A person on record, as far as the reader may see them.

use jiff::civil::Date;

/// A person to compare with a query. Leave out what the reader may not see: a sealed person is no candidate at all, a school
/// that would give a hidden home away is `None`.
#[derive(Debug, Clone, Default)]
pub struct Candidate {
    /// The person's id, opaque here; it breaks ties.
    pub id: u128,
    pub names: Vec<PersonName>,
    pub birth: Birth,
    /// For sentences about the person.
    pub pronoun: Pronoun,
    /// Ten digits, spaces allowed.
    pub nhs: Option<String>,
    /// Unique pupil numbers, the current one first.
    pub upns: Vec<String>,
    pub la_child_id: Option<String>,
    /// References `YY-NNNNNN` of the person and of contacts about them.
    pub references: Vec<String>,
    pub addresses: Vec<Address>,
    /// The reader may see this person's confidential addresses. Otherwise those are neither matched on nor shown.
    pub may_see_confidential: bool,
    pub school: Option<String>,
}

impl Candidate {
    /// The addresses that may be matched on and shown.
    pub(crate) fn visible_addresses(&self) -> impl Iterator<Item = &Address> {
        self.addresses
            .iter()
            .filter(|a| !a.confidential || self.may_see_confidential)
    }

    /// The name in the first place: legal before preferred before former before alias.
    pub(crate) fn leading_name(&self) -> Option<&PersonName> {
        self.names.iter().min_by_key(|name| name.kind)
    }

    /// The first word of the leading name.
    pub(crate) fn first_name(&self) -> Option<&str> {
        self.leading_name()?.given.split_whitespace().next()
    }
}

/// One of a person's names.
#[derive(Debug, Clone, Default)]
pub struct PersonName {
    pub kind: NameKind,
    pub given: String,
    pub family: String,
    /// First day of use, if known.
    pub since: Option<Date>,
    /// Last day of use, if known.
    pub until: Option<Date>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    #[default]
    Legal,
    Preferred,
    Former,
    Alias,
}

/// When a person was or will be born.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Birth {
    Exact(Date),
    /// Somebody's estimate; the day stands for about a year.
    Estimated(Date),
    /// Due on this day, not yet known to be born.
    Expected(Date),
    #[default]
    Unknown,
}

/// How a sentence speaks of the person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Pronoun {
    Her,
    His,
    #[default]
    Their,
}

impl Pronoun {
    pub(crate) fn possessive(self) -> &'static str {
        match self {
            Pronoun::Her => "her",
            Pronoun::His => "his",
            Pronoun::Their => "their",
        }
    }

    pub(crate) fn object(self) -> &'static str {
        match self {
            Pronoun::Her => "her",
            Pronoun::His => "him",
            Pronoun::Their => "them",
        }
    }
}

/// One of a person's addresses.
#[derive(Debug, Clone, Default)]
pub struct Address {
    /// `14 Mill Road, Stowbridge`: parts between commas, the street first, the town last, no postcode.
    pub line: String,
    pub postcode: Option<String>,
    pub current: bool,
    /// Marked confidential on the record.
    pub confidential: bool,
}
