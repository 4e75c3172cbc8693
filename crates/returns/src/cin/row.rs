//! One row of a table: its key, and whether it is stored or refused.

use std::hash::Hash;

use domain::codes::CodeSet;
use jiff::civil::Date;

use super::date::date_and_more;
use super::element::Element;
use super::fields::{Fields, Reading};
use super::keys::{Occurrence, hash};
use super::reconciliation::Reason;
use super::rows::Row;
use super::table::Table;
use crate::{Place, What};

/// A row of a table. It ends in [`RowFields::store`] or [`RowFields::refuse`], each of which counts it: there is no third way.
#[must_use]
pub(super) struct RowFields<'r> {
    pub(super) fields: Fields<'r>,
    table: Table,
}

impl<'r> RowFields<'r> {
    pub(super) fn new(table: Table, element: Element, reading: &'r mut Reading) -> Self {
        Self {
            fields: Fields::new(Place::Table(table), element, reading),
            table,
        }
    }

    /// The date without which there is no row.
    pub(super) fn key_date(&mut self, field: &'static str) -> Result<Date, Reason> {
        let with_text = |child: &&Element| child.is(field) && !child.text.is_empty();
        match self.fields.element.children.iter().find(with_text) {
            None => Err(Reason::NoKey { field }),
            Some(element) if date_and_more(&element.text).is_none() => Err(Reason::UnreadableKey {
                field,
                value: element.text.clone(),
            }),
            Some(_) => self.fields.date(field).ok_or(Reason::NoKey { field }),
        }
    }

    /// The code that the row's element itself holds.
    pub(super) fn own_code<C: CodeSet>(&mut self) -> Result<String, Reason> {
        let (line, field, code) = self.own_text()?;
        if C::from_code(&code).is_err() {
            self.fields.find(line, field, &code, What::UnknownCode);
        }
        Ok(code)
    }

    /// The date that the row's element itself holds.
    pub(super) fn own_date(&mut self) -> Result<Date, Reason> {
        let (line, field, value) = self.own_text()?;
        let read = self.fields.read_date(field, line, &value);
        read.ok_or(Reason::UnreadableKey { field, value })
    }

    fn own_text(&mut self) -> Result<(u64, &'static str, String), Reason> {
        let field = self.table.element();
        let element = &mut self.fields.element;
        let (line, text) = (element.line, std::mem::take(&mut element.text));
        if text.is_empty() {
            return Err(Reason::NoKey { field });
        }
        if element.too_long {
            self.fields.find(line, field, &text, What::TooLong);
        }
        Ok((line, field, text))
    }

    /// Leaves the row out with all rows in it.
    pub(super) fn refuse<T>(self, reason: Reason) -> Option<T> {
        let Fields { element, reading, .. } = self.fields;
        reading.refuse(self.table, element.line, reason);
        let within = Reason::Within {
            table: self.table,
            line: element.line,
        };
        reading.refuse_all(&element.children, &within);
        None
    }

    /// Stores the row under its key; gives back the row and the key of whatever belongs to it.
    pub(super) fn store<T: Hash>(self, key: &impl Hash, values: T) -> (Row<T>, Key) {
        let key = hash(&(self.table, key));
        let line = self.fields.element.line;
        let occurrence = self.fields.reading.keys.occurrence(key, &values, line);
        let row = self.store_as(occurrence, values);
        (row, Key(hash(&(key, occurrence.nth()))))
    }

    /// Stores the row, where it is known already how it stands to the others.
    pub(super) fn store_as<T>(mut self, occurrence: Occurrence, values: T) -> Row<T> {
        match occurrence {
            Occurrence::First => {}
            Occurrence::Repeat { of_line, .. } => {
                self.fields.note(What::RepeatsRow { line: of_line });
            }
            Occurrence::Another { beside_line, .. } => {
                self.fields.note(What::BesideRow { line: beside_line });
            }
        }
        let line = self.fields.element.line;
        self.fields.reading.account.store(self.table);
        self.fields.finish();
        Row {
            line,
            occurrence,
            values,
        }
    }
}

/// The key of a row, for the rows that belong to it.
#[derive(Clone, Copy, Debug, Hash)]
pub(super) struct Key(u64);
