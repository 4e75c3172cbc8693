//! The clocks this release runs, as an explicit list. A clock is added by adding its entry to [`CLOCKS`].

use super::Limit;

/// What is asked of whoever lets a clock run out. The item still counts as late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LateReason {
    /// A reason is asked for and may be left out.
    Asked,
    /// The late step cannot be completed without a reason.
    Required,
}

/// One kind of clock: from which event to which event, and how long it may take.
///
/// The dated numbers themselves (start, due, stop) belong to a record; whether it is overdue is worked out when it is
/// read, by [`Standing::of`](super::Standing::of).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockKind {
    /// The code stored with each clock.
    pub id: &'static str,
    /// What a worker calls it.
    pub title: &'static str,
    /// Where the limit comes from.
    pub citation: &'static str,
    /// Whether the limit was read in the source named, rather than taken from general knowledge or local custom.
    pub verified: bool,
    /// How long it may take.
    pub limit: Limit,
    /// The event that starts it, which is day 0.
    pub starts: &'static str,
    /// The one event that stops it. Anything else, a decision returned by its signer for one, leaves it running.
    pub stops: &'static str,
    /// What is asked when it has run out.
    pub late_reason: LateReason,
}

/// A contact is to be decided for every child by the end of the next working day. Statute sets no such clock; it shows
/// lateness that the referral clock would hide while a contact is held in screening.
pub const CONTACT_DECISION: ClockKind = ClockKind {
    id: "contact_decision",
    title: "Decision on the contact",
    citation: "Local standard; one working day is the common one [K]",
    verified: false,
    limit: Limit::working_days(1),
    starts: "contact.received_at",
    stops: "contact.all_children_effective_at",
    late_reason: LateReason::Asked,
};

/// A referral is to be decided within one working day of the receipt of the contact it came from.
pub const REFERRAL_DECISION: ClockKind = ClockKind {
    id: "referral_decision",
    title: "Decision on the referral",
    citation: "Working Together to Safeguard Children 2023, as quoted in published local procedures",
    verified: true,
    limit: Limit::working_days(1),
    starts: "referral.received_at",
    stops: "referral.decision_effective_at",
    late_reason: LateReason::Asked,
};

/// A child and family assessment is to be authorised within 45 working days of the point of referral, which is not the
/// interval the Department's statistic measures: that one starts with the assessment.
pub const CAF_FROM_REFERRAL: ClockKind = ClockKind {
    id: "caf_from_referral",
    title: "Child and family assessment",
    citation: "Working Together to Safeguard Children 2023, as quoted in published local procedures",
    verified: true,
    limit: Limit::working_days(45),
    starts: "referral.received_on",
    stops: "assessment.authorised_on",
    late_reason: LateReason::Required,
};

/// Every kind of clock.
pub const CLOCKS: &[ClockKind] = &[CONTACT_DECISION, REFERRAL_DECISION, CAF_FROM_REFERRAL];

/// The kind of clock with that code.
#[must_use]
pub fn clock(id: &str) -> Option<&'static ClockKind> {
    CLOCKS.iter().find(|kind| kind.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_clock_is_found_by_its_own_id() {
        let ids: BTreeSet<&str> = CLOCKS.iter().map(|kind| kind.id).collect();
        assert_eq!(ids.len(), CLOCKS.len());
        for kind in CLOCKS {
            assert_eq!(clock(kind.id), Some(kind));
        }
        assert_eq!(clock("tea_break"), None);
    }

    /// A clock as its line of the register has it.
    fn line(kind: &ClockKind) -> String {
        let ClockKind {
            id,
            starts,
            stops,
            limit,
            late_reason,
            ..
        } = kind;
        let late = match late_reason {
            LateReason::Asked => "yes",
            LateReason::Required => "required",
        };
        format!("{id},{starts},{stops},{},{},no,{late},", limit.n, limit.unit.code())
    }

    #[test]
    fn clocks_are_those_of_the_register() {
        assert_eq!(
            CLOCKS.iter().map(line).collect::<Vec<_>>(),
            [
                "contact_decision,contact.received_at,contact.all_children_effective_at,1,wd,no,yes,",
                "referral_decision,referral.received_at,referral.decision_effective_at,1,wd,no,yes,",
                "caf_from_referral,referral.received_on,assessment.authorised_on,45,wd,no,required,",
            ]
        );
    }

    #[test]
    fn an_unverified_limit_says_so() {
        for kind in CLOCKS {
            assert_eq!(kind.citation.contains("[K]"), !kind.verified, "{}", kind.id);
        }
    }
}
