//! Facts about who somebody is, who matters to them, and who may know.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::{PersonId, RecordId, TeamId, WorkerId};

/// A name, with its kind and the days between which it was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameRecorded {
    pub kind: NameKind,
    pub given: String,
    pub family: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

impl NameRecorded {
    /// Given and family name as one line.
    pub fn full(&self) -> String {
        match (self.given.trim(), self.family.trim()) {
            (given, "") => given.to_owned(),
            ("", family) => family.to_owned(),
            (given, family) => format!("{given} {family}"),
        }
    }
}

/// What a name is to the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameKind {
    Legal,
    Preferred,
    Former,
    Alias,
}

impl NameKind {
    pub const ALL: &[Self] = &[Self::Legal, Self::Preferred, Self::Former, Self::Alias];
    pub fn code(self) -> &'static str {
        match self {
            Self::Legal => "legal",
            Self::Preferred => "preferred",
            Self::Former => "former",
            Self::Alias => "alias",
        }
    }
    pub fn label(self) -> &'static str {
        match self {
            Self::Legal => "Legal name",
            Self::Preferred => "Likes to be called",
            Self::Former => "Former name",
            Self::Alias => "Also known as",
        }
    }
}

/// When somebody was born, as well as it is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "precision", rename_all = "snake_case")]
pub enum BirthRecorded {
    Exact {
        on: Date,
    },
    /// `on` is the best single day to reckon with; `words` say how it was estimated ("about 16, treated as a child").
    Estimated {
        on: Date,
        words: String,
    },
    /// Not born yet. The same record goes on after birth.
    Expected {
        on: Date,
    },
}

/// The person has died. Their record stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeathRecorded {
    pub on: Date,
}

/// Sex as registered: M, F or U (unborn or not known).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SexRecorded {
    pub code: String,
}

/// How the person describes their gender; kept apart from sex, and shown only to those who need it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GenderIdentityRecorded {
    pub code: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// NHS number, UPN, LA child id and the like. The value is kept as it was asserted, even where its check digit fails.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentifierRecorded {
    /// `nhs`, `upn`, `former_upn`, `upn_unknown`, `la_child_id`, `home_office`, `court`, …
    pub scheme: String,
    pub value: String,
    /// The day on which it was traced with its issuer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub traced_on: Option<Date>,
}

/// Where the person lives or stays, and between which days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressRecorded {
    /// `home`, `placement`, `temporary`, `other`.
    pub kind: String,
    /// Everything but the postcode, comma-separated.
    pub line: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub postcode: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// Left out of every list, search, print and export for those who are not named.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub confidential: bool,
}

/// A language that the person speaks, and whether an interpreter is needed in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageRecorded {
    pub language: String,
    pub interpreter_needed: bool,
}

/// Codes of the census's disability list; `NONE` alone says that there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisabilityRecorded {
    pub codes: Vec<String>,
}

/// Ethnicity comes from the child or the parent only, never from somebody's impression.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EthnicityRecorded {
    pub code: String,
    /// `person`, `parent`, or `census` where an imported file does not say.
    pub said_by: String,
}

/// The school or nursery that a child goes to, and between which days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolRecorded {
    pub name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub year_group: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

/// What `other` is to the subject of the fact. The other side reads it through the reciprocal of `is`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelationshipRecorded {
    pub other: PersonId,
    /// A code of the relationship list: `parent`, `sibling`, `half_sibling`, `parents_partner`, …
    pub is: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// `Some(true)` only where its basis is known (birth, order, agreement).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parental_responsibility: Option<bool>,
    /// How that is known: birth record, court order, agreement.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub parental_responsibility_basis: String,
    /// Who said so: "Hannah, home visit", "Birth record".
    pub said_by: String,
}

/// Something that whoever goes there must know before they go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WarningRecorded {
    /// A few words: "Visit in pairs".
    pub title: String,
    pub text: String,
    pub review_on: Date,
    /// Whether the family was told, and if not, why not.
    pub told_family: String,
}

/// Who may open the record [Sem 17]. A later one replaces an earlier one; lifting is setting `open`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestrictionSet {
    pub level: RestrictionLevel,
    /// Why, in words. Shown to those who may open the record.
    pub why: String,
    /// Who may open it at `team`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    /// Who may open it at `named` and `sealed`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub named: Vec<WorkerId>,
    /// Who answers for the record. Needed at `sealed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custodian: Option<WorkerId>,
    /// Whom everyone else may ring.
    pub ring: String,
}

/// Who may open a record, from everybody with the right to it to nobody who is not named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RestrictionLevel {
    #[default]
    Open,
    Team,
    Named,
    Sealed,
}

impl RestrictionLevel {
    pub const ALL: &[Self] = &[Self::Open, Self::Team, Self::Named, Self::Sealed];
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Team => "team",
            Self::Named => "named",
            Self::Sealed => "sealed",
        }
    }
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|l| l.code() == code)
    }
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::Team => "One team only",
            Self::Named => "Named people only",
            Self::Sealed => "Sealed",
        }
    }
}

/// Two records were found to be one person. Parting them is retracting this fact; ids are never rewritten [Sem 4].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SameAs {
    pub other: PersonId,
}

/// Who is responsible for the child. Corrected with `to` when it ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allocated {
    pub worker: WorkerId,
    pub team: TeamId,
    pub from: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

/// A note that somebody signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteRecorded {
    pub title: String,
    pub text: String,
    /// What the child said, in the child's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub child_said: String,
}

/// Why a clock was missed. It still counts as late.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateReasonGiven {
    /// The id of the clock: `caf_from_referral`, …
    pub clock: String,
    /// The referral or the child's part of a contact that the clock runs on.
    pub on_record: RecordId,
    pub reason: String,
}
