//! One section of a form: shown, saved at every pause, left by any of its buttons.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use domain::calendar::london;
use domain::forms::{Question, Raw, Section, paths};
use domain::ids::DraftId;
use store::{Saved, SectionAnswers};

use super::controls::{control, in_words};
use super::hand_over::chosen_nobody;
use super::page::{hidden_owned, page};
use super::{Open, also, draft_id, form};
use crate::App;
use crate::fields::{Fields, Protected};
use crate::frame::components::Errors;
use crate::frame::errors::{Error, StaleField, StalePage};
use crate::frame::{Area, Html, hidden_field};
use crate::session::Signed;

/// `POST /forms/{form}`: a new draft.
pub async fn start(
    State(app): State<App>,
    signed: Signed,
    Path(name): Path<String>,
    Protected(_): Protected,
) -> Result<Response, Error> {
    let form = form(&name).ok_or(Error::NotFound)?;
    let who = signed.who("");
    let author = signed.actor.worker;
    let (day, time) = now_in_words(&app);
    let id = app
        .store()
        .write(move |tx| {
            tx.scope::<domain::policy::TakeContact>(&who)?;
            let id = tx.start_draft(form.id, form.version, author)?;
            // What is happening now is what is usually being written down; both can be changed.
            let first = BTreeMap::from([("received_on", day), ("received_time", time)]);
            tx.save_section(
                id,
                author,
                form.sections[0].id,
                0,
                &serde_json::to_string(&first).unwrap_or_default(),
            )?;
            Ok(id)
        })
        .await?;
    Ok(Redirect::to(&format!("/drafts/{id}/{}", form.sections[0].id)).into_response())
}

fn now_in_words(app: &App) -> (String, String) {
    let now = london::zoned(app.now());
    (london::date_words(now.date()), now.strftime("%H:%M").to_string())
}

/// `GET /drafts/{id}/{section}`
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    Path((id, section)): Path<(String, String)>,
) -> Result<Response, Error> {
    let id = draft_id(&id)?;
    let who = signed.clone();
    let open = app.store().read(move |tx| Open::load(tx, id, &who)).await?;
    if open.draft.ended_at.is_some() {
        return Err(Error::refused(
            "This was handed over",
            "It is no draft any more. You find it at the front door.",
        ));
    }
    let section = open.form.section(&section).ok_or(Error::NotFound)?;
    page(&app, &signed, &open, section, &[]).await
}

/// `POST /drafts/{id}/{section}`: kept, valid or not; then on to where the button says.
pub async fn save(
    State(app): State<App>,
    signed: Signed,
    Path((id, section)): Path<(String, String)>,
    headers: HeaderMap,
    Protected(fields): Protected,
) -> Result<Response, Error> {
    let id = draft_id(&id)?;
    let who = signed.clone();
    let open = app.store().read(move |tx| Open::load(tx, id, &who)).await?;
    let section = open.form.section(&section).ok_or(Error::NotFound)?;
    let json = headers
        .get("accept")
        .is_some_and(|a| a.as_bytes().starts_with(b"application/json"));
    let go = fields.text("go").to_owned();
    let mut typed = typed(section, &fields, &go);
    // What is saved by itself while somebody types adds nobody: the page would not know of them.
    if !json {
        also::add(&app, &signed, section, &fields, &mut typed).await?;
    }
    let seen = fields.text("revision").parse().unwrap_or(0);
    let text = serde_json::to_string(&typed).map_err(Error::fault)?;
    let (author, name) = (signed.actor.worker, section.id);
    match app
        .store()
        .write(move |tx| tx.save_section(id, author, name, seen, &text))
        .await?
    {
        Saved::Changed { theirs } if json => Ok((
            StatusCode::CONFLICT,
            json_body(&serde_json::json!({"revision": theirs.revision.to_string()})),
        )
            .into_response()),
        Saved::Changed { theirs } => changed(&signed, &open, section, &typed, &theirs),
        Saved::At { revision, at } if json => {
            let at = london::zoned(at).strftime("%H:%M").to_string();
            Ok(json_body(&serde_json::json!({"saved_at": at, "revision": revision.to_string()})).into_response())
        }
        Saved::At { .. } => leave(&app, &signed, open, section, typed, &go).await,
    }
}

/// Keeps what stood on the page whose button hands the form over, and gives the draft back with it.
pub async fn keep(app: &App, signed: &Signed, id: DraftId, fields: &Fields) -> Result<(), Error> {
    let who = signed.clone();
    let open = app.store().read(move |tx| Open::load(tx, id, &who)).await?;
    let Some(section) = open
        .form
        .section(fields.text("section"))
        .filter(|_| open.draft.ended_at.is_none())
    else {
        return Ok(());
    };
    let text = serde_json::to_string(&typed(section, fields, "")).map_err(Error::fault)?;
    let (author, seen) = (signed.actor.worker, open.revision(section.id));
    app.store()
        .write_vital(move |tx| tx.save_section(id, author, section.id, seen, &text))
        .await?;
    Ok(())
}

/// What was typed into a section's questions. A part's id is its number, given when it was added and never used again in this draft.
fn typed(section: &'static Section, fields: &Fields, go: &str) -> BTreeMap<String, String> {
    let mut typed: BTreeMap<String, String> = BTreeMap::new();
    let known = |path: &str| {
        let last = path.rsplit('.').next().unwrap_or(path);
        let depth = path.matches('.').count();
        let fits = match &section.repeats {
            Some(repeat) => depth == 2 && path.strip_prefix(repeat.prefix).is_some_and(|p| p.starts_with('.')),
            None => depth == 0,
        };
        fits && section.questions.iter().any(|q| q.id == last)
    };
    for (name, value) in fields.pairs().filter(|(name, _)| known(name)) {
        typed
            .entry(name.to_owned())
            .and_modify(|v| *v = format!("{v}\n{value}"))
            .or_insert_with(|| value.to_owned());
    }
    let Some(repeat) = &section.repeats else { return typed };
    if let Some(part) = go.strip_prefix("remove:") {
        typed.retain(|path, _| !path.starts_with(&format!("{}.{part}.", repeat.prefix)));
    }
    if go == "add" {
        let next = also::next_part(&typed, repeat);
        typed.insert(
            format!("{}.{next}.{}", repeat.prefix, section.questions[0].id),
            String::new(),
        );
    }
    // "This is the child": the panel's button names the part and the person.
    if let Some((part, person)) = go.strip_prefix("is:").and_then(|g| g.split_once(':')) {
        typed.insert(format!("{}.{part}.person", repeat.prefix), person.to_owned());
    }
    typed
}

/// Where a button leads once the section is saved.
async fn leave(
    app: &App,
    signed: &Signed,
    mut open: Open,
    section: &'static Section,
    typed: BTreeMap<String, String>,
    go: &str,
) -> Result<Response, Error> {
    let prefix = section.repeats.as_ref().map(|r| format!("{}.", r.prefix));
    open.raw.0.retain(|path, _| {
        !section.questions.iter().any(|q| q.id == path) && prefix.as_ref().is_none_or(|p| !path.starts_with(p.as_str()))
    });
    open.raw.0.extend(typed);
    let mut odd = open.form.odd_answers(section, &open.raw);
    if section.repeats.is_some() {
        let (who, raw) = (signed.clone(), open.raw.clone());
        odd.extend(app.store().read(move |tx| chosen_nobody(tx, &who, &raw)).await?);
    }
    let stays = go.is_empty() || go == "add" || go.starts_with("remove:") || go.starts_with("is:");
    if !odd.is_empty() {
        return page(app, signed, &reload(app, signed, &open).await?, section, &odd).await;
    }
    let next = if stays {
        section.id
    } else {
        open.form.section(go).map_or(section.id, |s| s.id)
    };
    Ok(Redirect::to(&open.address(next)).into_response())
}

async fn reload(app: &App, signed: &Signed, open: &Open) -> Result<Open, Error> {
    let (id, who) = (open.draft.id, signed.clone());
    Ok(app.store().read(move |tx| Open::load(tx, id, &who)).await?)
}

/// Somebody, or another tab, saved since: both versions, the words typed kept on the page.
fn changed(
    signed: &Signed,
    open: &Open,
    section: &'static Section,
    mine: &BTreeMap<String, String>,
    theirs: &SectionAnswers,
) -> Result<Response, Error> {
    let theirs_raw = Raw(super::answers(&theirs.answers));
    let mine_raw = Raw(mine.clone());
    let both: BTreeMap<String, &'static Question> = paths(section, &theirs_raw)
        .into_iter()
        .chain(paths(section, &mine_raw))
        .collect();
    let differing = both
        .into_iter()
        .filter(|(path, _)| theirs_raw.get(path) != mine_raw.get(path));
    let fields: Vec<StaleField> = differing
        .map(|(path, q)| {
            let saved = in_words(q, theirs_raw.get(&path));
            StaleField {
                label: q.label.into(),
                saved: if saved.is_empty() {
                    "Not recorded".into()
                } else {
                    saved.into()
                },
                yours: control(&path, q, &mine_raw, &Errors::new()),
            }
        })
        .collect();
    let unchanged: Html = mine_raw.0.iter().fold(Html::default(), |h, (path, value)| {
        if theirs_raw.get(path) == mine_raw.get(path) {
            h.and(hidden_owned(path, value))
        } else {
            h
        }
    });
    let page = signed.frame.page(section.title).area(Area::FrontDoor);
    StalePage {
        what: section.title.into(),
        saved_by: format!("you, in another window, at {}", london::time_words(theirs.changed_at)).into(),
        action: open.address(section.id).into(),
        hidden: page
            .csrf()
            .and(unchanged)
            .and(hidden_field("revision", &theirs.revision.to_string())),
        fields,
        save: "Save what you see here".into(),
        leave: open.address(section.id).into(),
    }
    .show(page)
}

fn json_body(value: &serde_json::Value) -> impl IntoResponse + use<> {
    ([(CONTENT_TYPE, "application/json")], value.to_string())
}
