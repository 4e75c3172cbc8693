//! Users: who works here, what they may do, how they sign in. For system administrators, who see no case content.

mod add;
mod list;
mod one;
mod secrets;

pub use add::{page as add, send as save_new};
pub use list::page as list;
pub use one::{change, end, page as one, reset};

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use domain::ids::{TeamId, WorkerId};
use domain::roles::Role;
use store::Team;

use crate::App;
use crate::fields::Fields;
use crate::frame::components::{Errors, Select};
use crate::frame::errors::Error;

/// Whose account: the id in the address.
#[derive(Clone, Copy, Debug)]
pub struct Id(WorkerId);

impl FromRequestParts<App> for Id {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let Path(raw) = Path::<String>::from_request_parts(parts, app)
            .await
            .map_err(|_| Error::NotFound)?;
        raw.parse().map(|id| Self(WorkerId(id))).map_err(|_| Error::NotFound)
    }
}

fn role_select(chosen: &str, errors: &Errors) -> Select {
    let select = Select::new("role", "Role").item("", "Choose a role");
    Role::ALL
        .iter()
        .fold(select, |select, role| select.item(role.code(), role.label()))
        .chosen(chosen.to_owned())
        .errors(errors)
}

fn team_select(teams: &[Team], chosen: &str, errors: &Errors) -> Select {
    teams
        .iter()
        .fold(Select::new("team", "Team").item("", "No team"), |select, team| {
            select.item(team.id.to_string(), team.name.clone())
        })
        .chosen(chosen.to_owned())
        .errors(errors)
}

/// The role and the team of a form; what cannot be read is an error beside its field.
fn place(fields: &Fields, teams: &[Team], errors: &mut Errors) -> Option<(Role, Option<TeamId>)> {
    let role = Role::from_code(fields.text("role"));
    if role.is_none() {
        errors.add("role", "Choose a role");
    }
    let team = match fields.text("team") {
        "" => Some(None),
        id => teams.iter().find(|t| t.id.to_string() == id).map(|t| Some(t.id)),
    };
    if team.is_none() {
        errors.add("team", "Choose a team of the list");
    }
    Some((role?, team?))
}
