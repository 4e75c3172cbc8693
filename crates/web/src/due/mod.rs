//! What is due for a team: the clocks that run, what is overdue first.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::calendar::Standing;
use domain::ids::{ContactId, PersonId, WorkerId};
use domain::person::identity::day;
use domain::policy::ReadDueList;
use domain::roles::Role;
use store::{DuePage, DueRow, Line, Named, OpenContact, Tx, Who};

use crate::App;
use crate::frame::components::{Cell, Pagination, Row, Table, Tag, TagColour};
use crate::frame::errors::Error;
use crate::frame::{Area, Html, link, meta};
use crate::front_door::{child_words, due_of, title};
use crate::session::Signed;

/// Rows on one page.
const SIZE: usize = 50;

#[derive(Template)]
#[template(path = "due/page.html")]
struct Page {
    lead: String,
    groups: Vec<Group>,
    empty: &'static str,
    pagination: Pagination,
}

struct Group {
    title: &'static str,
    table: Table,
}

#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    page: u32,
}

/// Clocks with whom they are about, each masked.
pub(crate) struct Shown {
    pub rows: Vec<DueRow>,
    pub people: BTreeMap<PersonId, Line>,
    pub contacts: BTreeMap<ContactId, OpenContact>,
    pub names: BTreeMap<WorkerId, Named>,
}

/// Reads whom some clocks are about, and logs it.
pub(crate) fn shown(
    tx: &mut Tx<'_>,
    who: &Who,
    permit: &domain::policy::ScopePermit<ReadDueList>,
    rows: Vec<DueRow>,
) -> Result<Shown, store::Error> {
    let people: std::collections::BTreeSet<PersonId> = rows
        .iter()
        .filter(|r| r.subject.person().is_some())
        .filter_map(|r| r.person)
        .collect();
    let mut by_id = tx.lines(who, permit, people, "a line of what is due")?;
    // A joined person is found by the leading id too.
    let leading: Vec<(PersonId, Line)> = by_id.values().map(|line| (line.id(), line.clone())).collect();
    by_id.extend(leading);
    let contacts: std::collections::BTreeSet<ContactId> = rows.iter().filter_map(|r| r.subject.contact()).collect();
    let contacts: Vec<ContactId> = contacts.into_iter().collect();
    let contacts = tx
        .contacts_of_list(who, permit, &contacts, "a line of what is due")?
        .into_iter()
        .map(|c| (c.contact.id, c))
        .collect();
    let names = tx.names_of(rows.iter().filter_map(|r| r.worker))?;
    Ok(Shown {
        rows,
        people: by_id,
        contacts,
        names,
    })
}

/// `GET /due`
pub async fn page(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Error> {
    let who = signed.who("What is due");
    let number = asked.page.max(1);
    let skip = usize::try_from(number - 1).unwrap_or(0).saturating_mul(SIZE);
    let (due, shown) = app
        .store()
        .read(move |tx| {
            let permit = tx.scope::<ReadDueList>(&who)?;
            let DuePage { rows, all, overdue } = tx.due(&permit, skip, SIZE)?;
            let shown = shown(tx, &who, &permit, rows)?;
            Ok(((all, overdue), shown))
        })
        .await?;
    let (all, overdue) = due;
    let now = app.now();
    let mut groups: Vec<(&'static str, Vec<Row>)> = Vec::new();
    for row in &shown.rows {
        let Some(line) = line(row, &shown, now) else { continue };
        let title = match row.standing {
            Standing::Overdue { .. } => "Overdue",
            Standing::DueToday { .. } => "Due today",
            _ => "Due later",
        };
        match groups.last_mut().filter(|(t, _)| *t == title) {
            Some((_, rows)) => rows.push(line),
            None => groups.push((title, vec![line])),
        }
    }
    let whose = match (signed.actor.role, signed.actor.team_name.as_str()) {
        (Role::ServiceManager, _) => "every team",
        (_, "") => "your team",
        (_, team) => team,
    };
    let pages = u32::try_from(all.div_ceil(SIZE)).unwrap_or(1).max(1);
    let content = Page {
        lead: match all {
            0 => format!("Nothing is due in {whose}."),
            n if overdue == 0 => format!("{n} due in {whose}, none overdue."),
            n => format!("{n} due in {whose}, {overdue} of them overdue."),
        },
        groups: groups
            .into_iter()
            .map(|(title, rows)| Group {
                title,
                table: table(title).rows(rows),
            })
            .collect(),
        empty: "A decision or an assessment stands here from the day on which its time starts to run.",
        pagination: Pagination::new(number.min(pages), pages, |n| format!("/due?page={n}")),
    };
    signed.frame.page("What is due").area(Area::Due).show(&content)
}

fn table(caption: &'static str) -> Table {
    Table::new(caption, "Nothing.")
        .column("Child")
        .column("What is due")
        .column("When")
        .column("Worker")
        .even()
        .wide()
        .stacks()
}

/// One clock as a row; `None` where it is about somebody whom the reader may not know of.
pub(crate) fn line(row: &DueRow, shown: &Shown, now: jiff::Timestamp) -> Option<Row> {
    let today = domain::calendar::london::date(now);
    let (child, kind) = match (row.subject.contact().and_then(|id| shown.contacts.get(&id)), row.person) {
        (Some(open), _) => {
            let part = open.contact.part(row.record)?;
            let child = Html::from(child_words(open, part, today));
            let id = open.contact.id;
            let kind = Html::from(format!("{}, ", row.kind.title)).and(link(
                &format!("/contacts/{id}"),
                Html::fixed("<span class=\"hf-nowrap\">")
                    .and(title(&open.contact).to_lowercase())
                    .and(Html::fixed("</span>")),
            ));
            (child, kind)
        }
        (None, Some(person)) => match shown.people.get(&person)? {
            Line::Open(s) => (
                link(&format!("/people/{}", s.id), crate::front_door::summary_words(s, today)),
                Html::from(row.kind.title),
            ),
            Line::Restricted { name, ring, .. } => (
                Html::from(name.clone())
                    .and(" ")
                    .and(Tag::new("Restricted").colour(TagColour::Purple))
                    .and(" ")
                    .and(meta(format!("Ring {ring}"))),
                Html::from(row.kind.title),
            ),
        },
        _ => return None,
    };
    let safe = row
        .last_safe
        .map(|on| format!(", last safe day {}", day(on)))
        .unwrap_or_default();
    let when = Html::from(due_of(Some(row.standing)))
        .and(Html::fixed("<br>"))
        .and(meta(format!(
            "Since {}{safe}{}",
            day(row.started_on),
            if row.late_reason {
                ". A reason is recorded; still counted as late"
            } else {
                ""
            }
        )));
    let contact = row.subject.contact().and_then(|id| shown.contacts.get(&id));
    let worker = match contact.map(|open| (open, &open.contact.taken)) {
        Some((open, Some(taken))) => crate::front_door::name(&open.names, taken.origin.entry.author.worker).to_owned(),
        Some((_, None)) => "Nobody has it".into(),
        None => row
            .worker
            .and_then(|w| shown.names.get(&w))
            .map_or_else(|| "Nobody allocated".to_owned(), |n| n.name.clone()),
    };
    Some(Row::new([
        Cell::head(child),
        Cell::words(kind),
        Cell::words(when),
        Cell::words(worker),
    ]))
}
