//! A match check: is this child somebody on record? Asked of a record's custodian, or of a manager, and answered in two words.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::calendar::london;
use domain::policy::ReadDueList;
use store::{Line, MatchAbout, MatchCheck};
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
    lead: &'static str,
    told_title: &'static str,
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
            "A record that only its custodian opens may be theirs. It",
            check.ring.as_str(),
        )
        .into(),
    };
    let (lead, told_title, told) = match &check.about {
        MatchAbout::Child { child, reference } => (
            "Until it is answered the contact cannot be closed for this child. What protects the child goes on. The front door sees that a check \
             is in progress, and nothing else. If somebody new was put on record for the child meanwhile, and they are the same person, the two \
             records become one.",
            "As the caller told it",
            FactList::new()
                .fact("Contact", reference.clone())
                .fact("Name", or(&child.name))
                .fact("Age or date of birth", or(&child.age_or_birth))
                .fact("School", or(&child.school))
                .fact("Address", or(&child.address)),
        ),
        MatchAbout::PutOnRecord(line) => (
            "Somebody was put on record, with a relationship or from a census. Whoever recorded it is told nothing of this check. If they are the same person, the \
             two records are joined from the page of the new one.",
            "Who was put on record",
            FactList::new().fact("Name", link(&format!("/people/{}", line.id()), line.name())),
        ),
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
        lead,
        told_title,
        told,
        record,
        answer: Radios::new("answer", "Are they the same person?")
            .item("same", "Yes, this is the person on record")
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
            errors.add("answer", "Say whether they are the same person");
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
