//! Immediate danger: one button, no field in its way.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::policy::DeclareDanger;
use store::Seen;

use super::{Which, seen};
use crate::App;
use crate::fields::Protected;
use crate::frame::errors::Error;
use crate::session::Signed;

/// `POST /contacts/{id}/danger`
pub async fn declare(
    State(app): State<App>,
    signed: Signed,
    Which(id): Which,
    Protected(fields): Protected,
) -> Result<Response, Error> {
    // Even a form whose signed field is missing or old acts; then nothing is claimed to have been seen.
    let seen = match seen::read(&app, &signed, "contact", id, &fields) {
        Some(returned) => Seen {
            request_id: format!("danger:{}", returned.seen.request_id),
            ..returned.seen
        },
        None => Seen {
            request_id: format!("danger:{id}:{}", app.now().as_microsecond()),
            request_digest: seen::digest(&signed, &fields),
            known_seq: 0,
            shown: Vec::new(),
        },
    };
    let who = signed.who("Immediate danger");
    app.store()
        .write_vital(move |tx| {
            let permit = tx.permit::<DeclareDanger>(&who, id)?;
            tx.declare_danger(&who, &permit, &seen)
        })
        .await?;
    Ok(Redirect::to(&format!("/contacts/{id}?danger=1")).into_response())
}
