//! The three kinds of permit [Sem 18]. None has a public constructor.

use std::marker::PhantomData;

use jiff::Timestamp;

use super::{Action, Actor, Relationship, Standing};
use crate::facts::person::RestrictionLevel;
use crate::ids::{PersonId, Subject};
use crate::roles::Role;

/// How much of a record somebody sees. Each holds the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// Name, age, address, open or not, worker, plan, headings of the timeline; no narrative.
    Headings,
    /// Every data item, no narrative and no confidential address.
    Items,
    Full,
}

/// A reason of one's own, while it lasts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreakGlass {
    /// The entry of the access log that holds the reason.
    pub n: i64,
    pub until: Timestamp,
}

/// A right over one subject for one kind of act.
#[derive(Clone, Debug)]
pub struct Permit<A> {
    actor: Actor,
    subject: Subject,
    people: Vec<PersonId>,
    relationship: Relationship,
    depth: Depth,
    restriction: RestrictionLevel,
    let_in: bool,
    break_glass: Option<BreakGlass>,
    act: PhantomData<A>,
}

impl<A> Permit<A> {
    pub(super) fn new(actor: Actor, standing: &Standing, depth: Depth, break_glass: Option<BreakGlass>) -> Self {
        let Standing {
            subject,
            ref people,
            relationship,
            restriction,
            let_in,
            ..
        } = *standing;
        Self {
            actor,
            subject,
            people: people.clone(),
            relationship,
            depth,
            restriction,
            let_in,
            break_glass,
            act: PhantomData,
        }
    }
    pub fn actor(&self) -> &Actor {
        &self.actor
    }
    pub fn subject(&self) -> Subject {
        self.subject
    }
    /// Whom a use of it is logged under.
    pub fn people(&self) -> &[PersonId] {
        &self.people
    }
    pub fn relationship(&self) -> Relationship {
        self.relationship
    }
    pub fn depth(&self) -> Depth {
        self.depth
    }
    pub fn restriction(&self) -> RestrictionLevel {
        self.restriction
    }
    /// Whether another right over the same subject would be given at the same moment. For what a page offers; the act itself asks for its
    /// own permit.
    pub fn would_give<B: Action>(&self) -> bool {
        let let_in = self.restriction == RestrictionLevel::Open || self.let_in;
        let depth = B::depth(&self.actor, self.relationship);
        let_in && depth.is_some_and(|d| d >= B::NEEDS)
    }
    pub fn break_glass(&self) -> Option<&BreakGlass> {
        self.break_glass.as_ref()
    }
    /// Name, birth, numbers, homes, school and needs, value by value: for those who see items, and for an adviser, who records and corrects them of
    /// anybody (`access.md` §2, "RW demographics").
    pub fn sees_who_they_are(&self) -> bool {
        self.depth >= Depth::Items || self.actor.role == Role::FrontDoorAdviser
    }
    /// A confidential address is for those who work with the child, for those let in by name, and for a reason of one's own.
    pub fn sees_confidential(&self) -> bool {
        self.depth == Depth::Full
            && (self.relationship >= Relationship::SameTeam
                || self.break_glass.is_some()
                || (self.let_in && self.restriction != RestrictionLevel::Open))
    }
}

/// A right over a list or a search.
#[derive(Clone, Debug)]
pub struct ScopePermit<A> {
    actor: Actor,
    act: PhantomData<A>,
}

impl<A> ScopePermit<A> {
    pub(super) fn new(actor: Actor) -> Self {
        Self {
            actor,
            act: PhantomData,
        }
    }
    pub fn actor(&self) -> &Actor {
        &self.actor
    }
}

/// A right for a named job.
#[derive(Clone, Debug)]
pub struct SystemPermit<A> {
    starter: Actor,
    act: PhantomData<A>,
}

impl<A> SystemPermit<A> {
    pub(super) fn new(starter: Actor) -> Self {
        Self {
            starter,
            act: PhantomData,
        }
    }
    pub fn starter(&self) -> &Actor {
        &self.starter
    }
}
