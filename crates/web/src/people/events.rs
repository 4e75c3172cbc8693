//! What happened, as a dated list.

use domain::calendar::london;
use domain::person::identity::day;
use domain::policy::Depth;
use domain::view::{Event, Kind, Narrative, words_of};

use super::open::Opened;
use super::{Asked, Tab};
use crate::frame::components::{self, Chips, DatedList};
use crate::frame::{Html, link, unless_printed};

/// Whether a print holds the names and words of family and public referrers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Referrers {
    /// Left out, unless the reader chooses otherwise [Sem 21].
    LeftOut,
    Included,
}

/// As many values of one entry as fit into its line.
const VALUES: usize = 4;

/// What is asked for: everything, or one kind.
pub(super) fn wanted(asked: &Asked) -> Option<Kind> {
    Kind::from_code(&asked.show)
}

/// The filters as chips, each the address of the same page.
pub(super) fn chips(opened: &Opened, tab: Tab, current: Option<Kind>) -> Chips {
    let all = Chips::new("Show in the timeline")
        .link(opened.address(tab), "Everything")
        .current(current.is_none());
    let has = |kind: &&Kind| opened.view.events.iter().any(|e| e.kinds.contains(kind));
    Kind::ALL.iter().filter(has).fold(all, |chips, kind| {
        chips
            .link(opened.with(tab, &[("show", kind.code())]), kind.label())
            .current(current == Some(*kind))
    })
}

pub(super) fn list<'a>(
    opened: &Opened,
    events: impl IntoIterator<Item = &'a Event>,
    kind: Option<Kind>,
    referrers: Referrers,
) -> DatedList {
    DatedList::new(
        events
            .into_iter()
            .map(|e| event(opened, e, kind, referrers, told(opened, e))),
    )
}

/// The same, with the ways to change each note for whoever may.
pub(super) fn list_to_change<'a>(
    opened: &Opened,
    events: impl IntoIterator<Item = &'a Event>,
    kind: Option<Kind>,
) -> DatedList {
    let event = |e| event(opened, e, kind, Referrers::LeftOut, note(opened, e));
    DatedList::new(events.into_iter().map(event))
}

fn event(opened: &Opened, event: &Event, kind: Option<Kind>, referrers: Referrers, note: Html) -> components::Event {
    let title = opened.html(&event.title);
    let title = match (&event.title_in_print, referrers) {
        (Some(in_print), Referrers::LeftOut) => unless_printed(title, in_print.as_str()),
        _ => title,
    };
    let mut shown = components::Event::new(day(event.on), title).note(note);
    if let Some(age) = &event.age {
        shown = shown.age(age.clone());
    }
    if let Some(contact) = event.contact {
        shown = shown.link(format!("/contacts/{contact}"));
    }
    if event.major {
        shown = shown.major();
    }
    // The list of decisions says why; every other list says what was worried about.
    let of_decisions = kind == Some(Kind::Decision);
    let asked_for =
        |n: &&Narrative| kind == Some(Kind::Contact) || n.of_decision == of_decisions || event.contact.is_none();
    let mut words: Vec<Html> = event
        .narrative
        .iter()
        .filter(asked_for)
        .map(|n| narrative(n, event))
        .collect();
    if !event.values.is_empty() {
        words.insert(0, values(opened, event));
    }
    let body = words.into_iter().reduce(|a, b| a.and(Html::fixed("<br>")).and(b));
    match (body, event.private && referrers == Referrers::LeftOut) {
        (Some(body), true) => shown.body(unless_printed(body, "Words left out of this print.")),
        (Some(body), false) => shown.body(body),
        (None, _) => shown,
    }
}

/// What was recorded: the first few values, the rest counted.
fn values(opened: &Opened, event: &Event) -> Html {
    let shown = event
        .values
        .iter()
        .take(VALUES)
        .map(|(label, said)| Html::from(format!("{label}: ")).and(opened.sentence(said)));
    let all = shown.reduce(|a, b| a.and(" ").and(b)).unwrap_or_default();
    match event.values.len().saturating_sub(VALUES) {
        0 => all,
        n => all.and(format!(" And {n} more.")),
    }
}

fn narrative(n: &Narrative, event: &Event) -> Html {
    let why = event.kinds.contains(&Kind::Identity);
    Html::from(match (n.quoted, why) {
        (true, _) => format!("“{}”", n.text),
        (false, true) => format!("Why: {}", n.text),
        (false, false) => n.text.clone(),
    })
}

fn note(opened: &Opened, event: &Event) -> Html {
    let change = event.note_at.and_then(|at| {
        let title = words_of(&event.title);
        crate::record::note_links(opened, at, &title)
    });
    match change {
        Some(links) => told(opened, event).and(" ").and(links),
        None => told(opened, event),
    }
}

fn told(opened: &Opened, event: &Event) -> Html {
    let note = match event.imported {
        Some(held) => Html::from(format!(
            "Imported. The old system held it by {}.",
            london::time_words(held)
        )),
        None => opened.html(&event.note),
    };
    match (event.contact, event.decided, opened.view.depth) {
        (Some(contact), Some(part), Depth::Full) => {
            let address = format!("/contacts/{contact}/children/{part}/as-decided");
            note.and(" ").and(link(&address, "What was known at that moment"))
        }
        _ => note,
    }
}
