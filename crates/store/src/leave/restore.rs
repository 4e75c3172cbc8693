//! Restoring a backup into an empty place. It is checked under another name first, and takes its own only when it has proved itself.

use std::fs::File;
use std::io::Read;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use domain::policy::{Import, SystemPermit};

use super::Progress;
use super::backup::Noted;
use super::folder::{cannot, sync_parent};
use super::unfinished::Unfinished;
use crate::db::{APPLICATION_ID, Conn, Mode, Place, params, statements};
use crate::{Config, Error, Store, Verified, ledger};

statements! {
    END_SESSIONS = "DELETE FROM session";
    END_SIGN_INS = "DELETE FROM sign_in_pending";
}

/// A record that stands where there was none.
#[derive(Clone, Debug)]
pub struct Restored {
    pub verified: Verified,
    /// Whether it was compared with a head noted when the backup was made. Without, a cut end cannot be seen.
    pub against_noted: bool,
}

impl Store {
    /// Restores a backup, file or folder, to the place of `config`, which has to be empty. Nobody's session comes along.
    pub fn restore(
        config: &Config,
        permit: &SystemPermit<Import>,
        from: &Path,
        progress: Progress<'_>,
    ) -> Result<Restored, Error> {
        if from.is_dir() {
            let store = Self::open(config.clone())?;
            let (_, verified) = store.import_ledger(permit, from, progress)?;
            return Ok(Restored {
                verified,
                against_noted: true,
            });
        }
        let Place::Sqlite(to) = &config.place else {
            return Err(Error::Rule(
                "A backup that is one file is of SQLite. Restore it to a folder with --data DIR, export that, and `holdfast import ledger` the \
                export into PostgreSQL."
                    .into(),
            ));
        };
        let unfinished = Unfinished::begin(to, "restoring")?;
        if let Some(there) = ["", "-wal", "-shm"]
            .map(|end| format!("{}{end}", to.display()))
            .iter()
            .find(|p| Path::new(p).exists())
        {
            return Err(Error::Rule(format!(
                "{there} is there already, and was not touched. Restore to an empty place with --data DIR, then move it."
            )));
        }
        restore_file(from, to, &unfinished.path("copy.db"), progress)
    }
}

fn restore_file(from: &Path, to: &Path, unfinished: &Path, progress: Progress<'_>) -> Result<Restored, Error> {
    let noted = Noted::read(from)?;
    check_ours(from)?;
    let mut source = File::open(from).map_err(|e| cannot(from, "read", e))?;
    let made = File::options()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(unfinished);
    let mut copy = made.map_err(|e| cannot(unfinished, "written", e))?;
    let copied = std::io::copy(&mut source, &mut copy).and_then(|_| copy.sync_all());
    copied.map_err(|e| cannot(unfinished, "written", e))?;
    drop(copy);

    let mut conn = Conn::open(&Place::Sqlite(unfinished.to_owned()), Mode::Write)?;
    crate::migrate::migrate(&mut conn)?;
    conn.is_sound()
        .map_err(|why| Error::Rule(format!("{} is damaged: {why}. Restore another backup.", from.display())))?;
    let checked = ledger::check(&mut conn, noted, &mut |n| progress("entries checked", n.unsigned_abs()))?;
    let verified = checked.map_err(|broken| {
        Error::Rule(format!(
            "{} is not what was backed up. {broken}. Nothing was restored; try the backup before it.",
            from.display()
        ))
    })?;
    conn.run(END_SESSIONS, params![])?;
    conn.run(END_SIGN_INS, params![])?;
    conn.into_one_file()?;
    std::fs::rename(unfinished, to).map_err(|e| cannot(to, "written", e))?;
    sync_parent(to)?;
    Ok(Restored {
        verified,
        against_noted: noted.is_some(),
    })
}

/// Opening an empty file would make a record of it, and another program's is none of ours: so its first page is read before it is opened.
fn check_ours(path: &Path) -> Result<(), Error> {
    let refused = |why: &str| {
        Err(Error::Foreign {
            place: path.display().to_string(),
            why: why.into(),
        })
    };
    let mut head = [0; 100];
    let opened = File::open(path).and_then(|mut f| Ok((f.metadata()?.len(), f.read_exact(&mut head))));
    let (bytes, read) = opened.map_err(|e| cannot(path, "read", e))?;
    let number = |at: std::ops::Range<usize>| head[at].iter().fold(0u64, |n, b| n << 8 | u64::from(*b));
    if read.is_err() || !head.starts_with(b"SQLite format 3\0") || number(68..72) != APPLICATION_ID.unsigned_abs() {
        return refused("it is no backup of Holdfast's; name what `holdfast backup --to` wrote");
    }
    // Size of a page and number of pages; the size 65536 is written as 1.
    let page = if number(16..18) == 1 { 65_536 } else { number(16..18) };
    if bytes < page * number(28..32) {
        return refused("it is cut off; take another copy of it, or the backup before it");
    }
    Ok(())
}
