//! The tables that a census is reconciled by.

use serde::{Serialize, Serializer};

/// A table of the census. The order is the order of reconciliations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Who the child is: one row a child.
    ChildIdentifiers,
    /// Ethnicity: one row a child.
    ChildCharacteristics,
    /// One row for each `<Disability>`.
    Disabilities,
    /// One row for each referral (episode of need).
    CinDetails,
    /// One row for each assessment.
    Assessments,
    /// One row for each factor identified at an assessment.
    AssessmentFactorsList,
    /// One row for each child in need plan.
    CinPlanDates,
    /// One row for each section 47 enquiry.
    Section47,
    /// One row for each child protection plan.
    ChildProtectionPlans,
    /// One row for each review date of a child protection plan, however the dates are wrapped.
    Reviews,
    /// One row for each pre-proceedings and family group decision making block (from the 2026 to 2027 census).
    PreProceedingsAndFgdm,
}

impl Table {
    /// All of them, in order.
    pub const ALL: [Self; 11] = [
        Self::ChildIdentifiers,
        Self::ChildCharacteristics,
        Self::Disabilities,
        Self::CinDetails,
        Self::Assessments,
        Self::AssessmentFactorsList,
        Self::CinPlanDates,
        Self::Section47,
        Self::ChildProtectionPlans,
        Self::Reviews,
        Self::PreProceedingsAndFgdm,
    ];

    /// The name used in reconciliations.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ChildIdentifiers => "ChildIdentifiers",
            Self::ChildCharacteristics => "ChildCharacteristics",
            Self::Disabilities => "Disabilities",
            Self::CinDetails => "CINdetails",
            Self::Assessments => "Assessments",
            Self::AssessmentFactorsList => "AssessmentFactorsList",
            Self::CinPlanDates => "CINplanDates",
            Self::Section47 => "Section47",
            Self::ChildProtectionPlans => "ChildProtectionPlans",
            Self::Reviews => "Reviews",
            Self::PreProceedingsAndFgdm => "PreProceedingsandFGDM",
        }
    }

    /// The element that makes one row. Compare without regard to case: files spell `CINPlanDates` and `CINplanDates`.
    #[must_use]
    pub fn element(self) -> &'static str {
        match self {
            Self::Disabilities => "Disability",
            Self::AssessmentFactorsList => "AssessmentFactors",
            Self::Reviews => "CPPreviewDate",
            other => other.name(),
        }
    }

    /// The table that an element is a row of.
    pub(super) fn of_element(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|table| table.element().eq_ignore_ascii_case(name))
    }

    pub(super) fn index(self) -> usize {
        self as usize
    }
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_stands_at_its_own_index() {
        for (at, table) in Table::ALL.into_iter().enumerate() {
            assert_eq!(table.index(), at);
        }
    }

    #[test]
    fn an_element_names_its_table_in_either_spelling() {
        for (element, table) in [
            ("CINPlanDates", Some(Table::CinPlanDates)),
            ("CINplanDates", Some(Table::CinPlanDates)),
            ("CPPreviewDate", Some(Table::Reviews)),
            ("Reviews", None),
            ("Disabilities", None),
            ("FactorsIdentifiedAtAssessment", None),
        ] {
            assert_eq!(Table::of_element(element), table, "{element}");
        }
    }
}
