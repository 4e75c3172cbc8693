//! Two people decided, or signed, for one child: both versions on one page, the saved one first.

use axum::response::Response;
use domain::codes::PrimaryNeed;
use domain::contact::{Outcome, Part};
use domain::ids::{RecordId, WorkerId};
use domain::ledger::FactRef;
use jiff::Timestamp;

use super::choose::Typed;
use super::deciding::frame;
use super::seen::{self, About};
use super::{sign, words};
use crate::App;
use crate::frame::components::{Radios, Textarea};
use crate::frame::errors::{Error, StaleField, StalePage};
use crate::frame::{Html, hidden_field};
use crate::session::Signed;

/// What was decided meanwhile, and what this reader wrote.
pub fn decision(
    app: &App,
    signed: &Signed,
    loaded: &super::decide::Loaded,
    part: &Part,
    typed: &Typed,
) -> Result<Response, Error> {
    let open = &loaded.open;
    let id = open.contact.id;
    let Some(saved) = part.state.decision() else {
        return Err(Error::OldForm);
    };
    let name = words::called(open, part);
    let offer = super::choose::Offer::of(&loaded.permit, open, &loaded.before, part);
    let outcomes = offer
        .can
        .iter()
        .fold(
            Radios::new("outcome", format!("What should happen for {name}?")),
            |r, o| r.item(o.code(), o.label()),
        )
        .chosen(&typed.outcome);
    let chosen = Outcome::from_code(&typed.outcome).map_or("nothing", Outcome::label);
    let mut fields = vec![StaleField {
        label: "The decision".into(),
        saved: saved.outcome.label().into(),
        yours: if offer.can.is_empty() {
            format!("You chose: {chosen}. What is saved can no longer be changed here.").into()
        } else {
            outcomes.into()
        },
    }];
    let texts = [
        ("why", "Why", &saved.why, &typed.why),
        ("protection", "Protection", &saved.protection, &typed.protection),
        (
            "answers_records",
            "Given what came before",
            &saved.answers_records,
            &typed.answers_records,
        ),
        ("to_whom", "To whom", &saved.to_whom, &typed.to_whom),
    ];
    let mut hidden = Html::default();
    for (field, label, theirs, yours) in texts {
        if theirs.trim() == yours.trim() {
            hidden = hidden.and(hidden_field(field, yours));
            continue;
        }
        fields.push(StaleField {
            label: label.into(),
            saved: if theirs.is_empty() {
                "Not recorded".into()
            } else {
                theirs.into()
            },
            yours: Textarea::new(field, format!("Yours: {}", label.to_lowercase()))
                .rows(3)
                .value(yours.clone())
                .into(),
        });
    }
    if PrimaryNeed::from_code(&typed.primary_need).is_ok() {
        hidden = hidden.and(hidden_field("primary_need", &typed.primary_need));
    }
    if !typed.section_47.is_empty() {
        hidden = hidden.and(hidden_field("section_47", &typed.section_47));
    }
    for read in &typed.read {
        hidden = hidden.and(hidden_field("read", read));
    }
    let page = frame(
        signed,
        open,
        format!("Decide {}", words::title(&open.contact).to_lowercase()),
        "Decide",
    );
    let token = seen::issue(
        app,
        About::child("decide", id, part.id),
        open.known_seq,
        &loaded.before.shown,
    )?;
    let by = words::worker(&open.names, saved.origin.entry.author.worker);
    StalePage {
        what: format!(
            "The decision for {name}, {}.",
            words::title(&open.contact).to_lowercase()
        )
        .into(),
        saved_by: format!("{by}, {}", words::moment(saved.origin.recorded_at(), app.now())).into(),
        action: format!("/contacts/{id}/decide").into(),
        hidden: page.csrf().and(token).and(hidden),
        fields,
        save: format!("Save my decision for {name}").into(),
        leave: format!("/contacts/{id}").into(),
    }
    .show(page)
}

/// Another decision, or another signature, in between: what stands now beside what this manager wrote.
pub fn signature(
    app: &App,
    signed: &Signed,
    loaded: &sign::Loaded,
    part: RecordId,
    seen_decision: FactRef,
    typed: &sign::Typed,
) -> Result<Response, Error> {
    let open = &loaded.open;
    let id = open.contact.id;
    let child = open.contact.part(part).ok_or(Error::NotFound)?;
    let Some(decision) = child.state.decision() else {
        return Err(Error::OldForm);
    };
    let name = words::called(open, child);
    let page = frame(signed, open, format!("Sign or return: {name}"), "Sign or return");
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
        hidden: page.csrf().and(token).and(hidden_field("do", do_it)),
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
