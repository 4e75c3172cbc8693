use askama::Template;

use crate::frame::html::Html;

/// Who decides, who signs: the steps of one decision in their order, with where it stands.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "frame/components/steps.html")]
pub struct Steps {
    steps: Vec<Step>,
}

/// One step and its state.
#[derive(Clone, Debug)]
pub struct Step {
    title: Html,
    note: Option<Html>,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Done,
    Now,
    Next,
}

impl Step {
    pub fn done(title: impl Into<Html>) -> Self {
        Self {
            title: title.into(),
            note: None,
            state: State::Done,
        }
    }

    pub fn now(title: impl Into<Html>) -> Self {
        Self {
            title: title.into(),
            note: None,
            state: State::Now,
        }
    }

    pub fn next(title: impl Into<Html>) -> Self {
        Self {
            title: title.into(),
            note: None,
            state: State::Next,
        }
    }

    #[must_use]
    pub fn note(mut self, note: impl Into<Html>) -> Self {
        self.note = Some(note.into());
        self
    }
}

super::component!(Steps);

impl Steps {
    pub fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        Self {
            steps: steps.into_iter().collect(),
        }
    }
}
