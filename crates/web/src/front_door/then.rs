//! A decision as it was made: the page of deciding, folded at the moment that the decider had in front of them, with what stood on it [Sem 8].
//! Who may see what is today's [Sem 17].

use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::calendar::london;
use domain::ids::WorkerId;
use domain::ledger::FactRef;
use domain::policy::{Depth, ReadContact, Refusal};
use std::collections::BTreeMap;
use store::{Before, Named, OpenContact, ShownFact};

use super::deciding::{ChildSection, DecidePage};
use super::{WhichChild, decided, deciding, earlier, home, words};
use crate::App;
use crate::frame::Html;
use crate::frame::components::{Details, PastBar};
use crate::frame::errors::Error;
use crate::session::Signed;

/// What the page is made from: the contact and what came before as they stood then, and the contact as it stands now.
struct Loaded {
    now: OpenContact,
    then: OpenContact,
    before: Before,
    known_at: jiff::Timestamp,
    shown: Vec<ShownFact>,
    names: BTreeMap<WorkerId, Named>,
    left_out: i64,
}

/// `GET /contacts/{id}/children/{part}/as-decided`
pub async fn page(State(app): State<App>, signed: Signed, WhichChild(id, part): WhichChild) -> Result<Response, Error> {
    let who = signed.who("Decision as it was made");
    let loaded = app
        .store()
        .read(move |tx| {
            let permit = tx.permit::<ReadContact>(&who, id)?;
            if permit.depth() < Depth::Full {
                return Err(tx.refused(&who, &permit, Refusal::NotYourChild));
            }
            let now = tx.open_contact(&who, &permit, None, "a decision as it was made")?;
            let child = now.contact.part(part).ok_or(store::Error::NotThere("child"))?;
            let Some(decision) = child.state.decision() else {
                return Ok(None);
            };
            let fact = decision.origin.fact;
            let known = tx.known_at(fact)?;
            let upto = known.as_ref().map_or(fact.seq - 1, |k| k.known_seq);
            let known_at = tx.recorded_at(upto)?.unwrap_or(decision.origin.recorded_at());
            let then = tx.open_contact(&who, &permit, Some(upto), "a decision as it was made")?;
            let before = tx.before(&who, &then, None)?;
            // Only what this reader may see of it today.
            let visible: BTreeSet<FactRef> = before.shown.iter().copied().collect();
            let had: Vec<FactRef> = known.map(|k| k.shown).unwrap_or_default();
            let had: Vec<FactRef> = had.into_iter().filter(|f| visible.contains(f)).collect();
            let shown = tx.name_facts(&had)?;
            let names = tx.names_of(shown.iter().map(|s| s.by))?;
            let left_out = now.known_seq - upto;
            Ok(Some(Loaded {
                now,
                then,
                before,
                known_at,
                shown,
                names,
                left_out,
            }))
        })
        .await?;
    let Some(loaded) = loaded else {
        return Ok(Redirect::to(&format!("/contacts/{id}")).into_response());
    };
    let Loaded { now, then, before, .. } = &loaded;
    let at = app.now();
    let child = now.contact.part(part).ok_or(Error::NotFound)?;
    let name = words::called(now, child);
    let mut children = Vec::new();
    for was in &then.contact.children {
        let deciding = was.id == part;
        children.push(ChildSection {
            part: was.id,
            heading: words::child(then, was, london::date(loaded.known_at)),
            // The child whose decision this is stands as that came out; the others as they stood then.
            tag: words::part_tag(if deciding { &child.state } else { &was.state }, at),
            body: if deciding {
                decided::section(now, child, Vec::new(), at)?
            } else {
                Html::fixed(r#"<p class="govuk-body hf-top">"#)
                    .and(decided::sentence(then, was, at))
                    .and(Html::fixed("</p>"))
            },
        });
    }
    let content = DecidePage {
        id,
        lead: deciding::lead(then, loaded.known_at),
        head: Vec::new(),
        notice: Some(shown(&loaded, &name)),
        quote: then
            .contact
            .received
            .as_ref()
            .map_or_else(|| "Nothing was written down yet.".into(), |r| words::quoted(r)),
        who: then
            .contact
            .received
            .as_ref()
            .map_or_else(Html::default, |r| words::referrer(r).and(".")),
        before: earlier::section("What came before, as it was known", then, before)?,
        deciding: false,
        hidden: Html::default(),
        children,
        button: None,
        steps: home::steps(&signed, now, before, app.settings().service_manager_from_contact, at),
        home: home::around(before, london::date(loaded.known_at)),
    };
    let zoned = london::zoned(loaded.known_at);
    let left_out = match loaded.left_out {
        1 => "1 later entry of the whole record is left out.".to_owned(),
        n => format!("{n} later entries of the whole record are left out."),
    };
    deciding::frame(
        &signed,
        then,
        format!("As decided: {}", words::title(&then.contact).to_lowercase()),
        "As it was decided",
    )
    .past(PastBar::of_one_moment(
        london::date_words(zoned.date()),
        zoned.strftime("%H:%M").to_string(),
        left_out,
        format!("/contacts/{id}"),
    ))
    .show(&content)
}

/// The facts that stood on the decider's page, named; what they say is below.
fn shown(loaded: &Loaded, name: &str) -> Html {
    let list = loaded
        .shown
        .iter()
        .fold(Html::fixed(r#"<ul class="govuk-list">"#), |l, s| {
            l.and(Html::fixed("<li>"))
                .and(format!(
                    "{}, recorded by {}, {}",
                    s.title,
                    words::worker(&loaded.names, s.by),
                    london::time_words(s.recorded_at)
                ))
                .and(Html::fixed("</li>"))
        });
    let n = loaded.shown.len();
    let facts = if n == 1 {
        "1 fact".to_owned()
    } else {
        format!("{n} facts")
    };
    Details::new(
        format!("{facts} stood on the page when the decision for {name} was made"),
        list.and(Html::fixed("</ul>")),
    )
    .into()
}
