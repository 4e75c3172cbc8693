//! The reader threads. Each holds one connection and takes the next closure that waits.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;

use crate::Error;
use crate::db::{Conn, Mode, Place};
use crate::ledger::KeptFacts;

type Job = Box<dyn FnOnce(Result<&mut Conn, Error>) + Send>;

/// How many closures may wait before the answer is "busy".
const LONGEST_QUEUE: usize = 512;

#[derive(Default)]
struct Queue {
    waiting: Mutex<(VecDeque<Job>, bool)>,
    arrived: Condvar,
}

/// A fixed number of threads, each with its own connection.
pub struct Pool {
    queue: Arc<Queue>,
    threads: Vec<JoinHandle<()>>,
}

impl Pool {
    pub fn start(place: &Place, readers: usize) -> Result<Self, Error> {
        let queue = Arc::new(Queue::default());
        let kept = Arc::new(KeptFacts::default());
        let mut threads = Vec::new();
        for i in 0..readers.max(1) {
            // Opened here, so that a database that cannot be read stops the start and not the first page.
            let conn = open(place, &kept)?;
            let (queue, place, kept) = (queue.clone(), place.clone(), kept.clone());
            let body = move || serve(&queue, &place, &kept, conn);
            let named = std::thread::Builder::new().name(format!("read-{i}"));
            threads.push(named.spawn(body).map_err(|e| Error::Unavailable(e.to_string()))?);
        }
        Ok(Self { queue, threads })
    }

    pub fn push(&self, job: Job) -> Result<(), Error> {
        let mut waiting = self.queue.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.0.len() >= LONGEST_QUEUE {
            return Err(Error::Busy);
        }
        waiting.0.push_back(job);
        self.queue.arrived.notify_one();
        Ok(())
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.queue.waiting.lock().unwrap_or_else(PoisonError::into_inner).1 = true;
        self.queue.arrived.notify_all();
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

fn open(place: &Place, kept: &Arc<KeptFacts>) -> Result<Conn, Error> {
    let mut conn = Conn::open(place, Mode::Read)?;
    // Whoever writes down what a page asks wants to know what it asks when nothing is kept.
    conn.kept = Some(kept.clone()).filter(|_| !crate::db::are_statements_written_down());
    Ok(conn)
}

fn serve(queue: &Queue, place: &Place, kept: &Arc<KeptFacts>, conn: Conn) {
    let mut conn = Some(conn);
    loop {
        let job = {
            let mut waiting = queue.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            loop {
                if let Some(job) = waiting.0.pop_front() {
                    break job;
                }
                if waiting.1 {
                    return;
                }
                waiting = queue.arrived.wait(waiting).unwrap_or_else(PoisonError::into_inner);
            }
        };
        if conn.as_ref().is_none_or(|c| !c.is_usable()) {
            conn = None;
            match open(place, kept) {
                Ok(fresh) => conn = Some(fresh),
                Err(e) => {
                    job(Err(e));
                    continue;
                }
            }
        }
        if let Some(conn) = conn.as_mut() {
            job(Ok(conn));
        }
    }
}
