use askama::Template;

use crate::frame::html::{Html, Text};

/// What happened, newest first, each with its date and the child's age that day (MoJ's timeline, with the date in a column of its own).
#[derive(Clone, Debug, Default, Template)]
#[template(path = "frame/components/dated_list.html")]
pub struct DatedList {
    events: Vec<Event>,
}

/// One thing that happened.
#[derive(Clone, Debug)]
pub struct Event {
    date: Text,
    age: Option<Text>,
    title: Html,
    address: Option<Text>,
    body: Option<Html>,
    note: Option<Html>,
    major: bool,
}

impl Event {
    /// `date` in words: "5 Nov 2026", "about July 2026".
    pub fn new(date: impl Into<Text>, title: impl Into<Html>) -> Self {
        Self {
            date: date.into(),
            age: None,
            title: title.into(),
            address: None,
            body: None,
            note: None,
            major: false,
        }
    }

    /// The child's age on that day: "8y 7m".
    #[must_use]
    pub fn age(mut self, age: impl Into<Text>) -> Self {
        self.age = Some(age.into());
        self
    }

    /// Where the whole of it can be read, for a reader who may.
    #[must_use]
    pub fn link(mut self, address: impl Into<Text>) -> Self {
        self.address = Some(address.into());
        self
    }

    #[must_use]
    pub fn body(mut self, body: impl Into<Html>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// Who recorded it and when; who decided, who signed.
    #[must_use]
    pub fn note(mut self, note: impl Into<Html>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// A filled dot: the child was seen, a decision took effect.
    #[must_use]
    pub fn major(mut self) -> Self {
        self.major = true;
        self
    }
}

super::component!(DatedList);

impl DatedList {
    pub fn new(events: impl IntoIterator<Item = Event>) -> Self {
        Self {
            events: events.into_iter().collect(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }
}
