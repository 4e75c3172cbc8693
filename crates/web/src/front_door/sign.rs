//! A manager signs a decision, or gives it back with a question: what was decided, on what, and what is new since.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::calendar::london;
use domain::contact::{Part, unreadable};
use domain::ids::{ContactId, RecordId, WorkerId};
use domain::ledger::{FactRef, Known};
use domain::policy::{Permit, SignDecision};
use jiff::Timestamp;
use std::collections::BTreeMap;
use store::{Before, Named, OpenContact, Signing, may_sign_here};

use super::seen::{self, About};
use super::{WhichChild, decide, decided, earlier, home, words};
use crate::App;
use crate::fields::Protected;
use crate::frame::components::{Button, Errors, FactList, Steps, Textarea, Tone, Warn};
use crate::frame::errors::{Error, StaleField, StalePage};
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

struct Loaded {
    permit: Permit<SignDecision>,
    open: OpenContact,
    before: Before,
    /// What the decider had in front of them, and when that was.
    known: Option<(Known, Option<Timestamp>)>,
    names: BTreeMap<WorkerId, Named>,
}

/// What the manager typed.
#[derive(Clone, Default)]
struct Typed {
    words: String,
    question: String,
}

/// `GET /contacts/{id}/children/{part}/sign`
pub async fn page(State(app): State<App>, signed: Signed, WhichChild(id, part): WhichChild) -> Result<Response, Error> {
    let loaded = load(&app, &signed, id, part, None).await?;
    show(&app, &signed, &loaded, part, &Typed::default(), Errors::new(), None)
}

/// `POST /contacts/{id}/children/{part}/sign`
pub async fn save(
    State(app): State<App>,
    signed: Signed,
    WhichChild(id, part): WhichChild,
    Protected(fields): Protected,
) -> Result<Response, Error> {
    let returned = seen::read(&app, &signed, "sign", id, &fields).filter(|r| r.part == part);
    let Some((seen, decision)) = returned.and_then(|r| Some((r.seen, r.decision?))) else {
        return Err(Error::OldForm);
    };
    let typed = Typed {
        words: fields.raw("words").to_owned(),
        question: fields.raw("question").to_owned(),
    };
    let giving_back = fields.text("do") == "return";
    let mut errors = Errors::new();
    for (field, text) in [("words", &typed.words), ("question", &typed.question)] {
        if let Some(why) = unreadable(text) {
            errors.add(field, why);
        }
    }
    if giving_back && typed.question.trim().is_empty() {
        errors.add("question", "Write the question that has to be answered");
    }
    if !errors.is_empty() {
        let loaded = load(&app, &signed, id, part, None).await?;
        return show(&app, &signed, &loaded, part, &typed, errors, None);
    }
    let what = if giving_back {
        Signing::Return {
            question: typed.question.trim().to_owned(),
        }
    } else {
        Signing::Sign {
            words: typed.words.trim().to_owned(),
        }
    };
    let who = signed.who("Signature");
    let sent = seen.clone();
    let result = app
        .store()
        .write(move |tx| {
            let permit = tx.permit::<SignDecision>(&who, id)?;
            tx.sign(&who, &permit, part, decision, what, &sent)
        })
        .await;
    let again = match result {
        Ok(_) => {
            let done = if giving_back { "returned" } else { "signed" };
            return Ok(Redirect::to(&format!("/contacts/{id}?{done}={part}")).into_response());
        }
        Err(again @ (store::Error::Stale { .. } | store::Error::LookAgain { .. } | store::Error::RequestReused(_))) => {
            again
        }
        Err(store::Error::Rule(why)) => {
            let loaded = load(&app, &signed, id, part, None).await?;
            let warn = Warn::new(Tone::Care, strong(why)).status().gap().into();
            return show(
                &app,
                &signed,
                &loaded,
                part,
                &typed,
                Errors::new(),
                Some((warn, StatusCode::FORBIDDEN)),
            );
        }
        Err(other) => return Err(other.into()),
    };
    let loaded = load(&app, &signed, id, part, Some(seen.known_seq)).await?;
    match again {
        store::Error::Stale { .. } => stale(&app, &signed, &loaded, part, decision, &typed),
        store::Error::RequestReused(_) => {
            let words = strong("This form was sent before, with other words.")
                .and(" What is saved stands below; what you typed now is on this page and not saved.");
            let warn = Warn::new(Tone::Care, words).status().gap().into();
            show(
                &app,
                &signed,
                &loaded,
                part,
                &typed,
                Errors::new(),
                Some((warn, StatusCode::CONFLICT)),
            )
        }
        _ => {
            let news = decide::news(&loaded.before, &loaded.names, app.now());
            show(
                &app,
                &signed,
                &loaded,
                part,
                &typed,
                Errors::new(),
                Some((news, StatusCode::CONFLICT)),
            )
        }
    }
}

async fn load(app: &App, signed: &Signed, id: ContactId, part: RecordId, since: Option<i64>) -> Result<Loaded, Error> {
    let who = signed.who("Signature");
    let loaded = app
        .store()
        .read(move |tx| {
            let permit = tx.permit::<SignDecision>(&who, id)?;
            let open = tx.contact_to_sign(&who, &permit, part)?;
            let child = open.contact.part(part).ok_or(store::Error::NotThere("child"))?;
            let decision = child.state.decision().map(|d| d.origin.fact);
            let known = match decision {
                Some(fact) => tx.known_at(fact)?,
                None => None,
            };
            // What is new since the decision, unless something newer is asked about.
            let from = since.or(decision.map(|d| d.seq));
            let before = tx.before(&who, &open, from)?;
            let names = tx.names_of(before.newer.iter().map(|n| n.by))?;
            let known = match known {
                Some(known) => {
                    let at = tx.recorded_at(known.known_seq)?;
                    Some((known, at))
                }
                None => None,
            };
            Ok(Loaded {
                permit,
                open,
                before,
                known,
                names,
            })
        })
        .await?;
    Ok(loaded)
}

fn show(
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
    let page = decide::frame(signed, open, title.clone(), "Sign or return");
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
        lead: decide::lead(open, now),
        head: decide::head(open, before, now),
        notice,
        quote: open.contact.received.as_ref().map_or_else(
            || "Nothing was written down before immediate danger was declared.".into(),
            |r| words::quoted(r),
        ),
        who: open
            .contact
            .received
            .as_ref()
            .map_or_else(Html::default, |r| words::referrer(r).and(".")),
        heading: words::child(open, child, london::date(now)),
        tag: words::part_tag(&child.state, now),
        decided: decided::section(open, child, vec![decide::then_link(id, child, &name)], now)?,
        decider: words::name(&open.names, decision.origin.entry.author.worker).to_owned(),
        had: had(loaded, child, now),
        since: since(loaded, now),
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
            .and(decide::then_link(open.contact.id, part, &name))
        }
        None => "Nothing: immediate danger was declared before any page was read.".into(),
    }
}

/// What was recorded about these people after the decision: the signer knows it, the decider did not.
fn since(loaded: &Loaded, now: Timestamp) -> Option<Warn> {
    let mut lines: Vec<String> = loaded
        .before
        .newer
        .iter()
        .map(|n| {
            format!(
                "{}, by {}, {}",
                n.what,
                words::worker(&loaded.names, n.by),
                words::moment(n.at, now)
            )
        })
        .collect();
    lines.dedup();
    if lines.is_empty() {
        return None;
    }
    let list = lines
        .into_iter()
        .take(6)
        .fold(Html::fixed(r#"<ul class="govuk-list hf-top">"#), |l, line| {
            l.and(Html::fixed("<li>")).and(line).and(Html::fixed("</li>"))
        });
    let words = strong("New since the decision, and not known when it was made:");
    Some(Warn::new(Tone::Care, words).more(list.and(Html::fixed("</ul>"))).gap())
}

/// Another decision, or another signature, in between: what stands now beside what this manager wrote.
fn stale(
    app: &App,
    signed: &Signed,
    loaded: &Loaded,
    part: RecordId,
    seen_decision: FactRef,
    typed: &Typed,
) -> Result<Response, Error> {
    let open = &loaded.open;
    let id = open.contact.id;
    let child = open.contact.part(part).ok_or(Error::NotFound)?;
    let Some(decision) = child.state.decision() else {
        return Err(Error::OldForm);
    };
    let name = words::called(open, child);
    let page = decide::frame(signed, open, format!("Sign or return: {name}"), "Sign or return");
    let about = About {
        decision: Some(decision.origin.fact),
        ..About::child("sign", id, part)
    };
    let token = seen::issue(app, about, open.known_seq, &loaded.before.shown)?;
    let saved = Html::from(words::decided(&child.state, &open.names)).and(format!(
        ". {}{}",
        decision.why,
        child.state.question().map_or_else(String::new, |q| format!(
            " Returned with the question: “{}”",
            q.question
        ))
    ));
    let origin = newest(child);
    let words_field = StaleField {
        label: if decision.origin.fact == seen_decision {
            "The signature".into()
        } else {
            "The decision".into()
        },
        saved,
        yours: Html::from(
            Textarea::new("words", "Words with your signature")
                .rows(2)
                .value(typed.words.clone()),
        )
        .and(
            Textarea::new("question", "Your question")
                .rows(2)
                .value(typed.question.clone()),
        ),
    };
    let do_it = if typed.question.trim().is_empty() {
        "sign"
    } else {
        "return"
    };
    StalePage {
        what: format!(
            "The decision for {name}, {}.",
            words::title(&open.contact).to_lowercase()
        )
        .into(),
        saved_by: format!(
            "{}, {}",
            words::worker(&open.names, origin.0),
            words::moment(origin.1, app.now())
        )
        .into(),
        action: format!("/contacts/{id}/children/{part}/sign").into(),
        hidden: page.csrf().and(token).and(crate::frame::hidden_field("do", do_it)),
        fields: vec![words_field],
        save: if do_it == "sign" {
            format!("Sign what stands now for {name}").into()
        } else {
            "Return it with this question".into()
        },
        leave: format!("/contacts/{id}").into(),
    }
    .show(page)
}

/// Who wrote last about this child's decision, and when.
fn newest(part: &Part) -> (WorkerId, Timestamp) {
    let decision = part.state.decision().map(|d| &d.origin);
    let signed = part.state.signatures().iter().map(|s| &s.origin);
    let question = part.state.question().map(|q| &q.origin);
    decision
        .into_iter()
        .chain(signed)
        .chain(question)
        .max_by_key(|o| o.fact)
        .map_or((WorkerId(uuid::Uuid::nil()), Timestamp::UNIX_EPOCH), |o| {
            (o.entry.author.worker, o.recorded_at())
        })
}
