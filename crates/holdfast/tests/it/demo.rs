//! A demonstration that was interrupted is made again; what is no demonstration is never touched.

use rusqlite::Connection;

use crate::run::Home;

const MAKE: &str = "demo --people 40 --today 2026-11-12 --only-make";

fn sql(home: &Home, text: &str) {
    Connection::open(home.path("data/holdfast.db"))
        .unwrap()
        .execute_batch(text)
        .unwrap();
}

fn entries(home: &Home) -> i64 {
    let conn = Connection::open(home.path("data/holdfast.db")).unwrap();
    conn.query_row("SELECT count(*) FROM entry", [], |r| r.get(0)).unwrap()
}

/// As it stands when the program is killed while the entries are written: their settings come last.
const LAST_STEP_MISSING: &str =
    "DELETE FROM setting WHERE name <> 'demo_begun_on'; DELETE FROM session; DELETE FROM account";

#[test]
fn what_was_interrupted_is_made_again() {
    let home = Home::with_demo();
    let whole = entries(&home);
    for verb in ["demo --only-make", "demo --fresh --only-make"] {
        sql(&home, LAST_STEP_MISSING);
        let out = home.run(&format!("{verb} --people 60 --today 2026-11-12")).ok();
        assert!(out.contains("was interrupted") && out.contains("jo.whitlock@"), "{out}");
        assert_eq!(entries(&home), whole);
        home.run("verify").ok();
        // Whole again, it is gone on with.
        let out = home.run(MAKE).ok();
        assert!(!out.contains("interrupted"), "{out}");
        assert_eq!(entries(&home), whole);
    }
}

/// Killed before the first entry, when only the staff were there.
#[test]
fn what_was_begun_and_holds_no_entry_is_made_again() {
    let home = Home::new();
    home.run(MAKE).ok();
    let made = entries(&home);
    home.run("backup --to whole").ok();
    let fresh = Home::new();
    fresh
        .run("user add a@marlshire.example --name A --role auditor --single-sign-on")
        .ok();
    sql(&fresh, "INSERT INTO setting VALUES ('demo_begun_on', '2026-11-12')");
    assert!(fresh.run(MAKE).ok().contains("was interrupted"));
    assert_eq!(entries(&fresh), made);
}

#[test]
fn what_is_no_demonstration_is_left_alone() {
    let home = Home::with_demo();
    sql(&home, "DELETE FROM setting WHERE name LIKE 'demo_%'");
    let before = home.run("verify").ok();
    for verb in [MAKE, "demo --fresh --only-make"] {
        home.run(verb).refused(2, "is no demonstration, and is left alone");
        assert_eq!(home.run("verify").ok(), before);
    }
    // Nor a place where somebody has begun to set up an authority, though nothing is recorded yet.
    let home = Home::new();
    home.run("user add a@marlshire.example --name A --role auditor --single-sign-on")
        .ok();
    for verb in [MAKE, "demo --fresh --only-make"] {
        home.run(verb).refused(2, "is no demonstration, and is left alone");
    }
    assert!(home.run("user list").ok().contains("a@marlshire.example"));
}

#[test]
fn what_another_program_is_making_or_serving_is_not_thrown_away() {
    let home = Home::with_demo();
    let lock = std::fs::File::create(home.path("data/demo.lock")).unwrap();
    lock.lock_shared().unwrap();
    home.run("demo --fresh --only-make")
        .refused(2, "another program is using the demonstration");
    home.run(MAKE).ok();
    lock.lock().unwrap();
    home.run(MAKE).refused(2, "is making a demonstration");
}

#[test]
fn a_postgres_database_is_never_thrown_away() {
    let Some(home) = Home::on_postgres() else { return };
    home.run(MAKE).ok();
    home.run("demo --fresh --only-make")
        .refused(2, "drop it, create it again empty");
    home.psql("DELETE FROM setting WHERE name <> 'demo_begun_on'");
    home.run(MAKE).refused(2, "drop it, create it again empty");
    home.run("verify").ok();
}
