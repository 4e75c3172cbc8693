//! Facts of a contact, from the first word to the last signature.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::contact::{CannotWait, Outcome, YesNo};
use crate::ids::{PersonId, RecordId};

/// Who rang or wrote, and what they said. Sections 1 and 2 of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactReceived {
    /// The human reference, `YY-NNNNNN`, allotted by the writer.
    pub reference: String,
    pub received_at: Timestamp,
    /// `phone`, `email`, `in_person`, `web_form`, `letter`, `agency_system`, `police_notification`.
    pub channel: String,
    /// Census code of the source: `2A` schools, `6` police, …
    pub source: String,
    pub referrer: Referrer,
    /// What they are worried about, in their words.
    pub worry: String,
    /// A pure request for information that names no worry: the only kind that an adviser may close.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub information_only: bool,
}

/// Who is contacting us, as far as they say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Referrer {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Deputy head, neighbour, health visitor.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub organisation: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ring_back: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub wishes_to_stay_anonymous: bool,
}

/// One child in the contact. Its record is the child's part: the decision, the clock and the letter hang on it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildNamed {
    /// The person on record, once a worker has said "this is the child".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// As the caller said it, or a description where no name is known.
    pub name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub age_or_birth: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub school: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub whereabouts: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub injury: Option<YesNo>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub injury_words: String,
    /// Why this person is on record as the child: "chosen from 3 candidates", "new person after the search was shown".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub identified: String,
}

/// Section 4. Declared by the person who takes the contact; never a score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafetyDeclared {
    pub danger_now: YesNo,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cannot_wait: Vec<CannotWait>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who_is_with_the_child: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// Section 5: who knows of the contact, who agrees, and on which power it may be shared, child by child where they differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementRecorded {
    /// `agreed`, `told_not_objecting`, `section_47_threshold`, `other`, `not_asked`.
    pub power: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// How a parent or the child may safely be reached, and how not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub safe_contact: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub interpreter: String,
}

/// One button, no field in its way. The duty manager is told at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DangerDeclared {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// The adviser has handed the contact over to be decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOver {
    /// What the adviser proposes, if anything.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub proposal: String,
}

/// Somebody took the contact to decide it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactTaken {}

/// The custodian or the on-call manager answered the check on an uncertain match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchAnswered {
    pub child: RecordId,
    pub answer: String,
}

/// What should happen for one child, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildDecided {
    /// The child's part in the contact.
    pub child: RecordId,
    pub outcome: Outcome,
    pub why: String,
    /// Who, where, by when: needed where the outcome protects.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub protection: String,
    /// The answer to what the records raise: needed for no further action where there were earlier contacts.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub answers_records: String,
    /// The service or charity for a signpost, the authority for another area, the open episode for a link.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub to_whom: String,
    /// For a link to an open case: whether the section 47 threshold is reached today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section_47_threshold: Option<YesNo>,
    /// Primary need, for a referral.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub primary_need: String,
    /// Whether the worker ticked that they read it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub read: Vec<String>,
    /// The service manager's signature is needed too: the third contact in 12 months, or more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub service_manager_signs: bool,
}

/// A manager signed a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionSigned {
    pub child: RecordId,
    /// The fact that was signed.
    pub decision: crate::ledger::FactRef,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// The role in whose place it was given, where nobody of that role could.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covers: Option<crate::roles::Role>,
}

/// A manager gave a decision back with a question. What protects a child stays in effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionReturned {
    pub child: RecordId,
    pub decision: crate::ledger::FactRef,
    pub question: String,
}
