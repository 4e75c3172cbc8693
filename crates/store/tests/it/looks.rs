//! How many have looked: counted as far as they are read, and beyond that said to be more.

use domain::policy::{Actor, FindPeople, ReadAccessLog};
use domain::roles::Role;
use jiff::Timestamp;
use store::{MOST_LOOKS, WhichLooks, Who};
use uuid::Uuid;

use crate::engines::{Fresh, entry, fresh, named, person};

fn who(role: Role) -> Who {
    Who {
        actor: Actor {
            worker: domain::ids::WorkerId(Uuid::from_u128(2)),
            name: "Jo".into(),
            role,
            team: None,
            team_name: String::new(),
            front_door: false,
        },
        route: "/find".into(),
        purpose: String::new(),
    }
}

/// Somebody's line stands so many times on a list.
fn shown(f: &Fresh, times: usize) {
    f.store
        .read_now(move |tx| {
            let who = who(Role::SocialWorker);
            let permit = tx.scope::<FindPeople>(&who)?;
            for _ in 0..times {
                tx.lines(&who, &permit, [person(1)], "a line")?;
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn more_looks_than_are_read_are_said_to_be_more() {
    let f = fresh(None);
    let facts = vec![named(person(1), 1, "Maya", "Osei")];
    f.store.write_now(|tx| tx.append(entry("a", facts), &[])).unwrap();
    let count = || {
        f.store
            .read_now(|tx| {
                let permit = tx.permit::<ReadAccessLog>(&who(Role::Auditor), person(1))?;
                let looks = tx.looks(&permit, Timestamp::MIN, Timestamp::MAX, WhichLooks::All)?;
                Ok((looks.total, looks.looks.len(), looks.older))
            })
            .unwrap()
    };
    shown(&f, MOST_LOOKS);
    assert_eq!(count(), (MOST_LOOKS, MOST_LOOKS, false));
    shown(&f, 1);
    assert_eq!(count(), (MOST_LOOKS, MOST_LOOKS, true));
}
