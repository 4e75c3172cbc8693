//! The panel beside the children: who on record each may be, found while typing.

use askama::Template;
use domain::calendar::london;
use domain::contact::before_this;
use domain::forms::{Raw, Section};
use domain::policy::FindPeople;
use matching::{BirthClue, Clues, Query};
use store::{Beside, Summary};

use super::{Open, kin};
use crate::App;
use crate::find::{Hit, candidate_card, find};
use crate::frame::components::{Button, Candidate, Candidates};
use crate::frame::errors::Error;
use crate::frame::{Html, meta, strong};
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
    let who = signed.who("A contact being taken");
    let (found, beside) = app
        .store()
        .read(move |tx| {
            let found = asked
                .into_iter()
                .map(|(part, query)| Ok((part, query.is_empty(), find(tx, &who, &query, MOST)?)))
                .collect::<Result<Vec<_>, store::Error>>()?;
            let permit = tx.scope::<FindPeople>(&who)?;
            let people = found.iter().flat_map(|(_, _, hits)| hits.iter().map(Hit::id)).collect();
            let beside = tx.beside(&who, &permit, &people)?;
            Ok((found, beside))
        })
        .await?;
    let chosen_for = |part: &str| open.raw.get(&format!("{}.{part}.person", repeat.prefix)).to_owned();
    // Whom each part of the contact is about already, with its number on the page.
    let taken: Vec<(usize, String, String)> = found
        .iter()
        .enumerate()
        .map(|(n, (part, ..))| (n + 1, part.clone(), chosen_for(part)))
        .collect();
    let several = found.len() > 1;
    let children = found
        .into_iter()
        .enumerate()
        .filter(|(_, (_, nothing, _))| !nothing)
        .map(|(n, (part, _, hits))| {
            let chosen = chosen_for(&part);
            let meant = hits.iter().find(|hit| hit.id().to_string() == chosen).or(hits.first());
            let cards = hits.iter().enumerate().map(|(i, hit)| {
                let id = hit.id().to_string();
                let elsewhere = taken.iter().find(|(_, other, person)| *other != part && *person == id);
                let more = More {
                    beside: &beside,
                    meant: meant.and_then(open_summary),
                    child: elsewhere.map(|(n, ..)| *n),
                };
                card(hit, &part, &chosen, i == 0, &more, today)
            });
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

/// What is told of a candidate beside what was searched for.
struct More<'a> {
    beside: &'a Beside,
    /// Who is chosen, or else the nearest: the others are told by what they are to them.
    meant: Option<&'a Summary>,
    /// The child of this contact who they are already.
    child: Option<usize>,
}

fn open_summary(hit: &Hit) -> Option<&Summary> {
    match hit {
        Hit::Open { summary, .. } => Some(summary),
        Hit::Restricted { .. } => None,
    }
}

fn card(hit: &Hit, part: &str, chosen: &str, first: bool, more: &More<'_>, today: jiff::civil::Date) -> Candidate {
    let id = hit.id().to_string();
    let card = candidate_card(hit, today);
    let card = match hit {
        Hit::Open { summary, .. } => {
            let card = card.link(format!("/people/{id}"));
            let card = match kin::of(summary, more.meant, more.beside) {
                Some(kin) => card.kin(kin),
                None => card,
            };
            match before_this(today, more.beside.contacts(summary.id)) {
                Some(contacts) => card.signal(strong(contacts)),
                None => card,
            }
        }
        Hit::Restricted { .. } => card,
    };
    let card = match more.child {
        _ if chosen == id => card.action(meta("You chose this one")),
        Some(n) => card.action(meta(format!("In this contact already, as child {n}"))),
        None => card.action(choose(part, &id, "This is the child")),
    };
    if first { card.best() } else { card }
}
