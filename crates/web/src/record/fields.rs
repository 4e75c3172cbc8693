//! The questions of a form as controls, and what was sent as answers.

use domain::forms::{Kind, Raw};
use domain::record::{Finding, KEEP, NEW, Panel, RecordForm, WHY_CHANGED};

use super::panels::Panels;
use crate::fields::Fields;
use crate::forms::control;
use crate::frame::Html;
use crate::frame::components::{Errors, Textarea};
use crate::people::Opened;

/// A form on a page: new, or to change what stands.
pub(super) struct Asked<'a> {
    pub form: &'static RecordForm,
    pub raw: &'a Raw,
    pub findings: &'a [Finding],
    pub panels: &'a Panels,
    pub correcting: bool,
}

impl Asked<'_> {
    /// What is wrong, in the order of the questions.
    pub fn errors(&self) -> Errors {
        let mut errors = Errors::new();
        for finding in self.findings {
            errors.add(finding.question, finding.words.clone());
        }
        errors
    }

    pub fn controls(&self, opened: &Opened, errors: &Errors) -> Vec<Html> {
        let doubtful = self.findings.iter().any(|f| f.may_keep) || !self.raw.get(KEEP).is_empty();
        let asked = self
            .form
            .questions
            .iter()
            .filter(|q| q.id != KEEP || doubtful)
            .filter(|q| !q.id.starts_with("new_") || self.raw.get("other") == NEW)
            .filter(|q| self.panels.former.is_some() || self.form.panel(q.id) != Some(Panel::Former))
            .filter(|q| !(self.correcting && self.form.only_new.contains(&q.id)));
        let mut controls: Vec<Html> = asked.map(|q| self.one(opened, q, errors)).collect();
        if self.correcting {
            let why = Textarea::new(WHY_CHANGED, "Why is it changed?")
                .hint("It stays in the history, beside both versions")
                .rows(2)
                .value(self.raw.0.get(WHY_CHANGED).cloned().unwrap_or_default())
                .errors(errors);
            controls.push(why.into());
        }
        controls
    }

    /// The control of one question.
    pub fn one(&self, opened: &Opened, q: &'static domain::forms::Question, errors: &Errors) -> Html {
        match (self.form.panel(q.id), &q.kind) {
            (Some(panel), Kind::Hidden) => self.panels.control(opened, panel, q, self.raw, errors),
            _ => control(q.id, q, self.raw, errors),
        }
    }
}

/// What was sent, by question; several ticks as lines.
pub(super) fn raw(form: &RecordForm, fields: &Fields) -> Raw {
    let asked = form.questions.iter().map(|q| q.id).chain([WHY_CHANGED]);
    let answers = asked.filter(|id| fields.has(id)).map(|id| {
        let all: Vec<&str> = fields.all(id).filter(|v| !v.is_empty()).collect();
        (id.to_owned(), all.join("\n"))
    });
    Raw(answers.collect())
}
