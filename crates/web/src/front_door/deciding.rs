//! The page of deciding: what came before, what can be chosen for one child, why, and who signs.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use domain::calendar::london;
use domain::contact::{Part, PartState};
use domain::ids::{ContactId, RecordId};
use jiff::Timestamp;
use store::{Before, OpenContact};

use super::choose::{Offer, Typed};
use super::decide::{Loaded, Problem, Shown};
use super::seen::{self, About};
use super::{choose, contact, decided, earlier, home, news, words};
use crate::App;
use crate::frame::components::{Alert, Breadcrumbs, Button, Due, Errors, FactList, Steps, Tone, Warn};
use crate::frame::errors::Error;
use crate::frame::{Area, Html, Page, hidden, link, strong};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "front_door/decide.html")]
pub(super) struct DecidePage {
    pub id: ContactId,
    pub lead: Html,
    pub head: Vec<Html>,
    pub notice: Option<Html>,
    pub quote: Html,
    pub who: Html,
    pub before: Html,
    pub deciding: bool,
    pub hidden: Html,
    pub children: Vec<ChildSection>,
    pub button: Option<Button>,
    pub steps: Steps,
    pub home: FactList,
}

pub(super) struct ChildSection {
    pub part: RecordId,
    pub heading: String,
    pub tag: Html,
    pub body: Html,
}

pub(super) fn show(
    app: &App,
    signed: &Signed,
    loaded: &Loaded,
    wanted: Option<RecordId>,
    shown: Shown,
) -> Result<Response, Error> {
    let now = app.now();
    let (open, before) = (&loaded.open, &loaded.before);
    let id = open.contact.id;
    let mut errors = Errors::new();
    let (typed, notice, status) = match &shown {
        Shown::Fresh { saved } => {
            let notice = saved
                .and_then(|p| open.contact.part(p))
                .map(|p| saved_words(open, p, now));
            (Typed::default(), notice, StatusCode::OK)
        }
        Shown::Again { typed, problem } => {
            let (notice, status) = problem_words(problem, loaded, now, &mut errors);
            (typed.clone(), notice, status)
        }
    };
    let deciding = deciding(loaded, wanted);
    let mut children = Vec::new();
    for part in &open.contact.children {
        let heading = words::child(open, part, london::date(now));
        let (tag, body) = if deciding.is_some_and(|d| d.id == part.id) {
            let offer = Offer::of(&loaded.permit, open, before, part);
            let body = choose::form(&offer, open, before, part, &typed, &errors, now)?;
            let tag = crate::frame::components::Tag::new("Deciding now")
                .colour(crate::frame::components::TagColour::Yellow)
                .into();
            (tag, body)
        } else {
            (words::part_tag(&part.state, now), other_child(loaded, part, now)?)
        };
        children.push(ChildSection {
            part: part.id,
            heading,
            tag,
            body,
        });
    }
    let title = format!("Decide {}", words::title(&open.contact).to_lowercase());
    let page = frame(signed, open, title, "Decide");
    let hidden = match deciding {
        Some(part) => {
            let token = seen::issue(app, About::child("decide", id, part.id), open.known_seq, &before.shown)?;
            page.csrf().and(token)
        }
        None => Html::default(),
    };
    let next = deciding.and_then(|d| open.contact.children.iter().find(|p| p.id != d.id && is_undecided(p)));
    let button = deciding.map(|part| {
        let words = match next {
            Some(next) => format!("Save and decide for {}", words::called_here(open, next)),
            None => format!("Save the decision for {}", words::called_here(open, part)),
        };
        Button::new(words).once()
    });
    let content = DecidePage {
        id,
        lead: lead(open, now),
        head: head(open, before, now),
        notice,
        quote: quote(open),
        who: who_said_it(open),
        before: earlier::section("Before you decide: what came before", open, before)?,
        deciding: deciding.is_some(),
        hidden,
        children,
        button,
        steps: home::steps(signed, open, before, app.settings().service_manager_from_contact, now),
        home: home::around(before, london::date(now)),
    };
    if errors.is_empty() {
        page.show_with(status, &content)
    } else {
        page.errors(errors).show(&content)
    }
}

/// The page's place: under the front door, under its contact, with what is done here.
pub(super) fn frame(signed: &Signed, open: &OpenContact, title: String, here: &'static str) -> Page {
    let id = open.contact.id;
    signed.frame.page(title).area(Area::FrontDoor).breadcrumbs(
        Breadcrumbs::new()
            .link("/front-door", "Front door")
            .link(format!("/contacts/{id}"), words::title(&open.contact))
            .here(here),
    )
}

/// "Contact 26-104417 from Fenwick Green Primary School, received 12 Nov 2026, 08:40."
pub(super) fn lead(open: &OpenContact, now: Timestamp) -> Html {
    let title = Html::from(words::title(&open.contact));
    match &open.contact.received {
        Some(r) => {
            let from = words::from_in_words(r);
            let title = if from.is_empty() {
                title
            } else {
                title.and(" from ").and(from)
            };
            title.and(format!(", received {}.", london::time_words(r.received_at)))
        }
        None => title.and(format!(", not written down yet at {}.", words::hour(now))),
    }
}

/// The worry in the caller's words.
pub(super) fn quote(open: &OpenContact) -> Html {
    open.contact.received.as_ref().map_or_else(
        || "Nothing was written down before immediate danger was declared.".into(),
        |r| words::quoted(r),
    )
}

pub(super) fn who_said_it(open: &OpenContact) -> Html {
    let received = open.contact.received.as_ref();
    received.map_or_else(Html::default, |r| words::referrer(r).and("."))
}

/// The contact's clock, or the strategy discussion that is open.
pub(super) fn head(open: &OpenContact, before: &Before, now: Timestamp) -> Vec<Html> {
    let mut lines = Vec::new();
    if let Some(first) = before.discussions.first() {
        lines.push(Due::now(format!("Strategy discussion called {}", words::clock(first.since, now))).into());
    }
    lines.push(contact::clock(open, now));
    lines
}

fn is_undecided(part: &Part) -> bool {
    matches!(part.state, PartState::Undecided | PartState::Returned { .. })
}

/// The child whom the page decides for: the one asked for, or the first undecided. One for whom nothing can be chosen any more is only shown.
fn deciding(loaded: &Loaded, wanted: Option<RecordId>) -> Option<&Part> {
    let children = &loaded.open.contact.children;
    let wanted = wanted.and_then(|id| children.iter().find(|p| p.id == id));
    let part = wanted.or_else(|| children.iter().find(|p| is_undecided(p)))?;
    let offer = Offer::of(&loaded.permit, &loaded.open, &loaded.before, part);
    (!offer.can.is_empty()).then_some(part)
}

fn other_child(loaded: &Loaded, part: &Part, now: Timestamp) -> Result<Html, Error> {
    let open = &loaded.open;
    let name = words::called(open, part);
    let address = format!("/contacts/{}/decide?child={}", open.contact.id, part.id);
    if part.state.decision().is_none() {
        let said =
            words::identity_to_say(open, part, loaded.permit.actor()).map_or_else(Html::default, |i| i.and(". "));
        return Ok(Html::fixed(r#"<p class="govuk-body hf-top">"#)
            .and(said)
            .and(link(&address, format!("Decide for {name}")))
            .and(Html::fixed("</p>")));
    }
    let mut links = Vec::new();
    if !Offer::of(&loaded.permit, open, &loaded.before, part).can.is_empty() {
        links.push(link(
            &address,
            Html::from("Change").and(hidden(format!(" the decision for {name}"))),
        ));
    }
    links.push(then_link(open.contact.id, part, &name));
    decided::section(open, part, links, now)
}

/// To the page as it was when the decision was made.
pub(super) fn then_link(contact: ContactId, part: &Part, name: &str) -> Html {
    link(
        &format!("/contacts/{contact}/children/{}/as-decided", part.id),
        Html::from("As it was when decided").and(hidden(format!(", for {name}"))),
    )
}

fn saved_words(open: &OpenContact, part: &Part, now: Timestamp) -> Html {
    let name = words::called(open, part);
    let words = Html::from(format!("{name}: ")).and(decided::sentence(open, part, now));
    Alert::done("Saved", words).into()
}

fn problem_words(
    problem: &Problem,
    loaded: &Loaded,
    now: Timestamp,
    errors: &mut Errors,
) -> (Option<Html>, StatusCode) {
    match problem {
        Problem::Missing(missing) => {
            for m in missing {
                errors.add(m.field, m.words.clone());
            }
            (None, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Problem::LookAgain | Problem::Changed => (
            Some(news::nothing_saved(&loaded.before, &loaded.newer_by, now)),
            StatusCode::CONFLICT,
        ),
        Problem::Reused => {
            let words = strong("This form was saved before, with other words.").and(
                " What is saved stands below. What you typed now is on this page and not saved; save again if it is what should stand.",
            );
            (
                Some(Warn::new(Tone::Care, words).status().gap().into()),
                StatusCode::CONFLICT,
            )
        }
    }
}
