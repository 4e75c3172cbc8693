//! `GET /users`

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::calendar::london;
use domain::person::identity::day;
use domain::policy::ManageAccounts;
use jiff::Timestamp;
use store::StaffAccount;

use crate::App;
use crate::frame::components::{Button, Cell, Chips, Row, Table, Tag, TagColour};
use crate::frame::errors::Error;
use crate::frame::{Area, Html, link, meta};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "users/list.html")]
struct Page {
    lead: String,
    add: Button,
    chips: Chips,
    staff: Table,
}

#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    show: String,
}

/// `GET /users`
pub async fn page(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Error> {
    let who = signed.who("Users");
    let staff = app
        .store()
        .read(move |tx| {
            let permit = tx.system::<ManageAccounts>(&who)?;
            tx.staff(&who, &permit)
        })
        .await?;
    let idle = app.settings().sessions.idle;
    let since = app.now() - idle;
    let here = |s: &&StaffAccount| s.worker.ended_on.is_none();
    let signed_in = |s: &&StaffAccount| s.seen_at.is_some_and(|at| at > since);
    let n = staff.iter().filter(here).count();
    let shown: Vec<&StaffAccount> = match asked.show.as_str() {
        "left" => staff.iter().filter(|s| !here(s)).collect(),
        "now" => staff.iter().filter(signed_in).collect(),
        _ => staff.iter().filter(here).collect(),
    };
    let current =
        |show: &str| asked.show == show || (show.is_empty() && !["left", "now"].contains(&asked.show.as_str()));
    let content = Page {
        lead: format!(
            "{} here. You see who they are and how they sign in, and no case.",
            people_work(n)
        ),
        add: Button::link("/users/add", "Add somebody"),
        chips: Chips::new("Staff to show")
            .link("/users", format!("Working here ({n})"))
            .current(current(""))
            .link(
                "/users?show=now",
                format!("Signed in now ({})", staff.iter().filter(signed_in).count()),
            )
            .current(current("now"))
            .link("/users?show=left", format!("Left ({})", staff.len() - n))
            .current(current("left")),
        staff: Table::new("Staff", "Nobody.")
            .column("Name")
            .column("Role")
            .column("Team")
            .column("Sign-in")
            .wide()
            .stacks()
            .rows(shown.into_iter().map(|s| row(s, since))),
    };
    signed.frame.page("Users").area(Area::Users).show(&content)
}

fn row(staff: &StaffAccount, since: Timestamp) -> Row {
    let team = if staff.team.is_empty() { "No team" } else { &staff.team };
    Row::new([
        Cell::head(
            link(&format!("/users/{}", staff.worker.id), staff.worker.name.as_str())
                .and(Html::fixed("<br>"))
                .and(meta(staff.worker.email.as_str())),
        ),
        Cell::words(staff.worker.role.label()),
        Cell::words(team),
        Cell::words(sign_in(staff, since)),
    ])
}

/// How somebody signs in, and whether they are signed in since `since`.
pub fn sign_in(staff: &StaffAccount, since: Timestamp) -> Html {
    let tag = |words: &'static str, colour| Html::from(Tag::new(words).colour(colour));
    if let Some(on) = staff.worker.ended_on {
        return tag("Ended", TagColour::Grey).and(format!(" {}", day(on)));
    }
    if staff.disabled || !staff.has_account {
        return tag("No sign-in", TagColour::Grey);
    }
    let how = match (
        staff.has_password,
        staff.password_once,
        staff.has_totp,
        staff.single_sign_on,
    ) {
        (true, true, ..) => "One-time password, not used yet",
        (true, _, true, true) => "Password and code, or council account",
        (true, _, true, false) => "Password and code",
        (true, _, false, _) => "Password, no second factor",
        (false, _, _, true) => "Council account",
        (false, _, _, false) => "Council account, not used yet",
    };
    match staff.seen_at.filter(|at| *at > since) {
        Some(at) => tag("Signed in", TagColour::Green)
            .and(format!(" {how}. "))
            .and(meta(format!("Last page {}", london::time_words(at)))),
        None => how.into(),
    }
}

fn people_work(n: usize) -> String {
    match n {
        1 => "1 person works".into(),
        n => format!("{n} people work"),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn one_is_a_person() {
        let check = |n, expect| assert_eq!(super::people_work(n), expect);
        check(0, "0 people work");
        check(1, "1 person works");
        check(2, "2 people work");
    }
}
