//! Every statement is understood by both migrated engines.

use crate::engines::on_each;

#[test]
fn every_statement_is_prepared_on_each_engine() {
    on_each(|f| {
        let n = f
            .store
            .prepare_every_statement()
            .unwrap_or_else(|(name, e)| panic!("{name} on {}: {e}", f.place.engine()));
        assert!(n > 60, "only {n} statements are listed");
    });
}

#[test]
fn a_foreign_file_is_refused_and_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("holdfast.db");
    for (what, make) in [
        (
            "text",
            Box::new(|p: &std::path::Path| {
                std::fs::write(p, "not a database, but long enough to look at ".repeat(40)).unwrap()
            }) as Box<dyn Fn(&std::path::Path)>,
        ),
        (
            "another program's",
            Box::new(|p| {
                rusqlite::Connection::open(p)
                    .unwrap()
                    .execute_batch("CREATE TABLE t (a)")
                    .unwrap()
            }),
        ),
    ] {
        let _ = std::fs::remove_file(&path);
        make(&path);
        let before = std::fs::read(&path).unwrap();
        let config = store::Config {
            place: store::Place::Sqlite(path.clone()),
            readers: 1,
            clock: std::sync::Arc::new(|| jiff::Timestamp::UNIX_EPOCH),
        };
        assert!(store::Store::open(config).is_err(), "{what}");
        assert_eq!(std::fs::read(&path).unwrap(), before, "{what} was touched");
    }
}
