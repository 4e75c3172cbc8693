//! Who has looked, on paper for the child or the family (screen 13): when, from where, in which role, and how much was seen. No name of staff, no
//! reason in somebody's words, nobody else's name or address and nothing of what was read stands on it: each of these could put somebody at risk.
//! Looks at what the one who prints may not see themselves are not on it, and not counted.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::calendar::london;
use domain::person::identity::day;
use store::{Look, Named, WhichLooks};

use super::line::{is_line, why_they_may};
use super::load::{Found, load};
use crate::App;
use crate::fields::{Fields, Protected};
use crate::frame::components::{Button, Cell, Errors, Input, Row, Table};
use crate::frame::errors::Error;
use crate::frame::{Html, hidden_field, meta};
use crate::imports::thousands;
use crate::people::opened::query;
use crate::people::{Asked, Id, Tab};
use crate::session::{Signed, role_and_team};

#[derive(Template)]
#[template(path = "people/looked/print_ask.html")]
struct Ask {
    address: String,
    back: String,
    hidden: Html,
    whom: Input,
    make: Button,
}

#[derive(Template)]
#[template(path = "people/looked/print.html")]
struct Print {
    back: String,
    lead: String,
    authority: String,
    help: String,
    looks: Table,
}

/// `GET /people/{id}/looked/print`: for whom it is.
pub async fn ask(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let purpose = "before a print for the family";
    match load(&app, &signed, id, &asked, WhichLooks::All, purpose).await? {
        Ok(found) => show_ask(&signed, &found, &asked, &Fields::default(), Errors::new()),
        Err(answer) => Ok(answer),
    }
}

fn show_ask(signed: &Signed, found: &Found, asked: &Asked, given: &Fields, errors: Errors) -> Result<Response, Error> {
    let opened = &found.opened;
    let page = opened.page(signed, Tab::Looked, errors.clone());
    let days = [("from", &asked.from), ("to", &asked.to)];
    let looked = Tab::Looked.address(opened.view.id);
    let content = Ask {
        address: format!("{looked}/print"),
        back: query(&looked, days.into_iter().map(|(name, day)| (name, day.as_str()))),
        hidden: days
            .into_iter()
            .fold(page.csrf(), |hidden, (name, day)| hidden.and(hidden_field(name, day))),
        whom: Input::new("whom", "Who is it for, and how did they ask?")
            .hint("Such as “May’s mother, by letter of 10 Nov”. It is kept with the print, and is not on it.")
            .value(given.raw("whom").to_owned())
            .errors(&errors),
        make: Button::new("Make the print"),
    };
    page.show(&content)
}

/// `POST /people/{id}/looked/print`: the page to print.
pub async fn page(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    Protected(fields): Protected,
) -> Result<Response, Error> {
    let asked = Asked {
        from: fields.text("from").to_owned(),
        to: fields.text("to").to_owned(),
        ..Asked::default()
    };
    let whom = fields.text("whom");
    let mut errors = Errors::new();
    errors.check_words("whom", whom, 200, Some("Say who it is for, and how they asked"));
    let purpose = if errors.is_empty() {
        format!("Print for the family: {whom}")
    } else {
        "before a print for the family".to_owned()
    };
    let found = match load(&app, &signed, id, &asked, WhichLooks::All, &purpose).await? {
        Ok(found) => found,
        Err(answer) => return Ok(answer),
    };
    if !errors.is_empty() {
        return show_ask(&signed, &found, &asked, &fields, errors);
    }
    let authority = app.authority();
    let (opened, now) = (&found.opened, london::date(app.now()));
    let who = &opened.view.identity;
    let rows = by_day(&found.looks.looks, who.sex).into_iter().map(|line| {
        let named = line.newest.logged.worker.and_then(|w| found.names.get(&w));
        Row::new([
            Cell::date(line.when()),
            Cell::words(from_where(line.newest, named, &authority.name)),
            Cell::words(line.reason),
            Cell::words(line.how_much),
        ])
    });
    let since = found.from.or(found.looks.since.map(london::date)).unwrap_or(now);
    let content = Print {
        back: Tab::Looked.address(opened.view.id),
        lead: lead(&found.looks.looks, &who.name, &day(since)),
        help: authority.help.to_string(),
        looks: Table::new(
            "Who looked on which day, newest first",
            "Nobody has looked in this period.",
        )
        .column("When")
        .column("From where, in which role")
        .column("Why they may")
        .column("How much they saw")
        .wide()
        .stacks()
        .rows(rows),
        authority: authority.name.to_string(),
    };
    opened
        .page(&signed, Tab::Looked, Errors::new())
        .identity(opened.bar_for_family())
        .printed(format!(
            "Made on {} by {}. Names of staff, reasons in their own words and what they read are left out.",
            london::time_words(opened.now),
            authority.name
        ))
        .show(&content)
}

/// The looks of one person on one day, for one reason and of one kind.
struct Line<'a> {
    newest: &'a Look,
    oldest: &'a Look,
    reason: String,
    how_much: &'static str,
}

impl Line<'_> {
    /// "12 Nov 2026, 10:42", or "12 Nov 2026, 09:20 to 10:42" for several.
    fn when(&self) -> String {
        let (from, to) = (
            london::zoned(self.oldest.logged.at),
            london::zoned(self.newest.logged.at),
        );
        let (first, last) = (from.strftime("%H:%M").to_string(), to.strftime("%H:%M").to_string());
        let day = london::date_words(to.date());
        if first == last {
            format!("{day}, {last}")
        } else {
            format!("{day}, {first} to {last}")
        }
    }
}

/// Without what was read, many looks say the same: each is said once a day, the newest first.
fn by_day(looks: &[Look], sex: domain::codes::Sex) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut seen = BTreeMap::new();
    for look in looks {
        let (reason, how_much) = (reason(look, sex), how_much(look));
        let key = (
            london::date(look.logged.at),
            look.logged.worker,
            reason.clone(),
            how_much,
        );
        match seen.get(&key).and_then(|at: &usize| lines.get_mut(*at)) {
            Some(line) => line.oldest = look,
            None => {
                seen.insert(key, lines.len());
                lines.push(Line {
                    newest: look,
                    oldest: look,
                    reason,
                    how_much,
                });
            }
        }
    }
    lines
}

/// "61 looks by 14 people at the record of Maya Brennan-Osei since 6 Oct 2026."
fn lead(looks: &[Look], name: &str, since: &str) -> String {
    let seen: Vec<&Look> = looks.iter().filter(|l| !l.logged.is_refused()).collect();
    let people: BTreeSet<_> = seen.iter().filter_map(|l| l.logged.worker).collect();
    let (looks, people) = (seen.len(), people.len());
    let counted = |n: usize, one: &str, many: &str| match n {
        1 => format!("1 {one}"),
        n => format!("{} {many}", thousands(n as u64)),
    };
    format!(
        "{} by {} at the record of {name} since {since}. Appearing in a list or in search results counts as a look.",
        counted(looks, "look", "looks"),
        counted(people, "person", "people")
    )
}

fn from_where(look: &Look, named: Option<&Named>, authority: &str) -> Html {
    let team = named.map_or("", |n| n.team.as_str());
    let role = look
        .logged
        .role
        .map_or_else(|| "Somebody who has left".to_owned(), |role| role_and_team(role, team));
    Html::from(role).and(Html::fixed("<br>")).and(meta(authority))
}

fn reason(look: &Look, sex: domain::codes::Sex) -> String {
    match (look.logged.own_reason, is_line(look)) {
        _ if look.logged.is_refused() => "They might not".into(),
        (Some(_), _) => "A reason of their own".into(),
        (None, Some(list)) => list.to_owned(),
        (None, None) => why_they_may(look.relationship, sex),
    }
}

/// Nothing of what stood there.
fn how_much(look: &Look) -> &'static str {
    match is_line(look) {
        _ if look.logged.is_refused() => "Nothing: they were refused",
        Some(_) => "One line in a list",
        None => "The record, or a part of it",
    }
}
