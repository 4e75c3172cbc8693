//! The columns of the CSV, and what a line says in them.

use std::collections::BTreeMap;

use domain::identifiers::{LaChildId, NhsNumber, Postcode};

use super::{Details, PeopleError, PeopleFile, Person, RefusedLine};
use crate::cin::Occurrence;
use crate::cin::keys::{Keys, hash};
use crate::{Finding, Place, What};

/// Longest cell, in bytes. A longer one is most likely a quotation mark that is never closed, which swallows the lines after it.
const LONGEST_CELL: usize = 2_000;

const COLUMNS: [&str; 8] = [
    "la_child_id",
    "forename",
    "surname",
    "preferred_name",
    "nhs_number",
    "address",
    "postcode",
    "address_confidential",
];

/// Where each of [`COLUMNS`] stands.
pub(super) struct Columns {
    at: BTreeMap<&'static str, usize>,
    width: usize,
}

impl Columns {
    pub(super) fn read(headings: &[&str], file: &mut PeopleFile) -> Result<Self, PeopleError> {
        let mut at = BTreeMap::new();
        for (index, heading) in headings.iter().enumerate() {
            let heading = heading.trim_start_matches('\u{feff}').trim();
            let name = heading.to_lowercase().replace([' ', '-'], "_");
            match COLUMNS.into_iter().find(|column| *column == name) {
                Some(column) if at.insert(column, index).is_some() => {
                    return Err(PeopleError::ColumnTwice { column });
                }
                Some(_) => {}
                None if heading.is_empty() => {}
                None => {
                    let heading: String = heading.chars().take(100).collect();
                    note(file, "", 1, Some(heading), None, What::UnknownColumn);
                }
            }
        }
        if !at.contains_key(COLUMNS[0]) {
            let found = headings.join(",").chars().take(100).collect();
            return Err(PeopleError::NoIdColumn { found });
        }
        Ok(Self {
            at,
            width: headings.len(),
        })
    }

    pub(super) fn person(
        &self,
        line: u64,
        cells: &[&str],
        keys: &mut Keys,
        file: &mut PeopleFile,
    ) -> Result<Person, RefusedLine> {
        let raw = |column| {
            self.at
                .get(column)
                .and_then(|&at| cells.get(at))
                .map_or("", |c| c.trim())
        };
        let la_child_id = raw("la_child_id");
        let refuse = |child: &str, reason| RefusedLine {
            child: child.to_owned(),
            line,
            reason,
        };
        if la_child_id.is_empty() {
            return Err(refuse("", "it has no la_child_id"));
        }
        if cells.iter().any(|cell| cell.len() > LONGEST_CELL) {
            return Err(refuse(
                if la_child_id.len() > LONGEST_CELL {
                    ""
                } else {
                    la_child_id
                },
                "a cell is longer than 2,000 letters: a quotation mark may not be closed, and lines after this one may be lost in it",
            ));
        }
        if la_child_id.chars().any(char::is_control) {
            return Err(refuse("", "its la_child_id has control characters"));
        }
        // With a cell too many, an unquoted comma has moved every cell after it into the wrong column.
        if cells[self.width.min(cells.len())..]
            .iter()
            .any(|cell| !cell.trim().is_empty())
        {
            return Err(refuse(
                la_child_id,
                "it has more cells than there are columns: put an address with commas in quotation marks",
            ));
        }
        if cells.len() < self.width {
            note(file, la_child_id, line, None, None, What::ShortLine);
        }
        let mut text = |column: &'static str| {
            let raw = raw(column);
            let control = |c: char| c.is_control() && !"\n\r\t".contains(c);
            if raw.contains(control) {
                let field = Some(column.to_owned());
                note(file, la_child_id, line, field, None, What::ControlCharacters);
            }
            let kept = raw.replace(control, "");
            (!kept.is_empty()).then_some(kept)
        };
        let mut details = Details {
            forename: text("forename"),
            surname: text("surname"),
            preferred_name: text("preferred_name"),
            nhs_number: text("nhs_number"),
            address: text("address"),
            postcode: text("postcode"),
            address_confidential: false,
        };
        let mut note = |field: &'static str, value: Option<&str>, what| {
            let value = value.map(str::to_owned);
            note(file, la_child_id, line, Some(field.to_owned()), value, what);
        };
        if details.forename.is_none() && details.surname.is_none() {
            note("surname", None, What::Missing);
        }
        let (number, postcode) = (details.nhs_number.as_deref(), details.postcode.as_deref());
        let doubts = [
            ("la_child_id", Some(la_child_id), LaChildId::parse(la_child_id).err()),
            ("nhs_number", number, number.and_then(|raw| NhsNumber::parse(raw).err())),
            (
                "postcode",
                postcode,
                postcode.and_then(|raw| Postcode::parse(raw).err()),
            ),
        ];
        for (field, value, why) in doubts {
            if let Some(why) = why {
                note(field, value, What::Doubtful(why));
            }
        }
        let confidential = raw("address_confidential");
        details.address_confidential = match confidential.to_lowercase().as_str() {
            "" | "no" | "n" | "false" | "0" => false,
            "yes" | "y" | "true" | "1" => true,
            _ => {
                note("address_confidential", Some(confidential), What::UnreadableConfidential);
                true
            }
        };
        let occurrence = keys.occurrence(hash(&la_child_id), &details, line);
        match occurrence {
            Occurrence::First => {}
            Occurrence::Repeat { of_line, .. } => {
                note("la_child_id", Some(la_child_id), What::RepeatsRow { line: of_line });
            }
            Occurrence::Another { beside_line, .. } => {
                note("la_child_id", Some(la_child_id), What::BesideRow { line: beside_line });
            }
        }
        Ok(Person {
            line,
            occurrence,
            la_child_id: la_child_id.to_owned(),
            details,
        })
    }
}

fn note(file: &mut PeopleFile, child: &str, line: u64, field: Option<String>, value: Option<String>, what: What) {
    file.findings.push(Finding {
        child: child.to_owned(),
        table: Place::People,
        line,
        field: field.map(Into::into),
        value,
        what,
    });
}
