//! The tables of somebody's work: what they have to sign, have taken, have not handed over, and the children who are theirs.

use domain::calendar::london;
use domain::contact::{Part, PartState};
use domain::ids::WorkerId;
use domain::policy::{Actor, DecideContact};
use jiff::Timestamp;
use store::{Line, OpenContact};

use super::Work;
use crate::frame::components::{Cell, Row, Table};
use crate::frame::{Html, hidden, link};
use crate::front_door::{called, child_words, due_of, list, moment, part_tag, summary_words, title};

/// The decisions that wait for this manager, one for each child.
pub(super) fn waiting_for(work: &Work, worker: WorkerId) -> Vec<(&OpenContact, &Part)> {
    let contacts = work.to_sign.iter().filter_map(|r| work.contacts.get(&r.id));
    contacts
        .flat_map(|open| open.contact.children.iter().map(move |part| (open, part)))
        .filter(|(open, part)| part.state.decision().is_some() && open.waits_for_worker(part, worker))
        .collect()
}

pub(super) fn to_sign(waiting: &[(&OpenContact, &Part)], now: Timestamp) -> Table {
    let rows = waiting.iter().map(|(open, part)| {
        let id = open.contact.id;
        let decided = part
            .state
            .decision()
            .map(|d| format!("{}, {}", d.outcome.label(), moment(d.origin.recorded_at(), now)));
        Row::new([
            Cell::head(child_words(open, part, london::date(now))),
            Cell::words(link(&format!("/contacts/{id}"), title(&open.contact))),
            Cell::words(decided.unwrap_or_default()),
            Cell::words(link(
                &format!("/contacts/{id}/children/{}/sign", part.id),
                Html::from("Sign or return").and(hidden(format!(" the decision for {}", called(open, part)))),
            )),
        ])
    });
    Table::new("Decisions waiting for my signature", "")
        .column("Child")
        .column("Contact")
        .column("Decided")
        .column("Your part")
        .wide()
        .stacks()
        .rows(rows)
}

pub(super) fn taken(work: &Work, reader: &Actor, now: Timestamp) -> Table {
    let calendar = domain::calendar::Calendar::england_and_wales();
    let rows = work.taken.iter().filter_map(|row| {
        let open = work.contacts.get(&row.id)?;
        let children = &open.contact.children;
        let today = london::date(now);
        let names: Vec<String> = children.iter().map(|p| child_words(open, p, today)).collect();
        let mut states = Html::default();
        for part in children {
            let name = if children.len() > 1 {
                format!("{} ", called(open, part))
            } else {
                String::new()
            };
            let said = Html::from(name).and(part_tag(&part.state, now));
            states = if states.is_empty() {
                said
            } else {
                states.and(Html::fixed("<br>")).and(said)
            };
        }
        // Decided for everybody, and waiting for signatures: nothing is asked of whoever took it.
        let undecided = children.is_empty()
            || children
                .iter()
                .any(|p| matches!(p.state, PartState::Undecided | PartState::Returned { .. }));
        let contact = title(&open.contact);
        let way = match undecided && open.may::<DecideContact>(reader) {
            true => link(
                &format!("/contacts/{}/decide", row.id),
                Html::from("Decide ").and(contact.to_lowercase()),
            ),
            false => link(&format!("/contacts/{}", row.id), contact),
        };
        Some(Row::new([
            Cell::head(list(&names)),
            Cell::words(way),
            Cell::words(due_of(row.waiting.clock(&calendar, now))),
            Cell::words(states),
        ]))
    });
    Table::new("Contacts I have taken", "")
        .column("Children")
        .column("Contact")
        .column("Due")
        .column("Where it stands")
        .wide()
        .stacks()
        .rows(rows)
}

pub(super) fn drafts(work: &Work, now: Timestamp) -> Table {
    let mut table = Table::new("Contacts I have not handed over", "")
        .column("Children")
        .column("Last changed")
        .column("Your part")
        .stacks();
    for (id, changed, names) in &work.drafts {
        let names = if names.is_empty() { "No child named yet" } else { names };
        table = table.row(Row::new([
            Cell::head(names.to_owned()),
            Cell::words(moment(*changed, now)),
            Cell::words(link(&format!("/drafts/{id}/who"), "Go on with this contact")),
        ]));
    }
    table
}

pub(super) fn children(work: &Work, now: Timestamp) -> Table {
    let today = london::date(now);
    let mut table = Table::new("My children", "")
        .column("Child")
        .column("Next due")
        .stacks();
    for id in &work.children {
        let Some(line) = work.due.people.get(id) else { continue };
        let name = match line {
            Line::Open(s) => link(&format!("/people/{}", s.id), summary_words(s, today)),
            Line::Restricted { name, .. } => name.clone().into(),
        };
        let next = work.due.rows.iter().find(|r| r.person == Some(*id));
        let next = next.map_or_else(
            || Html::from("Nothing is due"),
            |r| Html::from(format!("{}. ", r.kind.title)).and(due_of(Some(r.standing))),
        );
        table = table.row(Row::new([Cell::head(name), Cell::words(next)]));
    }
    table
}
