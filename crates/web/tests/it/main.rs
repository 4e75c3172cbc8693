//! The application as a browser meets it: the router over a store of its own, with the families of the synthetic authority in it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod access;
mod front_door;
mod harness;
mod imports;
mod people;
mod record;
mod users;
