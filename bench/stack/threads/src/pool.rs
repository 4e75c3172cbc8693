//! A bounded pool of plain threads, each holding one connection: closures go in through one queue, answers come back
//! to the asynchronous side through a oneshot.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};

use tokio::sync::oneshot;

type Job<C> = Box<dyn FnOnce(&mut C) + Send>;
type Queue<C> = Arc<(Mutex<VecDeque<Job<C>>>, Condvar)>;

pub struct Pool<C>(Queue<C>);

impl<C: 'static> Pool<C> {
    pub fn open(size: usize, connect: impl Fn() -> C + Send + Sync + 'static) -> Self {
        let queue: Queue<C> = Arc::default();
        let connect = Arc::new(connect);
        for _ in 0..size {
            let (queue, connect) = (queue.clone(), connect.clone());
            std::thread::spawn(move || {
                let mut connection = connect();
                loop {
                    let mut waiting = queue.0.lock().unwrap();
                    let job = loop {
                        match waiting.pop_front() {
                            Some(job) => break job,
                            None => waiting = queue.1.wait(waiting).unwrap(),
                        }
                    };
                    drop(waiting);
                    job(&mut connection);
                }
            });
        }
        Self(queue)
    }

    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce(&mut C) -> T + Send + 'static) -> T {
        let (answer, wait) = oneshot::channel();
        let job: Job<C> = Box::new(move |connection| {
            answer.send(work(connection)).ok();
        });
        self.0.0.lock().unwrap().push_back(job);
        self.0.1.notify_one();
        wait.await.expect("the pool's thread answers")
    }
}
