//! The front door's list: contacts handed over and not closed, in bands that are facts and not scores (screen 02).

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::calendar::{Calendar, london};
use domain::contact::Band;
use domain::ids::ContactId;
use domain::policy::ReadFrontDoor;
use domain::roles::Role;
use jiff::Timestamp;
use store::{OpenContact, Queue, QueueRow, WhichContacts};

use super::row;
use super::words;
use crate::App;
use crate::frame::components::{Button, Pagination, SubNavigation};
use crate::frame::errors::Error;
use crate::frame::{Area, Html};
use crate::session::Signed;

/// Rows on one page.
const SIZE: usize = 25;

#[derive(Template)]
#[template(path = "front_door/list.html")]
struct ListPage {
    title: &'static str,
    lead: String,
    csrf: Html,
    record: bool,
    button: Button,
    views: SubNavigation,
    bands: Vec<BandRows>,
    /// Whether the rows stand in the bands of what was declared.
    banded: bool,
    empty: &'static str,
    pagination: Pagination,
}

struct BandRows {
    title: &'static str,
    note: String,
    order: &'static str,
    rows: Vec<ListRow>,
}

pub(super) struct ListRow {
    pub id: ContactId,
    pub class: &'static str,
    pub due: Html,
    pub when: String,
    pub names: String,
    pub reference: String,
    pub said: Option<Html>,
    pub declared: Option<Html>,
    pub earlier: Option<Html>,
    pub children: Vec<Html>,
    pub from: Html,
    pub who: Option<Html>,
    pub held: String,
    pub ways: Vec<Html>,
    pub token: Html,
    pub take: Option<Button>,
}

#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    show: String,
    page: u32,
}

impl Asked {
    fn which(&self) -> WhichContacts {
        match self.show.as_str() {
            "mine" => WhichContacts::Mine,
            "to-sign" => WhichContacts::ToSign,
            _ => WhichContacts::Undecided,
        }
    }
}

/// A row with what its page needs beyond the projection.
pub(super) struct Opened {
    pub row: QueueRow,
    pub open: OpenContact,
    /// Contacts about the same children in the twelve months before.
    pub earlier: usize,
}

/// `GET /front-door`
pub async fn page(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Result<Response, Error> {
    let (who, which) = (signed.who("Front door"), asked.which());
    let skip = usize::try_from(asked.page.saturating_sub(1))
        .unwrap_or(0)
        .saturating_mul(SIZE);
    let (queue, opened) = app
        .store()
        .read(move |tx| {
            let permit = tx.scope::<ReadFrontDoor>(&who)?;
            let queue = tx.front_door(&permit, which)?;
            let rows: Vec<QueueRow> = queue.rows.iter().skip(skip).take(SIZE).cloned().collect();
            let ids: Vec<ContactId> = rows.iter().map(|r| r.id).collect();
            let contacts = tx.contacts_of_list(&who, &permit, &ids, "a row of the front door")?;
            let mut opened = Vec::with_capacity(contacts.len());
            for open in contacts {
                let Some(row) = rows.iter().find(|r| r.id == open.contact.id) else {
                    continue;
                };
                let people: Vec<_> = open
                    .identities
                    .values()
                    .filter_map(|i| match i.line() {
                        Some(store::Line::Open(summary)) => Some(summary.id),
                        _ => None,
                    })
                    .collect();
                let earlier = tx.contacts_in_the_year_before(&people, row.waiting.received_at)?;
                opened.push(Opened {
                    row: row.clone(),
                    open,
                    earlier,
                });
            }
            Ok((queue, opened))
        })
        .await?;
    show(&app, &signed, which, asked.page.max(1), &queue, &opened)
}

fn show(
    app: &App,
    signed: &Signed,
    which: WhichContacts,
    number: u32,
    queue: &Queue,
    opened: &[Opened],
) -> Result<Response, Error> {
    let now = app.now();
    let signs = signed.actor.role.is_manager();
    let (title, empty) = match which {
        WhichContacts::Undecided => (
            "Contacts waiting for a decision",
            "No contact is waiting for a decision. New ones stand here as soon as they are handed over.",
        ),
        WhichContacts::Mine => ("Contacts I have taken", "No contact that is still open is yours."),
        WhichContacts::ToSign if signs => ("Waiting for my signature", "No decision is waiting for your signature."),
        WhichContacts::ToSign => ("Waiting to be signed", "No decision is waiting to be signed."),
    };
    let page = signed.frame.page(title).area(Area::FrontDoor);
    let code = |w| match w {
        WhichContacts::Undecided => "/front-door",
        WhichContacts::Mine => "/front-door?show=mine",
        WhichContacts::ToSign => "/front-door?show=to-sign",
    };
    let views = SubNavigation::new("Contacts by stage")
        .link(code(WhichContacts::Undecided), "Undecided")
        .note(queue.undecided.to_string())
        .current(which == WhichContacts::Undecided)
        .link(code(WhichContacts::Mine), "Taken by me")
        .note(queue.mine.to_string())
        .current(which == WhichContacts::Mine)
        .link(
            code(WhichContacts::ToSign),
            if signs {
                "Waiting for my signature"
            } else {
                "Waiting to be signed"
            },
        )
        .note(queue.to_sign.to_string())
        .current(which == WhichContacts::ToSign);
    let mut bands: Vec<BandRows> = Vec::new();
    for one in opened {
        let band_title = if which == WhichContacts::ToSign {
            title
        } else {
            one.row.band.title()
        };
        if bands.last().is_none_or(|b| b.title != band_title) {
            bands.push(BandRows {
                title: band_title,
                note: band_note(which, one.row.band, queue),
                order: band_order(which, one.row.band),
                rows: Vec::new(),
            });
        }
        let row = row::of(app, signed, one, which, now)?;
        if let Some(band) = bands.last_mut() {
            band.rows.push(row);
        }
    }
    let pages = u32::try_from(queue.rows.len().div_ceil(SIZE)).unwrap_or(1).max(1);
    let base = code(which);
    let content = ListPage {
        title,
        lead: lead(which, queue, now),
        csrf: page.csrf(),
        record: !matches!(signed.actor.role, Role::Auditor),
        button: Button::new("Record a contact").once(),
        views,
        banded: which != WhichContacts::ToSign,
        bands,
        empty,
        pagination: Pagination::new(number.min(pages), pages, |n| {
            let mark = if base.contains('?') { '&' } else { '?' };
            format!("{base}{mark}page={n}")
        }),
    };
    page.show(&content)
}

/// "41 undecided. 1 danger now, 3 that cannot wait for tomorrow, 2 overdue, 17 due today. The oldest was received …"
fn lead(which: WhichContacts, queue: &Queue, now: Timestamp) -> String {
    let Some(oldest) = queue.rows.iter().map(|r| r.waiting.received_at).min() else {
        return format!("Nothing open here, {}.", words::moment(now, now));
    };
    let count = |band| queue.rows.iter().filter(|r| r.band == band).count();
    let mut parts = vec![];
    if which != WhichContacts::ToSign {
        for (band, what) in [
            (Band::DangerNow, "danger now"),
            (Band::CannotWait, "that cannot wait for tomorrow"),
            (Band::Overdue, "overdue"),
            (Band::DueToday, "due today"),
        ] {
            if count(band) > 0 {
                parts.push(format!("{} {what}", count(band)));
            }
        }
    }
    let all = queue.rows.len();
    let first = match which {
        WhichContacts::Undecided => format!("{all} undecided."),
        WhichContacts::Mine => format!("{all} taken and open."),
        WhichContacts::ToSign => format!("{all} to be signed."),
    };
    let middle = if parts.is_empty() {
        String::new()
    } else {
        format!(" {}.", parts.join(", "))
    };
    format!(
        "{first}{middle} The oldest was received on {}.",
        london::time_words(oldest)
    )
}

fn band_note(which: WhichContacts, band: Band, queue: &Queue) -> String {
    let n = queue.rows.iter().filter(|r| r.band == band).count();
    let contacts = if n == 1 {
        "1 contact".to_owned()
    } else {
        format!("{n} contacts")
    };
    match (which, band) {
        (WhichContacts::ToSign, _) => "Oldest first. What protects is in effect already.".into(),
        (_, Band::CannotWait) => format!("{contacts}. To be taken within one hour."),
        _ => format!("{contacts}."),
    }
}

fn band_order(which: WhichContacts, band: Band) -> &'static str {
    match (which, band) {
        (WhichContacts::ToSign, _) => "",
        (_, Band::CannotWait) => {
            "Declared when taken: nowhere safe tonight; injury, or the child has told someone; would go home to the person said to have \
             done it; missing or exploited now; a baby. Not yet taken comes first."
        }
        _ => "",
    }
}

/// One calendar for a page.
pub(super) fn calendar() -> Calendar {
    Calendar::england_and_wales()
}
