use askama::Template;

use crate::frame::html::{Html, Text};
use crate::frame::icon::Icon;

/// People who may be the one that is meant, nearest first, each with the reasons in words.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "frame/components/candidates.html")]
pub struct Candidates {
    people: Vec<Candidate>,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct Candidate {
    address: Option<Text>,
    name: Html,
    line: Html,
    kin: Option<Html>,
    reasons: Vec<(bool, Html)>,
    signal: Option<Html>,
    note: Option<Html>,
    action: Option<Html>,
    best: bool,
}

impl Candidate {
    /// `line` is what tells people of one name apart: "Born 18 Jun 2017, 9 years. 14 Mill Road, Stowbridge".
    pub fn new(name: impl Into<Html>, line: impl Into<Html>) -> Self {
        Self {
            address: None,
            name: name.into(),
            line: line.into(),
            kin: None,
            reasons: Vec::new(),
            signal: None,
            note: None,
            action: None,
            best: false,
        }
    }

    #[must_use]
    pub fn link(mut self, address: impl Into<Text>) -> Self {
        self.address = Some(address.into());
        self
    }

    /// What they are to whoever is meant: "Twin sister of Caitlin Shepherd".
    #[must_use]
    pub fn kin(mut self, kin: impl Into<Html>) -> Self {
        self.kin = Some(kin.into());
        self
    }

    #[must_use]
    pub fn fits(mut self, reason: impl Into<Html>) -> Self {
        self.reasons.push((true, reason.into()));
        self
    }

    #[must_use]
    pub fn does_not_fit(mut self, reason: impl Into<Html>) -> Self {
        self.reasons.push((false, reason.into()));
        self
    }

    /// A dated fact that should not be missed: "3 contacts in 9 months, all closed without action."
    #[must_use]
    pub fn signal(mut self, signal: impl Into<Html>) -> Self {
        self.signal = Some(signal.into());
        self
    }

    /// Status and worker: "Open: child in need plan, Ben Carver, 01632 960 151".
    #[must_use]
    pub fn note(mut self, note: impl Into<Html>) -> Self {
        self.note = Some(note.into());
        self
    }

    #[must_use]
    pub fn action(mut self, buttons: impl Into<Html>) -> Self {
        self.action = Some(buttons.into());
        self
    }

    /// The nearest of them.
    #[must_use]
    pub fn best(mut self) -> Self {
        self.best = true;
        self
    }
}

super::component!(Candidates);

impl Candidates {
    pub fn new(people: impl IntoIterator<Item = Candidate>) -> Self {
        Self {
            people: people.into_iter().collect(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }
}
