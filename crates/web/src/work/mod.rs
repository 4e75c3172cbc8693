//! My work: what somebody has been told, has to sign, has taken, has not handed over, and the children who are theirs.

mod match_check;
mod tables;

pub use match_check::{answer as answer_match_check, page as match_check};

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::calendar::london;
use domain::ids::{ContactId, DraftId, PersonId};
use domain::policy::{ReadBreakGlass, ReadDueList};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use store::{Alert, Line, OpenContact, QueueRow, WhichContacts};
use uuid::Uuid;

use crate::App;
use crate::due::{self, Shown};
use crate::fields::Protected;
use crate::frame::components::{Button, Due, Table};
use crate::frame::errors::Error;
use crate::frame::{Area, Html, link};
use crate::front_door::{called, child_words, list, moment, title};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "work/page.html")]
struct Page {
    lead: String,
    csrf: Html,
    record: bool,
    button: Button,
    alerts: Vec<Told>,
    own_reasons: Option<String>,
    sections: Vec<Section>,
    nothing: bool,
}

/// A heading with its table; what is empty is left out.
struct Section {
    id: &'static str,
    title: &'static str,
    table: Table,
}

struct Told {
    id: Uuid,
    what: Html,
    when: String,
    about: Html,
    read: Option<Button>,
}

/// All that the page shows.
struct Work {
    alerts: Vec<Alert>,
    contacts: BTreeMap<ContactId, OpenContact>,
    taken: Vec<QueueRow>,
    to_sign: Vec<QueueRow>,
    drafts: Vec<(DraftId, Timestamp, String)>,
    children: Vec<PersonId>,
    /// How many looks with an own reason wait for this manager's answer.
    own_reasons: usize,
    /// Whose records were opened with a reason.
    opened: BTreeMap<PersonId, Line>,
    due: Shown,
}

/// More are not read for one page; the front door's list has them all.
const MOST: usize = 60;

/// `GET /work`
pub async fn page(State(app): State<App>, signed: Signed) -> Result<Response, Error> {
    let who = signed.who("My work");
    let work = app
        .store()
        .read(move |tx| {
            let permit = tx.scope::<ReadDueList>(&who)?;
            let alerts = tx.alerts(&permit)?;
            let first = |queue: store::Queue| queue.rows.into_iter().take(MOST).collect::<Vec<_>>();
            let taken = first(tx.my_contacts(&permit, WhichContacts::Mine)?);
            let to_sign = if who.actor.role.is_manager() {
                first(tx.my_contacts(&permit, WhichContacts::ToSign)?)
            } else {
                Vec::new()
            };
            let own_reasons = if who.actor.role.is_manager() {
                let reasons = tx.scope::<ReadBreakGlass>(&who)?;
                tx.own_reasons_waiting(&who, &reasons)?.len()
            } else {
                0
            };
            let mut ids: Vec<ContactId> = taken.iter().chain(&to_sign).map(|r| r.id).collect();
            ids.extend(alerts.iter().filter_map(|a| a.contact));
            ids.sort_unstable();
            ids.dedup();
            let contacts = tx
                .contacts_of_list(&who, &permit, &ids, "a row of my work")?
                .into_iter()
                .map(|c| (c.contact.id, c))
                .collect();
            let mut drafts = Vec::new();
            for draft in tx.drafts_of(who.actor.worker)? {
                let name = match tx.draft(draft.id, who.actor.worker)? {
                    Some((_, sections)) => named(sections.iter().map(|s| s.answers.as_str())),
                    None => String::new(),
                };
                drafts.push((draft.id, draft.changed_at, name));
            }
            let children = tx.my_children(&permit)?;
            let looked_at = alerts
                .iter()
                .filter(|a| a.kind.starts_with("break_glass"))
                .filter_map(|a| a.person);
            let opened = tx.lines(&who, &permit, looked_at, "an alert")?;
            let due = tx.due_for_my_children(&permit)?;
            let mut due = due::shown(tx, &who, &permit, due)?;
            let others = children.iter().copied().filter(|id| !due.people.contains_key(id));
            let others = tx.lines(&who, &permit, others.collect::<Vec<_>>(), "a row of my work")?;
            due.people.extend(others);
            Ok(Work {
                alerts,
                contacts,
                taken,
                to_sign,
                drafts,
                children,
                own_reasons,
                opened,
                due,
            })
        })
        .await?;
    show(&app, &signed, &work)
}

/// The children whom a draft names, from what was typed so far.
fn named<'a>(sections: impl Iterator<Item = &'a str>) -> String {
    let mut names = Vec::new();
    for answers in sections {
        let answers: BTreeMap<String, String> = serde_json::from_str(answers).unwrap_or_default();
        let typed = answers
            .into_iter()
            .filter(|(path, text)| path.starts_with("child.") && path.ends_with(".name") && !text.trim().is_empty());
        names.extend(typed.map(|(_, text)| text.trim().to_owned()));
    }
    list(&names)
}

/// `POST /alerts/{id}/read`
pub async fn read_alert(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
    Protected(_): Protected,
) -> Result<Response, Error> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let who = signed.who("My work");
    app.store()
        .write(move |tx| {
            let permit = tx.scope::<ReadDueList>(&who)?;
            tx.answer_alert(&who, &permit, id)
        })
        .await?;
    // Read already, by this manager or another: the list says so by not holding it any more.
    Ok(Redirect::to("/work").into_response())
}

fn show(app: &App, signed: &Signed, work: &Work) -> Result<Response, Error> {
    let now = app.now();
    let page = signed.frame.page("My work").area(Area::MyWork);
    let waiting = tables::waiting_for(work, signed.actor.worker);
    let parts = [
        (work.alerts.len(), "to be read"),
        (waiting.len(), "to sign"),
        (work.own_reasons, "to say whether it was right"),
        (work.taken.len(), "taken and open"),
        (work.drafts.len(), "not handed over"),
        (
            work.children.len(),
            if work.children.len() == 1 { "child" } else { "children" },
        ),
    ];
    let lead: Vec<String> = parts
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{n} {what}"))
        .collect();
    let sections = [
        (
            waiting.len(),
            "to-sign",
            "Decisions waiting for my signature",
            tables::to_sign(&waiting, now),
        ),
        (
            work.taken.len(),
            "taken",
            "Contacts I have taken",
            tables::taken(work, &signed.actor, now),
        ),
        (
            work.drafts.len(),
            "drafts",
            "Contacts I have not handed over",
            tables::drafts(work, now),
        ),
        (
            work.children.len(),
            "children",
            "My children",
            tables::children(work, now),
        ),
    ];
    let sections: Vec<Section> = sections
        .into_iter()
        .filter(|(n, ..)| *n > 0)
        .map(|(_, id, title, table)| Section { id, title, table })
        .collect();
    let content = Page {
        lead: if lead.is_empty() {
            "Nothing is waiting for you.".into()
        } else {
            format!("{}.", lead.join(", "))
        },
        csrf: page.csrf(),
        record: true,
        button: Button::new("Record a contact").once(),
        alerts: work.alerts.iter().map(|a| told(a, work, now)).collect(),
        own_reasons: match work.own_reasons {
            0 => None,
            1 => Some("1 record was opened with an own reason, and nobody has said yet whether it was right.".into()),
            n => Some(format!(
                "{n} records were opened with an own reason, and nobody has said yet whether it was right."
            )),
        },
        nothing: work.alerts.is_empty() && work.own_reasons == 0 && sections.is_empty(),
        sections,
    };
    page.show(&content)
}

fn told(alert: &Alert, work: &Work, now: Timestamp) -> Told {
    let open = alert.contact.and_then(|id| work.contacts.get(&id));
    let part = open
        .zip(alert.part)
        .and_then(|(open, part)| Some((open, open.contact.part(part)?)));
    let what = match alert.kind.as_str() {
        "emergency_action" => Due::now("Emergency action"),
        "immediate_danger" => Due::now("Immediate danger declared"),
        "not_taken" => Due::now("Nobody has taken this within the hour"),
        "strategy_discussion" => Due::now("Strategy discussion called"),
        "returned" => Due::today("Returned to you with a question"),
        "match_check" => match_check_due(alert, now),
        "break_glass" => Due::today("A record was opened with a reason"),
        _ => Due::today("To be read"),
    };
    let about = match (open, part) {
        (_, Some((open, part))) if alert.kind == "match_check" => link(
            &format!("/match-checks/{}", alert.id),
            format!("{}, {}", part.child.name, title(&open.contact).to_lowercase()),
        ),
        (_, Some((open, part))) => link(
            &format!("/contacts/{}", open.contact.id),
            format!("{}, {}", called(open, part), title(&open.contact).to_lowercase()),
        ),
        (Some(_), None) if alert.kind == "match_check" => "A child in a contact".into(),
        (None, _) if alert.kind == "match_check" => {
            link(&format!("/match-checks/{}", alert.id), "Somebody who was put on record")
        }
        _ if alert.kind.starts_with("break_glass") && alert.person.is_some_and(|id| work.opened.contains_key(&id)) => {
            looked(alert, work)
        }
        (Some(open), None) => {
            let (children, today) = (&open.contact.children, london::date(now));
            let names: Vec<String> = children.iter().map(|part| child_words(open, part, today)).collect();
            let title = title(&open.contact);
            let words = match names.is_empty() {
                true => title,
                false => format!("{}, {}", list(&names), title.to_lowercase()),
            };
            link(&format!("/contacts/{}", open.contact.id), words)
        }
        _ => "A record that you may ask for".into(),
    };
    Told {
        id: alert.id,
        what: what.into(),
        when: moment(alert.raised_at, now),
        about,
        read: (alert.kind != "match_check").then(|| Button::new("I have read this").secondary().small().once()),
    }
}

/// A caller's child is asked about within minutes, and whoever a census brought within days.
fn match_check_due(alert: &Alert, now: Timestamp) -> Due {
    let Some(due) = alert.due_at else {
        return Due::now("Match check");
    };
    let by = london::time_words(due);
    if due < now {
        Due::overdue(format!("Match check: was to be answered by {by}"))
    } else if due.duration_since(alert.raised_at) <= SignedDuration::from_hours(1) {
        Due::now(format!("Match check: answer by {by}"))
    } else {
        Due::today(format!("Match check: answer by {by}"))
    }
}

/// Where whoever answers for a record sees the reason, and says whether it was right.
fn looked(alert: &Alert, work: &Work) -> Html {
    match alert.person.and_then(|id| work.opened.get(&id)) {
        Some(Line::Open(s)) => link(
            &format!("/people/{}/looked", s.id),
            format!("{}: who has looked", s.name),
        ),
        Some(Line::Restricted { name, .. }) => name.as_str().into(),
        None => Html::default(),
    }
}
