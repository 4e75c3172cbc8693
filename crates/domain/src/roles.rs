//! The roles of the department that this slice of Holdfast knows (`domain/access.md` §2 of the brief; defaults, to be confirmed by
//! each authority's Caldicott guardian).

use serde::{Deserialize, Serialize};

/// What somebody is employed to do. A person has one role at a time; rights follow from it and from their relationship to a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    FrontDoorAdviser,
    SocialWorker,
    /// In the assessed and supported first year: decisions are co-signed, and they lead no section 47 enquiry alone.
    NewlyQualifiedSocialWorker,
    TeamManager,
    ServiceManager,
    DataOfficer,
    Auditor,
    /// Runs the system and sees no case content; has no break-glass.
    SystemAdministrator,
}

impl Role {
    pub const ALL: &[Self] = &[
        Self::FrontDoorAdviser,
        Self::SocialWorker,
        Self::NewlyQualifiedSocialWorker,
        Self::TeamManager,
        Self::ServiceManager,
        Self::DataOfficer,
        Self::Auditor,
        Self::SystemAdministrator,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::FrontDoorAdviser => "front_door_adviser",
            Self::SocialWorker => "social_worker",
            Self::NewlyQualifiedSocialWorker => "newly_qualified_social_worker",
            Self::TeamManager => "team_manager",
            Self::ServiceManager => "service_manager",
            Self::DataOfficer => "data_officer",
            Self::Auditor => "auditor",
            Self::SystemAdministrator => "system_administrator",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|r| r.code() == code)
    }

    /// As it stands under a name on a page.
    pub fn label(self) -> &'static str {
        match self {
            Self::FrontDoorAdviser => "Front-door adviser",
            Self::SocialWorker => "Social worker",
            Self::NewlyQualifiedSocialWorker => "Newly qualified social worker",
            Self::TeamManager => "Team manager",
            Self::ServiceManager => "Service manager",
            Self::DataOfficer => "Data officer",
            Self::Auditor => "Auditor",
            Self::SystemAdministrator => "System administrator",
        }
    }

    /// Registered with Social Work England, as far as the role tells. Every decision on a welfare concern needs it [Sem 19].
    pub fn is_social_worker(self) -> bool {
        matches!(self, Self::SocialWorker | Self::NewlyQualifiedSocialWorker)
    }

    pub fn is_manager(self) -> bool {
        matches!(self, Self::TeamManager | Self::ServiceManager)
    }
}

#[cfg(test)]
mod tests {
    use super::Role;

    #[test]
    fn codes_are_distinct_and_read_back() {
        for role in Role::ALL {
            assert_eq!(Role::from_code(role.code()), Some(*role));
            assert_eq!(serde_json::to_value(role).unwrap(), role.code());
        }
        assert_eq!(Role::from_code("god"), None);
    }
}
