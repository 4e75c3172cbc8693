//! The header of a census: who sent it, for which year, and when.

use domain::calendar::london;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::temporal::Pieces;

use super::element::Element;
use super::error::CinError;
use super::fields::{Fields, Reading};
use crate::{Place, What};

/// `<Header>`. Nothing in it decides how the file is read: any year's elements are accepted in any file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CinHeader {
    /// `Collection`: `CIN`.
    pub collection: Option<String>,
    /// `Year`: the year in which the census year ends.
    pub year: Option<i16>,
    /// `ReferenceDate`: 31 March of that year.
    pub reference_date: Option<Date>,
    /// `SourceLevel`: `L` for a local authority.
    pub source_level: Option<String>,
    /// `LEA`: the authority's three digits.
    pub lea: Option<String>,
    /// `SoftwareCode`.
    pub software_code: Option<String>,
    /// `Release`: of the software.
    pub release: Option<String>,
    /// `SerialNo`: which sending of this census.
    pub serial_no: Option<String>,
    /// `DateTime`, as it stands.
    pub date_time: Option<String>,
    /// The instant that `DateTime` names: when the old system asserted all this. Without a zone it is read as time in London, and of an hour that
    /// comes twice the later one.
    pub asserted_at: Option<Timestamp>,
}

impl CinHeader {
    pub(super) fn read(element: Element, reading: &mut Reading) -> Result<Self, CinError> {
        let line = element.line;
        let mut header = Self::default();
        let mut fields = Fields::new(Place::Header, element, reading);
        let collections = fields.elements("CollectionDetails");
        let sources = fields.elements("Source");
        if collections.is_empty() {
            fields.expect(&["CollectionDetails"]);
        }
        if sources.is_empty() {
            fields.expect(&["Source"]);
        }
        fields.finish();
        for (at, details) in collections.into_iter().enumerate() {
            let mut fields = Fields::new(Place::Header, details, reading);
            if at > 0 {
                fields.note(What::RepeatedElement);
                continue;
            }
            header.read_collection(&mut fields);
            fields.finish();
        }
        for (at, source) in sources.into_iter().enumerate() {
            let mut fields = Fields::new(Place::Header, source, reading);
            if at > 0 {
                fields.note(What::RepeatedElement);
                continue;
            }
            header.read_source(&mut fields);
            fields.finish();
        }
        match &header.collection {
            Some(found) if !found.to_ascii_uppercase().starts_with("CIN") => Err(CinError::OtherCollection {
                line,
                found: found.clone(),
            }),
            _ => Ok(header),
        }
    }

    fn read_collection(&mut self, fields: &mut Fields<'_>) {
        fields.expect(&["Collection", "Year", "ReferenceDate"]);
        self.collection = fields.code_of("Collection", &["CIN"]);
        if let Some(year) = fields.number("Year") {
            if !(2021..=2026).contains(&year) {
                fields.note_value("Year", &year.to_string(), What::UnknownYear);
            }
            self.year = year.try_into().ok();
        }
        self.reference_date = fields.date("ReferenceDate");
        if let (Some(year), Some(reference)) = (self.year, self.reference_date)
            && (reference.year(), reference.month(), reference.day()) != (year, 3, 31)
        {
            let value = reference.to_string();
            fields.note_value("ReferenceDate", &value, What::ReferenceDateOfAnotherYear);
        }
    }

    fn read_source(&mut self, fields: &mut Fields<'_>) {
        fields.expect(&["LEA", "DateTime"]);
        self.source_level = fields.code_of("SourceLevel", &["L"]);
        self.lea = fields.text_of_form("LEA", |lea| {
            lea.len() == 3 && lea.bytes().all(|byte| byte.is_ascii_digit())
        });
        self.software_code = fields.text("SoftwareCode");
        self.release = fields.text("Release");
        self.serial_no = fields.text("SerialNo");
        self.date_time = fields.text_of_form("DateTime", |text| instant(text).is_some());
        self.asserted_at = self.date_time.as_deref().and_then(instant);
    }
}

fn instant(text: &str) -> Option<Timestamp> {
    let pieces = Pieces::parse(text).ok()?;
    let local = pieces.date().to_datetime(pieces.time()?);
    match pieces.to_numeric_offset() {
        Some(offset) => offset.to_timestamp(local).ok(),
        None => london::instant(local).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_instant_is_londons_unless_a_zone_is_given() {
        for (text, expect) in [
            ("2023-05-23T11:14:05", Some("2023-05-23T10:14:05Z")),
            ("2023-01-23T11:14:05", Some("2023-01-23T11:14:05Z")),
            ("2022-07-21T10:12:28Z", Some("2022-07-21T10:12:28Z")),
            ("2022-07-21T10:12:28+01:00", Some("2022-07-21T09:12:28Z")),
            // 01:30 comes twice on 26 October 2025: at 00:30 and, later, at 01:30 UTC.
            ("2025-10-26T01:30:00", Some("2025-10-26T01:30:00Z")),
            ("2022-07-21", None),
            ("21/07/2022 10:12", None),
            ("", None),
        ] {
            let expect = expect.map(|instant| instant.parse::<Timestamp>().unwrap());
            assert_eq!(instant(text), expect, "{text}");
        }
    }
}
