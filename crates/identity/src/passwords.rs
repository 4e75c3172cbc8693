//! Local passwords: hashed with argon2id, verified in the same time whether or not the account exists.
//!
//! A stored password reads `1:$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. The number before the colon is *our* scheme: how
//! the password was prepared before it reached argon2. The rest is a PHC string, which carries its own parameters, so a
//! password stored under older settings still verifies and is then reported as [`Verdict::RightButOld`].

mod pool;
mod strength;

use std::fmt;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{Error as HashError, PasswordHasher, PasswordVerifier};
use argon2::{ARGON2ID_IDENT, Algorithm, Argon2, Params, Version};
use unicode_normalization::UnicodeNormalization;

pub use pool::PasswordPool;
pub use strength::{LONGEST, SHORTEST, Weakness, weakness};

/// The only scheme so far: NFKC (so that é typed on two keyboards is one password), then argon2id version 0x13.
const SCHEME: &str = "1";

/// What one hash costs. The default is 19 MiB, two passes, one lane: the OWASP password storage sheet's first choice;
/// measured at 15 ms on a quiet core of the reference machine, 43 ms on a loaded one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB, used while one hash is computed.
    pub memory_kib: u32,
    /// Passes over that memory.
    pub passes: u32,
    /// Lanes; more than one only helps where one hash may use several cores.
    pub lanes: u32,
}

impl Default for Cost {
    fn default() -> Self {
        Self {
            memory_kib: 19_456,
            passes: 2,
            lanes: 1,
        }
    }
}

/// No stored password may ask for more than this, whoever wrote it: a restored or imported user table must not be able to
/// exhaust the server's memory at sign-in.
const DEAREST: Cost = Cost {
    memory_kib: 262_144,
    passes: 10,
    lanes: 4,
};

/// A password as typed. It is never printed: its `Debug` says nothing.
#[derive(Clone)]
pub struct Password(String);

impl Password {
    pub fn new(typed: impl Into<String>) -> Self {
        Self(typed.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// A password as stored: scheme number, colon, PHC string. Its `Debug` says nothing, so that it cannot reach a log.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredPassword(String);

impl StoredPassword {
    /// Takes the text of the database column. It is judged when it is verified, not here.
    pub fn from_column(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The PHC string if this is a scheme we know.
    fn phc(&self) -> Result<PasswordHash, PasswordError> {
        let phc = self
            .0
            .strip_prefix(SCHEME)
            .and_then(|rest| rest.strip_prefix(':'))
            .ok_or(PasswordError::Unreadable)?;
        PasswordHash::new(phc).map_err(|_| PasswordError::Unreadable)
    }
}

impl fmt::Debug for StoredPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StoredPassword(…)")
    }
}

/// What came of comparing a typed password with the stored one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Right,
    /// Right, but stored under another scheme or cost than today's: hash it again now, while it is at hand.
    RightButOld,
    /// Wrong, or there is no such account: the caller cannot and must not tell the two apart.
    Wrong,
}

/// The machine failed; says nothing about the password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Answer 503 with "try again in a moment".
    #[error("too many people are signing in at once: try again in a moment")]
    Busy,
    #[error("the stored password cannot be read: set a new one with `holdfast user`")]
    Unreadable,
    #[error("these argon2 settings are out of range: memory in KiB from 8, passes from 1, lanes from 1")]
    Settings,
    #[error("the password could not be computed: the server is out of memory or randomness")]
    Failed,
}

/// Computes and compares, on the calling thread. The command line uses it as it is; a server uses [`PasswordPool`].
#[derive(Debug)]
pub struct Hasher {
    argon2: Argon2<'static>,
    cost: Cost,
    /// Compared against when there is no account, so that an unknown name costs what a known one does.
    nobody: StoredPassword,
    #[cfg(test)]
    comparisons: std::sync::atomic::AtomicUsize,
}

impl Hasher {
    /// Computes one hash at once (the stand-in for unknown accounts), so it takes as long as a sign-in.
    ///
    /// # Errors
    /// [`PasswordError::Settings`] if the cost is out of argon2's range or above our ceiling (256 MiB, 10 passes, 4 lanes).
    pub fn new(cost: Cost) -> Result<Self, PasswordError> {
        let mut nobody = [0_u8; 16];
        getrandom::fill(&mut nobody).map_err(|_| PasswordError::Failed)?;
        let nobody: String = nobody.iter().map(|byte| format!("{byte:02x}")).collect();
        Self::with_stand_in(cost, &nobody)
    }

    fn with_stand_in(cost: Cost, nobody: &str) -> Result<Self, PasswordError> {
        if exceeds_ceiling(cost) {
            return Err(PasswordError::Settings);
        }
        let params =
            Params::new(cost.memory_kib, cost.passes, cost.lanes, None).map_err(|_| PasswordError::Settings)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let nobody = hash_with(&argon2, nobody)?;
        Ok(Self {
            argon2,
            cost,
            nobody,
            #[cfg(test)]
            comparisons: std::sync::atomic::AtomicUsize::default(),
        })
    }

    /// Hashes with a fresh random salt. Judge the password with [`weakness`] before.
    ///
    /// # Errors
    /// [`PasswordError::Failed`] if memory or randomness cannot be had.
    pub fn hash(&self, password: &Password) -> Result<StoredPassword, PasswordError> {
        hash_with(&self.argon2, password.as_str())
    }

    /// Compares. `None` stands for "no such account, or one without a local password" and costs one comparison too.
    ///
    /// # Errors
    /// [`PasswordError::Unreadable`] if the stored text is not ours or asks for more than the ceiling (after the work of
    /// one comparison, so that timing shows nothing); [`PasswordError::Failed`] if the machine failed.
    pub fn verify(&self, password: &Password, stored: Option<&StoredPassword>) -> Result<Verdict, PasswordError> {
        let found = stored.map(|stored| self.readable(stored));
        let compare_with = match &found {
            Some(Ok((phc, _))) => phc.clone(),
            Some(Err(_)) | None => self.nobody.phc()?,
        };
        // Nothing nearly as long was ever accepted (one character is at most a few code points of four bytes each), so
        // ten megabytes are wrong without being looked at, at the usual cost.
        let fits = password.as_str().len() <= LONGEST * 16;
        let typed = if fits {
            prepare(password.as_str())
        } else {
            String::new()
        };
        let matches = self.compare(typed.as_bytes(), &compare_with)?;
        match found {
            Some(Err(problem)) => Err(problem),
            Some(Ok((_, cost))) if matches && fits && cost == self.cost => Ok(Verdict::Right),
            Some(Ok(_)) if matches && fits => Ok(Verdict::RightButOld),
            Some(Ok(_)) | None => Ok(Verdict::Wrong),
        }
    }

    /// The work of one sign-in.
    fn compare(&self, typed: &[u8], stored: &PasswordHash) -> Result<bool, PasswordError> {
        #[cfg(test)]
        self.comparisons.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        match self.argon2.verify_password(typed, stored) {
            Ok(()) => Ok(true),
            Err(HashError::PasswordInvalid) => Ok(false),
            Err(_) => Err(PasswordError::Failed),
        }
    }

    fn readable(&self, stored: &StoredPassword) -> Result<(PasswordHash, Cost), PasswordError> {
        let phc = stored.phc()?;
        let params = Params::try_from(&phc).map_err(|_| PasswordError::Unreadable)?;
        let cost = Cost {
            memory_kib: params.m_cost(),
            passes: params.t_cost(),
            lanes: params.p_cost(),
        };
        let complete = phc.salt.is_some() && phc.hash.is_some();
        if phc.algorithm != ARGON2ID_IDENT || exceeds_ceiling(cost) || !complete {
            return Err(PasswordError::Unreadable);
        }
        Ok((phc, cost))
    }
}

fn exceeds_ceiling(cost: Cost) -> bool {
    cost.memory_kib > DEAREST.memory_kib || cost.passes > DEAREST.passes || cost.lanes > DEAREST.lanes
}

/// Scheme 1's preparation.
fn prepare(typed: &str) -> String {
    typed.nfkc().collect()
}

fn hash_with(argon2: &Argon2<'_>, password: &str) -> Result<StoredPassword, PasswordError> {
    let phc = argon2
        .hash_password(prepare(password).as_bytes())
        .map_err(|_| PasswordError::Failed)?;
    Ok(StoredPassword(format!("{SCHEME}:{phc}")))
}

#[cfg(test)]
mod tests;
