//! A match check: is this child somebody on record? Asked of a record's custodian, or of a manager, and answered in two words.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::calendar::london;
use domain::policy::ReadDueList;
use store::{Line, MatchCheck};
use uuid::Uuid;

use crate::App;
use crate::fields::Protected;
use crate::find::apart;
use crate::frame::components::{Breadcrumbs, Button, Due, Errors, FactList, Radios, Restricted};
use crate::frame::errors::Error;
use crate::frame::{Area, Html, link};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "work/match_check.html")]
struct Page {
    due: Due,
    address: String,
    csrf: Html,
    told: FactList,
    record: Html,
    answer: Radios,
    button: Button,
}

async fn find(app: &App, signed: &Signed, id: Uuid) -> Result<MatchCheck, Error> {
    let who = signed.who("Match check");
    let found = app.store().read(move |tx| {
        let permit = tx.scope::<ReadDueList>(&who)?;
        tx.match_check(&who, &permit, id)
    });
    Ok(found.await?)
}

fn id_of(raw: &str) -> Result<Uuid, Error> {
    raw.parse().map_err(|_| Error::NotFound)
}

/// `GET /match-checks/{id}`
pub async fn page(State(app): State<App>, signed: Signed, Path(id): Path<String>) -> Result<Response, Error> {
    let id = id_of(&id)?;
    let check = find(&app, &signed, id).await?;
    show(&app, &signed, id, &check, Errors::new())
}

fn show(app: &App, signed: &Signed, id: Uuid, check: &MatchCheck, errors: Errors) -> Result<Response, Error> {
    let now = app.now();
    let today = london::date(now);
    let or = |text: &str| {
        if text.is_empty() {
            "Not said".to_owned()
        } else {
            text.to_owned()
        }
    };
    let record = match &check.person {
        Some(Line::Open(s)) => FactList::new()
            .fact("Name on record", link(&format!("/people/{}", s.id), s.name.as_str()))
            .fact("What tells them apart", apart(s, today))
            .into(),
        Some(Line::Restricted { name, ring, .. }) => {
            Html::from(Restricted::new(format!("{name}’s record"), ring.as_str()))
        }
        None => Restricted::new(
            "A record that only its custodian opens may be this child’s. It",
            check.ring.as_str(),
        )
        .into(),
    };
    let by = london::time_words(check.due_at);
    let page = signed
        .frame
        .page("Match check")
        .area(Area::MyWork)
        .breadcrumbs(Breadcrumbs::new().link("/work", "My work").here("Match check"))
        .errors(errors.clone());
    let content = Page {
        due: if now > check.due_at {
            Due::overdue(format!("Was to be answered by {by}"))
        } else {
            Due::now(format!("Answer by {by}"))
        },
        address: format!("/match-checks/{id}"),
        csrf: page.csrf(),
        told: FactList::new()
            .fact("Contact", check.reference.clone())
            .fact("Name", or(&check.child.name))
            .fact("Age or date of birth", or(&check.child.age_or_birth))
            .fact("School", or(&check.child.school))
            .fact("Address", or(&check.child.address)),
        record,
        answer: Radios::new("answer", "Is this the same child?")
            .item("same", "Yes, this is the child on record")
            .item("not_the_same", "No, this is somebody else")
            .errors(&errors),
        button: Button::new("Answer").once(),
    };
    page.show(&content)
}

/// `POST /match-checks/{id}`
pub async fn answer(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
    Protected(fields): Protected,
) -> Result<Response, Error> {
    let id = id_of(&id)?;
    let same = match fields.text("answer") {
        "same" => true,
        "not_the_same" => false,
        _ => {
            let check = find(&app, &signed, id).await?;
            let mut errors = Errors::new();
            errors.add("answer", "Say whether it is the same child");
            return show(&app, &signed, id, &check, errors);
        }
    };
    let who = signed.who("Match check");
    app.store()
        .write(move |tx| {
            let permit = tx.scope::<ReadDueList>(&who)?;
            tx.answer_match_check(&who, &permit, id, same)
        })
        .await?;
    Ok(Redirect::to("/work").into_response())
}
