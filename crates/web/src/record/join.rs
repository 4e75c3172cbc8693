//! Two records found to be one person: found, seen side by side, joined with a reason.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::forms::Raw;
use domain::ids::PersonId;
use domain::policy::{JoinPeople, Permit, ReadRecord};
use domain::record::{Finding, WHY_CHANGED};
use jiff::Timestamp;
use store::{Recorded, Tx, Who};

use super::form::{FormPage, after, sent_before};
use super::panels::{self, Looked};
use super::{frame, token};
use crate::App;
use crate::fields::Protected;
use crate::frame::components::{Button, Cell, Errors, Row, Table, Textarea, Tone, Warn};
use crate::frame::errors::Error;
use crate::frame::{Html, hidden_field, strong};
use crate::people::{Id, Opened, Tab, capital, open_with};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "record/join.html")]
struct Compare {
    notice: Option<Html>,
    table: Table,
    leads: String,
    conflicts: Vec<Html>,
    address: String,
    hidden: Html,
    why: Textarea,
    save: Button,
    leave: String,
}

/// Opens a record under the right to join it.
async fn open(app: &App, signed: &Signed, id: PersonId) -> Result<Result<(Opened, i64), Response>, Error> {
    let read = move |tx: &mut Tx<'_>, who: &Who, permit: &Permit<ReadRecord>, at: Option<Timestamp>, shown: &str| {
        tx.permit::<JoinPeople>(who, id)?;
        let record = tx.open_record(who, permit, at, shown)?;
        let known_seq = record.known_seq;
        Ok((record, known_seq))
    };
    open_with(
        app,
        signed,
        id,
        Tab::Record,
        &Default::default(),
        "Joining two records",
        read,
    )
    .await
}

/// `GET /people/{id}/join`
pub async fn page(State(app): State<App>, signed: Signed, Id(id): Id) -> Result<Response, Error> {
    match open(&app, &signed, id).await? {
        Ok((opened, known_seq)) => search(&app, &signed, &opened, known_seq, None).await,
        Err(answer) => Ok(answer),
    }
}

/// `POST /people/{id}/join`: looks somebody up, shows both side by side, joins.
pub async fn save(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    Protected(sent): Protected,
) -> Result<Response, Error> {
    let step = sent.text("step");
    let other: Option<PersonId> = sent.text("other").parse().ok();
    let (opened, known_seq) = match open(&app, &signed, id).await? {
        Ok(found) => found,
        Err(answer) => return Ok(answer),
    };
    let Some(other) = other.filter(|o| !opened.view.group.contains(o)) else {
        return search(&app, &signed, &opened, known_seq, Some(sent.text("look_for"))).await;
    };
    // What stands in the way of the other record is said by its own page: whom to ring, or where it leads now.
    let (theirs, _) = match open(&app, &signed, other).await? {
        Ok(found) => found,
        Err(answer) => return Ok(answer),
    };
    let mut shown = Side {
        one: &opened,
        other: &theirs,
        known_seq,
        why: sent.raw(WHY_CHANGED).to_owned(),
        findings: Vec::new(),
        notice: None,
    };
    if step != "join" {
        return shown.show(&app, &signed).await;
    }
    let seen = token::read(&app, &signed, id, &format!("join-{other}"), &sent)?;
    let raw = Raw([(WHY_CHANGED.to_owned(), shown.why.clone())].into());
    let (who, asked) = (signed.who("Joining two records"), seen);
    let result = app
        .store()
        .write(move |tx| {
            let (one, two) = (
                tx.permit::<JoinPeople>(&who, id)?,
                tx.permit::<JoinPeople>(&who, other)?,
            );
            tx.join(&who, &one, &two, &raw, &asked)
        })
        .await;
    match result {
        Ok(Recorded::Saved(saved)) => return Ok(after(opened.view.id.min(theirs.view.id), saved.seq)),
        Ok(Recorded::Wrong(findings)) => shown.findings = findings,
        Ok(Recorded::Unchanged) => return Ok(after(opened.view.id, 0)),
        Err(store::Error::Stale { .. }) => shown.notice = Some(look_again()),
        Err(store::Error::RequestReused(_)) => shown.notice = Some(sent_before()),
        Err(error) => return Err(error.into()),
    }
    shown.show(&app, &signed).await
}

/// Something was recorded on one of the records meanwhile.
pub(super) fn look_again() -> Html {
    let words = strong("Something was recorded after you opened this page. Nothing is saved yet.")
        .and(" The page shows what stands now, with your words. Look again, then save.");
    Warn::new(Tone::Care, words).status().gap().into()
}

async fn search(
    app: &App,
    signed: &Signed,
    opened: &Opened,
    known_seq: i64,
    asked: Option<&str>,
) -> Result<Response, Error> {
    let id = opened.view.id;
    let mut errors = Errors::new();
    let looked = match asked {
        Some(asked) => panels::look(app, signed, asked.to_owned(), &mut errors).await?,
        None => Looked::default(),
    };
    let page = frame(opened, signed, "The same person as another record")
        .back(Tab::Record.address(id), "Back to what can be recorded");
    let content = FormPage {
        title: "The same person as another record".into(),
        lead: "Find the other record. You see both side by side before anything is joined.".into(),
        notice: None,
        address: format!("/people/{id}/join"),
        hidden: page.csrf().and(token::issue(app, id, "join", known_seq)?),
        controls: vec![panels::finder(
            &looked,
            &opened.view.group,
            "Compare with this one",
            None,
            &errors,
            opened.view.on,
        )],
        save: None,
        leave: Tab::Overview.address(id),
    };
    page.errors(errors).show(&content)
}

struct Side<'a> {
    one: &'a Opened,
    other: &'a Opened,
    known_seq: i64,
    why: String,
    findings: Vec<Finding>,
    notice: Option<Html>,
}

impl Side<'_> {
    async fn show(self, app: &App, signed: &Signed) -> Result<Response, Error> {
        let (id, other) = (self.one.view.id, self.other.view.id);
        let who = signed.who("Joining two records");
        let conflicts = app
            .store()
            .read(move |tx| {
                let (one, two) = (
                    tx.permit::<JoinPeople>(&who, id)?,
                    tx.permit::<JoinPeople>(&who, other)?,
                );
                tx.if_joined(&one, &two)
            })
            .await?;
        let mut errors = Errors::new();
        for finding in &self.findings {
            errors.add(finding.question, finding.words.clone());
        }
        let page = frame(self.one, signed, "The same person as another record")
            .back(format!("/people/{id}/join"), "Back to the search");
        let token = token::issue(app, id, &format!("join-{other}"), self.known_seq)?;
        let leads = if id < other { self.one } else { self.other };
        let conflict = self.notice.is_some();
        let content = Compare {
            notice: self.notice,
            table: side_by_side(self.one, self.other),
            leads: leads.view.identity.name.clone(),
            conflicts: conflicts
                .into_iter()
                .map(|words| Warn::new(Tone::Care, words).into())
                .collect(),
            address: format!("/people/{id}/join"),
            hidden: page
                .csrf()
                .and(token)
                .and(hidden_field("step", "join"))
                .and(hidden_field("other", &other.to_string())),
            why: Textarea::new(WHY_CHANGED, "How do you know that they are one person?")
                .hint("It stays in the history of both")
                .rows(3)
                .value(self.why)
                .errors(&errors),
            save: Button::new("Join the two records").once(),
            leave: Tab::Overview.address(id),
        };
        if conflict && errors.is_empty() {
            return page.show_with(StatusCode::CONFLICT, &content);
        }
        page.errors(errors).show(&content)
    }
}

/// Every kind of value that either record has, one row each. Where both have one and they differ it is marked; what one alone has is no
/// contradiction.
fn side_by_side(one: &Opened, other: &Opened) -> Table {
    let mut labels: Vec<&str> = Vec::new();
    for detail in one.view.details.iter().chain(&other.view.details) {
        if !labels.contains(&detail.label.as_str()) {
            labels.push(&detail.label);
        }
    }
    let said = |opened: &Opened, label: &str| {
        let all = opened
            .view
            .details
            .iter()
            .filter(|d| d.label == label)
            .map(|d| opened.html(&capital(&d.now.said)));
        all.reduce(|a, b| a.and(Html::fixed("<br>")).and(b))
    };
    let rows = labels.into_iter().map(|label| {
        let (a, b) = (said(one, label), said(other, label));
        let differ = a.is_some() && b.is_some() && a != b;
        let or = |said: Option<Html>| said.unwrap_or_else(|| "Not recorded".into());
        let row = Row::new([Cell::head(label), Cell::words(or(a)), Cell::words(or(b))]);
        if differ { row.marked() } else { row }
    });
    Table::new("The two records side by side", "Nothing is recorded on either.")
        .column("What")
        .column(one.view.identity.name.as_str())
        .column(other.view.identity.name.as_str())
        .wide()
        .even()
        .stacks()
        .rows(rows.collect::<Vec<_>>())
}
