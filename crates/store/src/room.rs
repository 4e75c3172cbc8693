//! Room kept back for looking (SQLite). What cannot be logged is not shown [Sem 18], and a row of the log needs a disk that takes it. So a file
//! beside the database holds some room, and gives it up when the disk is full: from then on saves are refused, and looking goes on in that
//! room, with the little that is vital, until somebody has made more (`docs/decisions/0023-room-for-looking.md`).

use std::fs::File;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::fs::{FallocateFlags, fallocate, statvfs};

use crate::leave::beside;
use crate::{Error, Place};

/// The room of one database. Until [`Room::keep`] there is none, and nothing is refused for its sake.
#[derive(Debug, Default)]
pub struct Room {
    kept: OnceLock<Kept>,
    full: AtomicBool,
}

#[derive(Debug)]
struct Kept {
    file: PathBuf,
    bytes: u64,
}

impl Room {
    /// Keeps so many bytes from here on; says whether they are there. 0 keeps none. A PostgreSQL server's disk is not ours to keep room on.
    pub fn keep(&self, place: &Place, bytes: u64) -> bool {
        let (Place::Sqlite(path), 1..) = (place, bytes) else {
            return false;
        };
        self.kept.get_or_init(|| Kept {
            file: beside(path, "room"),
            bytes,
        });
        !self.is_full()
    }

    /// Whether saves are refused now, so that looking can go on. Looks whether that has changed: another server may have given the room up,
    /// and somebody may have made more.
    pub fn is_full(&self) -> bool {
        let Some(kept) = self.kept.get() else { return false };
        let there = kept.is_there() || kept.set_aside();
        let was_full = self.full.swap(!there, Ordering::SeqCst);
        if there && was_full {
            tracing::warn!("there is room on the disk of the database: saves are taken");
        } else if !there && !was_full {
            tracing::error!("no room on the disk of the database: saves are refused, looking goes on for a while");
        }
        !there
    }

    /// As it was found last, for every page to say.
    pub fn was_full(&self) -> bool {
        self.full.load(Ordering::SeqCst)
    }

    /// Gives the room up after a commit that failed with `error`, if it was for want of room. `true`: what has to be written to show a page can
    /// be tried once more.
    pub fn give_up(&self, error: &Error) -> bool {
        let Some(kept) = self.kept.get() else { return false };
        let full = matches!(error, Error::DiskFull) || kept.available().is_some_and(|bytes| bytes < LEAST);
        // What is freed is less than what would be set aside again.
        full && std::fs::remove_file(&kept.file).is_ok() && self.is_full()
    }
}

/// With less than this free, a write that failed did so for want of room, whatever it said.
const LEAST: u64 = 256 * 1024;

impl Kept {
    fn is_there(&self) -> bool {
        std::fs::metadata(&self.file).is_ok_and(|m| m.len() >= self.bytes)
    }

    /// Free to us on the disk of the database; `None` where it does not say.
    fn available(&self) -> Option<u64> {
        let disk = statvfs(self.file.parent()?).ok()?;
        Some(disk.f_bavail.saturating_mul(disk.f_frsize))
    }

    /// Sets the room aside where a quarter as much again stays free, so that the first saves do not end it at once.
    fn set_aside(&self) -> bool {
        if self.available().is_none_or(|free| free < self.bytes + self.bytes / 4) {
            return false;
        }
        let made = self.fill();
        if let Err(error) = &made {
            tracing::warn!(%error, "no room can be kept back for looking");
            let _ = std::fs::remove_file(&self.file);
        }
        made.is_ok()
    }

    fn fill(&self) -> std::io::Result<()> {
        let mut file = File::options()
            .create(true)
            .truncate(true)
            .write(true)
            .mode(0o600)
            .open(&self.file)?;
        if fallocate(&file, FallocateFlags::empty(), 0, self.bytes).is_err() {
            // A disk that cannot be asked for room is filled, with what it cannot press together.
            let mut block = vec![0; 1 << 16];
            getrandom::fill(&mut block).map_err(std::io::Error::other)?;
            let mut left = self.bytes;
            while left > 0 {
                let n = left.min(block.len() as u64);
                file.write_all(&block[..usize::try_from(n).unwrap_or(block.len())])?;
                left -= n;
            }
        }
        file.sync_all()
    }
}
