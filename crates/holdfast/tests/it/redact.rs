//! Words are removed by a data officer who typed which, and by nobody else.

use serde_json::Value;

use crate::run::Home;

/// A note of the demonstration, as SEQ.ORD, with its words.
fn a_note(home: &Home) -> (String, String) {
    home.run("export --to before").ok();
    let ledger = std::fs::read_to_string(home.path("before/ledger.ndjson")).unwrap();
    let note = ledger.lines().find_map(|line| {
        let entry: Value = serde_json::from_str(line).unwrap();
        let facts = entry["facts"].as_array().unwrap();
        let note = facts
            .iter()
            .find(|f| f["kind"] == "note_recorded" && f["effect"] == "record")?;
        let words = note["body"]["payload"]["text"].as_str()?.to_owned();
        Some((format!("{}.{}", entry["seq"], note["ord"]), words))
    });
    note.unwrap()
}

#[test]
fn what_was_typed_goes_and_nothing_else() {
    let homes = [Some(Home::with_demo()), Home::on_postgres()];
    for home in homes.iter().flatten() {
        if !home.path("data/holdfast.db").exists() {
            home.run("demo --people 60 --today 2026-11-12 --only-make").ok();
        }
        let (fact, words) = a_note(home);
        let list = home.run("user list").ok();
        let email = |role: &str| {
            let line = list
                .lines()
                .find(|l| l.contains(role) && !l.contains(", left "))
                .unwrap();
            line.split_whitespace().next().unwrap().to_owned()
        };
        let officer = email("Data officer");
        let ask = |fact: &str, by: &str, field: &str| {
            format!("redact {fact} --field {field} --by {by} --authority court --reason Promised")
        };
        // Without the answer, with another, by somebody else, of nothing.
        home.run(&ask(&fact, &officer, "text"))
            .refused(1, "Nothing was removed.");
        home.run_typing(&ask(&fact, &officer, "text"), &[], "yes\n")
            .refused(1, "Nothing was removed.");
        home.run_typing(&ask(&fact, &email("Auditor"), "text"), &[], &fact)
            .refused(2, "role");
        home.run(&ask(&fact, "nobody@marlshire.example", "text"))
            .refused(2, "`holdfast user list`");
        home.run(&ask(&fact, &officer, "colour")).refused(2, "it has them in: ");
        home.run(&ask("999999.0", &officer, "text"))
            .refused(2, "there is no such fact");
        home.run(&ask("4711", &officer, "text")).refused(2, "name it as 4711.2");
        assert!(home.run("export --to still").ok().len() > 1);
        let still = std::fs::read_to_string(home.path("still/ledger.ndjson")).unwrap();
        let times = |ledger: &str| ledger.matches(&serde_json::to_string(&words).unwrap()).count();

        let asked = home
            .run_typing(&ask(&fact, &officer, "text"), &[], &format!("{fact}\n"))
            .ok();
        assert!(
            asked.contains(&format!("{fact}: case note, text, recorded ")),
            "{asked}"
        );
        assert!(
            asked.contains("will lose these words for good") && asked.contains("Removed, as entry "),
            "{asked}"
        );
        assert!(home.run("verify").ok().starts_with("entries "));
        home.run("rebuild --check").ok();
        home.run("export --to after").ok();
        let after = std::fs::read_to_string(home.path("after/ledger.ndjson")).unwrap();
        assert!(times(&after) < times(&still));
        let said = std::fs::read_to_string(home.path("after/redactions.ndjson")).unwrap();
        assert!(said.contains("court"), "{said}");
    }
}
