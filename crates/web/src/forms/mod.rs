//! One engine for every form: it renders sections, keeps drafts, shows the answers to be checked, and hands over. A form adds nothing here; what
//! it asks stands in `domain::forms`.

mod also;
mod check;
mod controls;
mod hand_over;
mod kin;
mod page;
mod panel;
mod section;

pub use controls::{control, in_words};
pub use hand_over::{danger, hand_over};
pub(crate) use page::hidden_owned;
pub(crate) use panel::{MOST as MOST_CANDIDATES, told};
pub use section::{save, show, start};

use std::collections::BTreeMap;

use domain::forms::{FORMS, Form, Raw};
use domain::ids::DraftId;
use store::{Draft, SectionAnswers, Tx};

use crate::frame::errors::Error;
use crate::session::Signed;

/// A draft with its form and all that was typed.
#[derive(Clone, Debug)]
pub struct Open {
    pub draft: Draft,
    pub form: &'static Form,
    pub raw: Raw,
    pub sections: Vec<SectionAnswers>,
}

impl Open {
    /// The draft of whoever asks; another's does not exist.
    pub fn load(tx: &mut Tx<'_>, id: DraftId, signed: &Signed) -> Result<Self, store::Error> {
        tx.scope::<domain::policy::TakeContact>(&signed.who(""))?;
        let Some((draft, sections)) = tx.draft(id, signed.actor.worker)? else {
            return Err(store::Error::NotThere("unfinished form"));
        };
        let form = form(&draft.form).ok_or(store::Error::NotThere("form"))?;
        let mut raw = Raw::default();
        for section in &sections {
            raw.0.extend(answers(&section.answers));
        }
        Ok(Self {
            draft,
            form,
            raw,
            sections,
        })
    }

    pub fn revision(&self, section: &str) -> i64 {
        self.sections
            .iter()
            .find(|s| s.section == section)
            .map_or(0, |s| s.revision)
    }

    pub fn address(&self, section: &str) -> String {
        format!("/drafts/{}/{section}", self.draft.id)
    }
}

pub fn form(id: &str) -> Option<&'static Form> {
    FORMS.iter().copied().find(|f| f.id == id)
}

/// The answers of a section as they are stored: a JSON object of path to text.
fn answers(json: &str) -> BTreeMap<String, String> {
    serde_json::from_str(json).unwrap_or_default()
}

/// A path's id as the text of an address.
pub fn draft_id(text: &str) -> Result<DraftId, Error> {
    text.parse().map_err(|_| Error::NotFound)
}
