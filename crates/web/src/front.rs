//! What stands before any area of work: the start page, the health of the server, and what Holdfast says about itself.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use crate::App;
use crate::frame::errors::Error;
use crate::frame::{about, paths};
use crate::session::{Signed, frame_for_nobody};

/// `GET /`: the first area of whoever is signed in.
pub async fn home(signed: Signed) -> Response {
    let first = signed.frame.signed_in.as_ref().and_then(|s| s.areas.first());
    Redirect::to(first.map_or(paths::SIGN_IN, |a| a.address())).into_response()
}

/// The program runs.
pub async fn live() -> &'static str {
    "ok"
}

/// The program can read its record.
pub async fn ready(State(app): State<App>) -> Response {
    match app.store().read(|tx| tx.known_seq()).await {
        Ok(_) => "ok".into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the record cannot be read").into_response(),
    }
}

pub async fn accessibility(State(app): State<App>, signed: Option<axum::Extension<Signed>>) -> Result<Response, Error> {
    about::accessibility(&signed.map_or_else(|| frame_for_nobody(&app), |s| s.0.frame))
}

pub async fn corrections(State(app): State<App>, signed: Option<axum::Extension<Signed>>) -> Result<Response, Error> {
    about::corrections(&signed.map_or_else(|| frame_for_nobody(&app), |s| s.0.frame))
}
