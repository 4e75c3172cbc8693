//! Facts about what the department does for a child: referral to closure. An imported census gives the same facts with the dates
//! that it holds [Sem 22, 23]; codes are kept as they were asserted.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::contact::Outcome;
use crate::ids::{ContactId, RecordId};

/// A request for services about a child not currently in need. Its record is the episode.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralReceived {
    /// The day of receipt, never the day of the decision.
    pub received_on: Date,
    /// The instant of receipt of the contact it came from; a census gives only a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_at: Option<Timestamp>,
    /// Census code of the source.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub primary_need: String,
    /// The contact that it came from, with the child's part in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<ContactId>,
    /// Closed as a referral, with no further action.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub no_further_action: bool,
}

/// What was decided about a referral. In effect when saved where it protects, when signed otherwise [Sem 16].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralDecided {
    pub referral: RecordId,
    pub outcome: ReferralOutcome,
    pub why: String,
}

/// What a referral leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferralOutcome {
    Assessment,
    StrategyDiscussion,
    NoFurtherAction,
}

impl ReferralOutcome {
    pub fn label(self) -> &'static str {
        match self {
            Self::Assessment => "Child and family assessment",
            Self::StrategyDiscussion => "Strategy discussion",
            Self::NoFurtherAction => "No further action",
        }
    }
    /// The decision on the referral that a contact's outcome carries with it, where it opens one.
    pub fn from_contact(outcome: Outcome) -> Option<Self> {
        match outcome {
            Outcome::Referral => Some(Self::Assessment),
            Outcome::StrategyDiscussion | Outcome::EmergencyAction => Some(Self::StrategyDiscussion),
            _ => None,
        }
    }
}

/// The episode ended. A later referral opens another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpisodeClosed {
    pub referral: RecordId,
    pub on: Date,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// A conference recorded on the episode itself, where no section 47 enquiry of this episode led to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InitialConferenceHeld {
    pub referral: RecordId,
    pub on: Date,
}

/// A child and family assessment, from its start to the day on which a manager authorised it, with the factors found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessmentRecorded {
    pub referral: RecordId,
    pub started_on: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed_on: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorised_on: Option<Date>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub factors: Vec<String>,
}

/// An enquiry under section 47, with the conference that it led to, or that none was required.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section47Recorded {
    pub referral: RecordId,
    pub started_on: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conference_target: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conference_on: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conference_not_required: Option<bool>,
}

/// A child in need plan, under section 17.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CinPlanRecorded {
    pub referral: RecordId,
    pub started_on: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_on: Option<Date>,
}

/// A child protection plan, with its categories of abuse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProtectionPlanRecorded {
    pub referral: RecordId,
    pub started_on: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_on: Option<Date>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub initial_category: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub latest_category: String,
    /// Plans before this one, in this authority or another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_plans: Option<i32>,
}

/// A review conference on a child protection plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanReviewHeld {
    pub referral: RecordId,
    pub plan: RecordId,
    pub on: Date,
}

/// The pre-proceedings block that the census asks for from 2026–27.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreProceedingsRecorded {
    pub referral: RecordId,
    pub started_on: Date,
    /// The other items by their census element name, as asserted.
    #[serde(default, skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub items: std::collections::BTreeMap<String, String>,
}
