//! What an administrator gives out: a password for one sign-in, and the key of a second factor. Both are shown once, on the answer itself,
//! and kept as a hash and as the key alone.

use askama::Template;
use axum::response::Response;
use identity::passwords::Password;
use identity::totp::TotpSecret;
use store::Secrets;

use crate::App;
use crate::frame::components::{Breadcrumbs, FactList, Tone, Warn};
use crate::frame::errors::Error;
use crate::frame::{Area, strong};
use crate::session::Signed;

/// Letters and digits that are not taken for one another when read out.
const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";

#[derive(Template)]
#[template(path = "users/given.html")]
struct Given {
    title: String,
    warning: Warn,
    facts: FactList,
    back: String,
}

pub struct Made {
    pub stored: Secrets,
    password: String,
    totp: TotpSecret,
}

/// A password of sixteen letters in groups of four, 79 bits, and a new key.
pub async fn make(app: &App) -> Result<Made, Error> {
    let mut letters = String::new();
    while letters.len() < 19 {
        let mut byte = [0u8; 1];
        getrandom::fill(&mut byte).map_err(Error::fault)?;
        // Bytes beyond the last whole round of the alphabet are left out, so that every letter is as likely as any other.
        let Some(letter) = LETTERS.get(usize::from(byte[0] & 31)) else {
            continue;
        };
        if letters.len() % 5 == 4 {
            letters.push('-');
        }
        letters.push(char::from(*letter));
    }
    let totp = TotpSecret::generate().map_err(Error::fault)?;
    let hash = app.passwords().hash(Password::new(letters.clone())).await;
    let hash = hash.map_err(|error| match error {
        identity::passwords::PasswordError::Busy => Error::TooMany { seconds: 5 },
        other => Error::fault(other),
    })?;
    Ok(Made {
        stored: Secrets {
            password: hash.as_str().to_owned(),
            totp: totp.to_base32(),
        },
        password: letters,
        totp,
    })
}

/// The one page on which they stand. It is the answer itself: opened again, it is gone.
pub fn show(
    signed: &Signed,
    made: &Made,
    id: domain::ids::WorkerId,
    name: &str,
    email: &str,
) -> Result<Response, Error> {
    let key = made.totp.to_base32();
    let groups: Vec<&str> = key
        .as_bytes()
        .chunks(4)
        .filter_map(|c| std::str::from_utf8(c).ok())
        .collect();
    let page = signed
        .frame
        .page("One-time password")
        .area(Area::Users)
        .breadcrumbs(Breadcrumbs::new().link("/users", "Users").here(name.to_owned()));
    page.show(&Given {
        title: format!("One-time password for {name}"),
        warning: Warn::new(
            Tone::Care,
            strong("This is shown once.")
                .and(" Give it to nobody but them, by telephone or in person, and not both parts by one email."),
        ),
        facts: FactList::new()
            .fact("Work email address", email.to_owned())
            .fact("One-time password", made.password.clone())
            .fact("Key for the authenticator app", groups.join(" ")),
        back: format!("/users/{id}"),
    })
}
