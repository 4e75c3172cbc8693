//! Bringing a database to this build's version: all of it, or none of it.

use crate::db::{Conn, Mode, params, statements};
use crate::{Error, Place};

/// One step. The text of a released step never changes.
struct Migration {
    version: i64,
    sqlite: &'static str,
    postgres: &'static str,
}

const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        sqlite: include_str!("../migrations/sqlite/0001_the_record.sql"),
        postgres: include_str!("../migrations/postgres/0001_the_record.sql"),
    },
    Migration {
        version: 2,
        sqlite: include_str!("../migrations/sqlite/0002_passwords_given_out.sql"),
        postgres: include_str!("../migrations/postgres/0002_passwords_given_out.sql"),
    },
    Migration {
        version: 3,
        sqlite: include_str!("../migrations/sqlite/0003_open_clocks.sql"),
        postgres: include_str!("../migrations/postgres/0003_open_clocks.sql"),
    },
    Migration {
        version: 4,
        sqlite: include_str!("../migrations/sqlite/0004_ordered_keys.sql"),
        postgres: include_str!("../migrations/postgres/0004_ordered_keys.sql"),
    },
];

statements! {
    TABLE_THERE = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'",
        postgres "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'schema_version'";
    ANY_TABLE = "SELECT count(*) FROM sqlite_master WHERE type = 'table'",
        postgres "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()";
    LOCK = "SELECT 1", postgres "SELECT 1 FROM (SELECT pg_advisory_xact_lock(4811000)) AS held";
}

// These two need the table that the first step makes, so they are not among the statements prepared against a fresh database's schema.
const VERSION: &crate::db::Sql = &crate::db::Sql {
    name: "migrate::VERSION",
    sqlite: "SELECT max(version) FROM schema_version",
    postgres: "SELECT max(version) FROM schema_version",
};
const SET_VERSION: &crate::db::Sql = &crate::db::Sql {
    name: "migrate::SET_VERSION",
    sqlite: "INSERT INTO schema_version (version) VALUES ($1)",
    postgres: "INSERT INTO schema_version (version) VALUES ($1)",
};

/// Whether a record was ever begun here. A file without a byte in it is what is left of one, or of nothing.
pub fn is_there(place: &Place) -> Result<bool, Error> {
    match place {
        Place::Sqlite(path) => Ok(std::fs::metadata(path).is_ok_and(|m| m.len() > 0)),
        Place::Postgres(_) => {
            let mut conn = Conn::open(place, Mode::Read)?;
            let tables = conn.row(ANY_TABLE, params![])?.map(|r| r.int(0)).transpose()?;
            Ok(tables.unwrap_or(0) > 0)
        }
    }
}

/// Applies what is missing, in one transaction. A database of a newer build, or one that holds tables but no version, is refused whole.
pub fn migrate(conn: &mut Conn) -> Result<(), Error> {
    conn.begin(Mode::Write)?;
    let result = steps(conn);
    conn.batch(if result.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
    result
}

fn steps(conn: &mut Conn) -> Result<(), Error> {
    conn.rows(LOCK, params![])?;
    let count =
        |conn: &mut Conn, sql| Ok::<_, Error>(conn.row(sql, params![])?.map(|r| r.int(0)).transpose()?.unwrap_or(0));
    let known = MIGRATIONS.iter().map(|m| m.version).max().unwrap_or(0);
    let found = if count(conn, TABLE_THERE)? == 1 {
        conn.row(VERSION, params![])?
            .map(|r| r.opt_int(0))
            .transpose()?
            .flatten()
            .unwrap_or(0)
    } else if count(conn, ANY_TABLE)? == 0 {
        conn.batch("CREATE TABLE schema_version (version bigint NOT NULL PRIMARY KEY)")?;
        0
    } else {
        return Err(Error::Foreign {
            place: "the database".into(),
            why: "it holds tables that Holdfast did not make".into(),
        });
    };
    if found > known {
        return Err(Error::Version { found, known });
    }
    for step in MIGRATIONS.iter().filter(|m| m.version > found) {
        conn.batch(if conn.is_sqlite() { step.sqlite } else { step.postgres })?;
        conn.run(SET_VERSION, params![step.version])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::MIGRATIONS;

    /// The tables of a migration text with their columns, as both texts spell them.
    fn tables(text: &str) -> Vec<(String, Vec<String>)> {
        text.split("CREATE TABLE ")
            .skip(1)
            .map(|t| {
                let (name, rest) = t.split_once(' ').unwrap();
                let body = &rest[..rest.find("\n)").unwrap()];
                let columns = body
                    .lines()
                    .filter(|l| l.starts_with("  ") && !l.contains("PRIMARY KEY ("));
                (
                    name.into(),
                    columns.map(|l| l.split_whitespace().next().unwrap().into()).collect(),
                )
            })
            .collect()
    }

    /// The columns that a migration text adds or takes away: table and name. How one is sorted is for the engine.
    fn added(text: &str) -> Vec<Vec<&str>> {
        let lines = text
            .lines()
            .filter(|l| l.starts_with("ALTER TABLE") && !l.contains(" ALTER COLUMN "));
        lines.map(|l| l.split_whitespace().take(6).collect()).collect()
    }

    #[test]
    fn both_folders_make_the_same_tables() {
        for step in MIGRATIONS {
            assert_eq!(tables(step.sqlite), tables(step.postgres));
            assert!(tables(step.sqlite).len() > 20 || step.version > 1);
            assert_eq!(added(step.sqlite), added(step.postgres));
        }
    }
}
