//! Taking back what should not stand. It stays in the history with the reason, and what it had replaced stands again.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::forms::Raw;
use domain::record::{Finding, WHY_CHANGED};
use store::Recorded;

use super::change::{Standing, standing};
use super::form::{after, lower, sent_before};
use super::{WhichFact, frame, stale, token};
use crate::App;
use crate::fields::Protected;
use crate::frame::Html;
use crate::frame::components::{Button, Errors, Textarea};
use crate::frame::errors::Error;
use crate::people::Tab;
use crate::session::Signed;

#[derive(Template)]
#[template(path = "record/wrong.html")]
struct WrongPage {
    what: Html,
    again: Option<Html>,
    notice: Option<Html>,
    address: String,
    hidden: Html,
    why: Textarea,
    save: Button,
    correct: String,
    leave: String,
}

/// `GET /people/{id}/facts/{fact}/wrong`
pub async fn page(State(app): State<App>, signed: Signed, WhichFact(id, at): WhichFact) -> Result<Response, Error> {
    match standing(&app, &signed, id, at, Raw::default()).await? {
        Ok(found) if !found.stands => stale::gone(&found),
        Ok(found) => {
            let known_seq = found.behind.known_seq;
            show(&app, &signed, &found, "", &[], known_seq, None)
        }
        Err(answer) => Ok(answer),
    }
}

/// `POST /people/{id}/facts/{fact}/wrong`
pub async fn save(
    State(app): State<App>,
    signed: Signed,
    WhichFact(id, at): WhichFact,
    Protected(sent): Protected,
) -> Result<Response, Error> {
    let seen = token::read(&app, &signed, id, &format!("wrong-{at}"), &sent)?;
    let found = match standing(&app, &signed, id, at, Raw::default()).await? {
        Ok(found) => found,
        Err(answer) => return Ok(answer),
    };
    let (form, why) = (found.form, sent.raw(WHY_CHANGED).to_owned());
    let raw = Raw([(WHY_CHANGED.to_owned(), why.clone())].into());
    let (who, asked) = (signed.who(""), seen.clone());
    let result = app
        .store()
        .write(move |tx| {
            let may = tx.may_record(&who, form.right, id)?;
            tx.take_back(&who, &may, at, &raw, &asked)
        })
        .await;
    let (findings, notice) = match result {
        Ok(Recorded::Saved(saved)) => return Ok(after(id, saved.seq)),
        Ok(Recorded::Wrong(findings)) => (findings, None),
        Ok(Recorded::Unchanged) => (Vec::new(), None),
        Err(store::Error::Stale { .. }) => return stale::taken_back(&app, &signed, &found, &why),
        Err(store::Error::RequestReused(_)) => (Vec::new(), Some(sent_before())),
        Err(other) => return Err(other.into()),
    };
    show(&app, &signed, &found, &why, &findings, seen.known_seq, notice)
}

fn show(
    app: &App,
    signed: &Signed,
    found: &Standing,
    why: &str,
    findings: &[Finding],
    known_seq: i64,
    notice: Option<Html>,
) -> Result<Response, Error> {
    let Standing { opened, at, form, .. } = found;
    let id = opened.view.id;
    let mut errors = Errors::new();
    for finding in findings {
        errors.add(finding.question, finding.words.clone());
    }
    let detail = opened.view.details.iter().find(|d| d.now.at == *at);
    let again = detail.and_then(|d| d.earlier.last()).map(|v| opened.html(&v.said));
    let page = frame(opened, signed, &format!("Record as wrong: {}", lower(form.title)))
        .back(Tab::Details.address(id), "Back to the details");
    let odd = notice.is_some();
    let content = WrongPage {
        what: found.words(),
        again,
        notice,
        address: format!("/people/{id}/facts/{at}/wrong"),
        hidden: page
            .csrf()
            .and(token::issue(app, id, &format!("wrong-{at}"), known_seq)?),
        why: Textarea::new(WHY_CHANGED, "Why is it wrong?")
            .hint("It stays in the history, beside what was recorded")
            .rows(3)
            .value(why.to_owned())
            .errors(&errors),
        save: Button::new("Record as wrong").warning().once(),
        correct: format!("/people/{id}/facts/{at}/correct"),
        leave: Tab::Details.address(id),
    };
    if odd && errors.is_empty() {
        return page.show_with(StatusCode::CONFLICT, &content);
    }
    page.errors(errors).show(&content)
}
