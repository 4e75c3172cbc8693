//! The questions for the child who is being decided: what can be chosen, what cannot and why, and what each choice asks.

use askama::Template;
use domain::calendar::london;
use domain::contact::{NotAllowed, Outcome, Part, RawDecision};
use domain::person::identity::day;
use domain::policy::{DecideContact, Permit};
use jiff::Timestamp;
use store::{Before, OpenContact, has_open_case, may};

use super::follow::{self, Follow};
use super::words;
use crate::fields::Fields;
use crate::frame::components::{Checkboxes, Choice, Errors, Radios, Textarea, Tone, Warn};
use crate::frame::errors::Error;
use crate::frame::{Html, Icon, link, strong};

/// What was typed, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub outcome: String,
    pub why: String,
    pub protection: String,
    pub answers_records: String,
    pub to_whom: String,
    pub section_47: String,
    pub primary_need: String,
    pub read: Vec<String>,
}

/// What somebody can say that they read.
const READ: &[&str] = &["contact", "earlier", "referrals"];

impl Typed {
    pub fn of(fields: &Fields) -> Self {
        let text = |name: &str| fields.raw(name).to_owned();
        Self {
            outcome: text("outcome"),
            why: text("why"),
            protection: text("protection"),
            answers_records: text("answers_records"),
            to_whom: text("to_whom"),
            section_47: text("section_47"),
            primary_need: text("primary_need"),
            read: READ
                .iter()
                .filter(|r| fields.all("read").any(|v| v == **r))
                .map(|r| (*r).to_owned())
                .collect(),
        }
    }

    pub fn raw(&self) -> RawDecision<'_> {
        RawDecision {
            outcome: &self.outcome,
            why: &self.why,
            protection: &self.protection,
            answers_records: &self.answers_records,
            to_whom: &self.to_whom,
            section_47: &self.section_47,
            primary_need: &self.primary_need,
            read: &self.read,
        }
    }
}

#[derive(Template)]
#[template(path = "front_door/child.html")]
struct Form {
    question: Option<Warn>,
    identity: Option<Html>,
    outcome: Radios,
    raised: Vec<Html>,
    /// What some choices ask; what the earlier contacts raise comes first.
    answers: Option<Follow>,
    follow: Vec<Follow>,
    why: Textarea,
    read: Checkboxes,
}

/// What can be chosen for a child, and what cannot, each with why.
pub struct Offer {
    pub can: Vec<Outcome>,
    pub cannot: Vec<(NotAllowed, Vec<Outcome>)>,
}

impl Offer {
    pub fn of(permit: &Permit<DecideContact>, open: &OpenContact, before: &Before, part: &Part) -> Self {
        let information_only = open.contact.received.as_ref().is_some_and(|r| r.information_only);
        let mut offer = Self {
            can: Vec::new(),
            cannot: Vec::new(),
        };
        for outcome in Outcome::ALL {
            match may(permit, open, before, part, *outcome) {
                // Where there is nothing to link to, or a worry is named, the choice has no meaning and is left out.
                Err(NotAllowed::NoOpenCase | NotAllowed::NamesAWorry) => {}
                _ if *outcome == Outcome::InformationGiven && !information_only => {}
                Ok(()) => offer.can.push(*outcome),
                Err(why) => match offer.cannot.iter_mut().find(|(w, _)| same(w, &why)) {
                    Some((_, outcomes)) => outcomes.push(*outcome),
                    None => offer.cannot.push((why, vec![*outcome])),
                },
            }
        }
        offer
    }
}

/// Two refusals for one reason, whatever the outcome that each names.
fn same(a: &NotAllowed, b: &NotAllowed) -> bool {
    std::mem::discriminant(a) == std::mem::discriminant(b)
}

/// The form of one child.
pub fn form(
    offer: &Offer,
    open: &OpenContact,
    before: &Before,
    part: &Part,
    typed: &Typed,
    errors: &Errors,
    now: Timestamp,
) -> Result<Html, Error> {
    let name = words::called_here(open, part);
    let earlier = before.counted.len();
    let mut read = Checkboxes::new("read", "What I read before deciding")
        .hint("Kept with the decision, with the exact time and the version you saw.")
        .item("contact", "The whole contact");
    if !before.earlier.is_empty() {
        let n = before.earlier.len();
        let words = if n == 1 {
            "The earlier contact above".to_owned()
        } else {
            format!("The {n} earlier contacts above")
        };
        read = read.item("earlier", words);
    }
    if before.children.iter().any(|c| !c.person.episodes.is_empty()) {
        read = read.item("referrals", "The earlier referrals");
    }
    let form = Form {
        question: part.state.question().map(|q| {
            let by = words::worker(&open.names, q.origin.entry.author.worker);
            Warn::new(
                Tone::Care,
                strong(format!("{by} asks:")).and(format!(" “{}”", q.question)),
            )
            .gap()
        }),
        identity: words::identity(open.identity(part.id)),
        outcome: outcomes(offer, before, part, &name, typed, now).errors(errors),
        raised: raised(before),
        answers: (earlier > 0)
            .then(|| {
                let ask = Textarea::new(
                    "answers_records",
                    format!("Why is this right for {name}, given the above?"),
                );
                let ask = ask.rows(3).value(typed.answers_records.clone()).errors(errors);
                Follow::new(offer, Outcome::waits_for_signature, ask)
            })
            .flatten(),
        follow: follow::all(offer, &name, !has_open_case(open, before, part), typed, errors),
        why: Textarea::new("why", format!("Why this is right for {name}"))
            .hint(format!(
                "Say what you relied on. Write as if {name} will read it one day."
            ))
            .rows(3)
            .value(typed.why.clone())
            .errors(errors),
        read: read.chosen(&typed.read),
    };
    Html::of_template(&form).map_err(|e| Error::fault(e.into_box()))
}

fn outcomes(offer: &Offer, before: &Before, part: &Part, name: &str, typed: &Typed, now: Timestamp) -> Radios {
    let another = before.discussions.iter().find(|d| d.part != part.id);
    let label = |outcome: Outcome| match (outcome, another) {
        (Outcome::StrategyDiscussion, Some(d)) if london::date(d.since) == london::date(now) => {
            "Include in today’s strategy discussion"
        }
        (Outcome::StrategyDiscussion, Some(_)) => "Include in the strategy discussion",
        _ => outcome.label(),
    };
    // What is open for a brother or sister is offered first, and chosen until something else is.
    let first = another.filter(|_| offer.can.contains(&Outcome::StrategyDiscussion));
    let mut can = offer.can.clone();
    can.sort_by_key(|o| first.is_some() && *o != Outcome::StrategyDiscussion);
    let mut radios = Radios::new("outcome", format!("What should happen for {name}?"));
    for outcome in &can {
        radios = radios.choice(Choice::new(outcome.code(), label(*outcome)));
    }
    for (why, outcomes) in &offer.cannot {
        let choices = outcomes.iter().map(|o| Choice::new(o.code(), o.label()));
        radios = radios.cannot(reason(why, now, another.map(|d| d.since)), choices);
    }
    match (typed.outcome.as_str(), first) {
        ("", Some(_)) => radios.chosen(Outcome::StrategyDiscussion.code()),
        (chosen, _) => radios.chosen(chosen),
    }
}

fn reason(why: &NotAllowed, now: Timestamp, since: Option<Timestamp>) -> Html {
    match (why, since) {
        (NotAllowed::StrategyDiscussionOpen { child, .. }, Some(since)) => strong("These cannot be chosen").and(format!(
            " while a strategy discussion is open for a child in the home. {child}: called {}. They open again when its outcome is recorded.",
            words::clock(since, now)
        )),
        _ => strong("These cannot be chosen.").and(format!(" {why}")),
    }
}

/// Each line is a dated fact with its link; none is a rating.
fn raised(before: &Before) -> Vec<Html> {
    before
        .earlier
        .iter()
        .filter_map(|earlier| {
            let at = earlier.contact.received_at()?;
            let names: Vec<String> = earlier.about.iter().map(|(_, n)| n.clone()).collect();
            let verb = if names.len() == 1 { "was" } else { "were" };
            let source = earlier
                .contact
                .received
                .as_ref()
                .map(|r| words::from_in_words(r))
                .filter(|from| !from.is_empty());
            let ended: Vec<String> = earlier
                .about
                .iter()
                .filter_map(|(part, _)| earlier.contact.part(*part))
                .map(|p| {
                    p.state
                        .decision()
                        .map_or_else(|| "not decided yet".to_owned(), |d| d.outcome.happened().to_owned())
                })
                .collect();
            let mut once = ended.clone();
            once.dedup();
            Some(
                Html::from(format!("{} {verb} reported on ", words::list(&names)))
                    .and(link(
                        &format!("/contacts/{}", earlier.contact.id),
                        day(london::date(at)),
                    ))
                    .and(source.map_or_else(Html::default, |from| Html::from(" by ").and(from)))
                    .and(format!(": {}.", once.join("; "))),
            )
        })
        .collect()
}
