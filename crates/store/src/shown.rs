//! What somebody had in front of them when they decided or signed [Sem 8].

use domain::facts::FACT_KINDS;
use domain::ids::WorkerId;
use domain::ledger::{FactRef, Known};
use jiff::Timestamp;

use crate::db::{params, statements};
use crate::{Error, Tx};

/// A fact as a list of what was shown names it: what it is, when and by whom it was recorded; nothing of what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownFact {
    pub title: &'static str,
    pub recorded_at: Timestamp,
    pub by: WorkerId,
}

statements! {
    KNOWN = "SELECT known_seq, shown FROM decision WHERE seq = $1 AND ord = $2";
    NAMED = "SELECT f.kind, e.recorded_at, e.actor FROM fact f JOIN entry e ON e.seq = f.seq WHERE f.seq = $1 AND f.ord = $2";
    RECORDED = "SELECT recorded_at FROM entry WHERE seq = $1";
}

impl Tx<'_> {
    /// What was known and shown when a fact was recorded; `None` where it was no decision.
    pub fn known_at(&mut self, fact: FactRef) -> Result<Option<Known>, Error> {
        let Some(row) = self.conn.row(KNOWN, params![fact.seq, fact.ord])? else {
            return Ok(None);
        };
        let shown = row.text(1)?;
        Ok(Some(Known {
            known_seq: row.int(0)?,
            shown: shown.split_whitespace().filter_map(|s| s.parse().ok()).collect(),
        }))
    }

    /// When an entry was recorded.
    pub fn recorded_at(&mut self, seq: i64) -> Result<Option<Timestamp>, Error> {
        self.conn.row(RECORDED, params![seq])?.map(|r| r.time(0)).transpose()
    }

    /// Names facts without what they say. Its caller asks only for facts that its reader has on the page.
    pub fn name_facts(&mut self, facts: &[FactRef]) -> Result<Vec<ShownFact>, Error> {
        let mut named = Vec::with_capacity(facts.len());
        for fact in facts {
            let Some(row) = self.conn.row(NAMED, params![fact.seq, fact.ord])? else {
                continue;
            };
            let kind = row.text(0)?;
            named.push(ShownFact {
                title: FACT_KINDS.iter().find(|k| k.kind == kind).map_or("Fact", |k| k.title),
                recorded_at: row.time(1)?,
                by: WorkerId(row.uuid(2)?),
            });
        }
        Ok(named)
    }
}
