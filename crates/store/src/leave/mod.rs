//! Leaving and surviving: the record as files that need no Holdfast to be read, put back into either database with the same heads; and copies of a
//! database that prove themselves. `docs/export.md` is the format, and goes into every copy.

mod backup;
mod export;
mod files;
mod folder;
mod import;
mod lines;
mod manifest;
mod restore;
mod sheets;
mod sum;
mod tables;
mod unfinished;

pub use backup::BackedUp;
pub(crate) use backup::beside;
pub use export::Exported;
pub use manifest::{Chain, Copy, Manifest, WARNING};
pub use restore::Restored;

pub(crate) use {export::ALL as EXPORT, files::ALL as FILES, import::ALL as IMPORT, restore::ALL as RESTORE};
pub(crate) use {sheets::CONTACTS, sheets::GUARD, sheets::PEOPLE, tables::ALL as TABLES};

pub(super) const LEDGER: &str = "ledger.ndjson";
pub(super) const ACCESS_LOG: &str = "access_log.ndjson";
pub(super) const UPLOADS: &str = "files.ndjson";
/// The format, for whoever opens the folder without us.
pub(super) const README: &str = "README.md";
pub(super) const FORMAT: &str = include_str!("../../../../docs/export.md");

/// What a long step is doing, and how much of it is done.
pub type Progress<'p> = &'p mut dyn FnMut(&'static str, u64);

#[cfg(test)]
mod tests {
    use super::*;

    /// The document in every export names each of its files, and each column of it.
    #[test]
    fn the_format_is_written_down() {
        let mut files: Vec<(&str, Vec<&str>)> = sheets::all().map(|s| (s.file, s.columns.to_vec())).collect();
        files.extend(
            tables::OWNED
                .iter()
                .chain(tables::IN_HAND)
                .map(|t| (t.file, t.table.columns.to_vec())),
        );
        files.push((UPLOADS, files::COLUMNS.to_vec()));
        for (file, columns) in files {
            let heading = format!("### `{file}`\n");
            let (_, after) = FORMAT
                .split_once(&heading)
                .unwrap_or_else(|| panic!("{file} has no heading"));
            let section = after.split("\n### ").next().unwrap().split("\n## ").next().unwrap();
            for column in columns {
                assert!(
                    section.contains(&format!("`{column}`")),
                    "{file}: {column} is not explained"
                );
            }
        }
        for file in [LEDGER, ACCESS_LOG, README, manifest::FILE] {
            assert!(FORMAT.contains(&format!("### `{file}`\n")), "{file}");
        }
    }
}
