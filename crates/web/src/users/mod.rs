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
use store::{StaffAccount, Team};

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

/// The teams to choose from. One that is chosen and has ended stands among them as ended, so that nobody is put out of it by saving something else.
fn team_select(teams: &[Team], own: Option<&OwnTeam>, chosen: &str, errors: &Errors) -> Select {
    let select = teams
        .iter()
        .fold(Select::new("team", "Team").item("", "No team"), |select, team| {
            select.item(team.id.to_string(), team.name.clone())
        });
    let is_listed = chosen.is_empty() || teams.iter().any(|t| t.id.to_string() == chosen);
    let select = match own.filter(|own| own.id.to_string() == chosen) {
        _ if is_listed => select,
        Some(own) => select.item(chosen.to_owned(), format!("{} (has ended)", own.name)),
        None => select.item(chosen.to_owned(), "Choose a team"),
    };
    select.chosen(chosen.to_owned()).errors(errors)
}

/// The team that somebody is in, which may have ended.
struct OwnTeam {
    id: TeamId,
    name: String,
}

impl OwnTeam {
    fn of(staff: &StaffAccount) -> Option<Self> {
        let (id, name) = (staff.worker.team?, staff.team.clone());
        Some(Self { id, name })
    }
}

/// The role and the team of a form; what cannot be read is an error beside its field.
fn place(
    fields: &Fields,
    teams: &[Team],
    own: Option<&OwnTeam>,
    errors: &mut Errors,
) -> Option<(Role, Option<TeamId>)> {
    let role = Role::from_code(fields.text("role"));
    if role.is_none() {
        errors.add("role", "Choose a role");
    }
    let team = match fields.text("team") {
        "" => Some(None),
        id => {
            let mut known = teams.iter().map(|t| t.id).chain(own.map(|own| own.id));
            known.find(|t| t.to_string() == id).map(Some)
        }
    };
    if team.is_none() {
        errors.add("team", "Choose a team of the list");
    }
    Some((role?, team?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::Html;

    fn id(n: u128) -> TeamId {
        TeamId(uuid::Uuid::from_u128(n))
    }

    fn teams() -> Vec<Team> {
        let team = |n: u128, name: &str| Team {
            id: id(n),
            name: name.into(),
            telephone: String::new(),
            front_door: false,
        };
        vec![team(1, "Assessment East"), team(2, "Assessment West")]
    }

    #[test]
    fn whoever_is_in_a_team_that_has_ended_stays_in_it_until_another_is_chosen() {
        let own = OwnTeam {
            id: id(9),
            name: "Duty North".into(),
        };
        let check = |own: Option<&OwnTeam>, sent: &str, selected: &str, saved: Option<Option<TeamId>>| {
            let mut errors = Errors::new();
            let fields = Fields::from(vec![
                ("role".to_owned(), "social_worker".to_owned()),
                ("team".to_owned(), sent.to_owned()),
            ]);
            let place = place(&fields, &teams(), own, &mut errors);
            assert_eq!(place.map(|(_, team)| team), saved, "{sent}");
            assert_eq!(errors.is_empty(), saved.is_some(), "{sent}");
            let select = Html::from(team_select(&teams(), own, sent, &errors)).to_string();
            assert!(
                select.contains(&format!("value=\"{sent}\" selected>{selected}<")),
                "{sent}: {select}"
            );
        };
        let (east, north, gone) = (id(1).to_string(), id(9).to_string(), id(7).to_string());
        check(Some(&own), &east, "Assessment East", Some(Some(id(1))));
        check(Some(&own), "", "No team", Some(None));
        check(Some(&own), &north, "Duty North (has ended)", Some(Some(id(9))));
        // It takes nobody else, and a team that is none is not shown as no team.
        check(None, &north, "Choose a team", None);
        check(Some(&own), &gone, "Choose a team", None);
    }
}
