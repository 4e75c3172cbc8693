//! Sign-in through the authority's own service: OpenID Connect, authorisation code with PKCE, state and nonce.
//!
//! [`OidcClient::new`] does no I/O, so a server starts while the service is down; it is asked when somebody signs in.
//! [`OidcClient::begin`] gives the address to send the browser to and a [`Pending`] to keep; [`OidcClient::finish`] takes
//! what the browser brought back and says who it is.
//!
//! What the caller owes: keep the [`Pending`] on the server under a key in a cookie of that browser, take it out
//! (delete it) before calling `finish`, and know people by `(issuer, subject)`, never by email address, which the service
//! may give to someone else later.

mod claims;
mod config;
mod error;
mod http;
mod pending;
mod service;
mod upstream;

use std::sync::{Arc, RwLock};

use jiff::{SignedDuration, Timestamp};
use openidconnect::core::{CoreGenderClaim, CoreProviderMetadata, CoreResponseType};
use openidconnect::url::Url;
use openidconnect::{
    AccessToken, AuthenticationFlow, AuthorizationCode, CsrfToken, IssuerUrl, JsonWebKeySet, Nonce,
    OAuth2TokenResponse, PkceCodeChallenge, RedirectUrl, Scope, TokenResponse, UserInfoClaims,
};

pub use claims::Identified;
pub use config::{Config, ConfigProblem};
pub use error::{OidcError, Step, WhatNow};
pub use pending::{Answer, Pending};

use claims::{Extra, Told};
use error::clean;
use http::Http;
use service::{Service, Tokens};

/// What we know of the service is asked again after this long, so that a key it withdrew is not trusted for ever.
const KNOWN_FOR: SignedDuration = SignedDuration::from_hours(1);

/// A client of one sign-in service. Share one per server.
#[derive(Debug)]
pub struct OidcClient {
    config: Config,
    issuer: IssuerUrl,
    redirect_url: RedirectUrl,
    http: Http,
    service: RwLock<Option<Arc<Service>>>,
}

impl OidcClient {
    /// Checks the settings; asks nobody.
    ///
    /// # Errors
    /// The setting that cannot be right, in words for whoever wrote it.
    pub fn new(config: Config) -> Result<Self, ConfigProblem> {
        let checked = config.checked()?;
        let http = Http::new(config.time_out, checked.issuer.url()).map_err(ConfigProblem::HttpClient)?;
        Ok(Self {
            issuer: checked.issuer,
            redirect_url: checked.redirect_url,
            http,
            service: RwLock::new(None),
            config,
        })
    }

    /// Asks the service for its addresses and keys now, and keeps them. [`Self::begin`] does this when needed; `doctor`
    /// calls it to try the connection.
    ///
    /// # Errors
    /// [`OidcError::Unreachable`], [`OidcError::TimedOut`] (after [`Config::time_out`] for everything together),
    /// [`OidcError::BadAnswer`] or [`OidcError::OtherIssuer`].
    pub async fn discover(&self, now: Timestamp) -> Result<(), OidcError> {
        let asking = CoreProviderMetadata::discover_async(self.issuer.clone(), &self.http);
        let metadata = tokio::time::timeout(self.config.time_out, asking)
            .await
            .map_err(|_| OidcError::TimedOut { step: Step::Discovery })?
            .map_err(|problem| OidcError::from_discovery(Step::Discovery, &self.config.issuer, problem))?;
        self.keep(metadata, now).map(|_| ())
    }

    /// Starts a sign-in: the address to send the browser to, and what to keep until it returns.
    ///
    /// # Errors
    /// As [`Self::discover`], if the service has to be asked first.
    pub async fn begin(&self, now: Timestamp) -> Result<(Url, Pending), OidcError> {
        let service = self.service(now).await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = AuthenticationFlow::<CoreResponseType>::AuthorizationCode;
        let mut request = service
            .client
            .authorize_url(flow, CsrfToken::new_random, Nonce::new_random)
            .set_pkce_challenge(challenge)
            .add_scopes(["profile", "email"].map(|scope| Scope::new(scope.to_owned())));
        for scope in &self.config.extra_scopes {
            request = request.add_scope(Scope::new(scope.clone()));
        }
        let (url, state, nonce) = request.url();
        Ok((
            url,
            Pending::new(state.into_secret(), &nonce, verifier.into_secret(), now),
        ))
    }

    /// Ends a sign-in: checks what the browser brought back against what was kept, trades the code for tokens, and checks
    /// those: signature, issuer, audience, expiry, nonce, access token hash. `pending` is used up, right or wrong.
    ///
    /// # Errors
    /// [`OidcError`], each with words for the page, words for the service desk and what to do.
    pub async fn finish(&self, answer: Answer, pending: Pending, now: Timestamp) -> Result<Identified, OidcError> {
        let code = pending.check(answer, &self.config.issuer, now)?;
        let service = self.service(now).await?;
        let nonce = Nonce::new(pending.nonce.clone());
        let tokens = self.trade(&service, code, pending).await?;
        let id_token = tokens.id_token().ok_or(OidcError::NoIdToken)?;
        let read = |service: &Service| service.read(id_token, tokens.access_token(), &nonce, now);
        let (service, mut told) = match read(&service) {
            Err(OidcError::UnknownKey) => {
                let service = self.with_fresh_keys(&service).await?;
                let told = read(&service)?;
                (service, told)
            }
            told => (service, told?),
        };
        if !told.is_complete(&self.config.groups_claim) && service.metadata.userinfo_endpoint().is_some() {
            self.ask_more(&service, tokens.access_token().clone(), &mut told)
                .await?;
        }
        told.identified(&self.config)
    }

    async fn service(&self, now: Timestamp) -> Result<Arc<Service>, OidcError> {
        let known = self
            .service
            .read()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
            .clone();
        if let Some(service) = known
            && now.duration_since(service.asked_at).abs() < KNOWN_FOR
        {
            return Ok(service);
        }
        self.discover(now).await?;
        let known = self
            .service
            .read()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
            .clone();
        known.ok_or(OidcError::Unreachable {
            step: Step::Discovery,
            detail: "nothing was kept".to_owned(),
        })
    }

    fn keep(&self, metadata: CoreProviderMetadata, asked_at: Timestamp) -> Result<Arc<Service>, OidcError> {
        // The only address that a browser is sent to; those we ask ourselves are judged where they are asked.
        let page = metadata.authorization_endpoint().url();
        if !self.http.allows(page) {
            let detail = format!("it gave the address {}, which is not https", clean(page.as_str()));
            return Err(OidcError::BadAnswer {
                step: Step::Discovery,
                detail,
            });
        }
        if metadata.token_endpoint().is_none() {
            let detail = "it gave no token_endpoint".to_owned();
            return Err(OidcError::BadAnswer {
                step: Step::Discovery,
                detail,
            });
        }
        let service = Arc::new(Service::new(
            metadata,
            &self.config,
            self.redirect_url.clone(),
            asked_at,
        ));
        *self.service.write().unwrap_or_else(|poisoned| poisoned.into_inner()) = Some(Arc::clone(&service));
        Ok(service)
    }

    /// The keys once more: the service signed with one we had not seen.
    async fn with_fresh_keys(&self, service: &Service) -> Result<Arc<Service>, OidcError> {
        let keys = JsonWebKeySet::fetch_async(service.metadata.jwks_uri(), &self.http)
            .await
            .map_err(|problem| OidcError::from_discovery(Step::Keys, &self.config.issuer, problem))?;
        self.keep(service.metadata.clone().set_jwks(keys), service.asked_at)
    }

    async fn trade(&self, service: &Service, code: AuthorizationCode, pending: Pending) -> Result<Tokens, OidcError> {
        service
            .client
            .exchange_code(code)
            .map_err(|_| OidcError::BadAnswer {
                step: Step::Code,
                detail: "it gave no token_endpoint".to_owned(),
            })?
            .set_pkce_verifier(pending.into_verifier())
            .request_async(&self.http)
            .await
            .map_err(OidcError::from_token_request)
    }

    /// What the ID token left out (some services put only the subject there) is asked with the access token; the answer
    /// counts only if it is about the same subject.
    async fn ask_more(&self, service: &Service, token: AccessToken, told: &mut Told) -> Result<(), OidcError> {
        let subject = Some(told.subject());
        let request = service
            .client
            .user_info(token, subject)
            .map_err(|_| OidcError::BadAnswer {
                step: Step::UserInfo,
                detail: "no userinfo_endpoint".to_owned(),
            })?;
        let claims: UserInfoClaims<Extra, CoreGenderClaim> = request
            .request_async(&self.http)
            .await
            .map_err(OidcError::from_user_info)?;
        told.add_user_info(&claims);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_send<T: Send>(_: T) {}

    /// A web server moves a handler between threads while it waits; this fails to compile if ours cannot be moved.
    #[test]
    fn a_web_handler_may_wait_for_it() {
        let config = Config {
            issuer: "https://login.council.example".to_owned(),
            client_id: "holdfast".to_owned(),
            client_secret: None,
            redirect_url: "https://holdfast.council.example/return".to_owned(),
            groups_claim: "groups".to_owned(),
            role_map: std::collections::BTreeMap::new(),
            extra_scopes: Vec::new(),
            time_out: Config::TIME_OUT,
        };
        let client = OidcClient::new(config).unwrap();
        let pending = Pending::new(
            String::new(),
            &Nonce::new(String::new()),
            String::new(),
            Timestamp::UNIX_EPOCH,
        );
        is_send(client.begin(Timestamp::UNIX_EPOCH));
        is_send(client.finish(Answer::default(), pending, Timestamp::UNIX_EPOCH));
        is_send(Arc::new(client));
    }
}
