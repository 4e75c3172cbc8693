//! A copy to survive with, taken while people work. SQLite: the file itself, page by page, from one snapshot. PostgreSQL: the folder that an export is,
//! with the work in hand (`docs/decisions/0019-leaving-and-backups.md`).

use std::fs::File;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use domain::ledger::{Digest, hex, parse_hex};
use domain::policy::{Export, SystemPermit};

use super::Progress;
use super::folder::{cannot, sync_parent};
use super::manifest::Copy;
use super::unfinished::Unfinished;
use crate::db::{Conn, Mode, Place};
use crate::{Broken, Error, Since, Store, Verified, ledger};

/// A backup that was written, and what checking the copy itself came to. A copy of a broken record is kept: it may be all that there is.
#[derive(Clone, Debug)]
pub struct BackedUp {
    pub checked: Result<Verified, Broken>,
    /// Where the head was noted.
    pub noted: PathBuf,
}

impl Store {
    /// Copies the record to a file (SQLite) or a folder (PostgreSQL) that is not there yet. That it is done is a row of the access log first.
    pub fn backup(&self, permit: &SystemPermit<Export>, to: &Path, progress: Progress<'_>) -> Result<BackedUp, Error> {
        match &self.config().place {
            Place::Sqlite(_) => self.copy_file(permit, to, progress),
            Place::Postgres(_) => {
                let manifest = self.write_copy(permit, to, Copy::Backup, progress)?.manifest;
                let digest = |text: &str| parse_hex(text).unwrap_or_default();
                Ok(BackedUp {
                    checked: Ok(Verified {
                        entries: manifest.ledger.records,
                        head: digest(&manifest.ledger.head),
                        facts: manifest.facts,
                        looks: manifest.access_log.records,
                        looks_head: digest(&manifest.access_log.head),
                    }),
                    noted: to.join(super::manifest::FILE),
                })
            }
        }
    }

    fn copy_file(&self, permit: &SystemPermit<Export>, to: &Path, progress: Progress<'_>) -> Result<BackedUp, Error> {
        let unfinished = Unfinished::begin(to, "unfinished")?;
        if to.exists() {
            let what = if to.is_dir() {
                "is a folder; name a file in it"
            } else {
                "is there already, and was not touched"
            };
            return Err(Error::Rule(format!(
                "{} {what}. A backup goes to a new file.",
                to.display()
            )));
        }
        let copy = unfinished.path("copy.db");
        let made = File::options().write(true).create_new(true).mode(0o600).open(&copy);
        made.map_err(|e| cannot(&copy, "written", e))?;
        self.log_copy(permit, Copy::Backup)?;
        let from = Conn::open(&self.config().place, Mode::Read)?;
        from.copy_to(&copy, &mut |n| progress("pages", n))?;
        let mut conn = Conn::open(&Place::Sqlite(copy.clone()), Mode::Write)?;
        let checked = ledger::check(&mut conn, None, &mut |n| progress("entries checked", n.unsigned_abs()))?;
        conn.into_one_file()?;
        let synced = File::open(&copy).and_then(|f| f.sync_all());
        synced.map_err(|e| cannot(&copy, "written", e))?;
        let noted = Noted::write(to, &checked)?;
        std::fs::rename(&copy, to).map_err(|e| cannot(to, "written", e))?;
        sync_parent(to)?;
        Ok(BackedUp { checked, noted })
    }
}

/// `holdfast.backup` and `holdfast.backup.head`.
pub fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(end);
    name.into()
}

/// The head that a backup had, noted beside it.
pub struct Noted;

impl Noted {
    pub fn write(backup: &Path, checked: &Result<Verified, Broken>) -> Result<PathBuf, Error> {
        let path = beside(backup, "head");
        let text = match checked {
            Ok(v) => format!("{v}\nlooks {} head {}\n", v.looks, hex(&v.looks_head)),
            Err(broken) => format!("broken: {broken}\n"),
        };
        let write = || {
            let mut file = File::options()
                .write(true)
                .create(true)
                .truncate(true)
                .mode(0o600)
                .open(&path)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()
        };
        write().map_err(|e| cannot(&path, "written", e))?;
        Ok(path)
    }

    /// The head noted beside a backup; `None` where there is no note.
    pub fn read(backup: &Path) -> Result<Option<Since>, Error> {
        let path = beside(backup, "head");
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(cannot(&path, "read", e)),
        };
        let words: Vec<&str> = text.lines().next().unwrap_or_default().split_whitespace().collect();
        let since = match words[..] {
            ["entries", n, "head", hash] => n.parse().ok().zip(parse_hex(hash)),
            _ => None,
        };
        let (seq, hash): (i64, Digest) = since.ok_or_else(|| {
            Error::Rule(format!(
                "{} holds no head. If it says that the record was broken, this backup cannot be restored; otherwise remove it to restore without it.",
                path.display()
            ))
        })?;
        Ok(Some(Since { seq, hash }))
    }
}
