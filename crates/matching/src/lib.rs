//! Are these two the same person? Today: which people on record may be the child somebody is asking about, and why, in words.
//!
//! A store asks [`Query::name_keys`], [`Query::address_keys`], [`Query::birth_ranges`] and the numbers of [`Query::clues`] for
//! people to look at, makes [`Candidate`]s of them as far as the reader may see them, and hands them to [`rank`]. Pure: no
//! database, no clock; today's date comes in.
//!
//! The closeness of a find orders a list and is never shown: a reader gets reasons, for and against.

mod birth;
mod candidate;
mod find;
mod names;
mod numbers;
mod places;
mod query;
mod read;
#[cfg(test)]
mod recall;

pub use birth::{AgeUnit, BirthClue};
pub use candidate::{Address, Birth, Candidate, NameKind, PersonName, Pronoun};
pub use find::{Band, Closeness, Found, Reason, compare, rank};
pub use query::{Clues, Query};
