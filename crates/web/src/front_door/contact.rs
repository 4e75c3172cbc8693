//! One contact, whole and read-only: who is contacting us, the worry, each child and where it stands, safety, who knows (screen 03's
//! sections in their order), and what can be done with it.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::calendar::london;
use domain::contact::{Outcome, Part, PartState};
use domain::ids::{ContactId, RecordId};
use domain::policy::{DecideContact, DeclareDanger, Depth, ReadContact};
use domain::told::Origin;
use jiff::Timestamp;
use store::{Identity, Line, OpenContact};

use super::sections::{agreement, handed_over, safety, told, who, worry};
use super::seen::{self, About};
use super::{Which, decided, deciding, words};
use crate::App;
use crate::fields::Protected;
use crate::frame::components::{Alert, Breadcrumbs, Button, FactList, Inset, Tone, Warn};
use crate::frame::errors::Error;
use crate::frame::{Area, Html, hidden, link, meta, strong};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "front_door/contact.html")]
struct ContactPage {
    id: ContactId,
    title: String,
    lead: Html,
    head: Vec<Html>,
    notice: Option<Html>,
    only: Option<Inset>,
    who: FactList,
    worry: Option<Html>,
    children: Vec<Child>,
    safety: Option<FactList>,
    safety_by: Html,
    agreement: Option<FactList>,
    agreement_by: Html,
    removed: Vec<Html>,
    handed_over: Html,
    held: Html,
    hidden: Html,
    take: Option<Button>,
    decide: Option<Button>,
    danger: Option<Button>,
}

struct Child {
    part: RecordId,
    heading: Html,
    tag: Html,
    identity: Option<Html>,
    told: FactList,
    called: String,
    decision: Option<Html>,
}

/// What just happened, as the address of the page after it says.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Arrival {
    handed_over: String,
    danger: String,
    taken: String,
    identified: String,
    signed: String,
    returned: String,
}

/// `GET /contacts/{id}`
pub async fn page(
    State(app): State<App>,
    signed: Signed,
    Which(id): Which,
    Query(arrival): Query<Arrival>,
) -> Result<Response, Error> {
    let who = signed.who("Contact");
    let open = app
        .store()
        .read(move |tx| {
            let permit = tx.permit::<ReadContact>(&who, id)?;
            tx.open_contact(&who, &permit, None, "a contact")
        })
        .await?;
    show(&app, &signed, &open, notice(&open, &arrival, app.now()), StatusCode::OK)
}

/// `POST /contacts/{id}/take`
pub async fn take(
    State(app): State<App>,
    signed: Signed,
    Which(id): Which,
    Protected(fields): Protected,
) -> Result<Response, Error> {
    let Some(returned) = seen::read(&app, &signed, "contact", id, &fields) else {
        return Err(Error::OldForm);
    };
    let mut seen = returned.seen;
    seen.request_id = format!("take:{}", seen.request_id);
    let who = signed.who("Contact");
    let result = app
        .store()
        .write(move |tx| {
            let permit = tx.permit::<DecideContact>(&who, id)?;
            tx.take_contact(&who, &permit, &seen)
        })
        .await;
    match result {
        Ok(_) => Ok(Redirect::to(&format!("/contacts/{id}?taken=1")).into_response()),
        Err(store::Error::Stale { .. }) => {
            let who = signed.who("Contact");
            let open = app
                .store()
                .read(move |tx| {
                    let permit = tx.permit::<ReadContact>(&who, id)?;
                    tx.open_contact(&who, &permit, None, "a contact")
                })
                .await?;
            let words = strong("Somebody took this contact just before you.")
                .and(" It is theirs now. You can still take it over, with the button beside.");
            show(
                &app,
                &signed,
                &open,
                Some(Warn::new(Tone::Care, words).status().gap().into()),
                StatusCode::CONFLICT,
            )
        }
        Err(other) => Err(other.into()),
    }
}

fn show(
    app: &App,
    signed: &Signed,
    open: &OpenContact,
    notice: Option<Html>,
    status: StatusCode,
) -> Result<Response, Error> {
    let now = app.now();
    let contact = &open.contact;
    let id = contact.id;
    let full = open.depth == Depth::Full;
    let may_decide = open.may::<DecideContact>(&signed.actor);
    let may_declare = open.may::<DeclareDanger>(&signed.actor);
    let page = signed
        .frame
        .page(words::title(contact))
        .area(Area::FrontDoor)
        .breadcrumbs(
            Breadcrumbs::new()
                .link("/front-door", "Front door")
                .here(words::title(contact)),
        );
    let shown: Vec<_> = contact.received.iter().map(|r| r.origin.fact).collect();
    let hidden = page
        .csrf()
        .and(seen::issue(app, About::contact("contact", id), open.known_seq, &shown)?);
    let open_parts = contact.children.iter().any(|p| p.state.effective_at().is_none());
    let mine = contact
        .taken
        .as_ref()
        .is_some_and(|t| t.origin.entry.author.worker == signed.actor.worker);
    let acted = |p: &Part| {
        p.state.effective_at().is_some()
            && p.state
                .decision()
                .is_some_and(|d| d.outcome == Outcome::EmergencyAction)
    };
    let everything_done = contact.danger.is_some() && contact.children.iter().all(acted);
    let children = contact
        .children
        .iter()
        .map(|part| child(signed, open, part, now))
        .collect::<Result<Vec<_>, _>>()?;
    let content = ContactPage {
        id,
        title: words::title(contact),
        lead: lead(open),
        head: words::presses(open, now)
            .map(Html::from)
            .into_iter()
            .chain([clock(open, now)])
            .collect(),
        notice,
        only: (!full).then(|| {
            Inset::new(
                "What was said is open to the front door and to those who work with the child. You see the headings.",
            )
        }),
        who: who(open, now),
        worry: contact
            .received
            .as_ref()
            .filter(|_| full)
            .map(|r| worry(&r.worry, &r.source)),
        children,
        safety: contact.safety.as_ref().map(|_| safety(open)),
        safety_by: contact
            .safety
            .as_ref()
            .map_or_else(Html::default, |s| by(open, &s.origin, now)),
        agreement: contact.agreement.as_ref().filter(|_| full).map(|_| agreement(open)),
        agreement_by: contact
            .agreement
            .as_ref()
            .map_or_else(Html::default, |a| by(open, &a.origin, now)),
        removed: removed(open, now),
        handed_over: handed_over(open, now),
        held: held(open, now),
        hidden,
        take: (may_decide && open_parts && !mine).then(|| {
            let words = match &contact.taken {
                Some(t) => format!(
                    "Take it over from {}",
                    words::name(&open.names, t.origin.entry.author.worker)
                ),
                None => "Take this contact".into(),
            };
            Button::new(words).secondary().once()
        }),
        decide: (may_decide && !contact.children.is_empty()).then(|| {
            let words = if open_parts {
                "Decide for each child"
            } else {
                "Open the decisions"
            };
            Button::link(format!("/contacts/{id}/decide"), words)
        }),
        danger: (may_declare && !everything_done).then(|| Button::new("Immediate danger: act now").warning().once()),
    };
    page.show_with(status, &content)
}

fn lead(open: &OpenContact) -> Html {
    match &open.contact.received {
        Some(r) => {
            let from = words::from_in_words(r);
            let from = match from.is_empty() {
                true => "Who it is from is not known".into(),
                false => Html::from("From ").and(from),
            };
            from.and(format!(
                "{}, received {}.",
                Some(words::channel(&r.channel))
                    .filter(|c| !c.is_empty())
                    .map_or_else(String::new, |c| format!(", {c}")),
                london::time_words(r.received_at)
            ))
        }
        None => "Not written down yet: immediate danger was declared first.".into(),
    }
}

/// When the contact has to be decided, or was.
pub(super) fn clock(open: &OpenContact, now: Timestamp) -> Html {
    let waiting = domain::contact::Waiting {
        received_at: open.contact.received_at().unwrap_or(now),
        danger: false,
        cannot_wait: false,
        taken_at: None,
        effective_at: open.contact.all_effective_at(),
    };
    let calendar = domain::calendar::Calendar::england_and_wales();
    Html::from(words::due_of(waiting.clock(&calendar, now)))
}

fn child(signed: &Signed, open: &OpenContact, part: &Part, now: Timestamp) -> Result<Child, Error> {
    let id = open.contact.id;
    let heading = words::child(open, part, london::date(now));
    let heading = match open.identity(part.id) {
        Identity::Known(Line::Open(summary)) => link(&format!("/people/{}", summary.id), heading),
        _ => heading.into(),
    };
    let full = open.depth == Depth::Full;
    let decision = match (&part.state, full) {
        (PartState::Undecided, _) => None,
        (_, false) => Some(decided::sentence(open, part, now)),
        (_, true) => {
            let name = words::called(open, part);
            let mut links = Vec::new();
            if part.state.wants_signature() && signed.actor.role.is_manager() {
                links.push(link(
                    &format!("/contacts/{id}/children/{}/sign", part.id),
                    Html::from("Sign or return").and(hidden(format!(" the decision for {name}"))),
                ));
            }
            links.push(deciding::then_link(id, part, &name));
            Some(decided::section(open, part, links, now)?)
        }
    };
    Ok(Child {
        part: part.id,
        heading,
        tag: words::part_tag(&part.state, now),
        identity: words::identity_to_say(open, part, &signed.actor),
        told: told(open, part, full),
        called: words::called_here(open, part),
        decision,
    })
}

fn held(open: &OpenContact, now: Timestamp) -> Html {
    match &open.contact.taken {
        Some(t) => Html::from(format!(
            "{} has had this contact since {}.",
            words::worker(&open.names, t.origin.entry.author.worker),
            words::moment(t.origin.recorded_at(), now)
        )),
        None if open.contact.all_effective_at().is_some() => "Every child of this contact is decided.".into(),
        None => "Nobody has taken this contact.".into(),
    }
}

/// What was taken out of the contact for good: by whom, when, on whose authority, and, for those who see all of it, why.
fn removed(open: &OpenContact, now: Timestamp) -> Vec<Html> {
    let mut told: Vec<String> = Vec::new();
    for removed in open.contact.removed.iter().filter(|r| r.is_told()) {
        let why = removed
            .origin
            .entry
            .reason
            .as_deref()
            .filter(|_| open.depth == Depth::Full);
        let words = format!(
            "Words were removed from this contact: {}. {}, {}, on the authority of {}. Nobody can read them again.{}",
            removed.what(),
            words::name(&open.names, removed.origin.entry.author.worker),
            words::moment(removed.origin.recorded_at(), now),
            removed.authority,
            why.map(|w| format!(" Why: {w}")).unwrap_or_default(),
        );
        if !told.contains(&words) {
            told.push(words);
        }
    }
    told.into_iter().map(Html::from).collect()
}

fn by(open: &OpenContact, origin: &Origin, now: Timestamp) -> Html {
    meta(format!(
        "{}, {}",
        words::worker(&open.names, origin.entry.author.worker),
        words::moment(origin.recorded_at(), now)
    ))
}

fn notice(open: &OpenContact, arrival: &Arrival, now: Timestamp) -> Option<Html> {
    let about = |part: &str| {
        let part = part.parse().ok().and_then(|id| open.contact.part(id))?;
        Some(Html::from(format!("{}: ", words::called(open, part))).and(decided::sentence(open, part, now)))
    };
    let title = words::title(&open.contact);
    if !arrival.danger.is_empty() {
        let words = strong("Immediate danger is declared, and the duty manager has been told.")
            .and(" If nobody has rung 999, ring now. Then say who each child is, and decide.");
        return Some(Alert::care("Immediate danger", words).into());
    }
    if !arrival.handed_over.is_empty() {
        return Some(
            Alert::done(
                "Handed over",
                format!("{title} is handed over. A social worker decides."),
            )
            .into(),
        );
    }
    if !arrival.taken.is_empty() {
        return Some(Alert::done("Taken", format!("{title} is yours to decide.")).into());
    }
    if let Some(part) = arrival.identified.parse().ok().and_then(|id| open.contact.part(id)) {
        let words = format!(
            "{} is on record as the child of this contact.",
            words::called(open, part)
        );
        return Some(Alert::done("Who this is", words).into());
    }
    if let Some(words) = about(&arrival.signed) {
        return Some(Alert::done("Signed", words).into());
    }
    about(&arrival.returned).map(|words| Alert::done("Returned", words).into())
}
