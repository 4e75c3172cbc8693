//! Who may do what, in one place. Rights are role × relationship × restriction × purpose, always today's, on a past page too [Sem 17].
//!
//! [`Policy::check`] is the only maker of a [`Permit`], and every function of the store that reads or writes personal data demands one. So
//! a page that forgets to ask does not compile, and a right withdrawn is gone at the next request.

mod actions;
mod permit;

pub use actions::*;
pub use permit::{BreakGlass, Depth, Permit, ScopePermit, SystemPermit};

use jiff::Timestamp;

use crate::facts::person::RestrictionLevel;
use crate::ids::{PersonId, Subject, TeamId, WorkerId};
use crate::roles::Role;

/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub worker: WorkerId,
    pub name: String,
    pub role: Role,
    pub team: Option<TeamId>,
    pub team_name: String,
    /// In the front-door team, whose work is to decide contacts.
    pub front_door: bool,
}

/// How somebody stands to a subject: the closest relationship counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relationship {
    /// No connection that gives a right.
    None,
    /// The same, and no worker and no team has the person: a parent, or a child before anybody is allocated.
    Unallocated,
    /// A contact about them is with the front door, in which the actor works.
    FrontDoor,
    /// In the same team as the worker allocated.
    SameTeam,
    /// Wrote the contact, and has not handed it over.
    Author,
    Allocated,
}

impl Relationship {
    /// As it stands in "who has looked", under "why they may".
    pub fn words(self) -> &'static str {
        match self {
            Self::None | Self::Unallocated => "No connection recorded",
            Self::FrontDoor => "Contact with the front door",
            Self::SameTeam => "Their worker's team",
            Self::Author => "Took the contact",
            Self::Allocated => "Their worker",
        }
    }
    /// As it is kept in the access log, which does not tell whether somebody else has the person.
    pub fn code(self) -> &'static str {
        match self {
            Self::None | Self::Unallocated => "none",
            Self::FrontDoor => "front_door",
            Self::SameTeam => "same_team",
            Self::Author => "author",
            Self::Allocated => "allocated",
        }
    }
    pub fn from_code(code: &str) -> Option<Self> {
        [
            Self::None,
            Self::FrontDoor,
            Self::SameTeam,
            Self::Author,
            Self::Allocated,
        ]
        .into_iter()
        .find(|r| r.code() == code)
    }
}

/// What the store tells of an actor and a subject before any right is given: relationship and restriction, nothing of the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub subject: Subject,
    /// The ids under which a read of this subject is logged: the leading id of each person that it shows.
    pub people: Vec<PersonId>,
    pub relationship: Relationship,
    pub restriction: RestrictionLevel,
    /// The actor is in the team, is one of the named people, or is the custodian that the restriction names.
    pub let_in: bool,
    pub ring: String,
    /// An own reason given within the last hour.
    pub break_glass: Option<BreakGlass>,
    pub exists: bool,
}

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no such record, or it is sealed: the two cannot be told apart.
    #[error("There is no such record, or you may not know of it.")]
    NotFound,
    /// There is a record, whom to ring, and, for some, "open with a reason".
    #[error("This record is restricted.")]
    Restricted { ring: String, may_break_glass: bool },
    #[error("Your role does not include this.")]
    NotYourRole,
    #[error("Only those who work with this child may do this.")]
    NotYourChild,
    #[error("Somebody who neither proposed nor decided it does this.")]
    OwnWork,
}

/// The one place where rights are decided.
#[derive(Clone, Copy, Debug)]
pub struct Policy;

impl Policy {
    /// A right over one subject.
    pub fn check<A: Action>(actor: &Actor, standing: &Standing, now: Timestamp) -> Result<Permit<A>, Refusal> {
        if !standing.exists {
            return Err(Refusal::NotFound);
        }
        // Sealed is answered before anything else, so that nothing, not even a refusal for one's role, tells that it is there.
        if standing.restriction == RestrictionLevel::Sealed && !standing.let_in {
            return Err(Refusal::NotFound);
        }
        let mut depth = A::depth(actor, standing.relationship).ok_or(Refusal::NotYourRole)?;
        let glass = standing
            .break_glass
            .as_ref()
            .filter(|g| g.until > now && may_break_glass(actor.role) && A::READS);
        if standing.restriction != RestrictionLevel::Open && !standing.let_in && glass.is_none() {
            return Err(Refusal::Restricted {
                ring: standing.ring.clone(),
                may_break_glass: may_break_glass(actor.role),
            });
        }
        // An own reason also opens an open record to a social worker who has no connection to the child.
        if glass.is_some() && A::READS {
            depth = Depth::Full;
        }
        if depth < A::NEEDS {
            return Err(Refusal::NotYourChild);
        }
        Ok(Permit::new(actor.clone(), standing, depth, glass.cloned()))
    }

    /// A right over a list or a search, which becomes a filter and logs each subject shown.
    pub fn scope<A: ScopeAction>(actor: &Actor) -> Result<ScopePermit<A>, Refusal> {
        if A::allows(actor) {
            Ok(ScopePermit::new(actor.clone()))
        } else {
            Err(Refusal::NotYourRole)
        }
    }

    /// A right for a named job, logged under whoever started it. The program itself starts jobs under [`SystemPermit::PROGRAM`].
    pub fn system<A: SystemAction>(starter: &Actor) -> Result<SystemPermit<A>, Refusal> {
        if A::allows(starter) {
            Ok(SystemPermit::new(starter.clone()))
        } else {
            Err(Refusal::NotYourRole)
        }
    }

    /// For the command line, whose user already holds the database and its key: there is no finer right to check. Logged as such.
    pub fn command_line<A: SystemAction>(operator: Actor) -> SystemPermit<A> {
        SystemPermit::new(operator)
    }
}

/// Who may open a restricted record with a reason of their own. A system administrator never; an auditor and a data officer have no case to; an
/// adviser rings whoever the record names, as they see no more than headings of an open one.
pub fn may_break_glass(role: Role) -> bool {
    matches!(
        role,
        Role::SocialWorker | Role::NewlyQualifiedSocialWorker | Role::TeamManager | Role::ServiceManager
    )
}

/// How long a reason of one's own opens a record.
pub const BREAK_GLASS_MINUTES: i64 = 60;
/// How much has to be said.
pub const BREAK_GLASS_MIN_CHARACTERS: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;

    fn may<A: Action>(role: Role, relationship: Relationship) -> bool {
        let actor = Actor {
            worker: WorkerId(uuid::Uuid::from_u128(1)),
            name: String::new(),
            role,
            team: None,
            team_name: String::new(),
            front_door: false,
        };
        A::depth(&actor, relationship).is_some_and(|depth| depth >= A::NEEDS)
    }

    /// From the role matrix: which relationships, of none, nobody's, the front door's and their team's, are enough for each role.
    fn check<A: Action>(expect: &[(Role, &str)]) {
        let all = [
            (Relationship::None, 'n'),
            (Relationship::Unallocated, 'u'),
            (Relationship::FrontDoor, 'f'),
            (Relationship::SameTeam, 't'),
        ];
        for role in Role::ALL {
            let enough: String = all
                .iter()
                .filter(|(r, _)| may::<A>(*role, *r))
                .map(|(_, c)| c)
                .collect();
            let expected = expect.iter().find(|(r, _)| r == role).map_or("", |(_, e)| e);
            assert_eq!(enough, expected, "{}, {}", A::CODE, role.code());
        }
    }

    use Role::{FrontDoorAdviser, NewlyQualifiedSocialWorker, ServiceManager, SocialWorker, TeamManager};

    #[test]
    fn who_somebody_is_is_recorded_by_an_adviser_and_by_their_team() {
        check::<WriteIdentity>(&[
            (FrontDoorAdviser, "nuft"),
            (SocialWorker, "uft"),
            (NewlyQualifiedSocialWorker, "uft"),
            (TeamManager, "uft"),
            (ServiceManager, "uft"),
        ]);
    }

    #[test]
    fn a_contact_is_decided_by_those_who_work_with_it_and_danger_is_anybodys_to_declare() {
        let working = [
            (FrontDoorAdviser, "nuft"),
            (SocialWorker, "ft"),
            (NewlyQualifiedSocialWorker, "ft"),
            (TeamManager, "ft"),
        ];
        check::<DecideContact>(&working);
        check::<WriteContact>(&working);
        check::<DeclareDanger>(&[
            (FrontDoorAdviser, "nuft"),
            (SocialWorker, "nuft"),
            (NewlyQualifiedSocialWorker, "nuft"),
            (TeamManager, "nuft"),
            (ServiceManager, "nuft"),
        ]);
    }
}
