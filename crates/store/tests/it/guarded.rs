//! What a restriction keeps back, and that nothing is let out of which the log has no row.

use domain::facts::person::RestrictionLevel;
use domain::ids::WorkerId;
use domain::ledger::NewFact;
use domain::policy::{Actor, FindPeople, ReadRecord, Refusal, ScopeAction, SearchAccessLog};
use domain::roles::Role;
use store::{Error, Line, LogPage, WhichRows, Who};
use uuid::Uuid;

use crate::engines::{Fresh, entry, named, on_each, person, record};
use crate::people::restricted;

fn who(role: Role) -> Who {
    Who {
        actor: Actor {
            worker: WorkerId(Uuid::from_u128(2)),
            name: "Jo".into(),
            role,
            team: None,
            team_name: String::new(),
            front_door: false,
        },
        route: "/people/{id}".into(),
        purpose: String::new(),
    }
}

fn restrict(f: &Fresh, request: &'static str, level: RestrictionLevel, n: u128) {
    let facts = vec![NewFact::record(person(1), record(n), restricted(level))];
    f.store
        .write_now(move |tx| tx.append(entry(request, facts), &[]))
        .unwrap();
}

fn lines<A: ScopeAction>(f: &Fresh, role: Role) -> Vec<Line> {
    f.store
        .read_now(move |tx| {
            let who = who(role);
            let permit = tx.scope::<A>(&who)?;
            Ok(tx.lines(&who, &permit, [person(1)], "list")?.into_values().collect())
        })
        .unwrap()
}

fn own_reason(f: &Fresh, id: u128) -> Result<store::OwnReason, Error> {
    f.store.write_now(move |tx| {
        tx.open_with_own_reason(
            &who(Role::SocialWorker),
            person(id),
            "contact",
            "Her aunt rang about her just now.",
        )
    })
}

fn maya(f: &Fresh) {
    f.store
        .write_now(|tx| tx.append(entry("a", vec![named(person(1), 1, "Maya", "Osei")]), &[]))
        .unwrap();
}

#[test]
fn a_reason_of_ones_own_ends_when_the_record_is_sealed_and_with_the_role() {
    on_each(|f| {
        maya(f);
        restrict(f, "b", RestrictionLevel::Named, 2);
        own_reason(f, 1).unwrap();
        assert!(matches!(
            lines::<FindPeople>(f, Role::SocialWorker)[..],
            [Line::Open(_)]
        ));
        // The same person, since then an auditor, who has no case to open one.
        let as_auditor = lines::<SearchAccessLog>(f, Role::Auditor);
        assert!(matches!(as_auditor[..], [Line::Restricted { .. }]), "{as_auditor:?}");
        restrict(f, "c", RestrictionLevel::Sealed, 3);
        assert!(lines::<FindPeople>(f, Role::SocialWorker).is_empty());
    });
}

fn log(f: &Fresh) -> LogPage {
    f.store
        .read_now(|tx| {
            let auditor = who(Role::Auditor);
            let permit = tx.scope::<SearchAccessLog>(&auditor)?;
            tx.search_access_log(&auditor, &permit, None, (None, None), WhichRows::Refused, None)
        })
        .unwrap()
}

#[test]
fn a_reason_of_ones_own_for_a_sealed_record_is_a_row_as_for_one_that_is_not_there() {
    on_each(|f| {
        maya(f);
        restrict(f, "b", RestrictionLevel::Sealed, 2);
        for id in [1, 999] {
            assert!(matches!(own_reason(f, id), Err(Error::Refused(Refusal::NotFound))));
        }
        let rows = log(f).rows;
        assert_eq!(rows.len(), 2, "{rows:?}");
        assert!(
            rows.iter()
                .all(|r| r.logged.action == "open_with_own_reason" && r.people.is_empty())
        );
    });
}

/// A trigger stands in for a disk that takes no more.
fn log_takes_no_more(f: &Fresh) {
    let text = if f.is_sqlite() {
        "CREATE TRIGGER full BEFORE INSERT ON access_log BEGIN SELECT RAISE(ABORT, 'full'); END"
    } else {
        "CREATE TRIGGER full_up BEFORE INSERT ON access_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    };
    crate::tampering::run(f, text);
}

#[test]
fn a_refusal_is_not_let_out_without_its_row() {
    on_each(|f| {
        maya(f);
        restrict(f, "b", RestrictionLevel::Named, 2);
        let ask = || {
            let asker = who(Role::SocialWorker);
            f.store
                .write_now(move |tx| tx.permit::<ReadRecord>(&asker, person(1)).map(|_| ()))
        };
        assert!(matches!(ask(), Err(Error::Refused(Refusal::Restricted { .. }))));
        log_takes_no_more(f);
        assert!(matches!(ask(), Err(Error::Unavailable(_))), "{:?}", ask());
        let asker = who(Role::SocialWorker);
        let read = f
            .store
            .read_now(move |tx| tx.permit::<ReadRecord>(&asker, person(1)).map(|_| ()));
        assert!(!matches!(read, Ok(()) | Err(Error::Refused(_))), "{read:?}");
    });
}

#[test]
fn a_long_row_of_the_log_names_a_few_and_says_that_there_are_more() {
    on_each(|f| {
        let everybody = (1..=9).map(|n| named(person(n), n, "Maya", "Osei")).collect();
        f.store
            .write_now(move |tx| tx.append(entry("a", everybody), &[]))
            .unwrap();
        restrict(f, "b", RestrictionLevel::Sealed, 100);
        let page = |ids: std::ops::RangeInclusive<u128>| {
            f.store
                .read_now(move |tx| {
                    let who = who(Role::SocialWorker);
                    let permit = tx.scope::<FindPeople>(&who)?;
                    tx.lines(&who, &permit, ids.map(person).chain([person(9)]), "a list")
                })
                .unwrap();
            let page = f.store.read_now(|tx| {
                let auditor = who(Role::Auditor);
                let permit = tx.scope::<SearchAccessLog>(&auditor)?;
                tx.search_access_log(&auditor, &permit, None, (None, None), WhichRows::Lists, None)
            });
            let row = page
                .unwrap()
                .rows
                .into_iter()
                .find(|r| r.logged.action == "find_people")
                .unwrap();
            (row.people.len(), row.more)
        };
        assert_eq!(page(1..=9), (5, true));
        // Each once, though the list had one of them twice; the sealed one is not counted.
        assert_eq!(page(5..=9), (5, false));
    });
}
