//! The acts that need a right, and who has it (`domain/access.md` §2; defaults). One line each in `docs/generated/permissions.md`.

use super::{Actor, Depth, Relationship};
use crate::roles::Role;

/// An act on one subject.
pub trait Action {
    const CODE: &'static str;
    const TITLE: &'static str;
    /// Whether it only reads; a reason of one's own opens reading, never writing.
    const READS: bool;
    /// The least depth with which it makes sense.
    const NEEDS: Depth;
    /// How much somebody sees of an open record in doing it; `None` where the role does not include it.
    fn depth(actor: &Actor, relationship: Relationship) -> Option<Depth>;
}

/// An act over a list or a search.
pub trait ScopeAction {
    const CODE: &'static str;
    const TITLE: &'static str;
    fn allows(actor: &Actor) -> bool;
}

/// An act of a job over everything.
pub trait SystemAction {
    const CODE: &'static str;
    const TITLE: &'static str;
    fn allows(actor: &Actor) -> bool;
}

/// What a role sees of a person with whom it has this relationship.
fn reading(actor: &Actor, relationship: Relationship) -> Option<Depth> {
    match actor.role {
        Role::FrontDoorAdviser => Some(Depth::Headings),
        Role::SocialWorker | Role::NewlyQualifiedSocialWorker | Role::TeamManager => {
            Some(if relationship >= Relationship::FrontDoor {
                Depth::Full
            } else {
                Depth::Headings
            })
        }
        Role::ServiceManager | Role::Auditor => Some(Depth::Full),
        Role::DataOfficer => Some(Depth::Items),
        Role::SystemAdministrator => None,
    }
}

fn practitioner(actor: &Actor) -> bool {
    !matches!(
        actor.role,
        Role::DataOfficer | Role::Auditor | Role::SystemAdministrator
    )
}

/// How much of a contact somebody works with: an adviser any, a social worker or a manager of a team those that the front door in which they
/// work has, that they took, or that are about a child of theirs or of their team. A service manager reads contacts and signs.
fn working_on_contact(actor: &Actor, relationship: Relationship) -> Option<Depth> {
    match actor.role {
        Role::ServiceManager => None,
        _ if practitioner(actor) => reading_contact(actor, relationship),
        _ => None,
    }
}

fn reading_contact(actor: &Actor, relationship: Relationship) -> Option<Depth> {
    match actor.role {
        Role::FrontDoorAdviser => Some(Depth::Full),
        _ => reading(actor, relationship),
    }
}

macro_rules! action {
    ($( #[doc = $doc:literal] $Name:ident = $code:literal, $title:literal, reads $reads:literal, needs $needs:ident: |$actor:ident, $rel:ident| $depth:expr; )*) => {
        $( #[doc = $doc] #[derive(Clone, Copy, Debug)] pub struct $Name;
        impl Action for $Name {
            const CODE: &'static str = $code;
            const TITLE: &'static str = $title;
            const READS: bool = $reads;
            const NEEDS: Depth = Depth::$needs;
            fn depth($actor: &Actor, $rel: Relationship) -> Option<Depth> { $depth }
        } )*
        /// Code and title of every act on one subject, for the generated list and the test of every route by every role.
        pub const ACTIONS: &[(&str, &str, fn(&Actor, Relationship) -> Option<Depth>, Depth)] =
            &[ $( ($code, $title, <$Name as Action>::depth, Depth::$needs), )* ];
    };
}

action! {
    /// Open a person's record.
    ReadRecord = "read_record", "Open a person's record", reads true, needs Headings: |a, r| reading(a, r);
    /// Open a contact and the people in it.
    ReadContact = "read_contact", "Open a contact", reads true, needs Headings: |a, r| reading_contact(a, r);
    /// Record something about a person.
    WriteRecord = "write_record", "Record something about a person", reads false, needs Full: |a, r| match a.role {
        Role::SocialWorker | Role::NewlyQualifiedSocialWorker | Role::TeamManager => Some(if r >= Relationship::FrontDoor { Depth::Full } else { Depth::Headings }),
        _ => None,
    };
    /// Record who somebody is: names, birth, address, relationships. A team records it of its own, and of those whom no worker has, as a parent.
    WriteIdentity = "write_identity", "Record who somebody is", reads false, needs Full: |a, r| match a.role {
        Role::FrontDoorAdviser => Some(Depth::Full),
        _ if practitioner(a) => Some(if r >= Relationship::Unallocated { Depth::Full } else { Depth::Headings }),
        _ => None,
    };
    /// Join two records found to be one person, or part them.
    JoinPeople = "join_people", "Join or part two records", reads false, needs Full: |a, r| match a.role {
        Role::TeamManager => Some(if r >= Relationship::FrontDoor || a.front_door { Depth::Full } else { Depth::Headings }),
        Role::ServiceManager => Some(Depth::Full),
        _ => None,
    };
    /// Restrict a record, or lift it.
    Restrict = "restrict", "Restrict a record", reads false, needs Full: |a, r| match a.role {
        Role::TeamManager => Some(if r >= Relationship::FrontDoor { Depth::Full } else { Depth::Headings }),
        Role::ServiceManager => Some(Depth::Full),
        _ => None,
    };
    /// Add to a contact: say who its child is.
    WriteContact = "write_contact", "Add to a contact", reads false, needs Full: |a, r| working_on_contact(a, r);
    /// Declare immediate danger in a contact. No field and no relationship stands in its way.
    DeclareDanger = "declare_danger", "Declare immediate danger", reads false, needs Headings: |a, r| practitioner(a).then(|| reading_contact(a, r)).flatten();
    /// Take a contact and decide for a child in it: for those who work with it and so read all of it. Which outcomes is for its rules.
    DecideContact = "decide_contact", "Decide for a child in a contact", reads false, needs Full: |a, r| working_on_contact(a, r);
    /// Sign or return a decision. Whose is for the rules of the contact; a manager whom they name reads all of it, another as much as they would.
    SignDecision = "sign_decision", "Sign or return a decision", reads false, needs Headings: |a, r| a.role.is_manager().then(|| reading_contact(a, r)).flatten();
    /// See who has looked at a record.
    ReadAccessLog = "read_access_log", "See who has looked at a record", reads true, needs Full: |a, r| match a.role {
        Role::SocialWorker | Role::NewlyQualifiedSocialWorker if r == Relationship::Allocated => Some(Depth::Full),
        Role::SocialWorker | Role::NewlyQualifiedSocialWorker => Some(Depth::Headings),
        Role::TeamManager if r >= Relationship::FrontDoor => Some(Depth::Full),
        Role::TeamManager => Some(Depth::Headings),
        Role::ServiceManager | Role::Auditor => Some(Depth::Full),
        _ => None,
    };
    /// Say whether a look with an own reason was right.
    ReviewBreakGlass = "review_break_glass", "Review a look with an own reason", reads false, needs Full: |a, r| match a.role {
        Role::SocialWorker if r == Relationship::Allocated => Some(Depth::Full),
        Role::TeamManager if r >= Relationship::FrontDoor => Some(Depth::Full),
        Role::ServiceManager => Some(Depth::Full),
        _ => None,
    };
}

macro_rules! scope {
    ($trait:ident, $list:ident: $( #[doc = $doc:literal] $Name:ident = $code:literal, $title:literal: |$actor:ident| $allows:expr; )*) => {
        $( #[doc = $doc] #[derive(Clone, Copy, Debug)] pub struct $Name;
        impl $trait for $Name {
            const CODE: &'static str = $code;
            const TITLE: &'static str = $title;
            fn allows($actor: &Actor) -> bool { $allows }
        } )*
        /// Code, title and rule of every one of these acts, for the generated list.
        pub const $list: &[(&str, &str, fn(&Actor) -> bool)] = &[ $( ($code, $title, <$Name as $trait>::allows), )* ];
    };
}

scope! { ScopeAction, SCOPE_ACTIONS:
    /// Find a child.
    FindPeople = "find_people", "Find a child": |a| practitioner(a) || matches!(a.role, Role::Auditor);
    /// Work on one's own drafts, and record a contact.
    TakeContact = "take_contact", "Record a contact": |a| practitioner(a);
    /// See the front door's contacts.
    ReadFrontDoor = "read_front_door", "See the front door's contacts": |a| practitioner(a) || matches!(a.role, Role::Auditor);
    /// See one's own work and one's team's due list.
    ReadDueList = "read_due_list", "See what is due": |a| practitioner(a);
    /// See which looks with an own reason still need an answer.
    ReadBreakGlass = "read_break_glass", "See looks with an own reason": |a| a.role.is_manager() || a.role == Role::Auditor;
    /// Search the access log by worker, day and kind.
    SearchAccessLog = "search_access_log", "Search who has looked": |a| a.role == Role::Auditor;
}

scope! { SystemAction, SYSTEM_ACTIONS:
    /// Import a census or a ledger.
    Import = "import", "Import a census": |a| a.role == Role::DataOfficer;
    /// Write everything out.
    Export = "export", "Export everything": |a| a.role == Role::DataOfficer;
    /// Destroy words for good, on somebody's authority.
    Redact = "redact", "Remove words for good": |a| a.role == Role::DataOfficer;
    /// Add staff, change roles, end access.
    ManageAccounts = "manage_accounts", "Manage accounts": |a| a.role == Role::SystemAdministrator;
    /// Check and rebuild.
    Maintain = "maintain", "Check and rebuild": |a| matches!(a.role, Role::SystemAdministrator | Role::Auditor);
}
