//! The background of an upload: one import after another, each a job that is told how far it is, and taken up again after a kill.

use std::fs::File;
use std::io::{BufReader, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};

use domain::policy::{Import, Policy, SystemPermit};
use store::{Job, JobState, Store};
use uuid::Uuid;

use super::account::{Asked, Kept, Stands};
use super::{CensusFile, ImportError, import_cin};

/// How often an import is taken up again after the server ended in the middle of it. A file that ends the server must not do so for ever.
const TRIES: u32 = 3;

/// Where the files of uploads are, and the thread that imports them.
#[derive(Debug)]
pub struct Imports {
    folder: PathBuf,
    waiting: Option<Sender<Uuid>>,
}

impl Imports {
    /// Starts the thread. What was not finished when the server last ended is taken up first: importing again changes nothing that is stored
    /// already.
    pub fn start(store: Store, folder: PathBuf) -> Self {
        let (waiting, arriving) = channel();
        let place = folder.clone();
        let thread = std::thread::Builder::new()
            .name("imports".into())
            .spawn(move || work(&store, &place, &arriving));
        if let Err(error) = &thread {
            tracing::error!(%error, "no thread for imports");
        }
        Self {
            folder,
            waiting: thread.ok().map(|_| waiting),
        }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A job that was just added is done after those before it. Where the thread has ended, it waits for the next start.
    pub fn add(&self, id: Uuid) {
        if let Some(waiting) = &self.waiting {
            let _ = waiting.send(id);
        }
    }
}

/// The census of a job, and its file of names.
pub fn files(folder: &Path, id: Uuid) -> (PathBuf, PathBuf) {
    (folder.join(format!("{id}.xml")), folder.join(format!("{id}.csv")))
}

pub fn remove_files(folder: &Path, id: Uuid) {
    let (census, people) = files(folder, id);
    for file in [census, people] {
        if let Err(error) = std::fs::remove_file(&file)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(%error, job = %id, "the file of an import could not be removed");
        }
    }
}

fn work(store: &Store, folder: &Path, arriving: &Receiver<Uuid>) {
    match store.read_now(|tx| tx.jobs_to_run::<Import>()) {
        Ok(jobs) => jobs.iter().for_each(|job| run(store, folder, job)),
        Err(error) => tracing::error!(%error, "imports that were not finished could not be looked for"),
    }
    while let Ok(id) = arriving.recv() {
        match store.read_now(move |tx| tx.job_to_run::<Import>(id)) {
            Ok(Some(job)) if !job.state.has_ended() => run(store, folder, &job),
            Ok(_) => {}
            Err(error) => tracing::error!(%error, job = %id, "an import could not be started"),
        }
    }
}

/// What ended an import before its end, in words for whoever started it.
enum End {
    Refused(String),
    Stopped(&'static str),
    /// The database: what is written here is logged.
    Store(store::Error),
}

impl From<store::Error> for End {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}

impl From<ImportError> for End {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Store(error) => Self::Store(error),
            ImportError::Census(error) => Self::Refused(format!("The census: {error}.")),
            ImportError::People(error) => Self::Refused(format!("The file of names: {error}.")),
        }
    }
}

const AGAIN: &str = "Import the file again: what is stored already is not stored twice.";

fn run(store: &Store, folder: &Path, job: &Job) {
    let id = job.id;
    let ended = catch_unwind(AssertUnwindSafe(|| import(store, folder, job))).unwrap_or_else(|_| {
        tracing::error!(job = %id, "an import failed inside");
        Err(End::Stopped("It failed inside, and the service desk can see where."))
    });
    let (state, stands, kept) = match ended {
        Ok((stands, kept)) => (JobState::Done, stands, Some(kept)),
        Err(End::Refused(why)) => (JobState::Refused, Stands::because(why), None),
        Err(End::Stopped(why)) => (JobState::Stopped, Stands::because(format!("{why} {AGAIN}")), None),
        Err(End::Store(error)) => {
            tracing::error!(%error, job = %id, "an import was stopped by the database");
            let why = format!("The database could not be used any more. {AGAIN}");
            (JobState::Stopped, Stands::because(why), None)
        }
    };
    let text = stands.to_text();
    let told = store.write_now(move |tx| tx.job_is::<Import>(id, state, &text, kept.as_deref()));
    match told {
        Ok(()) => remove_files(folder, id),
        // The next start finds the job as it was, with its files, and takes it up again.
        Err(error) => tracing::error!(%error, job = %id, "how an import ended could not be kept"),
    }
}

fn import(store: &Store, folder: &Path, job: &Job) -> Result<(Stands, String), End> {
    let id = job.id;
    let asked = Asked::of(&job.argument);
    let before = Stands::of(&job.progress);
    if before.tries >= TRIES {
        return Err(End::Stopped("The server ended in the middle of it several times."));
    }
    let starter = job.starter;
    let actor = store.read_now(move |tx| tx.actor(starter))?;
    // Rights are today's, also of a job that waited.
    let permit: SystemPermit<Import> = actor
        .and_then(|actor| Policy::system(&actor).ok())
        .ok_or(End::Stopped("Whoever started it may not import any more."))?;
    let mut stands = Stands {
        tries: before.tries + 1,
        ..Stands::default()
    };
    tell(store, id, &stands)?;
    let (census, people) = files(folder, id);
    let open = |path: &Path| {
        File::open(path)
            .map(BufReader::new)
            .map_err(|_| End::Stopped("The server was stopped, and the file is not there any more."))
    };
    let checked = CensusFile::check(open(&census)?)?;
    stands.of = checked.children;
    stands.year = checked.header.year;
    stands.checked = true;
    tell(store, id, &stands)?;
    let mut people = asked.people.is_some().then(|| open(&people)).transpose()?;
    let people = people.as_mut().map(|p| p as &mut dyn Read);
    let imported = import_cin(store, &permit, &checked, open(&census)?, people, |done| {
        stands.done = done;
        // A page that shows an old number is no reason to stop.
        let _ = tell(store, id, &stands);
    })?;
    stands.done = checked.children;
    stands.close(&imported);
    Ok((stands, Kept::of(&imported).to_text()))
}

fn tell(store: &Store, id: Uuid, stands: &Stands) -> Result<(), store::Error> {
    let text = stands.to_text();
    store.write_now(move |tx| tx.job_is::<Import>(id, JobState::Running, &text, None))
}
