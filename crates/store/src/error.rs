//! What can go wrong in the store, told apart by what its caller does about it.

use domain::policy::Refusal;
use postgres::error::SqlState;

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
    /// The database cannot be reached; whether the write was made is not known.
    #[error("the database cannot be used just now: {0}")]
    Unavailable(String),
    /// No room is left for what was to be written. Nothing of it was.
    #[error("the disk of the database is full")]
    DiskFull,
    #[error(
        "there is no record {0}; say where it is with --data DIR or HOLDFAST_DATA, or --database URL. A new one begins with its first team: `holdfast user team --help`"
    )]
    NoRecord(String),
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
    #[error("PostgreSQL: {}", said(.0))]
    Postgres(postgres::Error),
    /// A closure panicked; its savepoint was rolled back.
    #[error("an internal fault; nothing was saved")]
    Panicked,
}

impl From<rusqlite::Error> for Error {
    fn from(e: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as C;
        match e.sqlite_error_code() {
            Some(C::DiskFull) => Self::DiskFull,
            Some(C::SystemIoFailure | C::CannotOpen | C::DatabaseBusy | C::DatabaseLocked | C::ReadOnly) => {
                Self::Unavailable(e.to_string())
            }
            _ => Self::Sqlite(e),
        }
    }
}

impl From<postgres::Error> for Error {
    fn from(e: postgres::Error) -> Self {
        // Connection trouble, shutdown, a standby that was promoted, too many connections: come back later. Everything else is a fault of ours.
        let passing = |code: &str| ["08", "57", "53", "40"].contains(&&code[..2]) || code == "25006" || code == "55P03";
        match e.code().map(SqlState::code) {
            Some("53100") => Self::DiskFull,
            Some(code) if passing(code) => Self::Unavailable(said(&e)),
            None => Self::Unavailable(said(&e)),
            _ => Self::Postgres(e),
        }
    }
}

/// What a server said, for the log: its code and message, and the names of what they are about. Never the detail, which quotes rows, nor the
/// message about a value that could not be read, which quotes the value.
fn said(e: &postgres::Error) -> String {
    let Some(said) = e.as_db_error() else {
        let cause = std::error::Error::source(e).map(|c| format!(": {c}"));
        return format!("{e}{}", cause.unwrap_or_default());
    };
    let code = said.code().code();
    let message = if code.starts_with("22") {
        "a value that it cannot take"
    } else {
        said.message()
    };
    let about = [
        ("table", said.table()),
        ("column", said.column()),
        ("constraint", said.constraint()),
    ];
    let about = about
        .into_iter()
        .filter_map(|(what, name)| Some(format!(" ({what} {})", name?)));
    format!("{} {code}: {message}{}", said.severity(), about.collect::<String>())
}

#[cfg(test)]
mod tests {
    use postgres::NoTls;

    use super::Error;

    /// What the log would have of a statement that fails.
    fn logged(client: &mut postgres::Client, sql: &str) -> String {
        Error::from(client.batch_execute(sql).unwrap_err()).to_string()
    }

    #[test]
    fn a_servers_words_are_logged_and_no_values() {
        let Ok(server) = std::env::var("HOLDFAST_TEST_POSTGRES") else {
            return;
        };
        let mut client = postgres::Client::connect(&server, NoTls).unwrap();
        client
            .batch_execute("CREATE TEMP TABLE child (name text NOT NULL UNIQUE, age integer)")
            .unwrap();
        client.batch_execute("INSERT INTO child VALUES ('Maya')").unwrap();
        let mut check = |sql: &str, expect: &str| assert_eq!(logged(&mut client, sql), expect, "{sql}");
        check(
            "INSERT INTO child VALUES ('Maya')",
            "PostgreSQL: ERROR 23505: duplicate key value violates unique constraint \"child_name_key\" (table child) (constraint child_name_key)",
        );
        check(
            "INSERT INTO child VALUES (NULL)",
            "PostgreSQL: ERROR 23502: null value in column \"name\" of relation \"child\" violates not-null constraint (table child) (column name)",
        );
        check(
            "SELECT 'Maya'::uuid",
            "PostgreSQL: ERROR 22P02: a value that it cannot take",
        );
        check(
            "SELECT nobody",
            "PostgreSQL: ERROR 42703: column \"nobody\" does not exist",
        );
        check(
            "SET statement_timeout = 1; SELECT pg_sleep(5)",
            "the database cannot be used just now: ERROR 57014: canceling statement due to statement timeout",
        );
        let gone = postgres::Client::connect("host=/nowhere user=x", NoTls)
            .err()
            .map(Error::from)
            .unwrap();
        assert!(gone.to_string().contains("No such file or directory"), "{gone}");
    }
}
