//! What each choice of an outcome asks beside the reason.

use domain::codes::PrimaryNeed;
use domain::contact::{Outcome, YesNo};

use super::choose::{Offer, Typed};
use super::words;
use crate::frame::Html;
use crate::frame::components::{Errors, Radios, Select, Textarea};

/// A question that only some choices ask. Script shows it where one of them is chosen; without script it stands open under words that say for
/// which. What is kept with an outcome (`domain::contact::decision`) is what is shown for it, so nothing unseen is recorded.
pub(super) struct Follow {
    /// The codes of those choices.
    pub codes: String,
    /// "For a referral or a strategy discussion"
    pub heading: String,
    pub question: Html,
}

impl Follow {
    pub fn new(offer: &Offer, asks: impl Fn(Outcome) -> bool, question: impl Into<Html>) -> Option<Self> {
        let outcomes: Vec<Outcome> = offer.can.iter().copied().filter(|o| asks(*o)).collect();
        let codes: Vec<&str> = outcomes.iter().map(|o| o.code()).collect();
        let names: Vec<String> = outcomes.iter().map(|o| named(*o).to_owned()).collect();
        (!outcomes.is_empty()).then(|| Self {
            codes: codes.join(" "),
            heading: format!("For {}", words::list_or(&names)),
            question: question.into(),
        })
    }
}

/// An outcome in the middle of a sentence.
fn named(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::EmergencyAction => "emergency action",
        Outcome::StrategyDiscussion => "a strategy discussion",
        Outcome::Referral => "a referral",
        Outcome::LinkToOpenCase => "a link to the open case",
        Outcome::EarlyHelp => "early help",
        Outcome::Signpost => "a signpost",
        Outcome::Advice => "advice",
        Outcome::NoFurtherAction => "no further action",
        Outcome::InformationGiven => "information given",
    }
}

/// The questions of some choices, in the order of the choices.
pub(super) fn all(offer: &Offer, name: &str, opens: bool, typed: &Typed, errors: &Errors) -> Vec<Follow> {
    let protection = Textarea::new("protection", "Protection: who, where, by when")
        .hint(format!(
            "A strategy discussion needs it: who keeps {name} safe until then, and where every child of the home sleeps tonight."
        ))
        .rows(2)
        .value(typed.protection.clone())
        .errors(errors);
    let whom = Textarea::new("to_whom", "To whom")
        .hint("Which service, and who there. In another area: which authority.")
        .rows(1)
        .value(typed.to_whom.clone())
        .errors(errors);
    [
        Follow::new(offer, |o| o == Outcome::LinkToOpenCase, threshold(typed).errors(errors)),
        Follow::new(offer, |o| opens && o.opens_episode(), need(typed).errors(errors)),
        Follow::new(offer, Outcome::acts_at_once, protection),
        Follow::new(offer, |o| matches!(o, Outcome::Signpost | Outcome::EarlyHelp), whom),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn threshold(typed: &Typed) -> Radios {
    let ask = Radios::new("section_47", "Is the section 47 threshold reached today?")
        .hint("Yes, or not known, is a strategy discussion. Who records that it is reached does not sign.")
        .inline();
    let words = |answer: &YesNo| match answer {
        YesNo::NotKnown => "Not known",
        other => other.label(),
    };
    YesNo::ALL
        .iter()
        .fold(ask, |ask, answer| ask.item(answer.code(), words(answer)))
        .chosen(&typed.section_47)
}

fn need(typed: &Typed) -> Select {
    let select = Select::new("primary_need", "Primary need")
        .hint("A referral needs it. Of two that fit, the higher in the list.")
        .item("", "Choose one");
    PrimaryNeed::ALL
        .iter()
        .fold(select, |s, need| s.item(need.code(), need.label()))
        .chosen(typed.primary_need.clone())
}
