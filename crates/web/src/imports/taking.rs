//! Which server does a job. Several may run on one PostgreSQL database, and the file of an upload lies in the folder of the one that received it: so a
//! job is done by a server that has its file, which holds a lock on it meanwhile. The lock ends with the server, however that ends.

use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use domain::policy::Import;
use jiff::SignedDuration;
use store::{Job, Place, Store};
use uuid::Uuid;

/// Whose turn a job is.
pub enum Turn {
    /// This server's, as the job stands now and for as long as the lock is held.
    Ours(Job, Option<File>),
    /// Another's, which has its file or is at work on it; or it has ended by now.
    Others,
    /// Nobody's any more; why, in words for whoever started it.
    Lost(&'static str),
}

pub const GONE: &str = "The server was stopped, and the file is not there any more.";
const SILENT: &str = "The server that received the file has not been heard of for an hour.";

/// A server says of each job that waits for it that it is there, before every import. None takes this long.
const LONGEST_SILENCE: SignedDuration = SignedDuration::from_hours(1);

/// The census of a job, and its file of names.
pub fn files(folder: &Path, id: Uuid) -> (PathBuf, PathBuf) {
    (folder.join(format!("{id}.xml")), folder.join(format!("{id}.csv")))
}

pub fn remove_files(folder: &Path, id: Uuid) {
    let (census, people) = files(folder, id);
    for file in [census, people] {
        if let Err(error) = std::fs::remove_file(&file)
            && error.kind() != ErrorKind::NotFound
        {
            tracing::warn!(%error, job = %id, "the file of an import could not be removed");
        }
    }
}

/// Takes a job, or says why not.
pub fn turn(store: &Store, folder: &Path, job: &Job) -> Result<Turn, store::Error> {
    let id = job.id;
    let file = match File::options().read(true).write(true).open(files(folder, id).0) {
        Ok(file) => file,
        Err(e) if e.kind() == ErrorKind::NotFound => {
            // A file has one server, and so has its folder; a PostgreSQL database may have others, with folders of their own.
            let alone = matches!(store.config().place, Place::Sqlite(_));
            let silent = store.now().duration_since(job.changed_at) > LONGEST_SILENCE;
            return Ok(match (alone, silent) {
                (true, _) => Turn::Lost(GONE),
                (false, true) => Turn::Lost(SILENT),
                (false, false) => Turn::Others,
            });
        }
        Err(error) => {
            tracing::error!(%error, job = %id, "the file of an import cannot be opened");
            return Ok(Turn::Others);
        }
    };
    let lock = match file.try_lock() {
        Ok(()) => Some(file),
        Err(TryLockError::WouldBlock) => return Ok(Turn::Others),
        Err(TryLockError::Error(error)) => {
            tracing::warn!(%error, job = %id, "the folder of uploads takes no locks: only one server may use it");
            None
        }
    };
    // Whoever had the lock before may have finished it.
    Ok(match store.read_now(move |tx| tx.job_to_run::<Import>(id))? {
        Some(job) if !job.state.has_ended() => Turn::Ours(job, lock),
        _ => Turn::Others,
    })
}

/// Says of the jobs whose file is here that their server is there.
pub fn are_here(store: &Store, folder: &Path, jobs: &[Job]) -> Result<(), store::Error> {
    let here: Vec<Uuid> = jobs
        .iter()
        .map(|job| job.id)
        .filter(|id| files(folder, *id).0.exists())
        .collect();
    if here.is_empty() {
        return Ok(());
    }
    store.write_now(move |tx| here.into_iter().try_for_each(|id| tx.job_is_heard_of::<Import>(id)))
}

/// Removes the files of jobs that ended without them: while this server was away, and thought lost. And those of no job, when nothing was written to
/// them for an hour: their server ended while it received them, and whoever sent them was never told that they arrived.
pub fn sweep(store: &Store, folder: &Path) {
    let Ok(inside) = std::fs::read_dir(folder) else { return };
    let stems = inside.filter_map(|e| Some(e.ok()?.path().file_stem()?.to_str()?.to_owned()));
    let ids: std::collections::BTreeSet<Uuid> = stems.filter_map(|stem| stem.parse().ok()).collect();
    for id in ids {
        match store.read_now(move |tx| tx.job_to_run::<Import>(id)) {
            Ok(Some(job)) if job.state.has_ended() => remove_files(folder, id),
            Ok(None) if is_left(store, folder, id) => remove_files(folder, id),
            // Being received, or to be done.
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, job = %id, "whether an import has ended could not be asked"),
        }
    }
}

/// Whether nothing was written to the files of an upload for longer than one stands still.
fn is_left(store: &Store, folder: &Path, id: Uuid) -> bool {
    let (census, people) = files(folder, id);
    let last = [census, people]
        .iter()
        .filter_map(|file| std::fs::metadata(file).and_then(|m| m.modified()).ok())
        .max();
    let last = last.and_then(|at| jiff::Timestamp::try_from(at).ok());
    last.is_some_and(|at| store.now().duration_since(at) > LONGEST_SILENCE)
}
