//! The file as a stream of children.

use std::io::BufRead;

use super::child::child;
use super::error::CinError;
use super::fields::Reading;
use super::header::CinHeader;
use super::other::other_root;
use super::reconciliation::{Reason, Reconciliation};
use super::rows::CinChild;
use super::table::Table;
use super::xml::{LONGEST_EVENT, Token, Xml};
use crate::{Place, What};

/// What is left when a whole file has been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CinFile {
    /// Its header; empty if it has none.
    pub header: CinHeader,
    /// What became of every row.
    pub reconciliation: Reconciliation,
}

/// Reads a census child by child: an iterator that ends after the last child or the first error.
///
/// In memory are one child, the first refusals and the first findings of each kind, and some 50 bytes for each row that has a key of its own, by
/// which rows with the same key are known: 8 MB for a file of 20,000 children.
pub struct CinReader<R> {
    xml: Xml<R>,
    header: CinHeader,
    reading: Reading,
    state: State,
}

enum State {
    /// Inside `<Children>`.
    Children,
    /// Inside `<Message>`, after `<Children>`.
    Message,
    End,
    Failed(CinError),
}

impl<R> std::fmt::Debug for CinReader<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CinReader").finish_non_exhaustive()
    }
}

impl<R: BufRead> CinReader<R> {
    /// Reads as far as the children, so that [`CinReader::header`] is there before the first of them.
    ///
    /// # Errors
    /// When this is not a census, or is broken before the children: see [`CinError`].
    pub fn open(input: R) -> Result<Self, CinError> {
        let mut reader = Self {
            xml: Xml::new(input, LONGEST_EVENT)?,
            header: CinHeader::default(),
            reading: Reading::default(),
            state: State::Message,
        };
        reader.enter_message()?;
        let mut has_header = false;
        loop {
            match reader.xml.next()? {
                Token::Open { name, line } if name.eq_ignore_ascii_case("Header") && !has_header => {
                    let element = reader.xml.element(name, line)?;
                    reader.header = CinHeader::read(element, &mut reader.reading)?;
                    reader.reading.reference_date = reader.header.reference_date;
                    has_header = true;
                }
                Token::Open { name, line } if name.eq_ignore_ascii_case("Children") => {
                    if !has_header {
                        reader.reading.find(Place::Message, line, None, None, What::NoHeader);
                    }
                    reader.state = State::Children;
                    break;
                }
                Token::Open { name, line } => reader.pass_over(name, line)?,
                Token::Text => reader.stray_text(),
                Token::Close | Token::End => return Err(CinError::NoChildren),
            }
        }
        if let Some(declared) = reader.xml.declared.clone() {
            reader
                .reading
                .find(Place::Message, 1, None, Some(&declared), What::DeclaredEncoding);
        }
        Ok(reader)
    }

    /// The header; empty if there is none before the children.
    #[must_use]
    pub fn header(&self) -> &CinHeader {
        &self.header
    }

    /// Bytes read so far, for a progress display.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.xml.position()
    }

    /// Reads what is left and gives the account of the whole file.
    ///
    /// # Errors
    /// When the file is not whole and well-formed; also if the iterator has said so before.
    pub fn finish(mut self) -> Result<CinFile, CinError> {
        for child in &mut self {
            child?;
        }
        match self.state {
            State::Failed(error) => Err(error),
            _ => Ok(CinFile {
                header: self.header,
                reconciliation: self.reading.account,
            }),
        }
    }

    fn enter_message(&mut self) -> Result<(), CinError> {
        let (found, line) = match self.xml.next()? {
            Token::Open { name, line } => (name, line),
            Token::Text | Token::Close | Token::End => return Err(CinError::Empty),
        };
        if found.eq_ignore_ascii_case("Message") {
            return Ok(());
        }
        Err(other_root(line, found))
    }

    fn next_child(&mut self) -> Result<Option<CinChild>, CinError> {
        loop {
            let in_children = matches!(self.state, State::Children);
            match self.xml.next()? {
                Token::Open { name, line } if in_children && name.eq_ignore_ascii_case("Child") => {
                    let element = self.xml.element(name, line)?;
                    let child = child(element, &mut self.reading);
                    self.reading.child.clear();
                    self.reading.findings.clear();
                    if child.is_some() {
                        return Ok(child);
                    }
                }
                Token::Open { name, line } if !in_children && name.eq_ignore_ascii_case("Children") => {
                    self.repeated(name, line);
                    self.state = State::Children;
                }
                Token::Open { name, line } => self.pass_over(name, line)?,
                Token::Text => self.stray_text(),
                Token::Close => self.state = State::Message,
                Token::End => {
                    self.state = State::End;
                    return Ok(None);
                }
            }
        }
    }

    fn repeated(&mut self, name: String, line: u64) {
        self.reading
            .find(Place::Message, line, Some(name.into()), None, What::RepeatedElement);
    }

    fn stray_text(&mut self) {
        let text: String = self.xml.text.trim().chars().take(100).collect();
        if !text.is_empty() {
            let line = self.xml.text_line;
            self.reading
                .find(Place::Message, line, None, Some(&text), What::StrayText);
        }
    }

    /// An element that belongs to no child: whatever its size, only the rows in it are noted, as refused.
    fn pass_over(&mut self, name: String, line: u64) -> Result<(), CinError> {
        let outer = name.clone();
        let refuse = |reading: &mut Reading, name: &str, line| {
            if let Some(table) = Table::of_element(name) {
                let within = outer.clone();
                reading.refuse(table, line, Reason::Misplaced { within });
            }
        };
        refuse(&mut self.reading, &name, line);
        self.reading
            .find(Place::Message, line, Some(name.into()), None, What::UnknownElement);
        let mut depth = 1_u32;
        while depth > 0 {
            match self.xml.next()? {
                Token::Open { name, line } => {
                    refuse(&mut self.reading, &name, line);
                    depth += 1;
                }
                Token::Close => depth -= 1,
                Token::Text => {}
                Token::End => break,
            }
        }
        Ok(())
    }
}

impl<R: BufRead> Iterator for CinReader<R> {
    type Item = Result<CinChild, CinError>;

    fn next(&mut self) -> Option<Self::Item> {
        if matches!(self.state, State::End | State::Failed(_)) {
            return None;
        }
        match self.next_child() {
            Ok(child) => child.map(Ok),
            Err(error) => {
                self.state = State::Failed(error.clone());
                Some(Err(error))
            }
        }
    }
}
