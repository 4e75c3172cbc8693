//! One writer: requests queue, one transaction for as many as wait, a savepoint each, answered after COMMIT.
//!
//! Many small commits would each wait for the disk; one shared commit lets sixteen clients wait once (`docs/decisions/0002-stack.md`).

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};

use tokio::sync::oneshot;

use crate::access::{self, Access};
use crate::db::{Conn, Mode};
use crate::file::Opened;
use crate::ledger::Head;
use crate::room::Room;
use crate::{Config, Error, Tx, WriteTx};

/// The most requests in one commit. More would only make the last of them wait longer.
const BATCH: usize = 128;
/// How many requests may wait before the answer is "busy".
const LONGEST_QUEUE: usize = 1024;

/// A queue to one writer thread.
#[derive(Clone)]
pub struct Lane {
    queue: SyncSender<Box<dyn Job>>,
}

/// What a request is for, which decides whether it is taken when the disk is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum For {
    Saving,
    /// Small, and without it nobody could look, or a child would be left in danger: a session, a reason of one's own, an alarm, immediate
    /// danger.
    Vital,
    /// Rows of the access log alone. They can be tried again.
    Log,
}

/// One request. `run` does the work inside a savepoint and says whether to keep it; `answer` lets the answer out.
trait Job: Send {
    fn is_for(&self) -> For;
    fn run(&mut self, tx: &mut WriteTx<'_>) -> bool;
    fn answer(self: Box<Self>, committed: Result<(), &Error>);
}

impl Lane {
    pub fn start(name: &str, config: Config, conn: Conn, room: Arc<Room>) -> Result<Self, Error> {
        let (queue, requests) = sync_channel(LONGEST_QUEUE);
        let opened = Opened::at(&config.place)?;
        let thread = std::thread::Builder::new().name(name.into());
        thread
            .spawn(move || serve(&config, &opened, conn, &requests, &room))
            .map_err(|e| Error::Unavailable(e.to_string()))?;
        Ok(Self { queue })
    }

    pub fn run<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut WriteTx<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<oneshot::Receiver<Result<T, Error>>, Error> {
        self.work(For::Saving, f)
    }

    /// The same for what is taken also when the disk is full.
    pub fn run_vital<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut WriteTx<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<oneshot::Receiver<Result<T, Error>>, Error> {
        self.work(For::Vital, f)
    }

    fn work<T: Send + 'static>(
        &self,
        is_for: For,
        f: impl FnOnce(&mut WriteTx<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<oneshot::Receiver<Result<T, Error>>, Error> {
        let (sender, receiver) = oneshot::channel();
        self.push(Box::new(Work {
            is_for,
            f: Some(f),
            result: None,
            sender,
        }))?;
        Ok(receiver)
    }

    pub fn log(&self, rows: Vec<Access>) -> Result<oneshot::Receiver<Result<(), Error>>, Error> {
        let (sender, receiver) = oneshot::channel();
        self.push(Box::new(Rows { rows, sender }))?;
        Ok(receiver)
    }

    fn push(&self, job: Box<dyn Job>) -> Result<(), Error> {
        self.queue.try_send(job).map_err(|e| match e {
            TrySendError::Full(_) => Error::Busy,
            TrySendError::Disconnected(_) => Error::Unavailable("the writer has stopped".into()),
        })
    }
}

struct Work<F, T> {
    is_for: For,
    f: Option<F>,
    result: Option<Result<T, Error>>,
    sender: oneshot::Sender<Result<T, Error>>,
}

impl<F, T> Job for Work<F, T>
where
    F: FnOnce(&mut WriteTx<'_>) -> Result<T, Error> + Send,
    T: Send,
{
    fn is_for(&self) -> For {
        self.is_for
    }

    fn run(&mut self, tx: &mut WriteTx<'_>) -> bool {
        let Some(f) = self.f.take() else { return false };
        let result = catch_unwind(AssertUnwindSafe(|| f(tx))).unwrap_or(Err(Error::Panicked));
        let keep = result.is_ok();
        self.result = Some(result);
        keep
    }

    fn answer(self: Box<Self>, committed: Result<(), &Error>) {
        let answer = match (committed, self.result) {
            // A refusal tells that there is a record, and whom to ring: without its row in the log it is not let out [Sem 18].
            (Err(e), Some(Err(Error::Refused(_)))) => Err(not_committed(e)),
            // What failed by itself says why; what was done but not committed was not done, as far as anyone can know.
            (_, Some(Err(e))) => Err(e),
            (Err(e), _) => Err(not_committed(e)),
            (Ok(()), Some(done)) => done,
            (Ok(()), None) => Err(Error::Panicked),
        };
        let _ = self.sender.send(answer);
    }
}

/// Rows of the access log.
struct Rows {
    rows: Vec<Access>,
    sender: oneshot::Sender<Result<(), Error>>,
}

impl Job for Rows {
    fn is_for(&self) -> For {
        For::Log
    }

    fn run(&mut self, tx: &mut WriteTx<'_>) -> bool {
        self.rows.iter().cloned().for_each(|row| tx.add_look(row));
        true
    }

    fn answer(self: Box<Self>, committed: Result<(), &Error>) {
        let _ = self.sender.send(committed.map_err(not_committed));
    }
}

fn not_committed(e: &Error) -> Error {
    match e {
        Error::DiskFull => Error::DiskFull,
        e => Error::Unavailable(e.to_string()),
    }
}

type Batch = Vec<Box<dyn Job>>;

fn serve(config: &Config, opened: &Opened, conn: Conn, requests: &Receiver<Box<dyn Job>>, room: &Room) {
    let mut conn = Some(conn);
    while let Ok(first) = requests.recv() {
        let mut batch = vec![first];
        while batch.len() < BATCH
            && let Ok(next) = requests.try_recv()
        {
            batch.push(next);
        }
        if room.is_full() {
            let saves;
            (saves, batch) = batch.into_iter().partition(|job| job.is_for() == For::Saving);
            answer(saves, &Err(Error::DiskFull));
        }
        let mut outcome = turn(config, opened, &mut conn, &mut batch);
        if let Err(e) = &outcome
            && room.give_up(e)
        {
            let again;
            (again, batch) = batch.into_iter().partition(|job| job.is_for() == For::Log);
            answer(batch, &Err(Error::DiskFull));
            batch = again;
            outcome = turn(config, opened, &mut conn, &mut batch);
        }
        answer(batch, &outcome);
    }
}

fn answer(batch: Batch, outcome: &Result<(), Error>) {
    batch.into_iter().for_each(|job| job.answer(outcome.as_ref().copied()));
}

/// One commit, on a connection that can be used.
fn turn(config: &Config, opened: &Opened, conn: &mut Option<Conn>, batch: &mut Batch) -> Result<(), Error> {
    if batch.is_empty() {
        return Ok(());
    }
    opened
        .still_stands()
        .inspect_err(|e| tracing::error!(error = %e, requests = batch.len(), "nothing was written"))?;
    if conn.as_ref().is_none_or(|c| !c.is_usable()) {
        *conn = Conn::open(&config.place, Mode::Write)
            .inspect_err(|e| tracing::error!(error = %e, "the writer has no connection to the database"))
            .ok();
    }
    let Some(live) = conn.as_mut() else {
        return Err(Error::Unavailable("no connection to the database".into()));
    };
    let outcome = commit(config, live, batch);
    if let Err(e) = &outcome {
        tracing::error!(error = %e, requests = batch.len(), "a batch was not committed");
        if live.batch("ROLLBACK").is_err() {
            *conn = None;
        }
    }
    outcome
}

fn commit(config: &Config, conn: &mut Conn, batch: &mut [Box<dyn Job>]) -> Result<(), Error> {
    conn.begin(Mode::Write)?;
    let mut head: Option<Head> = None;
    let mut looks = Vec::new();
    for job in batch.iter_mut() {
        // The head is read once, under the lock, when the first job asks for it: rows of the access log alone never take the chain's lock.
        conn.batch("SAVEPOINT request")?;
        let now = (config.clock)();
        let mut tx = WriteTx {
            tx: Tx::new(conn, now),
            head: head.clone().unwrap_or_else(Head::not_read),
        };
        let keep = job.run(&mut tx);
        let (log, after) = (tx.tx.take_log(), tx.head.clone());
        if keep {
            if after.is_read() {
                head = Some(after);
            }
        } else {
            conn.batch("ROLLBACK TO SAVEPOINT request")?;
        }
        // A refusal is logged although nothing else of its request is kept.
        looks.extend(log);
        conn.batch("RELEASE SAVEPOINT request")?;
    }
    access::append(conn, (config.clock)(), looks)?;
    conn.batch("COMMIT")?;
    Ok(())
}
