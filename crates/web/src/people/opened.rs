//! What the pages of a record ask of it: addresses at the same moment, names, sentences.

use domain::calendar::london;
use domain::ids::{PersonId, TeamId, WorkerId};
use domain::view::{Piece, Said, Source};
use store::Named;

use super::Tab;
use super::open::Opened;
use super::past;
use crate::frame::components::Tag;
use crate::frame::{Html, link};

impl Opened {
    /// The address of another page of the record, at the same moment.
    pub fn address(&self, tab: Tab) -> String {
        self.with(tab, &[])
    }

    /// The same with more in the query.
    pub fn with(&self, tab: Tab, more: &[(&str, &str)]) -> String {
        let moment = self.past.as_ref().map(|p| past::in_address(p.at));
        let pairs = moment
            .iter()
            .map(|m| ("as_known", m.as_str()))
            .chain(more.iter().copied());
        query(&tab.address(self.view.id), pairs)
    }

    /// The page of somebody else, at the same moment.
    pub fn page_of(&self, person: PersonId) -> String {
        match &self.past {
            Some(p) => format!("/people/{person}?as_known={}", escaped(&past::in_address(p.at))),
            None => format!("/people/{person}"),
        }
    }

    /// Whether an id is one of the person's own.
    pub fn is_this(&self, id: PersonId) -> bool {
        self.view.group.contains(&id)
    }

    pub fn worker(&self, id: WorkerId) -> Option<&Named> {
        self.names.get(&id)
    }

    pub fn name_of(&self, id: WorkerId) -> &str {
        self.names
            .get(&id)
            .map_or("somebody not on the staff list", |n| n.name.as_str())
    }

    pub fn team(&self, id: TeamId) -> &str {
        self.teams.get(&id).map_or("a former team", String::as_str)
    }

    /// A sentence in pieces, with the names in it.
    pub fn html(&self, said: &Said) -> Html {
        said.iter().fold(Html::default(), |html, piece| {
            html.and(match piece {
                Piece::Words(words) => Html::from(words),
                Piece::Worker(id) => Html::from(self.name_of(*id)),
                Piece::Team(id) => Html::from(self.team(*id)),
                Piece::Confidential => Tag::confidential().into(),
                Piece::Person(id) => match self.others.get(id) {
                    Some(other) => link(&self.page_of(other.id()), other.name()),
                    None => Html::from(self.view.identity.name.as_str()),
                },
            })
        })
    }

    /// The same as a sentence: with a capital and a full stop.
    pub fn sentence(&self, said: &Said) -> Html {
        let ended = matches!(said.last(), Some(Piece::Words(w)) if w.ends_with(['.', '?', '!', '”']));
        let html = self.html(&capital(said));
        if ended { html } else { html.and(".") }
    }

    /// "Jo Whitlock, 10 Nov 2026, 16:20"
    pub fn source(&self, source: &Source) -> String {
        let by = self.name_of(source.author.worker);
        let when = london::time_words(source.recorded_at);
        match source.asserted_at {
            Some(held) => format!(
                "Imported by {by}, {when}. The old system held it by {}.",
                london::time_words(held)
            ),
            None => format!("{by}, {when}"),
        }
    }

    pub fn due_title(&self) -> &'static str {
        if self.past.is_some() {
            "What was due"
        } else {
            "What is due"
        }
    }

    pub fn events_title(&self) -> &'static str {
        if self.past.is_some() {
            "What had happened"
        } else {
            "What happened"
        }
    }
}

/// An address with what is asked of it; what is empty is left out.
pub(super) fn query<'a>(path: &str, pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let query: Vec<String> = pairs
        .filter(|(_, v)| !v.is_empty())
        .map(|(k, v)| format!("{k}={}", escaped(v)))
        .collect();
    if query.is_empty() {
        path.to_owned()
    } else {
        let joint = if path.contains('?') { '&' } else { '?' };
        format!("{path}{joint}{}", query.join("&"))
    }
}

/// The same words with a capital at their start.
pub(crate) fn capital(said: &Said) -> Said {
    let mut said = said.clone();
    if let Some(Piece::Words(first)) = said.first_mut() {
        let mut chars = first.chars();
        *first = chars
            .next()
            .map(|c| c.to_uppercase().chain(chars).collect())
            .unwrap_or_default();
    }
    said
}

/// Letters, digits and a few marks stand in a query as they are; everything else is written out.
fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b':' => out.push(char::from(byte)),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}
