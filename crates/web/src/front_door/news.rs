//! What was recorded about the people of a contact after somebody had read it [Sem 8].

use std::collections::BTreeMap;

use domain::ids::WorkerId;
use jiff::Timestamp;
use store::{Before, Named};

use super::words;
use crate::frame::components::{Tone, Warn};
use crate::frame::{Html, strong};

/// So many are named.
const MOST: usize = 6;

/// Something was recorded while somebody wrote: what, by whom, when, and that nothing of theirs is saved.
pub fn nothing_saved(before: &Before, names: &BTreeMap<WorkerId, Named>, now: Timestamp) -> Html {
    let words = strong("Something was recorded about these people after you opened this page. Nothing is saved yet.")
        .and(" The page below shows the record as it is now, with your words. Look again, then save.");
    Warn::new(Tone::Care, words)
        .more(list(lines(before, names, now)))
        .status()
        .gap()
        .into()
}

/// What the signer knows and the decider did not; `None` where there is nothing.
pub fn since_the_decision(before: &Before, names: &BTreeMap<WorkerId, Named>, now: Timestamp) -> Option<Warn> {
    let lines = lines(before, names, now);
    let words = strong("New since the decision, and not known when it was made:");
    (!lines.is_empty()).then(|| Warn::new(Tone::Care, words).more(list(lines)).gap())
}

/// "A name, by Jo Whitlock, social worker, today, 10:42"
fn lines(before: &Before, names: &BTreeMap<WorkerId, Named>, now: Timestamp) -> Vec<String> {
    let line = |n: &store::Newer| {
        let (who, when) = (words::worker(names, n.by), words::moment(n.at, now));
        format!("{}, by {who}, {when}", n.what)
    };
    let mut lines: Vec<String> = before.newer.iter().map(line).collect();
    lines.dedup();
    lines
}

fn list(mut lines: Vec<String>) -> Html {
    let more = lines.len().saturating_sub(MOST);
    lines.truncate(MOST);
    if more > 0 {
        lines.push(format!("and {more} more"));
    }
    let list = Html::fixed(r#"<ul class="govuk-list hf-top">"#);
    let list = lines.into_iter().fold(list, |list, line| {
        list.and(Html::fixed("<li>")).and(line).and(Html::fixed("</li>"))
    });
    list.and(Html::fixed("</ul>"))
}
