//! `GET /access`: who opened what, in which days, refusals included.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::calendar::london;
use domain::ids::WorkerId;
use domain::policy::{ACTIONS, ManageAccounts, SCOPE_ACTIONS, SYSTEM_ACTIONS, SearchAccessLog, SystemAction};
use store::{Line, LogRow, Named, WhichRows};

use crate::App;
use crate::frame::components::{Button, Cell, Errors, Input, Row, Select, SubNavigation, Table, Tag, TagColour};
use crate::frame::errors::Error;
use crate::frame::{Area, Html, link, meta};
use crate::people::asked_day;
use crate::session::Signed;

#[derive(Template)]
#[template(path = "access/log.html")]
struct Page {
    views: SubNavigation,
    worker: Select,
    from: Input,
    to: Input,
    kind: Select,
    button: Button,
    rows: Table,
    newest: Option<String>,
    older: Option<String>,
}

#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    worker: String,
    from: String,
    to: String,
    show: String,
    before: String,
}

const KINDS: &[(&str, &str, WhichRows)] = &[
    ("", "Everything", WhichRows::All),
    ("refused", "Refused", WhichRows::Refused),
    ("own_reason", "With a reason of their own", WhichRows::OwnReason),
    ("records", "Children’s and adults’ records", WhichRows::Records),
    ("contacts", "Contacts", WhichRows::Contacts),
    ("lists", "Searches and lists", WhichRows::Lists),
    ("system", "Sign-in, accounts and imports", WhichRows::System),
];

/// The two views that this area has.
pub fn views(own_reasons: bool) -> SubNavigation {
    SubNavigation::new("Who has looked")
        .link("/access", "The access log")
        .current(!own_reasons)
        .link("/own-reasons", "Own reasons to be answered")
        .current(own_reasons)
}

/// `GET /access`
pub async fn page(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Error> {
    let today = london::date(app.now());
    let mut errors = Errors::new();
    let mut day = |field: &'static str, raw: &str| asked_day(field, raw, today, &mut errors);
    let days = (day("from", &asked.from), day("to", &asked.to));
    let worker = asked.worker.parse().ok().map(WorkerId);
    let which = KINDS
        .iter()
        .find(|(code, ..)| *code == asked.show)
        .map_or(WhichRows::All, |k| k.2);
    let before = asked.before.parse().ok();
    let who = signed.who("The access log");
    let (found, staff, names) = app
        .store()
        .read(move |tx| {
            let permit = tx.scope::<SearchAccessLog>(&who)?;
            let found = tx.search_access_log(&who, &permit, worker, days, which, before)?;
            let names = tx.names_of(found.rows.iter().flat_map(|r| [r.logged.worker, account(r)]).flatten())?;
            Ok((found, tx.workers()?, names))
        })
        .await?;
    let select = Select::new("worker", "Who").item("", "Everybody");
    let worker = staff
        .iter()
        .fold(select, |select, w| select.item(w.id.to_string(), w.name.clone()))
        .chosen(asked.worker.clone());
    // No name and nothing that was searched for stands in an address: days, a kind, and a member of staff by id.
    let address = |before: &str| {
        format!(
            "/access?worker={}&from={}&to={}&show={}&before={before}",
            asked
                .worker
                .parse::<uuid::Uuid>()
                .map(|id| id.to_string())
                .unwrap_or_default(),
            days.0.map(|d| d.to_string()).unwrap_or_default(),
            days.1.map(|d| d.to_string()).unwrap_or_default(),
            KINDS.iter().find(|(_, _, w)| *w == which).map_or("", |k| k.0),
        )
    };
    let content = Page {
        views: views(false),
        worker,
        from: Input::date("from", "From").value(asked.from.clone()).errors(&errors),
        to: Input::date("to", "To").value(asked.to.clone()).errors(&errors),
        kind: KINDS
            .iter()
            .fold(Select::new("show", "What"), |select, (code, words, _)| {
                select.item(*code, *words)
            })
            .chosen(asked.show.clone()),
        button: Button::new("Show").secondary().small(),
        rows: Table::new("The access log, newest first", "Nothing of this kind in these days.")
            .column("When")
            .column("Who")
            .column("What")
            .column("About")
            .wide()
            .stacks()
            .rows(found.rows.iter().map(|r| row(r, &names))),
        newest: before.map(|_: i64| address("")),
        older: found.older.map(|n| address(&n.to_string())),
    };
    signed
        .frame
        .page("Who has looked")
        .area(Area::AccessLog)
        .errors(errors.clone())
        .show(&content)
}

/// Whose account was changed: the id at the end of what was done.
fn account(row: &LogRow) -> Option<WorkerId> {
    let (_, id) = row
        .logged
        .purpose
        .rsplit_once(": ")
        .filter(|_| row.logged.action == ManageAccounts::CODE)?;
    id.parse().ok().map(WorkerId)
}

fn title(action: &str) -> String {
    let acts = ACTIONS.iter().map(|(code, title, ..)| (*code, *title));
    let lists = SCOPE_ACTIONS
        .iter()
        .chain(SYSTEM_ACTIONS)
        .map(|(code, title, _)| (*code, *title));
    let more = [
        ("sign_in", "Sign in"),
        ("choose_password", "Choose a password"),
        ("restricted_line", "See that a record is restricted"),
        ("open_with_own_reason", "Open a record with a reason of one’s own"),
    ];
    let found = acts.chain(lists).chain(more).find(|(code, _)| *code == action);
    found.map_or_else(|| action.replace('_', " "), |(_, title)| title.to_owned())
}

fn row(row: &LogRow, names: &BTreeMap<WorkerId, Named>) -> Row {
    let who = row.logged.worker.and_then(|w| names.get(&w));
    let name = match (row.logged.worker, who) {
        (None, _) => "Nobody signed in",
        (_, Some(named)) => named.name.as_str(),
        (_, None) => "Command line, or somebody who has left",
    };
    let role = row.logged.role.map_or("", domain::roles::Role::label);
    let mut what = Html::from(title(&row.logged.action));
    if row.logged.is_refused() {
        what = what.and(" ").and(Tag::new("Refused").colour(TagColour::Red));
    }
    if row.logged.own_reason.is_some() {
        what = what.and(" ").and(Tag::new("Own reason").colour(TagColour::Purple));
    }
    if !row.logged.purpose.is_empty() {
        let done = match account(row).and_then(|id| names.get(&id)) {
            Some(whose) => format!(
                "{}: {}",
                row.logged.purpose.rsplit_once(": ").map_or("", |(done, _)| done),
                whose.name
            ),
            None => row.logged.purpose.clone(),
        };
        what = what.and(Html::fixed("<br>")).and(meta(done));
    }
    let mut about = Html::default();
    for (line, shown) in &row.people {
        let person = match line {
            Line::Open(s) => link(&format!("/people/{}/looked", s.id), s.name.as_str()),
            Line::Restricted { name, .. } => Html::from(name.as_str())
                .and(" ")
                .and(Tag::new("Restricted").colour(TagColour::Purple)),
        };
        let line = person.and(" ").and(meta(shown.as_str()));
        about = if about.is_empty() {
            line
        } else {
            about.and(Html::fixed("<br>")).and(line)
        };
    }
    if row.more {
        about = about.and(Html::fixed("<br>")).and(meta("and more"));
    }
    if about.is_empty() {
        about = Html::fixed("<span class=\"hf-quiet\">Nobody’s record</span>");
    }
    let cells = Row::new([
        Cell::date(london::time_words(row.logged.at)),
        Cell::words(Html::from(name).and(Html::fixed("<br>")).and(meta(role))),
        Cell::words(what),
        Cell::words(about),
    ]);
    if row.logged.is_refused() { cells.marked() } else { cells }
}
