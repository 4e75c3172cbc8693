//! Who can sign a decision today, and who stands in where nobody whose work it is can: a decision waits for a kind of manager, never for a
//! person, so that it is not stuck with one who decided it, is away or has left.

use jiff::{SignedDuration, Timestamp};

use super::{Contact, NotAllowed, Part, Signer, may_sign};
use crate::facts::contact::DecisionSigned;
use crate::ids::WorkerId;
use crate::roles::Role;
use crate::told::Told;

/// How long a decision waits for the front door's managers, and for the service manager, before others may stand in for them: long enough for a
/// shift to end and the next to begin. Holdfast does not know who is on leave.
pub const COVER_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// One of the two signatures that a decision can want.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// A manager of the front door.
    Manager,
    /// The service manager too, from the third contact in twelve months.
    ServiceManager,
}

impl Hand {
    /// The role whose signature it is.
    #[must_use]
    pub fn role(self) -> Role {
        match self {
            Self::Manager => Role::TeamManager,
            Self::ServiceManager => Role::ServiceManager,
        }
    }
}

/// A manager who works here now and can sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manager {
    pub worker: WorkerId,
    /// [`Role::TeamManager`] or [`Role::ServiceManager`].
    pub role: Role,
    pub front_door: bool,
}

/// A signature that a decision waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waits {
    pub hand: Hand,
    /// Whose work it is, and who neither decided nor proposed it, nor has signed.
    pub by: Vec<WorkerId>,
    /// Who may stand in for them: nobody while one of those can, until the decision has waited too long.
    pub cover: Vec<WorkerId>,
}

impl Waits {
    /// Everybody to whom the decision is shown.
    pub fn everybody(&self) -> impl Iterator<Item = WorkerId> + '_ {
        self.by.iter().chain(&self.cover).copied()
    }
}

/// The role as which a signature counts: that of whoever gave it, unless it was given in another's place.
#[must_use]
pub fn counts_as(signature: &Told<DecisionSigned>) -> Role {
    signature.covers.unwrap_or(signature.origin.entry.author.role)
}

/// The signatures that the decision for `part` waits for, each with those who can give it. Nobody signs their own, or twice.
///
/// The front door's managers sign; where none of them can, or none has for [`COVER_AFTER`], a service manager stands in, or, where the service
/// manager signs too, a manager of another team. Where no service manager can, or none has for as long, another manager stands in for them.
#[must_use]
pub fn waits_for(contact: &Contact, part: &Part, managers: &[Manager], now: Timestamp) -> Vec<Waits> {
    let Some(decision) = part.state.decision().filter(|_| part.state.wants_signature()) else {
        return Vec::new();
    };
    let signatures = part.state.signatures();
    let free: Vec<&Manager> = managers
        .iter()
        .filter(|m| {
            let signer = Signer {
                worker: m.worker,
                role: m.role,
            };
            may_sign(signer, contact, part).is_ok()
        })
        .collect();
    let those = |wanted: &dyn Fn(&Manager) -> bool| -> Vec<WorkerId> {
        free.iter().filter(|m| wanted(m)).map(|m| m.worker).collect()
    };
    let of_front_door = those(&|m| m.role == Role::TeamManager && m.front_door);
    let of_other_teams = those(&|m| m.role == Role::TeamManager && !m.front_door);
    let of_the_service = those(&|m| m.role == Role::ServiceManager);
    let given = |role: Role| signatures.iter().any(|s| counts_as(s) == role);
    let since = signatures.iter().map(|s| s.origin.recorded_at()).max();
    let late = now.duration_since(since.unwrap_or(decision.origin.recorded_at())) > COVER_AFTER;
    let both = decision.service_manager_signs;
    let mut waits = Vec::new();
    if !given(Role::TeamManager) {
        let mut cover = match (both, of_other_teams.is_empty()) {
            (false, _) if !of_the_service.is_empty() => of_the_service.clone(),
            (_, false) => of_other_teams.clone(),
            // One of the service's managers for each of the two signatures.
            (_, true) if of_the_service.len() > 1 || given(Role::ServiceManager) => of_the_service.clone(),
            _ => Vec::new(),
        };
        if !of_front_door.is_empty() && !late {
            cover.clear();
        }
        waits.push(Waits {
            hand: Hand::Manager,
            by: of_front_door.clone(),
            cover,
        });
    }
    if both && !given(Role::ServiceManager) {
        let mut cover = Vec::new();
        if of_the_service.is_empty() || late {
            cover = if of_front_door.is_empty() {
                of_other_teams
            } else {
                of_front_door
            };
        }
        waits.push(Waits {
            hand: Hand::ServiceManager,
            by: of_the_service,
            cover,
        });
    }
    waits
}

/// Which signature `signer` would give, if they may.
///
/// # Errors
/// Why not, in words for a page.
pub fn hand_of(
    signer: Signer,
    contact: &Contact,
    part: &Part,
    managers: &[Manager],
    now: Timestamp,
) -> Result<Hand, NotAllowed> {
    may_sign(signer, contact, part)?;
    let waits = waits_for(contact, part, managers, now);
    let own = waits.iter().find(|w| w.by.contains(&signer.worker));
    let covered = || waits.iter().find(|w| w.cover.contains(&signer.worker));
    if let Some(waits) = own.or_else(covered) {
        return Ok(waits.hand);
    }
    // The service manager may sign what a front-door manager would, at any time; it is only not put before them.
    if signer.role == Role::ServiceManager && waits.iter().any(|w| w.hand == Hand::Manager) {
        return Ok(Hand::Manager);
    }
    Err(match waits.first() {
        Some(w) if w.hand == Hand::ServiceManager => NotAllowed::ServiceManagerNext,
        _ => NotAllowed::NotFrontDoor,
    })
}

#[cfg(test)]
mod tests;
