//! The sections of a contact, in the order of the form that it was written on.

use domain::codes::SharingPower;
use domain::contact::Part;
use domain::policy::Depth;
use domain::view::is_private_source;
use jiff::Timestamp;
use store::{Identity, Line, OpenContact};

use super::words;
use crate::frame::components::FactList;
use crate::frame::{Html, unless_printed};

pub fn who(open: &OpenContact, now: Timestamp) -> FactList {
    let Some(r) = &open.contact.received else {
        return FactList::new().side_by_side().fact("Who", "Not recorded");
    };
    let list = FactList::new()
        .side_by_side()
        .fact("From", words::source_html(&r.source));
    let list = if open.depth == Depth::Full {
        let list = list.fact("Who", words::referrer(r));
        match r.referrer.ring_back.as_str() {
            "" => list,
            number if is_private_source(&r.source) => {
                list.fact("To ring back", unless_printed(number, "Left out of this print."))
            }
            number => list.fact("To ring back", number),
        }
    } else {
        list
    };
    let list = list
        .fact("How", domain::codes::ContactChannel::TABLE.label(&r.channel).to_owned())
        .fact("Received", words::moment(r.received_at, now))
        .fact(
            "Written down by",
            format!(
                "{}, {}",
                words::worker(&open.names, r.origin.entry.author.worker),
                words::moment(r.origin.recorded_at(), now)
            ),
        );
    if r.information_only {
        list.fact("What they ask for", "Information only; no worry is named")
    } else {
        list
    }
}

pub fn worry(text: &str, source: &str) -> Html {
    let quoted = words::worry_words(text);
    if is_private_source(source) {
        unless_printed(quoted, "Words left out of this print.")
    } else {
        quoted
    }
}

/// As the caller said it.
pub fn told(open: &OpenContact, part: &Part, full: bool) -> FactList {
    let c = &part.child;
    let mut list = FactList::new().side_by_side();
    let known = open.identity(part.id).line().map(Line::name);
    if known.is_some_and(|name| name != c.name) {
        list = list.fact("Name as it was said", c.name.clone());
    }
    let mut rows = vec![("Age or birth as it was said", c.age_or_birth.clone())];
    // Where a child is may be told to those who act, and to nobody whose list it is.
    if full && !matches!(open.identity(part.id), Identity::Known(Line::Restricted { .. })) {
        rows.push(("School or nursery", c.school.clone()));
        rows.push(("Address as it was said", c.address.clone()));
        rows.push(("Where now", c.whereabouts.clone()));
        let injury = match (c.injury, c.injury_words.trim()) {
            (None, words) => words.to_owned(),
            (Some(answer), "") => answer.label().to_owned(),
            (Some(answer), words) => format!("{}. {words}", answer.label()),
        };
        rows.push(("An injury or a mark", injury));
    }
    rows.into_iter()
        .filter(|(_, said)| !said.trim().is_empty())
        .fold(list, |list, (name, said)| list.fact(name, said))
}

pub fn safety(open: &OpenContact) -> FactList {
    let Some(s) = &open.contact.safety else {
        return FactList::new();
    };
    let mut list = FactList::new()
        .side_by_side()
        .fact("A child in danger now", s.danger_now.label());
    let cannot: Vec<&str> = s.cannot_wait.iter().map(|c| c.label()).collect();
    list = list.fact(
        "Cannot wait for tomorrow",
        if cannot.is_empty() {
            "Nothing of the list was declared".to_owned()
        } else {
            let mut words = cannot.join("; ").to_lowercase();
            if let Some(first) = words.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            words
        },
    );
    if open.depth == Depth::Full {
        for (name, text) in [
            ("Who is with the child", &s.who_is_with_the_child),
            ("In their words", &s.words),
        ] {
            if !text.is_empty() {
                list = list.fact(name, text);
            }
        }
    }
    list
}

pub fn agreement(open: &OpenContact) -> FactList {
    let Some(a) = &open.contact.agreement else {
        return FactList::new();
    };
    let power = if a.power.is_empty() {
        "Not recorded"
    } else {
        SharingPower::TABLE.label(&a.power)
    };
    let list = FactList::new()
        .side_by_side()
        .fact("Ground for sharing", power.to_owned());
    [
        ("Who was told or asked", &a.words),
        ("How they may safely be reached", &a.safe_contact),
        ("Language or interpreter", &a.interpreter),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .fold(list, |list, (name, text)| list.fact(name, text))
}

pub fn handed_over(open: &OpenContact, now: Timestamp) -> Html {
    let Some(h) = &open.contact.handed_over else {
        return "Not handed over yet.".into();
    };
    let by = words::worker(&open.names, h.origin.entry.author.worker);
    let at = words::moment(h.origin.recorded_at(), now);
    let words = Html::from(format!("{by}, {at}."));
    match (h.proposal.as_str(), open.depth) {
        ("", _) => words.and(" Nothing was proposed."),
        (proposal, Depth::Full) => words.and(format!(" Proposed: “{proposal}”")),
        _ => words,
    }
}
