//! The people in somebody's life, as a diagram and in words (screen 06).

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::person::identity::day;
use domain::policy::Depth;
use domain::view::{Group, Home, Other, Tie};

use super::details::withdrawn;
use super::open::{Opened, open};
use super::overview::who;
use super::{Asked, Id, Tab};
use crate::App;
use crate::frame::Html;
use crate::frame::components::{Cell, Row, SideNavigation, Table, Tag};
use crate::frame::errors::Error;
use crate::session::Signed;

#[derive(Template)]
#[template(path = "people/relationships.html")]
struct Relationships {
    parts: SideNavigation,
    notices: Vec<Html>,
    lead: String,
    people: Table,
    corrected: Vec<Html>,
}

/// `GET /people/{id}/relationships`
pub async fn page(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let opened = match open(&app, &signed, id, Tab::Relationships, &asked, "").await? {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    let view = &opened.view;
    let called = &view.identity.called;
    let empty = if view.depth == Depth::Headings {
        "You see headings of this record only.".to_owned()
    } else {
        format!("Nobody is recorded in {called}’s life. That does not mean there is nobody.")
    };
    let people = Table::new(format!("The people in {called}’s life"), empty)
        .column("Person")
        .column(format!("To {called}"))
        .column("Home")
        .column("From")
        .column("Who told us")
        .wide()
        .rows(view.ties.iter().filter_map(|t| row(&opened, t)));
    let mut corrected: Vec<Html> = view
        .withdrawn
        .iter()
        .filter(|w| w.group == Group::People)
        .map(|w| withdrawn(&opened, w))
        .collect();
    corrected.extend(replaced(&opened));
    let content = Relationships {
        parts: opened.parts(Tab::Relationships),
        notices: opened.notices(),
        lead: match &opened.past {
            Some(p) => format!("As known on {}.", domain::calendar::london::time_words(p.at)),
            None => "As known today.".into(),
        },
        people,
        corrected,
    };
    opened
        .page(&signed, Tab::Relationships, opened.errors.clone())
        .show(&content)
}

fn row(opened: &Opened, tie: &Tie) -> Option<Row> {
    let other = opened.others.get(&tie.other)?;
    let mut relation = tie.words.clone();
    if let Some(first) = relation.get(..1) {
        let first = first.to_uppercase();
        relation.replace_range(..1, &first);
    }
    if let Some(to) = tie.to {
        relation.push_str(&format!(", until {}", day(to)));
    }
    match tie.parental_responsibility {
        Some(true) => relation.push_str(". Parental responsibility"),
        Some(false) => relation.push_str(". No parental responsibility"),
        None => {}
    }
    let told = tie.said_by.clone().map(|s| format!("{s}. ")).unwrap_or_default();
    Some(
        Row::new([
            Cell::head(who_without_home(opened, other)),
            Cell::words(relation),
            Cell::words(home(opened, tie, other)),
            Cell::words(tie.from.map_or_else(|| "Not recorded".to_owned(), day)),
            Cell::words(format!("{told}Recorded by {}", opened.source(&tie.source))),
        ])
        .id(format!("p-{}", other.id())),
    )
}

fn who_without_home(opened: &Opened, other: &Other) -> Html {
    match other {
        Other::Open(known) => crate::frame::link(&opened.page_of(known.id), other.line(opened.view.on)),
        Other::Restricted { .. } => who(opened, other, opened.view.on),
    }
}

fn home(opened: &Opened, tie: &Tie, other: &Other) -> Html {
    if tie.lives_with {
        return format!("With {}", opened.view.identity.called).into();
    }
    match other {
        Other::Restricted { .. } => Tag::confidential().into(),
        Other::Open(known) => match (&known.home, known.died) {
            (_, Some(died)) => format!("Died {}", day(died)).into(),
            (Home::Confidential, _) => Tag::confidential().into(),
            (Home::NotRecorded, _) => "Not recorded".into(),
            (home, _) => home.words().into(),
        },
    }
}

/// Versions of relationships that a later one replaced.
fn replaced(opened: &Opened) -> Vec<Html> {
    let people = opened
        .view
        .details
        .iter()
        .filter(|d| d.group == Group::People && !d.earlier.is_empty());
    people
        .flat_map(|d| d.earlier.iter().map(move |v| (d, v)))
        .map(|(d, v)| {
            let why = d.now.reason.as_ref().map(|r| format!(": {r}")).unwrap_or_default();
            Html::fixed("<s>")
                .and(opened.html(&v.said))
                .and(Html::fixed("</s>"))
                .and(format!(
                    ", recorded by {}. Corrected by {}{why}",
                    opened.source(&v.source),
                    opened.source(&d.now.source)
                ))
        })
        .collect()
}
