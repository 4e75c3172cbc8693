//! Teams and staff of Marlshire, and those among them whom the screens name.

use domain::ids::{TeamId, WorkerId};
use domain::roles::Role;
pub use domain::staff::{Team, Worker};
use jiff::civil::{Date, date};
use sha2::{Digest, Sha256};

use super::Plan;

/// Somebody with whom a demonstration signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    pub worker: WorkerId,
    pub name: &'static str,
    pub email: String,
    /// As a person would say it: "Team manager, front door".
    pub what: &'static str,
}

/// Name, last three digits of the telephone number, whether it decides contacts.
pub(super) const TEAMS: &[(&str, u32, bool)] = &[
    ("Front door", 114, true),
    ("Assessment East", 140, false),
    ("Assessment West", 160, false),
    ("Assessment North", 200, false),
    ("Children in need East", 220, false),
    ("Children in need West", 240, false),
    ("Child protection and court North", 260, false),
    ("Child protection and court South", 280, false),
    ("Children with disabilities", 300, false),
    ("Adolescents and exploitation", 320, false),
    ("Emergency duty team", 199, true),
    ("Service management", 340, false),
    ("Quality and audit", 350, false),
    ("Data and systems", 360, false),
];

struct Named {
    name: &'static str,
    role: Role,
    team: &'static str,
    phone: u32,
    since: Date,
}

const fn named(name: &'static str, role: Role, team: &'static str, phone: u32, year: i16, month: i8) -> Named {
    Named {
        name,
        role,
        team,
        phone,
        since: date(year, month, 1),
    }
}

use Role::{
    Auditor, DataOfficer, FrontDoorAdviser, NewlyQualifiedSocialWorker, ServiceManager, SocialWorker,
    SystemAdministrator, TeamManager,
};

/// Those who stand in the designs, and so in the demonstration.
const NAMED: &[Named] = &[
    named("Nadia Karimi", FrontDoorAdviser, "Front door", 101, 2016, 9),
    named("Tom Ashworth", SocialWorker, "Front door", 111, 2017, 2),
    named("Leah Brandt", SocialWorker, "Front door", 112, 2014, 5),
    named("Mark Ellery", SocialWorker, "Front door", 113, 2015, 10),
    named("Grace Adjei", TeamManager, "Front door", 114, 2012, 4),
    named("Jo Whitlock", SocialWorker, "Assessment East", 142, 2015, 1),
    named("Fatima Siddiqui", SocialWorker, "Assessment East", 143, 2013, 3),
    named("Maria Santos", SocialWorker, "Assessment East", 144, 2018, 6),
    named("Chidi Eze", SocialWorker, "Assessment East", 145, 2026, 6),
    named(
        "Leila Haddad",
        NewlyQualifiedSocialWorker,
        "Assessment East",
        146,
        2026,
        8,
    ),
    named("Owen Prys", SocialWorker, "Assessment East", 147, 2011, 9),
    named("Rhys Pritchard", TeamManager, "Assessment East", 141, 2012, 1),
    named(
        "Ben Carver",
        NewlyQualifiedSocialWorker,
        "Assessment East",
        151,
        2026,
        4,
    ),
    named("Femi Balogun", SocialWorker, "Emergency duty team", 199, 2013, 11),
    named("Ingrid Solberg", TeamManager, "Emergency duty team", 198, 2011, 2),
    named("Sunita Rao", ServiceManager, "Service management", 341, 2010, 9),
    named("Howard Bell", ServiceManager, "Service management", 342, 2010, 1),
    named("Hazel Ormerod", Auditor, "Quality and audit", 351, 2016, 1),
    named("Marek Zielinski", DataOfficer, "Data and systems", 361, 2015, 6),
    named("Priscilla Amoah", SystemAdministrator, "Data and systems", 371, 2016, 3),
];

const SIGN_INS: &[(&str, &str)] = &[
    ("Nadia Karimi", "Front-door adviser"),
    ("Tom Ashworth", "Social worker, front door"),
    ("Leah Brandt", "Social worker, front door"),
    ("Grace Adjei", "Team manager, front door"),
    ("Jo Whitlock", "Social worker, Assessment East"),
    ("Ben Carver", "Newly qualified social worker, Assessment East"),
    ("Rhys Pritchard", "Team manager, Assessment East"),
    ("Sunita Rao", "Service manager"),
    ("Marek Zielinski", "Data officer"),
    ("Hazel Ormerod", "Auditor"),
    ("Priscilla Amoah", "System administrator"),
];

/// The same worker has the same id in every authority, so that a test can name one.
pub fn worker_id(name: &str) -> WorkerId {
    WorkerId(fixed("worker", name))
}

/// The same for a team.
pub fn team_id(name: &str) -> TeamId {
    TeamId(fixed("team", name))
}

/// An id that hangs on a name and not on the plan.
pub(super) fn fixed(kind: &str, name: &str) -> uuid::Uuid {
    let digest: [u8; 32] = Sha256::new()
        .chain_update(kind)
        .chain_update([0])
        .chain_update(name)
        .finalize()
        .into();
    let mut random = [0; 10];
    random.copy_from_slice(&digest[..10]);
    domain::ids::v7(BEGINNING, random)
}

/// When the first of them was taken on: 1 January 2010.
const BEGINNING: jiff::Timestamp = jiff::Timestamp::constant(1_262_304_000, 0);

pub(super) fn telephone(last_three: u32) -> String {
    format!("01632 960 {last_three:03}")
}

pub(super) fn teams() -> Vec<Team> {
    let team = |(name, phone, front_door): &(&str, u32, bool)| Team {
        id: team_id(name),
        name: (*name).into(),
        telephone: telephone(*phone),
        front_door: *front_door,
    };
    TEAMS.iter().map(team).collect()
}

/// Those of the designs.
pub(super) fn named_workers(plan: Plan) -> Vec<Worker> {
    let moved = super::pen::Shift::to(plan.today);
    let worker = |(n, w): (u32, &Named)| Worker {
        id: worker_id(w.name),
        name: w.name.into(),
        email: email(w.name),
        role: w.role,
        team: Some(team_id(w.team)),
        registration: if w.role.is_social_worker() || w.role.is_manager() {
            format!("SW{}", 900_100 + n)
        } else {
            String::new()
        },
        telephone: telephone(w.phone),
        started_on: moved.plain(w.since),
        ended_on: None,
    };
    (0..).zip(NAMED).map(worker).collect()
}

pub(super) fn email(name: &str) -> String {
    format!("{}@marlshire.example", name.to_lowercase().replace(' ', "."))
}

pub(super) fn sign_ins() -> Vec<SignIn> {
    let sign_in = |(name, what): &(&'static str, &'static str)| SignIn {
        worker: worker_id(name),
        name,
        email: email(name),
        what,
    };
    SIGN_INS.iter().map(sign_in).collect()
}

/// The role in which somebody named writes.
pub(super) fn role_of(name: &str) -> Role {
    NAMED
        .iter()
        .find(|w| w.name == name)
        .map_or(SystemAdministrator, |w| w.role)
}

/// Their team.
pub(super) fn team_of(name: &str) -> TeamId {
    team_id(NAMED.iter().find(|w| w.name == name).map_or("", |w| w.team))
}
