//! How the front door's pages say who, when, from whom, and where a child's part stands.

use std::collections::BTreeMap;

use domain::calendar::{Standing, london};
use domain::contact::{Contact, Outcome, Part, PartState, TakeBy, Waiting, YesNo};
use domain::ids::WorkerId;
use domain::person::identity::{day, years};
use domain::policy::{Actor, WriteContact};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{Identity, Line, Named, OpenContact, Summary};

use crate::frame::components::{Due, Tag, TagColour};
use crate::frame::{Html, hidden, link};

pub use super::from_whom::*;

/// "11:41" today, "12 Nov 2026, 11:41" otherwise.
pub fn clock(at: Timestamp, now: Timestamp) -> String {
    if london::date(at) == london::date(now) {
        hour(at)
    } else {
        london::time_words(at)
    }
}

/// "today, 10:31", "12 Nov 2026, 08:40".
pub fn moment(at: Timestamp, now: Timestamp) -> String {
    if london::date(at) == london::date(now) {
        format!("today, {}", hour(at))
    } else {
        london::time_words(at)
    }
}

pub fn hour(at: Timestamp) -> String {
    london::zoned(at).strftime("%H:%M").to_string()
}

/// "Leah Brandt, social worker".
pub fn worker(names: &BTreeMap<WorkerId, Named>, id: WorkerId) -> String {
    names.get(&id).map_or_else(
        || "Somebody no longer listed".into(),
        |n| format!("{}, {}", n.name, n.role.label().to_lowercase()),
    )
}

/// "Leah Brandt".
pub fn name(names: &BTreeMap<WorkerId, Named>, id: WorkerId) -> &str {
    names.get(&id).map_or("somebody no longer listed", |n| n.name.as_str())
}

/// A child as a heading has it: "Caitlin Shepherd, “Katy”, 9"; as the caller said it where nobody may say more.
pub fn child(open: &OpenContact, part: &Part, today: Date) -> String {
    match open.identity(part.id).line() {
        Some(Line::Open(summary)) => summary_words(summary, today),
        Some(Line::Restricted { name, .. }) => name.clone(),
        None => match part.child.age_or_birth.trim() {
            "" => part.child.name.clone(),
            age if part.child.name.to_lowercase().contains(&age.to_lowercase()) => part.child.name.clone(),
            age => format!("{}, {age}", part.child.name),
        },
    }
}

/// "Caitlin Shepherd, “Katy”": the name, and what they like to be called where it is no part of it.
pub fn name_and_preferred(s: &Summary) -> String {
    if s.preferred.is_empty() || s.name.split(' ').any(|n| n == s.preferred) {
        s.name.clone()
    } else {
        format!("{}, “{}”", s.name, s.preferred)
    }
}

/// Name, what they like to be called, and age; of somebody who has died, when.
pub fn summary_words(s: &Summary, today: Date) -> String {
    let mut words = name_and_preferred(s);
    match (s.born_on, s.expected_on) {
        _ if s.died_on.is_some() => words.extend(s.died_on.map(|on| format!(", died {}", on.year()))),
        (Some(born), _) => {
            let about = if s.birth_precision == "estimated" { "about " } else { "" };
            words.push_str(&format!(", {about}{}", age(born, today)));
        }
        (None, Some(due)) if !words.contains("due ") => words.push_str(&format!(", due {}", day(due))),
        _ => {}
    }
    words
}

fn age(born: Date, today: Date) -> String {
    match years(born, today) {
        0 | 1 => domain::person::identity::age_words(born, today),
        n => n.to_string(),
    }
}

/// What to call a child in a sentence.
pub fn called(open: &OpenContact, part: &Part) -> String {
    match open.identity(part.id).line() {
        Some(Line::Open(s)) if !s.preferred.is_empty() => s.preferred.clone(),
        Some(line) if line.name().starts_with("Unborn") => "Unborn baby".into(),
        Some(line) => line.name().split(' ').next().unwrap_or(line.name()).to_owned(),
        None => part.child.name.clone(),
    }
}

/// The same inside a sentence; somebody without a name is "this child", or "this baby".
pub fn called_here(open: &OpenContact, part: &Part) -> String {
    let name = called(open, part);
    let lower = name.to_lowercase();
    let nameless = [
        "name not",
        "not known",
        "no name",
        "unknown",
        "a child",
        "a boy",
        "a girl",
        "a baby",
    ];
    if lower.starts_with("unborn") {
        "this baby".into()
    } else if open.identity(part.id).line().is_none() && nameless.iter().any(|n| lower.starts_with(n)) {
        "this child".into()
    } else {
        name
    }
}

/// What a page says of who a child is, beside the name.
pub fn identity(identity: &Identity) -> Option<Html> {
    match identity {
        Identity::Known(Line::Open(_)) => None,
        Identity::Known(Line::Restricted { ring, .. }) => Some(
            Html::from(Tag::new("Restricted").colour(TagColour::Purple))
                .and(" ")
                .and(format!("Ring {ring}")),
        ),
        Identity::MatchCheck => Some("Match check in progress".into()),
        Identity::Answered => Some("Match check answered".into()),
        Identity::NotMatched => Some("Not matched to a record yet".into()),
    }
}

/// The same, with the way to say who it is for those who may.
pub fn identity_to_say(open: &OpenContact, part: &Part, actor: &Actor) -> Option<Html> {
    let said = identity(open.identity(part.id))?;
    if !open.may::<WriteContact>(actor) || !matches!(open.identity(part.id), Identity::NotMatched) {
        return Some(said);
    }
    let name = called(open, part);
    let words = Html::from("Say who this is").and(hidden(format!(": {name}")));
    let address = format!("/contacts/{}/children/{}/identify", open.contact.id, part.id);
    Some(said.and(". ").and(link(&address, words)))
}

/// Where a child's part stands, as a tag beside the heading.
pub fn part_tag(state: &PartState, now: Timestamp) -> Html {
    match state {
        PartState::Undecided => Tag::new("Not decided").colour(TagColour::Grey),
        PartState::AwaitingSignature { .. } => Tag::new("Waiting to be signed").colour(TagColour::Yellow),
        PartState::Returned { .. } => Tag::new("Returned with a question").colour(TagColour::Yellow),
        PartState::InEffect { decision, since, .. } if decision.outcome.acts_at_once() => {
            Tag::new(format!("In effect since {}", clock(*since, now))).colour(TagColour::Green)
        }
        PartState::InEffect { since, .. } => {
            Tag::new(format!("Decided, {}", clock(*since, now))).colour(TagColour::Green)
        }
    }
    .into()
}

/// "No further action. Leah Brandt, social worker; signed by Grace Adjei, team manager".
pub fn decided(state: &PartState, names: &BTreeMap<WorkerId, Named>) -> String {
    let Some(decision) = state.decision() else {
        return "Not decided".into();
    };
    let by = worker(names, decision.origin.entry.author.worker);
    let signed: Vec<String> = state
        .signatures()
        .iter()
        .map(|s| worker(names, s.origin.entry.author.worker))
        .collect();
    let signed = match (signed.is_empty(), state.wants_signature(), decision.outcome) {
        (true, _, Outcome::InformationGiven) => String::new(),
        (true, ..) => "; not signed yet".into(),
        (false, true, _) => format!("; signed by {}, one signature still to come", signed.join(" and ")),
        (false, ..) => format!("; signed by {}", signed.join(" and ")),
    };
    format!("{}. {by}{signed}", outcome(decision.outcome))
}

/// An outcome as something that was done.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Referral => "Referral",
        Outcome::StrategyDiscussion => "Strategy discussion",
        Outcome::EmergencyAction => "Emergency action",
        Outcome::LinkToOpenCase => "Linked to the open case",
        other => other.label(),
    }
}

/// A clock in its own words, with its shape.
pub fn due_of(standing: Option<Standing>) -> Due {
    match standing {
        None => Due::overdue("Received before the calendar begins"),
        Some(s @ Standing::Overdue { .. }) => Due::overdue(s.to_string()),
        Some(s @ Standing::DueToday { .. }) => Due::today(s.to_string()),
        Some(s @ Standing::Open { .. }) => Due::ahead(s.to_string()),
        Some(s @ Standing::Met { .. }) => Due::done(s.to_string()),
        Some(s @ Standing::MetLate { .. }) => Due::overdue(s.to_string()),
    }
}

/// What stands before a contact's clock until every child is decided: danger, or the hour within which somebody takes it.
pub fn presses(open: &OpenContact, now: Timestamp) -> Option<Due> {
    let contact = &open.contact;
    let safety = contact.safety.as_ref();
    let waiting = Waiting {
        received_at: contact.received_at()?,
        danger: contact.danger.is_some() || safety.is_some_and(|s| s.danger_now == YesNo::Yes),
        cannot_wait: safety.is_some_and(|s| !s.cannot_wait.is_empty()),
        taken_at: contact.taken.as_ref().map(|t| t.origin.recorded_at()),
        effective_at: contact.all_effective_at(),
    };
    if waiting.effective_at.is_some() || !(waiting.danger || waiting.cannot_wait) {
        return None;
    }
    if waiting.danger {
        return Some(Due::now("Danger now"));
    }
    Some(to_take(&waiting, now).unwrap_or_else(|| Due::now("Cannot wait for tomorrow")))
}

/// The hour within which somebody takes a contact that cannot wait, counting; nothing once it is taken.
pub fn to_take(waiting: &Waiting, now: Timestamp) -> Option<Due> {
    match waiting.take_by(now) {
        TakeBy::Left { by, left } => Some(Due::now(format!("Take by {}, {left} left", clock(by, now)))),
        TakeBy::Over { by, over } => Some(Due::now(format!(
            "Take now: the hour ran out at {}, {over} ago",
            clock(by, now)
        ))),
        TakeBy::Taken { .. } => None,
    }
}

/// The whole of a contact's words but no more than anybody reads in a list.
pub fn shortened(text: &str, most: usize) -> String {
    let text = text.trim();
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most).collect();
    let at = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", &cut[..at])
}

/// "Contact 26-104417".
pub fn title(contact: &Contact) -> String {
    format!("Contact {}", contact.reference())
}

/// "A referral, a link or early help".
pub fn list_or(names: &[String]) -> String {
    match names {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        _ => list(names),
    }
}

/// "Caitlin, Ciara and Rory".
pub fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
