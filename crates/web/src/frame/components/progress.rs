use askama::Template;

use crate::frame::html::{Html, Text};

/// How far a long job has come. In a region with `data-refresh` (`hf::live`) it moves by itself when there is script; without it the
/// reader opens the page again.
#[derive(Clone, Debug, Template)]
#[template(path = "frame/components/progress.html")]
pub struct Progress {
    label: Text,
    done: u64,
    of: Option<u64>,
    words: Html,
}

super::component!(Progress);

impl Progress {
    /// `label` names the job ("Import of cin-2026.xml"), `words` say how far it is: "1,204 of 3,412 children read".
    pub fn new(label: impl Into<Text>, done: u64, of: u64, words: impl Into<Html>) -> Self {
        Self {
            label: label.into(),
            done,
            of: Some(of),
            words: words.into(),
        }
    }

    /// A job whose end is not known yet.
    pub fn open_ended(label: impl Into<Text>, words: impl Into<Html>) -> Self {
        Self {
            label: label.into(),
            done: 0,
            of: None,
            words: words.into(),
        }
    }
}
