//! Everything that happened, fifty to a page, filtered by kind and by day.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::calendar::london;

use super::events;
use super::open::open;
use super::past::asked_day;
use super::{Asked, Id, Tab};
use crate::App;
use crate::frame::Html;
use crate::frame::components::{Button, DatedList, Input, Pagination, SideNavigation};
use crate::frame::errors::Error;
use crate::frame::hidden_field;
use crate::session::Signed;

const TO_A_PAGE: usize = 50;

#[derive(Template)]
#[template(path = "people/timeline.html")]
struct Timeline {
    parts: SideNavigation,
    notices: Vec<Html>,
    title: &'static str,
    count: String,
    address: String,
    kept: Html,
    chips: Html,
    from: Input,
    to: Input,
    show: Button,
    events: DatedList,
    pages: Option<Pagination>,
}

/// `GET /people/{id}/timeline`
pub async fn page(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let opened = match open(&app, &signed, id, Tab::Timeline, &asked, "").await? {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    let today = london::date(opened.now);
    let mut errors = opened.errors.clone();
    let mut day = |field: &'static str, raw: &str| asked_day(field, raw, today, &mut errors);
    let (from, to) = (day("from", &asked.from), day("to", &asked.to));
    let kind = events::wanted(&asked);
    let fits = |e: &&domain::view::Event| {
        kind.is_none_or(|k| e.kinds.contains(&k)) && from.is_none_or(|f| e.on >= f) && to.is_none_or(|t| e.on <= t)
    };
    let wanted: Vec<_> = opened.view.events.iter().filter(fits).collect();
    let pages = wanted.len().div_ceil(TO_A_PAGE).max(1);
    let current = usize::try_from(asked.page).unwrap_or(1).clamp(1, pages);
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let show = kind.map_or("", |k| k.code());
    let pagination = Pagination::new(number(current), number(pages), |n| {
        let page = n.to_string();
        opened.with(
            Tab::Timeline,
            &[
                ("show", show),
                ("from", &asked.from),
                ("to", &asked.to),
                ("page", &page),
            ],
        )
    });
    let all = opened.view.events.len();
    let count = match (wanted.len(), all) {
        (0, 0) => "Nothing is recorded.".to_owned(),
        (n, all) if n == all => format!("{all} events, newest first."),
        (n, all) => format!("{n} of {all} events, newest first."),
    };
    let moment = if opened.past.is_some() {
        hidden_field("as_known", &asked.as_known)
    } else {
        Html::default()
    };
    let content = Timeline {
        parts: opened.parts(Tab::Timeline),
        notices: opened.notices(),
        title: opened.events_title(),
        count,
        address: Tab::Timeline.address(opened.view.id),
        kept: if show.is_empty() {
            moment
        } else {
            moment.and(hidden_field("show", show))
        },
        chips: events::chips(&opened, Tab::Timeline, kind).into(),
        from: Input::date("from", "From").value(asked.from.clone()).errors(&errors),
        to: Input::date("to", "To").value(asked.to.clone()).errors(&errors),
        show: Button::new("Show").secondary().small(),
        events: events::list_to_change(
            &opened,
            wanted.iter().skip((current - 1) * TO_A_PAGE).take(TO_A_PAGE).copied(),
            kind,
        ),
        pages: Some(pagination).filter(Pagination::is_needed),
    };
    opened.page(&signed, Tab::Timeline, errors).show(&content)
}
