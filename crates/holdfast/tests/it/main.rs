//! The program as somebody at a terminal meets it: its verbs, their answers, and what they refuse.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests fail by panicking, as tests do"
)]

mod demo;
mod leaving;
mod redact;
mod run;
mod words;
