//! What a contact can end in, which outcomes act at once, and what a signature does.

use serde::{Deserialize, Serialize};

use crate::facts::contact::{ChildDecided, DecisionSigned};
use crate::roles::Role;
use crate::told::Told;

/// What was decided for one child [Sem 19].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    EmergencyAction,
    StrategyDiscussion,
    Referral,
    LinkToOpenCase,
    EarlyHelp,
    Signpost,
    Advice,
    NoFurtherAction,
    /// A pure request for information that names no worry, answered.
    InformationGiven,
}

impl Outcome {
    /// In the order in which a page offers them: what protects comes first.
    pub const ALL: &[Self] = &[
        Self::EmergencyAction,
        Self::StrategyDiscussion,
        Self::Referral,
        Self::LinkToOpenCase,
        Self::EarlyHelp,
        Self::Signpost,
        Self::Advice,
        Self::NoFurtherAction,
        Self::InformationGiven,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::EmergencyAction => "emergency_action",
            Self::StrategyDiscussion => "strategy_discussion",
            Self::Referral => "referral",
            Self::LinkToOpenCase => "link_to_open_case",
            Self::EarlyHelp => "early_help",
            Self::Signpost => "signpost",
            Self::Advice => "advice",
            Self::NoFurtherAction => "no_further_action",
            Self::InformationGiven => "information_given",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|o| o.code() == code)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::EmergencyAction => "Emergency action now",
            Self::StrategyDiscussion => "Strategy discussion today",
            Self::Referral => "Referral, for an assessment",
            Self::LinkToOpenCase => "Link to the open case",
            Self::EarlyHelp => "Early help",
            Self::Signpost => "Signpost to a service",
            Self::Advice => "Advice",
            Self::NoFurtherAction => "No further action",
            Self::InformationGiven => "Information given, no worry named",
        }
    }

    /// As it stands in a timeline: "closed, advice given".
    pub fn happened(self) -> &'static str {
        match self {
            Self::EmergencyAction => "emergency action taken",
            Self::StrategyDiscussion => "strategy discussion called",
            Self::Referral => "became a referral",
            Self::LinkToOpenCase => "linked to the open case",
            Self::EarlyHelp => "early help",
            Self::Signpost => "closed, signposted",
            Self::Advice => "closed, advice given",
            Self::NoFurtherAction => "closed, no further action",
            Self::InformationGiven => "closed, information given",
        }
    }

    /// Protective outcomes take effect on save, child by child, and are signed after [Sem 16].
    pub fn acts_at_once(self) -> bool {
        matches!(
            self,
            Self::EmergencyAction | Self::StrategyDiscussion | Self::Referral | Self::LinkToOpenCase
        )
    }

    /// Ends without this service acting. While a strategy discussion is open in the home none of these can be chosen [Sem 19].
    pub fn waits_for_signature(self) -> bool {
        matches!(
            self,
            Self::NoFurtherAction | Self::Advice | Self::Signpost | Self::EarlyHelp
        )
    }

    /// Opens an episode where none is open.
    pub fn opens_episode(self) -> bool {
        matches!(self, Self::EmergencyAction | Self::StrategyDiscussion | Self::Referral)
    }

    /// Counts as "closed without action" in the sentence about earlier contacts.
    pub fn without_action(self) -> bool {
        matches!(
            self,
            Self::NoFurtherAction | Self::Advice | Self::Signpost | Self::InformationGiven
        )
    }

    /// The outcome of the standard safeguarding dataset (CONT005A) that it is counted under.
    pub fn ssd(self) -> &'static str {
        match self {
            Self::EmergencyAction | Self::StrategyDiscussion => "CP_ENQUIRY",
            Self::Referral => "NEW_REFERRAL",
            Self::LinkToOpenCase => "EXISTING_REFERRAL",
            Self::EarlyHelp | Self::InformationGiven => "OTHER",
            Self::Signpost | Self::Advice => "ADVICE",
            Self::NoFurtherAction => "NFA",
        }
    }
}

/// An answer of three: nothing may be read from silence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum YesNo {
    Yes,
    No,
    NotKnown,
}

impl YesNo {
    pub const ALL: &[Self] = &[Self::Yes, Self::No, Self::NotKnown];
    pub fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::NotKnown => "not_known",
        }
    }
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|a| a.code() == code)
    }
    pub fn label(self) -> &'static str {
        match self {
            Self::Yes => "Yes",
            Self::No => "No",
            Self::NotKnown => "The caller does not know",
        }
    }
}

/// Facts that put a contact before everything but danger [Sem 21]. Declared by the taker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CannotWait {
    NowhereSafeTonight,
    InjuryOrTold,
    GoingHomeToThem,
    MissingOrExploited,
    Baby,
}

impl CannotWait {
    pub const ALL: &[Self] = &[
        Self::NowhereSafeTonight,
        Self::InjuryOrTold,
        Self::GoingHomeToThem,
        Self::MissingOrExploited,
        Self::Baby,
    ];
    pub fn code(self) -> &'static str {
        match self {
            Self::NowhereSafeTonight => "nowhere_safe_tonight",
            Self::InjuryOrTold => "injury_or_told",
            Self::GoingHomeToThem => "going_home_to_them",
            Self::MissingOrExploited => "missing_or_exploited",
            Self::Baby => "baby",
        }
    }
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|c| c.code() == code)
    }
    pub fn label(self) -> &'static str {
        match self {
            Self::NowhereSafeTonight => "Nowhere safe to sleep tonight",
            Self::InjuryOrTold => "An injury, or the child has told someone",
            Self::GoingHomeToThem => "Would go home to the person said to have done it",
            Self::MissingOrExploited => "Missing or exploited now",
            Self::Baby => "A baby, born or due within days",
        }
    }
}

/// Where the signing of a decision stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approval {
    NotNeeded,
    Wanted,
    Given,
}

impl Approval {
    /// A manager signs every decision on a welfare concern, before or after it acts; the service manager too where the decision says so.
    /// An adviser's closing of a pure information request needs no signature.
    pub fn of(decision: &ChildDecided, signatures: &[Told<DecisionSigned>]) -> Self {
        if decision.outcome == Outcome::InformationGiven {
            return Self::NotNeeded;
        }
        let by = |wanted: Role| signatures.iter().any(|s| super::counts_as(s) == wanted);
        let manager = by(Role::TeamManager);
        let service_manager = by(Role::ServiceManager);
        match (decision.service_manager_signs, manager, service_manager) {
            (false, true, _) | (false, _, true) | (true, true, true) => Self::Given,
            _ => Self::Wanted,
        }
    }
}
