//! What can go wrong in the store, told apart by what its caller does about it.

use domain::policy::Refusal;

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A right was not given. The refusal has been logged.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// Somebody else changed it since the page was made.
    #[error("the record was changed at entry {changed_at} since the page was made at {seen}")]
    Stale { seen: i64, changed_at: i64 },
    /// New facts about the people on the page arrived between reading and deciding [Sem 8].
    #[error("facts about these people were recorded at entry {changed_at}, after the page was made at {seen}")]
    LookAgain { seen: i64, changed_at: i64 },
    /// The same request id with other contents.
    #[error("this request was already answered at entry {0}, with other contents")]
    RequestReused(i64),
    #[error("there is no such {0}")]
    NotThere(&'static str),
    /// A rule of the record, in words for a page.
    #[error("{0}")]
    Rule(String),
    /// Too much is waiting; nothing was done.
    #[error("the system is busy; nothing was done")]
    Busy,
    /// The database cannot be reached, or its disk is full; whether the write was made is not known.
    #[error("the database cannot be used just now: {0}")]
    Unavailable(String),
    #[error(
        "{place} cannot be used: {why}. It was not touched. Name another place with --data DIR or --database URL, or restore a backup into an empty one."
    )]
    Foreign { place: String, why: String },
    #[error(
        "the database is at version {found}, and this build knows {known}. It was not touched. Use the build that wrote it, or a newer one."
    )]
    Version { found: i64, known: i64 },
    #[error("statement {statement}: column {column} is not {wanted}")]
    Row {
        statement: &'static str,
        column: usize,
        wanted: &'static str,
    },
    #[error("entry {seq}: {why}")]
    Broken { seq: i64, why: String },
    #[error("{0}")]
    Fact(#[from] domain::facts::BadFact),
    #[error("{0}")]
    Payload(#[from] domain::canonical::NotCanonical),
    #[error("SQLite: {0}")]
    Sqlite(rusqlite::Error),
    #[error("PostgreSQL: {0}")]
    Postgres(postgres::Error),
    /// A closure panicked; its savepoint was rolled back.
    #[error("an internal fault; nothing was saved")]
    Panicked,
}

impl From<rusqlite::Error> for Error {
    fn from(e: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as C;
        match e.sqlite_error_code() {
            Some(C::DiskFull) => Self::Unavailable("the disk is full".into()),
            Some(C::SystemIoFailure | C::CannotOpen | C::DatabaseBusy | C::DatabaseLocked | C::ReadOnly) => {
                Self::Unavailable(e.to_string())
            }
            _ => Self::Sqlite(e),
        }
    }
}

impl From<postgres::Error> for Error {
    fn from(e: postgres::Error) -> Self {
        // Connection trouble, shutdown, a standby that was promoted, a full disk: come back later. Everything else is a fault of ours.
        let passing = |code: &str| ["08", "57", "53", "40"].contains(&&code[..2]) || code == "25006" || code == "55P03";
        match e.code() {
            Some(code) if passing(code.code()) => Self::Unavailable(e.to_string()),
            None => Self::Unavailable(e.to_string()),
            _ => Self::Postgres(e),
        }
    }
}
