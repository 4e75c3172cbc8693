//! Who works in which team on which day: 180 posts, people who come and go in them.

use std::collections::BTreeSet;

use domain::ids::WorkerId;
use domain::roles::Role;
use jiff::Span;
use jiff::civil::Date;

use super::Plan;
use super::days::{Day, Days};
use super::names;
use super::random::Random;
use super::staff::{TEAMS, Worker, email, named_workers, team_id, telephone, worker_id};

/// Posts of each team: the role and how many.
const POSTS: &[(&str, Role, usize)] = &[
    ("Front door", Role::FrontDoorAdviser, 14),
    ("Front door", Role::SocialWorker, 8),
    ("Front door", Role::TeamManager, 3),
    ("Assessment East", Role::SocialWorker, 15),
    ("Assessment East", Role::TeamManager, 2),
    ("Assessment West", Role::SocialWorker, 14),
    ("Assessment West", Role::TeamManager, 2),
    ("Assessment North", Role::SocialWorker, 14),
    ("Assessment North", Role::TeamManager, 2),
    ("Children in need East", Role::SocialWorker, 14),
    ("Children in need East", Role::TeamManager, 2),
    ("Children in need West", Role::SocialWorker, 14),
    ("Children in need West", Role::TeamManager, 2),
    ("Child protection and court North", Role::SocialWorker, 13),
    ("Child protection and court North", Role::TeamManager, 2),
    ("Child protection and court South", Role::SocialWorker, 13),
    ("Child protection and court South", Role::TeamManager, 2),
    ("Children with disabilities", Role::SocialWorker, 8),
    ("Children with disabilities", Role::TeamManager, 1),
    ("Adolescents and exploitation", Role::SocialWorker, 8),
    ("Adolescents and exploitation", Role::TeamManager, 1),
    ("Emergency duty team", Role::SocialWorker, 7),
    ("Emergency duty team", Role::TeamManager, 1),
    ("Service management", Role::ServiceManager, 4),
    ("Quality and audit", Role::Auditor, 5),
    ("Data and systems", Role::DataOfficer, 5),
    ("Data and systems", Role::SystemAdministrator, 3),
];

/// Everyone, those who have left included. The same for every scale: the department is as large as it is.
pub(super) fn workers(plan: Plan) -> Vec<Worker> {
    let mut random = Random::new(plan.seed, "staff");
    let mut all = named_workers(plan);
    let mut taken: BTreeSet<String> = all.iter().map(|w| w.name.clone()).collect();
    let since = plan.today.saturating_sub(Span::new().years(7));
    for (team, role, posts) in POSTS {
        let same = |w: &&Worker| w.team == Some(team_id(team)) && (w.role == *role || newly(w.role, *role));
        let filled = all.iter().filter(same).count();
        for post in filled..*posts {
            // The first post of a team is never empty, so that somebody is there on every day.
            let gap = if post == filled { 0 } else { 60 };
            let mut from = since.saturating_sub(Span::new().days(random.between(0, 900)));
            while from <= plan.today {
                let stay = if role.is_manager() {
                    500 + random.wait(1900)
                } else {
                    240 + random.wait(1250)
                };
                let until = from.saturating_add(Span::new().days(stay));
                all.push(somebody(&mut random, &mut taken, team, *role, from, until, plan.today));
                from = until.saturating_add(Span::new().days(1 + random.between(0, gap)));
            }
        }
    }
    all
}

/// A newly qualified social worker fills a social worker's post.
fn newly(role: Role, post: Role) -> bool {
    role == Role::NewlyQualifiedSocialWorker && post == Role::SocialWorker
}

fn somebody(
    random: &mut Random,
    taken: &mut BTreeSet<String>,
    team: &str,
    role: Role,
    from: Date,
    until: Date,
    today: Date,
) -> Worker {
    let name = loop {
        let stock = names::stock(random);
        let given = if random.chance(720) {
            random.pick(stock.women)
        } else {
            random.pick(stock.men)
        };
        let name = format!("{given} {}", random.pick(stock.surnames));
        if taken.insert(name.clone()) {
            break name;
        }
    };
    let first_year = today.saturating_sub(Span::new().months(11));
    let role =
        if role == Role::SocialWorker && from > first_year && !team.starts_with("Emergency") && random.chance(300) {
            Role::NewlyQualifiedSocialWorker
        } else {
            role
        };
    let registered = role.is_social_worker() || role.is_manager();
    Worker {
        id: worker_id(&name),
        email: email(&name),
        role,
        team: Some(team_id(team)),
        registration: if registered {
            format!("SW{}", 910_000 + taken.len())
        } else {
            String::new()
        },
        telephone: telephone(u32::try_from(400 + random.below(600)).unwrap_or(400)),
        started_on: from,
        ended_on: Some(until).filter(|on| *on <= today),
        name,
    }
}

/// A worker as the population needs one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    pub id: WorkerId,
    pub role: Role,
    pub team: usize,
    pub from: Day,
    /// The last day on which they work.
    pub until: Day,
}

/// The workers by team and by what they do.
#[derive(Debug)]
pub(super) struct Roster {
    pub members: Vec<Member>,
    groups: Vec<[Vec<usize>; 4]>,
}

/// What somebody is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Adviser,
    SocialWorker,
    Manager,
    ServiceManager,
}

impl Wanted {
    fn of(role: Role) -> Option<Self> {
        Some(match role {
            Role::FrontDoorAdviser => Self::Adviser,
            Role::SocialWorker | Role::NewlyQualifiedSocialWorker => Self::SocialWorker,
            Role::TeamManager => Self::Manager,
            Role::ServiceManager => Self::ServiceManager,
            _ => return None,
        })
    }
}

impl Roster {
    pub(super) fn new(workers: &[Worker], days: &Days) -> Self {
        let team = |w: &Worker| {
            TEAMS
                .iter()
                .position(|(name, ..)| w.team == Some(team_id(name)))
                .unwrap_or(0)
        };
        let member = |w: &Worker| Member {
            id: w.id,
            role: w.role,
            team: team(w),
            from: days.day(w.started_on),
            until: w.ended_on.map_or(Day::MAX, |on| days.day(on)),
        };
        let members: Vec<Member> = workers.iter().map(member).collect();
        let mut groups: Vec<[Vec<usize>; 4]> = vec![Default::default(); TEAMS.len()];
        for (n, m) in members.iter().enumerate() {
            if let Some(wanted) = Wanted::of(m.role) {
                groups[m.team][wanted as usize].push(n);
            }
        }
        Self { members, groups }
    }

    fn there(&self, n: usize, day: Day) -> bool {
        let m = &self.members[n];
        m.from <= day && day <= m.until
    }

    /// Somebody of a team who works on that day and is none of `but`.
    pub(super) fn someone(&self, team: usize, wanted: Wanted, day: Day, but: &[usize], random: &mut Random) -> usize {
        let group = &self.groups[team][wanted as usize];
        let fits = |n: &usize| self.there(*n, day) && !but.contains(n);
        for _ in 0..8 {
            if let Some(n) = Some(random.pick(group)).filter(fits) {
                return n;
            }
        }
        // A team of one or two on a day when one is excluded: whoever is there.
        group
            .iter()
            .copied()
            .find(fits)
            .or_else(|| group.iter().copied().find(|n| self.there(*n, day)))
            .unwrap_or(group[0])
    }

    /// Whether somebody still works there.
    pub(super) fn works(&self, n: usize, day: Day) -> bool {
        self.there(n, day)
    }
}

/// The place of a team in the list.
pub(super) fn team(name: &str) -> usize {
    TEAMS.iter().position(|(n, ..)| *n == name).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_department_is_staffed_every_day() {
        let plan = Plan {
            seed: 3,
            today: date(2026, 11, 12),
            people: 0,
        };
        let workers = workers(plan);
        let now = workers.iter().filter(|w| w.ended_on.is_none()).count();
        assert!((165..=190).contains(&now), "{now}");
        assert!(workers.len() > now + 80, "{} have worked there", workers.len());
        assert_eq!(
            workers.iter().map(|w| &w.email).collect::<BTreeSet<_>>().len(),
            workers.len()
        );
        let days = Days::to(plan.today);
        let roster = Roster::new(&workers, &days);
        for (name, role, _) in POSTS {
            let Some(wanted) = Wanted::of(*role) else { continue };
            for day in 0..=days.today {
                let there = roster.groups[team(name)][wanted as usize]
                    .iter()
                    .filter(|n| roster.there(**n, day))
                    .count();
                assert!(there > 0, "nobody in {name} on {}", days.date(day));
            }
        }
        for w in &workers {
            assert!(w.registration.is_empty() || domain::identifiers::SweNumber::parse(&w.registration).is_ok());
        }
    }
}
