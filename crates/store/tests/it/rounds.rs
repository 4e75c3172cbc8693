//! What happens without anybody asking: an alarm once, and the end of what is kept for a while only.

use domain::contact::CannotWait;
use domain::contact::YesNo;
use domain::facts::contact::{ContactReceived, ContactTaken, HandedOver, Referrer, SafetyDeclared};
use domain::ids::{ContactId, TeamId, WorkerId};
use domain::ledger::NewFact;
use domain::policy::{Actor, Maintain, Policy, ReadDueList};
use domain::roles::Role;
use jiff::SignedDuration;
use store::{Keep, Round, SessionLimits, Who, Worker};
use uuid::Uuid;

use crate::engines::{Fresh, entry, on_each, record};

const LIMITS: SessionLimits = SessionLimits {
    idle: SignedDuration::from_mins(15),
    absolute: SignedDuration::from_hours(12),
};

fn actor(n: u128, role: Role, front_door: bool) -> Actor {
    Actor {
        worker: WorkerId(Uuid::from_u128(n)),
        name: "Somebody".into(),
        role,
        team: None,
        team_name: String::new(),
        front_door,
    }
}

fn round(f: &Fresh) -> Round {
    let keep = Keep {
        sessions: LIMITS,
        draft_days: 30,
    };
    let permit = Policy::command_line::<Maintain>(actor(0, Role::SystemAdministrator, false));
    f.store.round(&permit, keep).unwrap()
}

/// A contact received at a quarter to three in the night.
fn contact(f: &Fresh, n: u128, danger: YesNo, cannot_wait: Vec<CannotWait>, handed_over: bool) {
    let id = ContactId(Uuid::from_u128(0xc0 + n));
    let received = ContactReceived {
        reference: format!("26-00000{n}"),
        received_at: "2026-11-12T02:45Z".parse().unwrap(),
        channel: "phone".into(),
        source: "6".into(),
        referrer: Referrer::default(),
        worry: "Shouting.".into(),
        information_only: false,
    };
    let safety = SafetyDeclared {
        danger_now: danger,
        cannot_wait,
        who_is_with_the_child: String::new(),
        words: String::new(),
    };
    let mut facts = vec![
        NewFact::record(id, record(10 * n), received),
        NewFact::record(id, record(10 * n + 1), safety),
    ];
    if handed_over {
        let proposal = String::new();
        facts.push(NewFact::record(id, record(10 * n + 2), HandedOver { proposal }));
    }
    let entry = entry(&format!("contact {n}"), facts);
    f.store.write_now(move |tx| tx.append(entry, &[])).unwrap();
}

fn told(f: &Fresh, role: Role, front_door: bool) -> usize {
    let who = Who {
        actor: actor(5, role, front_door),
        route: "/work".into(),
        purpose: String::new(),
    };
    let alerts = f.store.read_now(move |tx| {
        let permit = tx.scope::<ReadDueList>(&who)?;
        tx.alerts(&permit)
    });
    alerts.unwrap().iter().filter(|a| a.kind == "not_taken").count()
}

#[test]
fn what_nobody_took_within_the_hour_is_told_once_day_or_night() {
    on_each(|f| {
        f.set_clock("2026-11-12T02:50Z");
        contact(f, 1, YesNo::Yes, Vec::new(), true);
        contact(f, 2, YesNo::No, vec![CannotWait::ALL[0]], true);
        // Presses no more than any other; still on its author's desk; taken.
        contact(f, 3, YesNo::No, Vec::new(), true);
        contact(f, 4, YesNo::No, vec![CannotWait::ALL[0]], false);
        contact(f, 5, YesNo::Yes, Vec::new(), true);
        let taken = NewFact::record(ContactId(Uuid::from_u128(0xc5)), record(59), ContactTaken {});
        f.store
            .write_now(|tx| tx.append(entry("taken", vec![taken]), &[]))
            .unwrap();

        f.set_clock("2026-11-12T03:44:59Z");
        assert_eq!(round(f).alarms, 0);
        f.set_clock("2026-11-12T03:45Z");
        assert_eq!(round(f).alarms, 2);
        assert_eq!(round(f).alarms, 0, "told again");
        assert_eq!(told(f, Role::TeamManager, true), 2);
        assert_eq!(told(f, Role::ServiceManager, false), 2);
        assert_eq!(told(f, Role::TeamManager, false), 0, "another team's manager");
        assert_eq!(told(f, Role::SocialWorker, true), 0);
        let verified = f.store.verify(None, |_| ()).unwrap().unwrap();
        assert_eq!(verified.looks, 1, "the round that raised them is logged, and no other");
    });
}

#[test]
fn sessions_and_unfinished_forms_end_when_their_time_is_over() {
    on_each(|f| {
        f.set_clock("2026-10-01T09:00Z");
        let worker = WorkerId(Uuid::from_u128(9));
        f.store
            .write_now(move |tx| {
                tx.add_workers(&[Worker {
                    id: worker,
                    name: "Jo".into(),
                    email: "jo@marlshire.example".into(),
                    role: Role::SocialWorker,
                    team: None::<TeamId>,
                    registration: String::new(),
                    telephone: String::new(),
                    started_on: jiff::civil::date(2020, 1, 1),
                    ended_on: None,
                }])?;
                let old = tx.start_draft("contact", 1, worker)?;
                tx.save_section(old, worker, "who", 0, "{}")?;
                let handed_over = tx.start_draft("contact", 1, worker)?;
                tx.end_draft(handed_over)
            })
            .unwrap();
        f.set_clock("2026-10-20T09:00Z");
        f.store
            .write_now(move |tx| {
                tx.start_draft("contact", 1, worker)?;
                tx.start_session(&[1; 32], worker, "csrf", LIMITS)
            })
            .unwrap();
        let nothing = Round::default();
        f.set_clock("2026-10-20T09:14Z");
        assert_eq!(round(f), nothing);
        f.set_clock("2026-10-20T09:16Z");
        assert_eq!(round(f), Round { sessions: 1, ..nothing });
        f.set_clock("2026-10-31T08:59Z");
        assert_eq!(round(f), nothing);
        f.set_clock("2026-10-31T09:01Z");
        assert_eq!(round(f), Round { drafts: 2, ..nothing });
        let left = f.store.read_now(move |tx| tx.drafts_of(worker)).unwrap();
        assert_eq!(left.len(), 1);
    });
}
