//! What has to happen without anybody asking: alarms for what nobody took, and the end of what is kept for a while only.
//!
//! One round is one transaction and safe to run twice, by two servers at once too: the second finds nothing left to do.

use domain::contact::TAKE_WITHIN;
use domain::ids::ContactId;
use domain::policy::{Maintain, SystemAction, SystemPermit};
use domain::roles::Role;
use jiff::SignedDuration;

use crate::access::{Access, Outcome, Who};
use crate::db::{params, statements};
use crate::{Error, SessionLimits, Store, WriteTx};

/// How long what is not part of the record is kept.
#[derive(Clone, Copy, Debug)]
pub struct Keep {
    pub sessions: SessionLimits,
    /// Days after the last change of an unfinished form, and after a form was handed over.
    pub draft_days: i64,
}

/// How long a single sign-on may be under way.
const SIGN_IN: SignedDuration = SignedDuration::from_hours(1);

/// What one round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    pub alarms: usize,
    pub sessions: u64,
    pub drafts: u64,
}

statements! {
    /// The clock `contact_band2_taken`: danger now, and what cannot wait for tomorrow, is taken within the hour, day or night [Sem 21].
    NOT_TAKEN = "SELECT c.id FROM contact c WHERE (c.danger OR c.cannot_wait) AND (c.danger OR c.handed_over_at IS NOT NULL) AND c.taken_by IS NULL AND c.effective_at IS NULL AND c.received_at <= $1 AND NOT EXISTS (SELECT 1 FROM alert a WHERE a.contact = c.id AND a.kind = 'not_taken') ORDER BY c.received_at, c.id";
    OLD_SESSIONS = "DELETE FROM session WHERE seen_at < $1 OR created_at < $2";
    OLD_SIGN_INS = "DELETE FROM sign_in_pending WHERE created_at < $1";
    OLD_ANSWERS = "DELETE FROM draft_answer WHERE draft IN (SELECT id FROM draft WHERE changed_at < $1 AND (ended_at IS NULL OR ended_at < $1))";
    OLD_DRAFTS = "DELETE FROM draft WHERE changed_at < $1 AND (ended_at IS NULL OR ended_at < $1)";
}

impl Store {
    /// Goes round once.
    pub fn round(&self, permit: &SystemPermit<Maintain>, keep: Keep) -> Result<Round, Error> {
        let permit = permit.clone();
        self.write_vital_now(move |tx| tx.round(&permit, keep))
    }
}

impl WriteTx<'_> {
    fn round(&mut self, permit: &SystemPermit<Maintain>, keep: Keep) -> Result<Round, Error> {
        // The chain's lock, so that two servers do not raise one alarm twice.
        self.head()?;
        let now = self.now;
        let limits = keep.sessions;
        let sessions = self
            .tx
            .conn
            .run(OLD_SESSIONS, params![now - limits.idle, now - limits.absolute])?;
        self.tx.conn.run(OLD_SIGN_INS, params![now - SIGN_IN])?;
        let oldest = now - SignedDuration::from_hours(24 * keep.draft_days);
        self.tx.conn.run(OLD_ANSWERS, params![oldest])?;
        let drafts = self.tx.conn.run(OLD_DRAFTS, params![oldest])?;
        let alarms = self.alarm_not_taken()?;
        // A round that touched nobody's record is nobody's business.
        if alarms > 0 || drafts > 0 {
            let who = Who {
                actor: permit.starter().clone(),
                route: "worker".into(),
                purpose: format!("{alarms} alarms raised, {drafts} old drafts removed"),
            };
            self.add_look(Access::new(&who, Maintain::CODE, Outcome::Saved));
        }
        Ok(Round {
            alarms,
            sessions,
            drafts,
        })
    }

    /// Tells the front door's managers and the service managers, once, of each contact that should have been taken by now.
    fn alarm_not_taken(&mut self) -> Result<usize, Error> {
        let late = self.tx.conn.rows(NOT_TAKEN, params![self.tx.now - TAKE_WITHIN])?;
        for row in &late {
            let contact = ContactId(row.uuid(0)?);
            for role in [Role::TeamManager, Role::ServiceManager] {
                self.raise("not_taken", None, role, contact, None, None)?;
            }
        }
        Ok(late.len())
    }
}
