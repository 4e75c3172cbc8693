//! Somebody has to be told, or has to answer, now.

use domain::ids::ContactId;

use crate::db::{params, statements};
use crate::{Error, WriteTx};

statements! {
    RAISE = "INSERT INTO alert (id, kind, to_role, contact, raised_at, due_at, answer) VALUES ($1, $2, $3, $4, $5, $6, '')";
    CONTACT_OF_ENTRY = "SELECT subject FROM fact WHERE seq = $1 AND subject_kind = 'contact' ORDER BY ord LIMIT 1";
}

impl WriteTx<'_> {
    /// Tells the duty manager of immediate danger. Stands until somebody answers it.
    pub fn alarm_duty_manager(&mut self, contact: ContactId) -> Result<(), Error> {
        let (id, now) = (self.new_id()?, self.now);
        self.tx.conn.run(
            RAISE,
            params![id, "immediate_danger", "team_manager", contact, now, now],
        )?;
        Ok(())
    }

    /// The contact that an entry recorded, for answering the same request again.
    pub fn contact_of_entry(&mut self, seq: i64) -> Result<Option<ContactId>, Error> {
        self.tx
            .conn
            .row(CONTACT_OF_ENTRY, params![seq])?
            .map(|r| Ok(ContactId(r.uuid(0)?)))
            .transpose()
    }
}
