//! One row of the front door's list: until when, who, what was said, what was declared, who has it.

use domain::contact::{Band, Part, PartState, TakeBy, ordinal};
use domain::policy::{DecideContact, Depth};
use jiff::Timestamp;
use store::WhichContacts;

use super::list::{ListRow, Opened, calendar};
use super::seen::{self, About};
use super::words;
use crate::App;
use crate::frame::components::{Button, Due};
use crate::frame::errors::Error;
use crate::frame::{Html, hidden, link, meta, strong};
use crate::session::Signed;

pub fn of(app: &App, signed: &Signed, one: &Opened, which: WhichContacts, now: Timestamp) -> Result<ListRow, Error> {
    let (row, open) = (&one.row, &one.open);
    let id = row.id;
    let full = open.depth == Depth::Full;
    let received = open.contact.received.as_ref();
    let today = domain::calendar::london::date(now);
    let names: Vec<String> = open
        .contact
        .children
        .iter()
        .map(|p| words::child(open, p, today))
        .collect();
    let mine = row.taken_by == Some(signed.actor.worker);
    let may_take = which == WhichContacts::Undecided && !mine && open.may::<DecideContact>(&signed.actor);
    let reference = open.contact.reference().to_owned();
    let (token, take) = if may_take && row.taken_by.is_none() {
        let token = seen::issue(app, About::contact("contact", id), open.known_seq, &[])?;
        let words = if row.band <= Band::CannotWait {
            "Take now"
        } else {
            "Take"
        };
        let button = Button::new(Html::from(words).and(hidden(format!(" contact {reference}")))).small();
        let urgent = row.band <= Band::CannotWait;
        (
            token,
            Some(if urgent {
                button.once()
            } else {
                button.secondary().once()
            }),
        )
    } else {
        (Html::default(), None)
    };
    Ok(ListRow {
        id,
        class: match (which, row.band) {
            (WhichContacts::ToSign, _) => "",
            (_, Band::DangerNow) => " hf-rows__row--now",
            (_, Band::CannotWait) => " hf-rows__row--soon",
            _ => "",
        },
        due: due(one, which, now).into(),
        when: when(one, now),
        names: if names.is_empty() {
            "No child named yet".into()
        } else {
            words::list(&names)
        },
        reference: reference.clone(),
        said: received.filter(|_| full).map(|r| {
            let mut short = r.value.clone();
            short.worry = words::shortened(&r.worry, 220);
            words::quoted(&short)
        }),
        declared: declared(one, now),
        earlier: earlier(one, signed),
        children: children(one, which),
        from: received.map_or_else(|| "Not recorded".into(), |r| words::from(r)),
        who: received.filter(|_| full).map(|r| {
            words::referrer_alone(r).and(
                Some(words::channel(&r.channel))
                    .filter(|c| !c.is_empty())
                    .map_or_else(Html::default, |c| Html::from(format!(", {c}"))),
            )
        }),
        held: held(one, signed, now),
        ways: ways(one, signed, which, &reference),
        token,
        take,
    })
}

/// The hour of the second band, counting; the contact's own clock elsewhere.
fn due(one: &Opened, which: WhichContacts, now: Timestamp) -> Due {
    let waiting = &one.row.waiting;
    if which == WhichContacts::ToSign {
        return Due::waiting("Waiting to be signed");
    }
    if one.row.band == Band::CannotWait
        && let Some(due) = words::to_take(waiting, now)
    {
        return due;
    }
    match one.row.band {
        Band::DangerNow => Due::now("Now"),
        _ if waiting.effective_at.is_some() => Due::waiting("Decided, waiting to be signed"),
        _ => words::due_of(waiting.clock(&calendar(), now)),
    }
}

fn when(one: &Opened, now: Timestamp) -> String {
    let received = format!("Received {}", words::moment(one.row.waiting.received_at, now));
    match one.row.waiting.take_by(now) {
        TakeBy::Taken { at, within } if one.row.band == Band::CannotWait => {
            format!("{received}. Taken {}, in {within}", words::clock(at, now))
        }
        _ => received,
    }
}

/// "Declared: injury; a baby. Nadia Karimi, 08:52".
fn declared(one: &Opened, now: Timestamp) -> Option<Html> {
    let contact = &one.open.contact;
    let (words, origin) = match (&contact.danger, &contact.safety) {
        (Some(danger), _) => ("immediate danger.".to_owned(), &danger.origin),
        (None, Some(s)) if s.danger_now == domain::contact::YesNo::Yes || !s.cannot_wait.is_empty() => {
            let mut parts: Vec<String> = Vec::new();
            if s.danger_now == domain::contact::YesNo::Yes {
                parts.push("a child is in danger now".into());
            }
            parts.extend(s.cannot_wait.iter().map(|c| c.label().to_lowercase()));
            (format!("{}.", parts.join("; ")), &s.origin)
        }
        _ => return None,
    };
    let by = words::name(&one.open.names, origin.entry.author.worker).to_owned();
    Some(
        strong("Declared:")
            .and(format!(" {words} "))
            .and(meta(format!("{by}, {}", words::clock(origin.recorded_at(), now)))),
    )
}

fn earlier(one: &Opened, signed: &Signed) -> Option<Html> {
    (one.earlier > 0).then(|| {
        let count = strong(format!(
            "{} contact in 12 months for {}.",
            ordinal(one.earlier + 1),
            if one.open.contact.children.len() == 1 {
                "this child"
            } else {
                "these children"
            }
        ));
        if !one.open.may::<DecideContact>(&signed.actor) {
            return count;
        }
        count.and(" ").and(link(
            &format!("/contacts/{}/decide#before", one.row.id),
            "Read what came before",
        ))
    })
}

/// What is not plain from the names: who is not matched, who is restricted, who is decided already.
fn children(one: &Opened, which: WhichContacts) -> Vec<Html> {
    let open = &one.open;
    let several = open.contact.children.len() > 1;
    let line = |part: &Part| {
        let name = words::called(open, part);
        let identity = words::identity(open.identity(part.id));
        let state = match &part.state {
            PartState::Undecided => None,
            PartState::Returned { .. } => Some("returned with a question".to_owned()),
            state => Some(words::decided(state, &open.names)),
        };
        let state = state
            .filter(|_| several || which == WhichContacts::ToSign || matches!(part.state, PartState::Returned { .. }));
        match (identity, state) {
            (None, None) => None,
            (Some(identity), None) if several => Some(Html::from(format!("{name}: ")).and(identity).and(".")),
            (Some(identity), None) => Some(identity.and(".")),
            (None, Some(state)) => Some(format!("{name}: {state}.").into()),
            (Some(identity), Some(state)) => {
                Some(Html::from(format!("{name}: ")).and(identity).and(format!(". {state}.")))
            }
        }
    };
    open.contact.children.iter().filter_map(line).collect()
}

fn held(one: &Opened, signed: &Signed, now: Timestamp) -> String {
    match &one.open.contact.taken {
        Some(t) if t.origin.entry.author.worker == signed.actor.worker => {
            format!("Held by you since {}", words::clock(t.origin.recorded_at(), now))
        }
        Some(t) => format!(
            "Held by {} since {}",
            words::name(&one.open.names, t.origin.entry.author.worker),
            words::clock(t.origin.recorded_at(), now)
        ),
        None => "Nobody has this".into(),
    }
}

fn ways(one: &Opened, signed: &Signed, which: WhichContacts, reference: &str) -> Vec<Html> {
    let id = one.row.id;
    match which {
        WhichContacts::Mine => vec![
            Button::link(
                format!("/contacts/{id}/decide"),
                Html::from("Decide").and(hidden(format!(" contact {reference}"))),
            )
            .small()
            .into(),
        ],
        WhichContacts::ToSign if signed.actor.role.is_manager() => one
            .open
            .contact
            .children
            .iter()
            .filter(|p| one.open.waits_for_worker(p, signed.actor.worker))
            .map(|p| {
                let name = words::called(&one.open, p);
                Button::link(
                    format!("/contacts/{id}/children/{}/sign", p.id),
                    format!("Sign for {name}"),
                )
                .secondary()
                .small()
                .into()
            })
            .collect(),
        _ => Vec::new(),
    }
}
