//! The ledger in the database: appending, loading, checking.

mod append;
mod load;
mod verify;

pub(crate) use append::lock;
pub use append::{Appended, Expect, Head};
pub(crate) use load::{Loader, facts_of_contact, facts_of_household, facts_of_people};
pub use verify::{Broken, Since, Verified};
pub(crate) use {append::ALL as APPEND, load::ALL as LOAD, verify::ALL as VERIFY, verify::LOOKS};
