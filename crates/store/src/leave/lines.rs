//! Reading a copy of the record: its manifest, its digests, its lines. What is wrong is said with the file and the line.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Component, Path, PathBuf};

use domain::ledger::hex;
use sha2::{Digest as _, Sha256};

use super::folder::cannot;
use super::manifest::{self, Listed, Manifest};
use crate::Error;

/// No line is longer: what is, is no line of ours.
const LONGEST: u64 = 64 * 1024 * 1024;

/// A folder that was written by `export` or `backup`.
#[derive(Debug)]
pub struct Source {
    folder: PathBuf,
    pub manifest: Manifest,
}

impl Source {
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(manifest::FILE);
        let text = std::fs::read(&path).map_err(|e| {
            Error::Rule(format!(
                "{} cannot be read ({e}). Name the folder that `holdfast export --to` wrote.",
                path.display()
            ))
        })?;
        let manifest = Manifest::read(&text)?;
        let inside = |f: &Listed| {
            Path::new(&f.file)
                .components()
                .all(|c| matches!(c, Component::Normal(_)))
        };
        if let Some(outside) = manifest.files.iter().find(|f| !inside(f)) {
            return Err(flaw(
                manifest::FILE,
                None,
                &format!("it names {}, which is outside the folder", outside.file),
            ));
        }
        Ok(Self {
            folder: folder.to_owned(),
            manifest,
        })
    }

    pub fn path(&self, file: &str) -> PathBuf {
        self.folder.join(file)
    }

    /// Whether every file is there, and byte for byte what was written. The first that is not.
    pub fn first_changed(&self, progress: &mut dyn FnMut(u64)) -> Result<Option<&Listed>, Error> {
        let mut done = 0;
        for listed in &self.manifest.files {
            let mut file = self.file(&listed.file)?;
            let (mut sha, mut bytes, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 18]);
            loop {
                let n = file
                    .read(&mut buffer)
                    .map_err(|e| cannot(&self.path(&listed.file), "read", e))?;
                if n == 0 {
                    break;
                }
                sha.update(&buffer[..n]);
                bytes += n as u64;
                done += n as u64;
                progress(done >> 20);
            }
            if bytes != listed.bytes || hex(&sha.finalize()) != listed.sha256 {
                return Ok(Some(listed));
            }
        }
        Ok(None)
    }

    fn file(&self, name: &str) -> Result<File, Error> {
        File::open(self.path(name)).map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => flaw(name, None, "it is missing"),
            _ => cannot(&self.path(name), "read", e),
        })
    }

    /// Hands every line of a file to `f`, which says what is wrong with one. As many lines as the manifest counts, each ended.
    pub fn each_line(
        &self,
        name: &str,
        mut f: impl FnMut(&str) -> Result<Result<(), String>, Error>,
    ) -> Result<(), Error> {
        let listed = self.manifest.file(name)?;
        let mut from = BufReader::with_capacity(1 << 18, self.file(name)?);
        let (mut line, mut number) = (String::new(), 0);
        loop {
            line.clear();
            let read = from.by_ref().take(LONGEST).read_line(&mut line);
            let n = read.map_err(|e| flaw(name, Some(number + 1), &format!("it cannot be read: {e}")))?;
            if n == 0 {
                break;
            }
            number += 1;
            let Some(text) = line.strip_suffix('\n') else {
                return Err(flaw(name, Some(number), "it is cut off"));
            };
            if let Err(why) = f(text)? {
                return Err(flaw(name, Some(number), &why));
            }
        }
        if number != listed.records {
            let why = format!("it ends after {number} lines, and {} were written", listed.records);
            return Err(flaw(name, Some(number + 1), &why));
        }
        Ok(())
    }
}

/// What is wrong with a copy, and what to do.
pub fn flaw(file: &str, line: Option<u64>, why: &str) -> Error {
    let line = line.map(|n| format!(", line {n}")).unwrap_or_default();
    Error::Rule(format!(
        "{file}{line}: {why}. Nothing was imported; take another copy of the export."
    ))
}
