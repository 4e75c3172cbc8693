//! A row that was read, by position and type. A value that does not fit names its statement and column.

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::cells::{Cell, Cells};
use crate::Error;

/// One row.
#[derive(Debug)]
pub enum Row {
    Sqlite {
        statement: &'static str,
        cells: Cells,
    },
    Postgres {
        statement: &'static str,
        row: ::postgres::Row,
    },
}

macro_rules! get {
    ($name:ident, $opt:ident, $t:ty, $what:literal, |$cell:ident| $from:expr) => {
        pub fn $opt(&self, i: usize) -> Result<Option<$t>, Error> {
            match self {
                Self::Sqlite { statement, cells } => match cells.get(i) {
                    Some(Cell::Null) => Ok(None),
                    Some($cell) => ($from).map(Some).ok_or_else(|| misfit(statement, i, $what)),
                    None => Err(misfit(statement, i, $what)),
                },
                Self::Postgres { statement, row } => row.try_get(i).map_err(|_| misfit(statement, i, $what)),
            }
        }
        pub fn $name(&self, i: usize) -> Result<$t, Error> {
            self.$opt(i)?.ok_or_else(|| misfit(self.statement(), i, $what))
        }
    };
}

impl Row {
    fn statement(&self) -> &'static str {
        match self {
            Self::Sqlite { statement, .. } | Self::Postgres { statement, .. } => statement,
        }
    }

    get!(text, opt_text, String, "text", |c| c.text().map(str::to_owned));
    get!(bytes, opt_bytes, Vec<u8>, "bytes", |c| if let Cell::Bytes(b) = c {
        Some(b.to_vec())
    } else {
        None
    });
    get!(bool, opt_bool, bool, "yes or no", |c| if let Cell::Integer(n) = c {
        Some(n != 0)
    } else {
        None
    });
    get!(uuid, opt_uuid, Uuid, "an id", |c| if let Cell::Bytes(b) = c {
        Uuid::from_slice(b).ok()
    } else {
        None
    });
    get!(day, opt_day, Date, "a day", |c| c.text().and_then(|s| s.parse().ok()));
    get!(
        time,
        opt_time,
        Timestamp,
        "an instant",
        |c| if let Cell::Integer(n) = c {
            Timestamp::from_microsecond(n).ok()
        } else {
            None
        }
    );

    /// The same as [`Row::opt_text`], without a copy.
    pub fn opt_str(&self, i: usize) -> Result<Option<&str>, Error> {
        match self {
            Self::Sqlite { statement, cells } => match cells.get(i) {
                Some(Cell::Null) => Ok(None),
                cell => cell
                    .and_then(Cell::text)
                    .map(Some)
                    .ok_or_else(|| misfit(statement, i, "text")),
            },
            Self::Postgres { statement, row } => row.try_get(i).map_err(|_| misfit(statement, i, "text")),
        }
    }

    pub fn str(&self, i: usize) -> Result<&str, Error> {
        self.opt_str(i)?.ok_or_else(|| misfit(self.statement(), i, "text"))
    }

    /// The same as [`Row::opt_bytes`], without a copy.
    pub fn opt_slice(&self, i: usize) -> Result<Option<&[u8]>, Error> {
        match self {
            Self::Sqlite { statement, cells } => match cells.get(i) {
                Some(Cell::Null) => Ok(None),
                Some(Cell::Bytes(bytes)) => Ok(Some(bytes)),
                _ => Err(misfit(statement, i, "bytes")),
            },
            Self::Postgres { statement, row } => row.try_get(i).map_err(|_| misfit(statement, i, "bytes")),
        }
    }

    pub fn opt_int(&self, i: usize) -> Result<Option<i64>, Error> {
        match self {
            Self::Sqlite { statement, cells } => match cells.get(i) {
                Some(Cell::Null) => Ok(None),
                Some(Cell::Integer(n)) => Ok(Some(n)),
                _ => Err(misfit(statement, i, "a whole number")),
            },
            // A column may be of either width; a count is always of the wider.
            Self::Postgres { statement, row } => row
                .try_get::<_, Option<i64>>(i)
                .or_else(|_| row.try_get::<_, Option<i32>>(i).map(|v| v.map(i64::from)))
                .map_err(|_| misfit(statement, i, "a whole number")),
        }
    }

    pub fn int(&self, i: usize) -> Result<i64, Error> {
        self.opt_int(i)?
            .ok_or_else(|| misfit(self.statement(), i, "a whole number"))
    }

    pub fn int32(&self, i: usize) -> Result<i32, Error> {
        i32::try_from(self.int(i)?).map_err(|_| misfit(self.statement(), i, "a small whole number"))
    }

    /// A digest, which is 32 bytes.
    pub fn digest(&self, i: usize) -> Result<[u8; 32], Error> {
        self.bytes(i)?
            .try_into()
            .map_err(|_| misfit(self.statement(), i, "a digest"))
    }

    /// The code of a list.
    pub fn code<T>(&self, i: usize, from: impl Fn(&str) -> Option<T>) -> Result<T, Error> {
        from(&self.text(i)?).ok_or_else(|| misfit(self.statement(), i, "a known code"))
    }
}

fn misfit(statement: &'static str, column: usize, wanted: &'static str) -> Error {
    Error::Row {
        statement,
        column,
        wanted,
    }
}
