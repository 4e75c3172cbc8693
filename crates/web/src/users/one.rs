//! `GET /users/{id}`: one account, and what may be done about it.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::calendar::london;
use domain::ids::WorkerId;
use domain::person::identity::day;
use domain::policy::ManageAccounts;
use store::{StaffAccount, Team};

use super::list::sign_in;
use super::secrets;
use super::{Id, OwnTeam, place, role_select, team_select};
use crate::App;
use crate::fields::{Fields, Protected};
use crate::frame::components::{Alert, Breadcrumbs, Button, Errors, FactList, Select, WarningText};
use crate::frame::errors::{Error, StaleField, StalePage};
use crate::frame::{Area, Html, hidden_field};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "users/one.html")]
struct Page {
    name: String,
    lead: String,
    address: String,
    csrf: Html,
    version: Html,
    facts: FactList,
    own: bool,
    role: Select,
    team: Select,
    save: Button,
    reset_title: &'static str,
    reset_words: &'static str,
    reset: Button,
    end: Option<(WarningText, Button)>,
}

async fn find(app: &App, signed: &Signed, id: WorkerId) -> Result<(StaffAccount, Vec<Team>), Error> {
    let who = signed.who("A user");
    let found = app
        .store()
        .read(move |tx| {
            let permit = tx.system::<ManageAccounts>(&who)?;
            Ok((tx.staff_member(&who, &permit, id)?, tx.teams()?))
        })
        .await?;
    Ok(found)
}

/// `GET /users/{id}`
pub async fn page(State(app): State<App>, signed: Signed, Id(id): Id) -> Result<Response, Error> {
    let (staff, teams) = find(&app, &signed, id).await?;
    show(&app, &signed, &staff, &teams, None, None)
}

fn show(
    app: &App,
    signed: &Signed,
    staff: &StaffAccount,
    teams: &[Team],
    notice: Option<Alert>,
    wrong: Option<(&Fields, Errors)>,
) -> Result<Response, Error> {
    let worker = &staff.worker;
    let (chosen, errors) = match wrong {
        Some((fields, errors)) => (Some((fields.text("role"), fields.text("team"))), errors),
        None => (None, Errors::new()),
    };
    let status = match (&notice, errors.is_empty()) {
        (Some(_), _) => StatusCode::CONFLICT,
        (None, true) => StatusCode::OK,
        (None, false) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let mut page = signed
        .frame
        .page(worker.name.clone())
        .area(Area::Users)
        .breadcrumbs(Breadcrumbs::new().link("/users", "Users").here(worker.name.clone()))
        .errors(errors.clone());
    if let Some(notice) = notice {
        page = page.notice(notice);
    }
    let or = |text: &str, otherwise: &str| {
        if text.is_empty() {
            otherwise.to_owned()
        } else {
            text.to_owned()
        }
    };
    let team = worker.team.map(|t| t.to_string()).unwrap_or_default();
    let since = app.now() - app.settings().sessions.idle;
    let (reset_title, reset_words) = if staff.may_sign_in() {
        (
            "Reset the sign-in",
            "A new one-time password and a new key for the authenticator app. Every session of theirs ends.",
        )
    } else {
        (
            "Give access",
            "A one-time password and a key for the authenticator app.",
        )
    };
    let content = Page {
        name: worker.name.clone(),
        lead: format!("{}, {}", worker.role.label(), or(&staff.team, "no team")),
        address: format!("/users/{}", worker.id),
        csrf: page.csrf(),
        version: hidden_field("version", &staff.version),
        facts: FactList::new()
            .fact("Work email address", worker.email.clone())
            .fact("Social Work England number", or(&worker.registration, "Not recorded"))
            .fact("Telephone", or(&worker.telephone, "Not recorded"))
            .fact("Here since", day(worker.started_on))
            .fact("Sign-in", sign_in(staff, since)),
        own: worker.id == signed.actor.worker,
        role: role_select(chosen.map_or(worker.role.code(), |(role, _)| role), &errors),
        team: team_select(
            teams,
            OwnTeam::of(staff).as_ref(),
            chosen.map_or(&team, |(_, team)| team),
            &errors,
        ),
        save: Button::new("Save role and team").once(),
        reset_title,
        reset_words,
        reset: Button::new(reset_title).secondary().once(),
        end: staff.may_sign_in().then(|| {
            (
                WarningText::new("They are signed out at once, and cannot sign in any more. What they recorded stays under their name."),
                Button::new("End their access").warning().once(),
            )
        }),
    };
    page.show_with(status, &content)
}

/// `POST /users/{id}/place`: another role or team, from the next request on.
pub async fn change(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    Protected(fields): Protected,
) -> Result<Response, Error> {
    let (staff, teams) = find(&app, &signed, id).await?;
    let mut errors = Errors::new();
    let Some((role, team)) = place(&fields, &teams, OwnTeam::of(&staff).as_ref(), &mut errors) else {
        return show(&app, &signed, &staff, &teams, None, Some((&fields, errors)));
    };
    let (who, seen) = (signed.who("Role and team"), fields.text("version").to_owned());
    let saved = app
        .store()
        .write(move |tx| {
            let permit = tx.system::<ManageAccounts>(&who)?;
            tx.change_place(&who, &permit, id, &seen, role, team)
        })
        .await;
    match saved {
        Ok(()) => Ok(Redirect::to(&format!("/users/{id}")).into_response()),
        Err(store::Error::Stale { .. }) => stale(&app, &signed, id, &fields).await,
        Err(other) => Err(other.into()),
    }
}

/// Both versions; nothing of either is lost.
async fn stale(app: &App, signed: &Signed, id: WorkerId, fields: &Fields) -> Result<Response, Error> {
    let (staff, teams) = find(app, signed, id).await?;
    let errors = Errors::new();
    let page = signed.frame.page(staff.worker.name.clone()).area(Area::Users);
    let team = if staff.team.is_empty() { "No team" } else { &staff.team };
    StalePage {
        what: format!("The account of {}", staff.worker.name).into(),
        saved_by: "another administrator".into(),
        action: format!("/users/{id}/place").into(),
        hidden: page.csrf().and(hidden_field("version", &staff.version)),
        fields: vec![
            StaleField {
                label: "Role".into(),
                saved: staff.worker.role.label().into(),
                yours: role_select(fields.text("role"), &errors).into(),
            },
            StaleField {
                label: "Team".into(),
                saved: team.into(),
                yours: team_select(&teams, OwnTeam::of(&staff).as_ref(), fields.text("team"), &errors).into(),
            },
        ],
        save: "Save role and team".into(),
        leave: format!("/users/{id}").into(),
    }
    .show(page)
}

/// The page again, and why nothing was done.
async fn changed_meanwhile(app: &App, signed: &Signed, id: WorkerId) -> Result<Response, Error> {
    let (staff, teams) = find(app, signed, id).await?;
    let words = "Another administrator changed this account while you looked at it. Nothing of yours was done. This is how it is now.";
    show(
        app,
        signed,
        &staff,
        &teams,
        Some(Alert::care("Changed by somebody else", words)),
        None,
    )
}

/// `POST /users/{id}/reset`: a new password and second factor, shown once.
pub async fn reset(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    Protected(fields): Protected,
) -> Result<Response, Error> {
    let (staff, _) = find(&app, &signed, id).await?;
    let made = secrets::make(&app).await?;
    let (who, seen, stored) = (
        signed.who("Reset the sign-in"),
        fields.text("version").to_owned(),
        made.stored.clone(),
    );
    let saved = app
        .store()
        .write(move |tx| {
            let permit = tx.system::<ManageAccounts>(&who)?;
            tx.reset_sign_in(&who, &permit, id, &seen, &stored)
        })
        .await;
    match saved {
        Ok(()) => secrets::show(&signed, &made, id, &staff.worker.name, &staff.worker.email),
        Err(store::Error::Stale { .. }) => changed_meanwhile(&app, &signed, id).await,
        Err(other) => Err(other.into()),
    }
}

/// `POST /users/{id}/end`: no access and no session from now on.
pub async fn end(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    Protected(fields): Protected,
) -> Result<Response, Error> {
    let (who, seen) = (signed.who("End access"), fields.text("version").to_owned());
    let today = london::date(app.now());
    let saved = app
        .store()
        .write(move |tx| {
            let permit = tx.system::<ManageAccounts>(&who)?;
            tx.end_access(&who, &permit, id, &seen, today)
        })
        .await;
    match saved {
        Ok(()) => Ok(Redirect::to(&format!("/users/{id}")).into_response()),
        Err(store::Error::Stale { .. }) => changed_meanwhile(&app, &signed, id).await,
        Err(other) => Err(other.into()),
    }
}
