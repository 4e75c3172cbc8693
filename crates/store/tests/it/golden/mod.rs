//! Exports of earlier builds, kept under `tests/golden`: every later build reads each of them to the same heads and writes it out again as it was.
//! The newest holds every kind of fact in every version, with every field filled in; a change of a format that breaks one is noticed here.

mod today;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use domain::facts::{FACT_KINDS, FactBody};

use crate::engines::{fresh, server};
use crate::leave::{may_export, may_import, text};

/// Each export with the heads that it had when it was written.
const GOLDEN: &[(&str, &str, &str)] = &[
    (
        "1",
        "entries 47 head 4c2e1b13a877b4c3095426a28a9888d93add2592336b4b1e00e7e88e7911a6cf",
        "looks 3 head bbe7f4dc31542ed8bde25bec4d09c581d3e638c56c0bc8a09bd5abbd0836a1c7",
    ),
    (
        "2",
        "entries 48 head 63ab01edc4f3be20630ed618fdb3a02133d1c2ffeafb0673974e955673933c47",
        "looks 3 head bbe7f4dc31542ed8bde25bec4d09c581d3e638c56c0bc8a09bd5abbd0836a1c7",
    ),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// A copy, since the folder of a checkout may hold more than an export may.
fn copied(name: &str) -> tempfile::TempDir {
    let to = tempfile::tempdir().unwrap();
    let mut left = vec![(folder().join(name), to.path().join("export"))];
    while let Some((from, to)) = left.pop() {
        std::fs::create_dir(&to).unwrap();
        for inside in std::fs::read_dir(from).unwrap() {
            let inside = inside.unwrap();
            let to = to.join(inside.file_name());
            if inside.file_type().unwrap().is_dir() {
                left.push((inside.path(), to));
            } else {
                std::fs::copy(inside.path(), to).unwrap();
            }
        }
    }
    to
}

#[test]
fn every_export_that_was_ever_written_is_still_read_to_the_same_heads() {
    for (name, entries, looks) in GOLDEN {
        let from = copied(name);
        let export = from.path().join("export");
        for target in [None].into_iter().chain(server().map(Some)) {
            let into = fresh(target);
            let what = format!("{name} into {}", into.place.engine());
            into.store
                .import_ledger(&may_import(), &export, &mut |_, _| ())
                .unwrap();
            let verified = into.store.verify(None, |_| ()).unwrap().unwrap();
            let heads = (
                verified.to_string(),
                format!(
                    "looks {} head {}",
                    verified.looks,
                    domain::ledger::hex(&verified.looks_head)
                ),
            );
            assert_eq!(heads, ((*entries).into(), (*looks).into()), "{what}");
            assert_eq!(into.store.rebuild_check(|_, _| ()).unwrap().1, [], "{what}");
            // Both chains leave again as they came, to the byte.
            let again = from.path().join(into.place.engine());
            into.store.export(&may_export(), &again, &mut |_, _| ()).unwrap();
            assert_eq!(text(&again, "ledger.ndjson"), text(&export, "ledger.ndjson"), "{what}");
            assert!(
                text(&again, "access_log.ndjson").starts_with(&text(&export, "access_log.ndjson")),
                "{what}"
            );
        }
    }
}

/// What a fact says: its kind, its version, and its payload, as a line of the ledger has them.
fn payloads(ledger: &str) -> Vec<(String, i32, serde_json::Value)> {
    let entries = ledger
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap());
    entries
        .flat_map(|e| e["facts"].as_array().unwrap().clone())
        .filter(|f| f["body"]["payload"].is_object())
        .map(|f| {
            let version = f["version"].as_i64().unwrap().try_into().unwrap();
            (
                f["kind"].as_str().unwrap().to_owned(),
                version,
                f["body"]["payload"].clone(),
            )
        })
        .collect()
}

#[test]
fn every_fact_that_was_ever_written_is_still_read() {
    let mut seen = BTreeSet::new();
    for (name, ..) in GOLDEN {
        let ledger = std::fs::read_to_string(folder().join(name).join("ledger.ndjson")).unwrap();
        for (kind, version, payload) in payloads(&ledger) {
            let bytes = serde_json::to_vec(&payload).unwrap();
            let read = FactBody::decode(&kind, version, &bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
            // Of the version that is written now, nothing that it said is lost.
            if read.version() == version {
                let again: serde_json::Value = serde_json::from_slice(&read.encode().unwrap()).unwrap();
                assert_eq!(again, payload, "{name}: {kind}");
            }
            seen.insert((kind, version));
        }
    }
    let written: BTreeSet<(String, i32)> = FACT_KINDS.iter().map(|k| (k.kind.to_owned(), k.version)).collect();
    let missing: Vec<_> = written.difference(&seen).collect();
    assert!(
        missing.is_empty(),
        "{missing:?}: give them a line in golden/today.rs, and write a new export into tests/golden with HOLDFAST_GOLDEN"
    );
}

/// What the generator makes is fit to be kept; with `HOLDFAST_GOLDEN` set to a folder that is not there, it is written there.
#[test]
fn an_export_of_today_would_be_kept() {
    let f = today::written();
    let to = tempfile::tempdir().unwrap();
    let kept = std::env::var_os("HOLDFAST_GOLDEN").map_or_else(|| to.path().join("export"), PathBuf::from);
    let exported = f.store.export(&may_export(), &kept, &mut |_, _| ()).unwrap();
    let files: Vec<&str> = exported
        .manifest
        .files
        .iter()
        .filter(|l| l.records == 0)
        .map(|l| l.file.as_str())
        .collect();
    assert!(files.is_empty(), "nothing stands in {files:?}");
    let into = fresh(None);
    into.store.import_ledger(&may_import(), &kept, &mut |_, _| ()).unwrap();
    let verified = into.store.verify(None, |_| ()).unwrap().unwrap();
    assert_eq!(verified, f.store.verify(None, |_| ()).unwrap().unwrap());
    assert_eq!(into.store.rebuild_check(|_, _| ()).unwrap().1, []);
}
