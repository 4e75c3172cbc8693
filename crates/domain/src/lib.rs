//! The vocabulary and the law of Holdfast. Pure: no I/O, no clock, no randomness, no configuration.
//! Time, calendars and ids come in as arguments.

pub mod calendar;
pub mod canonical;
pub mod clocks;
pub mod codes;
pub mod contact;
pub mod facts;
pub mod forms;
pub mod household;
pub mod identifiers;
pub mod ids;
pub mod ledger;
pub mod naming;
pub mod person;
pub mod policy;
pub mod record;
pub mod roles;
pub mod staff;
pub mod told;
pub mod typed;
pub mod view;
