//! A child of the census, as the file asserts it: codes as they stand, dates as civil dates, each row with its line.

use jiff::civil::Date;

use super::keys::Occurrence;
use super::table::Table;
use crate::Finding;

/// Everything one `<Child>` says that can be stored.
///
/// Two `<Child>` elements may have the same `LAchildID`; both are handed over, and the [`Occurrence`]s of their rows say how they stand to each
/// other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CinChild {
    /// The authority's id of the child: not empty, otherwise as it stands.
    pub la_child_id: String,
    /// Line of `<Child>`.
    pub line: u64,
    /// One row; more only where the file repeats the block.
    pub identifiers: Vec<Row<ChildIdentifiers>>,
    /// One row; none or more only where the file is wrong.
    pub characteristics: Vec<Row<ChildCharacteristics>>,
    /// The episodes of need, in the order of the file.
    pub episodes: Vec<Row<CinDetails>>,
    /// What a data officer should look at, for this child.
    pub findings: Vec<Finding>,
}

impl CinChild {
    /// How many of its rows are stored, by table in the order of [`Table::ALL`].
    #[must_use]
    pub fn row_counts(&self) -> [u64; Table::ALL.len()] {
        let mut counts = [0; Table::ALL.len()];
        let mut add = |table: Table, rows: usize| counts[table.index()] += rows as u64;
        add(Table::ChildIdentifiers, self.identifiers.len());
        for row in &self.characteristics {
            add(Table::ChildCharacteristics, 1);
            add(Table::Disabilities, row.values.disabilities.len());
        }
        for Row { values, .. } in &self.episodes {
            add(Table::CinDetails, 1);
            for assessment in &values.assessments {
                add(Table::Assessments, 1);
                add(Table::AssessmentFactorsList, assessment.values.factors.len());
            }
            add(Table::CinPlanDates, values.cin_plans.len());
            add(Table::Section47, values.section_47s.len());
            for plan in &values.cp_plans {
                add(Table::ChildProtectionPlans, 1);
                add(Table::Reviews, plan.values.reviews.len());
            }
            add(Table::PreProceedingsAndFgdm, values.pre_proceedings.len());
        }
        counts
    }
}

/// A row that is stored: where it stands, how it stands to rows with the same key, and what it says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Row<T> {
    /// Line of the row's element.
    pub line: u64,
    /// Whether an earlier row of the file has the same key.
    pub occurrence: Occurrence,
    /// What it says.
    pub values: T,
}

/// `<ChildIdentifiers>`. Key: `la_child_id`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ChildIdentifiers {
    /// `LAchildID`: at most 20 letters and digits, by the specification.
    pub la_child_id: String,
    /// `UPN`, unique pupil number.
    pub upn: Option<String>,
    /// `FormerUPN`.
    pub former_upn: Option<String>,
    /// `UPNunknown`: why there is no UPN, `UN1` to `UN7`.
    pub upn_unknown: Option<String>,
    /// `PersonBirthDate`.
    pub birth_date: Option<Date>,
    /// `ExpectedPersonBirthDate`, of an unborn child.
    pub expected_birth_date: Option<Date>,
    /// `Sex`, from 2024 to 2025: `M`, `F`, `U`.
    pub sex: Option<String>,
    /// `GenderCurrent`, until 2023 to 2024: `1` male, `2` female, `0` not known or unborn, `9` not specified.
    pub gender_current: Option<String>,
    /// `PersonDeathDate`.
    pub death_date: Option<Date>,
}

/// `<ChildCharacteristics>`. Key: the child.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ChildCharacteristics {
    /// `Ethnicity`.
    pub ethnicity: Option<String>,
    /// The child's disabilities. Key: the child and the code.
    pub disabilities: Vec<Row<Code>>,
}

/// A row that is one code: `<Disability>` or `<AssessmentFactors>`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub String);

/// `<CINdetails>`: an episode of need. Key: the child, the referral date and [`Occurrence::nth`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CinDetails {
    /// `CINreferralDate`.
    pub referral_date: Date,
    /// `ReferralSource`.
    pub referral_source: Option<String>,
    /// `PrimaryNeedCode`.
    pub primary_need: Option<String>,
    /// `CINclosureDate`.
    pub closure_date: Option<Date>,
    /// `ReasonForClosure`.
    pub reason_for_closure: Option<String>,
    /// `DateOfInitialCPC`: the initial child protection conference of a child who came on a plan without a section 47 enquiry here.
    pub initial_cpc_date: Option<Date>,
    /// `ReferralNFA`: the referral led to no further action.
    pub referral_nfa: Option<bool>,
    /// `<Assessments>`.
    pub assessments: Vec<Row<Assessment>>,
    /// `<CINPlanDates>`.
    pub cin_plans: Vec<Row<CinPlan>>,
    /// `<Section47>`.
    pub section_47s: Vec<Row<Section47>>,
    /// `<ChildProtectionPlans>`.
    pub cp_plans: Vec<Row<ChildProtectionPlan>>,
    /// `<PreProceedingsandFGDM>`.
    pub pre_proceedings: Vec<Row<PreProceedings>>,
}

/// `<Assessments>`. Key: the episode's and the start date.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Assessment {
    /// `AssessmentActualStartDate`.
    pub start_date: Date,
    /// `AssessmentInternalReviewDate`.
    pub internal_review_date: Option<Date>,
    /// `AssessmentAuthorisationDate`.
    pub authorisation_date: Option<Date>,
    /// Factors identified. Key: the assessment's and the code.
    pub factors: Vec<Row<Code>>,
}

/// `<CINPlanDates>`. Key: the episode's and the start date.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CinPlan {
    /// `CINPlanStartDate`.
    pub start_date: Date,
    /// `CINPlanEndDate`.
    pub end_date: Option<Date>,
}

/// `<Section47>`. Key: the episode's and the start date.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Section47 {
    /// `S47ActualStartDate`.
    pub start_date: Date,
    /// `InitialCPCtarget`: the day by which the conference was due.
    pub initial_cpc_target: Option<Date>,
    /// `DateOfInitialCPC`.
    pub initial_cpc_date: Option<Date>,
    /// `ICPCnotRequired`.
    pub icpc_not_required: Option<bool>,
}

/// `<ChildProtectionPlans>`. Key: the episode's and the start date.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ChildProtectionPlan {
    /// `CPPstartDate`.
    pub start_date: Date,
    /// `CPPendDate`.
    pub end_date: Option<Date>,
    /// `InitialCategoryOfAbuse`.
    pub initial_category: Option<String>,
    /// `LatestCategoryOfAbuse`.
    pub latest_category: Option<String>,
    /// `NumberOfPreviousCPP`, by any authority.
    pub previous_plans: Option<u32>,
    /// Reviews held. Key: the plan's and the date.
    pub reviews: Vec<Row<Review>>,
}

/// `<CPPreviewDate>`: a review conference was held that day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Review {
    /// `CPPreviewDate`.
    pub date: Date,
}

/// `<PreProceedingsandFGDM>`, from the 2026 to 2027 census. Key: the episode's and the start date.
///
/// Source: a public sample file and the sector's validation rules 9000Q to 9015Q; the Department's own specification was not seen [K].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PreProceedings {
    /// `PPStartDate`: the decision to begin pre-proceedings.
    pub start_date: Date,
    /// `LBPSentDate`: letter before proceedings sent.
    pub letter_before_proceedings_date: Option<Date>,
    /// `FGDMMeetingOffer`: a family group decision making meeting was offered.
    pub fgdm_meeting_offered: Option<bool>,
    /// `FGDMMeetingFac`: it was held.
    pub fgdm_meeting_facilitated: Option<bool>,
    /// `InitialPPMeetingDate`.
    pub initial_meeting_date: Option<Date>,
    /// `ReviewMeetingsCount`.
    pub review_meetings: Option<u32>,
    /// `StepDecisionDate`: decision to issue or to step down.
    pub step_decision_date: Option<Date>,
    /// `PPOutcome`.
    pub outcome: Option<String>,
    /// `CourtAppDate`: application to the court.
    pub court_application_date: Option<Date>,
    /// `LetterInitCPDate`.
    pub letter_of_initial_cp_date: Option<Date>,
}
