//! The tables beside the ledger, each a file of one JSON object a row: what an authority owns, what is only work in hand, and what stays behind.

use domain::ledger::hex;
use serde_json::{Map, Value as Json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::Error;
use crate::db::{Conn, Row, Sql, Table, Value};

/// The type of a column, as both engines have it.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    Int,
    Bool,
    Text,
    Uuid,
    Day,
    Time,
}

/// One table and its file.
#[derive(Debug)]
pub struct Flat {
    pub file: &'static str,
    pub about: &'static str,
    /// Whoever reads it could sign in as somebody else.
    pub secret: bool,
    pub table: Table,
    kinds: &'static [Kind],
    page: &'static Sql,
}

macro_rules! flat {
    ($( $NAME:ident = $file:literal, $about:literal, secret $secret:literal, $table:literal by $order:literal / $pg:literal: $first:literal $fk:ident $(, $col:literal $kind:ident)*; )*) => {
        $( const $NAME: Flat = Flat {
            file: $file,
            about: $about,
            secret: $secret,
            table: Table { name: $table, columns: &[$first $(, $col)*] },
            kinds: &[Kind::$fk $(, Kind::$kind)*],
            page: &Sql {
                name: concat!("leave::tables::", $table),
                sqlite: concat!("SELECT ", $first $(, ", ", $col)*, " FROM ", $table, " ORDER BY ", $order, " LIMIT $1 OFFSET $2"),
                postgres: concat!("SELECT ", $first $(, ", ", $col)*, " FROM ", $table, " ORDER BY ", $pg, " LIMIT $1 OFFSET $2"),
            },
        }; )*
        /// Every statement of this module.
        pub(crate) const ALL: &[&Sql] = &[$( $NAME.page ),*];
    };
}

flat! {
    REDACTIONS = "redactions.ndjson", "which words were destroyed, under whose authority", secret false,
        "redaction" by "body_seq, body_ord, seq" / "body_seq, body_ord, seq": "body_seq" Int, "body_ord" Int, "seq" Int, "authority" Text, "fields" Text;
    TEAMS = "teams.ndjson", "teams", secret false,
        "team" by "id" / "id": "id" Uuid, "name" Text, "telephone" Text, "front_door" Bool, "ended_on" Day;
    STAFF = "staff.ndjson", "staff, with those who left", secret false,
        "worker" by "id" / "id": "id" Uuid, "name" Text, "email" Text, "role" Text, "team" Uuid, "registration" Text, "telephone" Text, "started_on" Day, "ended_on" Day;
    ACCOUNTS = "accounts.ndjson", "how staff sign in: password hashes and the secrets of second factors", secret true,
        "account" by "worker" / "worker": "worker" Uuid, "password" Text, "totp_secret" Text, "totp_last_step" Int, "oidc_subject" Text, "needs_totp" Bool, "disabled_at" Time, "password_once" Bool;
    SETTINGS = "settings.ndjson", "settings, with the key that seals forms", secret true,
        "setting" by "name" / "name COLLATE \"C\"": "name" Text, "value" Text;
    REFERENCES = "reference_numbers.ndjson", "the last contact reference given in each year", secret false,
        "reference_number" by "year" / "year": "year" Int, "last" Int;
    OWN_REASONS = "own_reasons.ndjson", "records opened with a reason of one's own, and what was said of it", secret false,
        "break_glass" by "n" / "n": "n" Int, "worker" Uuid, "person" Uuid, "at" Time, "until" Time, "purpose" Text, "reason" Text, "reviewer" Uuid, "reviewed_at" Time, "was_right" Bool, "review_words" Text;
    ALERTS = "alerts.ndjson", "who was told what, and when they answered", secret false,
        "alert" by "id" / "id": "id" Uuid, "kind" Text, "to_worker" Uuid, "to_role" Text, "contact" Uuid, "part" Uuid, "person" Uuid, "raised_at" Time, "due_at" Time, "answered_at" Time, "answered_by" Uuid, "answer" Text;
    DRAFTS = "drafts.ndjson", "unfinished forms", secret false,
        "draft" by "id" / "id": "id" Uuid, "form" Text, "form_version" Int, "author" Uuid, "subject" Uuid, "request_id" Text, "created_at" Time, "changed_at" Time, "ended_at" Time;
    DRAFT_ANSWERS = "draft_answers.ndjson", "what was typed into unfinished forms", secret false,
        "draft_answer" by "draft, section" / "draft, section COLLATE \"C\"": "draft" Uuid, "section" Text, "revision" Int, "answers" Text, "changed_at" Time;
    JOBS = "jobs.ndjson", "imports by upload: who started each, and what came of it", secret false,
        "job" by "id" / "id": "id" Uuid, "kind" Text, "state" Text, "starter" Uuid, "argument" Text, "progress" Text, "result" Text, "created_at" Time, "changed_at" Time;
}

/// What the authority owns, in the order in which it can be put back.
pub const OWNED: &[Flat] = &[
    REDACTIONS,
    TEAMS,
    STAFF,
    ACCOUNTS,
    SETTINGS,
    REFERENCES,
    OWN_REASONS,
    ALERTS,
    JOBS,
];

/// Work in hand: in a backup, not in an export.
pub const IN_HAND: &[Flat] = &[DRAFTS, DRAFT_ANSWERS];

/// What no copy holds: everybody signs in again.
#[cfg(test)]
const STAYS: &[&str] = &["session", "sign_in_pending", "schema_version"];

/// How many rows are read by one statement.
const PAGE: i64 = 1000;

impl Flat {
    /// Hands every row to `f`, as its line.
    pub fn each(&self, conn: &mut Conn, mut f: impl FnMut(&str) -> Result<(), Error>) -> Result<(), Error> {
        let mut skip = 0_i64;
        loop {
            let rows = conn.rows(self.page, &[Value::Int(PAGE), Value::Int(skip)])?;
            for row in &rows {
                f(&sealed(&self.text(row)?))?;
            }
            skip += PAGE;
            if rows.len() < usize::try_from(PAGE).unwrap_or(usize::MAX) {
                return Ok(());
            }
        }
    }

    fn text(&self, row: &Row) -> Result<String, Error> {
        let mut text = String::from("{");
        for (i, (column, kind)) in self.table.columns.iter().zip(self.kinds).enumerate() {
            let value = match kind {
                Kind::Int => row.opt_int(i)?.map(Json::from),
                Kind::Bool => row.opt_bool(i)?.map(Json::from),
                Kind::Text => row.opt_text(i)?.map(Json::from),
                Kind::Uuid => row.opt_uuid(i)?.map(|id| id.to_string().into()),
                Kind::Day => row.opt_day(i)?.map(|d| d.to_string().into()),
                Kind::Time => row.opt_time(i)?.map(|t| t.to_string().into()),
            };
            let comma = if i > 0 { "," } else { "" };
            text.push_str(&format!("{comma}\"{column}\":{}", value.unwrap_or(Json::Null)));
        }
        text.push('}');
        Ok(text)
    }

    /// The row that a line holds, or what is wrong with it.
    pub fn row(&self, line: &str) -> Result<Vec<Value<'static>>, String> {
        let text = unsealed(line)?;
        let object: Map<String, Json> = serde_json::from_str(&text).map_err(|e| e.to_string())?;
        if object.len() != self.table.columns.len() {
            return Err(format!(
                "it has {} values, not {}",
                object.len(),
                self.table.columns.len()
            ));
        }
        let columns = self.table.columns.iter().zip(self.kinds);
        columns
            .map(|(column, kind)| {
                let json = object.get(*column).ok_or_else(|| format!("{column} is missing"))?;
                value(*kind, json).ok_or_else(|| format!("{column} cannot be read"))
            })
            .collect()
    }
}

fn value(kind: Kind, json: &Json) -> Option<Value<'static>> {
    if json.is_null() {
        return Some(Value::Null);
    }
    Some(match kind {
        Kind::Int => Value::Int(json.as_i64()?),
        Kind::Bool => Value::Bool(json.as_bool()?),
        Kind::Text => Value::from(json.as_str()?.to_owned()),
        Kind::Uuid => Value::Uuid(json.as_str()?.parse::<Uuid>().ok()?),
        Kind::Day => Value::Day(json.as_str()?.parse().ok()?),
        Kind::Time => Value::Time(json.as_str()?.parse().ok()?),
    })
}

const SUM: &str = ",\"sum\":\"";

/// A line with its own sum as the last member: these files have no chain, and so can still say which line was changed.
pub fn sealed(text: &str) -> String {
    format!("{}{SUM}{}\"}}", text.strip_suffix('}').unwrap_or(text), sum(text))
}

/// The line without its sum, which has to be right.
pub fn unsealed(line: &str) -> Result<String, String> {
    let (text, sum_of) = line.rsplit_once(SUM).ok_or("it has no sum")?;
    let text = format!("{text}}}");
    if sum_of.strip_suffix("\"}") == Some(&sum(&text)) {
        Ok(text)
    } else {
        Err("it was changed".into())
    }
}

fn sum(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes())[..8])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_line_knows_that_it_was_changed() {
        let line = sealed(r#"{"name":"a","value":"b"}"#);
        assert_eq!(
            SETTINGS.row(&line).unwrap(),
            [Value::from("a".to_owned()), Value::from("b".to_owned())]
        );
        for (from, to) in [("\"b\"", "\"c\""), ("sum", "sun"), ("value", "valve")] {
            assert!(SETTINGS.row(&line.replace(from, to)).is_err(), "{from} to {to}");
        }
        assert!(SETTINGS.row(&sealed(r#"{"name":"a"}"#)).is_err());
        assert!(SETTINGS.row(&sealed(r#"{"name":"a","value":7}"#)).is_err());
    }

    /// The tables of the third part of the first migration.
    fn projections() -> impl Iterator<Item = &'static str> {
        let text = include_str!("../../migrations/sqlite/0001_the_record.sql");
        let part = text
            .split("\n-- ")
            .find(|part| part.starts_with("3. Projections"))
            .unwrap();
        let from = text.find(part).unwrap();
        let to = text.find("\n-- 4. ").unwrap();
        text[from..to]
            .split("CREATE TABLE ")
            .skip(1)
            .map(|t| t.split_whitespace().next().unwrap())
    }

    /// A table that is new and in none of the lists would be left behind in silence.
    #[test]
    fn every_table_is_taken_along_or_stays_behind_on_purpose() {
        let folder = tempfile::tempdir().unwrap();
        let place = crate::Place::Sqlite(folder.path().join("holdfast.db"));
        let mut conn = Conn::open(&place, crate::db::Mode::Write).unwrap();
        crate::migrate::migrate(&mut conn).unwrap();
        const TABLES: &Sql = &Sql {
            name: "test::TABLES",
            sqlite: "SELECT name FROM sqlite_master WHERE type = 'table'",
            postgres: "",
        };
        let found: BTreeSet<String> = conn
            .rows(TABLES, &[])
            .unwrap()
            .iter()
            .map(|r| r.text(0).unwrap())
            .collect();
        let lists = OWNED.iter().chain(IN_HAND).map(|t| t.table.name);
        let own_form = [
            "entry",
            "fact",
            "fact_about",
            "decision",
            "body",
            "access_log",
            "access_subject",
            "upload",
        ];
        let known: BTreeSet<String> = lists
            .chain(own_form)
            .chain(projections())
            .chain(STAYS.iter().copied())
            .map(str::to_owned)
            .collect();
        assert_eq!(found, known);
        for table in OWNED.iter().chain(IN_HAND) {
            let columns: usize = conn
                .rows(
                    Box::leak(Box::new(Sql {
                        name: "test::COLUMNS",
                        sqlite: Box::leak(
                            format!("SELECT count(*) FROM pragma_table_info('{}')", table.table.name).into_boxed_str(),
                        ),
                        postgres: "",
                    })),
                    &[],
                )
                .unwrap()[0]
                .int(0)
                .unwrap()
                .try_into()
                .unwrap();
            assert_eq!(columns, table.table.columns.len(), "columns of {}", table.table.name);
        }
    }
}
