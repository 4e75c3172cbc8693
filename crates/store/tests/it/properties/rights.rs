//! Rights on both engines against a plain reading of the rules [Sem 17]: who stands how to a record, and that nobody gets in who is not let in.

use domain::facts::contact::{ChildNamed, ContactReceived, HandedOver, Referrer};
use domain::facts::person::{Allocated, RestrictionLevel, RestrictionSet};
use domain::facts::services::ReferralReceived;
use domain::ids::{ContactId, TeamId, WorkerId};
use domain::ledger::{About, NewFact};
use domain::policy::{
    Action, Actor, BreakGlass, JoinPeople, Policy, ReadAccessLog, ReadRecord, Refusal, Relationship, Restrict,
    ReviewBreakGlass, Standing, WriteIdentity, WriteRecord, may_break_glass,
};
use domain::roles::Role;
use jiff::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;
use store::{Error, Tx, Who};
use uuid::Uuid;

use crate::engines::{Fresh, entry, named, on_each, person, record};

const TEAMS: [u128; 2] = [50, 51];
const WORKERS: [u128; 3] = [7, 8, 9];

/// A record as it is guarded.
#[derive(Clone, Debug)]
struct Guarded {
    level: RestrictionLevel,
    team: Option<TeamId>,
    named: Vec<WorkerId>,
    custodian: Option<WorkerId>,
    allocated: Option<(WorkerId, TeamId)>,
    /// A contact about them waits at the front door.
    contact: bool,
    /// The first worker gave a reason of their own; not of a sealed record.
    glass: bool,
}

fn worker() -> impl Strategy<Value = WorkerId> {
    prop::sample::select(&WORKERS[..]).prop_map(|n| WorkerId(Uuid::from_u128(n)))
}

fn team() -> impl Strategy<Value = TeamId> {
    prop::sample::select(&TEAMS[..]).prop_map(|n| TeamId(Uuid::from_u128(n)))
}

fn guarded() -> impl Strategy<Value = Guarded> {
    (
        prop::sample::select(RestrictionLevel::ALL),
        prop::option::of(team()),
        prop::collection::vec(worker(), 0..2),
        prop::option::of(worker()),
        prop::option::of((worker(), team())),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(level, team, named, custodian, allocated, contact, glass)| Guarded {
            level,
            team,
            named,
            custodian,
            allocated,
            contact,
            glass: glass && level != RestrictionLevel::Sealed,
        })
}

fn who(actor: Actor) -> Who {
    Who {
        actor,
        route: "/people/{id}".into(),
        purpose: String::new(),
    }
}

fn actors() -> Vec<Actor> {
    let teams = [None, Some(TEAMS[0]), Some(TEAMS[1])];
    let mut actors = Vec::new();
    for worker in WORKERS {
        for role in Role::ALL {
            for team in teams {
                for front_door in [false, true] {
                    actors.push(Actor {
                        worker: WorkerId(Uuid::from_u128(worker)),
                        name: String::new(),
                        role: *role,
                        team: team.map(|n| TeamId(Uuid::from_u128(n))),
                        team_name: String::new(),
                        front_door,
                    });
                }
            }
        }
    }
    actors
}

/// Writes it down; the reason of one's own that holds.
fn write(f: &Fresh, g: &Guarded) -> Option<BreakGlass> {
    f.set_clock("2026-11-12T10:00Z");
    let restriction = RestrictionSet {
        level: g.level,
        why: "relative of staff".into(),
        team: g.team,
        named: g.named.clone(),
        custodian: g.custodian,
        ring: "Sunita Rao".into(),
    };
    let referral = ReferralReceived {
        received_on: date(2026, 11, 1),
        received_at: None,
        source: "2A".into(),
        primary_need: "N1".into(),
        contact: None,
        no_further_action: false,
    };
    let mut facts = vec![
        named(person(1), 1, "Maya", "Osei"),
        NewFact::record(person(1), record(2), restriction),
        NewFact::record(person(1), record(3), referral),
    ];
    if let Some((worker, team)) = g.allocated {
        let (from, to) = (date(2026, 11, 2), None);
        facts.push(NewFact::record(
            person(1),
            record(4),
            Allocated { worker, team, from, to },
        ));
    }
    if g.contact {
        facts.extend(contact());
    }
    f.store.write_now(move |tx| tx.append(entry("a", facts), &[])).unwrap();
    let asker = actors().remove(0);
    let asker = who(Actor {
        role: Role::SocialWorker,
        ..asker
    });
    g.glass.then(|| {
        let given = f.store.write_now(move |tx| {
            tx.open_with_own_reason(&asker, person(1), "contact", "Her aunt rang about her just now.")
        });
        let given = given.unwrap();
        BreakGlass {
            n: given.n,
            until: given.until,
        }
    })
}

fn contact() -> Vec<NewFact> {
    let id = ContactId(Uuid::from_u128(0xc0));
    let received = ContactReceived {
        reference: "26-000001".into(),
        received_at: "2026-11-10T16:05Z".parse().unwrap(),
        channel: "phone".into(),
        source: "2A".into(),
        referrer: Referrer::default(),
        worry: "Late.".into(),
        information_only: false,
    };
    let child = ChildNamed {
        person: Some(person(1)),
        name: "Maya".into(),
        ..ChildNamed::default()
    };
    let handed = HandedOver {
        proposal: String::new(),
    };
    vec![
        NewFact::record(id, record(10), received),
        NewFact::record(id, record(11), child).about(About::concerned(person(1))),
        NewFact::record(id, record(12), handed),
    ]
}

/// How somebody stands to the record, by the words of the rules.
fn stands(g: &Guarded, actor: &Actor, glass: Option<&BreakGlass>) -> Standing {
    let named = g.named.contains(&actor.worker) || g.custodian == Some(actor.worker);
    let relationship = match g.allocated {
        Some((worker, _)) if worker == actor.worker => Relationship::Allocated,
        Some((_, team)) if actor.team == Some(team) => Relationship::SameTeam,
        _ if g.contact && actor.front_door => Relationship::FrontDoor,
        None => Relationship::Unallocated,
        _ => Relationship::None,
    };
    Standing {
        subject: person(1).into(),
        people: vec![person(1)],
        relationship,
        restriction: g.level,
        let_in: match g.level {
            RestrictionLevel::Open => false,
            RestrictionLevel::Team => g.team.is_some() && g.team == actor.team,
            RestrictionLevel::Named | RestrictionLevel::Sealed => named,
        },
        ring: "Sunita Rao".into(),
        break_glass: glass.filter(|_| actor.worker.0 == Uuid::from_u128(WORKERS[0])).cloned(),
        exists: true,
    }
}

/// What a right comes to, to be compared.
type Comes = Result<String, Refusal>;

fn comes<A: Action>(permit: &domain::policy::Permit<A>) -> String {
    format!(
        "{:?} {:?} {:?} {:?} {:?}",
        permit.depth(),
        permit.relationship(),
        permit.restriction(),
        permit.break_glass(),
        permit.people()
    )
}

/// What the store answers, and what follows from the rules.
fn asked<A: Action>(tx: &mut Tx<'_>, actor: &Actor, standing: &Standing) -> (Comes, Comes) {
    let now: Timestamp = tx.now();
    let by_rule = Policy::check::<A>(actor, standing, now).map(|p| comes(&p));
    let by_store = match tx.permit::<A>(&who(actor.clone()), person(1)) {
        Ok(permit) => Ok(comes(&permit)),
        Err(Error::Refused(refusal)) => Err(refusal),
        Err(other) => panic!("{other}"),
    };
    (by_store, by_rule)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn rights_are_those_of_the_rules_and_nobody_gets_in_who_is_not_let_in(g in guarded()) {
        on_each(|f| {
            let glass = write(f, &g);
            let g = g.clone();
            f.store.read_now(move |tx| {
                for actor in actors() {
                    let standing = stands(&g, &actor, glass.as_ref());
                    let all = [
                        ("read", asked::<ReadRecord>(tx, &actor, &standing)),
                        ("log", asked::<ReadAccessLog>(tx, &actor, &standing)),
                        ("write", asked::<WriteRecord>(tx, &actor, &standing)),
                        ("identity", asked::<WriteIdentity>(tx, &actor, &standing)),
                        ("join", asked::<JoinPeople>(tx, &actor, &standing)),
                        ("restrict", asked::<Restrict>(tx, &actor, &standing)),
                        ("review", asked::<ReviewBreakGlass>(tx, &actor, &standing)),
                    ];
                    for (what, (by_store, by_rule)) in &all {
                        assert_eq!(by_store, by_rule, "{what}, {actor:?}, {g:?}");
                        let reads = ["read", "log"].contains(what);
                        let glass = standing.break_glass.is_some() && may_break_glass(actor.role) && reads;
                        match g.level {
                            RestrictionLevel::Open => {}
                            RestrictionLevel::Sealed if !standing.let_in => assert_eq!(*by_store, Err(Refusal::NotFound), "{what}, {actor:?}"),
                            _ if !standing.let_in && !glass => assert!(by_store.is_err(), "{what}, {actor:?}"),
                            _ => {}
                        }
                    }
                    if actor.role == Role::SystemAdministrator {
                        assert!(all.iter().all(|(_, (by_store, _))| by_store.is_err()), "{actor:?}");
                    }
                }
                Ok(())
            })
            .unwrap();
        });
    }
}
