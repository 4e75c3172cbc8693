//! Managing accounts: who works here, in which role and team, and how they sign in. Every look and every change is a row of the access
//! log; a right that is withdrawn is gone at the next request, and a session that is ended is gone now.

use domain::ids::{TeamId, WorkerId};
use domain::ledger::hex;
use domain::policy::{ManageAccounts, SystemAction, SystemPermit};
use domain::roles::Role;
use jiff::Timestamp;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::access::{Access, Outcome, Who};
use crate::db::{Row, params, statements};
use crate::{Error, Tx, Worker, WriteTx};

/// A member of staff as an administrator sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffAccount {
    pub worker: Worker,
    /// Empty where they are in no team.
    pub team: String,
    pub has_password: bool,
    /// An administrator gave the password out, and it was not replaced yet.
    pub password_once: bool,
    pub has_totp: bool,
    /// Signed in with the council's own account before.
    pub single_sign_on: bool,
    pub has_account: bool,
    pub disabled: bool,
    /// The newest request of a session that has not ended.
    pub seen_at: Option<Timestamp>,
    /// Tells this state from every other, so that a page that is no longer so does not overwrite what somebody else did.
    pub version: String,
}

/// What an administrator gives out: the hash of the password, and the second factor.
#[derive(Clone)]
pub struct Secrets {
    pub password: String,
    pub totp: String,
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets(…)")
    }
}

impl StaffAccount {
    pub fn may_sign_in(&self) -> bool {
        self.has_account && !self.disabled && self.worker.ended_on.is_none()
    }
}

statements! {
    STAFF = "SELECT w.id, w.name, w.email, w.role, w.team, w.registration, w.telephone, w.started_on, w.ended_on, t.name, a.worker, a.password, a.totp_secret, a.oidc_subject, a.password_once, a.disabled_at, (SELECT max(s.seen_at) FROM session s WHERE s.worker = w.id) FROM worker w LEFT JOIN team t ON t.id = w.team LEFT JOIN account a ON a.worker = w.id ORDER BY w.name, w.id";
    ONE = "SELECT w.id, w.name, w.email, w.role, w.team, w.registration, w.telephone, w.started_on, w.ended_on, t.name, a.worker, a.password, a.totp_secret, a.oidc_subject, a.password_once, a.disabled_at, (SELECT max(s.seen_at) FROM session s WHERE s.worker = w.id) FROM worker w LEFT JOIN team t ON t.id = w.team LEFT JOIN account a ON a.worker = w.id WHERE w.id = $1";
    GIVE = "INSERT INTO account (worker, password, totp_secret, totp_last_step, needs_totp, password_once) VALUES ($1, $2, $3, 0, TRUE, TRUE) ON CONFLICT (worker) DO UPDATE SET password = excluded.password, totp_secret = excluded.totp_secret, totp_last_step = 0, needs_totp = TRUE, password_once = TRUE, disabled_at = NULL";
    LET_BACK = "UPDATE worker SET ended_on = NULL WHERE id = $1";
}

impl Tx<'_> {
    /// All staff, those who have left included. Logged.
    pub fn staff(&mut self, who: &Who, _: &SystemPermit<ManageAccounts>) -> Result<Vec<StaffAccount>, Error> {
        self.used::<ManageAccounts>(who, Outcome::Shown);
        self.conn.rows(STAFF, params![])?.iter().map(staff_account).collect()
    }

    /// One of them. Logged.
    pub fn staff_member(
        &mut self,
        who: &Who,
        _: &SystemPermit<ManageAccounts>,
        id: WorkerId,
    ) -> Result<StaffAccount, Error> {
        self.used::<ManageAccounts>(who, Outcome::Shown);
        self.staff_account(id)
    }

    fn staff_account(&mut self, id: WorkerId) -> Result<StaffAccount, Error> {
        let row = self.conn.row(ONE, params![id])?;
        row.as_ref()
            .map(staff_account)
            .transpose()?
            .ok_or(Error::NotThere("member of staff"))
    }
}

impl WriteTx<'_> {
    /// Adds somebody. Without secrets they sign in with the council's own account.
    pub fn add_staff(
        &mut self,
        who: &Who,
        permit: &SystemPermit<ManageAccounts>,
        worker: Worker,
        secrets: Option<&Secrets>,
    ) -> Result<(), Error> {
        let id = worker.id;
        if self.worker_by_email(&worker.email)?.is_some() {
            return Err(Error::Rule("Somebody with this email address is there already.".into()));
        }
        let role = worker.role;
        self.add_workers(&[worker])?;
        match secrets {
            Some(secrets) => self.give(id, secrets)?,
            None => self.set_account(id, None, None, false)?,
        }
        self.changed(who, permit, id, &format!("added as {}", role.code()));
        Ok(())
    }

    /// Another role or team, from their next request on.
    pub fn change_place(
        &mut self,
        who: &Who,
        permit: &SystemPermit<ManageAccounts>,
        id: WorkerId,
        seen: &str,
        role: Role,
        team: Option<TeamId>,
    ) -> Result<(), Error> {
        let before = self.as_seen(permit, id, seen)?;
        self.set_role(id, role, team)?;
        let what = format!("role {} to {}", before.worker.role.code(), role.code());
        self.changed(who, permit, id, &what);
        Ok(())
    }

    /// A new password and a new second factor. Sessions end; somebody whose access had ended has it again.
    pub fn reset_sign_in(
        &mut self,
        who: &Who,
        permit: &SystemPermit<ManageAccounts>,
        id: WorkerId,
        seen: &str,
        secrets: &Secrets,
    ) -> Result<(), Error> {
        let before = self.as_seen(permit, id, seen)?;
        self.give(id, secrets)?;
        self.tx.conn.run(LET_BACK, params![id])?;
        self.end_sessions_of(id)?;
        let what = if before.may_sign_in() {
            "new password and second factor"
        } else {
            "access again, with a new password and second factor"
        };
        self.changed(who, permit, id, what);
        Ok(())
    }

    /// Ends somebody's access, and every session of theirs, at once.
    pub fn end_access(
        &mut self,
        who: &Who,
        permit: &SystemPermit<ManageAccounts>,
        id: WorkerId,
        seen: &str,
        on: Date,
    ) -> Result<(), Error> {
        self.as_seen(permit, id, seen)?;
        self.disable_account(id)?;
        self.end_worker(id, on)?;
        self.changed(who, permit, id, "access ended");
        Ok(())
    }

    fn give(&mut self, id: WorkerId, secrets: &Secrets) -> Result<(), Error> {
        self.tx
            .conn
            .run(GIVE, params![id, secrets.password.as_str(), secrets.totp.as_str()])?;
        Ok(())
    }

    /// The account as the page showed it. An administrator's own is another's to change, so that nobody locks the last door behind them.
    fn as_seen(
        &mut self,
        permit: &SystemPermit<ManageAccounts>,
        id: WorkerId,
        seen: &str,
    ) -> Result<StaffAccount, Error> {
        if id == permit.starter().worker {
            return Err(Error::Rule(
                "Your own account is changed by another administrator.".into(),
            ));
        }
        // The lock of the chain: with two servers, what this account is now is still so when the change is written.
        self.head()?;
        let now = self.staff_account(id)?;
        if now.version == seen {
            Ok(now)
        } else {
            Err(Error::Stale { seen: 0, changed_at: 0 })
        }
    }

    fn changed(&mut self, who: &Who, _: &SystemPermit<ManageAccounts>, id: WorkerId, what: &str) {
        self.add_look(Access {
            purpose: format!("{what}: {id}"),
            ..Access::new(who, ManageAccounts::CODE, Outcome::Saved)
        });
    }
}

fn staff_account(row: &Row) -> Result<StaffAccount, Error> {
    let worker = crate::staff::worker(row)?;
    let (password, totp, subject) = (row.opt_text(11)?, row.opt_text(12)?, row.opt_text(13)?);
    let disabled_at = row.opt_time(15)?;
    let state = format!(
        "{}|{}|{:?}|{:?}|{password:?}|{totp:?}|{disabled_at:?}",
        worker.id,
        worker.role.code(),
        worker.team,
        worker.ended_on
    );
    Ok(StaffAccount {
        team: row.opt_text(9)?.unwrap_or_default(),
        has_account: row.opt_uuid(10)?.is_some(),
        has_password: password.is_some(),
        has_totp: totp.is_some(),
        single_sign_on: subject.is_some(),
        password_once: row.opt_bool(14)?.unwrap_or(false),
        disabled: disabled_at.is_some(),
        seen_at: row.opt_time(16)?,
        version: hex(&Sha256::digest(state.as_bytes())[..16]),
        worker,
    })
}
