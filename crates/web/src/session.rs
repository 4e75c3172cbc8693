//! Who asks: the session behind a request's cookie, the token against forged forms, and the frame that every page is drawn in.

use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::ids::WorkerId;
use domain::policy::Actor;
use domain::roles::Role;
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use store::{Session, Who};

use crate::App;
use crate::frame::errors::Error;
use crate::frame::{Area, Csrf, Frame, SignedIn, assets, paths};

/// Somebody who is signed in, as a handler gets them.
#[derive(Clone, Debug)]
pub struct Signed {
    pub actor: Actor,
    pub frame: Frame,
    pub csrf: String,
    /// The hash under which the session is kept.
    pub token_hash: [u8; 32],
    /// The pattern of the route, for the access log.
    pub route: String,
    /// The password was given out by an administrator: nothing else opens before another is chosen.
    pub chooses_password: bool,
}

impl Signed {
    /// For the access log: who asks, where, and what for.
    pub fn who(&self, purpose: impl Into<String>) -> Who {
        Who {
            actor: self.actor.clone(),
            route: self.route.clone(),
            purpose: purpose.into(),
        }
    }
}

/// A token for a cookie, and the hash that is stored: 32 random bytes that are this session's own, and as many that name the browser and are taken
/// over from its last session.
pub fn new_token(old: Option<&str>) -> Result<(String, [u8; 32]), Error> {
    let random = || {
        let mut bytes = [0u8; 32];
        getrandom::fill(&mut bytes).map_err(Error::fault)?;
        Ok::<_, Error>(URL_SAFE_NO_PAD.encode(bytes))
    };
    let own = random()?;
    let is_ours = |b: &&str| b.len() == own.len() && b.bytes().all(|c| c.is_ascii_alphanumeric() || b"-_".contains(&c));
    let browser = match old.map(browser_of).filter(is_ours) {
        Some(browser) => browser.to_owned(),
        None => random()?,
    };
    let token = format!("{own}.{browser}");
    let hash = hash(&token);
    Ok((token, hash))
}

/// What of a token names the browser; empty where nothing does.
fn browser_of(token: &str) -> &str {
    token.split_once('.').map_or("", |(_, browser)| browser)
}

/// The token against forged forms. It is the same for the same person in the same browser until they sign out, so that a form that was open while
/// a session ran out is taken once they have signed in again. Whoever knows or has planted a cookie cannot work it out for somebody else.
pub fn form_token(app: &App, worker: WorkerId, token: &str) -> String {
    let sealed = app
        .seal()
        .seal("form token", &format!("{worker} {}", browser_of(token)));
    sealed
        .rsplit_once('~')
        .map_or_else(String::new, |(_, signature)| signature.to_owned())
}

pub fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// `__Host-` and Secure behind TLS; on loopback, where there is none, a plain name [Sem 20].
fn cookie_name(app: &App) -> &'static str {
    if app.settings().public_url.is_some() {
        "__Host-holdfast"
    } else {
        "holdfast"
    }
}

/// The header that starts a session in the browser, or ends it.
pub fn cookie(app: &App, token: Option<&str>) -> (axum::http::HeaderName, HeaderValue) {
    let (value, age) = token.map_or(("", "; Max-Age=0"), |t| (t, ""));
    set_cookie(app, cookie_name(app), value, age)
}

/// The header that ties a single sign-on to the browser that began it. Without it, somebody could be signed in by a link to an account that is
/// not theirs.
pub fn signing_in_cookie(app: &App, state: &str) -> (axum::http::HeaderName, HeaderValue) {
    set_cookie(app, &signing_in_name(app), state, "; Max-Age=600")
}

fn signing_in_name(app: &App) -> String {
    format!("{}-signing-in", cookie_name(app))
}

fn set_cookie(app: &App, name: &str, value: &str, age: &str) -> (axum::http::HeaderName, HeaderValue) {
    let secure = if app.settings().public_url.is_some() {
        "; Secure"
    } else {
        ""
    };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}");
    (
        SET_COOKIE,
        HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("holdfast=; Max-Age=0")),
    )
}

pub fn token_of(app: &App, headers: &HeaderMap) -> Option<String> {
    value_of(headers, cookie_name(app))
}

/// The single sign-on that this browser began.
pub fn signing_in_of(app: &App, headers: &HeaderMap) -> Option<String> {
    value_of(headers, &signing_in_name(app))
}

fn value_of(headers: &HeaderMap, wanted: &str) -> Option<String> {
    let cookies = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'));
    cookies
        .filter_map(|c| c.trim().split_once('='))
        .find(|(name, _)| *name == wanted)
        .map(|(_, v)| v.to_owned())
}

/// The layer that finds out who asks. It refuses nobody: a handler that takes [`Signed`] does.
pub async fn attach(State(app): State<App>, mut request: Request, next: Next) -> Result<Response, Error> {
    let Some(token) = token_of(&app, request.headers()) else {
        return Ok(next.run(request).await);
    };
    let token_hash = hash(&token);
    let limits = app.settings().sessions;
    let found = app.store().read(move |tx| tx.session(&token_hash, limits)).await?;
    let Some(session) = found else {
        return Ok(next.run(request).await);
    };
    // What the page asks for by itself is no activity of the reader's, and does not keep them signed in.
    let by_itself = request.headers().contains_key("holdfast-background");
    if !by_itself && app.now().duration_since(session.seen_at) > SignedDuration::from_secs(60) {
        app.store().write_vital(move |tx| tx.session_seen(&token_hash)).await?;
    }
    let frame = frame(&app, &session);
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("", MatchedPath::as_str)
        .to_owned();
    request.extensions_mut().insert(Signed {
        actor: session.actor,
        frame: frame.clone(),
        csrf: session.csrf,
        token_hash,
        chooses_password: session.chooses_password,
        route: route.clone(),
    });
    if session.chooses_password && !opens_before_choosing(&route) {
        return Ok(Redirect::to(paths::CHOOSE_PASSWORD).into_response());
    }
    let mut response = next.run(request).await;
    response.extensions_mut().insert(frame);
    Ok(response)
}

fn opens_before_choosing(route: &str) -> bool {
    [
        paths::CHOOSE_PASSWORD,
        paths::SIGN_OUT,
        paths::STAY,
        paths::ACCESSIBILITY,
    ]
    .contains(&route)
        || assets::ALL.iter().any(|asset| asset.path == route)
}

fn frame(app: &App, session: &Session) -> Frame {
    let actor = &session.actor;
    let role = role_and_team(actor.role, &actor.team_name);
    let idle = app.settings().sessions.idle.as_secs();
    Frame {
        authority: app.authority(),
        signed_in: Some(SignedIn {
            name: actor.name.clone().into(),
            role: role.into(),
            areas: areas(actor.role),
            csrf: Csrf::new(session.csrf.clone()),
            idle_seconds: u32::try_from(idle).unwrap_or(900),
        }),
        disk_full: app.store().is_full(),
    }
}

/// "Social worker, Assessment East"; a team named after the role is not said again.
pub fn role_and_team(role: Role, team: &str) -> String {
    if team.is_empty() || same_words(role.label(), team) {
        role.label().to_owned()
    } else {
        format!("{}, {team}", role.label())
    }
}

/// Whether a team is named after the role: "Front-door adviser" of "Front door", "Service manager" of "Service management".
fn same_words(role: &str, team: &str) -> bool {
    let plain = |words: &str| {
        let words = words.to_lowercase().replace('-', " ");
        // "Manager" and "management" are one word here.
        let stem = words.strip_suffix("ment").or_else(|| words.strip_suffix('r'));
        stem.unwrap_or(&words).to_owned()
    };
    let (role, team) = (plain(role), plain(team));
    role.starts_with(&team) || team.starts_with(&role)
}

fn areas(role: Role) -> &'static [Area] {
    match role {
        Role::FrontDoorAdviser => Area::ADVISER,
        Role::SocialWorker | Role::NewlyQualifiedSocialWorker => Area::SOCIAL_WORKER,
        Role::TeamManager | Role::ServiceManager => Area::MANAGER,
        Role::DataOfficer => Area::DATA_OFFICER,
        Role::Auditor => Area::AUDITOR,
        Role::SystemAdministrator => Area::ADMINISTRATOR,
    }
}

/// The frame for whoever is not signed in.
pub fn frame_for_nobody(app: &App) -> Frame {
    Frame {
        authority: app.authority(),
        signed_in: None,
        disk_full: app.store().is_full(),
    }
}

/// Why a handler for signed-in people was not run.
#[derive(Debug)]
pub enum NotSigned {
    /// A page: sign in, and land there.
    SignIn(String),
    /// A form or a script: what was typed stays in the browser, and in the draft.
    OldForm,
}

impl IntoResponse for NotSigned {
    fn into_response(self) -> Response {
        match self {
            Self::SignIn(to) => Redirect::to(&format!("{}?to={to}", paths::SIGN_IN)).into_response(),
            Self::OldForm => Error::OldForm.into_response(),
        }
    }
}

impl FromRequestParts<App> for Signed {
    type Rejection = NotSigned;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Self::Rejection> {
        match parts.extensions.get::<Self>() {
            Some(signed) => Ok(signed.clone()),
            // Only a path of ours without its query: nothing typed gets into the address of the sign-in page.
            None if parts.method == Method::GET => Err(NotSigned::SignIn(parts.uri.path().to_owned())),
            None => Err(NotSigned::OldForm),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_team_named_after_the_role_is_not_said_again() {
        let check = |role, team: &str, expect: &str| assert_eq!(role_and_team(role, team), expect);
        check(Role::SocialWorker, "Assessment East", "Social worker, Assessment East");
        check(Role::FrontDoorAdviser, "Front door", "Front-door adviser");
        check(Role::ServiceManager, "Service management", "Service manager");
        check(Role::ServiceManager, "East", "Service manager, East");
        check(Role::TeamManager, "Front door", "Team manager, Front door");
        check(Role::Auditor, "", "Auditor");
    }
}
