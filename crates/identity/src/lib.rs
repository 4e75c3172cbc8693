//! Who someone is: the three mechanisms of sign-in, and the guard in front of them.
//!
//! - [`oidc`]: the authority's own sign-in service (OpenID Connect, code + PKCE). The everyday way in.
//! - [`passwords`] with [`totp`]: local accounts, for the demo and for break-glass when that service is down.
//! - [`guard`]: how many guesses anyone gets, per account and per address.
//!
//! This crate knows no database, no pages and no roles: it says *who* and *which groups*; the caller says what they may do.
//! Time always comes in as an argument. The order at a local sign-in is: [`guard::LoginGuard::admit`], then
//! [`passwords::PasswordPool::verify`] (for unknown accounts too), then [`totp::TotpSecret::check`]; see
//! `docs/decisions/0015-sign-in.md`.

pub mod guard;
pub mod oidc;
pub mod passwords;
pub mod totp;
