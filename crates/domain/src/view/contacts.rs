//! Contacts and their decisions, as things that happened.

use super::Piece;
use super::events::{self, Event, Kind, Narrative};
use super::words::{Eyes, Said, code, is_private_source, lower, words};
use crate::calendar::london;
use crate::codes::{ContactChannel, ReferralSource};
use crate::contact::{Contact, Part, PartState};
use crate::person::NotTheirs;
use crate::told::Told;

/// From whom a contact came, as this reader may know it, and what a print says instead.
pub(super) fn from_whom(contact: &Contact, eyes: &Eyes<'_>) -> (String, Option<String>) {
    let Some(r) = &contact.received else {
        return ("somebody, not yet recorded".into(), None);
    };
    let private = is_private(contact);
    let source = code(ReferralSource::TABLE, &r.source);
    let source = if source.is_empty() {
        "a source not recorded".into()
    } else {
        source
    };
    if !eyes.full() {
        return (source, None);
    }
    let named = |a: &str, b: &str| match (a.trim(), b.trim()) {
        ("", "") => None,
        (a, "") => Some(a.to_owned()),
        ("", b) => Some(lower(b)),
        (a, b) => Some(format!("{a}, {}", lower(b))),
    };
    if private {
        let who = named(&r.referrer.name, &r.referrer.role).unwrap_or_else(|| source.clone());
        let print = if r.source == "1A" {
            "family"
        } else {
            "a member of the public"
        };
        return (who, Some(print.into()));
    }
    let who = match r.referrer.organisation.trim() {
        "" => named("", &r.referrer.role).unwrap_or(source),
        organisation => organisation.to_owned(),
    };
    (who, None)
}

pub(super) fn is_private(contact: &Contact) -> bool {
    contact
        .received
        .as_ref()
        .is_some_and(|r| is_private_source(&r.source) || r.referrer.wishes_to_stay_anonymous)
}

pub(super) fn event(contact: &Contact, eyes: &Eyes<'_>) -> Option<Event> {
    let own = |p: &&Part| p.child.person.is_some_and(|id| eyes.group.contains(&id));
    let part = contact.children.iter().find(own);
    let first = contact.received.as_ref().map(|r| r.origin.clone());
    let origin = first.or_else(|| contact.danger.as_ref().map(|d| d.origin.clone()))?;
    let on = london::date(contact.received_at().unwrap_or_else(|| origin.recorded_at()));
    let (who, in_print) = from_whom(contact, eyes);
    let police = contact
        .received
        .as_ref()
        .is_some_and(|r| r.channel == "police_notification");
    let outcome = part.map_or("mentions this person", |p| outcome(&p.state));
    let title = |who: &str| {
        if police {
            format!("Police notification: {outcome}")
        } else {
            format!("Contact from {who}: {outcome}")
        }
    };
    let mut event = events::event(on, &[Kind::Contact], vec![words(title(&who))], &origin);
    event.title_in_print = in_print.as_deref().map(title);
    event.private = is_private(contact);
    event.contact = Some(contact.id);
    event.imported = None;
    if let (Some(received), true) = (&contact.received, eyes.full()) {
        event.narrative.push(Narrative {
            text: received.worry.clone(),
            quoted: true,
            of_decision: false,
        });
        let channel = lower(ContactChannel::TABLE.label(&received.channel));
        event.note = vec![
            words("Taken by "),
            Piece::Worker(origin.entry.author.worker),
            words(format!(
                ", {channel}. Recorded {}.",
                london::time_words(origin.recorded_at())
            )),
        ];
    }
    let others: Vec<_> = contact
        .people()
        .filter(|p| !eyes.group.contains(p) && eyes.others.contains_key(p))
        .collect();
    for (i, other) in others.iter().enumerate() {
        event.note.push(words(if i == 0 { " Also about " } else { ", " }));
        event.note.push(Piece::Person(*other));
    }
    if !others.is_empty() {
        event.note.push(words("."));
    }
    if let Some(part) = part {
        decided(part, eyes, &mut event);
    } else {
        // Somebody whom the contact only mentions is told of it on the pages of the children.
        event.narrative.clear();
    }
    Some(event)
}

/// A contact that was put down here by mistake. What was said in it is told on the page of the child whom it is about, and who that is, there.
pub(super) fn not_theirs(not: &NotTheirs) -> Event {
    let at = not.received_at.unwrap_or_else(|| not.said.recorded_at());
    let which = match not.reference.as_str() {
        "" => "A contact".into(),
        reference => format!("Contact {reference}"),
    };
    let title = format!("{which} is not about this person: it was moved to somebody else");
    let mut event = events::event(london::date(at), &[Kind::Contact], vec![words(title)], &not.said);
    event.note = vec![
        words("Found by "),
        Piece::Worker(not.said.entry.author.worker),
        words(format!(", {}.", london::time_words(not.said.recorded_at()))),
    ];
    event
}

/// Adds who decided and who signed, and why.
fn decided(part: &Part, eyes: &Eyes<'_>, event: &mut Event) {
    let Some(decision) = part.state.decision() else {
        event.major = true;
        return;
    };
    event.decided = Some(part.id);
    event.kinds.push(Kind::Decision);
    event.major = decision.outcome.acts_at_once();
    event.note.extend(by(" Decided ", decision));
    for signature in part.state.signatures() {
        event.note.extend(by("; signed ", signature));
    }
    event.note.push(words("."));
    if eyes.full() {
        event.narrative.extend(
            [&decision.why, &decision.protection, &decision.answers_records]
                .into_iter()
                .filter(|t| !t.is_empty())
                .map(|t| Narrative {
                    text: t.clone(),
                    quoted: false,
                    of_decision: true,
                }),
        );
    }
}

pub(super) fn by<T>(what: &str, told: &Told<T>) -> Said {
    let author = told.origin.entry.author;
    vec![
        words(format!("{what}{} by ", london::time_words(told.origin.recorded_at()))),
        Piece::Worker(author.worker),
        words(format!(", {}", lower(author.role.label()))),
    ]
}

fn outcome(state: &PartState) -> &'static str {
    match state {
        PartState::Undecided => "not yet decided",
        PartState::AwaitingSignature { .. } => "decided, waiting for a signature",
        PartState::Returned { .. } => "given back with a question",
        PartState::InEffect { decision, .. } => decision.outcome.happened(),
    }
}
