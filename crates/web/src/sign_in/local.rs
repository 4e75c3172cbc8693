//! The sign-in page: the council's own account first, a Holdfast password for those who have one (screen 01).

use std::net::IpAddr;

use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use domain::typed::can_be_kept;
use identity::passwords::{Password, PasswordError, StoredPassword, Verdict};
use identity::totp::{CodeCheck, TotpSecret};
use store::{Access, Outcome};

use super::{Started, landing, start, too_many};
use crate::App;
use crate::fields::{Fields, Protected, Unprotected};
use crate::frame::components::{Button, Errors, Input, Password as PasswordInput, Tone, Warn};
use crate::frame::errors::Error;
use crate::frame::{Html, paths, strong};
use crate::proxies::Client;
use crate::session::{self, Signed};

#[derive(Template)]
#[template(path = "sign_in/page.html")]
struct SignInPage {
    to: String,
    organisation: String,
    /// Why the reader is here, if they did not come by themselves.
    notice: Option<Html>,
    single_sign_on: bool,
    email: Html,
    password: Html,
    code: Html,
    button: Html,
    demo: Vec<DemoSignIn>,
    /// For the public: the help desk takes no worries about children.
    duty: String,
}

/// One sign-in of the demonstration, as `holdfast demo` prints it.
struct DemoSignIn {
    email: String,
    /// With the team, since two managers are not the same.
    role: String,
}

#[derive(serde::Deserialize)]
pub struct Arrival {
    #[serde(default)]
    to: String,
    #[serde(default)]
    after: String,
}

/// `GET /sign-in`
pub async fn page(
    State(app): State<App>,
    Query(arrival): Query<Arrival>,
    signed: Option<Extension<Signed>>,
) -> Result<Response, Error> {
    if signed.is_some() {
        return Ok(Redirect::to(landing(&arrival.to)).into_response());
    }
    show(&app, &arrival, &Fields::default(), Errors::new()).await
}

/// `POST /sign-in`
pub async fn send(
    State(app): State<App>,
    Query(arrival): Query<Arrival>,
    Client(from): Client,
    headers: HeaderMap,
    Unprotected(fields): Unprotected,
) -> Result<Response, Error> {
    let arrival = Arrival {
        to: fields.text("to").to_owned(),
        ..arrival
    };
    match check(&app, &fields, from).await? {
        Checked::Right { worker, totp_step } => {
            let old = session::token_of(&app, &headers);
            match start(&app, worker, totp_step, old, "password").await? {
                Started::With(cookie) => {
                    let email = fields.text("email").to_owned();
                    let now = app.now();
                    app.guard(|g| g.signed_in(&email, from, now));
                    Ok(([cookie], Redirect::to(landing(&arrival.to))).into_response())
                }
                Started::CodeUsed => {
                    let errors = one_error("code", "This code was used a moment ago. Wait for the next one");
                    show(&app, &arrival, &fields, errors).await
                }
            }
        }
        Checked::Wrong(errors) => {
            app.store()
                .log(vec![Access::nobody("sign_in", "/sign-in", Outcome::Refused)])
                .await?;
            show(&app, &arrival, &fields, errors).await
        }
    }
}

fn one_error(field: &'static str, words: &'static str) -> Errors {
    let mut errors = Errors::new();
    errors.add(field, words);
    errors
}

enum Checked {
    Right {
        worker: domain::ids::WorkerId,
        totp_step: Option<i64>,
    },
    Wrong(Errors),
}

/// Every try costs the same, whether the account exists or not, and what is wrong is never said in detail.
async fn check(app: &App, fields: &Fields, from: IpAddr) -> Result<Checked, Error> {
    let email = fields.text("email").to_owned();
    let now = app.now();
    if email.is_empty() || fields.raw("password").is_empty() {
        let mut errors = Errors::new();
        if email.is_empty() {
            errors.add("email", "Enter your work email address");
        }
        if fields.raw("password").is_empty() {
            errors.add("password", "Enter your password");
        }
        return Ok(Checked::Wrong(errors));
    }
    let attempt = match app.guard(|g| g.admit(&email, from, now)) {
        Ok(attempt) => attempt,
        Err(wait) => return Err(too_many(app, "/sign-in", wait).await?),
    };
    // What no account can be called is asked of no database, one of which refuses it.
    let wanted = if can_be_kept(&email) {
        email.clone()
    } else {
        String::new()
    };
    let account = app
        .store()
        .read(move |tx| tx.account_by_email(&wanted))
        .await?
        .filter(|a| !a.disabled);
    let stored = account
        .as_ref()
        .and_then(|a| a.password.clone())
        .map(StoredPassword::from_column);
    let verdict = match app
        .passwords()
        .verify(Password::new(fields.raw("password")), stored)
        .await
    {
        Ok(verdict) => verdict,
        Err(PasswordError::Busy) => return Err(Error::TooMany { seconds: 5 }),
        Err(e) => return Err(Error::fault(e)),
    };
    let wrong = || Checked::Wrong(one_error("email", "The email address, password or code is not right"));
    let (Verdict::Right | Verdict::RightButOld, Some(account)) = (verdict, account) else {
        return Ok(wrong());
    };
    let mut totp_step = None;
    if account.needs_totp {
        let Some(secret) = account
            .totp_secret
            .as_deref()
            .and_then(|s| TotpSecret::from_base32(s).ok())
        else {
            return Ok(wrong());
        };
        let last = u64::try_from(account.totp_last_step).ok().filter(|s| *s > 0);
        match secret.check(fields.text("code"), now, last) {
            CodeCheck::Right { step } => totp_step = i64::try_from(step).ok(),
            CodeCheck::AlreadyUsed => {
                return Ok(Checked::Wrong(one_error(
                    "code",
                    "This code was used a moment ago. Wait for the next one",
                )));
            }
            CodeCheck::Wrong => return Ok(wrong()),
        }
    }
    app.guard(|g| g.right(attempt));
    Ok(Checked::Right {
        worker: account.worker,
        totp_step,
    })
}

async fn show(app: &App, arrival: &Arrival, fields: &Fields, errors: Errors) -> Result<Response, Error> {
    let authority = app.authority();
    let demo = if app.settings().demo {
        demo_sign_ins(app).await?
    } else {
        Vec::new()
    };
    let content = SignInPage {
        to: landing(&arrival.to).to_owned(),
        organisation: authority.name.split_whitespace().next().unwrap_or("council").to_owned(),
        notice: notice(app, &arrival.after),
        single_sign_on: app.oidc().is_some(),
        email: Input::email("email", "Work email address")
            .value(fields.text("email").to_owned())
            .autocomplete("username")
            .errors(&errors)
            .into(),
        password: PasswordInput::new("password", "Password").errors(&errors).into(),
        code: Input::new("code", "Six-digit code")
            .hint("From your authenticator app, if you have one. You can paste it.")
            .width(5)
            .numeric()
            .autocomplete("one-time-code")
            .errors(&errors)
            .into(),
        button: Button::new("Continue").into(),
        demo,
        duty: authority.duty.to_string(),
    };
    let page = session::frame_for_nobody(app).page("Sign in").errors(errors);
    page.show(&content)
}

/// Why the reader was sent here, and what was kept.
fn notice(app: &App, after: &str) -> Option<Html> {
    let idle = app.settings().sessions.idle.as_mins();
    let words = match after {
        "idle" => strong(format!("You were signed out after {idle} minutes without activity."))
            .and(" Everything you had typed is saved."),
        "out" => strong("You are signed out."),
        _ => return None,
    };
    Some(Warn::new(Tone::Plain, words).status().gap().into())
}

async fn demo_sign_ins(app: &App) -> Result<Vec<DemoSignIn>, Error> {
    let text = app
        .store()
        .read(|tx| tx.setting("demo_sign_ins"))
        .await?
        .unwrap_or_default();
    let emails: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    let (workers, teams) = app
        .store()
        .read(move |tx| {
            let workers = emails.iter().map(|e| tx.worker_by_email(e));
            let workers: Vec<_> = workers.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
            let teams = tx.names_of(workers.iter().map(|w| w.id))?;
            Ok((workers, teams))
        })
        .await?;
    Ok(workers
        .into_iter()
        .map(|w| DemoSignIn {
            role: session::role_and_team(w.role, teams.get(&w.id).map_or("", |named| named.team.as_str())),
            email: w.email,
        })
        .collect())
}

/// `POST /sign-out`
pub async fn sign_out(State(app): State<App>, signed: Signed, Protected(_): Protected) -> Result<Response, Error> {
    let hash = signed.token_hash;
    app.store().write_vital(move |tx| tx.end_session(&hash)).await?;
    Ok((
        [session::cookie(&app, None)],
        Redirect::to(&format!("{}?after=out", paths::SIGN_IN)),
    )
        .into_response())
}

/// `POST /session/stay`: the reader is still there.
pub async fn stay(State(app): State<App>, signed: Signed, Protected(_): Protected) -> Result<Response, Error> {
    let hash = signed.token_hash;
    app.store().write_vital(move |tx| tx.session_seen(&hash)).await?;
    Ok(axum::http::StatusCode::NO_CONTENT.into_response())
}
