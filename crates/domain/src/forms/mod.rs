//! Forms: questions as data, raw answers as text, and typed answers that become facts [Sem 13].
//!
//! A draft is raw text by question path, kept even when it is invalid. Parsing it gives typed answers or findings, each beside its
//! question. To add a form: a file here with its sections, its `parse` and its facts, and a line in [`FORMS`].

pub mod contact;
mod when;

use std::collections::BTreeMap;

use crate::typed::{CANNOT_BE_KEPT, can_be_kept};

pub use when::{read_day, read_time};

/// Every form.
pub const FORMS: &[&Form] = &[&contact::FORM];

/// A form: sections in the order in which they are usually filled in.
#[derive(Debug)]
pub struct Form {
    pub id: &'static str,
    pub version: i32,
    pub title: &'static str,
    pub sections: &'static [Section],
}

/// One page of a form.
#[derive(Debug)]
pub struct Section {
    pub id: &'static str,
    pub title: &'static str,
    pub hint: &'static str,
    pub questions: &'static [Question],
    /// The questions are asked once for each of several parts, whose ids are stable: `child.<part>.name`.
    pub repeats: Option<Repeat>,
}

/// What a section is repeated for.
#[derive(Debug)]
pub struct Repeat {
    /// The first word of the path: `child`.
    pub prefix: &'static str,
    /// "Child"
    pub title: &'static str,
    /// "Add another child"
    pub add: &'static str,
}

/// One question.
#[derive(Debug)]
pub struct Question {
    /// The last word of its path.
    pub id: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    pub kind: Kind,
    /// Needed before the form can be handed over. Nothing is needed to save.
    pub needed: Option<&'static str>,
    /// Where it comes from, for the generated list of forms.
    pub citation: &'static str,
}

/// How a question is answered.
#[derive(Debug)]
pub enum Kind {
    Line {
        width: u8,
    },
    Words {
        rows: u8,
    },
    Day,
    Time,
    /// One of a few: code and label.
    One(&'static [(&'static str, &'static str)]),
    /// One of many.
    Pick(fn() -> Vec<(&'static str, &'static str)>),
    /// Any of a few.
    Any(&'static [(&'static str, &'static str)]),
    /// Set by a panel of the page, not typed.
    Hidden,
}

impl Kind {
    /// The most that is kept of an answer.
    pub fn longest(&self) -> usize {
        match self {
            Self::Words { .. } => 20_000,
            _ => 300,
        }
    }
}

/// What was typed, by question path. Several ticks of one question are one text, with line ends between.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Raw(pub BTreeMap<String, String>);

impl Raw {
    /// The answer without the white space around it; empty where there is none.
    pub fn get(&self, path: &str) -> &str {
        self.0.get(path).map_or("", |v| v.trim())
    }

    /// The ticks of a question.
    pub fn ticks(&self, path: &str) -> Vec<&str> {
        self.get(path)
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty())
            .collect()
    }

    /// The parts of a repeated section, in the order in which they were added: a part's id begins with its number.
    pub fn parts(&self, prefix: &str) -> Vec<String> {
        let mut parts: Vec<String> = Vec::new();
        for path in self.0.keys() {
            if let Some(part) = path
                .strip_prefix(prefix)
                .and_then(|p| p.strip_prefix('.'))
                .and_then(|p| p.split('.').next())
                && !parts.iter().any(|p| p == part)
            {
                parts.push(part.to_owned());
            }
        }
        parts.sort_by_key(|p| (p.len(), p.clone()));
        parts
    }
}

/// Something that is not right with an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub section: &'static str,
    /// The path of the question, whose control has this id.
    pub path: String,
    pub words: String,
}

impl Form {
    pub fn section(&self, id: &str) -> Option<&'static Section> {
        self.sections.iter().find(|s| s.id == id)
    }

    /// What is wrong with the answers of a section as they stand, whatever the form: too long, or with characters that cannot be kept. What is
    /// missing is not wrong until the form is handed over.
    pub fn odd_answers(&self, section: &'static Section, raw: &Raw) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (path, question) in paths(section, raw) {
            let text = raw.0.get(&path).map_or("", String::as_str);
            let mut find = |words: String| {
                findings.push(Finding {
                    section: section.id,
                    path: path.clone(),
                    words,
                })
            };
            let long = text.chars().count();
            if long > question.kind.longest() {
                find(format!(
                    "This is {long} characters long; keep it to {}",
                    question.kind.longest()
                ));
            }
            if !can_be_kept(text) {
                find(CANNOT_BE_KEPT.into());
            }
        }
        findings
    }

    /// What has to be answered before the form can be handed over.
    pub fn missing(&self, raw: &Raw) -> Vec<Finding> {
        let mut findings = Vec::new();
        for section in self.sections {
            for (path, question) in paths(section, raw) {
                if let Some(words) = question.needed
                    && raw.get(&path).is_empty()
                {
                    findings.push(Finding {
                        section: section.id,
                        path,
                        words: words.into(),
                    });
                }
            }
        }
        findings
    }
}

/// The questions of a section with their paths; a repeated section has them once for each part.
pub fn paths(section: &'static Section, raw: &Raw) -> Vec<(String, &'static Question)> {
    match &section.repeats {
        None => section.questions.iter().map(|q| (q.id.to_owned(), q)).collect(),
        Some(repeat) => {
            let parts = raw.parts(repeat.prefix);
            let of_part = |part: &String| {
                section
                    .questions
                    .iter()
                    .map(|q| (format!("{}.{part}.{}", repeat.prefix, q.id), q))
                    .collect::<Vec<_>>()
            };
            parts.iter().flat_map(of_part).collect()
        }
    }
}
