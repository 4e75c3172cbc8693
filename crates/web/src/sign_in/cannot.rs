//! "I cannot sign in": what to try, and whom to ring. Open to anybody, signed in or not, and the same for everybody: it tells of no account.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::App;
use crate::frame::errors::Error;
use crate::session;

#[derive(Template)]
#[template(path = "sign_in/cannot.html")]
struct Cannot {
    single_sign_on: bool,
    help: String,
    duty: String,
}

/// `GET /sign-in/cannot`
pub async fn page(State(app): State<App>) -> Result<Response, Error> {
    let authority = app.authority();
    session::frame_for_nobody(&app).page("I cannot sign in").show(&Cannot {
        single_sign_on: app.oidc().is_some(),
        help: authority.help.to_string(),
        duty: authority.duty.to_string(),
    })
}
