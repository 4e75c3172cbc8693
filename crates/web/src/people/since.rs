//! "Not known then, known now": beside a page of the past, what was recorded later, by when, and who told us (screen 05).

use domain::calendar::london;
use domain::policy::Depth;
use domain::view;

use super::Tab;
use super::open::Opened;
use crate::frame::components::FactList;
use crate::frame::{Html, link, unless_printed};

/// As many lines as fit beside the page; the others are compared line by line.
const MOST: usize = 10;

pub(super) struct Since {
    /// "16 things that you may see were recorded later, the last on 10 Nov 2026."
    pub lead: String,
    pub lines: FactList,
    pub more: Option<Html>,
}

pub(super) fn panel(opened: &Opened) -> Option<Since> {
    let since = &opened.past.as_ref()?.since;
    let lines = since
        .iter()
        .take(MOST)
        .fold(FactList::new(), |list, s| list.fact(label(s), sentence(opened, s)));
    let words = match since.len().saturating_sub(MOST) {
        0 => "Compare with today, line by line".to_owned(),
        n => format!("{n} more. Compare with today, line by line"),
    };
    Some(Since {
        lead: lead(since),
        more: (!lines.is_empty() && opened.view.depth >= Depth::Items)
            .then(|| link(&Tab::Details.address(opened.view.id), words)),
        lines,
    })
}

fn lead(since: &[view::Since]) -> String {
    let last = since.iter().map(|s| s.recorded_at).max().map(day).unwrap_or_default();
    match since.len() {
        0 => "Nothing that you may see was recorded later.".into(),
        1 => format!("One thing that you may see was recorded later, on {last}."),
        n => format!("{n} things that you may see were recorded later, the last on {last}."),
    }
}

fn label(s: &view::Since) -> String {
    match (s.taken_back, &s.then) {
        (true, _) => format!("{}: taken back since", s.label),
        (false, Some(_)) => format!("{}: corrected since", s.label),
        (false, None) => s.label.clone(),
    }
}

fn sentence(opened: &Opened, s: &view::Since) -> Html {
    let recorded = day(s.recorded_at);
    if s.taken_back {
        return Html::fixed("<s>")
            .and(opened.html(&s.now))
            .and(Html::fixed("</s>"))
            .and(format!(" Taken back on {recorded}."));
    }
    let now = opened.sentence(&s.now);
    // Who told us may be who contacted us: that is for the screen.
    let told = s.who_said.iter().fold(Html::default(), |_, said| {
        unless_printed(format!(" Told by: {}.", said.trim_end_matches('.')), "")
    });
    match &s.then {
        Some(then) => {
            let both = link(&Tab::Details.address(opened.view.id), "Both versions");
            now.and(told)
                .and(" Then: ")
                .and(opened.sentence(then))
                .and(format!(" Corrected on {recorded}. "))
                .and(if opened.view.depth >= Depth::Items {
                    both
                } else {
                    Html::default()
                })
        }
        None => now.and(told).and(format!(" Recorded on {recorded}.")),
    }
}

fn day(at: jiff::Timestamp) -> String {
    london::date_words(london::date(at))
}
