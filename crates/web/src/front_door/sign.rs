//! A manager signs a decision, or gives it back with a question: what the page is asked for, and the save.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::contact::unreadable;
use domain::ids::{ContactId, RecordId, WorkerId};
use domain::ledger::Known;
use domain::policy::{Permit, SignDecision};
use jiff::Timestamp;
use store::{Before, Named, OpenContact, Signing};

use super::signing::show;
use super::{WhichChild, news, seen, stale};
use crate::App;
use crate::fields::Protected;
use crate::frame::components::{Errors, Tone, Warn};
use crate::frame::errors::Error;
use crate::frame::strong;
use crate::session::Signed;

pub(super) struct Loaded {
    pub permit: Permit<SignDecision>,
    pub open: OpenContact,
    pub before: Before,
    /// What the decider had in front of them, and when that was.
    pub known: Option<(Known, Option<Timestamp>)>,
    pub names: BTreeMap<WorkerId, Named>,
}

/// What the manager typed.
#[derive(Clone, Default)]
pub(super) struct Typed {
    pub words: String,
    pub question: String,
}

/// `GET /contacts/{id}/children/{part}/sign`
pub async fn page(State(app): State<App>, signed: Signed, WhichChild(id, part): WhichChild) -> Result<Response, Error> {
    let loaded = load(&app, &signed, id, part, None).await?;
    show(&app, &signed, &loaded, part, &Typed::default(), Errors::new(), None)
}

/// `POST /contacts/{id}/children/{part}/sign`
pub async fn save(
    State(app): State<App>,
    signed: Signed,
    WhichChild(id, part): WhichChild,
    Protected(fields): Protected,
) -> Result<Response, Error> {
    let returned = seen::read(&app, &signed, "sign", id, &fields).filter(|r| r.part == part);
    let Some((seen, decision)) = returned.and_then(|r| Some((r.seen, r.decision?))) else {
        return Err(Error::OldForm);
    };
    let typed = Typed {
        words: fields.raw("words").to_owned(),
        question: fields.raw("question").to_owned(),
    };
    let giving_back = fields.text("do") == "return";
    let mut errors = Errors::new();
    for (field, text) in [("words", &typed.words), ("question", &typed.question)] {
        if let Some(why) = unreadable(text) {
            errors.add(field, why);
        }
    }
    if giving_back && typed.question.trim().is_empty() {
        errors.add("question", "Write the question that has to be answered");
    }
    if !errors.is_empty() {
        let loaded = load(&app, &signed, id, part, None).await?;
        return show(&app, &signed, &loaded, part, &typed, errors, None);
    }
    let what = if giving_back {
        Signing::Return {
            question: typed.question.trim().to_owned(),
        }
    } else {
        Signing::Sign {
            words: typed.words.trim().to_owned(),
        }
    };
    let who = signed.who("Signature");
    let sent = seen.clone();
    let result = app
        .store()
        .write(move |tx| {
            let permit = tx.permit::<SignDecision>(&who, id)?;
            tx.sign(&who, &permit, part, decision, what, &sent)
        })
        .await;
    let again = match result {
        Ok(_) => {
            let done = if giving_back { "returned" } else { "signed" };
            return Ok(Redirect::to(&format!("/contacts/{id}?{done}={part}")).into_response());
        }
        Err(again @ (store::Error::Stale { .. } | store::Error::LookAgain { .. } | store::Error::RequestReused(_))) => {
            again
        }
        Err(store::Error::Rule(why)) => {
            let loaded = load(&app, &signed, id, part, None).await?;
            let warn = Warn::new(Tone::Care, strong(why)).status().gap().into();
            return show(
                &app,
                &signed,
                &loaded,
                part,
                &typed,
                Errors::new(),
                Some((warn, StatusCode::FORBIDDEN)),
            );
        }
        Err(other) => return Err(other.into()),
    };
    let loaded = load(&app, &signed, id, part, Some(seen.known_seq)).await?;
    match again {
        store::Error::Stale { .. } => stale::signature(&app, &signed, &loaded, part, decision, &typed),
        store::Error::RequestReused(_) => {
            let words = strong("This form was sent before, with other words.")
                .and(" What is saved stands below; what you typed now is on this page and not saved.");
            let warn = Warn::new(Tone::Care, words).status().gap().into();
            show(
                &app,
                &signed,
                &loaded,
                part,
                &typed,
                Errors::new(),
                Some((warn, StatusCode::CONFLICT)),
            )
        }
        _ => {
            let news = news::nothing_saved(&loaded.before, &loaded.names, app.now());
            show(
                &app,
                &signed,
                &loaded,
                part,
                &typed,
                Errors::new(),
                Some((news, StatusCode::CONFLICT)),
            )
        }
    }
}

async fn load(app: &App, signed: &Signed, id: ContactId, part: RecordId, since: Option<i64>) -> Result<Loaded, Error> {
    let who = signed.who("Signature");
    let loaded = app
        .store()
        .read(move |tx| {
            let permit = tx.permit::<SignDecision>(&who, id)?;
            let open = tx.contact_to_sign(&who, &permit, part)?;
            let child = open.contact.part(part).ok_or(store::Error::NotThere("child"))?;
            let decision = child.state.decision().map(|d| d.origin.fact);
            let known = match decision {
                Some(fact) => tx.known_at(fact)?,
                None => None,
            };
            // What is new since the decision, unless something newer is asked about.
            let from = since.or(decision.map(|d| d.seq));
            let before = tx.before(&who, &open, from)?;
            let names = tx.names_of(before.newer.iter().map(|n| n.by))?;
            let known = match known {
                Some(known) => {
                    let at = tx.recorded_at(known.known_seq)?;
                    Some((known, at))
                }
                None => None,
            };
            Ok(Loaded {
                permit,
                open,
                before,
                known,
                names,
            })
        })
        .await?;
    Ok(loaded)
}
