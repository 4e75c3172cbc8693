//! What every handler may need: the store, the authority's settings, and the keys of this server.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use identity::guard::LoginGuard;
use identity::oidc::OidcClient;
use identity::passwords::PasswordPool;
use jiff::{SignedDuration, Timestamp};
use store::{SessionLimits, Store};

use crate::frame::Authority;
use crate::imports::Imports;
use crate::proxies::Proxies;
use crate::seal::Seal;

/// Settings of a running server. `holdfast doctor` prints them.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Served behind TLS at this address; `None` for plain HTTP on loopback, which is the only other thing that is served [Sem 20].
    pub public_url: Option<String>,
    /// The proxies that are believed when they say from where a request comes; from anybody else such a header is ignored.
    pub proxies: Proxies,
    /// How long a session lasts without activity, and at most.
    pub sessions: SessionLimits,
    /// From the how-manieth contact in twelve months the service manager signs too [Sem 19].
    pub service_manager_from_contact: usize,
    /// Days that an unfinished form is kept.
    pub draft_days: i64,
    /// What the demo prints as sign-ins is also shown on its sign-in page.
    pub demo: bool,
    /// The folder for files that are being imported. Each is removed when its import has ended.
    pub uploads: PathBuf,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            public_url: None,
            proxies: Proxies::default(),
            sessions: SessionLimits {
                idle: SignedDuration::from_mins(15),
                absolute: SignedDuration::from_hours(12),
            },
            service_manager_from_contact: 3,
            draft_days: 30,
            demo: false,
            uploads: "holdfast-data/uploads".into(),
        }
    }
}

/// The application's state. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    authority: Arc<Authority>,
    settings: Settings,
    passwords: PasswordPool,
    guard: Mutex<LoginGuard>,
    oidc: Option<OidcClient>,
    seal: Seal,
    imports: Imports,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App")
            .field("store", &self.inner.store)
            .field("settings", &self.inner.settings)
            .finish_non_exhaustive()
    }
}

impl App {
    pub fn new(
        store: Store,
        authority: Authority,
        settings: Settings,
        passwords: PasswordPool,
        oidc: Option<OidcClient>,
        seal: Seal,
    ) -> Self {
        let guard = Mutex::new(LoginGuard::default());
        let imports = Imports::start(store.clone(), settings.uploads.clone());
        Self {
            inner: Arc::new(Inner {
                store,
                authority: Arc::new(authority),
                settings,
                passwords,
                guard,
                oidc,
                seal,
                imports,
            }),
        }
    }

    pub fn store(&self) -> &Store {
        &self.inner.store
    }
    pub fn authority(&self) -> Arc<Authority> {
        self.inner.authority.clone()
    }
    pub fn settings(&self) -> &Settings {
        &self.inner.settings
    }
    pub fn passwords(&self) -> &PasswordPool {
        &self.inner.passwords
    }
    pub fn oidc(&self) -> Option<&OidcClient> {
        self.inner.oidc.as_ref()
    }
    pub fn seal(&self) -> &Seal {
        &self.inner.seal
    }
    pub(crate) fn imports(&self) -> &Imports {
        &self.inner.imports
    }
    pub fn now(&self) -> Timestamp {
        self.inner.store.now()
    }
    /// Asks the guard of the sign-in something; it holds counts only, so a poisoned lock loses nothing.
    pub fn guard<T>(&self, f: impl FnOnce(&mut LoginGuard) -> T) -> T {
        f(&mut self.inner.guard.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
