//! Statutory returns: reading what an authority sends to the Department for Education, without losing a row on the way.
//!
//! - [`cin`]: the Children in Need census, any year from 2021 to 2026, read as a stream.
//! - [`people`]: the small CSV of names and addresses that goes with a census, which has none.
//!
//! The crate is pure: it reads from what it is handed, keeps no clock, and what it finds odd it says in [`Finding`]s instead of
//! failing. An error means that the file as a whole cannot be trusted.

pub mod cin;
mod finding;
pub mod people;

pub use finding::{Finding, Place, What};
