//! Deciding child by child (screen 07): what the page is asked for, and the save of one decision.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::contact::Missing;
use domain::ids::{ContactId, RecordId, WorkerId};
use domain::policy::{DecideContact, Permit};
use store::{Before, Decided, Named, OpenContact};

use super::choose::Typed;
use super::deciding::show;
use super::{Which, seen, stale};
use crate::App;
use crate::fields::Protected;
use crate::frame::errors::Error;
use crate::session::Signed;

#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    /// The part of the child to decide for.
    child: String,
    /// The part that was just saved.
    saved: String,
}

/// What a page of deciding is made from.
pub(super) struct Loaded {
    pub permit: Permit<DecideContact>,
    pub open: OpenContact,
    pub before: Before,
    pub newer_by: BTreeMap<WorkerId, Named>,
}

/// `GET /contacts/{id}/decide`
pub async fn page(
    State(app): State<App>,
    signed: Signed,
    Which(id): Which,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let loaded = load(&app, &signed, id, None).await?;
    let wanted = asked.child.parse().ok();
    let saved = asked.saved.parse().ok();
    show(&app, &signed, &loaded, wanted, Shown::Fresh { saved })
}

/// `POST /contacts/{id}/decide`
pub async fn save(
    State(app): State<App>,
    signed: Signed,
    Which(id): Which,
    Protected(fields): Protected,
) -> Result<Response, Error> {
    let Some(returned) = seen::read(&app, &signed, "decide", id, &fields) else {
        return Err(Error::OldForm);
    };
    let typed = Typed::of(&fields);
    let (part, page) = (returned.part, returned.seen);
    let threshold = app.settings().service_manager_from_contact;
    let who = signed.who("Decision");
    let (sent, seen) = (typed.clone(), page.clone());
    let result = app
        .store()
        .write(move |tx| {
            let permit = tx.permit::<DecideContact>(&who, id)?;
            tx.decide(&who, &permit, part, &sent.raw(), &seen, threshold)
        })
        .await;
    let problem = match result {
        Ok(Decided::Saved(_)) => {
            return Ok(Redirect::to(&format!("/contacts/{id}/decide?saved={part}")).into_response());
        }
        Ok(Decided::Missing(missing)) => Problem::Missing(missing),
        Err(store::Error::LookAgain { .. }) => Problem::LookAgain,
        Err(store::Error::Stale { .. }) => Problem::Changed,
        Err(store::Error::RequestReused(_)) => Problem::Reused,
        Err(other) => return Err(other.into()),
    };
    let loaded = load(&app, &signed, id, Some(page.known_seq)).await?;
    let child = loaded.open.contact.part(part);
    let decided_since = child
        .and_then(|p| p.state.decision())
        .filter(|d| d.origin.fact.seq > page.known_seq);
    if let (Problem::Changed, Some(child), Some(_)) = (&problem, child, decided_since) {
        return stale::decision(&app, &signed, &loaded, child, &typed);
    }
    show(&app, &signed, &loaded, Some(part), Shown::Again { typed, problem })
}

/// Why a save did not go through.
pub(super) enum Problem {
    Missing(Vec<Missing>),
    LookAgain,
    Changed,
    /// The same form was sent before, with other words.
    Reused,
}

pub(super) enum Shown {
    Fresh {
        saved: Option<RecordId>,
    },
    /// With the words that were sent.
    Again {
        typed: Typed,
        problem: Problem,
    },
}

pub(super) async fn load(app: &App, signed: &Signed, id: ContactId, since: Option<i64>) -> Result<Loaded, Error> {
    let who = signed.who("Decision");
    let loaded = app
        .store()
        .read(move |tx| {
            let permit = tx.permit::<DecideContact>(&who, id)?;
            let open = tx.open_contact(&who, &permit, None, "a contact to decide")?;
            let before = tx.before(&who, &open, since)?;
            let newer_by = tx.names_of(before.newer.iter().map(|n| n.by))?;
            Ok(Loaded {
                permit,
                open,
                before,
                newer_by,
            })
        })
        .await?;
    Ok(loaded)
}
