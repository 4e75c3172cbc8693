//! What a page had in front of its reader, signed into its form: the head of the ledger, the facts shown, and a request id that the
//! server made [Sem 8, 11]. Nobody can claim to have seen what they were not shown.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::ids::{ContactId, RecordId};
use domain::ledger::FactRef;
use sha2::{Digest, Sha256};
use store::Seen;
use uuid::Uuid;

use crate::App;
use crate::fields::Fields;
use crate::frame::errors::Error;
use crate::frame::{Html, hidden_field};
use crate::session::Signed;

/// The field that carries it.
const FIELD: &str = "page";

/// What a page is about.
#[derive(Clone, Copy, Debug)]
pub struct About {
    pub purpose: &'static str,
    pub contact: ContactId,
    /// The child whom the form is for; a nil id where it is for the contact.
    pub part: RecordId,
    /// The fact that is signed, where one is.
    pub decision: Option<FactRef>,
}

impl About {
    pub fn contact(purpose: &'static str, contact: ContactId) -> Self {
        Self {
            purpose,
            contact,
            part: RecordId(Uuid::nil()),
            decision: None,
        }
    }

    pub fn child(purpose: &'static str, contact: ContactId, part: RecordId) -> Self {
        Self {
            part,
            ..Self::contact(purpose, contact)
        }
    }
}

/// The hidden field of a form, with a new request id.
pub fn issue(app: &App, about: About, known_seq: i64, shown: &[FactRef]) -> Result<Html, Error> {
    let mut random = [0u8; 12];
    getrandom::fill(&mut random).map_err(Error::fault)?;
    let shown: Vec<String> = shown.iter().map(ToString::to_string).collect();
    let text = format!(
        "{} {} {} {} {known_seq} {}",
        URL_SAFE_NO_PAD.encode(random),
        about.contact,
        about.part,
        about.decision.map_or_else(|| "none".to_owned(), |d| d.to_string()),
        shown.join(",")
    );
    Ok(hidden_field(FIELD, &app.seal().seal(about.purpose, &text)))
}

/// A form that came back: whom it is for, and what its reader had seen.
#[derive(Clone, Debug)]
pub struct Returned {
    pub part: RecordId,
    pub decision: Option<FactRef>,
    pub seen: Seen,
}

/// Reads the field of a form about this contact; `None` where it is missing, changed, or another page's.
pub fn read(
    app: &App,
    signed: &Signed,
    purpose: &'static str,
    contact: ContactId,
    fields: &Fields,
) -> Option<Returned> {
    let text = app.seal().open(purpose, fields.raw(FIELD))?;
    let mut parts = text.splitn(6, ' ');
    let (nonce, about, part) = (parts.next()?, parts.next()?, parts.next()?);
    let (decision, known_seq, shown) = (parts.next()?, parts.next()?, parts.next()?);
    if about != contact.to_string() {
        return None;
    }
    let shown = shown.split(',').filter(|s| !s.is_empty());
    Some(Returned {
        part: part.parse().ok()?,
        decision: decision.parse().ok(),
        seen: Seen {
            request_id: format!("{purpose}:{nonce}"),
            request_digest: digest(signed, fields),
            known_seq: known_seq.parse().ok()?,
            shown: shown.map(str::parse).collect::<Result<_, _>>().ok()?,
        },
    })
}

/// What was asked, and by whom: the same again is answered again, anything else under the same id is refused.
pub fn digest(signed: &Signed, fields: &Fields) -> [u8; 32] {
    let mut sha = Sha256::new().chain_update(signed.actor.worker.0.as_bytes());
    for (name, value) in fields.pairs() {
        for text in [name, value] {
            sha.update((text.len() as u64).to_be_bytes());
            sha.update(text.as_bytes());
        }
    }
    sha.finalize().into()
}
