//! Deciding, signing and the lists, on both engines.

use domain::contact::{Outcome, RawDecision, YesNo};
use domain::facts::contact::{ChildNamed, ContactReceived, HandedOver, Referrer, SafetyDeclared};
use domain::ids::{ContactId, TeamId, WorkerId};
use domain::ledger::{About, NewFact};
use domain::policy::{
    Actor, DecideContact, DeclareDanger, ReadContact, ReadDueList, ReadFrontDoor, ReadRecord, SignDecision,
};
use domain::roles::Role;
use domain::staff::{Team, Worker};
use store::{Decided, Error, Seen, Signing, WhichContacts, Who};
use uuid::Uuid;

use crate::engines::{Fresh, entry, named, on_each, person, record};

pub const CONTACT: ContactId = ContactId(Uuid::from_u128(0xc0));

pub fn who(n: u128, role: Role) -> Who {
    let actor = Actor {
        worker: WorkerId(Uuid::from_u128(n)),
        name: "Somebody".into(),
        role,
        team: None,
        team_name: "Front door".into(),
        front_door: true,
    };
    Who {
        actor,
        route: "/contacts/{id}".into(),
        purpose: String::new(),
    }
}

/// A manager of the front door, on the staff: only for those who work here does anything wait.
pub fn manager(f: &Fresh, n: u128) {
    let team = TeamId(Uuid::from_u128(0x7ea));
    let door = Team {
        id: team,
        name: "Front door".into(),
        telephone: "01632 960100".into(),
        front_door: true,
    };
    let manager = Worker {
        id: WorkerId(Uuid::from_u128(n)),
        name: "Farida Haddad".into(),
        email: "farida.haddad@marlshire.example".into(),
        role: Role::TeamManager,
        team: Some(team),
        registration: String::new(),
        telephone: String::new(),
        started_on: "2020-09-01".parse().unwrap(),
        ended_on: None,
    };
    f.store
        .write_now(move |tx| {
            tx.add_teams(&[door])?;
            tx.add_workers(&[manager])
        })
        .unwrap();
}

pub fn seen(request: &str, known_seq: i64) -> Seen {
    Seen {
        request_id: request.into(),
        request_digest: [3; 32],
        known_seq,
        shown: Vec::new(),
    }
}

/// A contact about one child, received on Tuesday and handed over on Thursday.
fn contact(f: &Fresh) -> i64 {
    contact_with(f, Vec::new())
}

/// The same, with more in it.
pub fn contact_with(f: &Fresh, more: Vec<NewFact>) -> i64 {
    f.set_clock("2026-11-12T10:00Z");
    let received = ContactReceived {
        reference: "26-000001".into(),
        received_at: "2026-11-10T16:05Z".parse().unwrap(),
        channel: "phone".into(),
        source: "2A".into(),
        referrer: Referrer::default(),
        worry: "Late fourteen mornings.".into(),
        information_only: false,
    };
    let safety = SafetyDeclared {
        danger_now: YesNo::No,
        cannot_wait: Vec::new(),
        who_is_with_the_child: String::new(),
        words: String::new(),
    };
    let mut facts = vec![
        named(person(1), 1, "Amelia", "Rowntree"),
        NewFact::record(CONTACT, record(2), received),
        child(3, "Amelia"),
        NewFact::record(CONTACT, record(4), safety),
        NewFact::record(
            CONTACT,
            record(5),
            HandedOver {
                proposal: String::new(),
            },
        ),
    ];
    facts.extend(more);
    f.store
        .write_now(|tx| tx.append(entry("contact", facts), &[]))
        .unwrap()
        .seq
}

/// A part of the contact, said to be Amelia.
pub fn child(part: u128, name: &str) -> NewFact {
    let child = ChildNamed {
        person: Some(person(1)),
        name: name.into(),
        ..ChildNamed::default()
    };
    NewFact::record(CONTACT, record(part), child).about(About::concerned(person(1)))
}

pub fn decide(f: &Fresh, by: u128, outcome: Outcome, request: &'static str, known_seq: i64) -> Result<Decided, Error> {
    f.store.write_now(move |tx| {
        let who = who(by, Role::SocialWorker);
        let permit = tx.permit::<DecideContact>(&who, CONTACT)?;
        let raw = RawDecision {
            outcome: outcome.code(),
            why: "She is late every day.",
            primary_need: "N1",
            ..RawDecision::default()
        };
        tx.decide(&who, &permit, record(3), &raw, &seen(request, known_seq), 3)
    })
}

fn waiting(f: &Fresh, by: u128, role: Role) -> (usize, usize, usize) {
    let queue = f.store.read_now(move |tx| {
        let who = who(by, role);
        let permit = tx.scope::<ReadFrontDoor>(&who)?;
        tx.front_door(&permit, WhichContacts::Undecided)
    });
    let queue = queue.unwrap();
    (queue.undecided, queue.to_sign, queue.rows.len())
}

#[test]
fn a_referral_is_dated_by_its_receipt_signed_after_and_leaves_the_list() {
    on_each(|f| {
        let seq = contact(f);
        manager(f, 3);
        assert_eq!(waiting(f, 2, Role::SocialWorker), (1, 0, 1));
        let saved = decide(f, 2, Outcome::Referral, "d", seq).unwrap();
        assert!(
            matches!(&saved, Decided::Saved(a) if a.seq == seq + 1 && !a.again),
            "{saved:?}"
        );
        let again = decide(f, 2, Outcome::Referral, "d", seq).unwrap();
        assert!(
            matches!(&again, Decided::Saved(a) if a.seq == seq + 1 && a.again),
            "{again:?}"
        );
        let episode = f.store.read_now(|tx| {
            let who = who(9, Role::ServiceManager);
            let permit = tx.permit::<ReadRecord>(&who, person(1))?;
            let record = tx.open_record(&who, &permit, None, "overview")?;
            Ok(record.person.episodes[0].referral.received_on.to_string())
        });
        assert_eq!(episode.unwrap(), "2026-11-10");
        assert_eq!(waiting(f, 3, Role::TeamManager), (0, 1, 0));
        let sign = |by: u128| {
            f.store.write_now(move |tx| {
                let who = who(by, Role::TeamManager);
                let permit = tx.permit::<SignDecision>(&who, CONTACT)?;
                let open = tx.open_contact(&who, &permit, None, "to sign")?;
                let decision = open.contact.children[0].state.decision().unwrap().origin.fact;
                let words = String::new();
                tx.sign(
                    &who,
                    &permit,
                    record(3),
                    decision,
                    Signing::Sign { words },
                    &seen("s", seq + 1),
                )
            })
        };
        assert!(matches!(sign(2), Err(Error::Rule(_))), "never their own");
        sign(3).unwrap();
        assert_eq!(waiting(f, 3, Role::TeamManager), (0, 0, 0));
        let due = f.store.read_now(|tx| {
            let who = who(9, Role::ServiceManager);
            let permit = tx.scope::<ReadDueList>(&who)?;
            tx.due(&permit, 0, 50)
        });
        let due = due.unwrap();
        // The contact and the referral are decided; the assessment of 45 working days runs.
        let clocks: Vec<&str> = due.rows.iter().map(|r| r.kind.id).collect();
        assert_eq!((clocks, due.all, due.overdue), (vec!["caf_from_referral"], 1, 0));
    });
}

#[test]
fn a_decision_from_an_old_page_is_not_saved() {
    on_each(|f| {
        let seq = contact(f);
        let name = || named(person(1), 7, "Amy", "Rowntree");
        f.store
            .write_now(move |tx| tx.append(entry("name", vec![name()]), &[]))
            .unwrap();
        let late = decide(f, 2, Outcome::Referral, "d", seq);
        assert!(
            matches!(late, Err(Error::LookAgain { changed_at, .. }) if changed_at == seq + 1),
            "{late:?}"
        );
        // What cannot wait for a second reading does not.
        assert!(matches!(
            decide(f, 2, Outcome::EmergencyAction, "e", seq),
            Ok(Decided::Saved(_))
        ));
        let stale = decide(f, 2, Outcome::StrategyDiscussion, "f", seq + 1);
        assert!(matches!(stale, Err(Error::Stale { .. })), "{stale:?}");
    });
}

#[test]
fn a_contact_is_read_as_it_stood_at_an_entry() {
    on_each(|f| {
        let seq = contact(f);
        decide(f, 2, Outcome::Referral, "d", seq).unwrap();
        let states = f.store.read_now(move |tx| {
            let who = who(3, Role::TeamManager);
            let permit = tx.permit::<ReadContact>(&who, CONTACT)?;
            let now = tx.open_contact(&who, &permit, None, "contact")?;
            let then = tx.open_contact(&who, &permit, Some(seq), "contact")?;
            let decided = now.contact.children[0].state.decision().unwrap().origin.fact;
            let known = tx.known_at(decided)?.unwrap();
            Ok((then.contact.children[0].state.decision().is_none(), known.known_seq))
        });
        assert_eq!(states.unwrap(), (true, seq));
    });
}

/// Two children of a contact may turn out to be the same one: there is one episode, not two at once.
#[test]
fn danger_opens_one_referral_for_one_person() {
    on_each(|f| {
        contact_with(f, vec![child(6, "Amy")]);
        let declare = |request: &'static str| {
            f.store.write_now(move |tx| {
                let who = who(2, Role::SocialWorker);
                let permit = tx.permit::<DeclareDanger>(&who, CONTACT)?;
                tx.declare_danger(&who, &permit, &seen(request, 0))
            })
        };
        assert!(declare("d").unwrap().is_some());
        let open = f.store.read_now(|tx| {
            let who = who(9, Role::ServiceManager);
            let permit = tx.permit::<ReadRecord>(&who, person(1))?;
            let record = tx.open_record(&who, &permit, None, "overview")?;
            Ok((
                record.person.episodes.len(),
                record.contacts[0]
                    .children
                    .iter()
                    .all(|c| c.state.effective_at().is_some()),
            ))
        });
        assert_eq!(open.unwrap(), (1, true));
        assert!(declare("again").unwrap().is_none(), "pressed again it changes nothing");
    });
}
