//! The ledger in the database: appending, loading, checking.

mod append;
mod kept;
mod load;
mod put;
mod raw;
mod stored;
mod text;
mod verify;

pub use append::{Appended, Expect, Head};
pub(crate) use append::{Chain, INDEXES, Rows, lock};
pub(crate) use kept::KeptFacts;
pub(crate) use load::{
    Loader, facts_of_contact, facts_of_groups, facts_of_household, facts_of_people, facts_since, stretch,
    what_tells_apart, who_they_are,
};
pub(crate) use put::{Entries, Looks};
pub(crate) use raw::Raw;
pub(crate) use stored::{ALL as STORED, StoredEntry};
pub(crate) use text::from_hex;
pub use verify::{Broken, Since, Verified};
pub(crate) use verify::{StoredLook, check, walk_entries, walk_looks};
pub(crate) use {append::ALL as APPEND, load::ALL as LOAD, verify::ALL as VERIFY, verify::LOOKS};
