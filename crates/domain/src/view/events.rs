//! What happened, each thing with its day: contacts and their decisions, notes, services, changes of who somebody is.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::words::{Eyes, Said, words, words_of};
use super::{Parts, Piece, changes, contacts, removed, services};
use crate::calendar::london;
use crate::facts::person::NoteRecorded;
use crate::ids::{ContactId, RecordId};
use crate::ledger::{Entry, FactRef};
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
    /// What was recorded of who somebody is, as name and value; nothing for those who see headings only.
    pub values: Vec<(String, Said)>,
    /// A family or public referrer's: prints leave the words out.
    pub private: bool,
    /// Who recorded it and when; who decided, who signed.
    pub note: Said,
    pub contact: Option<ContactId>,
    /// The child's part in the contact, once it is decided: where what was known at that moment can be read.
    pub decided: Option<RecordId>,
    /// The child was protected, or a service began.
    pub major: bool,
    /// The old system held it by this instant, where it came from its file.
    pub imported: Option<Timestamp>,
    pub seq: i64,
    /// A note: the fact by which it is corrected.
    pub note_at: Option<FactRef>,
}

pub(super) fn events(parts: &Parts<'_>, eyes: &Eyes<'_>) -> Vec<Event> {
    let mut all: Vec<Event> = parts.contacts.iter().filter_map(|c| contacts::event(c, eyes)).collect();
    all.extend(parts.person.not_theirs.iter().map(contacts::not_theirs));
    removed::events(&parts.person.removed, eyes, &mut all);
    all.extend(parts.person.notes.iter().map(|n| note(n, eyes)));
    for e in &parts.person.episodes {
        services::events(e, eyes, &mut all);
    }
    for a in &parts.person.allocations {
        let title = vec![words("Allocated to "), Piece::Worker(a.worker)];
        all.push(event(a.from, &[Kind::Service], title, &a.origin));
    }
    all.extend(changes::events(parts.facts, eyes));
    leave_out_of_prints(parts, &mut all);
    let born = parts.person.born_on();
    for e in &mut all {
        e.age = born.and_then(|b| crate::person::identity::short_age(b, e.on));
    }
    // Newest first, also within one entry.
    all.reverse();
    all.sort_by_key(|e| (std::cmp::Reverse(e.on), std::cmp::Reverse(e.seq)));
    all
}

pub(super) fn event(on: Date, kinds: &[Kind], title: Said, origin: &Origin) -> Event {
    Event {
        on,
        age: None,
        kinds: kinds.to_vec(),
        title,
        title_in_print: None,
        narrative: Vec::new(),
        values: Vec::new(),
        private: false,
        note: recorded(&origin.entry),
        contact: None,
        decided: None,
        major: false,
        imported: origin.entry.asserted_at,
        seq: origin.fact.seq,
        note_at: None,
    }
}

/// "Jo Whitlock. Recorded 10 Nov 2026, 16:20."
pub(super) fn recorded(entry: &Arc<Entry>) -> Said {
    vec![
        Piece::Worker(entry.author.worker),
        words(format!(". Recorded {}.", london::time_words(entry.recorded_at))),
    ]
}

fn note(told: &Told<NoteRecorded>, eyes: &Eyes<'_>) -> Event {
    let on = told
        .origin
        .effective_on
        .unwrap_or_else(|| london::date(told.origin.recorded_at()));
    let mut event = event(on, &[Kind::Note], vec![words(told.title.clone())], &told.origin);
    event.note_at = Some(told.origin.fact);
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

/// Marks what would reveal a family or public referrer: every entry that names one [Sem 21].
fn leave_out_of_prints(parts: &Parts<'_>, events: &mut [Event]) {
    let names: Vec<String> = parts
        .contacts
        .iter()
        .filter(|c| contacts::is_private(c))
        .filter_map(|c| c.received.as_ref())
        .map(|r| r.referrer.name.trim().to_lowercase())
        .filter(|n| n.chars().count() >= 3)
        .collect();
    let reveals = |text: &str| {
        let text = text.to_lowercase();
        names.iter().any(|n| text.contains(n.as_str()))
    };
    for event in events.iter_mut().filter(|e| !e.private) {
        let title = words_of(&event.title);
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
