//! The rows of a person.

use std::collections::BTreeSet;

use domain::facts::person::{BirthRecorded, RestrictionLevel};
use domain::person::Person;
use jiff::civil::Date;

use super::{Kept, Row, clocks};
use crate::db::{Table, statements};

statements! {
    CLEAR_PERSON = "DELETE FROM person WHERE id = $1";
    CLEAR_LET_IN = "DELETE FROM person_let_in WHERE person = $1";
    CLEAR_FIND_KEY = "DELETE FROM find_key WHERE person = $1";
    CLEAR_RELATION = "DELETE FROM relation WHERE person = $1";
    CLEAR_REFERRAL = "DELETE FROM referral WHERE person = $1";
}

const TABLE: Table = Table {
    name: "person",
    columns: &[
        "id",
        "name",
        "preferred",
        "sex",
        "birth_precision",
        "born_on",
        "expected_on",
        "died_on",
        "address_line",
        "postcode",
        "address_confidential",
        "restriction",
        "restriction_team",
        "custodian",
        "ring",
        "worker",
        "team",
        "open_referral",
        "plan",
        "is_child_known",
        "last_seq",
    ],
};
const LET_IN: Table = Table {
    name: "person_let_in",
    columns: &["person", "worker"],
};
const FIND_KEY: Table = Table {
    name: "find_key",
    columns: &["key", "person"],
};
const RELATION: Table = Table {
    name: "relation",
    columns: &["person", "other", "kind", "ended", "seq", "ord"],
};
const REFERRAL: Table = Table {
    name: "referral",
    columns: &[
        "id",
        "person",
        "received_on",
        "source",
        "primary_need",
        "no_further_action",
        "closed_on",
        "closed_for",
        "contact",
    ],
};

#[rustfmt::skip]
pub(super) const KEPT: &[Kept] = &[
    Kept { table: &TABLE, clear: CLEAR_PERSON, rows: |r| &mut r.person },
    Kept { table: &LET_IN, clear: CLEAR_LET_IN, rows: |r| &mut r.let_in },
    Kept { table: &FIND_KEY, clear: CLEAR_FIND_KEY, rows: |r| &mut r.find_key },
    Kept { table: &RELATION, clear: CLEAR_RELATION, rows: |r| &mut r.relation },
    Kept { table: &REFERRAL, clear: CLEAR_REFERRAL, rows: |r| &mut r.referral },
    Kept { table: &clocks::TABLE, clear: clocks::CLEAR, rows: |r| &mut r.clock },
];

/// Far enough ahead that whatever has no end is open: rows may not depend on the day on which they are written.
const ALWAYS: Date = Date::constant(9999, 1, 1);

pub(super) fn row(p: &Person) -> Row {
    let (precision, born_on, expected_on) = match p.birth().map(|b| b.value.clone()) {
        Some(BirthRecorded::Exact { on }) => ("exact", Some(on), None),
        Some(BirthRecorded::Estimated { on, .. }) => ("estimated", Some(on), None),
        Some(BirthRecorded::Expected { on }) => ("expected", None, Some(on)),
        None => ("not_known", None, None),
    };
    let address = p.address();
    let restriction = p.restriction();
    let allocated = p.allocated(ALWAYS);
    let episode = p.open_episode(ALWAYS);
    let plan = match episode {
        Some(e) if e.plans.iter().any(|p| p.plan.ended_on.is_none()) => "child_protection",
        Some(e) if e.cin_plans.iter().any(|p| p.ended_on.is_none()) => "child_in_need",
        _ => "none",
    };
    // A child is somebody whom the service was told of, or whose number a child has; a parent is on record because of a child.
    let is_child = !(p.episodes.is_empty() && p.contacts.is_empty() && p.not_theirs.is_empty())
        || p.identifier("la_child_id").is_some()
        || p.is_unborn();
    vec![
        p.id.into(),
        p.display_name().into(),
        p.preferred_name().map(|n| n.given.clone()).unwrap_or_default().into(),
        p.sex().to_owned().into(),
        precision.into(),
        born_on.into(),
        expected_on.into(),
        p.death.as_ref().map(|d| d.on).into(),
        address.map(|a| a.line.clone()).unwrap_or_default().into(),
        address.map(|a| a.postcode.clone()).unwrap_or_default().into(),
        address.is_some_and(|a| a.confidential).into(),
        p.restriction_level().code().into(),
        restriction.and_then(|r| r.team).into(),
        restriction.and_then(|r| r.custodian).into(),
        restriction.map(|r| r.ring.clone()).unwrap_or_default().into(),
        allocated.map(|a| a.worker).into(),
        allocated.map(|a| a.team).into(),
        episode.map(|e| e.id).into(),
        plan.into(),
        is_child.into(),
        p.last_seq.into(),
    ]
}

pub(super) fn let_in(p: &Person) -> Vec<Row> {
    let named: BTreeSet<_> = match p.restriction() {
        Some(r) if r.level >= RestrictionLevel::Named => r.named.iter().copied().collect(),
        _ => BTreeSet::new(),
    };
    named.into_iter().map(|w| vec![p.id.into(), w.into()]).collect()
}

pub(super) fn relations(p: &Person) -> Vec<Row> {
    let row = |r: &domain::person::Relationship| {
        let at = r.told.origin.fact;
        vec![
            p.id.into(),
            r.other.into(),
            r.is.clone().into(),
            r.told.to.is_some().into(),
            at.seq.into(),
            at.ord.into(),
        ]
    };
    p.relationships.iter().map(row).collect()
}

pub(super) fn referrals(p: &Person) -> Vec<Row> {
    p.episodes
        .iter()
        .map(|e| {
            vec![
                e.id.into(),
                p.id.into(),
                e.referral.received_on.into(),
                e.referral.source.clone().into(),
                e.referral.primary_need.clone().into(),
                e.referral.no_further_action.into(),
                e.closed.as_ref().map(|c| c.on).into(),
                e.closed.as_ref().map(|c| c.reason.clone()).unwrap_or_default().into(),
                e.referral.contact.into(),
            ]
        })
        .collect()
}

/// What the person can be found by. `n` name, `i` identifier, `a` street or postcode, `b` year and month of birth. A
/// confidential address gives no key: a search that hit it would tell where it is.
pub(super) fn find_keys(p: &Person) -> Vec<Row> {
    let mut keys = BTreeSet::new();
    for name in &p.names {
        keys.extend(
            domain::naming::keys(&name.full())
                .into_iter()
                .map(|k| format!("n{}", k.as_str())),
        );
    }
    for id in p.identifiers.iter().filter(|i| i.scheme != "upn_unknown") {
        keys.insert(format!("i{}", identifier_key(&id.value.value)));
    }
    for address in p.addresses.iter().filter(|a| !a.confidential) {
        let postcode = Some(address.postcode.as_str()).filter(|p| !p.is_empty());
        keys.extend(
            domain::naming::address_keys(&address.line, postcode)
                .into_iter()
                .map(|k| format!("a{k}")),
        );
    }
    if let Some(born) = p.born_on() {
        keys.insert(format!("b{}-{:02}", born.year(), born.month()));
    }
    keys.into_iter().map(|k| vec![k.into(), p.id.into()]).collect()
}

/// Letters and digits only, in capitals.
pub(crate) fn identifier_key(value: &str) -> String {
    value
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect()
}
