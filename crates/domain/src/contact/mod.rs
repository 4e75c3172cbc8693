//! A contact: one communication about one or more children, each with its own part and its own decision.

mod answers;
mod band;
mod before;
mod outcome;
mod rules;
mod signing;

pub use answers::{LONGEST, Missing, RawDecision, decision, unreadable};
pub use band::{Band, TAKE_WITHIN, TakeBy, Waiting};
pub use before::{CameBefore, before_this, came_before, ordinal, within_a_year};
pub use outcome::{Approval, CannotWait, Outcome, YesNo};
pub use rules::{
    EarlierContact, NotAllowed, Signer, discussion_open, identified_enough, may_change, may_choose, may_decide,
    may_sign, service_manager_signs,
};

pub use signing::{COVER_AFTER, Hand, Manager, Waits, counts_as, hand_of, waits_for};

use jiff::Timestamp;

use crate::facts::FactBody;
use crate::facts::contact::*;
use crate::facts::removed::WordsRemoved;
use crate::ids::{ContactId, PersonId, RecordId, WorkerId};
use crate::ledger::{Fact, standing};
use crate::roles::Role;
use crate::told::{Told, told};

/// A contact as its facts fold.
#[derive(Clone, Debug)]
pub struct Contact {
    pub id: ContactId,
    pub received: Option<Told<ContactReceived>>,
    pub children: Vec<Part>,
    pub safety: Option<Told<SafetyDeclared>>,
    pub agreement: Option<Told<AgreementRecorded>>,
    pub danger: Option<Told<DangerDeclared>>,
    pub handed_over: Option<Told<HandedOver>>,
    pub taken: Option<Told<ContactTaken>>,
    pub match_answers: Vec<Told<MatchAnswered>>,
    /// Words that were taken out of it.
    pub removed: Vec<Told<WordsRemoved>>,
    /// The newest entry that touched the contact: what a save from a page must not be older than.
    pub last_seq: i64,
}

/// One child's part in a contact.
#[derive(Clone, Debug)]
pub struct Part {
    /// The record of the part.
    pub id: RecordId,
    pub child: Told<ChildNamed>,
    pub state: PartState,
}

/// Where a child's part stands. Each state owns what belongs to it.
#[derive(Clone, Debug)]
pub enum PartState {
    Undecided,
    /// Decided, and waiting for a signature before it takes effect.
    AwaitingSignature {
        decision: Told<ChildDecided>,
        signatures: Vec<Told<DecisionSigned>>,
    },
    /// Given back with a question; has to be decided again. The clock keeps its start.
    Returned {
        decision: Told<ChildDecided>,
        returned: Told<DecisionReturned>,
    },
    /// In effect since `since`, on save or by signature. `approval` says whether signatures are still to come.
    InEffect {
        decision: Told<ChildDecided>,
        since: Timestamp,
        signatures: Vec<Told<DecisionSigned>>,
        question: Option<Told<DecisionReturned>>,
        approval: Approval,
    },
}

impl PartState {
    pub fn decision(&self) -> Option<&Told<ChildDecided>> {
        match self {
            Self::Undecided => None,
            Self::AwaitingSignature { decision, .. }
            | Self::Returned { decision, .. }
            | Self::InEffect { decision, .. } => Some(decision),
        }
    }

    /// Since when an effective decision stands; stops the clock.
    pub fn effective_at(&self) -> Option<Timestamp> {
        if let Self::InEffect { since, .. } = self {
            Some(*since)
        } else {
            None
        }
    }

    pub fn signatures(&self) -> &[Told<DecisionSigned>] {
        match self {
            Self::AwaitingSignature { signatures, .. } | Self::InEffect { signatures, .. } => signatures,
            Self::Undecided | Self::Returned { .. } => &[],
        }
    }

    /// The question with which it was given back, while nobody has answered it.
    pub fn question(&self) -> Option<&Told<DecisionReturned>> {
        match self {
            Self::Returned { returned, .. } => Some(returned),
            Self::InEffect { question, .. } => question.as_ref(),
            Self::Undecided | Self::AwaitingSignature { .. } => None,
        }
    }

    /// Whether somebody still has to sign, before or after.
    pub fn wants_signature(&self) -> bool {
        matches!(
            self,
            Self::AwaitingSignature { .. }
                | Self::InEffect {
                    approval: Approval::Wanted,
                    ..
                }
        )
    }
}

impl Contact {
    /// Folds the facts of one contact. `None` where nothing of it stands.
    pub fn fold(id: ContactId, facts: &[Fact]) -> Option<Self> {
        let mut contact = Self {
            id,
            received: None,
            children: Vec::new(),
            safety: None,
            agreement: None,
            danger: None,
            handed_over: None,
            taken: None,
            match_answers: Vec::new(),
            removed: Vec::new(),
            last_seq: facts.iter().map(|f| f.at.seq).max()?,
        };
        let (mut decisions, mut signed, mut returned) = (Vec::new(), Vec::new(), Vec::new());
        for fact in standing(facts) {
            if fact.fact.subject != id.into() {
                continue;
            }
            let Some(Told { value, origin }) = told(&fact) else {
                continue;
            };
            match value {
                FactBody::ContactReceived(v) => contact.received = Some(Told { value: v, origin }),
                FactBody::ChildNamed(v) => contact.children.push(Part {
                    id: origin.record,
                    child: Told { value: v, origin },
                    state: PartState::Undecided,
                }),
                FactBody::SafetyDeclared(v) => contact.safety = Some(Told { value: v, origin }),
                FactBody::AgreementRecorded(v) => contact.agreement = Some(Told { value: v, origin }),
                FactBody::DangerDeclared(v) => contact.danger = Some(Told { value: v, origin }),
                FactBody::HandedOver(v) => contact.handed_over = Some(Told { value: v, origin }),
                FactBody::ContactTaken(v) => contact.taken = Some(Told { value: v, origin }),
                FactBody::MatchAnswered(v) => contact.match_answers.push(Told { value: v, origin }),
                FactBody::WordsRemoved(v) => contact.removed.push(Told { value: v, origin }),
                FactBody::ChildDecided(v) => decisions.push(Told { value: v, origin }),
                FactBody::DecisionSigned(v) => signed.push(Told { value: v, origin }),
                FactBody::DecisionReturned(v) => returned.push(Told { value: v, origin }),
                _ => {}
            }
        }
        // A correction stands where it was recorded; the children keep the order in which they were first named.
        contact
            .children
            .sort_by_key(|p| p.child.origin.replaced.first().copied().unwrap_or(p.child.origin.fact));
        for part in &mut contact.children {
            part.state = state_of(part.id, &decisions, &signed, &returned);
        }
        Some(contact)
    }

    pub fn part(&self, id: RecordId) -> Option<&Part> {
        self.children.iter().find(|p| p.id == id)
    }

    pub fn part_of(&self, person: PersonId) -> Option<&Part> {
        self.children.iter().find(|p| p.child.person == Some(person))
    }

    /// The people whom the contact concerns, as far as they are identified.
    pub fn people(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.children.iter().filter_map(|p| p.child.person)
    }

    pub fn received_at(&self) -> Option<Timestamp> {
        self.received.as_ref().map(|r| r.received_at)
    }

    pub fn reference(&self) -> &str {
        self.received
            .as_ref()
            .map_or("not yet numbered", |r| r.reference.as_str())
    }

    /// When every child had an effective decision; `None` while one has not.
    pub fn all_effective_at(&self) -> Option<Timestamp> {
        self.children
            .iter()
            .map(|p| p.state.effective_at())
            .collect::<Option<Vec<_>>>()?
            .into_iter()
            .max()
    }

    /// Whether a strategy discussion was called for a child of this contact. Its outcome is recorded by a later part of Holdfast, so
    /// it is open from the moment it is called.
    pub fn strategy_discussion_since(&self) -> Option<(Timestamp, &Part)> {
        self.children
            .iter()
            .filter(|p| {
                p.state
                    .decision()
                    .is_some_and(|d| matches!(d.outcome, Outcome::StrategyDiscussion | Outcome::EmergencyAction))
            })
            .filter_map(|p| Some((p.state.effective_at()?, p)))
            .min_by_key(|(at, _)| *at)
    }
}

fn state_of(
    part: RecordId,
    decisions: &[Told<ChildDecided>],
    signed: &[Told<DecisionSigned>],
    returned: &[Told<DecisionReturned>],
) -> PartState {
    let Some(decision) = decisions
        .iter()
        .filter(|d| d.child == part)
        .max_by_key(|d| d.origin.fact)
        .cloned()
    else {
        return PartState::Undecided;
    };
    let this = decision.origin.fact;
    let signatures: Vec<_> = signed
        .iter()
        .filter(|s| s.child == part && s.decision == this)
        .cloned()
        .collect();
    let last_return = returned
        .iter()
        .filter(|r| r.child == part && r.decision == this)
        .max_by_key(|r| r.origin.fact)
        .cloned();
    let approval = Approval::of(&decision, &signatures);
    let signed_at = signatures.iter().map(|s| s.origin.recorded_at()).max();
    // A question asked after the last signature is still open; one asked before it has been answered by the signature.
    let question = last_return.filter(|r| signatures.iter().all(|s| s.origin.fact < r.origin.fact));
    if decision.outcome.acts_at_once() || approval == Approval::NotNeeded {
        let since = decision.origin.recorded_at();
        return PartState::InEffect {
            decision,
            since,
            signatures,
            question,
            approval,
        };
    }
    match (approval, signed_at, question) {
        (_, _, Some(returned)) => PartState::Returned { decision, returned },
        (Approval::Given, Some(since), None) => PartState::InEffect {
            decision,
            since,
            signatures,
            question: None,
            approval,
        },
        _ => PartState::AwaitingSignature { decision, signatures },
    }
}

/// Who signed, for the rules on who may sign next.
pub fn signers(signatures: &[Told<DecisionSigned>]) -> Vec<(WorkerId, Role)> {
    signatures
        .iter()
        .map(|s| (s.origin.entry.author.worker, s.origin.entry.author.role))
        .collect()
}
