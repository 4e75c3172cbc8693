//! The sheets obey what every list obeys, and run nothing.

use domain::facts::person::{AddressRecorded, RestrictionLevel, RestrictionSet};
use domain::ids::WorkerId;
use domain::ledger::NewFact;

use super::{may_export, text};
use crate::engines::{entry, named, on_each, person, record};

fn address(line: &str, confidential: bool) -> AddressRecorded {
    AddressRecorded {
        kind: "home".into(),
        line: line.into(),
        postcode: "MX4 2PD".into(),
        from: None,
        to: None,
        confidential,
    }
}

fn restricted(level: RestrictionLevel) -> RestrictionSet {
    RestrictionSet {
        level,
        why: "why-canary".into(),
        team: None,
        named: Vec::new(),
        custodian: Some(WorkerId(uuid::Uuid::from_u128(1))),
        ring: "01632 960 100".into(),
    }
}

#[test]
fn sealed_restricted_and_confidential_stay_in_the_ledger() {
    on_each(|f| {
        let facts = vec![
            named(person(1), 1, "=HYPERLINK(\"x\")", "Osei"),
            NewFact::record(person(1), record(2), address("open-lane 1", false)),
            NewFact::record(person(1), record(3), address("secret-lane 2", true)),
            named(person(2), 4, "Sealed-canary", "Person"),
            NewFact::record(person(2), record(5), restricted(RestrictionLevel::Sealed)),
            NewFact::record(person(2), record(6), address("sealed-lane 3", false)),
            named(person(3), 7, "Shielded", "Name"),
            NewFact::record(person(3), record(8), restricted(RestrictionLevel::Named)),
            NewFact::record(person(3), record(9), address("shielded-lane 4", false)),
        ];
        f.store.write_now(|tx| tx.append(entry("a", facts), &[])).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("export");
        f.store.export(&may_export(), &to, &mut |_, _| ()).unwrap();
        let sheets: String = super::names(&to)
            .iter()
            .filter(|n| n.ends_with(".csv"))
            .map(|n| text(&to, n))
            .collect();
        let ledger = text(&to, "ledger.ndjson");
        for hidden in [
            "secret-lane",
            "Sealed-canary",
            "sealed-lane",
            "shielded-lane",
            "why-canary",
        ] {
            assert!(!sheets.contains(hidden), "{hidden} is in a sheet");
            assert!(ledger.contains(hidden), "{hidden} is not in the ledger");
        }
        for shown in [
            "open-lane 1",
            "Shielded Name",
            "confidential",
            "\"'=HYPERLINK(\"\"x\"\")\"",
        ] {
            assert!(sheets.contains(shown), "{shown}: {sheets}");
        }
        assert_eq!(text(&to, "people.csv").lines().count(), 1 + 2);
        assert_eq!(text(&to, "names.csv").lines().count(), 1 + 1);
        assert!(text(&to, "people.csv").starts_with("\u{feff}person,name,"));
    });
}
