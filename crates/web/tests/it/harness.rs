//! A site on a fresh SQLite store with a clock that the test holds, and browsers that are signed in to it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use domain::ledger::NewEntry;
use identity::oidc::OidcClient;
use identity::passwords::PasswordPool;
use jiff::Timestamp;
use jiff::civil::date;
use sha2::{Digest, Sha256};
use store::{Config, Place, Store};
use testkit::authority::{Authority, Plan, worker_id};
use tower::ServiceExt;
use web::{App, Settings, seal::Seal};

/// The day of the screens, at the minute of the child's page.
pub const NOW: &str = "2026-11-12T10:42:00Z";

pub struct Site {
    pub store: Store,
    router: Router,
    micros: Arc<AtomicI64>,
    sessions: AtomicI64,
    folder: tempfile::TempDir,
}

/// Somebody who is signed in.
pub struct Browser<'s> {
    site: &'s Site,
    cookie: String,
    csrf: String,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    /// The cookie that it sets: name and value.
    pub cookie: String,
    /// Every header, a line each.
    pub headers: String,
    pub body: String,
}

impl Site {
    /// The families of the screens, now.
    pub async fn new() -> Self {
        Self::at(NOW).await
    }

    /// The same, knowing only what had been recorded by an instant, which is also what its clock shows.
    pub async fn at(now: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::Sqlite(folder.path().join("holdfast.db"));
        Self::on(place, folder, now.parse().unwrap(), fill).await
    }

    /// The families of the screens in a database of their own on the server of the tests, where there is one.
    pub async fn on_postgres() -> Option<Self> {
        let server = std::env::var("HOLDFAST_TEST_POSTGRES").ok()?;
        let folder = tempfile::tempdir().unwrap();
        let random = folder.path().file_name()?.to_string_lossy().replace('.', "");
        let name = format!("web_{}_{}", std::process::id(), random.to_lowercase());
        let (head, _) = server.rsplit_once('/').unwrap();
        let place = Place::Postgres(format!("{head}/{name}"));
        let make = move || {
            let mut client = postgres::Client::connect(&server, postgres::NoTls).unwrap();
            client.batch_execute(&format!("CREATE DATABASE \"{name}\"")).unwrap();
        };
        tokio::task::spawn_blocking(make).await.unwrap();
        Some(Self::on(place, folder, NOW.parse().unwrap(), fill).await)
    }

    /// Another server on the same database, with a folder of its own.
    pub async fn beside(&self) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = self.store.config().place.clone();
        let site = Self::on(place, folder, self.store.now(), |store, _| store).await;
        // Sessions are in the database that both have.
        site.sessions.store(1000, Ordering::SeqCst);
        site
    }

    async fn on(
        place: Place,
        folder: tempfile::TempDir,
        now: Timestamp,
        fill: impl FnOnce(Store, Timestamp) -> Store + Send + 'static,
    ) -> Self {
        let micros = Arc::new(AtomicI64::new(now.as_microsecond()));
        let clock = micros.clone();
        let config = Config {
            place,
            readers: 2,
            clock: Arc::new(move || Timestamp::from_microsecond(clock.load(Ordering::SeqCst)).unwrap()),
        };
        let store = tokio::task::spawn_blocking(move || fill(Store::open(config).unwrap(), now))
            .await
            .unwrap();
        Self {
            router: router(&store, folder.path(), None),
            store,
            micros,
            sessions: AtomicI64::new(0),
            folder,
        }
    }

    /// The server ends, and another begins on the same record and folder.
    pub fn restart(&mut self) {
        self.restart_with(|_| {});
    }

    /// The same, with other settings.
    pub fn restart_with(&mut self, change: impl FnOnce(&mut Settings)) {
        self.router = router_with(&self.store, self.folder.path(), None, change);
    }

    /// The server has the council's own sign-in too.
    pub fn sign_on_by(&mut self, client: OidcClient) {
        self.router = router(&self.store, self.folder.path(), Some(client));
    }

    /// Where files of uploads wait.
    pub fn uploads(&self) -> std::path::PathBuf {
        self.folder.path().join("uploads")
    }

    pub fn set_clock(&self, at: &str) {
        let at: Timestamp = at.parse().unwrap();
        self.micros.store(at.as_microsecond(), Ordering::SeqCst);
    }

    /// Signs somebody of the staff in, by name.
    pub async fn sign_in(&self, name: &str) -> Browser<'_> {
        let worker = worker_id(name);
        let nth = self.sessions.fetch_add(1, Ordering::SeqCst);
        let (token, csrf) = (format!("token {nth} of {name}"), format!("csrf {nth} of {name}"));
        let hash: [u8; 32] = Sha256::digest(token.as_bytes()).into();
        let (limits, form_token) = (Settings::default().sessions, csrf.clone());
        self.store
            .write(move |tx| {
                tx.set_account(worker, None, None, false)?;
                tx.start_session(&hash, worker, &form_token, limits)
            })
            .await
            .unwrap();
        Browser {
            site: self,
            cookie: format!("holdfast={token}"),
            csrf,
        }
    }

    /// A browser with a cookie that it was given. What it sends lacks a token until it has read one.
    pub fn browser(&self, cookie: &str) -> Browser<'_> {
        Browser {
            site: self,
            cookie: cookie.to_owned(),
            csrf: String::new(),
        }
    }

    /// Gives somebody a password and no second factor; their address.
    pub async fn give_password(&self, name: &str, password: &str) -> String {
        let worker = worker_id(name);
        let cost = identity::passwords::Cost::default();
        let hash = identity::passwords::Hasher::new(cost).unwrap();
        let hash = hash
            .hash(&identity::passwords::Password::new(password))
            .unwrap()
            .as_str()
            .to_owned();
        self.store
            .write(move |tx| {
                tx.set_account(worker, Some(&hash), None, false)?;
                tx.worker(worker)
            })
            .await
            .unwrap()
            .unwrap()
            .email
    }

    /// Adds an entry now.
    pub async fn append(&self, entry: NewEntry) -> i64 {
        self.store.write(move |tx| tx.append(entry, &[])).await.unwrap().seq
    }

    pub async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let header = response.headers().get(header::LOCATION);
        let location = header.map(|v| v.to_str().unwrap().to_owned()).unwrap_or_default();
        let cookie = response.headers().get(header::SET_COOKIE);
        let cookie = cookie.map(|v| v.to_str().unwrap().split(';').next().unwrap().to_owned());
        let line = |(name, value): (&header::HeaderName, &header::HeaderValue)| {
            format!("{name}: {}\n", String::from_utf8_lossy(value.as_bytes()))
        };
        let headers = response.headers().iter().map(line).collect();
        let body = to_bytes(response.into_body(), 8 << 20).await.unwrap();
        Answer {
            status,
            location,
            cookie: cookie.unwrap_or_default(),
            headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        }
    }
}

fn router(store: &Store, folder: &std::path::Path, oidc: Option<OidcClient>) -> Router {
    router_with(store, folder, oidc, |_| {})
}

fn router_with(
    store: &Store,
    folder: &std::path::Path,
    oidc: Option<OidcClient>,
    change: impl FnOnce(&mut Settings),
) -> Router {
    let authority = web::frame::Authority {
        name: "Marlshire children's services".into(),
        help: "01632 960 100".into(),
        duty: "01632 960 114".into(),
    };
    let mut settings = Settings {
        uploads: folder.join("uploads"),
        ..Settings::default()
    };
    change(&mut settings);
    let passwords = PasswordPool::for_this_machine().unwrap();
    let app = App::new(store.clone(), authority, settings, passwords, oidc, Seal::new([7; 32]));
    web::router(app)
}

fn fill(store: Store, now: Timestamp) -> Store {
    let authority = Authority::new(Plan {
        seed: 1,
        today: date(2026, 11, 12),
        people: 0,
    });
    let (teams, workers) = (authority.teams(), authority.workers());
    store
        .write_now(move |tx| {
            tx.add_teams(&teams)?;
            tx.add_workers(&workers)
        })
        .unwrap();
    let known = authority.entries().take_while(|(at, _)| *at <= now);
    store.load_authority(known, |_, _| {}).unwrap();
    store
}

impl Browser<'_> {
    pub fn with_csrf(self, csrf: &str) -> Self {
        Self {
            csrf: csrf.to_owned(),
            ..self
        }
    }

    pub async fn get(&self, address: &str) -> Answer {
        let request = Request::get(address).header(header::COOKIE, &self.cookie);
        self.site.ask(request.body(Body::empty()).unwrap()).await
    }

    /// Sends a form with files: each a field, a file's name and its content. An empty name is a field left empty.
    pub async fn upload(&self, address: &str, files: &[(&str, &str, &[u8])]) -> Answer {
        self.upload_with(&self.csrf, address, files).await
    }

    /// The same with another token.
    pub async fn upload_with(&self, csrf: &str, address: &str, files: &[(&str, &str, &[u8])]) -> Answer {
        let mut body =
            format!("--edge\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n").into_bytes();
        for (field, name, content) in files {
            let head =
                format!("--edge\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n");
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--edge--\r\n");
        let request = Request::post(address)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        self.site.ask(request.body(Body::from(body)).unwrap()).await
    }

    /// Sends a form, with the token that its page holds.
    pub async fn post(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_with(&self.csrf, address, fields).await
    }

    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    pub fn csrf(&self) -> &str {
        &self.csrf
    }

    /// The same with another token.
    pub async fn post_with(&self, csrf: &str, address: &str, fields: &[(&str, &str)]) -> Answer {
        let fields = [&[("csrf", csrf)], fields].concat();
        let body: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        let request = Request::post(address)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.site.ask(request.body(Body::from(body.join("&"))).unwrap()).await
    }
}

pub fn encoded(value: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric();
    value
        .bytes()
        .map(|b| {
            if plain(b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}

impl Answer {
    /// The page as somebody reads it: its words, without markup.
    pub fn words(&self) -> String {
        let mut words = String::new();
        let mut inside = false;
        for c in self.body.chars() {
            match c {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    words.push(' ');
                }
                c if !inside => words.push(c),
                _ => {}
            }
        }
        let words = words.replace("&#39;", "'").replace("&#34;", "\"").replace("&amp;", "&");
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What stands between two pieces of markup.
    pub fn between(&self, from: &str, to: &str) -> &str {
        let (_, rest) = self
            .body
            .split_once(from)
            .unwrap_or_else(|| panic!("no {from} in {}", self.body));
        rest.split_once(to).map_or(rest, |(inside, _)| inside)
    }
}
