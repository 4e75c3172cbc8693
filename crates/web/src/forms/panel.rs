//! The panel beside the children: who on record each may be, found while typing.

use askama::Template;
use domain::calendar::london;
use domain::forms::{Raw, Section};
use matching::{BirthClue, Clues, Query};

use super::Open;
use crate::App;
use crate::find::{Hit, candidate_card, find};
use crate::frame::Html;
use crate::frame::components::{Button, Candidate, Candidates};
use crate::frame::errors::Error;
use crate::session::Signed;

/// How many are shown for each child. More than a few are not compared by anyone on the telephone.
pub const MOST: usize = 5;

#[derive(Template)]
#[template(path = "forms/panel.html")]
struct Panel {
    children: Vec<ForChild>,
    duty: String,
}

struct ForChild {
    title: String,
    count: usize,
    cards: Html,
    new: Option<Html>,
    chosen: String,
}

/// The people whom what was typed of each child may mean.
pub async fn candidates(app: &App, signed: &Signed, open: &Open, section: &'static Section) -> Result<Html, Error> {
    let Some(repeat) = &section.repeats else {
        return Ok(Html::default());
    };
    let today = london::date(app.now());
    let asked: Vec<(String, Query)> = open
        .raw
        .parts(repeat.prefix)
        .into_iter()
        .map(|part| (part.clone(), query(&open.raw, &part, today)))
        .collect();
    let who = signed.who(format!("Draft {}", open.draft.id));
    let found = app
        .store()
        .read(move |tx| {
            asked
                .into_iter()
                .map(|(part, query)| Ok((part, query.is_empty(), find(tx, &who, &query, MOST)?)))
                .collect::<Result<Vec<_>, store::Error>>()
        })
        .await?;
    let several = found.len() > 1;
    let children = found
        .into_iter()
        .enumerate()
        .filter(|(_, (_, nothing, _))| !nothing)
        .map(|(n, (part, _, hits))| {
            let chosen = open.raw.get(&format!("{}.{part}.person", repeat.prefix)).to_owned();
            let cards = hits
                .iter()
                .enumerate()
                .map(|(i, hit)| card(hit, &part, &chosen, i == 0, today));
            ForChild {
                title: if several {
                    format!("Child {}: could be one of these", n + 1)
                } else {
                    "Could be one of these".into()
                },
                count: hits.len(),
                cards: Candidates::new(cards).into(),
                new: (chosen != "new").then(|| choose(&part, "new", "None of these: a new person").into()),
                chosen: match chosen.as_str() {
                    "" => String::new(),
                    "new" => "A new person will be put on record when you hand over.".into(),
                    _ => "You have chosen who this is.".into(),
                },
            }
        })
        .collect();
    let panel = Panel {
        children,
        duty: app.authority().duty.to_string(),
    };
    Html::of_template(&panel).map_err(|e| Error::fault(e.into_box()))
}

fn query(raw: &Raw, part: &str, today: jiff::civil::Date) -> Query {
    let get = |q: &str| raw.get(&format!("child.{part}.{q}"));
    told(get("name"), get("age"), get("address"), get("school"), today)
}

/// What was said of a child, as a search.
pub fn told(name: &str, age: &str, address: &str, school: &str, today: jiff::civil::Date) -> Query {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect();
    let clues = Clues {
        names: words(name),
        birth: BirthClue::parse(age, today),
        address_words: words(address),
        school: Some(school.to_owned()).filter(|t| !t.is_empty()),
        ..Clues::default()
    };
    Query::new(clues, today)
}

fn choose(part: &str, person: &str, words: &str) -> Button {
    Button::new(words.to_owned())
        .secondary()
        .small()
        .named("go", format!("is:{part}:{person}"))
}

fn card(hit: &Hit, part: &str, chosen: &str, first: bool, today: jiff::civil::Date) -> Candidate {
    let id = hit.id().to_string();
    let card = candidate_card(hit, today);
    let card = match hit {
        Hit::Open { .. } => card.link(format!("/people/{id}")),
        Hit::Restricted { .. } => card,
    };
    let card = if chosen == id {
        card.note("You chose this one")
    } else {
        card.action(choose(part, &id, "This is the child"))
    };
    if first { card.best() } else { card }
}
