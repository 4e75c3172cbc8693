//! `GET /users/add` and `POST /users`

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::calendar::london;
use domain::ids::WorkerId;
use domain::policy::ManageAccounts;
use domain::staff::{LONGEST_LINE, is_address, is_line};
use store::{Team, Worker};

use super::secrets;
use super::{place, role_select, team_select};
use crate::App;
use crate::fields::{Fields, Protected};
use crate::frame::components::{Breadcrumbs, Button, Errors, Input, Radios, Select};
use crate::frame::errors::Error;
use crate::frame::{Area, Html};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "users/add.html")]
struct Page {
    csrf: Html,
    name: Input,
    email: Input,
    role: Select,
    team: Select,
    registration: Input,
    telephone: Input,
    how: Option<Radios>,
    button: Button,
}

/// `GET /users/add`
pub async fn page(State(app): State<App>, signed: Signed) -> Result<Response, Error> {
    let teams = teams(&app, &signed).await?;
    show(&app, &signed, &teams, &Fields::default(), Errors::new())
}

async fn teams(app: &App, signed: &Signed) -> Result<Vec<Team>, Error> {
    let who = signed.who("Add somebody");
    let found = app.store().read(move |tx| {
        tx.system::<ManageAccounts>(&who)?;
        tx.teams()
    });
    Ok(found.await?)
}

/// `POST /users`
pub async fn send(State(app): State<App>, signed: Signed, Protected(fields): Protected) -> Result<Response, Error> {
    let teams = teams(&app, &signed).await?;
    let mut errors = Errors::new();
    for (field, what) in [
        ("name", "Enter their name"),
        ("email", "Enter their work email address"),
    ] {
        if fields.text(field).is_empty() {
            errors.add(field, what);
        }
    }
    let email = fields.text("email").to_lowercase();
    if !email.is_empty() && !is_address(&email) {
        errors.add("email", "Enter an email address, such as jo.whitlock@marlshire.example");
    }
    for field in ["name", "email", "registration", "telephone"] {
        let text = fields.text(field);
        if text.chars().count() > LONGEST_LINE {
            errors.add(field, format!("At most {LONGEST_LINE} characters"));
        } else if !is_line(text) {
            errors.add(field, "One line of letters, digits and signs");
        }
    }
    let place = place(&fields, &teams, None, &mut errors);
    let (Some((role, team)), true) = (place, errors.is_empty()) else {
        return show(&app, &signed, &teams, &fields, errors);
    };
    let council = app.oidc().is_some() && fields.text("how") == "council";
    let made = if council {
        None
    } else {
        Some(secrets::make(&app).await?)
    };
    let stored = made.as_ref().map(|m| m.stored.clone());
    let started_on = london::date(app.now());
    let name = fields.text("name").to_owned();
    let worker = Worker {
        id: WorkerId(app.store().write(|tx| tx.new_id()).await?),
        name: name.clone(),
        email: email.clone(),
        role,
        team,
        registration: fields.text("registration").to_owned(),
        telephone: fields.text("telephone").to_owned(),
        started_on,
        ended_on: None,
    };
    let (id, who) = (worker.id, signed.who("Add somebody"));
    let added = app
        .store()
        .write(move |tx| {
            let permit = tx.system::<ManageAccounts>(&who)?;
            tx.add_staff(&who, &permit, worker, stored.as_ref())
        })
        .await;
    match (added, made) {
        (Err(store::Error::Rule(why)), _) => {
            errors.add("email", why);
            show(&app, &signed, &teams, &fields, errors)
        }
        (Err(other), _) => Err(other.into()),
        (Ok(()), None) => Ok(Redirect::to(&format!("/users/{id}")).into_response()),
        (Ok(()), Some(made)) => secrets::show(&signed, &made, id, &name, &email),
    }
}

fn show(app: &App, signed: &Signed, teams: &[Team], fields: &Fields, errors: Errors) -> Result<Response, Error> {
    let page = signed
        .frame
        .page("Add somebody")
        .area(Area::Users)
        .breadcrumbs(Breadcrumbs::new().link("/users", "Users").here("Add somebody"))
        .errors(errors.clone());
    let input = |name: &'static str, label: &'static str| {
        Input::new(name, label)
            .value(fields.text(name).to_owned())
            .errors(&errors)
    };
    let content = Page {
        csrf: page.csrf(),
        name: input("name", "Name"),
        email: Input::email("email", "Work email address")
            .value(fields.text("email").to_owned())
            .errors(&errors),
        role: role_select(fields.text("role"), &errors),
        team: team_select(teams, None, fields.text("team"), &errors),
        registration: input("registration", "Social Work England number, if they have one"),
        telephone: input("telephone", "Telephone"),
        how: app.oidc().is_some().then(|| {
            Radios::new("how", "How do they sign in?")
                .item("council", "With their council account")
                .item("password", "With a Holdfast password and a code")
                .chosen(if fields.text("how") == "password" {
                    "password"
                } else {
                    "council"
                })
        }),
        button: Button::new("Add them").once(),
    };
    page.show(&content)
}
