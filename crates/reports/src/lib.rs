//! What Holdfast shows drawn or counted: pure functions from plain input to markup and figures. No I/O, no clock, no store.

pub mod genogram;
pub mod svg;
