//! Single sign-on: out to the council's own service, and back.

use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use identity::oidc::{Answer, Identified, Pending};
use jiff::SignedDuration;
use store::{Access, Outcome};

use super::{Started, landing, start, too_many};
use crate::App;
use crate::frame::errors::Error;
use crate::proxies::Client;
use crate::session;

/// How long somebody may take at the service.
const PATIENCE: SignedDuration = SignedDuration::from_mins(10);

#[derive(serde::Deserialize)]
pub struct To {
    #[serde(default)]
    to: String,
}

/// `GET /sign-in/council`
pub async fn begin(
    State(app): State<App>,
    Client(from): Client,
    Query(To { to }): Query<To>,
) -> Result<Response, Error> {
    let Some(client) = app.oidc() else {
        return Err(Error::NotFound);
    };
    let now = app.now();
    if let Err(wait) = app.guard(|g| g.begin(from, now)) {
        return Err(too_many(&app, "/sign-in/council", wait).await?);
    }
    let (url, pending) = client.begin(app.now()).await.map_err(explain)?;
    let state = url
        .query_pairs()
        .find(|(n, _)| n == "state")
        .map(|(_, v)| v.into_owned())
        .ok_or_else(|| Error::fault("no state"))?;
    let (text, to) = (
        serde_json::to_string(&pending).map_err(Error::fault)?,
        landing(&to).to_owned(),
    );
    let cookie = session::signing_in_cookie(&app, &state);
    app.store()
        .write_vital(move |tx| tx.keep_pending(&state, &text, &to))
        .await?;
    Ok(([cookie], Redirect::to(url.as_str())).into_response())
}

/// `GET /sign-in/return`
pub async fn finish(
    State(app): State<App>,
    Client(from): Client,
    headers: HeaderMap,
    Query(answer): Query<Answer>,
) -> Result<Response, Error> {
    let Some(client) = app.oidc() else {
        return Err(Error::NotFound);
    };
    let state = answer.state.clone().unwrap_or_default();
    // Begun by another browser: what came back is not for this one.
    if session::signing_in_of(&app, &headers).is_none_or(|begun| begun != state) {
        return Err(begun_elsewhere());
    }
    let kept = app
        .store()
        .write_vital(move |tx| tx.take_pending(&state, PATIENCE))
        .await?;
    let Some((pending, to)) = kept else {
        return Err(begun_elsewhere());
    };
    let pending: Pending = serde_json::from_str(&pending).map_err(Error::fault)?;
    let told = match client.finish(answer, pending, app.now()).await {
        Ok(told) => told,
        Err(problem) => {
            app.store()
                .log(vec![Access::nobody("sign_in", "/sign-in/return", Outcome::Refused)])
                .await?;
            return Err(explain(problem));
        }
    };
    let Some(worker) = account_of(&app, told).await? else {
        app.store()
            .log(vec![Access::nobody("sign_in", "/sign-in/return", Outcome::Refused)])
            .await?;
        return Err(Error::refused(
            "You do not have a place in Holdfast",
            "Your council account is known, but nobody has added it here, or it has ended. Ask the system administrator.",
        ));
    };
    match start(&app, worker, None, session::token_of(&app, &headers), "single sign-on").await? {
        Started::With(cookie) => {
            app.guard(|g| g.came_back(from));
            Ok(([cookie], Redirect::to(landing(&to))).into_response())
        }
        Started::CodeUsed => Err(Error::fault("a code where none is used")),
    }
}

/// The account by issuer and subject; at the first sign-in by a verified email address, and tied to the subject from then on.
async fn account_of(app: &App, told: Identified) -> Result<Option<domain::ids::WorkerId>, Error> {
    let subject = format!("{} {}", told.issuer, told.subject);
    let email = told.email.filter(|_| told.email_verified);
    let found = app
        .store()
        .write_vital(move |tx| {
            if let Some(account) = tx.account_by_subject(&subject)? {
                return Ok(Some(account));
            }
            let Some(email) = email else { return Ok(None) };
            let Some(account) = tx.account_by_email(&email)? else {
                return Ok(None);
            };
            tx.link_subject(account.worker, &subject)?;
            // Somebody else's subject is tied already: then this is not their account.
            tx.account_by_subject(&subject)
        })
        .await?;
    Ok(found.filter(|a| !a.disabled).map(|a| a.worker))
}

/// It was no form, and nothing was typed that could be lost.
fn begun_elsewhere() -> Error {
    Error::refused(
        "You could not be signed in",
        "This sign-in was begun too long ago, or in another browser. Start again from the sign-in page.",
    )
}

fn explain(problem: identity::oidc::OidcError) -> Error {
    tracing::warn!(code = problem.code(), "single sign-on did not work");
    Error::refused("You could not be signed in", problem.for_person())
}
