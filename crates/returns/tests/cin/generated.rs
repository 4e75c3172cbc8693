//! Censuses of some hundreds of children from the generator in the shared folder, whose faults are known.

use std::collections::BTreeSet;
use std::process::Command;

use returns::cin::{CinChild, Table};

use crate::shared::shared;
use crate::writer::{elements, read};

/// The file, and the seeded faults as (rule, child); `None` without the generator or python3.
fn generate(arguments: &[&str]) -> Option<(String, Vec<(String, String)>)> {
    let generator = shared("bench/gen_cin.py")?;
    let truth = std::env::temp_dir().join(format!("holdfast-truth-{}-{}", std::process::id(), arguments.join("")));
    let output = Command::new("python3")
        .arg(generator)
        .args(arguments)
        .arg("--truth")
        .arg(&truth)
        .output();
    let Ok(output) = output else {
        println!("python3 is not there: not tested on generated files");
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let faults = std::fs::read_to_string(&truth).unwrap();
    std::fs::remove_file(truth).unwrap();
    let faults = faults.lines().map(|line| {
        let fault: serde_json::Value = serde_json::from_str(line).unwrap();
        let word = |key: &str| fault[key].as_str().unwrap().to_owned();
        (word("rule"), word("LAchildID"))
    });
    Some((String::from_utf8(output.stdout).unwrap(), faults.collect()))
}

/// What the children say, without the lines.
fn said(children: &[CinChild]) -> Vec<String> {
    let lines = |text: String| {
        text.split("line: ")
            .map(|part| part.trim_start_matches(char::is_numeric).to_owned())
            .collect()
    };
    children.iter().map(|child| lines(format!("{child:?}"))).collect()
}

#[test]
fn a_clean_census_has_nothing_to_find_in_any_shape() {
    let mut before = None;
    for shape in [
        ["--reviews", "repeat", "--bool", "01"],
        ["--reviews", "wrapper", "--bool", "mix"],
    ] {
        let Some((file, _)) = generate(&[&["400", "7", "--err", "0"], &shape[..]].concat()) else {
            return;
        };
        let (children, census) = read(&file);
        let account = census.reconciliation;
        assert_eq!(account.findings(), []);
        assert_eq!(account.refused(), []);
        assert_eq!(account.children(), 400);
        for table in Table::ALL {
            assert_eq!(
                account.table(table).stored,
                elements(&file, table.element()),
                "{}",
                table.name()
            );
        }
        assert!(account.table(Table::Reviews).stored > 20);
        let said = said(&children);
        assert!(
            before.get_or_insert_with(|| said.clone()) == &said,
            "the two shapes differ"
        );
    }
}

#[test]
fn seeded_faults_are_found_and_nothing_is_refused_for_them() {
    let Some((file, faults)) = generate(&["600", "8", "--err", "1"]) else {
        return;
    };
    let (children, census) = read(&file);
    assert_eq!(census.reconciliation.refused(), []);
    for table in Table::ALL {
        assert_eq!(
            census.reconciliation.table(table).stored,
            elements(&file, table.element()),
            "{}",
            table.name()
        );
    }
    // The faults that a reader can see; the others are for the validation rules.
    let mut seen = BTreeSet::new();
    for (rule, id) in &faults {
        let found = |kind: &str| {
            let child = children.iter().find(|child| child.la_child_id == *id).unwrap();
            child.findings.iter().any(|finding| finding.what.kind() == kind)
        };
        let expect = match rule.as_str() {
            "4180" | "4220" | "8640" | "8650" | "8866" | "8905" => "unknown code",
            "1510" | "1570" | "1580" => "doubtful number",
            "8568" | "8910" => "missing",
            "8525Q" => "no birth date",
            "8520" | "8620" | "8600" => "after the reference date",
            _ => continue,
        };
        assert!(found(expect), "rule {rule} at {id}");
        seen.insert(rule.as_str());
    }
    assert!(seen.len() >= 10, "too few kinds of fault were seeded: {seen:?}");
}
