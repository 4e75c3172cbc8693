//! What a reader has to say about a file beside its rows.

use std::borrow::Cow;
use std::fmt;

use domain::identifiers::IdentifierProblem;
use serde::{Serialize, Serializer};

use crate::cin::Table;

/// One thing that a data officer should look at. The row it speaks of is stored all the same, as far as it can be read.
///
/// A finding quotes what the file says, so it is personal data: show it to those who may import, never log it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The child's `LAchildID`; empty where the finding is about the file or the header.
    pub child: String,
    /// The part of the file.
    pub table: Place,
    /// Line in the file, from 1.
    pub line: u64,
    /// Element or column, as the specification spells it; for something unknown, as the file does.
    pub field: Option<Cow<'static, str>>,
    /// What stood there, shortened if it was very long.
    pub value: Option<String>,
    /// What is the matter.
    pub what: What,
}

/// The part of a file that a finding is about. Serialises to its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The file itself, or an element outside header and children.
    Message,
    /// The census header.
    Header,
    /// A `<Child>` element as such.
    Child,
    /// A row of one of the census tables.
    Table(Table),
    /// The CSV of names and addresses.
    People,
}

impl Place {
    /// The name used in reconciliations.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Message => "Message",
            Self::Header => "Header",
            Self::Child => "Child",
            Self::Table(table) => table.name(),
            Self::People => "People",
        }
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// The kinds of finding. `Display` says it in a sentence for a data officer, and that sentence is what is serialised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// An element that no year's specification has here.
    UnknownElement,
    /// A column that the CSV reader does not know.
    UnknownColumn,
    /// Text between elements, where the specification has none.
    StrayText,
    /// Longer than any code, id or date can be: only the beginning is kept.
    TooLong,
    /// The same element twice in one row: the first is kept.
    RepeatedElement,
    /// A code that no year's specification lists. Stored as it stands.
    UnknownCode,
    /// Not of the form that the specification asks for. Stored as it stands.
    NotOfForm,
    /// An id or number that cannot be right, and why. Stored as it stands.
    Doubtful(IdentifierProblem),
    /// Not a date that exists, written `YYYY-MM-DD`: left out.
    UnreadableDate,
    /// A date followed by a time or a time zone, which are left off.
    DateWithMore,
    /// Before 1900. Stored as it stands.
    Before1900,
    /// After the header's reference date. Stored as it stands.
    AfterReferenceDate,
    /// Neither `true`, `false`, `1` nor `0`: left out.
    UnreadableYesNo,
    /// `TRUE` or `False`: understood, but the specification has it in small letters.
    YesNoSpelling,
    /// Not a whole number from 0: left out.
    UnreadableNumber,
    /// The specification asks for it and it is not there.
    Missing,
    /// Says exactly what an earlier row with the same key says.
    RepeatsRow {
        /// The earlier row's line.
        line: u64,
    },
    /// Has the key of an earlier row and says something else. Both are kept, for someone to settle.
    BesideRow {
        /// The earlier row's line.
        line: u64,
    },
    /// A `<Child>` with no row in it.
    EmptyChild,
    /// Both a date of birth and an expected date of birth.
    BornAndExpected,
    /// Neither a date of birth nor an expected date of birth.
    NoBirthDate,
    /// The header's year is not one from 2021 to 2026. The file is read all the same.
    UnknownYear,
    /// The reference date is not 31 March of the header's year.
    ReferenceDateOfAnotherYear,
    /// There is no header before the children.
    NoHeader,
    /// The file declares an encoding other than UTF-8, but has only plain letters.
    DeclaredEncoding,
    /// A line of the CSV with fewer cells than there are columns: the missing ones are taken as blank.
    ShortLine,
    /// Control characters, which are left out.
    ControlCharacters,
    /// Whether the address is confidential cannot be read: it is taken to be.
    UnreadableConfidential,
    /// The importer's own words.
    Import(String),
}

impl What {
    /// A short stable name, by which findings are counted.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::UnknownElement => "unknown element",
            Self::UnknownColumn => "unknown column",
            Self::StrayText => "stray text",
            Self::TooLong => "too long",
            Self::RepeatedElement => "repeated element",
            Self::UnknownCode => "unknown code",
            Self::NotOfForm => "not of the form",
            Self::Doubtful(_) => "doubtful number",
            Self::UnreadableDate => "unreadable date",
            Self::DateWithMore => "date with time or zone",
            Self::Before1900 => "before 1900",
            Self::AfterReferenceDate => "after the reference date",
            Self::UnreadableYesNo => "unreadable yes or no",
            Self::YesNoSpelling => "spelling of yes or no",
            Self::UnreadableNumber => "unreadable number",
            Self::Missing => "missing",
            Self::RepeatsRow { .. } => "repeats a row",
            Self::BesideRow { .. } => "same key, other values",
            Self::EmptyChild => "empty child",
            Self::BornAndExpected => "born and expected",
            Self::NoBirthDate => "no birth date",
            Self::UnknownYear => "unknown year",
            Self::ReferenceDateOfAnotherYear => "reference date",
            Self::NoHeader => "no header",
            Self::DeclaredEncoding => "declared encoding",
            Self::ShortLine => "short line",
            Self::ControlCharacters => "control characters",
            Self::UnreadableConfidential => "unreadable confidential mark",
            Self::Import(_) => "import",
        }
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownElement => f.write_str("no census from 2021 to 2026 has this element here; it is left out"),
            Self::UnknownColumn => f.write_str("this column is not known; it is left out"),
            Self::StrayText => f.write_str("text between elements; it is left out"),
            Self::TooLong => f.write_str("too long; only the beginning is kept"),
            Self::RepeatedElement => f.write_str("given twice in one row; the first is kept, this one is left out"),
            Self::UnknownCode => f.write_str("not a code of any census from 2021 to 2026"),
            Self::NotOfForm => f.write_str("not of the form that the specification asks for"),
            Self::Doubtful(why) => why.fmt(f),
            Self::UnreadableDate => f.write_str("not a date written YYYY-MM-DD; the date is left out"),
            Self::DateWithMore => f.write_str("a time or time zone after the date is left off"),
            Self::Before1900 => f.write_str("before 1900"),
            Self::AfterReferenceDate => f.write_str("after the reference date of the file"),
            Self::UnreadableYesNo => f.write_str("neither true, false, 1 nor 0; the answer is left out"),
            Self::YesNoSpelling => f.write_str("the specification has true, false, 1 or 0"),
            Self::UnreadableNumber => f.write_str("not a whole number; it is left out"),
            Self::Missing => f.write_str("the specification asks for this and it is not there"),
            Self::RepeatsRow { line } => {
                write!(f, "says exactly what line {line} says; one record is kept")
            }
            Self::BesideRow { line } => write!(
                f,
                "has the same key as line {line} and other values; both are kept, to be settled"
            ),
            Self::EmptyChild => f.write_str("a Child with nothing in it"),
            Self::BornAndExpected => f.write_str("both a date of birth and an expected date of birth"),
            Self::NoBirthDate => f.write_str("neither a date of birth nor an expected date of birth"),
            Self::UnknownYear => f.write_str("not a year from 2021 to 2026; read all the same"),
            Self::ReferenceDateOfAnotherYear => f.write_str("the reference date is not 31 March of the header's year"),
            Self::NoHeader => f.write_str("there is no header before the children"),
            Self::DeclaredEncoding => {
                f.write_str("declares an encoding other than UTF-8; the file has only plain letters, so it is read")
            }
            Self::ShortLine => f.write_str("fewer cells than columns; the missing ones are taken as blank"),
            Self::ControlCharacters => f.write_str("control characters are left out"),
            Self::UnreadableConfidential => f.write_str("neither yes nor no; the address is taken to be confidential"),
            Self::Import(words) => f.write_str(words),
        }
    }
}

impl Serialize for What {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
