//! The provider of `tests/oidc`, started for one test and ended with it.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;

use identity::oidc::{Config, Identified, OidcClient, OidcError, Pending};
use jiff::Timestamp;
use serde::Deserialize;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::browser::Browser;

pub const RETURN: &str = "http://127.0.0.1:8080/sign-in/return";

/// A running provider. Its standard input is a pipe from this process: when we end, however we end, so does it.
pub struct Provider {
    pub ready: Ready,
    _child: Child,
}

#[derive(Deserialize)]
pub struct Ready {
    pub issuer: String,
    client_id: String,
    client_secret: String,
    pub password: String,
}

impl Provider {
    pub async fn start() -> Self {
        let place = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/oidc"));
        assert!(
            place.join("node_modules/oidc-provider").is_dir(),
            "the test provider is not installed: run `npm ci` in tests/oidc (`make test` does)"
        );
        let mut child = Command::new("node")
            .args(["provider.mjs", "--with-parent", "--redirect", RETURN])
            .current_dir(place)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("node (20 or later) starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .await
            .unwrap();
        Self {
            ready: serde_json::from_str(&line).expect("the provider says where it is"),
            _child: child,
        }
    }

    pub fn config(&self) -> Config {
        let role_map = [
            ("Children front door advisers", "adviser"),
            ("Children social workers", "social_worker"),
            ("Children team managers", "team_manager"),
        ];
        Config {
            issuer: self.ready.issuer.clone(),
            client_id: self.ready.client_id.clone(),
            client_secret: Some(self.ready.client_secret.clone()),
            redirect_url: RETURN.to_owned(),
            groups_claim: "groups".to_owned(),
            role_map: BTreeMap::from(role_map.map(|(group, role)| (group.to_owned(), role.to_owned()))),
            extra_scopes: vec!["groups".to_owned()],
            // The machine may be busy; how soon we give up is tested where there is no service.
            time_out: Config::TIME_OUT * 6,
        }
    }

    pub fn client(&self) -> OidcClient {
        OidcClient::new(self.config()).unwrap()
    }

    /// Turns one of the switches that a real service does not have.
    pub async fn switch(&self, name: &str, body: serde_json::Value) {
        Browser::new()
            .post_json(&format!("{}/test/{name}", self.ready.issuer), &body)
            .await;
    }

    pub async fn tamper(&self, how: &str) {
        self.switch("tamper", serde_json::json!({ "how": how })).await;
    }

    /// A whole sign-in as `email`, in a browser of its own.
    pub async fn sign_in(&self, client: &OidcClient, email: &str) -> Result<Identified, OidcError> {
        let (url, pending) = client.begin(now()).await?;
        let answer = Browser::new()
            .sign_in(url.as_str(), email, &self.ready.password, RETURN)
            .await;
        client.finish(answer, pending, now()).await
    }
}

/// The provider reads the machine's clock, so these tests must too.
#[expect(
    clippy::disallowed_methods,
    reason = "the provider stamps its tokens by the real clock"
)]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// The pending sign-in with one field changed, by way of its stored form.
pub fn altered(pending: &Pending, field: &str, value: &str) -> Pending {
    let mut stored = serde_json::to_value(pending).unwrap();
    let before = stored.as_object_mut().unwrap().insert(field.to_owned(), value.into());
    assert!(
        before.is_some_and(|before| before != value),
        "{field} is a field and changes"
    );
    serde_json::from_value(stored).unwrap()
}
