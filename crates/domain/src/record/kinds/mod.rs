//! The forms, one file each.

mod address;
mod birth;
mod death;
mod disability;
mod ethnicity;
mod gender_identity;
mod home;
mod identifier;
mod language;
mod late_reason;
mod name;
mod note;
mod relationship;
mod restriction;
mod school;
mod sex;
mod warning;

use super::RecordForm;

/// Every form, in the order in which they are listed.
pub const RECORD_FORMS: &[&RecordForm] = &[
    &name::FORM,
    &birth::FORM,
    &death::FORM,
    &sex::FORM,
    &gender_identity::FORM,
    &identifier::FORM,
    &language::FORM,
    &disability::FORM,
    &ethnicity::FORM,
    &address::FORM,
    &home::FORM,
    &school::FORM,
    &relationship::FORM,
    &warning::FORM,
    &restriction::FORM,
    &note::FORM,
    &late_reason::FORM,
];
