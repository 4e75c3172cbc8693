//! Typed identifiers. Each wraps a UUID, so that a contact's id can never be passed where a person's is meant.
//!
//! Ids are version 7, made by [`v7`] from a clock and randomness that the caller passes in.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A version 7 UUID from an instant and ten random bytes. The instant orders ids roughly by when they were made.
pub fn v7(at: Timestamp, random: [u8; 10]) -> Uuid {
    let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

macro_rules! ids {
    ($( $(#[doc = $doc:literal])* $name:ident; )*) => { $(
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.hyphenated().fmt(f) }
        }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> { Uuid::parse_str(s).map(Self) }
        }
    )* };
}

ids! {
    /// A person on record: a child, a parent, anyone who matters to a child.
    PersonId;
    /// One communication about one or more children.
    ContactId;
    /// People who live in one home.
    HouseholdId;
    /// The thing a fact records or corrects: a name, an address, a referral, a child's part in a contact.
    RecordId;
    /// A member of staff.
    WorkerId;
    /// A team of the department.
    TeamId;
    /// One entry of the ledger, independent of its place in it.
    EntryId;
    /// One unfinished form.
    DraftId;
}

/// What a fact is filed under [Sem 1].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Subject {
    Person(PersonId),
    Contact(ContactId),
    Household(HouseholdId),
}

impl Subject {
    /// The code stored beside the id.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Person(_) => "person",
            Self::Contact(_) => "contact",
            Self::Household(_) => "household",
        }
    }

    pub fn uuid(self) -> Uuid {
        match self {
            Self::Person(id) => id.0,
            Self::Contact(id) => id.0,
            Self::Household(id) => id.0,
        }
    }

    /// The inverse of [`Subject::kind`] and [`Subject::uuid`]; `None` for a kind that does not exist.
    pub fn from_parts(kind: &str, id: Uuid) -> Option<Self> {
        match kind {
            "person" => Some(Self::Person(PersonId(id))),
            "contact" => Some(Self::Contact(ContactId(id))),
            "household" => Some(Self::Household(HouseholdId(id))),
            _ => None,
        }
    }

    pub fn person(self) -> Option<PersonId> {
        if let Self::Person(id) = self { Some(id) } else { None }
    }

    pub fn contact(self) -> Option<ContactId> {
        if let Self::Contact(id) = self { Some(id) } else { None }
    }
}

impl From<PersonId> for Subject {
    fn from(id: PersonId) -> Self {
        Self::Person(id)
    }
}
impl From<ContactId> for Subject {
    fn from(id: ContactId) -> Self {
        Self::Contact(id)
    }
}
impl From<HouseholdId> for Subject {
    fn from(id: HouseholdId) -> Self {
        Self::Household(id)
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind(), self.uuid())
    }
}
