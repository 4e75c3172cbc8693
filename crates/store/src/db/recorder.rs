//! What the benchmarks compare pages and saves with: every statement that a page asks, written down so that it can be asked again without the page.
//!
//! A file of statements holds what is in the record. Only a build with debug assertions can write one; no released build can.

use std::fs::File;
use std::io::Write;
use std::sync::{Mutex, OnceLock};

use serde_json::json;

use super::{Sql, Table, Value};

/// Where statements are written, if that was asked for.
fn file() -> Option<&'static Mutex<File>> {
    static FILE: OnceLock<Option<Mutex<File>>> = OnceLock::new();
    let open = || {
        File::create(std::env::var_os("HOLDFAST_DRILL_STATEMENTS")?)
            .ok()
            .map(Mutex::new)
    };
    FILE.get_or_init(open).as_ref()
}

pub fn is_on() -> bool {
    file().is_some()
}

pub fn statement(sql: &Sql, params: &[Value<'_>]) {
    note(sql.name, sql.sqlite, sql.postgres, params);
}

pub fn row(table: &Table, row: &[Value<'_>]) {
    if is_on() {
        let text = table.insert();
        note(table.name, &text, &text, row);
    }
}

fn note(name: &str, sqlite: &str, postgres: &str, params: &[Value<'_>]) {
    let Some(file) = file() else { return };
    let line = json!({
        "thread": std::thread::current().name(),
        "name": name,
        "sqlite": sqlite,
        "postgres": postgres,
        "params": params.iter().map(typed).collect::<Vec<_>>(),
    });
    if let Ok(mut file) = file.lock() {
        // A benchmark that lacks a line stops with an error of its own.
        let _ = writeln!(file, "{line}");
    }
}

fn typed(value: &Value<'_>) -> serde_json::Value {
    match value {
        Value::Null => json!(null),
        Value::Bool(v) => json!(v),
        Value::Int(v) => json!(v),
        Value::Text(v) => json!({ "text": v }),
        Value::Bytes(v) => json!({ "bytes": v }),
        Value::Uuid(v) => json!({ "id": v }),
        Value::Day(v) => json!({ "day": v }),
        Value::Time(v) => json!({ "time": v.as_microsecond() }),
    }
}
