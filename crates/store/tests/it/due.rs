//! What is due, for a team, the front door and the service manager, page by page.

use domain::facts::person::{Allocated, RestrictionLevel, RestrictionSet};
use domain::facts::services::ReferralReceived;
use domain::ids::{PersonId, Subject, TeamId, WorkerId};
use domain::ledger::NewFact;
use domain::policy::ReadDueList;
use domain::roles::Role;
use store::Who;
use uuid::Uuid;

use crate::engines::{Fresh, entry, named, on_each, person, record};
use crate::front_door::{CONTACT, contact_with};

const NORTH: TeamId = TeamId(Uuid::from_u128(0xa));
const SOUTH: TeamId = TeamId(Uuid::from_u128(0xb));

/// A child with a referral of that day of October, whose assessment runs, in a team.
fn referred(f: &Fresh, n: u128, team: TeamId, day: i8, sealed: bool) {
    let on = jiff::civil::date(2026, 10, day);
    let child = person(n);
    let referral = ReferralReceived {
        received_on: on,
        received_at: None,
        source: "2A".into(),
        primary_need: String::new(),
        contact: None,
        no_further_action: false,
    };
    let allocated = Allocated {
        worker: WorkerId(Uuid::from_u128(0x30 + n)),
        team,
        from: on,
        to: None,
    };
    let mut facts = vec![
        named(child, 10 * n, "Maya", "Osei"),
        NewFact::record(child, record(10 * n + 1), referral),
        NewFact::record(child, record(10 * n + 2), allocated),
    ];
    if sealed {
        let restriction = RestrictionSet {
            level: RestrictionLevel::Sealed,
            why: "A worker's own child.".into(),
            team: None,
            named: Vec::new(),
            custodian: Some(WorkerId(Uuid::from_u128(0x99))),
            ring: String::new(),
        };
        facts.push(NewFact::record(child, record(10 * n + 3), restriction));
    }
    f.store
        .write_now(move |tx| tx.append(entry(&format!("child {n}"), facts), &[]))
        .unwrap();
}

/// Whose clocks stand on the page from `skip` on, and how many there are in all and overdue.
fn due(f: &Fresh, who: &Who, skip: usize, size: usize) -> (Vec<Subject>, usize, usize) {
    let who = who.clone();
    let page = f.store.read_now(move |tx| {
        let permit = tx.scope::<ReadDueList>(&who)?;
        tx.due(&permit, skip, size)
    });
    let page = page.unwrap();
    (page.rows.iter().map(|r| r.subject).collect(), page.all, page.overdue)
}

#[test]
fn each_sees_the_clocks_of_their_own_in_the_order_in_which_they_are_due() {
    on_each(|f| {
        // Received on 10 November, so its decision was due on the 11th.
        contact_with(f, Vec::new());
        referred(f, 11, NORTH, 5, false);
        referred(f, 12, NORTH, 1, false);
        referred(f, 13, SOUTH, 2, false);
        referred(f, 14, NORTH, 3, true);
        f.set_clock("2026-11-12T10:00Z");
        let child = |n: u128| Subject::Person(PersonId(Uuid::from_u128(n)));
        let contact = Subject::Contact(CONTACT);
        let with = |role, team, front_door| {
            let mut who = crate::engines::who(0x31, role);
            who.actor.team = Some(team);
            who.actor.front_door = front_door;
            who
        };

        let north = with(Role::SocialWorker, NORTH, false);
        assert_eq!(due(f, &north, 0, 50), (vec![child(12), child(11)], 2, 0));
        assert_eq!(due(f, &north, 1, 1), (vec![child(11)], 2, 0));

        let door = with(Role::SocialWorker, SOUTH, true);
        assert_eq!(due(f, &door, 0, 50), (vec![contact, child(13)], 2, 1));
        assert_eq!(due(f, &door, 0, 1), (vec![contact], 2, 1));
        assert_eq!(due(f, &door, 1, 1), (vec![child(13)], 2, 1));
        assert_eq!(due(f, &door, 2, 1), (vec![], 2, 1));

        let manager = with(Role::ServiceManager, SOUTH, false);
        let all = vec![contact, child(12), child(13), child(11)];
        assert_eq!(due(f, &manager, 0, 50), (all.clone(), 4, 1));
        assert_eq!(due(f, &manager, 1, 2), (all[1..3].to_vec(), 4, 1));

        // The custodian of the sealed record sees its clock where their team's are.
        let mut custodian = with(Role::ServiceManager, NORTH, false);
        custodian.actor.worker = WorkerId(Uuid::from_u128(0x99));
        assert_eq!(
            due(f, &custodian, 0, 50).0,
            [contact, child(12), child(13), child(14), child(11)]
        );
    });
}
