//! Who has looked at a record, why they may, what they saw, and whether a look with an own reason was right (screen 13).

mod line;
mod load;
pub mod print;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::calendar::{Due as DueBy, Standing, london};
use domain::ids::WorkerId;
use domain::policy::{Action, Relationship, ReviewBreakGlass};
use jiff::civil::Date;
use store::{Looks, MOST_LOOKS, Named, OwnReason, WhichLooks};

use line::{row, together, whose};
use load::{Found, load};

use super::open::{CALENDAR, Opened};
use super::{Asked, Id, Tab};
use crate::App;
use crate::fields::Protected;
use crate::frame::components::{Button, Due, Input, Pagination, Select, SideNavigation, Table, Tone, Warn};
use crate::frame::errors::Error;
use crate::frame::{Html, hidden_field, strong};
use crate::imports::thousands;
use crate::session::Signed;

const TO_A_PAGE: usize = 100;

#[derive(Template)]
#[template(path = "people/looked/page.html")]
struct Looked {
    parts: SideNavigation,
    lead: String,
    print: Button,
    address: String,
    from: Input,
    to: Input,
    who: Select,
    show: Button,
    answers: Vec<Html>,
    looks: Table,
    pages: Option<Pagination>,
    hidden: Option<String>,
}

/// `GET /people/{id}/looked`
pub async fn page(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let found = match load(&app, &signed, id, &asked, which(&asked.show), "").await? {
        Ok(found) => found,
        Err(answer) => return Ok(answer),
    };
    let Found {
        opened,
        looks,
        names,
        from,
        errors,
    } = found;
    let today = london::date(app.now());
    let name = |id: WorkerId| names.get(&id);
    let lines = together(&looks.looks);
    let pages = lines.len().div_ceil(TO_A_PAGE).max(1);
    let current = usize::try_from(asked.page).unwrap_or(1).clamp(1, pages);
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let pagination = Pagination::new(number(current), number(pages), |n| {
        let page = n.to_string();
        opened.with(
            Tab::Looked,
            &[
                ("show", &asked.show),
                ("from", &asked.from),
                ("to", &asked.to),
                ("page", &page),
            ],
        )
    });
    let sex = opened.view.identity.sex;
    let rows = lines.iter().skip((current - 1) * TO_A_PAGE).take(TO_A_PAGE);
    let table = Table::new(
        "Every look at this record, newest first",
        "Nobody has looked in this period.",
    )
    .column("When")
    .column("Who")
    .column("Why they may")
    .column("What they saw")
    .column("Reason given")
    .wide()
    .stacks()
    .rows(rows.map(|l| row(l, &looks.own_reasons, l.logged.worker.and_then(name), sex)));
    let page = opened.page(&signed, Tab::Looked, errors.clone());
    let may_answer =
        ReviewBreakGlass::depth(&signed.actor, opened.may.relationship).is_some_and(|d| d >= ReviewBreakGlass::NEEDS);
    let answers = looks
        .own_reasons
        .iter()
        .filter(|r| r.review.is_none())
        .map(|r| {
            answer_needed(
                &opened,
                r,
                name(r.worker),
                may_answer && r.worker != signed.actor.worker,
                &page.csrf(),
            )
        })
        .collect();
    let date = |raw: &str, fallback: Date| {
        if raw.is_empty() {
            domain::person::identity::day(fallback)
        } else {
            raw.to_owned()
        }
    };
    let content = Looked {
        parts: opened.parts(Tab::Looked),
        lead: lead(&opened, &looks, from.or(looks.since.map(london::date)).unwrap_or(today)),
        print: Button::link(
            with_days(&format!("/people/{}/looked/print", opened.view.id), &asked),
            "Print for the family",
        )
        .secondary(),
        address: Tab::Looked.address(opened.view.id),
        from: Input::date("from", "From")
            .value(date(&asked.from, looks.since.map_or(today, london::date)))
            .errors(&errors),
        to: Input::date("to", "To").value(date(&asked.to, today)).errors(&errors),
        who: WHICH
            .iter()
            .fold(Select::new("show", "Who"), |select, (code, words, _)| {
                select.item(*code, *words)
            })
            .chosen(asked.show.clone()),
        show: Button::new("Show").secondary().small(),
        answers,
        looks: table,
        pages: Some(pagination).filter(Pagination::is_needed),
        hidden: hidden(looks.not_for_reader),
    };
    page.show(&content)
}

/// An address with the days that were asked for.
fn with_days(path: &str, asked: &Asked) -> String {
    let days = [("from", &asked.from), ("to", &asked.to)];
    super::opened::query(path, days.into_iter().map(|(name, day)| (name, day.as_str())))
}

const WHICH: &[(&str, &str, WhichLooks)] = &[
    ("", "Everyone", WhichLooks::All),
    ("not_their_team", "No connection recorded", WhichLooks::NotTheirTeam),
    ("own_reason", "Opened with their own reason", WhichLooks::OwnReason),
    ("refused", "Refused", WhichLooks::Refused),
];

fn which(code: &str) -> WhichLooks {
    WHICH
        .iter()
        .find(|(c, _, _)| *c == code)
        .map(|(_, _, w)| *w)
        .unwrap_or_default()
}

fn hidden(n: usize) -> Option<String> {
    match n {
        0 => None,
        1 => Some("1 look at a part of the record that you may not open is counted above and shown only to the information team.".into()),
        n => Some(format!(
            "{n} looks at parts of the record that you may not open are counted above and shown only to the information team."
        )),
    }
}

/// "61 times by 14 people since 6 Oct 2026. Seeing May in a list of search results counts. You can see this because …"
fn lead(opened: &Opened, looks: &Looks, since: Date) -> String {
    let who = &opened.view.identity;
    let count = count(looks.total, looks.people, looks.older);
    let whose = whose(who.sex);
    let because = match opened.may.relationship {
        Relationship::Allocated => format!("you are {whose} worker"),
        Relationship::SameTeam => format!("you are in {whose} worker’s team"),
        Relationship::FrontDoor => "a contact is with the front door".into(),
        Relationship::Author => "you took the contact".into(),
        Relationship::None | Relationship::Unallocated => "your role includes it".into(),
    };
    format!(
        "{count} since {}. Seeing {} in a list of search results counts. You can see this because {because}.",
        domain::person::identity::day(since),
        who.called
    )
}

/// "61 times by 14 people"; where there are older looks than are read, that there are more, and how to come to them.
fn count(looks: usize, people: usize, older: bool) -> String {
    let by = match people {
        1 => "1 person".to_owned(),
        n => format!("{n} people"),
    };
    match (looks, older) {
        (n, true) => format!(
            "The newest {} looks are listed here; for older ones choose an earlier day in “To”. More than {} times by {by} or more",
            thousands(MOST_LOOKS as u64),
            thousands(n as u64)
        ),
        (1, false) => format!("Once by {by}"),
        (n, false) => format!("{} times by {by}", thousands(n as u64)),
    }
}

/// The question that stands until it is answered, with its day.
fn answer_needed(opened: &Opened, reason: &OwnReason, who: Option<&Named>, may_answer: bool, csrf: &Html) -> Html {
    let name = who.map_or("Somebody who has left", |w| w.name.as_str());
    let words = strong(if may_answer {
        "One look needs your answer."
    } else {
        "One look needs an answer."
    })
    .and(format!(
        " {name} opened the record with their own reason on {}: “{}” {}. Was it right?",
        london::time_words(reason.at),
        reason.reason,
        reason.purpose_words()
    ));
    let due = DueBy::On(reason.review_by);
    let due = match Standing::of(&CALENDAR, due, None, opened.now) {
        Ok(s @ Standing::Overdue { .. }) => Html::from(Due::overdue(s.to_string())),
        Ok(s @ Standing::DueToday { .. }) => Due::today(s.to_string()).into(),
        Ok(s) => Due::ahead(s.to_string()).into(),
        Err(_) => Html::default(),
    };
    let mut more = Html::fixed("<p class=\"hf-top\">").and(due).and(Html::fixed("</p>"));
    if may_answer {
        more = more
            .and(Html::fixed(
                "<form method=\"post\" class=\"hf-buttons hf-top\" action=\"",
            ))
            .and(Tab::Looked.address(opened.view.id))
            .and(Html::fixed("\">"))
            .and(csrf.clone())
            .and(hidden_field("look", &reason.n.to_string()))
            .and(Button::new("It was right").secondary().small().named("answer", "right"))
            .and(
                Button::new("Ask the information team to look")
                    .secondary()
                    .small()
                    .named("answer", "doubt"),
            )
            .and(Html::fixed("</form>"));
    }
    Warn::new(Tone::Restricted, words).more(more).into()
}

/// `POST /people/{id}/looked`: whether a look with an own reason was right.
pub async fn answer(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    Protected(fields): Protected,
) -> Result<Response, Error> {
    let Ok(n) = fields.text("look").parse::<i64>() else {
        return Err(Error::Unreadable);
    };
    let was_right = match fields.text("answer") {
        "right" => true,
        "doubt" => false,
        _ => return Err(Error::Unreadable),
    };
    let who = signed.who("");
    app.store()
        .write(move |tx| {
            let permit = tx.permit::<ReviewBreakGlass>(&who, id)?;
            tx.review_own_reason(&who, &permit, n, was_right, "")
        })
        .await?;
    Ok(Redirect::to(&Tab::Looked.address(id)).into_response())
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn the_number_of_looks_is_said_and_where_it_is_not_known_that_it_is_more() {
        assert_eq!(count(1, 1, false), "Once by 1 person");
        assert_eq!(count(61, 14, false), "61 times by 14 people");
        assert_eq!(count(5_000, 40, false), "5,000 times by 40 people");
        let more = "The newest 5,000 looks are listed here; for older ones choose an earlier day in “To”. More than 4,990 times by 40 people or more";
        assert_eq!(count(4_990, 40, true), more);
    }
}
