//! `GET /own-reasons`: looks with a reason of one's own that wait for somebody to say whether they were right.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::calendar::{Due as DueBy, Standing, london};
use domain::policy::ReadBreakGlass;
use domain::roles::Role;
use store::{Line, Named, Waiting};

use super::log::views;
use crate::App;
use crate::frame::components::{Cell, Row, SubNavigation, Table, Tag, TagColour};
use crate::frame::errors::Error;
use crate::frame::{Area, Html, link, meta};
use crate::front_door::due_of;
use crate::session::Signed;

#[derive(Template)]
#[template(path = "access/own_reasons.html")]
struct Page {
    lead: &'static str,
    views: Option<SubNavigation>,
    looks: Table,
}

/// `GET /own-reasons`
pub async fn page(State(app): State<App>, signed: Signed) -> Result<Response, Error> {
    let who = signed.who("Own reasons to be answered");
    let (waiting, names) = app
        .store()
        .read(move |tx| {
            let permit = tx.scope::<ReadBreakGlass>(&who)?;
            let waiting = tx.own_reasons_waiting(&who, &permit)?;
            let names = tx.names_of(waiting.iter().map(|w| w.look.worker))?;
            Ok((waiting, names))
        })
        .await?;
    let now = app.now();
    let auditor = signed.actor.role == Role::Auditor;
    let content = Page {
        lead: "Each is answered within one working day, by somebody who answers for the record and did not look themselves.",
        views: auditor.then(|| views(true)),
        looks: Table::new(
            "Looks with an own reason that wait for an answer",
            "Nothing waits for an answer.",
        )
        .column("When")
        .column("Who looked")
        .column("Whose record")
        .column("Reason given")
        .column("Answer")
        .wide()
        .stacks()
        .rows(waiting.iter().map(|w| row(w, names.get(&w.look.worker), now))),
    };
    let area = if auditor { Area::AccessLog } else { Area::MyWork };
    signed
        .frame
        .page("Own reasons to be answered")
        .area(area)
        .show(&content)
}

fn row(waiting: &Waiting, who: Option<&Named>, now: jiff::Timestamp) -> Row {
    let look = &waiting.look;
    let calendar = domain::calendar::Calendar::england_and_wales();
    let due = Standing::of(&calendar, DueBy::On(look.review_by), None, now).ok();
    let name = waiting.line.name();
    let record = match (&waiting.line, waiting.may_open) {
        (_, true) => link(&format!("/people/{}/looked", waiting.line.id()), name),
        (Line::Restricted { ring, .. }, false) => Html::from(name)
            .and(" ")
            .and(Tag::new("Restricted").colour(TagColour::Purple))
            .and(" ")
            .and(meta(format!("Ring {ring}"))),
        (Line::Open(_), false) => name.into(),
    };
    let reason = if waiting.may_open {
        Html::from(format!("“{}”", look.reason))
            .and(Html::fixed("<br>"))
            .and(meta(look.purpose_words()))
    } else {
        look.purpose_words().into()
    };
    Row::new([
        Cell::date(london::time_words(look.at)),
        Cell::words(who.map_or("Somebody who has left", |n| n.name.as_str())),
        Cell::words(record),
        Cell::words(reason),
        Cell::words(due_of(due)),
    ])
}
