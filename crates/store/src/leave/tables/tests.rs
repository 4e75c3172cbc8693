//! No table is left behind, and none is read in the square of its length.

use super::*;
use std::collections::BTreeSet;

/// The tables of the third part of the first migration.
fn projections() -> impl Iterator<Item = &'static str> {
    let text = include_str!("../../../migrations/sqlite/0001_the_record.sql");
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

fn migrated() -> (tempfile::TempDir, Conn) {
    let folder = tempfile::tempdir().unwrap();
    let place = crate::Place::Sqlite(folder.path().join("holdfast.db"));
    crate::file::make(&place).unwrap();
    let mut conn = Conn::open(&place, crate::db::Mode::Write).unwrap();
    crate::migrate::migrate(&mut conn).unwrap();
    (folder, conn)
}

/// Were a page found by walking past those before it, or by sorting what is left, a table of many pages would take the square of its length.
#[test]
fn a_page_is_found_by_its_key() {
    let (_folder, mut conn) = migrated();
    for table in OWNED.iter().chain(IN_HAND) {
        for (page, by) in [(table.first_page, "SCAN"), (table.next_page, "SEARCH")] {
            let explain = format!("EXPLAIN QUERY PLAN {}", page.sqlite);
            let explain = Box::leak(Box::new(Sql {
                name: "test::EXPLAIN",
                sqlite: Box::leak(explain.into_boxed_str()),
                postgres: "",
            }));
            let marks = page.sqlite.matches('$').count();
            let plan = conn.rows(explain, &vec![Value::Int(1); marks]).unwrap();
            let steps: Vec<String> = plan.iter().map(|row| row.text(3).unwrap()).collect();
            assert_eq!(steps.len(), 1, "{}: {steps:?}", page.name);
            assert!(steps[0].starts_with(by), "{}: {steps:?}", page.name);
        }
    }
}

#[test]
fn a_table_of_several_pages_comes_whole_and_in_order() {
    let (_folder, mut conn) = migrated();
    let names: Vec<String> = (0..2 * PAGE).map(|n| format!("{n:05}")).collect();
    let rows = |of: &[String]| {
        let rows = of
            .iter()
            .rev()
            .map(|name| vec![name.clone().into(), "v".to_owned().into()]);
        rows.collect::<Vec<Vec<Value<'static>>>>()
    };
    // To the last row of a page, and one over it.
    for of in [&names[..], &["99999".to_owned()]] {
        conn.bulk(&SETTINGS.table, rows(of).into_iter()).unwrap();
        let mut read = Vec::new();
        let each = SETTINGS.each(&mut conn, |line| {
            read.push(SETTINGS.row(line).unwrap().remove(0));
            Ok(())
        });
        each.unwrap();
        let extra = (of.len() == 1).then(|| Value::from("99999".to_owned()));
        let expect: Vec<Value> = names.iter().cloned().map(Value::from).chain(extra).collect();
        assert_eq!(read, expect);
    }
}

/// A table that is new and in none of the lists would be left behind in silence.
#[test]
fn every_table_is_taken_along_or_stays_behind_on_purpose() {
    let (_folder, mut conn) = migrated();
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
