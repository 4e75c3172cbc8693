//! A password of one's own in place of the one that an administrator gave out. Nothing else opens before.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use identity::passwords::{Password as Typed, PasswordError, StoredPassword, Verdict, weakness};
use store::{Access, Outcome};

use crate::App;
use crate::fields::Protected;
use crate::frame::components::{Button, Errors, Password};
use crate::frame::errors::Error;
use crate::frame::{Html, Shape};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "sign_in/choose.html")]
struct Page {
    csrf: Html,
    password: Password,
    again: Password,
    button: Button,
}

/// `GET /sign-in/password`
pub async fn page(signed: Signed) -> Result<Response, Error> {
    if signed.chooses_password {
        show(&signed, Errors::new())
    } else {
        Ok(Redirect::to("/").into_response())
    }
}

/// `POST /sign-in/password`
pub async fn send(State(app): State<App>, signed: Signed, Protected(fields): Protected) -> Result<Response, Error> {
    if !signed.chooses_password {
        return Ok(Redirect::to("/").into_response());
    }
    let worker = signed.actor.worker;
    let found = app.store().read(move |tx| {
        let Some(staff) = tx.worker(worker)? else {
            return Err(store::Error::NotThere("member of staff"));
        };
        let account = tx.account_by_email(&staff.email)?;
        Ok((staff.email, account.and_then(|a| a.password)))
    });
    let (email, given) = found.await?;
    let typed = fields.raw("password");
    let mut errors = Errors::new();
    if typed.is_empty() {
        errors.add("password", "Enter a password");
    } else if let Some(weak) = weakness(typed, &email) {
        errors.add("password", weak.to_string());
    } else if typed != fields.raw("again") {
        errors.add("again", "The two passwords are not the same");
    } else {
        let busy = |error| match error {
            PasswordError::Busy => Error::TooMany { seconds: 5 },
            other => Error::fault(other),
        };
        let stored = given.map(StoredPassword::from_column);
        let same = app.passwords().verify(Typed::new(typed), stored).await.map_err(busy)?;
        if matches!(same, Verdict::Right | Verdict::RightButOld) {
            errors.add("password", "Choose another than the one you were given");
        } else {
            let hash = app.passwords().hash(Typed::new(typed)).await.map_err(busy)?;
            let hash = hash.as_str().to_owned();
            app.store().write(move |tx| tx.set_password(worker, &hash)).await?;
            let who = signed.who("A password of their own");
            app.store()
                .log(vec![Access::new(&who, "choose_password", Outcome::Saved)])
                .await?;
            return Ok(Redirect::to("/").into_response());
        }
    }
    show(&signed, errors)
}

fn show(signed: &Signed, errors: Errors) -> Result<Response, Error> {
    let page = signed
        .frame
        .page("Choose your password")
        .shape(Shape::Entry)
        .errors(errors.clone());
    let content = Page {
        csrf: page.csrf(),
        password: Password::new("password", "New password").chosen_now().errors(&errors),
        again: Password::new("again", "New password again")
            .chosen_now()
            .errors(&errors),
        button: Button::new("Save my password").once(),
    };
    page.show(&content)
}
