//! The Children in Need census, read as a stream: any year from 2021 to 2026.
//!
//! ```
//! # fn main() -> Result<(), returns::cin::CinError> {
//! let file = b"<Message><Header/><Children><Child><ChildIdentifiers><LAchildID>C1</LAchildID></ChildIdentifiers></Child></Children></Message>";
//! let mut seen = Vec::new();
//! let census = returns::cin::read(&file[..], |child| seen.push(child.la_child_id))?;
//! assert_eq!(seen, ["C1"]);
//! assert_eq!(census.reconciliation.children(), 1);
//! # Ok(())
//! # }
//! ```
//!
//! # Nothing of a broken file is stored
//! Children are handed over as they are read, so an error at the end of a file comes after its first children. An importer therefore either reads
//! the file through once before it stores anything, or stores all of it in one transaction that is rolled back on an error. Half a census looks
//! whole on the page of every child in it.
//!
//! # What is read
//! Element names are compared without regard to case and to namespace. The header's year is not a switch: the elements of every year are read in
//! every file, `GenderCurrent` beside `Sex`, one `<Reviews>` with many dates beside one for each date, `true` beside `1`. What is not known is a
//! [`crate::Finding`], never a reason to refuse: a well-formed row is stored as the old system asserted it, 1066 included.
//!
//! # What is refused
//! A row without the value that is its key, or with a key date that cannot be read, and whatever belongs to such a row; each is named in
//! [`Reconciliation::refused`]. A `<Child>` without an `LAchildID` is refused with all its rows. `read = stored + refused`, because `read` is that sum.
//!
//! # Rows with the same key
//! A key is the child, the referral date, the start date. Two rows of a file may have the same: see [`Occurrence`], and decision 0011 for why both
//! are kept where they differ.

mod child;
mod date;
mod element;
mod error;
mod facts;
mod fields;
mod header;
pub(crate) mod keys;
mod lines;
mod other;
mod reader;
mod reconciliation;
mod row;
mod rows;
mod table;
mod xml;

use std::io::BufRead;

pub use error::CinError;
pub use facts::{Changes, facts};
pub use header::CinHeader;
pub use keys::Occurrence;
pub use reader::{CinFile, CinReader};
pub use reconciliation::{LISTED_PER_KIND, LISTED_REFUSALS, Reason, Reconciliation, Refused, TableCount};
pub use rows::{
    Assessment, ChildCharacteristics, ChildIdentifiers, ChildProtectionPlan, CinChild, CinDetails, CinPlan, Code,
    PreProceedings, Review, Row, Section47,
};
pub use table::Table;

/// Reads a whole census, handing over each child in turn. Use [`CinReader`] where the header is wanted first or the reading may have to stop.
///
/// # Errors
/// When the file is not a whole, well-formed census. Children may have been handed over by then: see [the module](self).
pub fn read(input: impl BufRead, mut on_child: impl FnMut(CinChild)) -> Result<CinFile, CinError> {
    let mut reader = CinReader::open(input)?;
    for child in &mut reader {
        on_child(child?);
    }
    reader.finish()
}
