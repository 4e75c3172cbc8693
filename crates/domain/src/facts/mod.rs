//! The list of facts that Holdfast records. Each is something that a practitioner would sign.
//!
//! To add one: write its body in the file of its subject, and add a line to the list below. A body that has been released is
//! frozen: a change is a new version with its own struct, and an upcast from the old one (`docs/generated/facts.md` is made
//! from this list).

pub mod contact;
pub mod household;
pub mod person;
pub mod removed;
pub mod services;

use contact::*;
use household::*;
use person::*;
use removed::*;
use services::*;

/// Why a stored payload cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum BadFact {
    #[error("this build of Holdfast does not know facts of kind {kind}, version {version}; it needs a newer one")]
    Unknown { kind: String, version: i32 },
    #[error("the payload of a fact of kind {kind} cannot be read: {source}")]
    Unreadable { kind: String, source: serde_json::Error },
}

/// One line of the list of facts.
#[derive(Clone, Copy, Debug)]
pub struct FactKind {
    pub kind: &'static str,
    pub version: i32,
    pub subject: &'static str,
    /// As it is called on a page.
    pub title: &'static str,
    /// The type of what it says, whose documentation and fields stand in the generated list.
    pub body: &'static str,
}

macro_rules! facts {
    ($( $Body:ident = $kind:literal v $version:literal of $subject:literal: $title:literal; )*) => {
        /// What a fact says.
        #[derive(Clone, Debug, PartialEq)]
        pub enum FactBody { $( $Body($Body), )* }

        /// Every kind of fact, in the order of the documentation.
        pub const FACT_KINDS: &[FactKind] =
            &[ $( FactKind { kind: $kind, version: $version, subject: $subject, title: $title, body: stringify!($Body) }, )* ];

        impl FactBody {
            pub fn kind(&self) -> &'static str { match self { $( Self::$Body(_) => $kind, )* } }
            /// The version in which this build writes it.
            pub fn version(&self) -> i32 { match self { $( Self::$Body(_) => $version, )* } }
            pub fn title(&self) -> &'static str { match self { $( Self::$Body(_) => $title, )* } }
            /// The exact bytes to store and to digest.
            pub fn encode(&self) -> Result<Vec<u8>, crate::canonical::NotCanonical> {
                match self { $( Self::$Body(body) => crate::canonical::to_vec(body), )* }
            }
            /// Reads stored bytes.
            pub fn decode(kind: &str, version: i32, payload: &[u8]) -> Result<Self, BadFact> {
                match (kind, version) {
                    $( ($kind, $version) => serde_json::from_slice(payload)
                        .map(Self::$Body)
                        .map_err(|source| BadFact::Unreadable { kind: kind.into(), source }), )*
                    _ => Err(BadFact::Unknown { kind: kind.into(), version }),
                }
            }
        }

        $( impl From<$Body> for FactBody { fn from(body: $Body) -> Self { Self::$Body(body) } } )*
    };
}

facts! {
    NameRecorded = "name_recorded" v 1 of "person": "Name";
    BirthRecorded = "birth_recorded" v 1 of "person": "Date of birth";
    DeathRecorded = "death_recorded" v 1 of "person": "Death";
    SexRecorded = "sex_recorded" v 1 of "person": "Sex";
    GenderIdentityRecorded = "gender_identity_recorded" v 1 of "person": "Gender identity";
    IdentifierRecorded = "identifier_recorded" v 1 of "person": "Identifier";
    AddressRecorded = "address_recorded" v 1 of "person": "Address";
    LanguageRecorded = "language_recorded" v 1 of "person": "Language";
    DisabilityRecorded = "disability_recorded" v 1 of "person": "Disability";
    EthnicityRecorded = "ethnicity_recorded" v 1 of "person": "Ethnicity";
    SchoolRecorded = "school_recorded" v 1 of "person": "School";
    RelationshipRecorded = "relationship_recorded" v 1 of "person": "Relationship";
    WarningRecorded = "warning_recorded" v 1 of "person": "Warning";
    RestrictionSet = "restriction_set" v 1 of "person": "Restriction";
    SameAs = "same_as" v 1 of "person": "Joined with another record";
    Allocated = "allocated" v 1 of "person": "Allocated worker";
    NoteRecorded = "note_recorded" v 1 of "person": "Case note";
    LateReasonGiven = "late_reason_given" v 1 of "person": "Reason for lateness";
    ReferralReceived = "referral_received" v 1 of "person": "Referral";
    ReferralDecided = "referral_decided" v 1 of "person": "Decision on a referral";
    EpisodeClosed = "episode_closed" v 1 of "person": "Closure";
    InitialConferenceHeld = "initial_conference_held" v 1 of "person": "Initial child protection conference";
    AssessmentRecorded = "assessment_recorded" v 1 of "person": "Child and family assessment";
    Section47Recorded = "section47_recorded" v 1 of "person": "Section 47 enquiry";
    CinPlanRecorded = "cin_plan_recorded" v 1 of "person": "Child in need plan";
    ProtectionPlanRecorded = "protection_plan_recorded" v 1 of "person": "Child protection plan";
    PlanReviewHeld = "plan_review_held" v 1 of "person": "Child protection review";
    PreProceedingsRecorded = "pre_proceedings_recorded" v 1 of "person": "Pre-proceedings";
    WordsRemoved = "words_removed" v 1 of "person": "Words removed";
    ContactReceived = "contact_received" v 1 of "contact": "Contact received";
    ChildNamed = "child_named" v 1 of "contact": "Child named in a contact";
    SafetyDeclared = "safety_declared" v 1 of "contact": "Safety now";
    AgreementRecorded = "agreement_recorded" v 1 of "contact": "Who knows, who agrees";
    DangerDeclared = "danger_declared" v 1 of "contact": "Immediate danger";
    HandedOver = "handed_over" v 1 of "contact": "Handed over to triage";
    ContactTaken = "contact_taken" v 1 of "contact": "Taken by a worker";
    MatchAnswered = "match_answered" v 1 of "contact": "Match check answered";
    ChildDecided = "child_decided" v 1 of "contact": "Decision for a child";
    DecisionSigned = "decision_signed" v 1 of "contact": "Decision signed";
    DecisionReturned = "decision_returned" v 1 of "contact": "Decision returned";
    HouseholdRecorded = "household_recorded" v 1 of "household": "Household";
    MemberRecorded = "member_recorded" v 1 of "household": "Lives in the home";
}
