//! One line of "who has looked".

use domain::calendar::london;
use domain::codes::Sex;
use domain::policy::{FindPeople, Relationship, SCOPE_ACTIONS, ScopeAction};
use store::{Look, Named, OwnReason};

use crate::frame::components::{Cell, Row, Tag, TagColour};
use crate::frame::{Html, meta};
use crate::session::role_and_team;

/// "her", "his", "their"
pub(super) fn whose(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "her",
        Sex::Male => "his",
        Sex::Unknown => "their",
    }
}

/// Why somebody may look, in words about this child.
pub(super) fn why_they_may(relationship: Relationship, sex: Sex) -> String {
    match (relationship, sex) {
        (Relationship::Allocated, Sex::Female) => "Her worker".into(),
        (Relationship::Allocated, Sex::Male) => "His worker".into(),
        (Relationship::SameTeam, Sex::Female) => "Her worker’s team".into(),
        (Relationship::SameTeam, Sex::Male) => "His worker’s team".into(),
        (other, _) => other.words().into(),
    }
}

/// Looks of one person one after another, within a quarter of an hour and for the same reason, stand as one line with all that they saw.
pub(super) fn together(looks: &[Look]) -> Vec<Look> {
    let mut lines: Vec<Look> = Vec::new();
    for look in looks {
        let same = |l: &&mut Look| {
            l.logged.worker == look.logged.worker
                && l.relationship == look.relationship
                && (l.logged.own_reason, l.logged.is_refused(), &l.logged.purpose)
                    == (look.logged.own_reason, look.logged.is_refused(), &look.logged.purpose)
                && (l.logged.action == look.logged.action || !is_search(l) && !is_search(look))
                && l.logged.at.duration_since(look.logged.at).as_mins() < 15
        };
        match lines.last_mut().filter(same) {
            // Newest first: the line begins with what was seen first.
            Some(line) if line.shown.split("; ").any(|s| s == look.shown) => {}
            Some(line) => line.shown = format!("{}; {}", look.shown, line.shown),
            None => lines.push(look.clone()),
        }
    }
    lines
}

fn list_title(action: &str) -> Option<&'static str> {
    SCOPE_ACTIONS
        .iter()
        .find(|(code, ..)| *code == action)
        .map(|(_, title, _)| *title)
}

/// What a look at a list or a search is called, where it was one: a right of its own, whoever is in it.
pub(super) fn is_line(look: &Look) -> Option<&'static str> {
    list_title(&look.logged.action)
}

fn is_search(look: &Look) -> bool {
    look.logged.action == FindPeople::CODE
}

pub(super) fn row(look: &Look, reasons: &[OwnReason], who: Option<&Named>, sex: Sex) -> Row {
    let reason = look.logged.own_reason.and_then(|n| reasons.iter().find(|r| r.n == n));
    let name = who.map_or("Somebody who has left", |w| w.name.as_str());
    let team = who.map_or("", |w| w.team.as_str());
    let person = Html::from(name).and(Html::fixed("<br>")).and(meta(
        look.logged
            .role
            .map_or_else(String::new, |role| role_and_team(role, team)),
    ));
    let why = match (look.logged.is_refused(), reason.is_some(), look.logged.action.as_str()) {
        (true, _, _) => Html::from(Tag::new("Refused").colour(TagColour::Grey)),
        (false, true, _) => Tag::new("Own reason").colour(TagColour::Purple).into(),
        (false, false, action) if list_title(action).is_some() => list_title(action).unwrap_or_default().into(),
        _ => why_they_may(look.relationship, sex).into(),
    };
    let given = match reason {
        Some(r) => Html::from(format!("“{}”", r.reason))
            .and(Html::fixed("<br>"))
            .and(meta(answered(r))),
        None if !look.logged.purpose.is_empty() => look.logged.purpose.as_str().into(),
        None if look.relationship == Relationship::Allocated => Html::fixed("<span class=\"hf-quiet\">")
            .and(format!("Not asked of {} own worker", whose(sex)))
            .and(Html::fixed("</span>")),
        None => Html::fixed("<span class=\"hf-quiet\">Not asked</span>"),
    };
    let shown = look
        .shown
        .chars()
        .next()
        .map(|c| c.to_uppercase().chain(look.shown.chars().skip(1)).collect::<String>());
    let shown = match (look.results, look.logged.action.as_str()) {
        (n, "find_people") if n > 1 => format!("{}, 1 of {n} shown", shown.unwrap_or_default()),
        _ => shown.unwrap_or_default(),
    };
    let row = Row::new([
        Cell::date(london::time_words(look.logged.at)),
        Cell::words(person),
        Cell::words(why),
        Cell::words(shown),
        Cell::words(given),
    ]);
    // Marked until somebody has said whether it was right.
    if reason.is_some_and(|r| r.review.is_none()) {
        row.marked()
    } else {
        row
    }
}

fn answered(reason: &OwnReason) -> String {
    match &reason.review {
        None => format!("{}. Nobody has said yet whether it was right.", reason.purpose_words()),
        Some(r) if r.was_right => format!(
            "{}. It was right: answered {}.",
            reason.purpose_words(),
            london::time_words(r.at)
        ),
        Some(r) => format!(
            "{}. The information team was asked to look, {}.",
            reason.purpose_words(),
            london::time_words(r.at)
        ),
    }
}
