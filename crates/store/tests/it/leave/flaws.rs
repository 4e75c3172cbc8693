//! A copy that is not what was written is refused with file and line, and nothing of it is kept.

use std::path::Path;

use super::{filled, may_export, may_import, text};
use crate::engines::{fresh, server};

/// Spoils an export, and looks at the refusal and at what is left behind.
fn check(spoil: impl Fn(&Path), expect: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("export");
    filled(None).store.export(&may_export(), &to, &mut |_, _| ()).unwrap();
    spoil(&to);
    for target in [None].into_iter().chain(server().map(Some)) {
        let into = fresh(target);
        let refused = into
            .store
            .import_ledger(&may_import(), &to, &mut |_, _| ())
            .unwrap_err()
            .to_string();
        for words in expect {
            assert!(refused.contains(words), "{words}: {refused}");
        }
        let left = into.store.verify(None, |_| ()).unwrap().unwrap();
        assert_eq!((left.entries, left.looks), (0, 0));
        assert_eq!(into.store.read_now(|tx| tx.workers()).unwrap().len(), 0);
    }
}

/// Changes one line of a file, counted from 1.
fn change(folder: &Path, file: &str, line: usize, how: impl Fn(&str) -> String) {
    let lines: Vec<String> = text(folder, file)
        .lines()
        .zip(1..)
        .map(|(l, n)| if n == line { how(l) } else { l.to_owned() })
        .collect();
    let after = lines.join("\n") + "\n";
    assert_ne!(after, text(folder, file));
    std::fs::write(folder.join(file), after).unwrap();
}

#[test]
fn a_changed_byte_is_named() {
    let other = |from: &'static str, to: &'static str| move |l: &str| l.replacen(from, to, 1);
    check(
        |f| change(f, "ledger.ndjson", 7, other("\"source\":\"", "\"source\":\"x")),
        &["ledger.ndjson, line 7: it was changed", "Nothing was imported"],
    );
    check(
        |f| change(f, "ledger.ndjson", 8, other("\"payload\":{\"", "\"payload\":{\"x")),
        &["ledger.ndjson, line 8: the words of one of its facts were changed"],
    );
    check(
        |f| change(f, "access_log.ndjson", 1, other("whole", "hole")),
        &["access_log.ndjson, line 1: it was changed"],
    );
    check(
        |f| change(f, "staff.ndjson", 2, other("\"name\":\"", "\"name\":\"x")),
        &["staff.ndjson, line 2: it was changed"],
    );
    check(
        |f| change(f, "redactions.ndjson", 1, other("a court", "nobody")),
        &["redactions.ndjson, line 1: it was changed"],
    );
    check(
        |f| change(f, "ledger.ndjson", 2, |l| l.replacen('{', "[", 1)),
        &["ledger.ndjson, line 2: "],
    );
    // A sheet has no line that can tell; the file can.
    check(
        |f| change(f, "people.csv", 2, |l| format!("{l} ")),
        &["people.csv: it is not what was written"],
    );
}

#[test]
fn what_is_missing_is_named() {
    check(
        |f| std::fs::remove_file(f.join("accounts.ndjson")).unwrap(),
        &["accounts.ndjson: it is missing"],
    );
    check(
        |f| std::fs::remove_file(f.join("manifest.json")).unwrap(),
        &["manifest.json", "cannot be read"],
    );
    // A line taken out, and two swapped.
    check(
        |f| change(f, "ledger.ndjson", 5, |_| "{}".into()),
        &["ledger.ndjson, line 5: "],
    );
    check(
        |f| {
            let lines: Vec<String> = text(f, "ledger.ndjson").lines().map(str::to_owned).collect();
            let kept: Vec<&str> = lines
                .iter()
                .zip(1..)
                .filter(|(_, n)| *n != 6)
                .map(|(l, _)| l.as_str())
                .collect();
            std::fs::write(f.join("ledger.ndjson"), kept.join("\n") + "\n").unwrap();
        },
        &["ledger.ndjson, line 6: it is missing"],
    );
}

#[test]
fn a_cut_file_is_named_where_it_was_cut() {
    check(
        |f| {
            let whole = text(f, "ledger.ndjson");
            let lines: Vec<&str> = whole.lines().take(4).collect();
            let cut = lines.join("\n");
            std::fs::write(f.join("ledger.ndjson"), &cut[..cut.len() - 9]).unwrap();
        },
        &["ledger.ndjson, line 4: it is cut off"],
    );
    // Cut between two lines: the chain holds as far as it goes, and only the count tells.
    check(
        |f| {
            let whole = text(f, "ledger.ndjson");
            let lines: Vec<&str> = whole.lines().take(4).collect();
            std::fs::write(f.join("ledger.ndjson"), lines.join("\n") + "\n").unwrap();
        },
        &["ledger.ndjson, line 5: it ends after 4 lines"],
    );
}

/// Whoever changes a file and its digest in the manifest still cannot make the chain fit.
#[test]
fn a_forged_manifest_does_not_help() {
    let forge = |folder: &Path, from: &dyn Fn(&serde_json::Value) -> String, to: &str| {
        let manifest = text(folder, "manifest.json");
        let value: serde_json::Value = serde_json::from_str(&manifest).unwrap();
        std::fs::write(folder.join("manifest.json"), manifest.replace(&from(&value), to)).unwrap();
    };
    check(
        |f| {
            forge(
                f,
                &|m| m["ledger"]["head"].as_str().unwrap().to_owned(),
                &"0".repeat(64),
            )
        },
        &["What was read comes to entries"],
    );
    check(
        |f| {
            forge(
                f,
                &|_| "\"file\": \"people.csv\"".into(),
                "\"file\": \"../../people.csv\"",
            )
        },
        &["which is outside the folder"],
    );
    check(
        |f| forge(f, &|_| "\"version\": 1".into(), "\"version\": 2"),
        &["version 2", "version 1"],
    );
}
