//! The application as a browser meets it: the router over a store of its own, with the families of the synthetic authority in it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "../../../identity/tests/oidc/browser.rs"]
#[allow(dead_code, reason = "the tests of the sign-in use more of it")]
mod browser;
#[path = "../../../identity/tests/oidc/provider.rs"]
#[allow(dead_code, reason = "the tests of the sign-in use more of it")]
mod provider;

mod access;
mod front_door;
mod harness;
mod imports;
mod imports_alike;
mod imports_shared;
mod people;
mod record;
mod rights;
mod security;
mod single_sign_on;
mod users;
