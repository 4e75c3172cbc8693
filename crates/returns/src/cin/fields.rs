//! The values of one element: each taken by name, each oddity a finding, and nothing left unsaid.

use std::borrow::Cow;

use domain::codes::CodeSet;
use domain::identifiers::IdentifierProblem;
use jiff::civil::{Date, date};

use super::date::date_and_more;
use super::element::Element;
use super::keys::Keys;
use super::reconciliation::{Reason, Reconciliation};
use super::table::Table;
use crate::{Finding, Place, What};

/// What is known of the file while it is read.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) account: Reconciliation,
    pub(super) keys: Keys,
    /// Dates after it are odd.
    pub(super) reference_date: Option<Date>,
    /// The child being read.
    pub(super) child: String,
    /// The findings about that child.
    pub(super) findings: Vec<Finding>,
}

impl Reading {
    pub(super) fn find(
        &mut self,
        table: Place,
        line: u64,
        field: Option<Cow<'static, str>>,
        value: Option<&str>,
        what: What,
    ) {
        let finding = Finding {
            child: self.child.clone(),
            table,
            line,
            field,
            value: value.filter(|value| !value.is_empty()).map(str::to_owned),
            what,
        };
        self.account.add_finding(&finding);
        if !self.child.is_empty() {
            self.findings.push(finding);
        }
    }

    pub(super) fn refuse(&mut self, table: Table, line: u64, reason: Reason) {
        self.account.refuse(&self.child, table, line, reason);
    }

    /// Refuses every row in these elements, however deep, for one reason.
    pub(super) fn refuse_all(&mut self, elements: &[Element], reason: &Reason) {
        for element in elements {
            if let Some(table) = Table::of_element(&element.name) {
                self.refuse(table, element.line, reason.clone());
            }
            self.refuse_all(&element.children, reason);
        }
    }

    /// An element that has no place where it stands: a finding, and the rows in it are refused.
    pub(super) fn unknown(&mut self, table: Place, element: Element, within: &str) {
        self.find(
            table,
            element.line,
            Some(element.name.clone().into()),
            Some(&element.text),
            What::UnknownElement,
        );
        let within = within.to_owned();
        self.refuse_all(&[element], &Reason::Misplaced { within });
    }
}

/// The values in one element.
pub(super) struct Fields<'r> {
    place: Place,
    pub(super) element: Element,
    pub(super) reading: &'r mut Reading,
}

impl<'r> Fields<'r> {
    pub(super) fn new(place: Place, element: Element, reading: &'r mut Reading) -> Self {
        Self {
            place,
            element,
            reading,
        }
    }

    pub(super) fn find(&mut self, line: u64, field: &'static str, value: &str, what: What) {
        self.reading
            .find(self.place, line, Some(field.into()), Some(value), what);
    }

    /// A finding about the element as a whole.
    pub(super) fn note(&mut self, what: What) {
        self.reading.find(self.place, self.element.line, None, None, what);
    }

    /// A finding about one of its values.
    pub(super) fn note_value(&mut self, field: &'static str, value: &str, what: What) {
        self.find(self.element.line, field, value, what);
    }

    /// The elements of this name, to be read on their own.
    pub(super) fn elements(&mut self, name: &str) -> Vec<Element> {
        self.element.children.extract_if(.., |child| child.is(name)).collect()
    }

    /// The value of this name with its line. A blank element is no value; of several the first counts and the others are findings.
    fn take(&mut self, name: &'static str) -> Option<Element> {
        let mut taken: Option<Element> = None;
        for mut element in self.elements(name) {
            for inner in std::mem::take(&mut element.children) {
                self.reading.unknown(self.place, inner, name);
            }
            if element.text.is_empty() {
                continue;
            }
            if taken.is_some() {
                self.find(element.line, name, &element.text, What::RepeatedElement);
                continue;
            }
            if element.too_long {
                self.find(element.line, name, &element.text, What::TooLong);
            }
            taken = Some(element);
        }
        taken
    }

    /// Notes those of these elements that are not there or blank.
    pub(super) fn expect(&mut self, names: &[&'static str]) {
        for name in names {
            let there = |child: &Element| child.is(name) && !child.text.is_empty();
            if !self.element.children.iter().any(there) {
                self.find(self.element.line, name, "", What::Missing);
            }
        }
    }

    pub(super) fn text(&mut self, name: &'static str) -> Option<String> {
        self.take(name).map(|element| element.text)
    }

    pub(super) fn text_of_form(&mut self, name: &'static str, good: impl Fn(&str) -> bool) -> Option<String> {
        let element = self.take(name)?;
        if !good(&element.text) {
            self.find(element.line, name, &element.text, What::NotOfForm);
        }
        Some(element.text)
    }

    /// An id or number, kept whatever `doubt` has against it.
    pub(super) fn identifier(
        &mut self,
        name: &'static str,
        doubt: impl Fn(&str) -> Option<IdentifierProblem>,
    ) -> Option<String> {
        let element = self.take(name)?;
        if let Some(why) = doubt(&element.text) {
            self.find(element.line, name, &element.text, What::Doubtful(why));
        }
        Some(element.text)
    }

    /// A code, kept whether or not it is in the set. The sets hold the codes of all years, since any year's file may come.
    pub(super) fn code<C: CodeSet>(&mut self, name: &'static str) -> Option<String> {
        self.code_if(name, |code| C::from_code(code).is_ok())
    }

    /// The same for a field whose codes are no set of the record's.
    pub(super) fn code_of(&mut self, name: &'static str, known: &[&str]) -> Option<String> {
        self.code_if(name, |code| known.contains(&code))
    }

    fn code_if(&mut self, name: &'static str, known: impl Fn(&str) -> bool) -> Option<String> {
        let element = self.take(name)?;
        if !known(&element.text) {
            self.find(element.line, name, &element.text, What::UnknownCode);
        }
        Some(element.text)
    }

    /// A date that lies, as what has happened does, not after the reference date.
    pub(super) fn date(&mut self, name: &'static str) -> Option<Date> {
        let element = self.take(name)?;
        let read = self.read_date(name, element.line, &element.text);
        if read.is_none() {
            self.find(element.line, name, &element.text, What::UnreadableDate);
        }
        read
    }

    /// A date that may well lie after the reference date.
    pub(super) fn date_to_come(&mut self, name: &'static str) -> Option<Date> {
        let reference = self.reading.reference_date.take();
        let read = self.date(name);
        self.reading.reference_date = reference;
        read
    }

    pub(super) fn read_date(&mut self, name: &'static str, line: u64, text: &str) -> Option<Date> {
        let (read, more) = date_and_more(text)?;
        if more {
            self.find(line, name, text, What::DateWithMore);
        }
        if read < date(1900, 1, 1) {
            self.find(line, name, text, What::Before1900);
        }
        if self.reading.reference_date.is_some_and(|reference| read > reference) {
            self.find(line, name, text, What::AfterReferenceDate);
        }
        Some(read)
    }

    pub(super) fn yes_no(&mut self, name: &'static str) -> Option<bool> {
        let element = self.take(name)?;
        let text = element.text.as_str();
        let answer = match text.to_ascii_lowercase().as_str() {
            "1" | "true" => Some(true),
            "0" | "false" => Some(false),
            _ => None,
        };
        match answer {
            None => self.find(element.line, name, text, What::UnreadableYesNo),
            Some(_) if !["1", "0", "true", "false"].contains(&text) => {
                self.find(element.line, name, text, What::YesNoSpelling);
            }
            Some(_) => {}
        }
        answer
    }

    pub(super) fn number(&mut self, name: &'static str) -> Option<u32> {
        let element = self.take(name)?;
        let number = element.text.parse().ok();
        if number.is_none() {
            self.find(element.line, name, &element.text, What::UnreadableNumber);
        }
        number
    }

    /// The last word on an element: what has not been taken by now is not known.
    pub(super) fn finish(mut self) {
        if !self.element.text.is_empty() {
            let text = std::mem::take(&mut self.element.text);
            self.reading
                .find(self.place, self.element.line, None, Some(&text), What::StrayText);
        }
        for child in std::mem::take(&mut self.element.children) {
            self.reading.unknown(self.place, child, &self.element.name);
        }
    }
}
