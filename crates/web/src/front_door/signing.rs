//! The page to sign: what was decided, on what, what is new since, and the two ways to answer it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::calendar::london;
use domain::contact::Part;
use domain::ids::{ContactId, RecordId};
use jiff::Timestamp;
use store::may_sign_here;

use super::seen::{self, About};
use super::sign::{Loaded, Typed};
use super::{decided, deciding, earlier, home, news, words};
use crate::App;
use crate::frame::components::{Button, Errors, FactList, Steps, Textarea, Tone, Warn};
use crate::frame::errors::Error;
use crate::frame::{Html, strong};
use crate::imports::thousands;
use crate::session::Signed;

#[derive(Template)]
#[template(path = "front_door/sign.html")]
struct SignPage {
    id: ContactId,
    part: RecordId,
    title: String,
    lead: Html,
    head: Vec<Html>,
    notice: Option<Html>,
    quote: Html,
    who: Html,
    heading: String,
    tag: Html,
    decided: Html,
    decider: String,
    had: Html,
    since: Option<Warn>,
    before: Html,
    refused: Option<Warn>,
    hidden: Html,
    words: Textarea,
    sign: Button,
    question: Textarea,
    give_back: Button,
    effect: &'static str,
    steps: Steps,
    home: FactList,
}

pub(super) fn show(
    app: &App,
    signed: &Signed,
    loaded: &Loaded,
    part: RecordId,
    typed: &Typed,
    errors: Errors,
    notice: Option<(Html, StatusCode)>,
) -> Result<Response, Error> {
    let now = app.now();
    let (open, before) = (&loaded.open, &loaded.before);
    let id = open.contact.id;
    let child = open.contact.part(part).ok_or(Error::NotFound)?;
    let Some(decision) = child.state.decision() else {
        return Ok(Redirect::to(&format!("/contacts/{id}")).into_response());
    };
    let name = words::called(open, child);
    let refused = may_sign_here(&loaded.permit, open, part)
        .err()
        .map(|why| Warn::new(Tone::Plain, strong(why.to_string())).gap());
    let title = format!(
        "Sign or return: {} for {name}",
        words::outcome(decision.outcome).to_lowercase()
    );
    let page = deciding::frame(signed, open, title.clone(), "Sign or return");
    let about = About {
        decision: Some(decision.origin.fact),
        ..About::child("sign", id, part)
    };
    let hidden = page.csrf().and(seen::issue(app, about, open.known_seq, &before.shown)?);
    let (notice, status) = notice.map_or((None, StatusCode::OK), |(n, s)| (Some(n), s));
    let content = SignPage {
        id,
        part,
        title,
        lead: deciding::lead(open, now),
        head: deciding::head(open, before, now),
        notice,
        quote: deciding::quote(open),
        who: deciding::who_said_it(open),
        heading: words::child(open, child, london::date(now)),
        tag: words::part_tag(&child.state, now),
        decided: decided::section(open, child, vec![deciding::then_link(id, child, &name)], now)?,
        decider: words::name(&open.names, decision.origin.entry.author.worker).to_owned(),
        had: had(loaded, child, now),
        since: news::since_the_decision(before, &loaded.names, now),
        before: earlier::section("What came before", open, before)?,
        refused,
        hidden,
        words: Textarea::new("words", "Words with your signature, if there are any")
            .rows(2)
            .value(typed.words.clone())
            .errors(&errors),
        sign: Button::new(format!("Sign the decision for {name}"))
            .named("do", "sign")
            .once(),
        question: Textarea::new("question", "Or your question")
            .hint("What has to be answered before you can sign. It goes back to whoever decided.")
            .rows(2)
            .value(typed.question.clone())
            .errors(&errors),
        give_back: Button::new("Return it with this question")
            .secondary()
            .named("do", "return")
            .once(),
        effect: if decision.outcome.acts_at_once() {
            "What was decided is in effect. A question does not undo it."
        } else {
            "Signing puts the decision into effect. Returning it does not stop the clock."
        },
        steps: home::steps(signed, open, before, app.settings().service_manager_from_contact, now),
        home: home::around(before, london::date(now)),
    };
    if errors.is_empty() {
        page.show_with(status, &content)
    } else {
        page.errors(errors).show(&content)
    }
}

/// The record as the decider saw it, with the way to that page.
fn had(loaded: &Loaded, part: &Part, now: Timestamp) -> Html {
    let open = &loaded.open;
    let name = words::called(open, part);
    match &loaded.known {
        Some((known, at)) => {
            let when = at.map_or_else(|| "the beginning".to_owned(), |at| words::moment(at, now));
            let facts = match known.shown.len() {
                1 => "1 fact".to_owned(),
                n => format!("{n} facts"),
            };
            Html::from(format!(
                "The record as it stood at entry {}, {when}, with {facts} on the page. ",
                thousands(u64::try_from(known.known_seq).unwrap_or_default())
            ))
            .and(deciding::then_link(open.contact.id, part, &name))
        }
        None => "Nothing: immediate danger was declared before any page was read.".into(),
    }
}
