//! XML as a stream of elements with their lines, and nothing of XML that can do harm.
//!
//! No DOCTYPE, no entities but the five, no element deeper or larger than a census could have, nothing after the end.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::encoding::EncodingError;
use quick_xml::errors::IllFormedError;
use quick_xml::events::{BytesStart, Event};

use super::element::Element;
use super::error::CinError;
use super::lines::Lines;
use super::other::{not_xml, web_page};

/// The longest tag or piece of text that is read, in bytes. It bounds the memory that a hostile file can take.
pub(super) const LONGEST_EVENT: usize = 16 << 20;
/// The deepest nesting. A census needs 7.
pub(super) const DEEPEST: usize = 64;
/// The most elements in one child (or in the header). A child with a long history has some hundreds.
pub(super) const MOST_ELEMENTS: usize = 100_000;
const LONGEST_NAME: usize = 255;

pub(super) enum Token {
    Open {
        name: String,
        line: u64,
    },
    /// Text inside the root element, with references resolved; it is in [`Xml::text`].
    Text,
    Close,
    End,
}

pub(super) struct Xml<R> {
    reader: Reader<Lines<R>>,
    buf: Vec<u8>,
    /// The last [`Token::Text`].
    pub(super) text: String,
    /// The line on which its first letter stands.
    pub(super) text_line: u64,
    open: Vec<String>,
    root_seen: bool,
    /// The declared encoding, if it is not UTF-8.
    pub(super) declared: Option<String>,
}

impl<R: BufRead> Xml<R> {
    /// `longest` is [`LONGEST_EVENT`]; tests have less patience.
    pub(super) fn new(input: R, longest: usize) -> Result<Self, CinError> {
        let mut lines = Lines::new(input, longest);
        match lines.fill_buf() {
            Ok(head) => not_xml(head).map_or(Ok(()), Err)?,
            Err(error) => {
                return Err(CinError::Io {
                    line: 1,
                    message: error.to_string(),
                });
            }
        }
        let mut reader = Reader::from_reader(lines);
        reader.config_mut().expand_empty_elements = true;
        Ok(Self {
            reader,
            buf: Vec::new(),
            text: String::new(),
            text_line: 1,
            open: Vec::new(),
            root_seen: false,
            declared: None,
        })
    }

    /// Bytes read so far.
    pub(super) fn position(&self) -> u64 {
        self.reader.get_ref().position()
    }

    pub(super) fn line(&self) -> u64 {
        self.reader.get_ref().line()
    }

    pub(super) fn next(&mut self) -> Result<Token, CinError> {
        loop {
            self.buf.clear();
            self.reader.get_mut().mark();
            let line = self.reader.get_ref().line();
            let event = match self.reader.read_event_into(&mut self.buf) {
                Ok(event) => event,
                Err(error) => return Err(self.broken(line, error)),
            };
            self.text.clear();
            match event {
                Event::Start(tag) => {
                    let name = name(&tag, line)?;
                    if self.open.is_empty() && self.root_seen {
                        return Err(malformed(line, "a second document begins after the end"));
                    }
                    if self.open.len() == DEEPEST {
                        let what = "elements are nested more than 64 deep";
                        return Err(CinError::TooLarge { line, what });
                    }
                    plain(&name, line, self.declared.as_deref())?;
                    self.root_seen = true;
                    self.open.push(name.clone());
                    return Ok(Token::Open { name, line });
                }
                Event::End(_) => {
                    self.open.pop();
                    return Ok(Token::Close);
                }
                Event::Eof => {
                    return match (self.open.is_empty(), self.root_seen) {
                        (true, true) => Ok(Token::End),
                        (true, false) => Err(CinError::Empty),
                        (false, _) => Err(self.cut_short()),
                    };
                }
                Event::Text(text) => self.text.push_str(&text),
                Event::CData(text) => self.text.push_str(&text),
                Event::GeneralRef(reference) => match referred(&reference, line)? {
                    Some(character) => self.text.push(character),
                    None => {
                        let name = reference.chars().take(40).collect();
                        return Err(CinError::Entity { line, name });
                    }
                },
                Event::DocType(doctype) => {
                    return Err(if doctype.to_ascii_lowercase().starts_with("html") {
                        web_page(line, "!DOCTYPE html".into())
                    } else {
                        CinError::Doctype { line }
                    });
                }
                Event::Decl(declaration) => {
                    if self.root_seen {
                        return Err(malformed(line, "a second document begins here"));
                    }
                    if let Some(Ok(encoding)) = declaration.encoding()
                        && !["utf-8", "utf8", "us-ascii"]
                            .iter()
                            .any(|known| encoding.eq_ignore_ascii_case(known))
                    {
                        self.declared = Some(encoding.chars().take(40).collect());
                    }
                    continue;
                }
                // Empty elements come as a start and an end, so `Empty` itself never comes.
                Event::Comment(_) | Event::PI(_) | Event::Empty(_) => continue,
            }
            let blank = self.text.len() - self.text.trim_start().len();
            self.text_line = line_at(line, &self.text, blank);
            if self.open.is_empty() {
                self.outside()?;
                continue;
            }
            let control = |c: char| c < ' ' && !"\t\n\r".contains(c);
            if let Some((at, found)) = self.text.char_indices().find(|&(_, c)| control(c)) {
                let what = format!("control character U+{:04X}", u32::from(found));
                return Err(malformed(line_at(line, &self.text, at), &what));
            }
            plain(&self.text, line, self.declared.as_deref())?;
            return Ok(Token::Text);
        }
    }

    /// The whole of an element that has just been opened.
    pub(super) fn element(&mut self, name: String, line: u64) -> Result<Element, CinError> {
        let mut current = Element::new(name, line);
        let mut parents = Vec::new();
        let mut elements = 1;
        loop {
            match self.next()? {
                Token::Open { name, line } => {
                    elements += 1;
                    if elements > MOST_ELEMENTS {
                        let what = "one child or header has more than 100,000 elements";
                        return Err(CinError::TooLarge { line, what });
                    }
                    parents.push(std::mem::replace(&mut current, Element::new(name, line)));
                }
                Token::Text => current.push_text(&self.text),
                Token::Close | Token::End => {
                    current.close();
                    match parents.pop() {
                        Some(mut parent) => {
                            parent.children.push(current);
                            current = parent;
                        }
                        None => return Ok(current),
                    }
                }
            }
        }
    }

    /// Text outside the root: only white space may stand there.
    fn outside(&self) -> Result<(), CinError> {
        let line = self.text_line;
        let blank = |c: char| c.is_whitespace() || (c == '\u{feff}' && !self.root_seen);
        if self.text.chars().all(blank) {
            return Ok(());
        }
        Err(if self.root_seen {
            malformed(line, "text after the end of the message")
        } else {
            malformed(line, "text before the first element")
        })
    }

    fn cut_short(&self) -> CinError {
        let inside = self.open.last().cloned();
        CinError::CutShort {
            line: self.line(),
            inside: inside.unwrap_or_else(|| "Message".into()),
        }
    }

    fn broken(&mut self, line: u64, error: quick_xml::Error) -> CinError {
        use quick_xml::Error;
        let lines = self.reader.get_mut();
        if lines.over() {
            let what = "a tag or a piece of text is longer than 16 MB";
            return CinError::TooLarge { line, what };
        }
        let what = match error {
            Error::Io(error) => {
                return CinError::Io {
                    line: lines.line(),
                    message: error.to_string(),
                };
            }
            // A letter cut in half by the end of the file is no fault of the encoding.
            Error::Encoding(EncodingError::Utf8(at)) if at.error_len().is_none() && lines.at_end() => {
                return self.cut_short();
            }
            Error::Encoding(EncodingError::Utf8(at)) => {
                let before = self.buf.get(..at.valid_up_to()).unwrap_or_default();
                return CinError::NotUtf8 {
                    line: line + newlines(before),
                };
            }
            Error::Syntax(_) | Error::IllFormed(IllFormedError::UnclosedReference) if lines.at_end() => {
                return self.cut_short();
            }
            Error::IllFormed(IllFormedError::UnclosedReference) => "& stands alone; write &amp;".to_owned(),
            Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
                format!("</{}> closes <{}>", short(&found), short(&expected))
            }
            Error::IllFormed(IllFormedError::UnmatchedEndTag(found)) => {
                format!("</{}> closes nothing", short(&found))
            }
            other => short(&other.to_string()),
        };
        CinError::Malformed { line, what }
    }
}

fn malformed(line: u64, what: &str) -> CinError {
    let what = what.to_owned();
    CinError::Malformed { line, what }
}

fn newlines(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|&&byte| byte == b'\n').count() as u64
}

/// The line of a byte in a text that begins on this line.
fn line_at(line: u64, text: &str, at: usize) -> u64 {
    line + newlines(&text.as_bytes()[..at])
}

fn short(text: &str) -> String {
    text.chars().take(100).collect()
}

/// The name without its prefix. Namespaces are not told apart: the census has one vocabulary and files differ in how they declare it.
fn name(tag: &BytesStart<'_>, line: u64) -> Result<String, CinError> {
    let name = tag.local_name();
    let name: &str = name.as_ref();
    let letter = |c: char| c.is_alphabetic() || c == '_';
    let good = name.chars().next().is_some_and(letter)
        && name
            .chars()
            .all(|c| letter(c) || c.is_numeric() || matches!(c, '-' | '.'));
    if !good || name.len() > LONGEST_NAME {
        return Err(malformed(line, &format!("<{}> is not an element's name", short(name))));
    }
    if tag.attributes().with_checks(false).any(|attribute| attribute.is_err()) {
        return Err(malformed(line, &format!("the attributes of <{name}> cannot be read")));
    }
    Ok(name.to_owned())
}

/// With another encoding declared, only letters that mean the same in every encoding can be read.
fn plain(text: &str, line: u64, declared: Option<&str>) -> Result<(), CinError> {
    let Some(declared) = declared else {
        return Ok(());
    };
    match text.bytes().position(|byte| !byte.is_ascii()) {
        Some(at) => Err(CinError::OtherEncoding {
            line: line_at(line, text, at),
            declared: declared.to_owned(),
        }),
        None => Ok(()),
    }
}

fn referred(reference: &quick_xml::events::BytesRef<'_>, line: u64) -> Result<Option<char>, CinError> {
    let known = match &**reference {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            return reference
                .resolve_char_ref()
                .map_err(|_| malformed(line, &format!("&{}; is not a character", short(reference))));
        }
    };
    Ok(Some(known))
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Read};

    use super::*;

    struct Again(&'static str, usize);

    impl Read for Again {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            for byte in into.iter_mut() {
                *byte = self.0.as_bytes()[self.1 % self.0.len()];
                self.1 += 1;
            }
            Ok(into.len())
        }
    }

    /// A file of `start` and then `again` without end stops for this reason.
    fn check(start: &'static str, again: &'static str, expect: &str) {
        let input = start.as_bytes().chain(BufReader::new(Again(again, 0)));
        let mut xml = Xml::new(input, 1_000).unwrap();
        let error = loop {
            match xml.next() {
                Ok(Token::Open { name, line }) if name == "Child" => {
                    if let Err(error) = xml.element(name, line) {
                        break error;
                    }
                }
                Ok(_) => {}
                Err(error) => break error,
            }
        };
        match error {
            CinError::TooLarge { what, .. } => assert_eq!(what, expect, "{start}{again}"),
            error => panic!("{start}{again}: {error}"),
        }
    }

    #[test]
    fn a_file_that_never_ends_is_stopped() {
        let long = "a tag or a piece of text is longer than 16 MB";
        check("<Message>", "N", long);
        check("<Message ", " ", long);
        check("<Message", "e", long);
        check("<Message><!--", "- ", long);
        check("<Message><![CDATA[", "]", long);
        check("<Message><?", "a", long);
        check("<Message>&", "a", long);
        check("<!DOCTYPE a [", "<!ENTITY a 'a'>", long);
        check("<Message>", "<a>", "elements are nested more than 64 deep");
        check("<Child>", "<a/>", "one child or header has more than 100,000 elements");
    }
}
