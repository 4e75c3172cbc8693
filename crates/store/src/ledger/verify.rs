//! Recomputing both chains, and naming the first entry that is not what was written.

mod looks;

use std::collections::BTreeSet;

use domain::ledger::{Digest, GENESIS, hex};

use super::stored::{ENTRIES, StoredEntry, Stretch};
use crate::db::{Conn, Mode, params, statements};
use crate::{Error, Store};

pub(crate) use looks::{ALL as LOOKS, StoredLook, walk as walk_looks};

/// A head noted earlier, on paper or elsewhere: a chain that was cut short still fits together, and only this tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since {
    pub seq: i64,
    pub hash: Digest,
}

/// Both chains hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    pub entries: i64,
    pub head: Digest,
    pub facts: i64,
    pub looks: i64,
    pub looks_head: Digest,
}

/// The first place where they do not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// `entry` or `access`.
    pub chain: &'static str,
    pub at: i64,
    pub why: String,
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let what = if self.chain == "entry" {
            "entry"
        } else {
            "row of the access log"
        };
        write!(f, "{what} {}: {}", self.at, self.why)
    }
}

statements! {
    STRAYS = "SELECT min(seq) FROM (SELECT seq FROM fact UNION ALL SELECT seq FROM fact_about UNION ALL SELECT seq FROM decision UNION ALL SELECT seq FROM body) AS t WHERE NOT EXISTS (SELECT 1 FROM entry e WHERE e.seq = t.seq)";
    REDACTED = "SELECT body_seq, body_ord FROM redaction";
}

impl Store {
    /// Checks everything. The outer error is the machine failing; the inner one is a broken chain.
    pub fn verify(
        &self,
        since: Option<Since>,
        mut progress: impl FnMut(i64),
    ) -> Result<Result<Verified, Broken>, Error> {
        let mut conn = Conn::open(&self.config().place, Mode::Read)?;
        conn.begin(Mode::Read)?;
        let result = check(&mut conn, since, &mut progress);
        conn.batch("ROLLBACK")?;
        result
    }
}

/// Checks both chains in the transaction that `conn` is in.
pub(crate) fn check(
    conn: &mut Conn,
    since: Option<Since>,
    progress: &mut dyn FnMut(i64),
) -> Result<Result<Verified, Broken>, Error> {
    let walked = walk_entries(conn, since, |entry| {
        progress(entry.seq);
        Ok(())
    })?;
    let (entries, head, facts) = match walked {
        Ok(walked) => walked,
        Err(broken) => return Ok(Err(broken)),
    };
    Ok(walk_looks(conn, |_| Ok(()))?.map(|(looks, looks_head)| Verified {
        entries,
        head,
        facts,
        looks,
        looks_head,
    }))
}

/// Hands every entry to `f`, each once it has been found to be what was written: how many entries, the last hash, how many facts; or the first
/// that is not.
pub(crate) fn walk_entries(
    conn: &mut Conn,
    since: Option<Since>,
    mut f: impl FnMut(&StoredEntry) -> Result<(), Error>,
) -> Result<Result<(i64, Digest, i64), Broken>, Error> {
    let broken = |at: i64, why: &str| {
        Ok(Err(Broken {
            chain: "entry",
            at,
            why: why.into(),
        }))
    };
    let redacted = redacted(conn)?;
    let (mut seq, mut prev, mut facts) = (0, GENESIS, 0);
    loop {
        let entries = conn.rows(ENTRIES, params![seq])?;
        let Some(last) = entries.last().map(|r| r.int(0)).transpose()? else {
            break;
        };
        let mut stretch = Stretch::load(conn, seq, last)?;
        for row in &entries {
            // Whatever cannot even be read is reported where it stands; the check goes no further, since nothing after it can hold.
            if row.int(0)? != seq + 1 {
                return broken(seq + 1, "it is missing");
            }
            let entry = match stretch.entry(row) {
                Ok(Ok(entry)) => entry,
                Ok(Err(why)) => return broken(seq + 1, why),
                Err(Error::Row { column, wanted, .. }) => {
                    return broken(seq + 1, &format!("column {column} is not {wanted}"));
                }
                Err(e) => return Err(e),
            };
            if let Err(why) = entry.check(seq, &prev, |seq, ord| redacted.contains(&(seq, ord))) {
                return broken(seq + 1, why);
            }
            (seq, prev) = (entry.seq, entry.hash);
            facts += i64::try_from(entry.facts.len()).unwrap_or(0);
            if since.is_some_and(|s| s.seq == seq && s.hash != prev) {
                return broken(seq, "its hash is not the one noted for it");
            }
            f(&entry)?;
        }
    }
    let stray = conn.row(STRAYS, params![])?.map(|r| r.opt_int(0)).transpose()?;
    if let Some(stray) = stray.flatten() {
        return broken(stray, "it is missing, though parts of it are there");
    }
    if let Some(since) = since.filter(|s| s.seq > seq) {
        let why = format!(
            "it is missing: the record was noted to reach entry {}, and ends at {seq}",
            since.seq
        );
        return broken(seq + 1, &why);
    }
    Ok(Ok((seq, prev, facts)))
}

/// The bodies that a redaction emptied.
fn redacted(conn: &mut Conn) -> Result<BTreeSet<(i64, i32)>, Error> {
    let rows = conn.rows(REDACTED, params![])?;
    rows.iter().map(|r| Ok((r.int(0)?, r.int32(1)?))).collect()
}

/// As `verify` prints it: `entries N head HASH`.
impl std::fmt::Display for Verified {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "entries {} head {}", self.entries, hex(&self.head))
    }
}
