//! The values of one SQLite row, with all their text and bytes in one piece: a row of twenty columns takes two allocations and not twenty.

use std::ops::Range;

use rusqlite::types::ValueRef;

/// One value, borrowed from its row.
#[derive(Clone, Copy, Debug)]
pub enum Cell<'a> {
    Null,
    Integer(i64),
    /// As SQLite keeps it; whether it is UTF-8 is asked where it is read.
    Text(&'a [u8]),
    Bytes(&'a [u8]),
    /// What no column of ours holds.
    Real,
}

impl<'a> Cell<'a> {
    pub fn text(self) -> Option<&'a str> {
        if let Self::Text(text) = self {
            std::str::from_utf8(text).ok()
        } else {
            None
        }
    }
}

#[derive(Debug, Default)]
pub struct Cells {
    kinds: Vec<Kind>,
    bytes: Vec<u8>,
}

#[derive(Debug)]
enum Kind {
    Null,
    Integer(i64),
    Text(Range<usize>),
    Bytes(Range<usize>),
    Real,
}

impl Cells {
    pub fn read(row: &rusqlite::Row<'_>, columns: usize) -> rusqlite::Result<Self> {
        let mut cells = Self {
            kinds: Vec::with_capacity(columns),
            bytes: Vec::with_capacity(16 * columns),
        };
        for i in 0..columns {
            let kind = match row.get_ref(i)? {
                ValueRef::Null => Kind::Null,
                ValueRef::Integer(n) => Kind::Integer(n),
                ValueRef::Real(_) => Kind::Real,
                ValueRef::Text(text) => Kind::Text(cells.put(text)),
                ValueRef::Blob(bytes) => Kind::Bytes(cells.put(bytes)),
            };
            cells.kinds.push(kind);
        }
        Ok(cells)
    }

    fn put(&mut self, bytes: &[u8]) -> Range<usize> {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        start..self.bytes.len()
    }

    pub fn get(&self, i: usize) -> Option<Cell<'_>> {
        Some(match self.kinds.get(i)? {
            Kind::Null => Cell::Null,
            Kind::Integer(n) => Cell::Integer(*n),
            Kind::Text(at) => Cell::Text(self.bytes.get(at.clone())?),
            Kind::Bytes(at) => Cell::Bytes(self.bytes.get(at.clone())?),
            Kind::Real => Cell::Real,
        })
    }
}
