//! Recording on a person's record: a list of what can be recorded, a short form for each, and the way back.
//!
//! The forms themselves (`domain::record`) say what is asked and how it is read; the pages here show them. So another thing to record is
//! one file there, and nothing here.

mod change;
mod fields;
mod form;
mod join;
mod list;
mod panels;
mod part;
mod stale;
mod token;
mod wrong;

pub(crate) use change::{links, note_links};
pub use change::{page as correct, save as save_correction};
pub use form::{page as form, send};
pub use join::{page as join, save as save_joining};
pub use list::page as list;
pub use part::{page as part, save as save_parting};
pub use wrong::{page as wrong, save as take_back};

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use domain::facts::FactBody;
use domain::ids::PersonId;
use domain::ledger::{Fact, FactRef};
use domain::record::RecordForm;

use crate::App;
use crate::frame::components::IdentityBar;
use crate::frame::errors::Error;
use crate::frame::{Area, Page};
use crate::people::Opened;
use crate::session::Signed;

/// Which form about whom: both in the address.
#[derive(Clone, Copy, Debug)]
pub struct Which(PersonId, &'static RecordForm);

impl FromRequestParts<App> for Which {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let Path((id, form)) = Path::<(String, String)>::from_request_parts(parts, app)
            .await
            .map_err(|_| Error::NotFound)?;
        match (id.parse(), RecordForm::find(&form)) {
            (Ok(id), Some(form)) => Ok(Self(id, form)),
            _ => Err(Error::NotFound),
        }
    }
}

/// Which fact on whose record.
#[derive(Clone, Copy, Debug)]
pub struct WhichFact(PersonId, FactRef);

impl FromRequestParts<App> for WhichFact {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let Path((id, fact)) = Path::<(String, String)>::from_request_parts(parts, app)
            .await
            .map_err(|_| Error::NotFound)?;
        match (id.parse(), fact.parse()) {
            (Ok(id), Ok(fact)) => Ok(Self(id, fact)),
            _ => Err(Error::NotFound),
        }
    }
}

/// What of a record is read for recording on it: its facts, unmasked, of which no page shows one that the view does not.
#[derive(Debug)]
struct Behind {
    known_seq: i64,
    facts: Vec<Fact>,
}

impl Behind {
    fn fact(&self, at: FactRef) -> Option<&Fact> {
        self.facts.iter().find(|f| f.at == at)
    }
    fn body(&self, at: FactRef) -> Option<&FactBody> {
        self.fact(at)?.body.as_ref()
    }
}

/// A page about recording on this record.
fn frame(opened: &Opened, signed: &Signed, title: &str) -> Page {
    let bar: IdentityBar = opened.bar(false);
    signed
        .frame
        .page(format!("{}: {}", opened.view.identity.name, form::lower(title)))
        .area(Area::Children)
        .identity(bar)
}
