//! The page with one box.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::calendar::london;
use matching::Query;

use super::{Hit, apart, find, status};
use crate::App;
use crate::fields::Protected;
use crate::frame::components::{Candidate, Candidates, Errors};
use crate::frame::errors::Error;
use crate::frame::{Area, Html};
use crate::session::Signed;

/// The longest that is looked for. More is no search, and is not cut silently: it is said.
const LONGEST: usize = 200;
/// How many are shown. More would not be read.
const MOST: usize = 20;

#[derive(Template)]
#[template(path = "find/page.html")]
struct FindPage {
    asked: String,
    searched: bool,
    count: usize,
    found: Html,
    csrf: Html,
    error: Option<&'static str>,
    duty: String,
}

/// `GET /children`
pub async fn empty(State(app): State<App>, signed: Signed) -> Result<Response, Error> {
    let who = signed.who("");
    app.store()
        .read(move |tx| tx.scope::<domain::policy::FindPeople>(&who).map(|_| ()))
        .await?;
    show(&app, &signed, String::new(), None, None)
}

/// `POST /find`: what is looked for stands in no address, so in no history and no log.
pub async fn search(State(app): State<App>, signed: Signed, Protected(fields): Protected) -> Result<Response, Error> {
    let asked = fields.text("q").to_owned();
    if asked.chars().count() > LONGEST {
        return show(
            &app,
            &signed,
            asked,
            None,
            Some("Look for less: a name, a date of birth, a number or an address, in up to 200 characters"),
        );
    }
    let query = Query::parse(&asked, london::date(app.now()));
    let who = signed.who("Search");
    let hits = app.store().read(move |tx| find(tx, &who, &query, MOST)).await?;
    show(&app, &signed, asked, Some(hits), None)
}

fn show(
    app: &App,
    signed: &Signed,
    asked: String,
    hits: Option<Vec<Hit>>,
    error: Option<&'static str>,
) -> Result<Response, Error> {
    let today = london::date(app.now());
    let cards = Candidates::new(hits.iter().flatten().map(|hit| card(hit, today)));
    let mut page = signed
        .frame
        .page(if asked.is_empty() {
            "Find a child"
        } else {
            "Search results"
        })
        .area(Area::Children);
    let content = FindPage {
        searched: hits.is_some() && !asked.is_empty(),
        count: hits.as_ref().map_or(0, Vec::len),
        found: cards.into(),
        csrf: page.csrf(),
        error,
        asked,
        duty: app.authority().duty.to_string(),
    };
    if let Some(words) = error {
        let mut errors = Errors::new();
        errors.add("q", words);
        page = page.errors(errors);
    }
    page.show(&content)
}

fn card(hit: &Hit, today: jiff::civil::Date) -> Candidate {
    candidate_card(hit, today).link(format!("/people/{}", hit.id()))
}

/// Somebody who may be meant, with the reasons and what tells them apart; what can be done with it is for the page.
pub fn candidate_card(hit: &Hit, today: jiff::civil::Date) -> Candidate {
    match hit {
        Hit::Restricted { name, ring, .. } => Candidate::new(name.clone(), "Restricted").note(format!("Ring {ring}")),
        Hit::Open {
            summary, found, worker, ..
        } => {
            let name = crate::front_door::name_and_preferred(summary);
            let card = Candidate::new(name, apart(summary, today));
            let card = found.reasons.iter().fold(card, |card, r| match r.agrees {
                true => card.fits(r.words.clone()),
                false => card.does_not_fit(r.words.clone()),
            });
            card.note(status(summary, worker.as_ref()))
        }
    }
}
