//! A person's record: what they are, what is due, what happened, who matters, who has looked; now, or as known at a past moment.

mod contacts;
mod details;
mod events;
mod genogram;
mod identity;
mod look_back;
mod looked;
mod open;
mod opened;
mod overview;
mod past;
mod print;
mod reason;
mod relationships;
mod saved;
mod since;
mod timeline;

pub use contacts::page as contacts;
pub use details::page as details;
pub use looked::print::{ask as ask_looked_print, page as looked_print};
pub use looked::{answer as answer_look, page as looked};
pub use overview::page as overview;
pub(crate) use past::asked_day;
pub use print::{ask as ask_print, page as print};
pub use reason::{ask as ask_reason, give as give_reason};
pub use relationships::page as relationships;
pub use timeline::page as timeline;

pub(crate) use open::{Opened, open_with};
pub(crate) use opened::capital;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use domain::ids::PersonId;

use crate::App;
use crate::frame::errors::Error;

/// Whose record: the id in the address. What is no id leads nowhere, like an id that nobody has.
#[derive(Clone, Copy, Debug)]
pub struct Id(pub(crate) PersonId);

impl FromRequestParts<App> for Id {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let Path(raw) = Path::<String>::from_request_parts(parts, app)
            .await
            .map_err(|_| Error::NotFound)?;
        raw.parse().map(Self).map_err(|_| Error::NotFound)
    }
}

/// What the pages of a record take in their address. Never anything that somebody typed about a person.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    /// `2026-07-22T16:30`, by London's clocks.
    as_known: String,
    /// The same as typed into the form that looks back.
    date: String,
    time: String,
    /// A kind of event; which looks.
    show: String,
    from: String,
    to: String,
    page: u32,
    /// What the family diagram leaves out: `homes`, `former`, `died`.
    homes: String,
    former: String,
    died: String,
    /// Which sheet is printed: `family` for the diagram, otherwise the record.
    sheet: String,
    /// The form beside the diagram was sent, so what is missing was unticked.
    drawn: String,
    /// The entry that was saved just now.
    saved: String,
}

impl Asked {
    /// What the family diagram is asked to show, as it stands in an address.
    fn drawing(&self) -> [(&'static str, &str); 4] {
        [
            ("homes", &self.homes),
            ("former", &self.former),
            ("died", &self.died),
            ("drawn", &self.drawn),
        ]
    }
}

/// The pages of a record, as the navigation beside them names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tab {
    Overview,
    Timeline,
    Relationships,
    Contacts,
    Details,
    Looked,
    /// What is recorded on it; reached by its button, not by the list.
    Record,
}

impl Tab {
    const ALL: &[Self] = &[
        Self::Overview,
        Self::Timeline,
        Self::Relationships,
        Self::Contacts,
        Self::Details,
        Self::Looked,
    ];

    fn words(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Timeline => "Timeline",
            Self::Relationships => "Relationships",
            Self::Contacts => "Contacts",
            Self::Details => "Details",
            Self::Looked => "Who has looked",
            Self::Record => "Record something",
        }
    }

    pub(crate) fn address(self, id: PersonId) -> String {
        let page = match self {
            Self::Overview => "",
            Self::Timeline => "/timeline",
            Self::Relationships => "/relationships",
            Self::Contacts => "/contacts",
            Self::Details => "/details",
            Self::Looked => "/looked",
            Self::Record => "/record",
        };
        format!("/people/{id}{page}")
    }
}
