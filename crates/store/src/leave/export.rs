//! Writing the record out: checked as it is written, from one snapshot, a stretch at a time.

use std::path::Path;

use domain::policy::{Export, SystemAction, SystemPermit};

use super::folder::Folder;
use super::manifest::{self, Copy, Listed, Manifest};
use super::tables::{IN_HAND, OWNED};
use super::{ACCESS_LOG, FORMAT, LEDGER, Progress, README, files, sheets};
use crate::access::{Access, Outcome, Who};
use crate::db::{Conn, Mode, statements};
use crate::ledger::{walk_entries, walk_looks};
use crate::{Broken, Error, Store, Verified};

statements! {
    /// The snapshot is taken by the first statement that reads.
    PIN = "SELECT count(*) FROM setting";
}

/// A copy that was written.
#[derive(Clone, Debug)]
pub struct Exported {
    pub manifest: Manifest,
}

impl Store {
    /// Writes everything that the authority owns into a folder that is not there yet, or is empty. That it is done is a row of the access log
    /// before the first byte is written; if it cannot be logged, nothing is.
    pub fn export(&self, permit: &SystemPermit<Export>, to: &Path, progress: Progress<'_>) -> Result<Exported, Error> {
        self.write_copy(permit, to, Copy::Export, progress)
    }

    pub(super) fn write_copy(
        &self,
        permit: &SystemPermit<Export>,
        to: &Path,
        copy: Copy,
        progress: Progress<'_>,
    ) -> Result<Exported, Error> {
        let folder = Folder::start(to)?;
        self.log_copy(permit, copy)?;
        let mut conn = Conn::open(&self.config().place, Mode::Read)?;
        conn.begin(Mode::Read)?;
        let written = write(&mut conn, &folder, copy, progress);
        conn.batch("ROLLBACK")?;
        let (verified, listed) = written?;
        let manifest = Manifest::new(copy, self.now(), &verified, listed);
        let mut out = folder.file(manifest::FILE)?;
        let text = serde_json::to_string_pretty(&manifest).map_err(|e| Error::Unavailable(e.to_string()))?;
        out.line(&text)?;
        out.end()?;
        folder.finish()?;
        Ok(Exported { manifest })
    }

    /// Says in the access log that the whole record is about to be copied.
    pub(super) fn log_copy(&self, permit: &SystemPermit<Export>, copy: Copy) -> Result<(), Error> {
        let (route, purpose) = match copy {
            Copy::Export => ("export", "the whole record, to a folder"),
            Copy::Backup => ("backup", "the whole record, to survive with"),
        };
        let who = Who {
            actor: permit.starter().clone(),
            route: route.into(),
            purpose: purpose.into(),
        };
        self.write_now(move |tx| {
            tx.add_look(Access::new(&who, Export::CODE, Outcome::Shown));
            Ok(())
        })
    }
}

fn write(
    conn: &mut Conn,
    folder: &Folder,
    copy: Copy,
    progress: Progress<'_>,
) -> Result<(Verified, Vec<Listed>), Error> {
    conn.rows(PIN, &[])?;
    let mut out = folder.file(LEDGER)?;
    let walked = walk_entries(conn, None, |entry| {
        progress("entries", entry.seq.unsigned_abs());
        out.line(&json(entry)?)
    })?;
    let (entries, head, facts) = walked.map_err(not_whole)?;
    let mut listed = vec![Listed::of(
        LEDGER,
        "the ledger, an entry a line",
        false,
        &[],
        out.end()?,
    )];

    let mut out = folder.file(ACCESS_LOG)?;
    let walked = walk_looks(conn, |look| {
        progress("looks", look.n.unsigned_abs());
        out.line(&json(look)?)
    })?;
    let (looks, looks_head) = walked.map_err(not_whole)?;
    listed.push(Listed::of(
        ACCESS_LOG,
        "who looked at what, and who was refused",
        false,
        &[],
        out.end()?,
    ));

    let in_hand = if copy == Copy::Backup { IN_HAND } else { &[] };
    for table in OWNED.iter().chain(in_hand) {
        let mut out = folder.file(table.file)?;
        table.each(conn, |line| out.line(line))?;
        listed.push(Listed::of(
            table.file,
            table.about,
            table.secret,
            table.table.columns,
            out.end()?,
        ));
    }
    listed.extend(files::write(conn, folder)?);
    if copy == Copy::Export {
        let sheets = sheets::write(conn, folder, &mut |n| progress("rows of sheets", n as u64))?;
        listed.extend(sheets);
    }
    let mut out = folder.file(README)?;
    out.put(FORMAT.as_bytes())?;
    out.count_record();
    listed.push(Listed::of(README, "this format, in words", false, &[], out.end()?));
    let verified = Verified {
        entries,
        head,
        facts,
        looks,
        looks_head,
    };
    Ok((verified, listed))
}

fn json(value: &impl serde::Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|e| Error::Rule(format!("An entry cannot be written as text: {e}.")))
}

/// A copy of a broken record would pass for a whole one, so there is none.
fn not_whole(broken: Broken) -> Error {
    Error::Rule(format!(
        "The record is not what was written, so nothing was copied from it. {broken}. Keep the database as it is, and restore the last backup that \
        `holdfast verify` passes."
    ))
}
