//! The CSV of names and addresses that goes with a census: `holdfast import cin FILE.xml --people PEOPLE.csv`.
//!
//! A census has no names. This file gives them by `la_child_id`, in columns found by their heading, in any order, in upper or lower case:
//! `la_child_id`, `forename`, `surname`, `preferred_name`, `nhs_number`, `address`, `postcode`, `address_confidential` (yes or no). Only the first is
//! needed.

mod columns;

use std::io::Read;

use csv::ByteRecord;
use serde::Serialize;
use thiserror::Error;

use crate::Finding;
use crate::cin::Occurrence;
use crate::cin::keys::Keys;
use columns::Columns;

/// What one line says of a child. Blank cells are `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Line in the file, from 1.
    pub line: u64,
    /// How the line stands to earlier ones of the same child. Where two say different things the first is to be taken, and the other shown as a
    /// finding; but if either marks the address confidential, it is.
    pub occurrence: Occurrence,
    /// The id that the census has as `LAchildID`.
    pub la_child_id: String,
    /// What else it says.
    pub details: Details,
}

/// Names, NHS number and address of a child, as they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Details {
    /// Given names.
    pub forename: Option<String>,
    /// Family name.
    pub surname: Option<String>,
    /// What the child is called, if not by the forename.
    pub preferred_name: Option<String>,
    /// NHS number, as it stands.
    pub nhs_number: Option<String>,
    /// Address, with commas or line breaks.
    pub address: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// Where the child lives must not be shown. An answer that cannot be read counts as yes.
    pub address_confidential: bool,
}

/// The account of a file: `read` is `stored`, `refused` and `elsewhere` together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PeopleFile {
    /// Lines after the heading, blank ones not counted.
    pub read: u64,
    /// Lines handed over.
    pub stored: u64,
    /// Lines left out.
    pub refused: Vec<RefusedLine>,
    /// Lines about children who are not in the census that the file came with; nothing of them is stored.
    pub elsewhere: u64,
    /// The first of those lines.
    pub elsewhere_at: Vec<u64>,
    /// What a data officer should look at.
    pub findings: Vec<Finding>,
}

impl PeopleFile {
    /// So many lines about nobody in the census are named: enough to see what is wrong with their ids.
    const NAMED: usize = 5;

    /// Says of lines that were handed over that no child of the census has their ids.
    pub fn not_in_census(&mut self, mut lines: Vec<u64>) {
        lines.sort_unstable();
        self.elsewhere += lines.len() as u64;
        self.stored = self.stored.saturating_sub(lines.len() as u64);
        self.elsewhere_at = lines.into_iter().take(Self::NAMED).collect();
    }
}

/// A line that was left out, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RefusedLine {
    /// The child, if it has one.
    pub child: String,
    /// Line in the file.
    pub line: u64,
    /// Why, in words.
    pub reason: &'static str,
}

/// Why a file as a whole cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PeopleError {
    /// Reading failed underneath.
    #[error("line {line}: the file could not be read on ({message}). Check the disk or the connection and try again")]
    Io {
        /// Line reached.
        line: u64,
        /// What the system said.
        message: String,
    },
    /// No content at all.
    #[error("the file is empty. Its first line has to name the columns: la_child_id, forename, surname and so on")]
    Empty,
    /// Bytes that are not UTF-8.
    #[error("line {line}: the file is not in UTF-8. In a spreadsheet program, save it as \"CSV UTF-8\"")]
    NotUtf8 {
        /// Line of the first such byte.
        line: u64,
    },
    /// No column tells which child a line is about.
    #[error(
        "the first line names no column la_child_id; it names {found}. Separate the columns by commas and name the child's id la_child_id"
    )]
    NoIdColumn {
        /// The first line, shortened.
        found: String,
    },
    /// Two columns with one name.
    #[error("the first line names the column {column} twice. Take one of them out")]
    ColumnTwice {
        /// The column.
        column: &'static str,
    },
}

/// Reads the file, handing over each line that names a child.
///
/// # Errors
/// When the file as a whole cannot be read. Lines may have been handed over by then: store nothing for good before the end.
pub fn read(input: impl Read, mut on_person: impl FnMut(Person)) -> Result<PeopleFile, PeopleError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(input);
    let mut record = ByteRecord::new();
    let mut file = PeopleFile::default();
    if !next(&mut reader, &mut record)? {
        return Err(PeopleError::Empty);
    }
    let columns = Columns::read(&cells(&record)?, &mut file)?;
    let mut keys = Keys::default();
    while next(&mut reader, &mut record)? {
        let line = line_of(&record);
        let cells = cells(&record)?;
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        file.read += 1;
        match columns.person(line, &cells, &mut keys, &mut file) {
            Ok(person) => {
                file.stored += 1;
                on_person(person);
            }
            Err(refused) => file.refused.push(refused),
        }
    }
    Ok(file)
}

fn next<R: Read>(reader: &mut csv::Reader<R>, record: &mut ByteRecord) -> Result<bool, PeopleError> {
    reader.read_byte_record(record).map_err(|error| PeopleError::Io {
        line: reader.position().line(),
        message: error.to_string(),
    })
}

fn line_of(record: &ByteRecord) -> u64 {
    record.position().map_or(1, csv::Position::line)
}

fn cells(record: &ByteRecord) -> Result<Vec<&str>, PeopleError> {
    let line = line_of(record);
    let cells = record.iter().map(std::str::from_utf8).collect::<Result<_, _>>();
    cells.map_err(|_| PeopleError::NotUtf8 { line })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(text: &str) -> (Vec<Person>, PeopleFile) {
        let mut people = Vec::new();
        let file = read(text.as_bytes(), |person| people.push(person)).unwrap();
        assert_eq!(file.read, file.stored + file.refused.len() as u64);
        assert_eq!(file.stored, people.len() as u64);
        (people, file)
    }

    /// The findings as `line field what-kind`.
    fn check(text: &str, children: &[&str], refused: &[u64], findings: &[(u64, &str, &str)]) {
        let (people, file) = people(text);
        let ids: Vec<_> = people.iter().map(|person| person.la_child_id.as_str()).collect();
        assert_eq!(ids, children, "{text}");
        let lines: Vec<_> = file.refused.iter().map(|refused| refused.line).collect();
        assert_eq!(lines, refused, "{text}");
        let found: Vec<_> = file
            .findings
            .iter()
            .map(|f| (f.line, f.field.as_deref().unwrap_or(""), f.what.kind()))
            .collect();
        assert_eq!(found, findings, "{text}");
    }

    #[test]
    fn columns_are_found_by_their_heading_in_any_order() {
        let text = "\u{feff}Surname,LA Child ID,address,Forename,nhs-number,postcode,address_confidential,preferred_name\n\
            Álvarez,C1,\"1 High Street\nMarlow Cross\",Zoë,999 000 0018,MX1 1AA,Yes,Zo\n";
        let (people, file) = people(text);
        assert!(file.findings.is_empty(), "{:?}", file.findings);
        let expect = Person {
            line: 2,
            occurrence: Occurrence::First,
            la_child_id: "C1".into(),
            details: Details {
                forename: Some("Zoë".into()),
                surname: Some("Álvarez".into()),
                preferred_name: Some("Zo".into()),
                nhs_number: Some("999 000 0018".into()),
                address: Some("1 High Street\nMarlow Cross".into()),
                postcode: Some("MX1 1AA".into()),
                address_confidential: true,
            },
        };
        assert_eq!(people, [expect]);
    }

    #[test]
    fn every_line_is_handed_over_or_named() {
        check("la_child_id,surname\nC1,Ash\n\n,,\nC2,Birch\n", &["C1", "C2"], &[], &[]);
        check("la_child_id,surname\n,Ash\n", &[], &[2], &[]);
        check("la_child_id,surname\nC1,1 High Street, Marlow\n", &[], &[2], &[]);
        check("la_child_id,surname\nC1,Ash,\n", &["C1"], &[], &[]);
        check(
            "la_child_id,surname,postcode\nC1,Ash\n",
            &["C1"],
            &[],
            &[(2, "", "short line")],
        );
        check(
            "la_child_id,shoe size\nC1,5\n",
            &["C1"],
            &[],
            &[(1, "shoe size", "unknown column"), (2, "surname", "missing")],
        );
        check(
            "la_child_id,surname,nhs_number\nC1,Ash,12345\n",
            &["C1"],
            &[],
            &[(2, "nhs_number", "doubtful number")],
        );
        check(
            "la_child_id,surname\nC1,A\u{7}sh\n",
            &["C1"],
            &[],
            &[(2, "surname", "control characters")],
        );
        check(
            "la_child_id,surname\nC1,Ash\nC2,Ash\nC1,Ash\nC1,Birch\n",
            &["C1", "C2", "C1", "C1"],
            &[],
            &[
                (4, "la_child_id", "repeats a row"),
                (5, "la_child_id", "same key, other values"),
            ],
        );
        let unclosed = format!("la_child_id,surname\nC1,\"Ash\n{}", "C2,Birch\n".repeat(300));
        check(&unclosed, &[], &[2], &[]);
    }

    #[test]
    fn a_doubtful_mark_hides_the_address() {
        for (mark, expect) in [
            ("", false),
            ("no", false),
            ("FALSE", false),
            ("1", true),
            ("Y", true),
            ("perhaps", true),
        ] {
            let (people, file) = people(&format!("la_child_id,surname,address_confidential\nC1,Ash,{mark}\n"));
            assert_eq!(people[0].details.address_confidential, expect, "{mark}");
            assert_eq!(file.findings.len(), usize::from(mark == "perhaps"), "{mark}");
        }
    }

    #[test]
    fn a_file_that_is_something_else_says_so() {
        let check = |bytes: &[u8], expect: PeopleError| {
            assert_eq!(read(bytes, |_| {}), Err(expect));
        };
        check(b"", PeopleError::Empty);
        check(
            b"la_child_id,surname\nC1,Ash\nC2,Andr\xe9\n",
            PeopleError::NotUtf8 { line: 3 },
        );
        check(
            b"la_child_id;surname\nC1;Ash\n",
            PeopleError::NoIdColumn {
                found: "la_child_id;surname".into(),
            },
        );
        check(
            b"la_child_id,surname,Surname\n",
            PeopleError::ColumnTwice { column: "surname" },
        );
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
            let with_heading = [b"la_child_id,surname,address\n", bytes.as_slice()].concat();
            for input in [bytes.as_slice(), &with_heading] {
                let mut handed_over = 0;
                if let Ok(file) = read(input, |_| handed_over += 1) {
                    assert_eq!(file.stored, handed_over);
                    assert_eq!(file.read, file.stored + file.refused.len() as u64);
                }
            }
        }
    }
}
