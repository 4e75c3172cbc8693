//! Every contact about the person, with what came of it and why.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::view::Kind;

use super::events::{self, Referrers};
use super::open::open;
use super::{Asked, Id, Tab};
use crate::App;
use crate::frame::Html;
use crate::frame::components::{DatedList, SideNavigation};
use crate::frame::errors::Error;
use crate::session::Signed;

#[derive(Template)]
#[template(path = "people/contacts.html")]
struct Contacts {
    parts: SideNavigation,
    notices: Vec<Html>,
    lead: String,
    contacts: DatedList,
}

/// `GET /people/{id}/contacts`
pub async fn page(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let opened = match open(&app, &signed, id, Tab::Contacts, &asked, "").await? {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    let called = &opened.view.identity.called;
    let contacts: Vec<_> = opened
        .view
        .events
        .iter()
        .filter(|e| e.kinds.first() == Some(&Kind::Contact))
        .collect();
    let lead = match contacts.len() {
        0 => format!("Nobody has contacted us about {called}."),
        1 => format!("One contact about {called}. What was said, what was decided, and why."),
        n => format!("{n} contacts about {called}, newest first. What was said, what was decided, and why."),
    };
    let content = Contacts {
        parts: opened.parts(Tab::Contacts),
        notices: opened.notices(),
        lead,
        contacts: events::list(&opened, contacts, Some(Kind::Contact), Referrers::LeftOut),
    };
    opened
        .page(&signed, Tab::Contacts, opened.errors.clone())
        .show(&content)
}
