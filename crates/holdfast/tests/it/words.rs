//! Every verb explains itself with an example, and says what to do next when it cannot go on.

use crate::run::Home;

#[test]
fn every_verb_has_an_example() {
    let home = Home::new();
    let help = home.run("--help").ok();
    let (_, verbs) = help.split_once("Commands:\n").unwrap();
    let verbs: Vec<&str> = verbs
        .lines()
        .take_while(|l| l.starts_with("  "))
        .filter(|l| !l.starts_with("   "))
        .filter_map(|l| l.split_whitespace().next())
        .filter(|v| *v != "help")
        .collect();
    assert!(verbs.len() >= 12, "{verbs:?}");
    let under = [
        "import cin",
        "import ledger",
        "calendar due",
        "user add",
        "user list",
        "user end",
        "user team",
    ];
    for verb in verbs.into_iter().chain(under) {
        let help = home.run(&format!("{verb} --help")).ok();
        assert!(
            help.contains(&format!("holdfast {verb}")) && help.contains("Example"),
            "{verb}: {help}"
        );
    }
    // Asking for help makes nothing.
    assert!(!home.path("data").exists());
}

#[test]
fn a_record_that_is_not_there_is_not_made_by_looking() {
    let home = Home::new();
    for verb in [
        "verify",
        "rebuild",
        "rebuild --check",
        "serve",
        "worker --once",
        "export --to e",
        "backup --to b",
        "user list",
        "doctor",
    ] {
        home.run(verb).refused(
            2,
            "there is no record at data/holdfast.db; say where it is with --data DIR",
        );
    }
    assert_eq!(std::fs::read_dir(home.there()).unwrap().count(), 0);
    // What is left of a file when all of it is lost is no record either.
    std::fs::create_dir(home.path("data")).unwrap();
    std::fs::write(home.path("data/holdfast.db"), b"").unwrap();
    home.run("serve").refused(
        2,
        "there is no record at data/holdfast.db; say where it is with --data DIR",
    );
    assert_eq!(std::fs::metadata(home.path("data/holdfast.db")).unwrap().len(), 0);
}

#[test]
fn a_database_without_a_record_stays_without() {
    let Some(home) = Home::on_postgres() else { return };
    for verb in ["verify", "rebuild", "worker --once", "user list", "doctor"] {
        home.run(verb).refused(2, "there is no record in that database");
    }
    home.psql("DO $$ BEGIN ASSERT (SELECT count(*) FROM pg_tables WHERE schemaname = 'public') = 0; END $$");
}

#[test]
fn what_may_not_be_written_to_is_not_called_damaged() {
    let home = Home::new();
    // Not even the system's administrator writes to a folder as to a file.
    std::fs::create_dir_all(home.path("data/holdfast.db")).unwrap();
    let said = home.run("verify").refused(2, "cannot be opened for writing");
    assert!(
        said.contains("have to belong to whoever runs this") && !said.contains("restore a backup"),
        "{said}"
    );
}

#[test]
fn a_foreign_or_damaged_file_is_refused_and_left_as_it_was() {
    let whole = std::fs::read(Home::with_demo().path("data/holdfast.db")).unwrap();
    let other = Home::new();
    let made = rusqlite::Connection::open(other.path("other.db")).unwrap();
    made.execute_batch("CREATE TABLE patients (name text)").unwrap();
    drop(made);
    let foreign = std::fs::read(other.path("other.db")).unwrap();
    let text = "not a database, but long enough to look at ".repeat(100).into_bytes();
    for bytes in [&whole[..whole.len() / 2], &foreign[..], &text[..]] {
        let home = Home::new();
        let path = home.path("data/holdfast.db");
        std::fs::create_dir(home.path("data")).unwrap();
        std::fs::write(&path, bytes).unwrap();
        for verb in [
            "verify",
            "demo --people 60 --only-make",
            "user list",
            "worker --once",
            "import ledger nowhere",
        ] {
            home.run(verb)
                .refused(2, "It was not touched. Name another place with --data DIR");
            assert!(std::fs::read(&path).unwrap() == bytes, "{verb} touched it");
        }
    }
}

#[test]
fn a_database_of_a_newer_build_is_refused_whole() {
    let home = Home::with_demo();
    let path = home.path("data/holdfast.db");
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute_batch("INSERT INTO schema_version VALUES (900)").unwrap();
    drop(conn);
    home.run("verify").refused(2, "the database is at version 900");
    home.run("serve")
        .refused(2, "Use the build that wrote it, or a newer one");
}

#[test]
fn verify_prints_the_head_or_names_the_entry() {
    let home = Home::with_demo();
    let out = home.run("verify").ok();
    let words: Vec<&str> = out.lines().next().unwrap().split_whitespace().collect();
    let ["entries", n, "head", hash] = words[..] else {
        panic!("{out}")
    };
    let entries: i64 = n.parse().unwrap();
    assert!(entries > 100 && hash.len() == 64);
    home.run(&format!("verify --since {entries}:{hash}")).ok();
    home.run(&format!("verify --since {}:{hash}", entries + 1))
        .refused(1, &format!("entry {}: it is missing", entries + 1));
    home.run(&format!("verify --since {}:{hash}", entries - 1))
        .refused(1, &format!("entry {}: its hash", entries - 1));
    home.run("verify --since 7").refused(2, "--since takes N:HASH");
    home.run("verify --since x:00")
        .refused(2, "the number before the colon");
    home.run("verify --since 7:00")
        .refused(2, "not a hash of 64 characters");
    let conn = rusqlite::Connection::open(home.path("data/holdfast.db")).unwrap();
    conn.execute_batch("DROP TRIGGER entry_no_update; UPDATE entry SET source = 'x' WHERE seq = 17")
        .unwrap();
    drop(conn);
    home.run("verify").refused(1, "entry 17: it was changed");
    home.run("export --to e").refused(2, "entry 17");
}

#[test]
fn what_was_typed_wrong_is_said_in_words() {
    let home = Home::with_demo();
    home.run("user end nobody@marlshire.example")
        .refused(2, "nobody has that email address");
    home.run("user add a@b.example --name A --role wizard")
        .refused(2, "there is no role wizard");
    let listed = home.run("user list").ok();
    let first = listed.split_whitespace().next().unwrap();
    home.run(&format!("user add {first} --name A --role auditor --single-sign-on"))
        .refused(2, "is there already");
    home.run("serve --duty-telephone= ")
        .refused(2, "say the duty team's telephone number");
    home.run("serve --addr nowhere --authority-name=Mexford --duty-telephone=01632960999")
        .refused(2, "give one as");
    let kept = home.run("doctor").ok();
    for setting in [
        "authority_name: Mexford",
        "duty_telephone: 01632960999",
        "help_telephone: 01632 960 100",
    ] {
        assert!(kept.contains(setting), "{setting}: {kept}");
    }
    home.run("user team Duty").ok();
    for (words, said) in [
        (
            "user add a@b.example --name= --role auditor",
            "say their name, with --name",
        ),
        ("user add nobody --name A --role auditor", "nobody is no email address"),
        ("user team duty", "there is a team duty already"),
    ] {
        home.run(words).refused(2, said);
    }
    home.run("import cin data")
        .refused(2, "is a folder; name the file itself");
    home.run("import cin none.xml").refused(2, "cannot be opened");
    home.run("serve --addr nowhere")
        .refused(2, "give one as 127.0.0.1:8080");
    home.run("serve --addr 0.0.0.0:0").refused(2, "needs --public-url");
    home.run("export --to none/there")
        .refused(2, "the folder above it is not there");
    home.run_with("verify", &[("HOLDFAST_DATABASE", "postgres://nobody@127.0.0.1:1/none")])
        .refused(
            2,
            "see that its server runs, and that it has that database and that user",
        );
}
