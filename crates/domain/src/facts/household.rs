//! Facts about a home and who lives in it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::PersonId;

/// A home. Its address is one of its own, since the people in it may come and go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HouseholdRecorded {
    pub line: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub postcode: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub confidential: bool,
}

/// Somebody lives in the home. Corrected with `to` when they move out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberRecorded {
    pub person: PersonId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    pub said_by: String,
}
