//! The tables beside the ledger, each a file of one JSON object a row: what an authority owns, what is only work in hand, and what stays behind.

use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::sum::{sealed, unsealed};
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
    /// How many columns, from the first, are its key: rows are read in their order, which is that of their bytes on both engines.
    key: usize,
    first_page: &'static Sql,
    /// From the row after a key on, which the index of the key finds: a page costs the same wherever it stands in the table.
    next_page: &'static Sql,
}

/// The values of a key, beside the limit.
macro_rules! after {
    (1) => {
        "($2)"
    };
    (2) => {
        "($2, $3)"
    };
    (3) => {
        "($2, $3, $4)"
    };
}

macro_rules! flat {
    ($( $NAME:ident = $file:literal, $about:literal, secret $secret:literal, $table:literal by $n:tt $order:literal: $first:literal $fk:ident $(, $col:literal $kind:ident)*; )*) => {
        $( const $NAME: Flat = Flat {
            file: $file,
            about: $about,
            secret: $secret,
            table: Table { name: $table, columns: &[$first $(, $col)*] },
            kinds: &[Kind::$fk $(, Kind::$kind)*],
            key: $n,
            first_page: &Sql {
                name: concat!("leave::tables::", $table),
                sqlite: concat!("SELECT ", $first $(, ", ", $col)*, " FROM ", $table, " ORDER BY ", $order, " LIMIT $1"),
                postgres: concat!("SELECT ", $first $(, ", ", $col)*, " FROM ", $table, " ORDER BY ", $order, " LIMIT $1"),
            },
            next_page: &Sql {
                name: concat!("leave::tables::", $table, "::next"),
                sqlite: concat!("SELECT ", $first $(, ", ", $col)*, " FROM ", $table, " WHERE (", $order, ") > ", after!($n), " ORDER BY ", $order, " LIMIT $1"),
                postgres: concat!("SELECT ", $first $(, ", ", $col)*, " FROM ", $table, " WHERE (", $order, ") > ", after!($n), " ORDER BY ", $order, " LIMIT $1"),
            },
        }; )*
        /// Every statement of this module.
        pub(crate) const ALL: &[&Sql] = &[$( $NAME.first_page, $NAME.next_page ),*];
    };
}

flat! {
    REDACTIONS = "redactions.ndjson", "which words were destroyed, under whose authority", secret false,
        "redaction" by 3 "body_seq, body_ord, seq": "body_seq" Int, "body_ord" Int, "seq" Int, "authority" Text, "fields" Text;
    TEAMS = "teams.ndjson", "teams", secret false,
        "team" by 1 "id": "id" Uuid, "name" Text, "telephone" Text, "front_door" Bool, "ended_on" Day;
    STAFF = "staff.ndjson", "staff, with those who left", secret false,
        "worker" by 1 "id": "id" Uuid, "name" Text, "email" Text, "role" Text, "team" Uuid, "registration" Text, "telephone" Text, "started_on" Day, "ended_on" Day;
    ACCOUNTS = "accounts.ndjson", "how staff sign in: password hashes and the secrets of second factors", secret true,
        "account" by 1 "worker": "worker" Uuid, "password" Text, "totp_secret" Text, "totp_last_step" Int, "oidc_subject" Text, "needs_totp" Bool, "disabled_at" Time, "password_once" Bool;
    SETTINGS = "settings.ndjson", "settings, with the key that seals forms", secret true,
        "setting" by 1 "name": "name" Text, "value" Text;
    REFERENCES = "reference_numbers.ndjson", "the last contact reference given in each year", secret false,
        "reference_number" by 1 "year": "year" Int, "last" Int;
    OWN_REASONS = "own_reasons.ndjson", "records opened with a reason of one's own, and what was said of it", secret false,
        "break_glass" by 1 "n": "n" Int, "worker" Uuid, "person" Uuid, "at" Time, "until" Time, "purpose" Text, "reason" Text, "reviewer" Uuid, "reviewed_at" Time, "was_right" Bool, "review_words" Text;
    ALERTS = "alerts.ndjson", "who was told what, and when they answered", secret false,
        "alert" by 1 "id": "id" Uuid, "kind" Text, "to_worker" Uuid, "to_role" Text, "contact" Uuid, "part" Uuid, "person" Uuid, "raised_at" Time, "due_at" Time, "answered_at" Time, "answered_by" Uuid, "answer" Text;
    DRAFTS = "drafts.ndjson", "unfinished forms", secret false,
        "draft" by 1 "id": "id" Uuid, "form" Text, "form_version" Int, "author" Uuid, "subject" Uuid, "request_id" Text, "created_at" Time, "changed_at" Time, "ended_at" Time;
    DRAFT_ANSWERS = "draft_answers.ndjson", "what was typed into unfinished forms", secret false,
        "draft_answer" by 2 "draft, section": "draft" Uuid, "section" Text, "revision" Int, "answers" Text, "changed_at" Time;
    JOBS = "jobs.ndjson", "imports by upload: who started each, and what came of it", secret false,
        "job" by 1 "id": "id" Uuid, "kind" Text, "state" Text, "starter" Uuid, "argument" Text, "progress" Text, "result" Text, "created_at" Time, "changed_at" Time;
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
        let mut rows = conn.rows(self.first_page, &[Value::Int(PAGE)])?;
        loop {
            for row in &rows {
                f(&sealed(&self.text(row)?))?;
            }
            let Some(last) = rows.last().filter(|_| rows.len() == PAGE as usize) else {
                return Ok(());
            };
            let mut after = vec![Value::Int(PAGE)];
            for (i, kind) in self.kinds.iter().enumerate().take(self.key) {
                after.push(kind.value(last, i)?);
            }
            rows = conn.rows(self.next_page, &after)?;
        }
    }

    fn text(&self, row: &Row) -> Result<String, Error> {
        let mut text = String::from("{");
        for (i, (column, kind)) in self.table.columns.iter().zip(self.kinds).enumerate() {
            let value = match kind.value(row, i)? {
                Value::Int(n) => n.into(),
                Value::Bool(yes) => yes.into(),
                Value::Text(text) => Json::from(text.into_owned()),
                Value::Uuid(id) => id.to_string().into(),
                Value::Day(day) => day.to_string().into(),
                Value::Time(at) => at.to_string().into(),
                Value::Bytes(_) | Value::Null => Json::Null,
            };
            let comma = if i > 0 { "," } else { "" };
            text.push_str(&format!("{comma}\"{column}\":{}", value));
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
                kind.read(json).ok_or_else(|| format!("{column} cannot be read"))
            })
            .collect()
    }
}

impl Kind {
    fn value(self, row: &Row, i: usize) -> Result<Value<'static>, Error> {
        Ok(match self {
            Self::Int => row.opt_int(i)?.into(),
            Self::Bool => row.opt_bool(i)?.into(),
            Self::Text => row.opt_text(i)?.into(),
            Self::Uuid => row.opt_uuid(i)?.into(),
            Self::Day => row.opt_day(i)?.into(),
            Self::Time => row.opt_time(i)?.into(),
        })
    }

    fn read(self, json: &Json) -> Option<Value<'static>> {
        if json.is_null() {
            return Some(Value::Null);
        }
        Some(match self {
            Self::Int => Value::Int(json.as_i64()?),
            Self::Bool => Value::Bool(json.as_bool()?),
            Self::Text => Value::from(json.as_str()?.to_owned()),
            Self::Uuid => Value::Uuid(json.as_str()?.parse::<Uuid>().ok()?),
            Self::Day => Value::Day(json.as_str()?.parse().ok()?),
            Self::Time => Value::Time(json.as_str()?.parse().ok()?),
        })
    }
}

#[cfg(test)]
mod tests;
