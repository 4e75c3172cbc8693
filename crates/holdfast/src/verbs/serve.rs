//! `holdfast serve`

use std::net::{SocketAddr, ToSocketAddrs};
use std::process::ExitCode;

use anyhow::{Context, bail};
use domain::ledger::{hex, parse_hex};
use identity::passwords::PasswordPool;
use store::Store;
use tokio::net::TcpListener;
use web::frame::Authority;
use web::seal::Seal;
use web::{App, Settings};

use crate::clock;
use crate::place::PlaceArgs;
use crate::progress::say;

#[derive(clap::Args)]
#[command(
    after_help = "Example: HOLDFAST_DATA=/srv/holdfast holdfast serve --public-url https://holdfast.marlshire.example --addr 127.0.0.1:8080\n\n\
    Plain HTTP is served on loopback only. Any other address needs --public-url, an https address that a proxy answers."
)]
pub struct Serve {
    #[command(flatten)]
    pub net: Net,
}

#[derive(clap::Args, Clone)]
pub struct Net {
    /// Where to listen; port 0 takes a free one and prints it
    #[arg(long, env = "HOLDFAST_ADDR", default_value = "127.0.0.1:8080")]
    pub addr: String,
    /// The https address under which browsers reach this server
    #[arg(long, env = "HOLDFAST_PUBLIC_URL")]
    pub public_url: Option<String>,
}

impl Serve {
    pub fn run(self, place: &PlaceArgs) -> anyhow::Result<ExitCode> {
        let store = place.open_existing(clock::system())?;
        let settings = Settings {
            uploads: place.uploads(),
            ..Settings::default()
        };
        serve(store, self.net, settings)
    }
}

/// Serves a record that is open, until the program is asked to stop.
pub fn serve(store: Store, net: Net, settings: Settings) -> anyhow::Result<ExitCode> {
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
    let seal = Seal::new(key(&store)?);
    let authority = authority(&store)?;
    let settings = Settings {
        public_url: net.public_url,
        ..settings
    };
    let app = App::new(
        store,
        authority,
        settings,
        PasswordPool::for_this_machine()?,
        None,
        seal,
    );
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async move {
        let listener = TcpListener::bind(addr)
            .await
            .with_context(|| format!("{addr} cannot be listened on; is another server running there?"))?;
        say(format_args!("listening on http://{}", listener.local_addr()?));
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
    let mut fresh = [0u8; 32];
    getrandom::fill(&mut fresh)?;
    let kept = store.write_now(move |tx| tx.setting_once("seal_key", &hex(&fresh)))?;
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
