//! Accounts and sessions: how somebody proves who they are, and for how long that holds.

use domain::ids::WorkerId;
use domain::policy::Actor;
use jiff::{SignedDuration, Timestamp};

use crate::db::{params, statements};
use crate::staff::actor;
use crate::{Error, Tx, WriteTx};

/// How somebody signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub worker: WorkerId,
    /// The stored hash; none for those who use single sign-on alone.
    pub password: Option<String>,
    pub totp_secret: Option<String>,
    pub totp_last_step: i64,
    pub needs_totp: bool,
    pub disabled: bool,
}

/// How long a session holds.
#[derive(Clone, Copy, Debug)]
pub struct SessionLimits {
    /// Without a request.
    pub idle: SignedDuration,
    /// Whatever is requested.
    pub absolute: SignedDuration,
}

/// A session that holds.
#[derive(Clone, Debug)]
pub struct Session {
    pub actor: Actor,
    pub csrf: String,
    pub seen_at: Timestamp,
    pub created_at: Timestamp,
    /// The password was given out by an administrator, and is to be replaced before anything else.
    pub chooses_password: bool,
}

statements! {
    ACCOUNT_BY_EMAIL = "SELECT a.worker, a.password, a.totp_secret, a.totp_last_step, a.needs_totp, a.disabled_at FROM account a JOIN worker w ON w.id = a.worker WHERE w.email = $1 AND w.ended_on IS NULL";
    ACCOUNT_BY_SUBJECT = "SELECT a.worker, a.password, a.totp_secret, a.totp_last_step, a.needs_totp, a.disabled_at FROM account a JOIN worker w ON w.id = a.worker WHERE a.oidc_subject = $1 AND w.ended_on IS NULL";
    ADD_ACCOUNT = "INSERT INTO account (worker, password, totp_secret, totp_last_step, oidc_subject, needs_totp) VALUES ($1, $2, $3, 0, $4, $5) ON CONFLICT (worker) DO UPDATE SET password = excluded.password, totp_secret = excluded.totp_secret, needs_totp = excluded.needs_totp, password_once = FALSE, disabled_at = NULL";
    SET_PASSWORD = "UPDATE account SET password = $2, password_once = FALSE WHERE worker = $1";
    LINK_SUBJECT = "UPDATE account SET oidc_subject = $2 WHERE worker = $1 AND oidc_subject IS NULL";
    DISABLE = "UPDATE account SET disabled_at = $2 WHERE worker = $1";
    USE_STEP = "UPDATE account SET totp_last_step = $2 WHERE worker = $1 AND totp_last_step < $2";
    ADD_SESSION = "INSERT INTO session (token_hash, worker, csrf, created_at, seen_at) VALUES ($1, $2, $3, $4, $4)";
    SESSION = "SELECT w.name, w.role, w.team, t.name, t.front_door, s.worker, s.csrf, s.seen_at, s.created_at, a.password_once FROM session s JOIN worker w ON w.id = s.worker JOIN account a ON a.worker = s.worker LEFT JOIN team t ON t.id = w.team WHERE s.token_hash = $1 AND s.seen_at > $2 AND s.created_at > $3 AND w.ended_on IS NULL AND a.disabled_at IS NULL";
    SEEN = "UPDATE session SET seen_at = $2 WHERE token_hash = $1 AND seen_at < $2";
    END_SESSION = "DELETE FROM session WHERE token_hash = $1";
    END_SESSIONS_OF = "DELETE FROM session WHERE worker = $1";
    END_OLD_SESSIONS = "DELETE FROM session WHERE seen_at < $1 OR created_at < $2";
    ADD_PENDING = "INSERT INTO sign_in_pending (state, pending, return_to, created_at) VALUES ($1, $2, $3, $4)";
    PENDING = "SELECT pending, return_to FROM sign_in_pending WHERE state = $1 AND created_at > $2";
    END_PENDING = "DELETE FROM sign_in_pending WHERE state = $1 OR created_at <= $2";
}

impl Tx<'_> {
    pub fn account_by_email(&mut self, email: &str) -> Result<Option<Account>, Error> {
        self.conn
            .row(ACCOUNT_BY_EMAIL, params![email.trim().to_lowercase()])?
            .map(|r| account(&r))
            .transpose()
    }

    /// By issuer and subject of the council's own sign-in.
    pub fn account_by_subject(&mut self, subject: &str) -> Result<Option<Account>, Error> {
        self.conn
            .row(ACCOUNT_BY_SUBJECT, params![subject])?
            .map(|r| account(&r))
            .transpose()
    }

    /// The session of a token, if it still holds. The actor has the role of this moment, so a right withdrawn is gone at once.
    pub fn session(&mut self, token_hash: &[u8; 32], limits: SessionLimits) -> Result<Option<Session>, Error> {
        let (idle, absolute) = (self.now - limits.idle, self.now - limits.absolute);
        let Some(row) = self.conn.row(SESSION, params![token_hash, idle, absolute])? else {
            return Ok(None);
        };
        Ok(Some(Session {
            actor: actor(WorkerId(row.uuid(5)?), &row, 0)?,
            csrf: row.text(6)?,
            seen_at: row.time(7)?,
            created_at: row.time(8)?,
            chooses_password: row.bool(9)?,
        }))
    }
}

impl WriteTx<'_> {
    /// Gives somebody an account, or a new password and second factor.
    pub fn set_account(
        &mut self,
        worker: WorkerId,
        password: Option<&str>,
        totp: Option<&str>,
        needs_totp: bool,
    ) -> Result<(), Error> {
        self.tx
            .conn
            .run(ADD_ACCOUNT, params![worker, password, totp, None::<&str>, needs_totp])?;
        Ok(())
    }

    /// The password that somebody chose for themselves.
    pub fn set_password(&mut self, worker: WorkerId, password: &str) -> Result<(), Error> {
        self.tx.conn.run(SET_PASSWORD, params![worker, password])?;
        Ok(())
    }

    /// Ties an account to the council's own sign-in, once.
    pub fn link_subject(&mut self, worker: WorkerId, subject: &str) -> Result<(), Error> {
        self.tx.conn.run(LINK_SUBJECT, params![worker, subject])?;
        Ok(())
    }

    /// Uses a time step of the second factor; `false` where it was used before.
    pub fn use_totp_step(&mut self, worker: WorkerId, step: i64) -> Result<bool, Error> {
        Ok(self.tx.conn.run(USE_STEP, params![worker, step])? == 1)
    }

    pub fn disable_account(&mut self, worker: WorkerId) -> Result<(), Error> {
        let now = self.now;
        self.tx.conn.run(DISABLE, params![worker, now])?;
        self.end_sessions_of(worker)
    }

    /// A new session. The token itself is never stored, only its hash.
    pub fn start_session(
        &mut self,
        token_hash: &[u8; 32],
        worker: WorkerId,
        csrf: &str,
        limits: SessionLimits,
    ) -> Result<(), Error> {
        let now = self.now;
        self.tx
            .conn
            .run(END_OLD_SESSIONS, params![now - limits.idle, now - limits.absolute])?;
        self.tx.conn.run(ADD_SESSION, params![token_hash, worker, csrf, now])?;
        Ok(())
    }

    pub fn session_seen(&mut self, token_hash: &[u8; 32]) -> Result<(), Error> {
        let now = self.now;
        self.tx.conn.run(SEEN, params![token_hash, now])?;
        Ok(())
    }

    pub fn end_session(&mut self, token_hash: &[u8; 32]) -> Result<(), Error> {
        self.tx.conn.run(END_SESSION, params![token_hash])?;
        Ok(())
    }

    pub fn end_sessions_of(&mut self, worker: WorkerId) -> Result<(), Error> {
        self.tx.conn.run(END_SESSIONS_OF, params![worker])?;
        Ok(())
    }

    /// Keeps what a single sign-on began with, until its answer comes back.
    pub fn keep_pending(&mut self, state: &str, pending: &str, return_to: &str) -> Result<(), Error> {
        let now = self.now;
        self.tx.conn.run(ADD_PENDING, params![state, pending, return_to, now])?;
        Ok(())
    }

    /// Takes it back, once.
    pub fn take_pending(&mut self, state: &str, within: SignedDuration) -> Result<Option<(String, String)>, Error> {
        let oldest = self.now - within;
        let row = self.tx.conn.row(PENDING, params![state, oldest])?;
        self.tx.conn.run(END_PENDING, params![state, oldest])?;
        row.map(|r| Ok((r.text(0)?, r.text(1)?))).transpose()
    }
}

fn account(row: &crate::db::Row) -> Result<Account, Error> {
    Ok(Account {
        worker: WorkerId(row.uuid(0)?),
        password: row.opt_text(1)?,
        totp_secret: row.opt_text(2)?,
        totp_last_step: row.int(3)?,
        needs_totp: row.bool(4)?,
        disabled: row.opt_time(5)?.is_some(),
    })
}
