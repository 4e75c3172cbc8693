//! The background of an upload: one import after another, each a job that is told how far it is, and taken up again after a kill.

use std::fs::File;
use std::io::{BufReader, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use domain::policy::{Import, Policy, SystemPermit};
use store::{Job, JobState, Store};
use uuid::Uuid;

use super::account::{Asked, Kept, Stands};
use super::taking::{self, Turn, files, remove_files};
use super::{CensusFile, ImportError, import_cin};

/// How often an import is taken up again after the server ended in the middle of it. A file that ends the server must not do so for ever.
const TRIES: u32 = 3;

/// How often it is looked whether a job waits that nobody told of: another server died that had it, and its folder is this one's too.
const LOOK_AGAIN: Duration = Duration::from_secs(60);

/// Where the files of uploads are, and the thread that imports them.
#[derive(Debug)]
pub struct Imports {
    folder: PathBuf,
    waiting: Option<Sender<()>>,
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
    pub fn look(&self) {
        if let Some(waiting) = &self.waiting {
            let _ = waiting.send(());
        }
    }
}

fn work(store: &Store, folder: &Path, arriving: &Receiver<()>) {
    loop {
        taking::sweep(store, folder);
        if let Err(error) = look_over(store, folder) {
            tracing::error!(%error, "imports that were not finished could not be looked for");
        }
        match arriving.recv_timeout(LOOK_AGAIN) {
            Ok(()) | Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// Does what waits here, the oldest first.
fn look_over(store: &Store, folder: &Path) -> Result<(), store::Error> {
    let jobs = store.read_now(|tx| tx.jobs_to_run::<Import>())?;
    for (n, job) in jobs.iter().enumerate() {
        taking::are_here(store, folder, &jobs[n..])?;
        match taking::turn(store, folder, job)? {
            Turn::Ours(job, _lock) => run(store, folder, &job),
            Turn::Lost(why) => ended(store, folder, job.id, Err(End::Stopped(why))),
            Turn::Others => {}
        }
    }
    Ok(())
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
    let outcome = catch_unwind(AssertUnwindSafe(|| import(store, folder, job))).unwrap_or_else(|_| {
        tracing::error!(job = %id, "an import failed inside");
        Err(End::Stopped("It failed inside, and the service desk can see where."))
    });
    ended(store, folder, id, outcome);
}

fn ended(store: &Store, folder: &Path, id: Uuid, outcome: Result<(Stands, String), End>) {
    let (state, stands, kept) = match outcome {
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
        // It is found again as it was, with its files, and taken up again.
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
            .map_err(|_| End::Stopped(taking::GONE))
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
