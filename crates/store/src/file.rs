//! The file of an SQLite record while it is in use. SQLite goes on writing to a file that was moved or removed under it, and would make an empty one
//! where it opens none: what was acknowledged then would be in no file that anybody finds again. So the writer asks before each commit whether the
//! file that it opened still stands at its place.

use std::fs::File;
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::{Error, Place};

/// Makes the file of a record that begins here, for nobody else's eyes; SQLite gives those beside it the same mode. One that is there stays as it is.
pub fn make(place: &Place) -> Result<(), Error> {
    let Place::Sqlite(path) = place else { return Ok(()) };
    let made = File::options().write(true).create_new(true).mode(0o600).open(path);
    match made {
        Err(e) if e.kind() != ErrorKind::AlreadyExists => {
            Err(Error::Unavailable(format!("{} cannot be made: {e}", path.display())))
        }
        _ => Ok(()),
    }
}

/// Which file was opened. A PostgreSQL server looks after its own.
#[derive(Debug)]
pub struct Opened(Option<(PathBuf, Node)>);

/// Device and number: a file keeps them when it is renamed, and another has others.
type Node = (u64, u64);

impl Opened {
    pub fn at(place: &Place) -> Result<Self, Error> {
        let Place::Sqlite(path) = place else {
            return Ok(Self(None));
        };
        let node = node(path).map_err(|e| Error::Unavailable(format!("{}: {e}", path.display())))?;
        Ok(Self(Some((path.clone(), node))))
    }

    /// Refuses where it does not stand at its place any more. Put back there, it is the same file, and is written to again.
    pub fn still_stands(&self) -> Result<(), Error> {
        let Some((path, opened)) = &self.0 else { return Ok(()) };
        let why = match node(path) {
            Ok(found) if found == *opened => return Ok(()),
            Ok(_) => {
                "another file stands in the place of the database. Put back the one that was there, or start the server again to use this one"
            }
            Err(e) if e.kind() == ErrorKind::NotFound => {
                "the file of the database is not there any more. Put it back, or stop the server and restore a backup"
            }
            Err(_) => "the file of the database cannot be looked for",
        };
        Err(Error::Unavailable(format!("{}: {why}", path.display())))
    }
}

fn node(path: &Path) -> std::io::Result<Node> {
    std::fs::metadata(path).map(|m| (m.dev(), m.ino()))
}
