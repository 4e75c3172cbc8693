//! A decision that was made, as a page shows it: what, why, by whom, who signed.

use askama::Template;
use domain::codes::PrimaryNeed;
use domain::contact::{Outcome, Part, PartState};
use jiff::Timestamp;
use store::OpenContact;

use super::words;
use crate::frame::components::{FactList, Tone, Warn};
use crate::frame::errors::Error;
use crate::frame::{Html, strong};

#[derive(Template)]
#[template(path = "front_door/decided.html")]
struct Decided {
    sentence: Html,
    question: Option<Warn>,
    facts: FactList,
    links: Vec<Html>,
}

/// The decision that stands for a part, with the ways on from it; nothing where none does.
pub fn section(open: &OpenContact, part: &Part, links: Vec<Html>, now: Timestamp) -> Result<Html, Error> {
    let decided = Decided {
        sentence: sentence(open, part, now),
        question: part.state.question().map(|q| {
            let by = words::worker(&open.names, q.origin.entry.author.worker);
            Warn::new(
                Tone::Care,
                strong(format!("{by} asks:")).and(format!(" “{}”", q.question)),
            )
            .gap()
        }),
        facts: facts(open, part, now),
        links,
    };
    Html::of_template(&decided).map_err(|e| Error::fault(e.into_box()))
}

/// "Strategy discussion called at 11:41, in effect now. Grace Adjei, team manager, has signed."
pub fn sentence(open: &OpenContact, part: &Part, now: Timestamp) -> Html {
    let Some(decision) = part.state.decision() else {
        return "Nobody has decided yet.".into();
    };
    let at = words::clock(decision.origin.recorded_at(), now);
    let what = words::outcome(decision.outcome);
    let strongly = match &part.state {
        PartState::InEffect { .. } if decision.outcome == Outcome::StrategyDiscussion => {
            format!("Strategy discussion called {at}, in effect now.")
        }
        PartState::InEffect { .. } if decision.outcome.acts_at_once() => format!("{what}, in effect since {at}."),
        PartState::InEffect { since, .. } => format!("{what}, in effect since {}.", words::clock(*since, now)),
        PartState::Returned { .. } => {
            format!("{what}, decided {at} and returned with a question. It is not in effect.")
        }
        _ => format!("{what}, decided {at}. It takes effect when it is signed."),
    };
    let signed: Vec<String> = part
        .state
        .signatures()
        .iter()
        .map(|s| {
            format!(
                "{}, signed {}.",
                words::worker(&open.names, s.origin.entry.author.worker),
                words::clock(s.origin.recorded_at(), now)
            )
        })
        .collect();
    let mut html = strong(strongly);
    for words in &signed {
        html = html.and(format!(" {words}"));
    }
    if part.state.wants_signature() {
        html = html.and(match (decision.service_manager_signs, signed.is_empty()) {
            (true, true) => " A front-door manager signs, and the service manager too.",
            (true, false) => " One more signature is needed.",
            (false, _) if open.waits_for(part).iter().all(|w| w.by.is_empty()) => {
                " Another manager signs in place of the front door’s."
            }
            (false, _) if decision.outcome.acts_at_once() => {
                " A front-door manager has been told and signs afterwards."
            }
            (false, _) => " A front-door manager signs.",
        });
    }
    html
}

fn facts(open: &OpenContact, part: &Part, now: Timestamp) -> FactList {
    let Some(decision) = part.state.decision() else {
        return FactList::new();
    };
    let why = match decision.why.as_str() {
        "" => "Immediate danger was declared; nothing had to be written first.",
        why => why,
    };
    let mut list = FactList::new()
        .side_by_side()
        .fact("Decision", decision.outcome.label())
        .fact("Why", why);
    for (name, text) in [
        ("Protection", &decision.protection),
        ("Given what came before", &decision.answers_records),
        ("To whom", &decision.to_whom),
    ] {
        if !text.is_empty() {
            list = list.fact(name, text);
        }
    }
    if !decision.primary_need.is_empty() {
        list = list.fact("Primary need", PrimaryNeed::TABLE.label(&decision.primary_need));
    }
    if let Some(answer) = decision.section_47_threshold {
        list = list.fact("Section 47 threshold reached today", answer.label());
    }
    let by = words::worker(&open.names, decision.origin.entry.author.worker);
    let at = words::moment(decision.origin.recorded_at(), now);
    list.fact("Decided by", format!("{by}, {at}"))
        .fact("Read before deciding", read(&decision.read))
}

fn read(read: &[String]) -> String {
    let named: Vec<String> = read
        .iter()
        .filter_map(|r| match r.as_str() {
            "contact" => Some("the whole contact"),
            "earlier" => Some("the earlier contacts"),
            "referrals" => Some("the earlier referrals"),
            _ => None,
        })
        .map(str::to_owned)
        .collect();
    if named.is_empty() {
        "Nothing was ticked".into()
    } else {
        super::home::capital(&words::list(&named))
    }
}
