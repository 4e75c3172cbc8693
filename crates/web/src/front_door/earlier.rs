//! Before you decide: what came before, as a table under one sentence (screen 07).

use std::collections::BTreeMap;

use askama::Template;
use domain::calendar::london;
use domain::contact::{CameBefore, came_before};
use domain::person::identity::day;
use jiff::civil::Date;
use store::{Before, Earlier, OpenContact};

use super::words;
use crate::frame::components::{Cell, Restricted, Row, Table};
use crate::frame::errors::Error;
use crate::frame::{Html, link};

#[derive(Template)]
#[template(path = "front_door/earlier.html")]
struct Part {
    heading: &'static str,
    said: Option<CameBefore>,
    table: Option<Table>,
    none: String,
    covers: String,
    referrals: Vec<String>,
    restricted: Vec<Restricted>,
}

/// The section as a page puts it in.
pub fn section(heading: &'static str, open: &OpenContact, before: &Before) -> Result<Html, Error> {
    let part = Part {
        heading,
        said: sentence(open, before),
        table: (!before.earlier.is_empty()).then(|| table(before)),
        none: none(before),
        covers: covers(before),
        referrals: referrals(before, received_on(open)),
        restricted: before
            .restricted
            .iter()
            .map(|(name, ring)| {
                Restricted::new(
                    format!("The record of {name}, another child of the home,"),
                    ring.clone(),
                )
            })
            .collect(),
    };
    Html::of_template(&part).map_err(|e| Error::fault(e.into_box()))
}

/// The sentence alone: "4th contact in 9 months for children of 14 Mill Road. 3 closed without action, from 3 different sources."
pub fn sentence(open: &OpenContact, before: &Before) -> Option<CameBefore> {
    came_before(received_on(open), &before.counted, &of_whom(before))
}

pub fn received_on(open: &OpenContact) -> Date {
    london::date(open.contact.received_at().unwrap_or(jiff::Timestamp::UNIX_EPOCH))
}

fn of_whom(before: &Before) -> String {
    match &before.place {
        Some(place) => format!("children of {place}"),
        None => {
            let names: Vec<String> = before
                .children
                .iter()
                .filter(|c| c.part.is_some())
                .map(|c| c.person.called())
                .collect();
            if names.is_empty() {
                "this child".into()
            } else {
                words::list(&names)
            }
        }
    }
}

fn none(before: &Before) -> String {
    if before.children.is_empty() {
        "Nobody is identified yet, so nothing that came before can be shown.".into()
    } else {
        let whom = match before.children.iter().filter(|c| c.part.is_some()).count() {
            1 => "this child",
            _ => "these children",
        };
        format!(
            "No earlier contact for {whom}, their brothers and sisters or their home among the records you may see."
        )
    }
}

fn table(before: &Before) -> Table {
    let rows = before.earlier.iter().map(|e| row(e, before));
    Table::new("Earlier contacts for the children of this home", "No earlier contact.")
        .column("When")
        .column("About")
        .column("From")
        .column("What was said")
        .column("What was decided")
        .wide()
        .stacks()
        .rows(rows)
}

fn row(earlier: &Earlier, before: &Before) -> Row {
    let contact = &earlier.contact;
    let when = contact
        .received_at()
        .map_or_else(|| "Not recorded".into(), |at| day(london::date(at)));
    let names: Vec<String> = earlier.about.iter().map(|(_, name)| name.clone()).collect();
    let (from, said) = match &contact.received {
        Some(received) => (words::source_html(&received.source), words::quoted(received)),
        None => ("Not recorded".into(), "Not recorded".into()),
    };
    Row::new([
        Cell::date(link(&format!("/contacts/{}", contact.id), when)),
        Cell::words(words::list(&names)),
        Cell::words(from),
        Cell::words(said),
        Cell::words(decisions(earlier, before)),
    ])
}

/// The decision once where it was the same for all, child by child where not.
fn decisions(earlier: &Earlier, before: &Before) -> String {
    let mut said: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut order = Vec::new();
    for (part, name) in &earlier.about {
        let Some(part) = earlier.contact.part(*part) else {
            continue;
        };
        let words = words::decided(&part.state, &before.names);
        if !order.contains(&words) {
            order.push(words.clone());
        }
        said.entry(words).or_default().push(name.clone());
    }
    match order.as_slice() {
        [one] => one.clone(),
        several => several
            .iter()
            .map(|words| format!("{}: {words}", words::list(&said[words])))
            .collect::<Vec<_>>()
            .join(". "),
    }
}

/// Whom the table covers, so that what it leaves out is plain.
fn covers(before: &Before) -> String {
    let names: Vec<String> = before.children.iter().map(|c| c.person.called()).collect();
    if names.is_empty() {
        return String::new();
    }
    format!(
        "Covers {}: the children of this contact, their brothers and sisters, and any child on record in their homes.",
        words::list(&names)
    )
}

/// "1 earlier referral in 2019 (Caitlin and Ciara): assessed, closed."
fn referrals(before: &Before, on: Date) -> Vec<String> {
    let mut by_day: BTreeMap<(Date, bool, bool), Vec<String>> = BTreeMap::new();
    for child in &before.children {
        for episode in child.person.episodes.iter().filter(|e| e.referral.received_on < on) {
            let key = (
                episode.referral.received_on,
                !episode.assessments.is_empty(),
                episode.is_open(on),
            );
            by_day.entry(key).or_default().push(child.person.called());
        }
    }
    let line = |((received, assessed, open), names): ((Date, bool, bool), Vec<String>)| {
        let assessed = if assessed { "assessed, " } else { "" };
        let state = if open { "open now" } else { "closed" };
        format!(
            "Referral of {} ({}): {assessed}{state}.",
            day(received),
            words::list(&names)
        )
    };
    by_day.into_iter().map(line).collect()
}
