//! `holdfast serve`

use std::collections::BTreeMap;
use std::net::{SocketAddr, ToSocketAddrs};
use std::process::ExitCode;

use anyhow::{Context, bail};
use domain::ledger::{hex, parse_hex};
use identity::oidc::{Config, OidcClient};
use identity::passwords::PasswordPool;
use store::Store;
use tokio::net::TcpListener;
use web::frame::Authority;
use web::proxies::{ForwardedBy, Network, Proxies};
use web::seal::Seal;
use web::{App, Settings};

use super::authority::AuthorityArgs;
use crate::clock;
use crate::place::PlaceArgs;
use crate::progress::say;

#[derive(clap::Args)]
#[command(
    after_help = "Example: HOLDFAST_DATA=/srv/holdfast holdfast serve --public-url https://holdfast.marlshire.example --addr 127.0.0.1:8080\n\n\
    The first time, say whose it is and whom to ring, which stands on every page: --authority-name, --duty-telephone, --help-telephone.\n\n\
    Plain HTTP is served on loopback only. Any other address needs --public-url, an https address that a proxy answers.\n\
    Name that proxy in --trusted-proxies, or every sign-in counts as coming from it, and the limit on guesses is one for everybody.\n\n\
    Single sign-on with the council's own accounts (OpenID Connect): set --oidc-issuer and --oidc-client-id, and the client's secret in\n\
    HOLDFAST_OIDC_CLIENT_SECRET. Register PUBLIC-URL/sign-in/return with the service as where the browser comes back to, letter by letter.\n\
    Who may come in, and as what, is set in Holdfast, not by the service: `holdfast user add … --single-sign-on`, or the page Users."
)]
pub struct Serve {
    #[command(flatten)]
    pub net: Net,
    #[command(flatten)]
    pub authority: AuthorityArgs,
    /// Leave alarms and tidying up to a `holdfast worker` that runs elsewhere
    #[arg(long)]
    pub no_worker: bool,
}

#[derive(clap::Args, Clone)]
pub struct Net {
    /// Where to listen; port 0 takes a free one and prints it
    #[arg(long, env = "HOLDFAST_ADDR", default_value = "127.0.0.1:8080")]
    pub addr: String,
    /// The https address under which browsers reach this server
    #[arg(long, env = "HOLDFAST_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// Megabytes beside the database that are kept free, so that records can still be read, and each look logged, when its disk is full. 0 keeps
    /// none; on PostgreSQL there are none
    #[arg(long, env = "HOLDFAST_ROOM_MB", default_value = "64", value_name = "MB")]
    pub room_mb: u64,
    /// Addresses of the proxies that are believed about where a request comes from, with commas between: 127.0.0.1,10.0.0.0/8
    #[arg(
        long,
        env = "HOLDFAST_TRUSTED_PROXIES",
        value_name = "ADDRESSES",
        value_delimiter = ','
    )]
    pub trusted_proxies: Vec<Network>,
    /// The header in which they say it: x-forwarded-for, or forwarded. The other is not looked at
    #[arg(
        long,
        env = "HOLDFAST_FORWARDED_BY",
        value_name = "HEADER",
        default_value = "x-forwarded-for"
    )]
    pub forwarded_by: ForwardedBy,
    #[command(flatten)]
    pub sign_on: SignOn,
}

/// The council's own sign-in service.
#[derive(clap::Args, Clone)]
pub struct SignOn {
    /// The sign-in service's own name for itself, as in its discovery document: https://login.marlshire.example/tenant
    #[arg(long, env = "HOLDFAST_OIDC_ISSUER", value_name = "URL", requires = "oidc_client_id")]
    pub oidc_issuer: Option<String>,
    /// What the service calls Holdfast. Its secret is read from the environment variable HOLDFAST_OIDC_CLIENT_SECRET alone
    #[arg(long, env = "HOLDFAST_OIDC_CLIENT_ID", value_name = "ID", requires = "oidc_issuer")]
    pub oidc_client_id: Option<String>,
}

impl SignOn {
    /// The client of the service, if one is named; what cannot be right is said before anybody is served.
    fn client(&self, base: &str) -> anyhow::Result<Option<OidcClient>> {
        let (Some(issuer), Some(client_id)) = (&self.oidc_issuer, &self.oidc_client_id) else {
            return Ok(None);
        };
        let config = Config {
            issuer: issuer.clone(),
            client_id: client_id.clone(),
            client_secret: std::env::var("HOLDFAST_OIDC_CLIENT_SECRET")
                .ok()
                .filter(|s| !s.is_empty()),
            redirect_url: format!("{}/sign-in/return", base.trim_end_matches('/')),
            // What somebody may do is Holdfast's own to say, so that a right withdrawn here is gone at the next request.
            groups_claim: "groups".into(),
            role_map: BTreeMap::new(),
            extra_scopes: Vec::new(),
            time_out: Config::TIME_OUT,
        };
        let client = OidcClient::new(config)
            .context("look at --oidc-issuer, --oidc-client-id and HOLDFAST_OIDC_CLIENT_SECRET")?;
        Ok(Some(client))
    }
}

impl Serve {
    pub fn run(self, place: &PlaceArgs) -> anyhow::Result<ExitCode> {
        let store = place.open_existing(clock::system())?;
        self.authority.keep(&store)?;
        let settings = Settings {
            uploads: place.uploads(),
            ..Settings::default()
        };
        serve(store, self.net, settings, !self.no_worker)
    }
}

/// Serves a record that is open, until the program is asked to stop; with the rounds of the worker, unless they are done elsewhere.
pub fn serve(store: Store, net: Net, settings: Settings, worker: bool) -> anyhow::Result<ExitCode> {
    let addr = net
        .addr
        .to_socket_addrs()
        .with_context(|| format!("{} is no address; give one as 127.0.0.1:8080", net.addr))?
        .next();
    let addr = addr.with_context(|| format!("{} is no address; give one as 127.0.0.1:8080", net.addr))?;
    match &net.public_url {
        Some(url) if !url.starts_with("https://") => bail!("the public address has to begin with https://"),
        None if !addr.ip().is_loopback() => bail!("{addr} is not loopback, so it needs --public-url https://…"),
        _ => {}
    }
    if !store.keep_room(net.room_mb << 20) && net.room_mb > 0 && matches!(store.config().place, store::Place::Sqlite(_))
    {
        say(format_args!(
            "There is no room on the disk of the database: records can be read, and nothing can be saved. Make room, more than {} MB.",
            net.room_mb * 5 / 4
        ));
    }
    let seal = Seal::new(key(&store)?);
    let authority = authority(&store)?;
    let settings = Settings {
        public_url: net.public_url.clone(),
        proxies: Proxies {
            networks: net.trusted_proxies.clone(),
            header: net.forwarded_by,
        },
        ..settings
    };
    let _rounds = worker
        .then(|| super::worker::start(store.clone(), &settings))
        .transpose()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async move {
        let listener = TcpListener::bind(addr)
            .await
            .with_context(|| format!("{addr} cannot be listened on; is another server running there?"))?;
        let here = format!("http://{}", listener.local_addr()?);
        let sign_on = net.sign_on.client(settings.public_url.as_deref().unwrap_or(&here))?;
        let app = App::new(
            store,
            authority,
            settings,
            PasswordPool::for_this_machine()?,
            sign_on,
            seal,
        );
        say(format_args!("listening on {here}"));
        let service = web::router(app).into_make_service_with_connect_info::<SocketAddr>();
        axum::serve(listener, service)
            .with_graceful_shutdown(asked_to_stop())
            .await?;
        Ok(ExitCode::SUCCESS)
    })
}

async fn asked_to_stop() {
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
}

/// This authority's key for sealed fields: made once, kept in the record, so that every server of it has the same.
fn key(store: &Store) -> anyhow::Result<[u8; 32]> {
    // Written only where there is none: a server starts also when the disk is full.
    let kept = match store.read_now(|tx| tx.setting("seal_key"))? {
        Some(kept) => kept,
        None => {
            let mut fresh = [0u8; 32];
            getrandom::fill(&mut fresh)?;
            store.write_now(move |tx| tx.setting_once("seal_key", &hex(&fresh)))?
        }
    };
    parse_hex(&kept)
        .context("the setting seal_key is not a key; delete it and every open form will have to be reloaded")
}

fn authority(store: &Store) -> anyhow::Result<Authority> {
    let get = |name: &'static str, otherwise: &str| -> anyhow::Result<String> {
        Ok(store
            .read_now(move |tx| tx.setting(name))?
            .unwrap_or_else(|| otherwise.to_owned()))
    };
    Ok(Authority {
        name: get("authority_name", "Children's services")?.into(),
        help: get("help_telephone", "the service desk")?.into(),
        duty: get("duty_telephone", "the duty team")?.into(),
    })
}
