//! From whom a contact is, in a list, in a sentence and in a print, and what they said.

use domain::facts::contact::{ContactReceived, Referrer};
use domain::view::is_private_source;

use super::words::shortened;
use crate::frame::{Html, unless_printed};

/// A source in a word or two, as a list says it.
pub fn source(code: &str) -> &'static str {
    match code {
        "1A" => "Family",
        "1B" => "Neighbour or acquaintance",
        "1C" => "The child",
        "1D" => "Member of the public",
        "2A" => "School",
        "2B" => "Education service",
        "3A" => "GP",
        "3B" => "Health visitor",
        "3C" => "School nurse",
        "3D" | "3F" => "Health",
        "3E" => "A&E",
        "4" => "Housing",
        "5A" | "5B" => "This council",
        "5C" => "Another authority",
        "5D" => "Early help",
        "6" => "Police",
        "7" => "Court or probation",
        "8" => "Voluntary organisation",
        "9" => "Anonymous",
        _ => "Source not known",
    }
}

/// A source inside a sentence: "from a member of the public". Nothing where it is not known.
fn source_in_words(code: &str) -> &'static str {
    match code {
        "1A" => "family",
        "1B" => "a neighbour or acquaintance",
        "1C" => "the child",
        "1D" => "a member of the public",
        "2A" => "a school",
        "2B" => "an education service",
        "3A" => "a GP",
        "3B" => "a health visitor",
        "3C" => "a school nurse",
        "3D" | "3F" => "a health service",
        "3E" => "A&E",
        "4" => "housing",
        "5A" | "5B" => "this council",
        "5C" => "another authority",
        "5D" => "early help",
        "6" => "police",
        "7" => "a court or probation",
        "8" => "a voluntary organisation",
        "9" => "somebody who gave no name",
        _ => "",
    }
}

/// The source, with other words for the print where it is family or public.
pub fn source_html(code: &str) -> Html {
    if is_private_source(code) {
        let print = if code == "1A" || code == "1C" {
            "Family"
        } else {
            "Public"
        };
        unless_printed(source(code), print)
    } else {
        source(code).into()
    }
}

/// What somebody said, in quotation marks; left out of the print where they are family or public.
pub fn quoted(received: &ContactReceived) -> Html {
    let words = worry_words(&shortened(&received.worry, 2000));
    if is_private_source(&received.source) {
        unless_printed(words, "Words left out of this print.")
    } else {
        words
    }
}

/// What stands for the worry of a contact that was handed over before it was written down.
pub const NOT_WRITTEN_DOWN: &str = "Immediate danger was declared before the worry was written down.";

/// The worry in quotation marks; our own words, where nobody's were written down, without.
pub fn worry_words(worry: &str) -> Html {
    if worry.trim() == NOT_WRITTEN_DOWN {
        NOT_WRITTEN_DOWN.into()
    } else {
        in_quotes(worry).into()
    }
}

/// Words in quotation marks; what somebody said inside them has the single ones.
pub fn in_quotes(words: &str) -> String {
    format!("“{}”", words.trim().replace('“', "‘").replace('”', "’"))
}

/// "Imran Yusuf, deputy head, Fenwick Green Primary School"; a family's or a neighbour's name is not printed.
pub fn referrer(received: &ContactReceived) -> Html {
    referrer_of(received, &received.referrer.organisation)
}

/// "Imran Yusuf, deputy head": where the organisation stands above already.
pub fn referrer_alone(received: &ContactReceived) -> Html {
    if is_private_source(&received.source) {
        return referrer(received);
    }
    referrer_of(received, "")
}

fn referrer_of(received: &ContactReceived, organisation: &str) -> Html {
    let Referrer {
        name,
        role,
        wishes_to_stay_anonymous,
        ..
    } = &received.referrer;
    let role = if name.trim().is_empty() {
        role.clone()
    } else {
        lower_first(role)
    };
    let mut words: Vec<String> = [name.as_str(), role.as_str(), organisation]
        .into_iter()
        .filter(|w| !w.trim().is_empty())
        .map(str::to_owned)
        .collect();
    if words.is_empty() {
        words.push("Name not recorded".into());
    }
    if *wishes_to_stay_anonymous {
        words.push("wishes to stay anonymous".into());
    }
    let words = words.join(", ");
    if is_private_source(&received.source) {
        unless_printed(words, "Name left out of this print.")
    } else {
        words.into()
    }
}

/// "Deputy head" inside a sentence is "deputy head"; "GP" stays.
fn lower_first(words: &str) -> String {
    let mut chars = words.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(next)) if next.is_lowercase() => first.to_lowercase().chain(chars).collect(),
        _ => words.to_owned(),
    }
}

/// Where a contact is from, in a sentence: the organisation, or else the kind of source; empty where neither is known.
pub fn from_in_words(received: &ContactReceived) -> Html {
    let source = source_in_words(&received.source);
    match received.referrer.organisation.trim() {
        "" if source.is_empty() => Html::default(),
        _ if is_private_source(&received.source) && !source.is_empty() => {
            let family = matches!(received.source.as_str(), "1A" | "1C");
            unless_printed(source, if family { "family" } else { "the public" })
        }
        "" => source.into(),
        organisation => organisation.into(),
    }
}

/// Where a contact is from, at the head of a row: the organisation, or else the kind of source.
pub fn from(received: &ContactReceived) -> Html {
    match received.referrer.organisation.trim() {
        "" => source_html(&received.source),
        _ if is_private_source(&received.source) => source_html(&received.source),
        organisation => organisation.into(),
    }
}

pub fn channel(code: &str) -> String {
    let label = domain::codes::ContactChannel::TABLE.label(code);
    match code {
        "" => String::new(),
        "phone" => "by phone".into(),
        "email" => "by email".into(),
        "web_form" => "by web form".into(),
        "letter" => "by letter".into(),
        "in_person" => "in person".into(),
        _ => label.to_lowercase(),
    }
}
