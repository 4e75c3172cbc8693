//! Where a copy is made: a folder of its own beside the name that it will have, until all of it is on disk. Whoever makes it holds a lock, so that
//! what somebody left who was killed can be told from what is being written now: the one is taken away, the other is not touched.

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::folder::cannot;
use super::{backup::beside, folder::sync};
use crate::Error;

/// Says that the folder is ours, and carries the lock. It goes when the copy is whole, or last of all.
const MARK: &str = ".holdfast-unfinished";

/// A folder in the making. Dropped, it goes with all that is in it, unless it took its own name.
#[derive(Debug)]
pub struct Unfinished {
    folder: PathBuf,
    named: bool,
    _lock: File,
}

impl Unfinished {
    /// Begins `to.end`, which is empty then.
    pub fn begin(to: &Path, end: &str) -> Result<Self, Error> {
        if to.file_name().is_none() {
            return Err(cannot(to, "used", "it has no name"));
        }
        let folder = beside(to, end);
        let made = fs::DirBuilder::new().mode(0o700).create(&folder);
        match made.map_err(|e| e.kind()) {
            Ok(()) => {}
            Err(ErrorKind::AlreadyExists) => {
                if !folder.join(MARK).exists() && !is_empty(&folder) {
                    return Err(not_ours(&folder));
                }
            }
            Err(ErrorKind::NotFound) => return Err(cannot(to, "written", "the folder above it is not there")),
            Err(e) => return Err(cannot(&folder, "made", e)),
        }
        let mark = folder.join(MARK);
        let opened = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&mark);
        let lock = opened.map_err(|e| cannot(&mark, "written", e))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(at_work(&folder)),
            Err(TryLockError::Error(e)) => return Err(cannot(&mark, "locked", e)),
        }
        // Whoever held it may have finished between the two steps, and taken the mark away: then the lock is of nothing.
        if !is_same(&lock, &mark) {
            return Err(at_work(&folder));
        }
        let this = Self {
            folder,
            named: false,
            _lock: lock,
        };
        if this.clear()? {
            tracing::warn!(folder = %this.folder.display(), "what an interrupted attempt had left was taken away");
        }
        Ok(this)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// It is whole: the folder itself becomes `to`.
    pub fn become_folder(mut self, to: &Path) -> Result<(), Error> {
        let mark = self.folder.join(MARK);
        fs::remove_file(&mark).map_err(|e| cannot(&mark, "removed", e))?;
        sync(&self.folder)?;
        fs::rename(&self.folder, to).map_err(|e| cannot(to, "written", e))?;
        self.named = true;
        Ok(())
    }

    /// Takes everything away but the mark; says whether there was anything.
    fn clear(&self) -> Result<bool, Error> {
        let cannot = |e| cannot(&self.folder, "emptied", e);
        let mut any = false;
        for inside in fs::read_dir(&self.folder).map_err(cannot)? {
            let inside = inside.map_err(cannot)?;
            if inside.file_name() == MARK {
                continue;
            }
            any = true;
            let kind = inside.file_type().map_err(cannot)?;
            let gone = if kind.is_dir() {
                fs::remove_dir_all(inside.path())
            } else {
                fs::remove_file(inside.path())
            };
            gone.map_err(cannot)?;
        }
        Ok(any)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.named {
            // The mark last: killed on the way, what is left is still known as ours.
            let _ = self.clear();
            let _ = fs::remove_file(self.folder.join(MARK));
            let _ = fs::remove_dir(&self.folder);
        }
    }
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut inside| inside.next().is_none())
}

fn is_same(lock: &File, mark: &Path) -> bool {
    let of = |m: fs::Metadata| (m.dev(), m.ino());
    match (lock.metadata(), fs::metadata(mark)) {
        (Ok(one), Ok(other)) => of(one) == of(other),
        _ => false,
    }
}

fn at_work(folder: &Path) -> Error {
    Error::Rule(format!(
        "{} is being written at this moment, by another export, backup or restore. Wait until that is done, or name another place.",
        folder.display()
    ))
}

fn not_ours(folder: &Path) -> Error {
    Error::Rule(format!(
        "{} is in the way, and was not touched: this is where an unfinished copy is made, and what stands there is not known to be one. See what it \
        is, move it elsewhere or remove it, and try again; or name another place.",
        folder.display()
    ))
}
