//! The handle that everything goes through.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use jiff::Timestamp;
use tokio::sync::oneshot;

use crate::access::Access;
use crate::db::{Conn, Mode};
use crate::pool::Pool;
use crate::room::Room;
use crate::writer::Lane;
use crate::{Config, Error, Tx, WriteTx};

/// A store that is open. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    config: Config,
    readers: Pool,
    /// Saves, in the order of arrival, many to a commit.
    saves: Lane,
    /// Access-log rows. On SQLite this is the same lane, since a file has one writer; on PostgreSQL a lane of its own, so that reading
    /// never waits for saving [Sem 12].
    looks: Lane,
    room: Arc<Room>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store")
            .field("config", &self.inner.config)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Opens the database, bringing it to this build's version first. A new place is made; a foreign one is refused untouched.
    pub fn open(config: Config) -> Result<Self, Error> {
        crate::file::make(&config.place)?;
        let mut conn = Conn::open(&config.place, Mode::Write)?;
        crate::migrate::migrate(&mut conn)?;
        let sqlite = conn.is_sqlite();
        let room = Arc::new(Room::default());
        let saves = Lane::start("saves", config.clone(), conn, room.clone())?;
        let looks = if sqlite {
            saves.clone()
        } else {
            Lane::start(
                "looks",
                config.clone(),
                Conn::open(&config.place, Mode::Write)?,
                room.clone(),
            )?
        };
        let readers = Pool::start(&config.place, config.readers)?;
        Ok(Self {
            inner: Arc::new(Inner {
                config,
                readers,
                saves,
                looks,
                room,
            }),
        })
    }

    /// The same for a record that has to be there already: nothing is made, in no folder and no database.
    pub fn open_existing(config: Config) -> Result<Self, Error> {
        if crate::migrate::is_there(&config.place)? {
            Self::open(config)
        } else {
            Err(Error::NoRecord(config.place.words()))
        }
    }

    pub fn now(&self) -> Timestamp {
        (self.inner.config.clock)()
    }

    pub fn config(&self) -> &Config {
        &self.inner.config
    }

    /// Runs `f` in a snapshot. What it looked at is in the access log, on disk, before this returns; if it cannot be logged, nothing is
    /// returned.
    pub async fn read<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (result, log) = self.start_read(f)?.await.map_err(|_| Error::Panicked)?;
        if !log.is_empty() {
            self.inner.looks.log(log)?.await.map_err(|_| Error::Panicked)??;
        }
        result
    }

    /// The same for the command line, which waits.
    pub fn read_now<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (result, log) = self.start_read(f)?.blocking_recv().map_err(|_| Error::Panicked)?;
        if !log.is_empty() {
            self.inner
                .looks
                .log(log)?
                .blocking_recv()
                .map_err(|_| Error::Panicked)??;
        }
        result
    }

    /// Runs `f` on the writer. What it did is on disk before this returns; an error undoes all of it.
    pub async fn write<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut WriteTx<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.inner.saves.run(f)?.await.map_err(|_| Error::Panicked)?
    }

    /// The same for what is taken also when the disk is full and saves are refused: a session or a reason of one's own, without which nobody
    /// could look, and immediate danger.
    pub async fn write_vital<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut WriteTx<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.inner.saves.run_vital(f)?.await.map_err(|_| Error::Panicked)?
    }

    /// Keeps room for looking, for when the disk is full; says whether it is there. 0 bytes keep none.
    pub fn keep_room(&self, bytes: u64) -> bool {
        self.inner.room.keep(&self.inner.config.place, bytes)
    }

    /// The disk of the database is full: saves are refused, looking goes on.
    pub fn is_full(&self) -> bool {
        self.inner.room.was_full()
    }

    /// The same for the command line, which waits.
    pub fn write_now<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut WriteTx<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.inner.saves.run(f)?.blocking_recv().map_err(|_| Error::Panicked)?
    }

    /// The same for the alarms that nobody asks for.
    pub(crate) fn write_vital_now<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut WriteTx<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.inner
            .saves
            .run_vital(f)?
            .blocking_recv()
            .map_err(|_| Error::Panicked)?
    }

    /// Adds rows to the access log where there is no read or write to hang them on: a failed sign-in, a sign-out.
    pub async fn log(&self, rows: Vec<Access>) -> Result<(), Error> {
        self.inner.looks.log(rows)?.await.map_err(|_| Error::Panicked)?
    }

    #[allow(
        clippy::type_complexity,
        reason = "an answer with what has to be logged before it is let out"
    )]
    fn start_read<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<oneshot::Receiver<(Result<T, Error>, Vec<Access>)>, Error> {
        let (answer, receiver) = oneshot::channel();
        let now = self.now();
        self.inner.readers.push(Box::new(move |conn| {
            let _ = answer.send(match conn {
                Ok(conn) => snapshot(conn, now, f),
                Err(e) => (Err(e), Vec::new()),
            });
        }))?;
        Ok(receiver)
    }
}

/// Runs a closure in a snapshot, and brings back what it looked at, whether it succeeded or was refused.
fn snapshot<T>(
    conn: &mut Conn,
    now: Timestamp,
    f: impl FnOnce(&mut Tx<'_>) -> Result<T, Error>,
) -> (Result<T, Error>, Vec<Access>) {
    if let Err(e) = conn.begin(Mode::Read) {
        return (Err(e), Vec::new());
    }
    let mut tx = Tx::new(conn, now);
    let result = catch_unwind(AssertUnwindSafe(|| f(&mut tx))).unwrap_or(Err(Error::Panicked));
    let log = tx.take_log();
    // A read changes nothing, so how it ends does not matter to its answer; a connection that cannot even do this is replaced.
    let _ = conn.batch("ROLLBACK");
    (result, log)
}
