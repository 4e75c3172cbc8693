//! Accounts, jobs, match checks and the search of the access log, on both engines.

use domain::facts::contact::{ChildNamed, ContactReceived, HandedOver, Referrer};
use domain::facts::person::{RestrictionLevel, RestrictionSet};
use domain::ids::{ContactId, WorkerId};
use domain::ledger::NewFact;
use domain::policy::{Import, ManageAccounts, ReadDueList, ReadRecord, SearchAccessLog};
use domain::roles::Role;
use jiff::civil::date;
use store::{Error, JobState, Secrets, SessionLimits, WhichRows};
use uuid::Uuid;

use crate::engines::{Fresh, entry, named, on_each, person, record, who, worker};

fn secrets() -> Secrets {
    Secrets {
        password: "hash".into(),
        totp: "KEY".into(),
    }
}

/// The version of an account's page.
fn version(f: &Fresh, n: u128) -> String {
    f.store
        .read_now(move |tx| {
            let admin = who(1, Role::SystemAdministrator);
            let permit = tx.system::<ManageAccounts>(&admin)?;
            Ok(tx.staff_member(&admin, &permit, WorkerId(Uuid::from_u128(n)))?.version)
        })
        .unwrap()
}

#[test]
fn an_account_is_changed_only_from_the_page_that_still_is_so() {
    on_each(|f| {
        let (limits, token) = (
            SessionLimits {
                idle: jiff::SignedDuration::from_mins(15),
                absolute: jiff::SignedDuration::from_hours(12),
            },
            [7; 32],
        );
        f.store
            .write_now(move |tx| {
                let admin = who(1, Role::SystemAdministrator);
                let permit = tx.system::<ManageAccounts>(&admin)?;
                tx.add_staff(&admin, &permit, worker(2, Role::SocialWorker), Some(&secrets()))?;
                tx.start_session(&token, WorkerId(Uuid::from_u128(2)), "csrf", limits)
            })
            .unwrap();
        let session = f.store.read_now(move |tx| tx.session(&token, limits)).unwrap().unwrap();
        assert!(session.chooses_password);
        let seen = version(f, 2);
        let change = |seen: String, role| {
            f.store.write_now(move |tx| {
                let admin = who(1, Role::SystemAdministrator);
                let permit = tx.system::<ManageAccounts>(&admin)?;
                tx.change_place(&admin, &permit, WorkerId(Uuid::from_u128(2)), &seen, role, None)
            })
        };
        change(seen.clone(), Role::Auditor).unwrap();
        assert!(matches!(
            change(seen.clone(), Role::DataOfficer),
            Err(Error::Stale { .. })
        ));
        let session = f.store.read_now(move |tx| tx.session(&token, limits)).unwrap().unwrap();
        assert_eq!(session.actor.role, Role::Auditor, "at the next request");
        f.store
            .write_now(|tx| tx.set_password(WorkerId(Uuid::from_u128(2)), "their own"))
            .unwrap();
        let session = f.store.read_now(move |tx| tx.session(&token, limits)).unwrap().unwrap();
        assert!(!session.chooses_password);
        let seen = version(f, 2);
        f.store
            .write_now(move |tx| {
                let admin = who(1, Role::SystemAdministrator);
                let permit = tx.system::<ManageAccounts>(&admin)?;
                tx.end_access(&admin, &permit, WorkerId(Uuid::from_u128(2)), &seen, date(2026, 9, 21))
            })
            .unwrap();
        assert!(
            f.store
                .read_now(move |tx| tx.session(&token, limits))
                .unwrap()
                .is_none()
        );
        let refused = f
            .store
            .read_now(|tx| tx.system::<ManageAccounts>(&who(2, Role::Auditor)).map(|_| ()));
        assert!(matches!(refused, Err(Error::Refused(_))));
    });
}

#[test]
fn a_job_stays_as_it_ended() {
    on_each(|f| {
        let id = Uuid::from_u128(9);
        f.store
            .write_now(move |tx| {
                let officer = who(3, Role::DataOfficer);
                let permit = tx.system::<Import>(&officer)?;
                tx.start_job(&officer, &permit, id, "{}")?;
                tx.job_is::<Import>(id, JobState::Running, "half", None)
            })
            .unwrap();
        assert_eq!(f.store.read_now(|tx| tx.jobs_to_run::<Import>()).unwrap().len(), 1);
        f.store
            .write_now(move |tx| {
                tx.job_is::<Import>(id, JobState::Done, "all", Some("account"))?;
                tx.job_is::<Import>(id, JobState::Running, "late", None)
            })
            .unwrap();
        assert!(f.store.read_now(|tx| tx.jobs_to_run::<Import>()).unwrap().is_empty());
        let (job, result) = f
            .store
            .read_now(move |tx| {
                let officer = who(3, Role::DataOfficer);
                let permit = tx.system::<Import>(&officer)?;
                tx.job(&officer, &permit, id)
            })
            .unwrap()
            .unwrap();
        assert_eq!(
            (job.state, job.progress.as_str(), result.as_deref()),
            (JobState::Done, "all", Some("account"))
        );
    });
}

#[test]
fn a_match_check_is_put_to_the_custodian_and_answered_once() {
    on_each(|f| {
        let (custodian, sealed, part) = (WorkerId(Uuid::from_u128(7)), person(1), record(20));
        let contact = ContactId(Uuid::from_u128(0xc));
        let seal = RestrictionSet {
            level: RestrictionLevel::Sealed,
            why: "threats".into(),
            team: None,
            named: vec![custodian],
            custodian: Some(custodian),
            ring: "Howard Bell".into(),
        };
        let received = ContactReceived {
            reference: "26-000001".into(),
            received_at: "2026-09-21T10:00Z".parse().unwrap(),
            channel: "phone".into(),
            source: "2A".into(),
            referrer: Referrer::default(),
            worry: "Not seen.".into(),
            information_only: false,
        };
        let child = ChildNamed {
            name: "Ellie".into(),
            ..ChildNamed::default()
        };
        let proposal = String::new();
        let facts = vec![
            named(sealed, 1, "Ellie", "Marchbanks"),
            NewFact::record(sealed, record(2), seal),
            NewFact::record(contact, record(10), received),
            NewFact::record(contact, part, child),
            NewFact::record(contact, record(30), HandedOver { proposal }),
        ];
        f.store
            .write_now(move |tx| {
                tx.append(entry("a", facts), &[])?;
                tx.raise_match_check(contact, part, &[sealed])
            })
            .unwrap();
        let alerts = |n, role| {
            f.store
                .read_now(move |tx| {
                    let asker = who(n, role);
                    let permit = tx.scope::<ReadDueList>(&asker)?;
                    tx.alerts(&permit)
                })
                .unwrap()
        };
        assert_eq!(alerts(7, Role::SocialWorker).len(), 1, "the custodian");
        assert_eq!(alerts(8, Role::ServiceManager).len(), 1, "on call");
        assert!(alerts(9, Role::TeamManager).is_empty() && alerts(10, Role::SocialWorker).is_empty());
        let id = alerts(7, Role::SocialWorker)[0].id;
        let answer = |n, same| {
            f.store.write_now(move |tx| {
                let asker = who(n, Role::SocialWorker);
                let permit = tx.scope::<ReadDueList>(&asker)?;
                tx.answer_match_check(&asker, &permit, id, same)
            })
        };
        assert!(matches!(answer(10, true), Err(Error::NotThere(_))));
        answer(7, true).unwrap();
        assert!(matches!(answer(7, false), Err(Error::NotThere(_))));
        assert!(alerts(7, Role::SocialWorker).is_empty() && alerts(8, Role::ServiceManager).is_empty());
    });
}

#[test]
fn the_log_is_found_by_day_kind_and_worker() {
    on_each(|f| {
        f.store
            .write_now(|tx| tx.append(entry("a", vec![named(person(1), 1, "Maya", "Osei")]), &[]))
            .unwrap();
        let look = |n, role| {
            let _ = f.store.read_now(move |tx| {
                let asker = who(n, role);
                let permit = tx.permit::<ReadRecord>(&asker, person(1))?;
                tx.open_record(&asker, &permit, None, "overview").map(|_| ())
            });
        };
        f.set_clock("2026-10-01T09:00:00Z");
        look(2, Role::SocialWorker);
        look(3, Role::SystemAdministrator);
        f.set_clock("2026-10-02T09:00:00Z");
        look(4, Role::SocialWorker);
        let search = |worker: Option<u128>, days, which| {
            let worker = worker.map(|n| WorkerId(Uuid::from_u128(n)));
            let page = f.store.read_now(move |tx| {
                let auditor = who(5, Role::Auditor);
                let permit = tx.scope::<SearchAccessLog>(&auditor)?;
                tx.search_access_log(&auditor, &permit, worker, days, which, None)
            });
            let rows = page.unwrap().rows;
            rows.iter()
                .map(|r| r.logged.worker.unwrap().0.as_u128())
                .collect::<Vec<_>>()
        };
        let (first, second) = (Some(date(2026, 10, 1)), Some(date(2026, 10, 2)));
        assert_eq!(search(None, (None, None), WhichRows::Records), [4, 3, 2]);
        assert_eq!(search(None, (first, first), WhichRows::Records), [3, 2]);
        assert_eq!(search(None, (second, None), WhichRows::Records), [4]);
        assert_eq!(search(None, (None, None), WhichRows::Refused), [3]);
        assert_eq!(search(Some(2), (None, None), WhichRows::All), [2]);
        assert_eq!(search(None, (None, None), WhichRows::OwnReason), [] as [u128; 0]);
        // The searches themselves, each a row.
        assert_eq!(search(Some(5), (None, None), WhichRows::Lists).len(), 6);
    });
}
