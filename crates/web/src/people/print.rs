//! A print of the record: what it is for is asked first, and kept; the names and words of family and public referrers are left out unless
//! they are chosen, with a reason [Sem 21].

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use reports::genogram::draw;

use super::events::{self, Referrers};
use super::genogram;
use super::open::{Opened, open};
use super::overview::{clocks, people, warnings};
use super::relationships::{Told, table};
use super::{Asked, Id, Tab};
use crate::App;
use crate::fields::{Fields, Protected};
use crate::frame::components::{Button, Clocks, DatedList, Diagram, Errors, FactList, Input, Radios, Table, Textarea};
use crate::frame::errors::Error;
use crate::frame::{Html, hidden_field};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "people/print_ask.html")]
struct Ask {
    address: String,
    title: &'static str,
    about: Option<&'static str>,
    back: String,
    hidden: Html,
    purpose: Input,
    referrers: Option<Radios>,
    reason: Option<Textarea>,
    make: Button,
}

#[derive(Template)]
#[template(path = "people/print.html")]
struct Print {
    back: String,
    due_title: &'static str,
    events_title: &'static str,
    warnings: Vec<Html>,
    clocks: Clocks,
    people: FactList,
    events: DatedList,
}

#[derive(Template)]
#[template(path = "people/print_family.html")]
struct Family {
    back: String,
    diagram: Option<Diagram>,
    people: Table,
}

/// `GET /people/{id}/print`: what the print is for.
pub async fn ask(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let opened = match open(&app, &signed, id, tab(&asked), &asked, "before a print").await? {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    show_ask(&opened, &signed, &asked, &Fields::default(), Errors::new())
}

/// The part of the record that a sheet is made of.
fn tab(asked: &Asked) -> Tab {
    match asked.sheet.as_str() {
        "family" => Tab::Relationships,
        _ => Tab::Overview,
    }
}

fn show_ask(
    opened: &Opened,
    signed: &Signed,
    asked: &Asked,
    given: &Fields,
    errors: Errors,
) -> Result<Response, Error> {
    let tab = tab(asked);
    let page = opened.page(signed, tab, errors.clone());
    let kept = [("as_known", asked.as_known.as_str()), ("sheet", &asked.sheet)];
    let kept = kept.into_iter().chain(asked.drawing());
    let chosen = if given.text("referrers").is_empty() {
        "left_out"
    } else {
        given.text("referrers")
    };
    let content = Ask {
        address: format!("/people/{}/print", opened.view.id),
        title: match tab {
            Tab::Relationships => "Print the family diagram",
            _ => "Print this record",
        },
        back: opened.with(tab, &asked.drawing()),
        hidden: kept.fold(page.csrf(), |hidden, (name, value)| hidden.and(hidden_field(name, value))),
        purpose: Input::new("purpose", "What is the print for?")
            .hint("Such as “case discussion” or “legal planning meeting”. It stands on the first line, and is kept.")
            .value(given.raw("purpose").to_owned())
            .errors(&errors),
        about: (tab == Tab::Relationships)
            .then_some("The diagram with its key and its table. Who told us stays out of it: a relative who did may be the one who contacted us."),
        referrers: (tab != Tab::Relationships).then(|| Radios::new("referrers", "Names and words of family and public referrers")
            .item("left_out", "Leave them out")
            .item("included", "Print them, for the reason below")
            .chosen(chosen)
            .errors(&errors)),
        reason: (tab != Tab::Relationships).then(|| Textarea::new("reason", "Why they have to be in the print")
            .hint("Only where you print them.")
            .rows(2)
            .value(given.raw("reason").to_owned())
            .errors(&errors)),
        make: Button::new("Make the print"),
    };
    page.show(&content)
}

/// `POST /people/{id}/print`: the page to print.
pub async fn page(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    Protected(fields): Protected,
) -> Result<Response, Error> {
    let field = |name: &str| fields.text(name).to_owned();
    let asked = Asked {
        as_known: field("as_known"),
        sheet: field("sheet"),
        homes: field("homes"),
        former: field("former"),
        died: field("died"),
        drawn: field("drawn"),
        ..Asked::default()
    };
    let tab = tab(&asked);
    let (purpose, reason) = (fields.text("purpose").to_owned(), fields.text("reason").to_owned());
    let included = fields.text("referrers") == "included" && tab != Tab::Relationships;
    let mut errors = Errors::new();
    errors.check_words("purpose", &purpose, 200, Some("Say what the print is for"));
    let missing = included.then_some("Say why they have to be in the print");
    errors.check_words("reason", &reason, 500, missing);
    let logged = match (errors.is_empty(), included) {
        (false, _) => "before a print".to_owned(),
        (true, false) => format!("Print: {purpose}"),
        (true, true) => format!("Print: {purpose}. With names and words of family and public referrers: {reason}"),
    };
    let opened = match open(&app, &signed, id, tab, &asked, &logged).await? {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    if !errors.is_empty() {
        return show_ask(&opened, &signed, &asked, &fields, errors);
    }
    if tab == Tab::Relationships {
        return family(&opened, &signed, &asked, &purpose);
    }
    let referrers = if included {
        Referrers::Included
    } else {
        Referrers::LeftOut
    };
    let line = if included {
        opened.print_line_with_referrers(&signed.actor.name, &purpose)
    } else {
        opened.print_line(&signed.actor.name, &purpose)
    };
    let content = Print {
        back: opened.address(Tab::Overview),
        due_title: opened.due_title(),
        events_title: opened.events_title(),
        warnings: warnings(&opened),
        clocks: clocks(&opened, referrers),
        people: people(&opened, usize::MAX),
        events: events::list(&opened, &opened.view.events, None, referrers),
    };
    opened
        .page(&signed, Tab::Overview, opened.errors.clone())
        .identity(opened.bar(false))
        .printed(line)
        .show(&content)
}

/// The family diagram with its table, for the width of a sheet.
fn family(opened: &Opened, signed: &Signed, asked: &Asked, purpose: &str) -> Result<Response, Error> {
    let family = genogram::family(opened);
    let drawn = family.showing(genogram::show(asked));
    let content = Family {
        back: opened.with(Tab::Relationships, &asked.drawing()),
        diagram: (!opened.view.ties.is_empty()).then(|| Diagram::new(draw(&drawn))),
        people: table(opened, &family, Told::LeftOut),
    };
    opened
        .page(signed, Tab::Relationships, opened.errors.clone())
        .identity(opened.bar(false))
        .printed(opened.print_line(&signed.actor.name, purpose))
        .show(&content)
}
