//! `verify` names the first entry that is not what was written; the database itself refuses what it can.

use store::Since;

use crate::engines::{Fresh, entry, fresh, named, on_each, person, server};

/// Runs a statement past the store, as somebody with the database in their hands could.
pub fn run(f: &Fresh, sql: &str) {
    try_run(f, sql).unwrap();
}

fn try_run(f: &Fresh, sql: &str) -> Result<(), String> {
    match &f.place {
        store::Place::Sqlite(path) => rusqlite::Connection::open(path)
            .unwrap()
            .execute_batch(sql)
            .map_err(|e| e.to_string()),
        store::Place::Postgres(url) => {
            let mut client = postgres::Client::connect(url, postgres::NoTls).unwrap();
            client
                .batch_execute(sql)
                .map_err(|e| e.as_db_error().map_or(e.to_string(), |d| d.message().to_owned()))
        }
    }
}

fn filled(f: &Fresh) {
    for (n, name) in ["Maya", "Lee", "Pat", "Ben", "Jo"].into_iter().enumerate() {
        let n = u128::try_from(n).unwrap() + 1;
        f.store
            .write_now(move |tx| tx.append(entry(name, vec![named(person(n), n, name, "Osei")]), &[]))
            .unwrap();
    }
}

#[test]
fn the_tables_of_the_ledger_refuse_changes() {
    on_each(|f| {
        filled(f);
        for sql in [
            "UPDATE entry SET source = 'x' WHERE seq = 2",
            "DELETE FROM entry WHERE seq = 5",
            "UPDATE fact SET kind = 'x' WHERE seq = 2",
            "DELETE FROM fact",
            "UPDATE body SET payload = salt WHERE seq = 2",
            "UPDATE body SET payload = NULL, salt = NULL WHERE seq = 2",
            "DELETE FROM body",
            "DELETE FROM fact_about",
        ] {
            let refused = try_run(f, sql);
            // A statement that touches no row has nothing to refuse on SQLite.
            let touches_nothing = sql.contains("fact_about") && f.is_sqlite();
            assert!(refused.is_err() || touches_nothing, "{sql}: {refused:?}");
        }
        assert!(f.store.verify(None, |_| ()).unwrap().is_ok());
    });
}

/// Takes the triggers away first, as somebody who owns the database could, changes something, and asks.
fn check(change: &str, at: i64) {
    for server in [None].into_iter().chain(server().map(Some)) {
        let f = fresh(server);
        filled(&f);
        for table in ["entry", "fact", "body"] {
            let drop = if f.is_sqlite() {
                let names = match table {
                    "body" => ["body_no_delete", "body_only_redacted"].map(str::to_owned),
                    t => [format!("{t}_no_update"), format!("{t}_no_delete")],
                };
                names.map(|n| format!("DROP TRIGGER {n};")).concat()
            } else {
                format!("ALTER TABLE {table} DISABLE TRIGGER USER")
            };
            run(&f, &drop);
        }
        if !f.is_sqlite() {
            run(&f, "ALTER TABLE fact DROP CONSTRAINT fact_seq_fkey");
        }
        run(&f, change);
        let broken = f.store.verify(None, |_| ()).unwrap().unwrap_err();
        assert_eq!(
            (broken.chain, broken.at),
            ("entry", at),
            "{change} on {}: {broken}",
            f.place.engine()
        );
    }
}

#[test]
fn one_changed_word_is_found() {
    check(
        "UPDATE body SET payload = (SELECT payload FROM body WHERE seq = 4 AND ord = 0) WHERE seq = 3 AND ord = 0",
        3,
    );
    check("UPDATE entry SET source = 'somewhere' WHERE seq = 2", 2);
    check("UPDATE fact SET kind = 'birth_recorded' WHERE seq = 4", 4);
}

#[test]
fn a_removed_entry_is_found() {
    check(
        "DELETE FROM body WHERE seq = 3; DELETE FROM fact WHERE seq = 3; DELETE FROM entry WHERE seq = 3",
        3,
    );
    check("DELETE FROM fact WHERE seq = 2", 2);
}

#[test]
fn a_swapped_pair_is_found() {
    check(
        "UPDATE body SET seq = -1 WHERE seq = 2; UPDATE body SET seq = 2 WHERE seq = 3; UPDATE body SET seq = 3 WHERE seq = -1",
        2,
    );
}

#[test]
fn a_tail_that_was_cut_off_is_found_by_a_head_that_was_noted() {
    on_each(|f| {
        filled(f);
        let head = f.store.verify(None, |_| ()).unwrap().unwrap();
        let noted = Since {
            seq: head.entries,
            hash: head.head,
        };
        assert!(f.store.verify(Some(noted), |_| ()).unwrap().is_ok());
        let wrong = Since { hash: [7; 32], ..noted };
        assert_eq!(f.store.verify(Some(wrong), |_| ()).unwrap().unwrap_err().at, 5);
        let drop = if f.is_sqlite() {
            "DROP TRIGGER entry_no_delete; DROP TRIGGER fact_no_delete; DROP TRIGGER body_no_delete;"
        } else {
            "ALTER TABLE entry DISABLE TRIGGER USER; ALTER TABLE fact DISABLE TRIGGER USER; ALTER TABLE body DISABLE TRIGGER USER;"
        };
        run(f, drop);
        run(
            f,
            "DELETE FROM body WHERE seq = 5; DELETE FROM fact WHERE seq = 5; DELETE FROM entry WHERE seq = 5",
        );
        assert!(
            f.store.verify(None, |_| ()).unwrap().is_ok(),
            "without a noted head the shorter chain is whole"
        );
        assert_eq!(f.store.verify(Some(noted), |_| ()).unwrap().unwrap_err().at, 5);
    });
}

#[test]
fn both_engines_come_to_the_same_fold_and_one_chain_each() {
    // Salts are random, so two heads can only be compared where the bytes are; what is compared here is what the chain covers.
    on_each(|f| {
        filled(f);
        let verified = f.store.verify(None, |_| ()).unwrap().unwrap();
        assert_eq!((verified.entries, verified.facts, verified.looks), (5, 5, 0));
    });
}
