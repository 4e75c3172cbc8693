//! The pages of a person's record.

mod history;
mod looks;
pub mod masked;
mod past;
mod prints;
mod removed;

use testkit::authority::person;

/// The address of somebody's record.
pub fn page(key: &str) -> String {
    format!("/people/{}", person(key))
}
