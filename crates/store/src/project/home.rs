//! The rows of a household: who lives, or lived, there.

use domain::household::Household;

use super::{Kept, Row};
use crate::db::{Table, statements};

statements! {
    CLEAR = "DELETE FROM home WHERE household = $1";
}

const TABLE: Table = Table {
    name: "home",
    columns: &["household", "person", "from_on", "to_on", "seq", "ord"],
};

#[rustfmt::skip]
pub(super) const KEPT: &[Kept] = &[
    Kept { table: &TABLE, clear: CLEAR, rows: |r| &mut r.home },
];

pub(super) fn rows(h: &Household) -> Vec<Row> {
    let row = |m: &domain::told::Told<domain::facts::household::MemberRecorded>| {
        let at = m.origin.fact;
        vec![
            h.id.into(),
            m.person.into(),
            m.from.into(),
            m.to.into(),
            at.seq.into(),
            at.ord.into(),
        ]
    };
    h.members.iter().map(row).collect()
}
