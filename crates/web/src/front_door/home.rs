//! Beside a decision: who decides and who signs, and who else is in this home (screen 07).

use domain::codes::{RelationshipType, Sex};
use domain::contact::{Approval, Hand, Outcome, PartState, Waits, ordinal, within_a_year};
use domain::ids::WorkerId;
use jiff::Timestamp;
use jiff::civil::Date;
use store::{Before, Line, OpenContact};

use super::{earlier, words};
use crate::frame::components::{FactList, Step, Steps};
use crate::session::Signed;

/// The people around the children: "Mother", "Father of Caitlin and Ciara".
pub fn around(before: &Before, today: Date) -> FactList {
    let concerned = before.children.iter().filter(|c| c.part.is_some()).count();
    let mut list = FactList::new();
    for near in &before.near {
        let (sex, said) = match &near.line {
            Line::Open(s) => (
                Sex::from_code(&s.sex).unwrap_or(Sex::Unknown),
                words::summary_words(s, today),
            ),
            Line::Restricted { name, ring, .. } => (Sex::Unknown, format!("{name}. Restricted, ring {ring}")),
        };
        let is = RelationshipType::from_code(&near.is).unwrap_or(RelationshipType::Other);
        let mut title = capital(is.words(sex));
        if near.of.len() < concerned {
            title.push_str(&format!(" of {}", words::list(&near.of)));
        }
        let died = matches!(&near.line, Line::Open(s) if s.died_on.is_some());
        let place = if near.lives_there || died {
            ""
        } else {
            ". Not in this home, as far as is recorded"
        };
        list = list.fact(title, format!("{said}{place}"));
    }
    list
}

/// The steps of one decision in their order.
pub fn steps(signed: &Signed, open: &OpenContact, before: &Before, from: usize, now: Timestamp) -> Steps {
    let states: Vec<(String, &PartState)> = open
        .contact
        .children
        .iter()
        .map(|p| (words::called(open, p), &p.state))
        .collect();
    let undecided = states
        .iter()
        .any(|(_, s)| matches!(s, PartState::Undecided | PartState::Returned { .. }));
    let said: Vec<String> = states
        .iter()
        .map(|(name, state)| format!("{name}: {}.", where_it_stands(state, now)))
        .collect();
    let decides = match &open.contact.taken {
        Some(taken) => format!(
            "{} decides, child by child",
            words::name(&open.names, taken.origin.entry.author.worker)
        ),
        None if signed.actor.role.is_social_worker() => format!("{} decides, child by child", signed.actor.name),
        None => "A social worker decides, child by child".into(),
    };
    let first = if undecided {
        Step::now(decides)
    } else {
        Step::done(decides)
    };
    let wanted = open.contact.children.iter().flat_map(|p| open.waits_for(p));
    let (managers, service): (Vec<Waits>, Vec<Waits>) = wanted.partition(|w| w.hand == Hand::Manager);
    let manager = match (undecided, managers.is_empty()) {
        (_, false) => Step::now("A front-door manager signs"),
        (true, true) => Step::next("A front-door manager signs"),
        (false, true) => Step::done("A front-door manager signs"),
    };
    let how = "What protects is in effect before that; a question or return does not undo it. Nobody signs their own decision.";
    let mut steps = vec![
        first.note(said.join(" ")),
        manager.note(match who_can(open, &managers) {
            Some(who) => format!("{who} {how}"),
            None => how.to_owned(),
        }),
    ];
    let counted = within_a_year(earlier::received_on(open), &before.counted).len() + 1;
    if counted >= from || !service.is_empty() {
        let contacts = format!("{} contact in 12 months.", ordinal(counted));
        let step = match service.is_empty() {
            true => Step::next("The service manager signs too"),
            false => Step::now("The service manager signs too"),
        };
        steps.push(step.note(match who_can(open, &service) {
            Some(who) => format!("{contacts} {who}"),
            None => contacts,
        }));
    }
    Steps::new(steps)
}

/// Who can give a signature today, by name: those whose work it is, and who stands in for them. `None` where no decision waits for it.
fn who_can(open: &OpenContact, waits: &[Waits]) -> Option<String> {
    let first = waits.first()?;
    // The same for every child of a contact but in the rarest case; then for the first that waits, and each page of signing says its own.
    let names = |ids: &[WorkerId]| {
        let mut names: Vec<String> = ids.iter().map(|id| words::worker(&open.names, *id)).collect();
        let more = names.len().saturating_sub(MOST_NAMED);
        names.truncate(MOST_NAMED);
        match more {
            0 => names.join("; "),
            n => format!("{}; {n} more", names.join("; ")),
        }
    };
    let whose = match first.hand {
        Hand::Manager => "None of the front door’s managers who works here now may sign this",
        Hand::ServiceManager => "No service manager who works here now may sign this",
    };
    Some(match (first.by.is_empty(), first.cover.is_empty()) {
        (false, true) => format!("Can sign: {}.", names(&first.by)),
        (false, false) => format!(
            "Can sign: {}. It has waited for more than a day, so these can sign in their place: {}.",
            names(&first.by),
            names(&first.cover)
        ),
        (true, false) => format!("{whose}. In their place can sign: {}.", names(&first.cover)),
        (true, true) => format!(
            "{whose}, and nobody can in their place. Ring the system administrator, so that a manager is named."
        ),
    })
}

/// More names than these are not read.
const MOST_NAMED: usize = 4;

fn where_it_stands(state: &PartState, now: Timestamp) -> String {
    match state {
        PartState::Undecided => "not decided".into(),
        PartState::AwaitingSignature { decision, .. } => {
            format!("{}, waiting to be signed", low(decision.outcome))
        }
        PartState::Returned { .. } => "returned with a question".into(),
        PartState::InEffect {
            decision,
            since,
            approval,
            ..
        } => {
            let signed = if *approval == Approval::Given { ", signed" } else { "" };
            format!(
                "{}, in effect since {}{signed}",
                low(decision.outcome),
                words::clock(*since, now)
            )
        }
    }
}

fn low(outcome: Outcome) -> String {
    words::outcome(outcome).to_lowercase()
}

pub(super) fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
