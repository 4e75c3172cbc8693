//! The rows of a contact and of each child's part in it.

use domain::contact::{Approval, Contact, PartState};
use domain::roles::Role;

use super::{Kept, Row, clocks};
use crate::db::{Table, statements};

statements! {
    CLEAR_CONTACT = "DELETE FROM contact WHERE id = $1";
    CLEAR_CHILD = "DELETE FROM contact_child WHERE contact = $1";
}

const TABLE: Table = Table {
    name: "contact",
    columns: &[
        "id",
        "reference",
        "received_at",
        "channel",
        "source",
        "author",
        "danger",
        "cannot_wait",
        "information_only",
        "handed_over_at",
        "taken_by",
        "taken_at",
        "effective_at",
        "wants_signature",
        "match_check",
        "last_seq",
    ],
};
const CHILD: Table = Table {
    name: "contact_child",
    columns: &[
        "contact",
        "part",
        "person",
        "received_at",
        "outcome",
        "decided_by",
        "decided_at",
        "effective_at",
        "state",
        "service_manager_signs",
        "signed",
    ],
};

#[rustfmt::skip]
pub(super) const KEPT: &[Kept] = &[
    Kept { table: &TABLE, clear: CLEAR_CONTACT, rows: |r| &mut r.contact },
    Kept { table: &CHILD, clear: CLEAR_CHILD, rows: |r| &mut r.contact_child },
    Kept { table: &clocks::TABLE, clear: clocks::CLEAR, rows: |r| &mut r.clock },
];

/// When it was received: as said, or, where the danger was declared before anything was typed, when that was recorded.
fn received_at(c: &Contact) -> jiff::Timestamp {
    let declared = || c.danger.as_ref().map(|d| d.origin.recorded_at());
    let named = || c.children.first().map(|p| p.child.origin.recorded_at());
    c.received_at()
        .or_else(declared)
        .or_else(named)
        .unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}

pub(super) fn row(c: &Contact) -> Row {
    let first = c
        .received
        .as_ref()
        .map(|r| &r.origin)
        .or(c.danger.as_ref().map(|d| &d.origin));
    let author = first.map_or(uuid::Uuid::nil(), |s| s.entry.author.worker.0);
    let danger_said = c
        .safety
        .as_ref()
        .is_some_and(|s| s.danger_now == domain::contact::YesNo::Yes);
    vec![
        c.id.into(),
        c.received
            .as_ref()
            .map_or_else(|| format!("danger {}", c.id), |r| r.reference.clone())
            .into(),
        received_at(c).into(),
        c.received
            .as_ref()
            .map(|r| r.channel.clone())
            .unwrap_or_default()
            .into(),
        c.received.as_ref().map(|r| r.source.clone()).unwrap_or_default().into(),
        author.into(),
        (c.danger.is_some() || danger_said).into(),
        c.safety.as_ref().is_some_and(|s| !s.cannot_wait.is_empty()).into(),
        c.received.as_ref().is_some_and(|r| r.information_only).into(),
        c.handed_over.as_ref().map(|h| h.origin.recorded_at()).into(),
        c.taken.as_ref().map(|t| t.origin.entry.author.worker).into(),
        c.taken.as_ref().map(|t| t.origin.recorded_at()).into(),
        c.all_effective_at().into(),
        c.children.iter().any(|p| p.state.wants_signature()).into(),
        false.into(),
        c.last_seq.into(),
    ]
}

pub(super) fn children(c: &Contact) -> Vec<Row> {
    let received_at = received_at(c);
    c.children
        .iter()
        .map(|p| {
            let decision = p.state.decision();
            let signed = p.state.signatures();
            // How many hands have signed: 1 a team manager, 2 the service manager, 3 both.
            let by = |role| i32::from(signed.iter().any(|s| domain::contact::counts_as(s) == role));
            vec![
                c.id.into(),
                p.id.into(),
                p.child.person.into(),
                received_at.into(),
                decision.map_or("", |d| d.outcome.code()).into(),
                decision.map(|d| d.origin.entry.author.worker).into(),
                decision.map(|d| d.origin.recorded_at()).into(),
                p.state.effective_at().into(),
                state(&p.state).into(),
                decision.is_some_and(|d| d.service_manager_signs).into(),
                (by(Role::TeamManager) + 2 * by(Role::ServiceManager)).into(),
            ]
        })
        .collect()
}

/// `closed` is the only one in which nobody has anything left to do.
fn state(state: &PartState) -> &'static str {
    match state {
        PartState::Undecided => "undecided",
        PartState::AwaitingSignature { .. } => "awaiting_signature",
        PartState::Returned { .. } => "returned",
        PartState::InEffect {
            approval: Approval::Wanted,
            ..
        } => "in_effect_unsigned",
        PartState::InEffect { .. } => "closed",
    }
}
