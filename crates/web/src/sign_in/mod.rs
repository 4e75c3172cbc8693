//! Signing in and out.

mod cannot;
mod choose;
mod local;
mod single;

pub use cannot::page as cannot;
pub use choose::{page as ask_password, send as choose_password};
pub use local::{page, send, sign_out, stay};
pub use single::{begin, finish};

use axum::http::{HeaderName, HeaderValue};
use domain::ids::WorkerId;
use identity::guard::TooMany;
use store::{Access, Outcome, Who};

use crate::App;
use crate::frame::errors::Error;
use crate::session;

/// Starts a session for somebody who has proved who they are. The old token, if the browser sent one, ends: what was fixed before the
/// sign-in is worth nothing after it. The pages that whoever it is left open in this browser go on, though: their forms' token stays the same.
async fn start(
    app: &App,
    worker: WorkerId,
    totp_step: Option<i64>,
    old: Option<String>,
    how: &'static str,
) -> Result<Started, Error> {
    let (token, token_hash) = session::new_token(old.as_deref())?;
    let csrf = session::form_token(app, worker, &token);
    let limits = app.settings().sessions;
    let started = app
        .store()
        .write_vital(move |tx| {
            if let Some(step) = totp_step
                && !tx.use_totp_step(worker, step)?
            {
                return Ok(None);
            }
            if let Some(old) = old {
                tx.end_session(&session::hash(&old))?;
            }
            tx.start_session(&token_hash, worker, &csrf, limits)?;
            tx.actor(worker)
        })
        .await?;
    let Some(actor) = started else {
        return Ok(Started::CodeUsed);
    };
    let who = Who {
        actor,
        route: "/sign-in".into(),
        purpose: how.into(),
    };
    app.store()
        .log(vec![Access::new(&who, "sign_in", Outcome::Shown)])
        .await?;
    Ok(Started::With(session::cookie(app, Some(&token))))
}

/// The refusal of one try too many, logged.
async fn too_many(app: &App, route: &'static str, wait: TooMany) -> Result<Error, Error> {
    app.store()
        .log(vec![Access::nobody("sign_in", route, Outcome::Refused)])
        .await?;
    let seconds = wait.retry_at.duration_since(app.now()).as_secs().clamp(1, 86_400);
    Ok(Error::TooMany {
        seconds: u32::try_from(seconds).unwrap_or(60),
    })
}

enum Started {
    With((HeaderName, HeaderValue)),
    /// The six-digit code was used a moment ago.
    CodeUsed,
}

/// Where to land: a path of ours and nothing else, so that no address of another site can be slipped in.
fn landing(to: &str) -> &str {
    let ours = to.starts_with('/') && !to.starts_with("//") && !to.contains(['\\', '\r', '\n', ':']);
    if ours { to } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::landing;

    #[test]
    fn only_a_path_of_ours_is_landed_on() {
        assert_eq!(landing("/people/1"), "/people/1");
        for bad in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "javascript:alert(1)",
            "/a\r\nSet-Cookie: x",
            "",
        ] {
            assert_eq!(landing(bad), "/", "{bad:?}");
        }
    }
}
