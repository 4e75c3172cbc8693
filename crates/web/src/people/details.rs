//! Every value of the record with its source: who said it, who recorded it when, and what it replaced.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::calendar::london;
use domain::policy::Depth;
use domain::view::{Detail, Group, Version, Withdrawn};

use super::open::{Opened, open};
use super::opened::capital;
use super::{Asked, Id, Tab};
use crate::App;
use crate::frame::components::{Cell, Row, SideNavigation, Table};
use crate::frame::errors::Error;
use crate::frame::{Html, meta};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "people/details.html")]
struct Details {
    parts: SideNavigation,
    notices: Vec<Html>,
    lead: &'static str,
    groups: Vec<(&'static str, Table)>,
    withdrawn: Vec<Html>,
    none: Option<&'static str>,
}

/// `GET /people/{id}/details`
pub async fn page(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let opened = match open(&app, &signed, id, Tab::Details, &asked, "").await? {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    let view = &opened.view;
    let groups = Group::ALL.iter().filter_map(|group| {
        let rows: Vec<Row> = view
            .details
            .iter()
            .filter(|d| d.group == *group)
            .map(|d| row(&opened, d))
            .collect();
        (!rows.is_empty()).then(|| {
            let table = Table::new(group.title(), "")
                .column("What")
                .column("As it stands")
                .column("Who said so")
                .told()
                .stacks();
            (group.title(), table.rows(rows))
        })
    });
    let groups: Vec<_> = groups.collect();
    let content = Details {
        parts: opened.parts(Tab::Details),
        notices: opened.notices(),
        lead: if opened.past.is_some() {
            "Every value that the record held then, and what it had replaced by then."
        } else if view.depth == Depth::Headings {
            "Who this person is: where each value comes from, and what it replaced. What is done for them is told to those who work with them."
        } else {
            "Every value of the record, where it comes from, and what it replaced. Nothing is ever deleted."
        },
        none: groups.is_empty().then_some("You see headings of this record only."),
        groups,
        withdrawn: view.withdrawn.iter().map(|w| withdrawn(&opened, w)).collect(),
    };
    opened.page(&signed, Tab::Details, opened.errors.clone()).show(&content)
}

fn row(opened: &Opened, detail: &Detail) -> Row {
    let now = &detail.now;
    let mut value = opened.html(&capital(&now.said));
    // The reason of a correction stands with the version that it brought.
    if let (Some(reason), false) = (&now.reason, detail.earlier.is_empty()) {
        value = value
            .and(Html::fixed("<br>"))
            .and(meta(format!("Why it was changed: {reason}")));
    }
    for version in detail.earlier.iter().rev() {
        value = value
            .and(Html::fixed("<br>"))
            .and(earlier(opened, version, &detail.label));
    }
    let mut source = source(opened, now);
    if let Some(links) = crate::record::links(opened, detail) {
        source = source.and(Html::fixed("<br>")).and(links);
    }
    Row::new([
        Cell::head(detail.label.as_str()),
        Cell::words(value),
        Cell::words(source),
    ])
    .id(format!("f-{}", now.at))
}

/// Who said it, where that is known, and who recorded it when.
fn source(opened: &Opened, version: &Version) -> Html {
    let recorded = opened.source(&version.source);
    match &version.who_said {
        Some(said) => Html::from(said.as_str()).and(Html::fixed("<br>")).and(meta(recorded)),
        None => recorded.into(),
    }
}

/// A version that was replaced: struck through, with its date, and with its own name where it was called something else.
fn earlier(opened: &Opened, version: &Version, label: &str) -> Html {
    let name = if version.label == label {
        String::new()
    } else {
        format!("{}: ", version.label)
    };
    let said = version.who_said.as_ref().map(|s| format!("{s}; ")).unwrap_or_default();
    Html::from(name)
        .and(Html::fixed("<s>"))
        .and(opened.html(&capital(&version.said)))
        .and(Html::fixed("</s> "))
        .and(meta(format!("{said}{}", opened.source(&version.source))))
}

/// What was said once and taken back, by whom and why.
pub(super) fn withdrawn(opened: &Opened, w: &Withdrawn) -> Html {
    let said_by = w
        .was
        .who_said
        .as_ref()
        .map(|s| format!(" Said by {s}."))
        .unwrap_or_default();
    let reason = w.reason.as_ref().map(|r| format!(": {r}")).unwrap_or_default();
    Html::from(format!("{}: ", w.label))
        .and(Html::fixed("<s>"))
        .and(opened.html(&w.was.said))
        .and(Html::fixed("</s>"))
        .and(format!(
            ".{said_by} Recorded by {}. Taken back {} by {}{reason}",
            opened.source(&w.was.source),
            london::date_words(london::date(w.by.recorded_at)),
            opened.name_of(w.by.author.worker),
        ))
}
