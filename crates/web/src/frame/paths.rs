//! Addresses that the frame itself leads to. Whoever routes them uses these names.

/// The start page of whoever is signed in.
pub const HOME: &str = "/";
/// Takes a POST of `q` and `csrf`: what is searched for stands in no address, so in no history and no log.
pub const FIND: &str = "/find";
pub const SIGN_IN: &str = "/sign-in";
/// Where somebody chooses a password of their own, before anything else.
pub const CHOOSE_PASSWORD: &str = "/sign-in/password";
/// Where a page without activity goes: signed out, and told what was kept.
pub const SIGNED_OUT_IDLE: &str = "/sign-in?after=idle";
/// Takes a POST of `csrf`.
pub const SIGN_OUT: &str = "/sign-out";
/// Takes a POST of `csrf`: the reader is still there.
pub const STAY: &str = "/session/stay";
pub const ACCESSIBILITY: &str = "/about/accessibility";
pub const CORRECTIONS: &str = "/about/corrections";
