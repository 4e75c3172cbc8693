//! One thing to record, as a short form.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::calendar::london;
use domain::forms::Raw;
use domain::ids::PersonId;
use domain::policy::{Permit, ReadRecord};
use domain::record::{Finding, NEW, Panel, RecordForm};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{Recorded, Tx, Who};

use super::fields::{self, Asked};
use super::panels::{self, Looked, Panels};
use super::{Behind, Which, frame, stale, token};
use crate::App;
use crate::fields::Protected;
use crate::find::sealed_look_alikes;
use crate::forms::{hidden_owned, told};
use crate::frame::components::{Button, Errors, Tone, Warn};
use crate::frame::errors::Error;
use crate::frame::{Html, hidden_field, strong};
use crate::people::{Opened, Tab, open_with};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "record/form.html")]
pub(super) struct FormPage {
    pub title: String,
    pub lead: Html,
    pub notice: Option<Html>,
    pub address: String,
    pub hidden: Html,
    pub controls: Vec<Html>,
    pub save: Option<Button>,
    pub leave: String,
}

/// Sent by the buttons that say who the other person is, which record nothing yet.
const CHOOSING: &str = "choosing";

/// What an address may say of a form: ids and codes only.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Start {
    /// The baby has been born.
    born: String,
    /// The missed clock that the reason is for.
    clock: String,
}

/// Opens a record for recording on it. With a form its right is asked for, and refused where it is not given.
pub(super) async fn open(
    app: &App,
    signed: &Signed,
    id: PersonId,
    form: Option<&'static RecordForm>,
) -> Result<Result<(Opened, (Behind, Panels)), Response>, Error> {
    open_for(app, signed, id, form, Raw::default()).await
}

pub(super) async fn open_for(
    app: &App,
    signed: &Signed,
    id: PersonId,
    form: Option<&'static RecordForm>,
    raw: Raw,
) -> Result<Result<(Opened, (Behind, Panels)), Response>, Error> {
    let read = move |tx: &mut Tx<'_>, who: &Who, permit: &Permit<ReadRecord>, at: Option<Timestamp>, shown: &str| {
        let may = form.map(|form| tx.may_record(who, form.right, id)).transpose()?;
        let record = tx.open_record(who, permit, at, shown)?;
        let behind = Behind {
            known_seq: record.known_seq,
            facts: record.facts.clone(),
        };
        let panels = match form.zip(may.as_ref()) {
            Some(form) => Panels::read(tx, who, id, form, &raw)?,
            None => Panels::default(),
        };
        Ok((record, (behind, panels)))
    };
    open_with(app, signed, id, Tab::Record, &Default::default(), "", read).await
}

/// `GET /people/{id}/record/{form}`
pub async fn page(
    State(app): State<App>,
    signed: Signed,
    Which(id, form): Which,
    Query(start): Query<Start>,
) -> Result<Response, Error> {
    let (opened, (behind, panels)) = match open(&app, &signed, id, Some(form)).await? {
        Ok(found) => found,
        Err(answer) => return Ok(answer),
    };
    // Of what there is one, a new one corrects the one that stands.
    if let Some(at) = store::one_that_stands(form, &behind.facts, &opened.view.group) {
        let born = if start.born.is_empty() { "" } else { "?born=1" };
        return Ok(Redirect::to(&format!("/people/{}/facts/{at}/correct{born}", opened.view.id)).into_response());
    }
    let mut raw = Raw::default();
    if !start.clock.is_empty() {
        raw.0.insert("clock".into(), start.clock);
    }
    show(
        &app,
        &signed,
        &opened,
        form,
        &Shown::fresh(raw, behind.known_seq),
        &panels,
    )
    .await
}

/// `POST /people/{id}/record/{form}`
pub async fn send(
    State(app): State<App>,
    signed: Signed,
    Which(id, form): Which,
    Protected(sent): Protected,
) -> Result<Response, Error> {
    let seen = token::read(&app, &signed, id, form.id, &sent)?;
    let raw = fields::raw(form, &sent);
    let mut shown = Shown::fresh(raw.clone(), seen.known_seq);
    match sent.text("step") {
        "find" => shown.step = Step::Find(sent.text("look_for").to_owned()),
        // The button beside somebody who was found says who it is, and nothing is recorded yet.
        _ if sent.has("other")
            && (sent.has(CHOOSING) || form.questions.iter().all(|q| q.id == "other" || !sent.has(q.id))) =>
        {
            shown.step = Step::Chosen;
        }
        _ => {
            let (who, seen, typed) = (signed.who(""), seen.clone(), raw.clone());
            let today = london::date(app.now());
            let result = app
                .store()
                .write(move |tx| {
                    let may = tx.may_record(&who, form.right, id)?;
                    // Asked before the new person is on record, who would be like nobody more than themselves.
                    let sealed = match typed.get("other") {
                        NEW => sealed_look_alikes(tx, &by_name(&typed, today))?,
                        _ => Vec::new(),
                    };
                    let recorded = tx.record(&who, &may, form, &typed, &seen)?;
                    if let Recorded::Saved(saved) = &recorded
                        && !saved.again
                    {
                        tx.raise_check_of_new_person(saved.seq, &sealed)?;
                    }
                    Ok(recorded)
                })
                .await;
            match result {
                Ok(Recorded::Saved(saved)) => return Ok(after(id, saved.seq)),
                Ok(Recorded::Wrong(findings)) => shown.findings = findings,
                Ok(Recorded::Unchanged) => {}
                Err(store::Error::Stale { .. }) => shown.step = Step::Stale,
                Err(store::Error::RequestReused(_)) => shown.step = Step::SentBefore,
                Err(other) => return Err(other.into()),
            }
        }
    }
    let (opened, (behind, panels)) = match open_for(&app, &signed, id, Some(form), raw).await? {
        Ok(found) => found,
        Err(answer) => return Ok(answer),
    };
    if matches!(shown.step, Step::Stale) {
        return stale::new(&app, &signed, &opened, &behind, form, &shown, &panels);
    }
    show(&app, &signed, &opened, form, &shown, &panels).await
}

/// Somebody new, as what is said of them would be looked up.
fn by_name(typed: &Raw, today: Date) -> matching::Query {
    let name = format!("{} {}", typed.get("new_given"), typed.get("new_family"));
    told(&name, "", "", "", today)
}

/// After saving: the record, with what was saved.
pub(super) fn after(id: PersonId, seq: i64) -> Response {
    Redirect::to(&format!("/people/{id}?saved={seq}")).into_response()
}

/// What a page of a form shows.
pub(super) struct Shown {
    pub raw: Raw,
    pub findings: Vec<Finding>,
    /// The head of the ledger that its first page showed.
    pub known_seq: i64,
    step: Step,
}

enum Step {
    Form,
    Find(String),
    Chosen,
    Stale,
    /// The same form was saved before, with other words.
    SentBefore,
}

impl Shown {
    fn fresh(raw: Raw, known_seq: i64) -> Self {
        Self {
            raw,
            findings: Vec::new(),
            known_seq,
            step: Step::Form,
        }
    }
}

async fn show(
    app: &App,
    signed: &Signed,
    opened: &Opened,
    form: &'static RecordForm,
    shown: &Shown,
    panels: &Panels,
) -> Result<Response, Error> {
    let id = opened.view.id;
    let asked = Asked {
        form,
        raw: &shown.raw,
        findings: &shown.findings,
        panels,
        correcting: false,
    };
    let mut errors = asked.errors();
    let page = frame(opened, signed, form.title).back(Tab::Record.address(id), "Back to what can be recorded");
    // Whoever the other one is comes first: what they are to this person is asked of somebody who was chosen.
    let (controls, save) = if form.panels.iter().any(|(_, p)| *p == Panel::Person) && panels.other.is_none() {
        errors = Errors::new();
        let looked = match &shown.step {
            Step::Find(asked) => panels::look(app, signed, asked.clone(), &mut errors).await?,
            Step::Form if !shown.findings.is_empty() => {
                let again = "Find the other person again, and choose them. What you typed of them is kept";
                let first = "Find the other person, and choose them";
                let typed = shown
                    .raw
                    .0
                    .iter()
                    .any(|(q, text)| *q != "other" && !text.trim().is_empty());
                errors.add("look_for", if typed { again } else { first });
                Looked::default()
            }
            _ => Looked::default(),
        };
        let today = opened.view.on;
        let found = panels::finder(
            &looked,
            &opened.view.group,
            "Choose this one",
            Some("None of these: somebody who is not on record yet"),
            &errors,
            today,
        );
        // What was typed before the other one could not be found any more comes back with whoever is chosen.
        let typed = shown.raw.0.iter().filter(|(question, _)| *question != "other");
        let kept = typed.fold(hidden_field(CHOOSING, "yes"), |html, (question, text)| {
            html.and(hidden_owned(question, text))
        });
        (vec![found, kept], None)
    } else {
        let save = Button::new(format!("Record {}", lower(form.title))).once();
        (asked.controls(opened, &errors), Some(save))
    };
    let content = FormPage {
        title: format!("Record {}", lower(form.title)),
        lead: form.hint.into(),
        notice: matches!(shown.step, Step::SentBefore).then(sent_before),
        address: format!("/people/{id}/record/{}", form.id),
        hidden: page.csrf().and(token::issue(app, id, form.id, shown.known_seq)?),
        controls,
        save,
        leave: Tab::Overview.address(id),
    };
    if matches!(shown.step, Step::SentBefore) && errors.is_empty() {
        return page.show_with(StatusCode::CONFLICT, &content);
    }
    page.errors(errors).show(&content)
}

/// The same form was saved before, and has other words now.
pub(super) fn sent_before() -> Html {
    let words = strong("This form was saved before, with other words.").and(
        " What is saved stands on the record. What you typed now is on this page and not saved; save again if it should stand too.",
    );
    Warn::new(Tone::Care, words).status().gap().into()
}

/// A title in the middle of a sentence.
pub(super) fn lower(title: &str) -> String {
    let mut chars = title.chars();
    chars
        .next()
        .map(|c| c.to_lowercase().chain(chars).collect())
        .unwrap_or_default()
}
