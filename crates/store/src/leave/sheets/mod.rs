//! Sheets that a person can open: the record as it stands, folded, one row a thing. They are for reading and travel further than the ledger does,
//! so they obey what every list obeys: no sealed record, of a restricted one its name alone, no confidential address. The ledger has it all.

mod contacts;
mod guard;
mod people;
mod safe;

use std::io::Write;

use crate::Error;
use crate::db::Conn;
use crate::leave::folder::{Folder, Out, cannot};
use crate::leave::manifest::Listed;

pub(crate) use {contacts::ALL as CONTACTS, guard::ALL as GUARD, people::ALL as PEOPLE};

/// One sheet: its file, what a row of it is, and its columns.
#[derive(Debug)]
pub struct Sheet {
    pub file: &'static str,
    pub about: &'static str,
    pub columns: &'static [&'static str],
}

/// Every sheet, for the test that each is explained.
#[cfg(test)]
pub fn all() -> impl Iterator<Item = &'static Sheet> {
    people::SHEETS.iter().chain(contacts::SHEETS).copied()
}

/// Writes every sheet. `progress` is told how many people and contacts are done.
pub fn write(conn: &mut Conn, folder: &Folder, progress: &mut dyn FnMut(usize)) -> Result<Vec<Listed>, Error> {
    let guard = guard::Guard::load(conn)?;
    let mut listed = people::write(conn, folder, &guard, progress)?;
    listed.extend(contacts::write(conn, folder, &guard, progress)?);
    Ok(listed)
}

/// A sheet in the making.
struct Writer {
    sheet: &'static Sheet,
    csv: csv::Writer<Out>,
    rows: u64,
}

impl Writer {
    fn start(folder: &Folder, sheet: &'static Sheet) -> Result<Self, Error> {
        let mut out = folder.file(sheet.file)?;
        // The mark by which spreadsheets know UTF-8.
        out.write_all("\u{feff}".as_bytes())
            .map_err(|e| cannot(sheet.file.as_ref(), "written", e))?;
        let csv = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        let mut writer = Self { sheet, csv, rows: 0 };
        writer.record(sheet.columns)?;
        Ok(writer)
    }

    fn record(&mut self, cells: &[&str]) -> Result<(), Error> {
        self.csv
            .write_record(cells)
            .map_err(|e| cannot(self.sheet.file.as_ref(), "written", e))
    }

    fn row(&mut self, cells: &[String]) -> Result<(), Error> {
        self.rows += 1;
        let safe: Vec<_> = cells.iter().map(|cell| safe::cell(cell)).collect();
        self.record(&safe.iter().map(AsRef::as_ref).collect::<Vec<_>>())
    }

    fn end(self) -> Result<Listed, Error> {
        let Sheet { file, about, columns } = self.sheet;
        let mut out = self
            .csv
            .into_inner()
            .map_err(|e| cannot((*file).as_ref(), "written", e.error()))?;
        for _ in 0..self.rows {
            out.count_record();
        }
        Ok(Listed::of(file, about, false, columns, out.end()?))
    }
}

/// A cell: text, or what prints itself, or nothing.
fn cell(value: impl std::fmt::Display) -> String {
    value.to_string()
}

fn opt(value: Option<impl std::fmt::Display>) -> String {
    value.map(cell).unwrap_or_default()
}

fn yes(value: bool) -> String {
    if value { "yes" } else { "no" }.into()
}
