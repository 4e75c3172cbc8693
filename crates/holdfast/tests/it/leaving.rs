//! Leaving with an export, coming back, surviving with a backup.

use crate::run::Home;

/// The heads that a verb printed: two lines, `entries N head HASH` and `looks N head HASH`.
fn heads(out: &str) -> Vec<String> {
    let heads: Vec<String> = out
        .lines()
        .filter(|l| l.starts_with("entries ") || l.starts_with("looks "))
        .map(str::to_owned)
        .collect();
    assert_eq!(heads.len(), 2, "{out}");
    heads
}

fn there_and_back(from: &Home, to: &Home) {
    let exported = from.run(&format!("export --to {}", to.path("export").display())).ok();
    assert!(exported.contains("whole record"), "{exported}");
    let before = heads(&from.run("verify").ok());
    assert_eq!(heads(&exported), before);
    let imported = to.run("import ledger export").ok();
    assert_eq!(heads(&imported), before);
    assert_eq!(heads(&to.run("verify").ok()), before);
    assert!(to.run("rebuild --check").ok().starts_with("equal: "));
    assert_eq!(from.run("user list").ok(), to.run("user list").ok());
    to.run("import ledger export")
        .refused(2, "There is a record here already");
    from.run(&format!("export --to {}", to.path("export").display()))
        .refused(2, "is not empty");
}

#[test]
fn a_record_leaves_and_comes_back() {
    let here = Home::with_demo();
    there_and_back(&here, &Home::new());
    if let (Some(one), Some(two)) = (Home::on_postgres(), Home::on_postgres()) {
        there_and_back(&here, &one);
        there_and_back(&one, &two);
        there_and_back(&two, &Home::new());
    }
}

#[test]
fn a_spoilt_export_is_refused_by_file_and_line() {
    let (here, there) = (Home::with_demo(), Home::new());
    here.run(&format!("export --to {}", there.path("export").display()))
        .ok();
    let ledger = there.path("export/ledger.ndjson");
    let text = std::fs::read_to_string(&ledger).unwrap();
    let spoil = |(line, n): (&str, usize)| {
        let line = if n == 3 {
            line.replace("\"prev_hash\"", "\"source\":\"x\",\"prev_hash\"")
        } else {
            line.to_owned()
        };
        line + "\n"
    };
    let spoilt: String = text.lines().zip(1..).map(spoil).collect();
    std::fs::write(&ledger, spoilt).unwrap();
    there
        .run("import ledger export")
        .refused(2, "ledger.ndjson, line 3: duplicate field");
    there
        .run("import ledger nothing")
        .refused(2, "Name the folder that `holdfast export --to` wrote");
    assert!(there.run("verify").ok().starts_with("entries 0 head "));
}

#[test]
fn a_backup_restores_and_proves_itself() {
    let homes = [Some(Home::with_demo()), Home::on_postgres()];
    for home in homes.into_iter().flatten() {
        if !home.path("data/holdfast.db").exists() {
            let demo = Home::with_demo();
            demo.run(&format!("export --to {}", home.path("moved").display())).ok();
            home.run("import ledger moved").ok();
        }
        let backed_up = home.run("backup --to a.backup").ok();
        let before = heads(&home.run("verify").ok());
        assert_eq!(heads(&backed_up), before);
        home.run("backup --to a.backup").refused(2, "a.backup is");

        let new = Home::new();
        let restored = new.run(&format!("restore {}", home.path("a.backup").display())).ok();
        assert!(restored.contains("ends in the head that was noted"), "{restored}");
        assert_eq!(heads(&restored), before);
        let noted: Vec<&str> = before[0].split_whitespace().collect();
        new.run(&format!("verify --since {}:{}", noted[1], noted[3])).ok();
        let taken = new.run(&format!("restore {}", home.path("a.backup").display()));
        assert_eq!(taken.code, 2, "{}", taken.out);
    }
}

#[test]
fn a_backup_without_its_note_says_what_that_means() {
    let home = Home::with_demo();
    home.run("backup --to a.backup").ok();
    std::fs::remove_file(home.path("a.backup.head")).unwrap();
    let said = home.run("--data other restore a.backup").ok();
    assert!(said.contains("no head was noted beside it"), "{said}");
}

#[test]
fn the_worker_goes_round_once_and_finds_nothing_the_second_time() {
    let home = Home::with_demo();
    let first = home.run("worker --once").ok();
    assert!(first.contains(" alarms raised, "), "{first}");
    assert!(
        home.run("worker --once")
            .ok()
            .starts_with("0 alarms raised, 0 sessions ended, 0 old drafts removed")
    );
    home.run("worker --every 0").refused(2, "0 is not in 1..=3600");
}
