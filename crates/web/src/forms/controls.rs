//! A question as the control that answers it.

use domain::forms::{Kind, Question, Raw};

use crate::frame::Html;
use crate::frame::components::{Checkboxes, Errors, Input, Radios, Select, Textarea};

/// The control of a question, with what was typed in it and what is wrong with it.
pub fn control(path: &str, q: &'static Question, raw: &Raw, errors: &Errors) -> Html {
    let value = raw.0.get(path).cloned().unwrap_or_default();
    let path = path.to_owned();
    macro_rules! with_hint {
        ($control:expr) => {{
            let control = $control;
            let control = if q.hint.is_empty() {
                control
            } else {
                control.hint(q.hint)
            };
            control.errors(errors).into()
        }};
    }
    match q.kind {
        Kind::Line { width } => with_hint!(Input::new(path, q.label).value(value).width(width).autocomplete("off")),
        Kind::Words { rows } => with_hint!(Textarea::new(path, q.label).value(value).rows(rows)),
        Kind::Day => with_hint!(Input::date(path, q.label).value(value)),
        Kind::Time => with_hint!(Input::time(path, q.label).value(value)),
        Kind::One(choices) => {
            let radios = choices
                .iter()
                .fold(Radios::new(path, q.label), |r, (code, label)| r.item(*code, *label));
            with_hint!(radios.chosen(value.trim()).inline())
        }
        Kind::Any(choices) => {
            let ticked: Vec<&str> = value.lines().map(str::trim).collect();
            let boxes = choices
                .iter()
                .fold(Checkboxes::new(path, q.label), |c, (code, label)| c.item(*code, *label));
            with_hint!(boxes.chosen(&ticked))
        }
        Kind::Pick(list) => {
            let select = Select::new(path, q.label).item("", "Choose");
            with_hint!(
                list()
                    .into_iter()
                    .fold(select, |s, (code, label)| s.item(code, label))
                    .chosen(value)
            )
        }
        Kind::Hidden => Html::default(),
    }
}

/// An answer in words, for the page on which answers are checked.
pub fn in_words(q: &'static Question, value: &str) -> String {
    let label = |choices: &[(&str, &str)], code: &str| {
        choices
            .iter()
            .find(|(c, _)| *c == code)
            .map_or(code.to_owned(), |(_, l)| (*l).to_owned())
    };
    match q.kind {
        Kind::One(choices) => label(choices, value.trim()),
        Kind::Any(choices) => value
            .lines()
            .map(|code| label(choices, code.trim()))
            .collect::<Vec<_>>()
            .join("; "),
        Kind::Pick(list) => label(&list(), value.trim()),
        _ => value.trim().to_owned(),
    }
}
