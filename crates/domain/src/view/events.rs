//! What happened, each thing with its day: contacts and their decisions, notes, services, changes of who somebody is.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::words::{Eyes, Said, code, is_private_source, lower, place, words};
use super::{Group, Parts, Piece};
use crate::calendar::london;
use crate::codes::{CategoryOfAbuse, ContactChannel, ReasonForClosure, ReferralSource};
use crate::contact::{Contact, Part, PartState};
use crate::facts::FactBody;
use crate::facts::person::NoteRecorded;
use crate::facts::services::ReferralOutcome;
use crate::ids::{ContactId, Subject};
use crate::ledger::{Effect, Entry, Fact};
use crate::person::{Episode, Plan};
use crate::told::{Origin, Told};

/// What kind of thing happened: the filters of the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Contact,
    Decision,
    Note,
    Service,
    Identity,
}

impl Kind {
    pub const ALL: &[Self] = &[Self::Contact, Self::Decision, Self::Note, Self::Service, Self::Identity];

    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Contact => "contacts",
            Self::Decision => "decisions",
            Self::Note => "notes",
            Self::Service => "services",
            Self::Identity => "identity",
        }
    }
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|k| k.code() == code)
    }
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Contact => "Contacts",
            Self::Decision => "Decisions",
            Self::Note => "Notes",
            Self::Service => "Services",
            Self::Identity => "Identity changes",
        }
    }
}

/// Somebody's words. There are none in the view of a reader who sees no narrative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrative {
    pub text: String,
    /// What someone said, to stand in quotation marks.
    pub quoted: bool,
    /// Only where decisions are asked for: why.
    pub of_decision: bool,
}

/// One thing that happened.
#[derive(Clone, Debug)]
pub struct Event {
    pub on: Date,
    /// The age that day: "8y 4m".
    pub age: Option<String>,
    pub kinds: Vec<Kind>,
    pub title: Said,
    /// What a print says instead [Sem 21].
    pub title_in_print: Option<String>,
    pub narrative: Vec<Narrative>,
    /// A family or public referrer's: prints leave the words out.
    pub private: bool,
    /// Who recorded it and when; who decided, who signed.
    pub note: Said,
    pub contact: Option<ContactId>,
    /// The child was protected, or a service began.
    pub major: bool,
    /// The old system held it by this instant, where it came from its file.
    pub imported: Option<Timestamp>,
    pub seq: i64,
}

pub(super) fn events(parts: &Parts<'_>, eyes: &Eyes<'_>) -> Vec<Event> {
    let mut all: Vec<Event> = parts.contacts.iter().filter_map(|c| contact(c, eyes)).collect();
    all.extend(parts.person.notes.iter().map(|n| note(n, eyes)));
    for e in &parts.person.episodes {
        episode(e, eyes, &mut all);
    }
    for a in &parts.person.allocations {
        let title = vec![words("Allocated to "), Piece::Worker(a.worker)];
        all.push(event(a.from, &[Kind::Service], title, &a.origin));
    }
    all.extend(identity(parts.facts, eyes));
    leave_out_of_prints(parts, &mut all);
    let born = parts.person.born_on();
    for e in &mut all {
        e.age = born.and_then(|b| crate::person::identity::short_age(b, e.on));
    }
    all.sort_by_key(|e| (std::cmp::Reverse(e.on), std::cmp::Reverse(e.seq)));
    all
}

fn event(on: Date, kinds: &[Kind], title: Said, origin: &Origin) -> Event {
    Event {
        on,
        age: None,
        kinds: kinds.to_vec(),
        title,
        title_in_print: None,
        narrative: Vec::new(),
        private: false,
        note: recorded(&origin.entry),
        contact: None,
        major: false,
        imported: origin.entry.asserted_at,
        seq: origin.fact.seq,
    }
}

/// "Jo Whitlock. Recorded 10 Nov 2026, 16:20."
fn recorded(entry: &Arc<Entry>) -> Said {
    vec![
        Piece::Worker(entry.author.worker),
        words(format!(". Recorded {}.", london::time_words(entry.recorded_at))),
    ]
}

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

fn is_private(contact: &Contact) -> bool {
    contact
        .received
        .as_ref()
        .is_some_and(|r| is_private_source(&r.source) || r.referrer.wishes_to_stay_anonymous)
}

fn contact(contact: &Contact, eyes: &Eyes<'_>) -> Option<Event> {
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
    let mut event = event(on, &[Kind::Contact], vec![words(title(&who))], &origin);
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

/// Adds who decided and who signed, and why.
fn decided(part: &Part, eyes: &Eyes<'_>, event: &mut Event) {
    let Some(decision) = part.state.decision() else {
        event.major = true;
        return;
    };
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

fn by<T>(what: &str, told: &Told<T>) -> Said {
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

fn note(told: &Told<NoteRecorded>, eyes: &Eyes<'_>) -> Event {
    let on = told
        .origin
        .effective_on
        .unwrap_or_else(|| london::date(told.origin.recorded_at()));
    let mut event = event(on, &[Kind::Note], vec![words(told.title.clone())], &told.origin);
    if eyes.full() {
        event.narrative.push(Narrative {
            text: told.text.clone(),
            quoted: false,
            of_decision: false,
        });
        if !told.child_said.is_empty() {
            event.narrative.push(Narrative {
                text: told.child_said.clone(),
                quoted: true,
                of_decision: false,
            });
        }
    }
    event.narrative.retain(|n| !n.text.is_empty());
    event
}

fn episode(episode: &Episode, eyes: &Eyes<'_>, out: &mut Vec<Event>) {
    let mut add = |on: Date, title: String, origin: &Origin, major: bool| {
        let mut e = event(on, &[Kind::Service], vec![words(title)], origin);
        e.major = major;
        out.push(e);
    };
    for s in &episode.section47s {
        add(s.started_on, "Section 47 enquiry started".into(), &s.origin, true);
        if let Some(on) = s.conference_on {
            add(on, "Initial child protection conference".into(), &s.origin, true);
        }
    }
    for c in &episode.conferences {
        add(c.on, "Initial child protection conference".into(), &c.origin, true);
    }
    for a in &episode.assessments {
        add(
            a.started_on,
            "Child and family assessment started".into(),
            &a.origin,
            false,
        );
        if let Some(on) = a.authorised_on {
            add(on, "Child and family assessment authorised".into(), &a.origin, true);
        }
    }
    for p in &episode.cin_plans {
        add(p.started_on, "Child in need plan started".into(), &p.origin, true);
        if let Some(on) = p.ended_on {
            add(on, "Child in need plan ended".into(), &p.origin, false);
        }
    }
    for Plan { plan, reviews, .. } in &episode.plans {
        let category = code(CategoryOfAbuse::TABLE, &plan.initial_category);
        let category = if category.is_empty() {
            String::new()
        } else {
            format!(": {category}")
        };
        add(
            plan.started_on,
            format!("Child protection plan started{category}"),
            &plan.origin,
            true,
        );
        for r in reviews {
            add(r.on, "Child protection review held".into(), &r.origin, false);
        }
        if let Some(on) = plan.ended_on {
            add(on, "Child protection plan ended".into(), &plan.origin, false);
        }
    }
    for p in &episode.pre_proceedings {
        add(p.started_on, "Pre-proceedings started".into(), &p.origin, true);
    }
    if let Some(c) = &episode.closed {
        let reason = code(ReasonForClosure::TABLE, &c.reason);
        let title = if reason.is_empty() {
            "Closed".into()
        } else {
            format!("Closed: {reason}")
        };
        add(c.on, title, &c.origin, false);
    }
    out.push(referral(episode, eyes));
}

fn referral(episode: &Episode, eyes: &Eyes<'_>) -> Event {
    let r = &episode.referral;
    let source = code(ReferralSource::TABLE, &r.source);
    let (title, major) = match episode.decided.as_ref().map(|d| d.outcome) {
        Some(ReferralOutcome::NoFurtherAction) => ("Referral: no further action".to_owned(), false),
        Some(outcome) => (format!("Referral accepted: {}", lower(outcome.label())), true),
        None if r.no_further_action => ("Referral: no further action".to_owned(), false),
        None if source.is_empty() => ("Referral received".to_owned(), true),
        None => (format!("Referral received from {source}"), true),
    };
    let mut event = event(r.received_on, &[Kind::Service], vec![words(title)], &r.origin);
    event.major = major;
    event.contact = r.contact;
    if let Some(decided) = &episode.decided {
        event.kinds.push(Kind::Decision);
        event.note = by("Decided ", decided);
        event.note.push(words("."));
        if eyes.full() && !decided.why.is_empty() {
            event.narrative.push(Narrative {
                text: decided.why.clone(),
                quoted: false,
                of_decision: false,
            });
        }
    }
    event
}

/// One event per entry that said something of who the person is, where they live, who matters, who may know.
fn identity(facts: &[Fact], eyes: &Eyes<'_>) -> Vec<Event> {
    let mut by_entry: BTreeMap<i64, Vec<&Fact>> = BTreeMap::new();
    for fact in facts {
        let theirs = match fact.subject {
            Subject::Person(id) => eyes.group.contains(&id),
            _ => false,
        };
        let shown = place(fact, eyes).filter(|(g, _)| *g <= Group::Care).is_some();
        if theirs && shown && super::words::says(fact, eyes).is_some() {
            by_entry.entry(fact.at.seq).or_default().push(fact);
        }
    }
    by_entry
        .into_values()
        .filter_map(|facts| of_entry(&facts, eyes))
        .collect()
}

fn of_entry(facts: &[&Fact], eyes: &Eyes<'_>) -> Option<Event> {
    let entry = &facts.first()?.entry;
    let mut sentences = Vec::new();
    for (effect, word) in [
        ("record", "Recorded"),
        ("correct", "Corrected"),
        ("retract", "Taken back"),
    ] {
        let mut what: Vec<String> = Vec::new();
        for fact in facts.iter().filter(|f| f.effect.code() == effect) {
            let name = fact.body.as_ref().map_or("", FactBody::title);
            let name = match &fact.body {
                Some(FactBody::WarningRecorded(w)) => format!("warning “{}”", w.title),
                Some(FactBody::IdentifierRecorded(_)) => {
                    place(fact, eyes).map(|(_, label)| lower(&label)).unwrap_or_default()
                }
                _ => lower(name),
            };
            if !what.contains(&name) {
                what.push(name);
            }
        }
        if !what.is_empty() {
            sentences.push(format!("{word}: {}", what.join(", ")));
        }
    }
    let on = london::date(entry.recorded_at);
    let reason = entry.reason.clone().filter(|r| eyes.full() && !r.is_empty());
    let changed = facts.iter().any(|f| !matches!(f.effect, Effect::Record));
    Some(Event {
        on,
        age: None,
        kinds: vec![Kind::Identity],
        title: vec![words(sentences.join(". "))],
        title_in_print: None,
        narrative: reason
            .filter(|_| changed)
            .into_iter()
            .map(|text| Narrative {
                text,
                quoted: false,
                of_decision: false,
            })
            .collect(),
        private: false,
        note: recorded(entry),
        contact: None,
        major: false,
        imported: entry.asserted_at,
        seq: entry.seq,
    })
}

/// Marks what would reveal a family or public referrer: every entry that names one [Sem 21].
fn leave_out_of_prints(parts: &Parts<'_>, events: &mut [Event]) {
    let names: Vec<String> = parts
        .contacts
        .iter()
        .filter(|c| is_private(c))
        .filter_map(|c| c.received.as_ref())
        .map(|r| r.referrer.name.trim().to_lowercase())
        .filter(|n| n.chars().count() >= 3)
        .collect();
    let reveals = |text: &str| {
        let text = text.to_lowercase();
        names.iter().any(|n| text.contains(n.as_str()))
    };
    for event in events.iter_mut().filter(|e| !e.private) {
        let title: String = event
            .title
            .iter()
            .filter_map(|p| {
                if let Piece::Words(w) = p {
                    Some(w.as_str())
                } else {
                    None
                }
            })
            .collect();
        if reveals(&title) {
            event.private = true;
            event.title_in_print = Some(
                event
                    .kinds
                    .first()
                    .map_or("Entry", |k| match k {
                        Kind::Note => "Case note",
                        Kind::Contact => "Contact",
                        Kind::Decision => "Decision",
                        Kind::Service => "Service",
                        Kind::Identity => "Change",
                    })
                    .into(),
            );
        } else if event.narrative.iter().any(|n| reveals(&n.text)) {
            event.private = true;
        }
    }
}
