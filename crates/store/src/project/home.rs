//! The rows of a household: who lives, or lived, there.

use domain::household::Household;
use domain::ids::HouseholdId;

use super::Row;
use crate::Error;
use crate::db::{Conn, Table, params, statements};

statements! {
    CLEAR = "DELETE FROM home WHERE household = $1";
}

pub(super) const TABLE: Table = Table {
    name: "home",
    columns: &["household", "person", "from_on", "to_on", "seq", "ord"],
};

pub(super) fn clear(conn: &mut Conn, id: HouseholdId) -> Result<(), Error> {
    conn.run(CLEAR, params![id])?;
    Ok(())
}

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
