//! A folder that is written whole or not at all: under a name of its own until everything in it is on disk.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use domain::ledger::hex;
use sha2::{Digest as _, Sha256};

use super::unfinished::Unfinished;
use crate::Error;

/// What went wrong with a file, in words that name it.
pub fn cannot(path: &Path, what: &str, e: impl std::fmt::Display) -> Error {
    Error::Rule(format!("{} cannot be {what}: {e}.", path.display()))
}

/// A folder in the making. Dropped before [`Folder::finish`], it takes its unfinished files with it.
#[derive(Debug)]
pub struct Folder {
    unfinished: Unfinished,
    to: PathBuf,
}

/// What was written to one file.
#[derive(Clone, Debug)]
pub struct Written {
    pub records: u64,
    pub bytes: u64,
    pub sha256: String,
}

impl Folder {
    /// Begins a folder that will stand at `to`, where there may be nothing, or an empty folder.
    pub fn start(to: &Path) -> Result<Self, Error> {
        let unfinished = Unfinished::begin(to, "unfinished")?;
        match fs::read_dir(to).map(|mut inside| inside.next().is_some()) {
            Ok(false) => {}
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
            Ok(true) => {
                return Err(Error::Rule(format!(
                    "{} is not empty, and nothing in it was touched. Name a folder that is not there yet, or an empty one.",
                    to.display()
                )));
            }
            Err(e) => return Err(cannot(to, "used", e)),
        }
        Ok(Self {
            unfinished,
            to: to.to_owned(),
        })
    }

    /// A new file of it.
    pub fn file(&self, name: &str) -> Result<Out, Error> {
        let path = self.unfinished.path(name);
        if let Some(folder) = path.parent().filter(|p| !p.exists()) {
            let made = fs::DirBuilder::new().mode(0o700).create(folder);
            made.map_err(|e| cannot(folder, "made", e))?;
        }
        Out::create(path)
    }

    /// Everything is on disk: gives the folder its name.
    pub fn finish(self) -> Result<(), Error> {
        self.unfinished.become_folder(&self.to)?;
        sync_parent(&self.to)
    }
}

/// Makes the names in a folder survive a power cut.
pub fn sync(folder: &Path) -> Result<(), Error> {
    let synced = File::open(folder).and_then(|f| f.sync_all());
    synced.map_err(|e| cannot(folder, "written", e))
}

pub fn sync_parent(path: &Path) -> Result<(), Error> {
    match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => sync(Path::new(".")),
        Some(parent) => sync(parent),
        None => Ok(()),
    }
}

/// A file that counts and digests what goes into it. Nobody but its owner may read it.
pub struct Out {
    path: PathBuf,
    to: BufWriter<File>,
    sha: Sha256,
    bytes: u64,
    records: u64,
}

impl Out {
    pub fn create(path: PathBuf) -> Result<Self, Error> {
        let opened = File::options().write(true).create_new(true).mode(0o600).open(&path);
        let file = opened.map_err(|e| cannot(&path, "written", e))?;
        Ok(Self {
            path,
            to: BufWriter::with_capacity(1 << 18, file),
            sha: Sha256::new(),
            bytes: 0,
            records: 0,
        })
    }

    /// One record on one line.
    pub fn line(&mut self, text: &str) -> Result<(), Error> {
        self.records += 1;
        self.put(text.as_bytes())?;
        self.put(b"\n")
    }

    /// Bytes that are no record of their own.
    pub fn put(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.write_all(bytes).map_err(|e| cannot(&self.path, "written", e))
    }

    pub fn count_record(&mut self) {
        self.records += 1;
    }

    pub fn end(mut self) -> Result<Written, Error> {
        let on_disk = self.to.flush().and_then(|()| self.to.get_ref().sync_all());
        on_disk.map_err(|e| cannot(&self.path, "written", e))?;
        Ok(Written {
            records: self.records,
            bytes: self.bytes,
            sha256: hex(&self.sha.finalize()),
        })
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let n = self.to.write(bytes)?;
        self.sha.update(&bytes[..n]);
        self.bytes += n as u64;
        Ok(n)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        self.to.flush()
    }
}
