//! The vocabulary and the law of Holdfast. Pure: no I/O, no clock, no randomness, no configuration.
//! Time, calendars and ids come in as arguments.

pub mod calendar;
pub mod codes;
pub mod identifiers;
pub mod naming;
