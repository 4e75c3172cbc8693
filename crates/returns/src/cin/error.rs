//! Why a file as a whole cannot be read.

use thiserror::Error;

/// The file is not a whole, well-formed census. Each says where, and what to do.
///
/// Children that stood before the fault have been handed over by then: nothing may be stored for good until the reading has ended without
/// an error (see [`super`]).
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CinError {
    /// Reading failed underneath.
    #[error(
        "line {line}: the file could not be read on ({message}). Check the disk or the connection and import again"
    )]
    Io {
        /// Line reached.
        line: u64,
        /// What the system said.
        message: String,
    },
    /// No content at all.
    #[error("the file is empty. Export the census again from the case management system")]
    Empty,
    /// Not XML.
    #[error("this is {looks_like}, not an XML file. Choose the .xml file that is sent to the Department for Education")]
    NotXml {
        /// What it seems to be.
        looks_like: &'static str,
    },
    /// Bytes that are not UTF-8.
    #[error(
        "line {line}: the file is not in UTF-8. Export it as UTF-8, or open it in a text editor and save it as UTF-8"
    )]
    NotUtf8 {
        /// Line of the first such byte.
        line: u64,
    },
    /// Another encoding is declared and the file has letters whose meaning depends on it.
    #[error(
        "line {line}: the file says it is in {declared}, and has letters beyond plain ones. Save it as UTF-8, with encoding=\"UTF-8\" in the first line"
    )]
    OtherEncoding {
        /// Line of the first such letter.
        line: u64,
        /// The declared encoding.
        declared: String,
    },
    /// A document type declaration, which no census has and through which a file can do harm.
    #[error(
        "line {line}: the file has a DOCTYPE. A census has none and it can do harm, so the file is refused. Take the DOCTYPE out, or export the census again"
    )]
    Doctype {
        /// Its line.
        line: u64,
    },
    /// An entity other than the five of XML.
    #[error("line {line}: &{name}; is not defined in a census. Write the character itself, or &amp; for an ampersand")]
    Entity {
        /// Its line.
        line: u64,
        /// Its name.
        name: String,
    },
    /// Not well-formed XML.
    #[error(
        "line {line}: the XML is broken: {what}. Export the census again, or have the line mended by whoever made the file"
    )]
    Malformed {
        /// Where.
        line: u64,
        /// What is wrong.
        what: String,
    },
    /// The file ends before it is finished.
    #[error(
        "line {line}: the file ends in the middle of <{inside}>, so part of it is missing. Copy or export it again"
    )]
    CutShort {
        /// The last line.
        line: u64,
        /// The element that is still open.
        inside: String,
    },
    /// Far larger than anything in a census.
    #[error("line {line}: {what}. No census is like that; check what made the file")]
    TooLarge {
        /// Where.
        line: u64,
        /// What is too large.
        what: &'static str,
    },
    /// XML, but of something else.
    #[error(
        "line {line}: the file begins with <{found}>: {looks_like}. Choose the Children in Need census, which begins with <Message>"
    )]
    OtherDocument {
        /// Line of the first element.
        line: u64,
        /// The first element.
        found: String,
        /// What it seems to be.
        looks_like: &'static str,
    },
    /// A message of another collection.
    #[error(
        "line {line}: the header says that this is collection {found}. Choose the file of the Children in Need census, collection CIN"
    )]
    OtherCollection {
        /// Line of the header.
        line: u64,
        /// The header's collection.
        found: String,
    },
    /// A message without children.
    #[error("the message has no <Children>. Choose the whole census, not its header or an extract")]
    NoChildren,
}
