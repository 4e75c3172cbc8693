//! Parting two records that were joined: what was recorded since is shown, and each thing goes where it belongs.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::forms::Raw;
use domain::ids::PersonId;
use domain::ledger::{Fact, FactRef};
use domain::policy::{JoinPeople, Permit, ReadRecord};
use domain::record::{Finding, WHY_CHANGED};
use jiff::Timestamp;
use store::{Parting, Recorded, Tx, Who};

use super::change::said;
use super::form::{after, sent_before};
use super::join::look_again;
use super::{WhichFact, frame, token};
use crate::App;
use crate::fields::{Fields, Protected};
use crate::frame::Html;
use crate::frame::components::{Button, Errors, Radios, Textarea};
use crate::frame::errors::Error;
use crate::people::{Opened, Tab, open_with};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "record/part.html")]
struct PartPage {
    notice: Option<Html>,
    each: Vec<Html>,
    address: String,
    hidden: Html,
    why: Textarea,
    save: Button,
    leave: String,
}

/// What was sent: where each fact goes, and why.
#[derive(Default)]
struct Sent {
    goes: BTreeMap<FactRef, bool>,
    why: String,
    findings: Vec<Finding>,
    notice: Option<Html>,
}

impl Sent {
    fn of(fields: &Fields) -> Self {
        let goes = fields.pairs().filter_map(|(name, value)| {
            let at = name.strip_prefix("goes-")?.parse().ok()?;
            match value {
                "goes" => Some((at, true)),
                "stays" => Some((at, false)),
                _ => None,
            }
        });
        Self {
            goes: goes.collect(),
            why: fields.raw(WHY_CHANGED).to_owned(),
            ..Self::default()
        }
    }
}

async fn open(
    app: &App,
    signed: &Signed,
    id: PersonId,
    at: FactRef,
) -> Result<Result<(Opened, (i64, Parting, Names)), Response>, Error> {
    let read =
        move |tx: &mut Tx<'_>, who: &Who, permit: &Permit<ReadRecord>, as_known: Option<Timestamp>, shown: &str| {
            let join = tx.permit::<JoinPeople>(who, id)?;
            let record = tx.open_record(who, permit, as_known, shown)?;
            let parting = tx.if_parted(&join, at)?;
            let names = Names {
                stays: name_of(&record.facts, parting.stays),
                goes: name_of(&record.facts, parting.goes),
            };
            let known_seq = record.known_seq;
            Ok((record, (known_seq, parting, names)))
        };
    open_with(
        app,
        signed,
        id,
        Tab::Record,
        &Default::default(),
        "Parting two records",
        read,
    )
    .await
}

/// The two by the names that were recorded on each: while they are one, the page is headed by one name for both.
struct Names {
    stays: String,
    goes: String,
}

/// A record by the name that was recorded on it.
fn name_of(facts: &[Fact], id: PersonId) -> String {
    let own: Vec<Fact> = facts.iter().filter(|f| f.subject == id.into()).cloned().collect();
    domain::person::Person::fold(&[id], &own).map_or_else(|| "the other record".into(), |p| p.display_name())
}

/// `GET /people/{id}/facts/{fact}/part`
pub async fn page(State(app): State<App>, signed: Signed, WhichFact(id, at): WhichFact) -> Result<Response, Error> {
    match open(&app, &signed, id, at).await? {
        Ok((opened, (known_seq, parting, names))) => {
            show(&app, &signed, &opened, at, &parting, &names, Sent::default(), known_seq)
        }
        Err(answer) => Ok(answer),
    }
}

/// `POST /people/{id}/facts/{fact}/part`
pub async fn save(
    State(app): State<App>,
    signed: Signed,
    WhichFact(id, at): WhichFact,
    Protected(fields): Protected,
) -> Result<Response, Error> {
    let seen = token::read(&app, &signed, id, &format!("part-{at}"), &fields)?;
    let mut sent = Sent::of(&fields);
    let raw = Raw([(WHY_CHANGED.to_owned(), sent.why.clone())].into());
    let (who, asked, goes) = (signed.who("Parting two records"), seen.clone(), sent.goes.clone());
    let result = app
        .store()
        .write(move |tx| {
            let permit = tx.permit::<JoinPeople>(&who, id)?;
            tx.part(&who, &permit, at, &goes, &raw, &asked)
        })
        .await;
    let mut known_seq = Some(seen.known_seq);
    match result {
        Ok(Recorded::Saved(saved)) => return Ok(after(id, saved.seq)),
        Ok(Recorded::Wrong(findings)) => sent.findings = findings,
        Ok(Recorded::Unchanged) => {}
        Err(store::Error::Stale { .. }) => {
            sent.notice = Some(look_again());
            known_seq = None;
        }
        Err(store::Error::RequestReused(_)) => sent.notice = Some(sent_before()),
        Err(error) => return Err(error.into()),
    }
    match open(&app, &signed, id, at).await? {
        Ok((opened, (now, parting, names))) => show(
            &app,
            &signed,
            &opened,
            at,
            &parting,
            &names,
            sent,
            known_seq.unwrap_or(now),
        ),
        Err(answer) => Ok(answer),
    }
}

#[allow(
    clippy::too_many_arguments,
    reason = "one page, made from what was read and what was sent"
)]
fn show(
    app: &App,
    signed: &Signed,
    opened: &Opened,
    at: FactRef,
    parting: &Parting,
    names: &Names,
    sent: Sent,
    known_seq: i64,
) -> Result<Response, Error> {
    let id = opened.view.id;
    let mut errors = Errors::new();
    for finding in &sent.findings {
        let field = match finding.question {
            "goes" => {
                let first = parting.since.iter().find(|f| !sent.goes.contains_key(&f.at));
                first.map_or_else(|| "goes".to_owned(), |f| field(f.at))
            }
            "torn" => parting
                .torn(&sent.goes)
                .first()
                .copied()
                .map_or_else(|| "goes".to_owned(), field),
            other => other.to_owned(),
        };
        errors.add(field, finding.words.clone());
    }
    let each = parting.since.iter().map(|fact| {
        let words = match (said(opened, fact.at), of_contact(parting, fact)) {
            (_, Some(contact)) => contact.into(),
            (words, _) if words.is_empty() => {
                Html::from(fact.body.as_ref().map_or("A value", domain::facts::FactBody::title))
            }
            (words, _) => words,
        };
        let chosen = match sent.goes.get(&fact.at) {
            Some(true) => "goes",
            Some(false) => "stays",
            None => "",
        };
        Radios::new(field(fact.at), words)
            .item("stays", format!("Stays with {}", names.stays))
            .item("goes", format!("Goes to {}, the record that is parted", names.goes))
            .chosen(chosen)
            .errors(&errors)
            .into()
    });
    let page = frame(opened, signed, "Part two records").back(Tab::Details.address(id), "Back to the details");
    let conflict = sent.notice.is_some();
    let content = PartPage {
        each: each.collect(),
        address: format!("/people/{id}/facts/{at}/part"),
        hidden: page
            .csrf()
            .and(token::issue(app, id, &format!("part-{at}"), known_seq)?),
        why: Textarea::new(WHY_CHANGED, "Why are they not one person?")
            .hint("It stays in the history of both")
            .rows(3)
            .value(sent.why)
            .errors(&errors),
        save: Button::new("Part the two records").once(),
        leave: Tab::Details.address(id),
        notice: sent.notice,
    };
    if conflict && errors.is_empty() {
        return page.show_with(StatusCode::CONFLICT, &content);
    }
    page.errors(errors).show(&content)
}

/// "Contact 26-004518, received 4 Nov 2026 at 09:12, with what was decided: Maya, as the caller told it"
fn of_contact(parting: &Parting, fact: &Fact) -> Option<String> {
    let contact = parting.contacts.get(&fact.subject.contact()?)?;
    let name = contact.part(fact.record).map_or("", |p| p.child.name.as_str());
    let received = contact.received_at().map_or_else(String::new, |at| {
        format!(", received {}", domain::calendar::london::time_words(at))
    });
    Some(format!(
        "Contact {}{received}, with what was decided: {}, as the caller told it",
        contact.reference(),
        if name.is_empty() { "a child" } else { name }
    ))
}

fn field(at: FactRef) -> String {
    format!("goes-{at}")
}
