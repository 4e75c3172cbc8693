//! The code sets.

use std::fmt::Write as _;

use anyhow::Result;
use domain::codes::{CODE_TABLES, Until};

use super::cell;
use crate::workspace::Workspace;

const BEGINNING: &str = "# Code sets

The codes themselves, with their labels and dates, stand in `crates/domain/src/codes/`. A code that has ended is still read wherever it is found, and is no
longer offered.

| set | what it lists | codes | of them ended | source |
|---|---|---|---|---|
";

pub fn write(_: &Workspace) -> Result<String> {
    let mut text = BEGINNING.to_owned();
    for table in CODE_TABLES {
        let ended = table
            .rows
            .iter()
            .filter(|row| row.validity.until != Until::Open)
            .count();
        writeln!(
            text,
            "| `{}` | {} | {} | {ended} | {} |",
            table.id,
            cell(table.title),
            table.rows.len(),
            cell(table.citation)
        )?;
    }
    Ok(text)
}
