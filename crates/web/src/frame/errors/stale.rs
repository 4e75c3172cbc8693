//! Two people changed one thing. The second sees both versions, the saved one first, and keeps their words.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::Error;
use crate::frame::components::Alert;
use crate::frame::html::{Html, Text};
use crate::frame::page::Page;

/// The answer to a save from a page that is no longer what is saved.
///
/// It shows only what differs. Each field holds a control with the second person's words, so that they can put the two together there,
/// and saves from the version that they have now seen.
#[derive(Debug, Template)]
#[template(path = "frame/errors/stale.html")]
pub struct StalePage {
    /// What was being changed: "The children, contact 26-104417".
    pub what: Html,
    /// Who saved it in between, and when: "Grace Adjei, team manager, at 15:26".
    pub saved_by: Html,
    /// Where the form goes again.
    pub action: Text,
    /// The session's token, the request's new id, the version now seen, and every field that does not differ.
    pub hidden: Html,
    pub fields: Vec<StaleField>,
    /// The words of the button: "Save the children".
    pub save: Html,
    /// Where to go to leave the saved version as it is.
    pub leave: Text,
}

/// One field that differs.
#[derive(Debug)]
pub struct StaleField {
    pub label: Html,
    /// What is saved now; "Not recorded" rather than nothing.
    pub saved: Html,
    /// A control, its value the words of the second person.
    pub yours: Html,
}

impl StalePage {
    /// Answers 409 with both versions.
    pub fn show(self, page: Page) -> Result<Response, Error> {
        let words = Html::from("While you were writing, this was saved by ").and(self.saved_by.clone()).and(
            ". Yours is not saved yet. Nothing of either is lost: below is what is saved now, and under it what you wrote.",
        );
        page.notice(Alert::care("Changed by somebody else", words))
            .show_with(StatusCode::CONFLICT, &self)
    }
}
