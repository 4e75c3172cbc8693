use std::sync::Arc;

use uuid::Uuid;

use super::*;
use crate::contact::{Approval, Outcome, PartState};
use crate::facts::contact::{ChildDecided, ChildNamed};
use crate::ids::{ContactId, RecordId};
use crate::ledger::{Author, Entry, FactRef};
use crate::told::Origin;

const CHILD: RecordId = RecordId(Uuid::from_u128(7));
const CONTACT: ContactId = ContactId(Uuid::from_u128(9));
const DECIDED_AT: i64 = 1_794_000_000;

// Who works here: two managers of the front door, one of another team, two service managers. 1 decides.
const FRONT: u128 = 11;
const FRONT_TWO: u128 = 12;
const OTHER: u128 = 21;
const SERVICE: u128 = 31;
const SERVICE_TWO: u128 = 32;

fn worker(n: u128) -> WorkerId {
    WorkerId(Uuid::from_u128(n))
}

fn role(n: u128) -> Role {
    match n {
        FRONT | FRONT_TWO | OTHER => Role::TeamManager,
        SERVICE | SERVICE_TWO => Role::ServiceManager,
        _ => Role::SocialWorker,
    }
}

fn after(hours: i64) -> Timestamp {
    Timestamp::from_second(DECIDED_AT + hours * 3600).unwrap()
}

fn origin(seq: i64, by: u128) -> Origin {
    Origin {
        fact: FactRef { seq, ord: 0 },
        record: CHILD,
        written_to: CONTACT.into(),
        entry: Arc::new(Entry {
            seq,
            recorded_at: after(0),
            asserted_at: None,
            author: Author {
                worker: worker(by),
                role: role(by),
                on_behalf_of: None,
            },
            reason: None,
            source: "holdfast".into(),
        }),
        effective_on: None,
        replaced: Vec::new(),
    }
}

fn decision(by: u128, both: bool) -> Told<ChildDecided> {
    Told {
        value: ChildDecided {
            child: CHILD,
            outcome: Outcome::NoFurtherAction,
            why: "x".into(),
            protection: String::new(),
            answers_records: String::new(),
            to_whom: String::new(),
            section_47_threshold: None,
            primary_need: String::new(),
            read: Vec::new(),
            service_manager_signs: both,
        },
        origin: origin(1, by),
    }
}

fn signature(by: u128, covers: Option<Role>) -> Told<DecisionSigned> {
    Told {
        value: DecisionSigned {
            child: CHILD,
            decision: FactRef { seq: 1, ord: 0 },
            words: String::new(),
            covers,
        },
        origin: origin(2, by),
    }
}

fn part(by: u128, both: bool, signatures: Vec<Told<DecisionSigned>>) -> (Contact, Part) {
    let child = ChildNamed {
        name: "Robin".into(),
        ..ChildNamed::default()
    };
    let part = Part {
        id: CHILD,
        child: Told {
            value: child,
            origin: origin(1, by),
        },
        state: PartState::AwaitingSignature {
            decision: decision(by, both),
            signatures,
        },
    };
    let contact = Contact {
        id: CONTACT,
        received: None,
        children: vec![part.clone()],
        safety: None,
        agreement: None,
        danger: None,
        handed_over: None,
        taken: None,
        match_answers: Vec::new(),
        removed: Vec::new(),
        last_seq: 1,
    };
    (contact, part)
}

fn managers(here: &[u128]) -> Vec<Manager> {
    let manager = |n: &u128| Manager {
        worker: worker(*n),
        role: role(*n),
        front_door: matches!(*n, FRONT | FRONT_TWO),
    };
    here.iter().map(manager).collect()
}

/// Each signature that is waited for: by whom, and who stands in.
type Expect<'a> = &'a [(Hand, &'a [u128], &'a [u128])];

fn check(here: &[u128], hours: i64, (by, both, signed): (u128, bool, &[(u128, Option<Role>)]), expect: Expect<'_>) {
    let signatures = signed.iter().map(|(by, covers)| signature(*by, *covers)).collect();
    let (contact, part) = part(by, both, signatures);
    let managers = managers(here);
    let waits = waits_for(&contact, &part, &managers, after(hours));
    let ids = |n: &[u128]| n.iter().map(|n| worker(*n)).collect::<Vec<_>>();
    let expect: Vec<Waits> = expect
        .iter()
        .map(|(hand, by, cover)| Waits {
            hand: *hand,
            by: ids(by),
            cover: ids(cover),
        })
        .collect();
    assert_eq!(
        waits, expect,
        "{here:?} after {hours}h, decided by {by}, both {both}, {signed:?}"
    );
    // Whoever it is put before may sign it, and as what they would.
    for w in &waits {
        for id in w.everybody() {
            let role = managers.iter().find(|m| m.worker == id).unwrap().role;
            let signer = Signer { worker: id, role };
            assert!(
                hand_of(signer, &contact, &part, &managers, after(hours)).is_ok(),
                "{id:?}"
            );
        }
    }
}

use Hand::{Manager as M, ServiceManager as S};
const ALL: &[u128] = &[FRONT, FRONT_TWO, OTHER, SERVICE, SERVICE_TWO];

#[test]
fn the_front_doors_managers_sign_and_nobody_stands_in_while_they_can() {
    check(ALL, 1, (1, false, &[]), &[(M, &[FRONT, FRONT_TWO], &[])]);
    // One of them decided it: the other signs.
    check(ALL, 1, (FRONT, false, &[]), &[(M, &[FRONT_TWO], &[])]);
    check(
        ALL,
        1,
        (1, true, &[]),
        &[(M, &[FRONT, FRONT_TWO], &[]), (S, &[SERVICE, SERVICE_TWO], &[])],
    );
    check(
        ALL,
        1,
        (1, true, &[(FRONT, None)]),
        &[(S, &[SERVICE, SERVICE_TWO], &[])],
    );
    check(ALL, 1, (1, true, &[(SERVICE, None)]), &[(M, &[FRONT, FRONT_TWO], &[])]);
}

#[test]
fn where_none_of_them_can_somebody_stands_in() {
    // The only one decided it, or has left.
    let without: &[u128] = &[FRONT, OTHER, SERVICE];
    check(without, 1, (FRONT, false, &[]), &[(M, &[], &[SERVICE])]);
    check(&[OTHER, SERVICE], 1, (1, false, &[]), &[(M, &[], &[SERVICE])]);
    check(&[OTHER], 1, (1, false, &[]), &[(M, &[], &[OTHER])]);
    // The service manager signs too, and cannot do both.
    check(
        &[OTHER, SERVICE],
        1,
        (1, true, &[]),
        &[(M, &[], &[OTHER]), (S, &[SERVICE], &[])],
    );
    check(
        &[SERVICE, SERVICE_TWO],
        1,
        (1, true, &[]),
        &[(M, &[], &[SERVICE, SERVICE_TWO]), (S, &[SERVICE, SERVICE_TWO], &[])],
    );
    check(
        &[SERVICE, SERVICE_TWO],
        1,
        (1, true, &[(SERVICE, None)]),
        &[(M, &[], &[SERVICE_TWO])],
    );
    // The only service manager declared the danger, and so decided.
    check(
        &[FRONT, FRONT_TWO, SERVICE],
        1,
        (SERVICE, true, &[]),
        &[(M, &[FRONT, FRONT_TWO], &[]), (S, &[], &[FRONT, FRONT_TWO])],
    );
    check(
        &[FRONT, FRONT_TWO, SERVICE],
        1,
        (SERVICE, true, &[(FRONT, None)]),
        &[(S, &[], &[FRONT_TWO])],
    );
    check(&[FRONT, OTHER], 1, (1, true, &[(FRONT, None)]), &[(S, &[], &[OTHER])]);
}

#[test]
fn after_a_day_others_may_stand_in_for_whoever_is_away() {
    check(ALL, 24, (1, false, &[]), &[(M, &[FRONT, FRONT_TWO], &[])]);
    check(
        ALL,
        25,
        (1, false, &[]),
        &[(M, &[FRONT, FRONT_TWO], &[SERVICE, SERVICE_TWO])],
    );
    check(
        ALL,
        25,
        (1, true, &[]),
        &[
            (M, &[FRONT, FRONT_TWO], &[OTHER]),
            (S, &[SERVICE, SERVICE_TWO], &[FRONT, FRONT_TWO]),
        ],
    );
}

#[test]
fn after_a_day_others_may_stand_in_for_a_service_manager_who_is_away() {
    // The front door's manager has signed; the day is counted from then, and it is another of them who stands in.
    let signed: &[(u128, Option<Role>)] = &[(FRONT, None)];
    let here: &[u128] = &[FRONT, FRONT_TWO, OTHER, SERVICE];
    check(here, 24, (1, true, signed), &[(S, &[SERVICE], &[])]);
    check(here, 25, (1, true, signed), &[(S, &[SERVICE], &[FRONT_TWO])]);
    // Of the front door nobody else: a manager of another team.
    check(
        &[FRONT, OTHER, SERVICE],
        25,
        (1, true, signed),
        &[(S, &[SERVICE], &[OTHER])],
    );
    // Nobody else at all: it waits for the service manager, and says so.
    check(&[FRONT, SERVICE], 25, (1, true, signed), &[(S, &[SERVICE], &[])]);
}

#[test]
fn nobody_at_all_is_said_to_be_nobody() {
    check(&[], 1, (1, false, &[]), &[(M, &[], &[])]);
    check(&[SERVICE], 1, (SERVICE, false, &[]), &[(M, &[], &[])]);
}

#[test]
fn a_signature_in_anothers_place_counts_as_theirs() {
    let given = |signed: &[(u128, Option<Role>)]| {
        let signatures: Vec<_> = signed.iter().map(|(by, covers)| signature(*by, *covers)).collect();
        Approval::of(&decision(1, true), &signatures)
    };
    assert_eq!(given(&[(FRONT, None), (OTHER, None)]), Approval::Wanted);
    assert_eq!(
        given(&[(FRONT, None), (OTHER, Some(Role::ServiceManager))]),
        Approval::Given
    );
    assert_eq!(
        given(&[(SERVICE, None), (SERVICE_TWO, Some(Role::TeamManager))]),
        Approval::Given
    );
    assert_eq!(given(&[(SERVICE, None), (SERVICE_TWO, None)]), Approval::Wanted);
}

#[test]
fn whose_turn_it_is_not_is_told_why() {
    let managers = managers(ALL);
    let hand = |n: u128, both: bool, signed: Vec<Told<DecisionSigned>>| {
        let (contact, part) = part(1, both, signed);
        let signer = Signer {
            worker: worker(n),
            role: role(n),
        };
        hand_of(signer, &contact, &part, &managers, after(1))
    };
    assert_eq!(hand(FRONT, false, vec![]), Ok(M));
    assert_eq!(hand(OTHER, false, vec![]), Err(NotAllowed::NotFrontDoor));
    // Not put before the service manager, and not refused to them.
    assert_eq!(hand(SERVICE, false, vec![]), Ok(M));
    assert_eq!(hand(SERVICE, true, vec![]), Ok(S));
    let signed = || vec![signature(FRONT, None)];
    assert_eq!(hand(FRONT, true, signed()), Err(NotAllowed::AlreadySigned));
    assert_eq!(hand(FRONT_TWO, true, signed()), Err(NotAllowed::ServiceManagerNext));
    assert_eq!(hand(1, false, vec![]), Err(NotAllowed::NotAManager));
}
