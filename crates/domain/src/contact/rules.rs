//! Who decides, who signs, and what cannot be chosen [Sem 16, 19]. Each refusal says why, in words for a page.

use jiff::{Timestamp, civil::Date};

use super::{Contact, Outcome, Part, PartState};
use crate::facts::contact::ChildDecided;
use crate::ids::WorkerId;
use crate::person::Person;
use crate::roles::Role;
use crate::told::Told;

/// Why a choice cannot be made or a signature cannot be given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAllowed {
    #[error("A concern for a child is decided by a registered social worker. You can propose, and hand it over.")]
    NotASocialWorker,
    #[error(
        "Only a request for information that names no worry can be closed by an adviser, and this one names a worry."
    )]
    NamesAWorry,
    #[error(
        "{child} has a strategy discussion open since {since}. While it is open, {outcome} cannot be chosen for any child in the home."
    )]
    StrategyDiscussionOpen {
        child: String,
        since: String,
        outcome: &'static str,
    },
    #[error("There is no open case to link to.")]
    NoOpenCase,
    #[error(
        "{0} has to be identified first: a referral opens on a person’s record. What protects now does not wait for it."
    )]
    NotIdentified(String),
    #[error(
        "The match check for {0} is in progress. Until it is answered this contact cannot be closed; what protects does not wait."
    )]
    MatchCheckOpen(String),
    #[error("{0} is in effect. What protects a child is not taken back here; it can only be made stronger.")]
    InEffect(&'static str),
    #[error("This was decided and signed. A new worry is a new contact.")]
    Closed,
    #[error(
        "{0} has an open case. A new worry is linked to it, and the social worker says whether the section 47 threshold is reached today."
    )]
    OpenCase(String),
    #[error("You decided this yourself. Somebody who neither proposed nor decided it signs.")]
    OwnDecision,
    #[error("A decision is signed by a team manager or the service manager.")]
    NotAManager,
    #[error("A decision on a contact is signed by a manager of the front door.")]
    NotFrontDoor,
    #[error("You have signed this already. The service manager signs next.")]
    AlreadySigned,
    #[error("The team manager has signed. The service manager signs next.")]
    ServiceManagerNext,
    #[error("There is nothing here to sign.")]
    NothingToSign,
}

/// A contact of the child, a sibling or the household that came before this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierContact {
    pub received_at: Timestamp,
    pub source: String,
    pub without_action: bool,
}

/// Whether somebody in `role` may decide on this contact at all.
pub fn may_decide(role: Role, contact: &Contact, outcome: Outcome) -> Result<(), NotAllowed> {
    let information_only = contact.received.as_ref().is_some_and(|r| r.information_only);
    match outcome {
        Outcome::InformationGiven if !information_only => Err(NotAllowed::NamesAWorry),
        Outcome::InformationGiven => Ok(()),
        // No rule holds back what protects a child now.
        Outcome::EmergencyAction => Ok(()),
        _ if role.is_social_worker() => Ok(()),
        _ => Err(NotAllowed::NotASocialWorker),
    }
}

/// Whether an outcome can be chosen for `part`, given the strategy discussions open in the home and whether the child has an open case.
/// `open_discussion` names a child of the same home for whom one is open, and since when, in words.
pub fn may_choose(
    outcome: Outcome,
    part: &Part,
    open_discussion: Option<(&str, &str)>,
    has_open_case: bool,
) -> Result<(), NotAllowed> {
    if outcome.waits_for_signature()
        && let Some((child, since)) = open_discussion
    {
        return Err(NotAllowed::StrategyDiscussionOpen {
            child: child.into(),
            since: since.into(),
            outcome: outcome.label(),
        });
    }
    match (outcome, has_open_case) {
        (Outcome::LinkToOpenCase, false) => Err(NotAllowed::NoOpenCase),
        (Outcome::Referral, true) => Err(NotAllowed::OpenCase(part.child.name.clone())),
        _ => Ok(()),
    }
}

/// Whether what stands for `part` may be decided again with `outcome`. A decision that waits for its signature, or was returned, may be
/// changed freely; one that protects only towards what protects more; one that is signed and in effect no more.
pub fn may_change(outcome: Outcome, part: &Part) -> Result<(), NotAllowed> {
    let PartState::InEffect { decision, question, .. } = &part.state else {
        return Ok(());
    };
    let stands = decision.outcome;
    if !stands.acts_at_once() {
        return Err(NotAllowed::Closed);
    }
    // In the order of the list what protects more comes first; the same again answers a manager's question.
    let again = outcome == stands && question.is_some();
    if again || (outcome < stands && outcome.acts_at_once()) {
        Ok(())
    } else {
        Err(NotAllowed::InEffect(stands.label()))
    }
}

/// Whether a strategy discussion that a decision called is still open: until something that it led to is recorded for the child, an
/// enquiry, an assessment or the closure. The outcome itself is recorded by a later part of Holdfast.
pub fn discussion_open(part: &Part, person: Option<&Person>) -> bool {
    let called = |d: &Told<ChildDecided>| matches!(d.outcome, Outcome::StrategyDiscussion | Outcome::EmergencyAction);
    let PartState::InEffect { decision, .. } = &part.state else {
        return false;
    };
    if !called(decision) {
        return false;
    }
    let at = decision.origin.fact;
    let followed = |person: &Person| {
        person.episodes.iter().any(|e| {
            e.section47s.iter().any(|s| s.origin.fact > at)
                || e.assessments.iter().any(|a| a.origin.fact > at)
                || e.closed.as_ref().is_some_and(|c| c.origin.fact > at)
        })
    };
    !person.is_some_and(followed)
}

/// Somebody who wants to sign.
#[derive(Clone, Copy, Debug)]
pub struct Signer {
    pub worker: WorkerId,
    pub role: Role,
}

/// Whether anything stands against `signer` signing the decision that stands for `part`. Nobody signs their own, and whoever took the contact and
/// proposed has had their say. Whose turn it is says [`hand_of`](super::hand_of).
pub fn may_sign(signer: Signer, contact: &Contact, part: &Part) -> Result<(), NotAllowed> {
    let Some(decision) = part.state.decision() else {
        return Err(NotAllowed::NothingToSign);
    };
    if !signer.role.is_manager() {
        return Err(NotAllowed::NotAManager);
    }
    if !part.state.wants_signature() {
        return Err(NotAllowed::NothingToSign);
    }
    let proposed = contact
        .handed_over
        .as_ref()
        .filter(|h| !h.proposal.is_empty())
        .map(|h| h.origin.entry.author.worker);
    // Recording that the section 47 threshold is reached is deciding, so its author does not sign either [Sem 19].
    let threshold = contact
        .agreement
        .as_ref()
        .filter(|a| a.power == "section_47_threshold")
        .map(|a| a.origin.entry.author.worker);
    let had_their_say = [Some(decision.origin.entry.author.worker), proposed, threshold];
    if had_their_say.contains(&Some(signer.worker)) {
        return Err(NotAllowed::OwnDecision);
    }
    let signed = super::signers(part.state.signatures());
    if signed.iter().any(|(worker, _)| *worker == signer.worker) {
        return Err(NotAllowed::AlreadySigned);
    }
    Ok(())
}

/// From the third contact in twelve months for the child or the household, this one included, the service manager signs too.
/// `earlier` may hold older ones; they are left out here. `threshold` is configuration, 3 by default.
pub fn service_manager_signs(received_on: Date, earlier: &[EarlierContact], threshold: usize) -> bool {
    let since = received_on.saturating_sub(jiff::Span::new().months(12));
    let recent = earlier
        .iter()
        .filter(|c| crate::calendar::london::date(c.received_at) > since)
        .count();
    recent + 1 >= threshold
}

/// Whether the child is identified far enough for `outcome`. `match_check` says that the check whether it is a certain child is not
/// answered yet: until it is, the contact cannot close [Sem 17]; what protects never waits for it.
pub fn identified_enough(outcome: Outcome, part: &Part, match_check: bool) -> Result<(), NotAllowed> {
    let name = || part.child.name.clone();
    match outcome {
        _ if match_check && !outcome.acts_at_once() => Err(NotAllowed::MatchCheckOpen(name())),
        // A referral opens on a record. A strategy discussion and emergency action do not wait for one.
        Outcome::Referral | Outcome::LinkToOpenCase if part.child.person.is_none() => {
            Err(NotAllowed::NotIdentified(name()))
        }
        _ => Ok(()),
    }
}
