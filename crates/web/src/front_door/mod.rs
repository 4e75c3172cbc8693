//! The front door: the list of contacts, one contact, the decision for each child, the manager's signature.

mod choose;
mod contact;
mod danger;
mod decide;
mod decided;
mod deciding;
mod earlier;
mod follow;
mod from_whom;
mod home;
mod identify;
mod list;
mod news;
mod row;
mod sections;
mod seen;
mod sign;
mod signing;
mod stale;
mod then;
mod words;

pub use contact::{page as contact, take};
pub use danger::declare as danger;
pub use decide::{page as decide, save as save_decision};
pub use identify::{page as identify, save as save_identity};
pub use list::page as front_door;
pub(crate) use seen::digest;
pub use sign::{page as sign, save as save_signature};
pub use then::page as as_decided;
pub(crate) use words::{
    NOT_WRITTEN_DOWN, called, child as child_words, due_of, in_quotes, list, moment, name, name_and_preferred,
    part_tag, summary_words, title,
};

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use domain::ids::{ContactId, RecordId};

use crate::App;
use crate::frame::errors::Error;

/// Which contact: the id in the address. What is no id leads nowhere, like an id that nobody has.
#[derive(Clone, Copy, Debug)]
pub struct Which(ContactId);

impl FromRequestParts<App> for Which {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let Path(raw) = Path::<String>::from_request_parts(parts, app)
            .await
            .map_err(|_| Error::NotFound)?;
        raw.parse().map(Self).map_err(|_| Error::NotFound)
    }
}

/// Which child of which contact.
#[derive(Clone, Copy, Debug)]
pub struct WhichChild(ContactId, RecordId);

impl FromRequestParts<App> for WhichChild {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let Path((contact, part)) = Path::<(String, String)>::from_request_parts(parts, app)
            .await
            .map_err(|_| Error::NotFound)?;
        match (contact.parse(), part.parse()) {
            (Ok(contact), Ok(part)) => Ok(Self(contact, part)),
            _ => Err(Error::NotFound),
        }
    }
}
