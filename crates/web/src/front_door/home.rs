//! Beside a decision: who decides and who signs, and who else is in this home (screen 07).

use domain::codes::{RelationshipType, Sex};
use domain::contact::{Approval, Outcome, PartState, ordinal, within_a_year};
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
        let place = if near.lives_there {
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
    let wanted = states.iter().any(|(_, s)| s.wants_signature());
    let manager = match (undecided, wanted) {
        (_, true) => Step::now("A front-door manager signs"),
        (true, false) => Step::next("A front-door manager signs"),
        (false, false) => Step::done("A front-door manager signs"),
    };
    let mut steps = vec![
        first.note(said.join(" ")),
        manager.note(
            "What protects is in effect before that; a question or return does not undo it. Nobody signs their own decision.",
        ),
    ];
    let counted = within_a_year(earlier::received_on(open), &before.counted).len() + 1;
    if counted >= from {
        steps.push(
            Step::next("The service manager signs too").note(format!("{} contact in 12 months.", ordinal(counted))),
        );
    }
    Steps::new(steps)
}

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

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
