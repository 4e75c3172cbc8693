//! The pages of Holdfast.

pub mod frame;
