//! What a form of recording was made from, signed into it: whose record, which form or fact, the head of the ledger that was shown, and a
//! request id [Sem 8, 11].

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::ids::PersonId;
use store::Seen;

use crate::App;
use crate::fields::Fields;
use crate::frame::errors::Error;
use crate::frame::{Html, hidden_field};
use crate::front_door::digest;
use crate::session::Signed;

const FIELD: &str = "page";
const PURPOSE: &str = "record";

/// The hidden field, with a new request id. `what` is the form or the fact that the page is about.
pub(super) fn issue(app: &App, person: PersonId, what: &str, known_seq: i64) -> Result<Html, Error> {
    let mut random = [0u8; 12];
    getrandom::fill(&mut random).map_err(Error::fault)?;
    let nonce = URL_SAFE_NO_PAD.encode(random);
    let text = format!("{nonce} {person} {what} {known_seq}");
    Ok(hidden_field(FIELD, &app.seal().seal(PURPOSE, &text)))
}

/// The field of a form that came back.
///
/// # Errors
/// Where it is missing, changed, or another page's.
pub(super) fn read(app: &App, signed: &Signed, person: PersonId, what: &str, fields: &Fields) -> Result<Seen, Error> {
    let opened = || {
        let text = app.seal().open(PURPOSE, fields.raw(FIELD))?;
        let mut parts = text.splitn(4, ' ');
        let (nonce, about, made_for, known_seq) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        (about == person.to_string() && made_for == what).then_some(())?;
        Some(Seen {
            request_id: format!("{PURPOSE}:{nonce}"),
            request_digest: digest(signed, fields),
            known_seq: known_seq.parse().ok()?,
            shown: Vec::new(),
        })
    };
    opened().ok_or(Error::OldForm)
}
