//! "Also in this contact": the other children of the home of somebody who was chosen. Each who is ticked gets a part of their own (screen 03).

use std::collections::{BTreeMap, BTreeSet};

use domain::calendar::london;
use domain::forms::{Raw, Repeat, Section};
use domain::ids::PersonId;
use domain::policy::FindPeople;
use store::{Line, Summary};

use super::{Open, kin};
use crate::App;
use crate::fields::Fields;
use crate::frame::Html;
use crate::frame::components::Checkboxes;
use crate::frame::errors::Error;
use crate::front_door::{name_and_preferred, summary_words};
use crate::session::Signed;

/// What the name of the ticks begins with; the number of the child's part follows.
const TICKED: &str = "also.";

/// The children of one home who are not in the contact yet.
struct Home {
    part: String,
    whose: String,
    /// Each with what they are to whoever was chosen: "twin sister".
    children: Vec<(Summary, Option<String>)>,
}

/// A group of ticks for each home; none where nobody has been chosen, or everybody of the home is in the contact.
pub async fn offered(app: &App, signed: &Signed, open: &Open, section: &'static Section) -> Result<Vec<Html>, Error> {
    let today = london::date(app.now());
    let homes = homes(app, signed, &open.raw, section).await?;
    Ok(homes
        .into_iter()
        .map(|home| {
            let boxes = Checkboxes::new(
                format!("{TICKED}{}", home.part),
                format!("Living in the home of {}", home.whose),
            )
            .hint("Each child you tick gets their own part and their own decision. You write the worry once.");
            home.children
                .iter()
                .fold(boxes, |boxes, (child, kin)| {
                    let kin = kin.iter().map(|kin| format!(", {kin}")).collect::<String>();
                    boxes.item(child.id.to_string(), summary_words(child, today) + &kin)
                })
                .into()
        })
        .collect())
}

/// Puts those who were ticked beside the children that were typed. Only somebody who was offered can be put there: an id alone opens nothing.
pub async fn add(
    app: &App,
    signed: &Signed,
    section: &'static Section,
    fields: &Fields,
    typed: &mut BTreeMap<String, String>,
) -> Result<(), Error> {
    let ticked: BTreeSet<&str> = fields
        .pairs()
        .filter(|(name, _)| name.starts_with(TICKED))
        .map(|(_, id)| id)
        .collect();
    let Some(repeat) = section.repeats.as_ref().filter(|_| !ticked.is_empty()) else {
        return Ok(());
    };
    let homes = homes(app, signed, &Raw(typed.clone()), section).await?;
    let children = homes.into_iter().flat_map(|h| h.children);
    for (child, _) in children.filter(|(c, _)| ticked.contains(c.id.to_string().as_str())) {
        let next = next_part(typed, repeat);
        typed.insert(format!("{}.{next}.name", repeat.prefix), child.name);
        typed.insert(format!("{}.{next}.person", repeat.prefix), child.id.to_string());
    }
    Ok(())
}

/// A part's number: given when it is added, and never used again in this draft.
pub(super) fn next_part(typed: &BTreeMap<String, String>, repeat: &Repeat) -> u32 {
    let parts = Raw(typed.clone()).parts(repeat.prefix);
    parts.iter().filter_map(|p| p.parse::<u32>().ok()).max().unwrap_or(0) + 1
}

async fn homes(app: &App, signed: &Signed, raw: &Raw, section: &'static Section) -> Result<Vec<Home>, Error> {
    let Some(repeat) = &section.repeats else {
        return Ok(Vec::new());
    };
    let chosen: Vec<(String, PersonId)> = raw
        .parts(repeat.prefix)
        .into_iter()
        .filter_map(|part| {
            let person = raw.get(&format!("{}.{part}.person", repeat.prefix)).parse().ok()?;
            Some((part, person))
        })
        .collect();
    if chosen.is_empty() {
        return Ok(Vec::new());
    }
    let who = signed.who("Contact form");
    let homes = app.store().read(move |tx| {
        let permit = tx.scope::<FindPeople>(&who)?;
        let mut named: BTreeSet<PersonId> = chosen.iter().map(|(_, person)| *person).collect();
        let mut found = Vec::new();
        for (part, person) in chosen {
            let children = tx.children_of_home(&who, &permit, person)?;
            let children: Vec<Summary> = children.into_iter().filter(|c| named.insert(c.id)).collect();
            if children.is_empty() {
                continue;
            }
            let whose = tx.lines(&who, &permit, [person], "one line in search results")?;
            if let Some(line) = whose.into_values().next() {
                found.push((part, line, children));
            }
        }
        // One look at who is whose brother or sister, for the children of all the homes.
        let people = found
            .iter()
            .flat_map(|(_, line, children)| children.iter().map(|c| c.id).chain([line.id()]));
        let beside = tx.siblings(&who, &permit, &people.collect())?;
        let home = |(part, line, children): (String, Line, Vec<Summary>)| {
            let (whose, meant) = match line {
                Line::Open(s) => (name_and_preferred(&s), Some(s)),
                Line::Restricted { name, .. } => (name, None),
            };
            let kin = |child: &Summary| kin::words(child, meant.as_deref()?, &beside);
            let children = children
                .into_iter()
                .map(|c| (kin(&c), c))
                .map(|(kin, c)| (c, kin))
                .collect();
            Home { part, whose, children }
        };
        Ok(found.into_iter().map(home).collect())
    });
    Ok(homes.await?)
}
