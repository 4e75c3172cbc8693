//! The settings of single sign-on, checked before anyone is asked.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use openidconnect::url::{Host, Url};
use openidconnect::{IssuerUrl, RedirectUrl};

/// How to reach one sign-in service and read what it says. Its `Debug` leaves the client secret out.
#[derive(Clone)]
pub struct Config {
    /// The service's own name for itself, exactly as in its discovery document: `https://login.council.example/tenant`.
    pub issuer: String,
    /// What the service calls Holdfast.
    pub client_id: String,
    /// `None` for a public client, which PKCE alone protects.
    pub client_secret: Option<String>,
    /// Where the browser comes back to; registered with the service letter by letter.
    pub redirect_url: String,
    /// The claim that lists a person's groups: `groups`, or `roles` for Microsoft Entra app roles.
    pub groups_claim: String,
    /// From a group, as the service names it, to a role, as Holdfast names it. Groups that are not here give nothing.
    pub role_map: BTreeMap<String, String>,
    /// Scopes to ask for besides `openid profile email`, where the service gives groups only to those who ask.
    pub extra_scopes: Vec<String>,
    /// How long the service may take to answer; [`Config::TIME_OUT`] in use.
    pub time_out: Duration,
}

impl Config {
    /// People are waiting at the sign-in page: after five seconds they are told, and break-glass is offered.
    pub const TIME_OUT: Duration = Duration::from_secs(5);

    /// The two addresses, if everything can be right. Both stay letter by letter as written: services compare them so.
    pub(super) fn checked(&self) -> Result<Checked, ConfigProblem> {
        let issuer = address("issuer", &self.issuer)?;
        address("redirect_url", &self.redirect_url)?;
        if issuer.query().is_some() || issuer.fragment().is_some() {
            return Err(ConfigProblem::NotAnAddress { setting: "issuer" });
        }
        let named = [("client_id", &self.client_id), ("groups_claim", &self.groups_claim)];
        if let Some((setting, _)) = named.into_iter().find(|(_, value)| value.trim().is_empty()) {
            return Err(ConfigProblem::Empty { setting });
        }
        if self
            .client_secret
            .as_deref()
            .is_some_and(|secret| secret.trim().is_empty())
        {
            return Err(ConfigProblem::Empty {
                setting: "client_secret",
            });
        }
        let not_an_address = |setting| move |_| ConfigProblem::NotAnAddress { setting };
        Ok(Checked {
            issuer: IssuerUrl::new(self.issuer.clone()).map_err(not_an_address("issuer"))?,
            redirect_url: RedirectUrl::new(self.redirect_url.clone()).map_err(not_an_address("redirect_url"))?,
        })
    }
}

pub(super) struct Checked {
    pub(super) issuer: IssuerUrl,
    pub(super) redirect_url: RedirectUrl,
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .field("redirect_url", &self.redirect_url)
            .field("groups_claim", &self.groups_claim)
            .field("role_map", &self.role_map)
            .finish_non_exhaustive()
    }
}

/// A setting that cannot be right.
#[derive(Debug, thiserror::Error)]
pub enum ConfigProblem {
    #[error("single sign-on: {setting} is not an address like https://login.council.example/tenant")]
    NotAnAddress { setting: &'static str },
    #[error("single sign-on: {setting} must begin with https:// (http:// is for this machine itself only)")]
    NotHttps { setting: &'static str },
    #[error("single sign-on: {setting} is empty")]
    Empty { setting: &'static str },
    #[error("single sign-on: no secure connection can be made on this machine: {0}")]
    HttpClient(String),
}

fn address(setting: &'static str, text: &str) -> Result<Url, ConfigProblem> {
    let url = Url::parse(text).map_err(|_| ConfigProblem::NotAnAddress { setting })?;
    if url.host().is_none() || !url.username().is_empty() || url.password().is_some() {
        return Err(ConfigProblem::NotAnAddress { setting });
    }
    if is_safe(&url) {
        Ok(url)
    } else {
        Err(ConfigProblem::NotHttps { setting })
    }
}

/// https anywhere, or http that never leaves this machine.
pub(super) fn is_safe(url: &Url) -> bool {
    url.scheme() == "https" || (url.scheme() == "http" && is_this_machine(url))
}

pub(super) fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config() -> Config {
        Config {
            issuer: "https://login.council.example/tenant".to_owned(),
            client_id: "holdfast".to_owned(),
            client_secret: Some("a secret".to_owned()),
            redirect_url: "https://holdfast.council.example/sign-in/return".to_owned(),
            groups_claim: "groups".to_owned(),
            role_map: BTreeMap::new(),
            extra_scopes: Vec::new(),
            time_out: Config::TIME_OUT,
        }
    }

    fn check(change: impl FnOnce(&mut Config), expect: Option<&str>) {
        let mut config = config();
        change(&mut config);
        let problem = config.checked().err().map(|problem| problem.to_string());
        assert_eq!(
            problem.as_deref(),
            expect.map(|words| format!("single sign-on: {words}")).as_deref()
        );
    }

    #[test]
    fn settings() {
        const ADDRESS: &str = "is not an address like https://login.council.example/tenant";
        const HTTPS: &str = "must begin with https:// (http:// is for this machine itself only)";
        check(|_| (), None);
        check(|c| c.client_secret = None, None);
        for issuer in [
            "http://127.0.0.1:4000",
            "http://[::1]:4000",
            "http://localhost:4000/tenant",
        ] {
            check(|c| c.issuer = issuer.to_owned(), None);
        }
        for issuer in [
            "",
            "login.council.example",
            "https://",
            "https://login.council.example/?tenant=1",
            "https://me:pw@x.example",
        ] {
            check(|c| c.issuer = issuer.to_owned(), Some(&format!("issuer {ADDRESS}")));
        }
        for issuer in [
            "http://login.council.example",
            "ftp://127.0.0.1/",
            "http://localhost.council.example/",
        ] {
            check(|c| c.issuer = issuer.to_owned(), Some(&format!("issuer {HTTPS}")));
        }
        check(
            |c| c.redirect_url = "http://holdfast.example/".to_owned(),
            Some(&format!("redirect_url {HTTPS}")),
        );
        check(|c| c.client_id = " ".to_owned(), Some("client_id is empty"));
        check(|c| c.groups_claim = String::new(), Some("groups_claim is empty"));
        check(
            |c| c.client_secret = Some(String::new()),
            Some("client_secret is empty"),
        );
    }

    #[test]
    fn the_secret_is_not_printed() {
        assert!(!format!("{:?}", config()).contains("a secret"));
    }
}
