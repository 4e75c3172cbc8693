//! A record that is restricted: that it is there, whom to ring, and opening it with a reason of one's own.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::ids::PersonId;
use domain::policy::{BREAK_GLASS_MIN_CHARACTERS, BREAK_GLASS_MINUTES, Depth, ReadRecord, Refusal, may_break_glass};
use domain::typed::{CANNOT_BE_KEPT, can_be_kept};
use store::{Line, PURPOSES};

use super::Id;
use crate::App;
use crate::fields::Protected;
use crate::frame::components::{Button, Errors, IdentityBar, Radios, Tag, TagColour, Textarea};
use crate::frame::errors::Error;
use crate::frame::{Area, Html};
use crate::session::Signed;

/// What was typed into the form.
#[derive(Clone, Debug, Default)]
pub(super) struct Given {
    purpose: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "people/reason.html")]
struct Reason {
    restricted: bool,
    name: String,
    ring: String,
    duty: String,
    minutes: i64,
    form: Option<Form>,
}

struct Form {
    address: String,
    csrf: Html,
    purpose: Radios,
    reason: Textarea,
    open: Button,
}

/// The summary of a record that the reader may not open: 403, and the form where their role has a reason of its own.
pub(super) fn restricted(signed: &Signed, line: Line, given: &Given, errors: Errors) -> Result<Response, Error> {
    let ring = match &line {
        Line::Restricted { ring, .. } => ring.clone(),
        Line::Open(summary) => summary.ring.clone(),
    };
    let restricted = matches!(line, Line::Restricted { .. });
    let status = match (restricted, errors.is_empty()) {
        (_, false) => StatusCode::UNPROCESSABLE_ENTITY,
        (true, true) => StatusCode::FORBIDDEN,
        (false, true) => StatusCode::OK,
    };
    let what = if restricted {
        Html::from(Tag::new("Restricted").colour(TagColour::Purple))
    } else {
        "Open, headings only".into()
    };
    let may = may_break_glass(signed.actor.role);
    let title = if may { "open with a reason" } else { "restricted" };
    let page = signed
        .frame
        .page(format!("{}: {title}", line.name()))
        .area(Area::Children)
        .identity(IdentityBar::new(line.name(), what))
        .errors(errors.clone());
    let form = may.then(|| Form {
        address: format!("/people/{}/reason", line.id()),
        csrf: page.csrf(),
        purpose: PURPOSES
            .iter()
            .fold(Radios::new("purpose", "What do you need it for?"), |radios, (code, words)| radios.item(*code, *words))
            .chosen(&given.purpose)
            .errors(&errors),
        reason: Textarea::new("reason", "Your reason")
            .hint(format!(
                "What you need to know, about whom, and why it cannot wait. At least {BREAK_GLASS_MIN_CHARACTERS} characters. It is kept, and read."
            ))
            .rows(4)
            .value(given.reason.clone())
            .errors(&errors),
        open: Button::new(format!("Open for {BREAK_GLASS_MINUTES} minutes")).once(),
    });
    let content = Reason {
        restricted,
        name: line.name().to_owned(),
        ring,
        duty: signed.frame.authority.duty.to_string(),
        minutes: BREAK_GLASS_MINUTES,
        form,
    };
    page.show_with(status, &content)
}

/// What the reader may do about a record with a reason of their own.
enum Standing {
    /// It is open to them already.
    Open,
    Asks(Line),
}

async fn standing(app: &App, signed: &Signed, id: PersonId) -> Result<Standing, Error> {
    let who = signed.who("");
    let found = app
        .store()
        .read(move |tx| {
            let full = match tx.permit::<ReadRecord>(&who, id) {
                Ok(permit) => permit.depth() == Depth::Full,
                Err(store::Error::Refused(Refusal::Restricted { .. })) => false,
                Err(e) => return Err(e),
            };
            let line = tx.restricted_line(&who, id)?;
            Ok((full, line))
        })
        .await?;
    match found {
        (true, _) => Ok(Standing::Open),
        (false, Some(line)) => Ok(Standing::Asks(line)),
        (false, None) => Err(Error::NotFound),
    }
}

/// `GET /people/{id}/reason`
pub async fn ask(State(app): State<App>, signed: Signed, Id(id): Id) -> Result<Response, Error> {
    match standing(&app, &signed, id).await? {
        Standing::Open => Ok(Redirect::to(&format!("/people/{id}")).into_response()),
        Standing::Asks(line) => restricted(&signed, line, &Given::default(), Errors::new()),
    }
}

/// `POST /people/{id}/reason`
pub async fn give(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    Protected(fields): Protected,
) -> Result<Response, Error> {
    let given = Given {
        purpose: fields.text("purpose").to_owned(),
        reason: fields.text("reason").to_owned(),
    };
    let mut errors = Errors::new();
    if PURPOSES.iter().all(|(code, _)| *code != given.purpose) {
        errors.add("purpose", "Say what you need it for");
    }
    match given.reason.chars().count() {
        n if n < BREAK_GLASS_MIN_CHARACTERS => {
            errors.add(
                "reason",
                format!("Write your reason, at least {BREAK_GLASS_MIN_CHARACTERS} characters"),
            );
        }
        n if n > 2000 => errors.add("reason", "Write your reason in no more than 2,000 characters"),
        _ if !can_be_kept(&given.reason) => errors.add("reason", CANNOT_BE_KEPT),
        _ => {}
    }
    let line = match standing(&app, &signed, id).await? {
        Standing::Open => return Ok(Redirect::to(&format!("/people/{id}")).into_response()),
        Standing::Asks(line) => line,
    };
    if !errors.is_empty() {
        return restricted(&signed, line, &given, errors);
    }
    let who = signed.who(given.purpose.clone());
    app.store()
        .write_vital(move |tx| tx.open_with_own_reason(&who, id, &given.purpose, &given.reason))
        .await?;
    Ok(Redirect::to(&format!("/people/{id}")).into_response())
}
