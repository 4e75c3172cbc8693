//! The first page of a record (screens 04 and 05).

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::calendar::{Standing, london};
use domain::person::identity::day;
use domain::policy::Depth;
use domain::view::{Clock, Home, Other, Tie};

use super::events::{self, Referrers};
use super::look_back::LookBack;
use super::open::{Opened, open};
use super::since;
use super::{Asked, Id, Tab};
use crate::App;
use crate::frame::components;
use crate::frame::components::{Clocks, DatedList, DayBar, Due, FactList, SideNavigation, Tag, Tone, Warn};
use crate::frame::errors::Error;
use crate::frame::{Html, link, meta, strong, unless_printed};
use crate::session::Signed;

/// As many as fit on a first look; the rest stands in the timeline.
const EVENTS: usize = 12;
/// As many people as fit beside it.
const PEOPLE: usize = 8;

#[derive(Template)]
#[template(path = "people/overview.html")]
struct Overview {
    past: bool,
    due_title: &'static str,
    events_title: &'static str,
    parts: SideNavigation,
    notices: Vec<Html>,
    warnings: Vec<Html>,
    findings: Vec<Html>,
    clocks: Clocks,
    chips: Html,
    count: Html,
    events: DatedList,
    earlier: Option<Html>,
    since: Option<since::Since>,
    imported: FactList,
    people_title: String,
    people: FactList,
    family: Option<Html>,
    look_back: Option<LookBack>,
    relied_on: String,
}

/// `GET /people/{id}`
pub async fn page(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let opened = match open(&app, &signed, id, Tab::Overview, &asked, "").await? {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    let content = content(&opened, &asked);
    let page = opened.page(&signed, Tab::Overview, opened.errors.clone());
    match super::saved::notice(&opened, &signed, &asked) {
        Some(notice) => page.notice(notice),
        None => page,
    }
    .show(&content)
}

fn content(opened: &Opened, asked: &Asked) -> Overview {
    let view = &opened.view;
    let kind = events::wanted(asked);
    let wanted: Vec<_> = view
        .events
        .iter()
        .filter(|e| kind.is_none_or(|k| e.kinds.contains(&k)))
        .collect();
    let show = kind.map_or("", |k| k.code());
    let earlier = (wanted.len() > EVENTS).then(|| {
        let n = wanted.len() - EVENTS;
        let first = wanted.last().map(|e| day(e.on)).unwrap_or_default();
        let events = if n == 1 { "event" } else { "events" };
        link(
            &opened.with(Tab::Timeline, &[("show", show)]),
            format!("Show {n} earlier {events}, from {first}"),
        )
    });
    let count = match (&opened.past, view.events.len()) {
        (Some(_), 1) => meta("1 event known on this date"),
        (Some(_), n) => meta(format!("{n} events known on this date")),
        (None, _) => link(&opened.address(Tab::Timeline), "Whole timeline"),
    };
    let shown_people = view.ties.len().min(PEOPLE);
    let family = (view.depth >= Depth::Items && !view.ties.is_empty()).then(|| {
        let more = view.ties.len() - shown_people;
        let words = if more == 0 {
            "Family diagram and list".to_owned()
        } else {
            format!("Family diagram and list, {more} more")
        };
        link(&opened.address(Tab::Relationships), words)
    });
    Overview {
        past: opened.past.is_some(),
        due_title: opened.due_title(),
        events_title: opened.events_title(),
        parts: opened.parts(Tab::Overview),
        notices: opened.notices(),
        warnings: warnings(opened),
        findings: view.findings.iter().map(|f| finding(opened, f)).collect(),
        clocks: clocks(opened, Referrers::LeftOut),
        chips: if opened.past.is_some() {
            Html::default()
        } else {
            events::chips(opened, Tab::Overview, kind).into()
        },
        count,
        events: events::list(opened, wanted.iter().take(EVENTS).copied(), kind, Referrers::LeftOut),
        earlier,
        since: since::panel(opened),
        imported: imported(opened),
        people_title: if opened.past.is_some() {
            "People known on this date".into()
        } else {
            format!("People in {}’s life", view.identity.called)
        },
        people: people(opened, shown_people),
        family,
        look_back: LookBack::of(opened, Tab::Overview, asked),
        relied_on: opened.past.as_ref().map(|p| thousands(p.known_seq)).unwrap_or_default(),
    }
}

pub(super) fn warnings(opened: &Opened) -> Vec<Html> {
    let warning = |w: &domain::view::Warning| {
        let title = strong(format!("{}.", w.title.trim_end_matches('.')));
        let words = match &w.text {
            Some(text) => title.and(format!(" {text}")),
            None => title,
        };
        let told = w
            .told_family
            .as_ref()
            .map(|t| format!(" {}.", t.trim_end_matches('.')))
            .unwrap_or_default();
        let late = if w.review_on < opened.view.on {
            "Was to be reviewed"
        } else {
            "Review"
        };
        let note = format!(
            "Recorded by {}, {}.{told} {late} by {}.",
            opened.name_of(w.source.author.worker),
            london::date_words(london::date(w.source.recorded_at)),
            day(w.review_on)
        );
        let tone = if w.title.to_lowercase().contains("confidential") {
            Tone::Restricted
        } else {
            Tone::Danger
        };
        (tone == Tone::Restricted, Html::from(Warn::new(tone, words).note(note)))
    };
    let mut warnings: Vec<(bool, Html)> = opened.view.warnings.iter().map(warning).collect();
    // Danger comes before what is to be kept quiet.
    warnings.sort_by_key(|(quiet, _)| *quiet);
    warnings.into_iter().map(|(_, html)| html).collect()
}

fn finding(opened: &Opened, words: &str) -> Html {
    let warn = Warn::new(Tone::Care, strong("To be settled. ").and(words));
    let details = link(&opened.address(Tab::Details), "See where each comes from");
    Html::from(
        warn.more(
            Html::fixed("<p class=\"hf-top\">")
                .and(details)
                .and(Html::fixed("</p>")),
        ),
    )
}

pub(super) fn clocks(opened: &Opened, referrers: Referrers) -> Clocks {
    let clock = |c: &Clock| {
        let words = c.standing.to_string();
        let due = match c.standing {
            Standing::Overdue { .. } => Due::overdue(words),
            Standing::DueToday { .. } => Due::today(words),
            _ => Due::ahead(words),
        };
        let title = opened.html(&c.title);
        let title = match (&c.title_in_print, referrers) {
            (Some(in_print), Referrers::LeftOut) => unless_printed(title, in_print.as_str()),
            _ => title,
        };
        let title = match c.contact {
            Some(contact) => link(&format!("/contacts/{contact}"), title),
            None => title,
        };
        let mut note = opened.html(&c.note);
        if let Some(safe) = c.last_safe {
            note = note.and(format!(" Last safe day {}.", day(safe)));
        }
        // Why it is late is asked where it is seen, of those who may say.
        if let (true, Some(on), true, None) = (
            c.standing.is_late(),
            c.on_record,
            opened.may.record.record,
            &opened.past,
        ) {
            let address = format!("/people/{}/record/late-reason?clock={}+{on}", opened.view.id, c.kind.id);
            note = note.and(" ").and(link(&address, "Say why it is late"));
        }
        let clock = components::Clock::new(title, due).note(note);
        match c.day {
            Some((at, of)) => clock.bar(DayBar::new(at, of).mark(10).mark(20)),
            None => clock,
        }
    };
    Clocks::new(opened.view.due.iter().map(clock))
}

/// The people in the child's life, at most so many.
pub(super) fn people(opened: &Opened, most: usize) -> FactList {
    let on = opened.view.on;
    opened.view.ties.iter().take(most).fold(FactList::new(), |list, tie| {
        let Some(other) = opened.others.get(&tie.other) else {
            return list;
        };
        list.fact(said_of(tie, opened.past.is_some()), who(opened, other, on))
    })
}

/// "Half-brother, lives with"
fn said_of(tie: &Tie, past: bool) -> String {
    let mut chars = tie.words.chars();
    let mut words: String = chars
        .next()
        .map(|c| c.to_uppercase().chain(chars).collect())
        .unwrap_or_default();
    if let Some(to) = tie.to {
        words.push_str(&format!(", until {}", day(to)));
    } else if tie.lives_with {
        words.push_str(if past { ", lived with" } else { ", lives with" });
    }
    if tie.parental_responsibility == Some(true) && tie.is != "parent" {
        words.push_str(", parental responsibility");
    }
    words
}

/// A name with an age, as a link where the record is open; what is restricted says whom to ring.
pub(super) fn who(opened: &Opened, other: &Other, on: jiff::civil::Date) -> Html {
    match other {
        Other::Restricted { name, ring, .. } => {
            let html = Html::from(name.as_str())
                .and(" ")
                .and(Tag::new("Restricted").colour(components::TagColour::Purple));
            if ring.is_empty() {
                html
            } else {
                html.and(meta(format!(" Ring {ring}")))
            }
        }
        Other::Open(known) => {
            let html = link(&opened.page_of(known.id), other.line(on));
            if known.home == Home::Confidential {
                html.and(" ")
                    .and(Tag::new("Confidential address").colour(components::TagColour::Purple))
            } else {
                html
            }
        }
    }
}

fn imported(opened: &Opened) -> FactList {
    let Some(past) = &opened.past else {
        return FactList::new();
    };
    past.imported_later
        .iter()
        .fold(FactList::new(), |list, (label, said, source)| {
            let held = source.asserted_at.map(london::time_words).unwrap_or_default();
            let imported = london::date_words(london::date(source.recorded_at));
            list.fact(
                label.as_str(),
                opened.html(said).and(meta(format!(
                    " The old system held this by {held}. Imported {imported}."
                ))),
            )
        })
}

fn thousands(n: i64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}
