//! A bounded number of hash computations at once, behind a bounded queue.
//!
//! Each hash takes 19 MiB and tens of milliseconds. Without a bound, everybody signing in at nine o'clock (or one person
//! with a script) would take every thread and all memory. Beyond the bound the answer is at once [`PasswordError::Busy`].

use std::num::NonZeroUsize;
use std::sync::Arc;

use tokio::sync::Semaphore;

use super::{Cost, Hasher, Password, PasswordError, StoredPassword, Verdict};

/// How many may wait for each core: at 43 ms (a loaded core) the last of them waits under three seconds.
const WAITING_PER_CORE: usize = 64;

/// Hashes and compares off the async threads, at most `at_once` at a time with at most `waiting` more in line.
#[derive(Debug)]
pub struct PasswordPool {
    hasher: Arc<Hasher>,
    /// One permit for each that is running or waiting; none left means `Busy`.
    places: Arc<Semaphore>,
    running: Arc<Semaphore>,
}

impl PasswordPool {
    pub fn new(hasher: Hasher, at_once: NonZeroUsize, waiting: usize) -> Self {
        let places = at_once.get().saturating_add(waiting).min(Semaphore::MAX_PERMITS);
        Self {
            hasher: Arc::new(hasher),
            places: Arc::new(Semaphore::new(places)),
            running: Arc::new(Semaphore::new(at_once.get().min(Semaphore::MAX_PERMITS))),
        }
    }

    /// The default cost, one computation per core, 64 waiting for each.
    ///
    /// # Errors
    /// As [`Hasher::new`].
    pub fn for_this_machine() -> Result<Self, PasswordError> {
        let cores = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        Ok(Self::new(
            Hasher::new(Cost::default())?,
            cores,
            cores.get().saturating_mul(WAITING_PER_CORE),
        ))
    }

    /// [`Hasher::hash`] in turn.
    ///
    /// # Errors
    /// [`PasswordError::Busy`] if the queue is full; otherwise as [`Hasher::hash`]. Needs a tokio runtime.
    pub async fn hash(&self, password: Password) -> Result<StoredPassword, PasswordError> {
        self.run(move |hasher| hasher.hash(&password)).await?
    }

    /// [`Hasher::verify`] in turn: `None` for an unknown account costs the same.
    ///
    /// # Errors
    /// [`PasswordError::Busy`] if the queue is full; otherwise as [`Hasher::verify`]. Needs a tokio runtime.
    pub async fn verify(&self, password: Password, stored: Option<StoredPassword>) -> Result<Verdict, PasswordError> {
        self.run(move |hasher| hasher.verify(&password, stored.as_ref()))
            .await?
    }

    async fn run<T, F>(&self, work: F) -> Result<T, PasswordError>
    where
        T: Send + 'static,
        F: FnOnce(&Hasher) -> T + Send + 'static,
    {
        let place = Arc::clone(&self.places)
            .try_acquire_owned()
            .map_err(|_| PasswordError::Busy)?;
        let turn = Arc::clone(&self.running)
            .acquire_owned()
            .await
            .map_err(|_| PasswordError::Failed)?;
        let hasher = Arc::clone(&self.hasher);
        // Both permits go with the work: a browser that hangs up drops this future but not the computation, which must
        // keep counting until it is done.
        tokio::task::spawn_blocking(move || {
            let done = work(&hasher);
            drop((turn, place));
            done
        })
        .await
        .map_err(|_| PasswordError::Failed)
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future;
    use std::pin::pin;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;
    use std::task::{Context, Waker};

    use super::*;

    const CHEAP: Cost = Cost {
        memory_kib: 64,
        passes: 1,
        lanes: 1,
    };

    fn pool(at_once: usize, waiting: usize) -> PasswordPool {
        PasswordPool::new(
            Hasher::new(CHEAP).unwrap(),
            NonZeroUsize::new(at_once).unwrap(),
            waiting,
        )
    }

    fn starts_and_is_pending(future: std::pin::Pin<&mut impl Future>) -> bool {
        future.poll(&mut Context::from_waker(Waker::noop())).is_pending()
    }

    #[tokio::test]
    async fn it_hashes_and_compares() {
        let pool = pool(1, 0);
        let stored = pool.hash(Password::new("three calm otters")).await.unwrap();
        assert_eq!(
            pool.verify(Password::new("three calm otters"), Some(stored.clone()))
                .await,
            Ok(Verdict::Right)
        );
        assert_eq!(
            pool.verify(Password::new("three calm cats"), Some(stored)).await,
            Ok(Verdict::Wrong)
        );
        assert_eq!(
            pool.verify(Password::new("three calm otters"), None).await,
            Ok(Verdict::Wrong)
        );
    }

    #[tokio::test]
    async fn when_the_queue_is_full_the_next_is_told_at_once() {
        let pool = pool(1, 1);
        let (let_go, held) = mpsc::channel::<()>();
        let mut running = pin!(pool.run(move |_| held.recv()));
        assert!(starts_and_is_pending(running.as_mut()));
        let mut waiting = pin!(pool.run(|_| "my turn came"));
        assert!(starts_and_is_pending(waiting.as_mut()));
        assert_eq!(
            pool.hash(Password::new("three calm otters")).await.err(),
            Some(PasswordError::Busy)
        );
        assert_eq!(
            pool.verify(Password::new("three calm otters"), None).await,
            Err(PasswordError::Busy)
        );
        let_go.send(()).unwrap();
        assert_eq!(running.await, Ok(Ok(())));
        assert_eq!(waiting.await, Ok("my turn came"));
        assert!(pool.hash(Password::new("three calm otters")).await.is_ok());
    }

    #[tokio::test]
    async fn a_browser_that_hangs_up_does_not_free_the_core_early() {
        let pool = pool(1, 0);
        let (let_go, held) = mpsc::channel::<()>();
        {
            let mut abandoned = pin!(pool.run(move |_| held.recv()));
            assert!(starts_and_is_pending(abandoned.as_mut()));
        }
        assert_eq!(pool.run(|_| ()).await, Err(PasswordError::Busy));
        let_go.send(()).unwrap();
        drop(pool.places.acquire().await.unwrap());
        assert_eq!(pool.run(|_| ()).await, Ok(()));
    }

    #[tokio::test]
    async fn a_browser_that_hangs_up_while_waiting_leaves_its_place() {
        let pool = pool(1, 1);
        let (let_go, held) = mpsc::channel::<()>();
        let mut running = pin!(pool.run(move |_| held.recv()));
        assert!(starts_and_is_pending(running.as_mut()));
        {
            let mut gone = pin!(pool.run(|_| ()));
            assert!(starts_and_is_pending(gone.as_mut()));
        }
        let mut next = pin!(pool.run(|_| "in the place left"));
        assert!(starts_and_is_pending(next.as_mut()));
        let_go.send(()).unwrap();
        assert_eq!(running.await, Ok(Ok(())));
        assert_eq!(next.await, Ok("in the place left"));
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn never_more_at_once_than_asked() {
        let pool = Arc::new(pool(2, 100));
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let tasks: Vec<_> = (0..60)
            .map(|_| {
                let (pool, now, most) = (Arc::clone(&pool), Arc::clone(&now), Arc::clone(&most));
                tokio::spawn(async move {
                    pool.run(move |hasher| {
                        most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        let verdict = hasher.verify(&Password::new("three calm otters"), None);
                        now.fetch_sub(1, Ordering::SeqCst);
                        verdict
                    })
                    .await
                })
            })
            .collect();
        for task in tasks {
            assert_eq!(task.await.unwrap(), Ok(Ok(Verdict::Wrong)));
        }
        assert!((1..=2).contains(&most.load(Ordering::SeqCst)), "{most:?}");
    }

    #[tokio::test]
    async fn work_that_panics_gives_its_place_back() {
        let pool = pool(1, 0);
        assert_eq!(
            pool.run(|_| -> () { panic!("a fault in the work") }).await,
            Err(PasswordError::Failed)
        );
        assert_eq!(pool.run(|_| ()).await, Ok(()));
    }
}
