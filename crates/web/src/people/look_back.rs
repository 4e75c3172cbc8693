//! The form that looks back: the same page as it was known on a past day.

use askama::Template;

use super::open::Opened;
use super::{Asked, Tab};
use crate::frame::components::{Button, Input};

#[derive(Template)]
#[template(path = "people/look_back.html")]
pub(super) struct LookBack {
    address: String,
    date: Input,
    time: Input,
    show: Button,
    /// Something is wrong with the day that was asked for.
    pub wrong: bool,
}

impl LookBack {
    /// None on a page of the past, whose bar has the same form.
    pub fn of(opened: &Opened, tab: Tab, asked: &Asked) -> Option<Self> {
        let errors = &opened.errors;
        let date = if asked.date.is_empty() && !errors.is_empty() {
            asked.as_known.clone()
        } else {
            asked.date.clone()
        };
        opened.past.is_none().then(|| Self {
            address: tab.address(opened.view.id),
            date: Input::date("date", "Date").value(date).errors(errors),
            time: Input::time("time", "Time").value(asked.time.clone()).errors(errors),
            show: Button::new("Show").secondary().small(),
            wrong: !errors.is_empty(),
        })
    }
}

impl askama::filters::HtmlSafe for LookBack {}
