//! Unfinished forms: raw text by section, kept on the server even when it is invalid, private to the author until handed over.

use domain::ids::{DraftId, WorkerId};
use jiff::Timestamp;

use crate::db::{Row, params, statements};
use crate::{Error, Tx, WriteTx};

/// An unfinished form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub id: DraftId,
    pub form: String,
    pub form_version: i32,
    pub author: WorkerId,
    /// Makes handing it over twice harmless: this is the ledger's request id.
    pub request_id: String,
    pub created_at: Timestamp,
    pub changed_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

/// One section's answers, as they were typed: a JSON object of question path to text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionAnswers {
    pub section: String,
    pub revision: i64,
    pub answers: String,
    pub changed_at: Timestamp,
}

/// What came of saving a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    At {
        revision: i64,
        at: Timestamp,
    },
    /// Somebody, or another tab, saved since: theirs stands, and the words sent are given back to be shown beside it.
    Changed {
        theirs: SectionAnswers,
    },
}

statements! {
    ADD = "INSERT INTO draft (id, form, form_version, author, request_id, created_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $6)";
    DRAFT = "SELECT id, form, form_version, author, request_id, created_at, changed_at, ended_at FROM draft WHERE id = $1 AND author = $2";
    DRAFTS_OF = "SELECT id, form, form_version, author, request_id, created_at, changed_at, ended_at FROM draft WHERE author = $1 AND ended_at IS NULL ORDER BY changed_at DESC, id";
    ANSWERS = "SELECT section, revision, answers, changed_at FROM draft_answer WHERE draft = $1 ORDER BY section";
    ANSWERS_OF_SECTION = "SELECT section, revision, answers, changed_at FROM draft_answer WHERE draft = $1 AND section = $2";
    PUT = "INSERT INTO draft_answer (draft, section, revision, answers, changed_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (draft, section) DO UPDATE SET revision = excluded.revision, answers = excluded.answers, changed_at = excluded.changed_at";
    TOUCH = "UPDATE draft SET changed_at = $2 WHERE id = $1";
    NEXT_REFERENCE = "INSERT INTO reference_number (year, last) VALUES ($1, $2) ON CONFLICT (year) DO UPDATE SET last = reference_number.last + 1 RETURNING last";
    END = "UPDATE draft SET ended_at = $2 WHERE id = $1";
}

impl Tx<'_> {
    /// A draft of this author's; another's does not exist.
    pub fn draft(&mut self, id: DraftId, author: WorkerId) -> Result<Option<(Draft, Vec<SectionAnswers>)>, Error> {
        let Some(row) = self.conn.row(DRAFT, params![id, author])? else {
            return Ok(None);
        };
        let sections = self
            .conn
            .rows(ANSWERS, params![id])?
            .iter()
            .map(section)
            .collect::<Result<_, _>>()?;
        Ok(Some((draft(&row)?, sections)))
    }

    /// The author's unfinished forms, the latest first.
    pub fn drafts_of(&mut self, author: WorkerId) -> Result<Vec<Draft>, Error> {
        self.conn.rows(DRAFTS_OF, params![author])?.iter().map(draft).collect()
    }
}

impl WriteTx<'_> {
    pub fn start_draft(&mut self, form: &str, form_version: i32, author: WorkerId) -> Result<DraftId, Error> {
        let id = DraftId(self.new_id()?);
        let (request_id, now) = (format!("draft:{id}"), self.now);
        self.tx
            .conn
            .run(ADD, params![id, form, form_version, author, request_id, now])?;
        Ok(id)
    }

    /// Keeps a section, valid or not. `seen` is the revision that the page was made from.
    pub fn save_section(
        &mut self,
        id: DraftId,
        author: WorkerId,
        name: &str,
        seen: i64,
        answers: &str,
    ) -> Result<Saved, Error> {
        let Some(row) = self.tx.conn.row(DRAFT, params![id, author])? else {
            return Err(Error::NotThere("unfinished form"));
        };
        if draft(&row)?.ended_at.is_some() {
            return Err(Error::Rule(
                "This was handed over already. What you typed since is on this page only.".into(),
            ));
        }
        let before = self
            .tx
            .conn
            .row(ANSWERS_OF_SECTION, params![id, name])?
            .as_ref()
            .map(section)
            .transpose()?;
        let revision = before.as_ref().map_or(0, |b| b.revision);
        match before {
            Some(theirs) if theirs.revision > seen && theirs.answers != answers => {
                return Ok(Saved::Changed { theirs });
            }
            Some(same) if same.answers == answers => {
                return Ok(Saved::At {
                    revision,
                    at: same.changed_at,
                });
            }
            _ => {}
        }
        let now = self.now;
        self.tx.conn.run(PUT, params![id, name, revision + 1, answers, now])?;
        self.tx.conn.run(TOUCH, params![id, now])?;
        Ok(Saved::At {
            revision: revision + 1,
            at: now,
        })
    }

    /// The next reference `YY-NNNNNN` of a year. Never given twice; a gap means nothing.
    pub fn allot_reference(&mut self, year: i16) -> Result<String, Error> {
        let row = self
            .tx
            .conn
            .row(NEXT_REFERENCE, params![i64::from(year), 100_001_i64])?;
        let number = row.map(|r| r.int(0)).transpose()?.ok_or(Error::Panicked)?;
        Ok(format!("{:02}-{number:06}", year.rem_euclid(100)))
    }

    /// Handed over, or thrown away by its author.
    pub fn end_draft(&mut self, id: DraftId) -> Result<(), Error> {
        let now = self.now;
        self.tx.conn.run(END, params![id, now])?;
        Ok(())
    }
}

fn draft(row: &Row) -> Result<Draft, Error> {
    Ok(Draft {
        id: DraftId(row.uuid(0)?),
        form: row.text(1)?,
        form_version: row.int32(2)?,
        author: WorkerId(row.uuid(3)?),
        request_id: row.text(4)?,
        created_at: row.time(5)?,
        changed_at: row.time(6)?,
        ended_at: row.opt_time(7)?,
    })
}

fn section(row: &Row) -> Result<SectionAnswers, Error> {
    Ok(SectionAnswers {
        section: row.text(0)?,
        revision: row.int(1)?,
        answers: row.text(2)?,
        changed_at: row.time(3)?,
    })
}
