//! `holdfast user`

use std::process::ExitCode;

use anyhow::{Context, bail};
use domain::ids::{TeamId, WorkerId};
use domain::roles::Role;
use domain::staff::{LONGEST_LINE, is_address, is_line};
use identity::passwords::{Cost, Hasher, Password, weakness};
use identity::totp::TotpSecret;
use store::{Team, Worker};

use crate::clock;
use crate::place::PlaceArgs;
use crate::progress::say;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  holdfast user team \"Front door\" --front-door --telephone \"01632 960 114\"\n  \
    holdfast user add jo.whitlock@marlshire.example --name \"Jo Whitlock\" --role social_worker --team \"Front door\"\n  \
    holdfast user end jo.whitlock@marlshire.example"
)]
pub struct User {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// List staff
    #[command(after_help = "Example: holdfast user list")]
    List,
    /// Add a team
    #[command(after_help = "Example: holdfast user team \"Front door\" --front-door --telephone \"01632 960 114\"")]
    Team {
        name: String,
        /// Its work is to decide contacts
        #[arg(long)]
        front_door: bool,
        #[arg(long, default_value = "")]
        telephone: String,
    },
    /// Add somebody, with a password read from the environment variable HOLDFAST_PASSWORD, and a second factor that is printed
    #[command(
        after_help = "Example: HOLDFAST_PASSWORD=… holdfast user add jo.whitlock@marlshire.example --name \"Jo Whitlock\" --role social_worker --team \"Front door\""
    )]
    Add {
        email: String,
        #[arg(long)]
        name: String,
        /// front_door_adviser, social_worker, newly_qualified_social_worker, team_manager, service_manager, data_officer, auditor, system_administrator
        #[arg(long)]
        role: String,
        #[arg(long)]
        team: Option<String>,
        #[arg(long, default_value = "")]
        registration: String,
        #[arg(long, default_value = "")]
        telephone: String,
        /// No password: they sign in with the council's own account
        #[arg(long)]
        single_sign_on: bool,
    },
    /// End somebody's access at once
    #[command(after_help = "Example: holdfast user end jo.whitlock@marlshire.example")]
    End { email: String },
}

impl User {
    pub fn run(self, place: &PlaceArgs) -> anyhow::Result<ExitCode> {
        // The first team or the first member of staff begins a record; nothing else does.
        let store = match self.what {
            What::Team { .. } | What::Add { .. } => place.open(clock::system())?,
            What::List | What::End { .. } => place.open_existing(clock::system())?,
        };
        let today = domain::calendar::london::date(store.now());
        match self.what {
            What::List => {
                for w in store.read_now(|tx| tx.workers())? {
                    let left = w.ended_on.map(|d| format!(", left {d}")).unwrap_or_default();
                    say(format_args!("{}  {}, {}{left}", w.email, w.name, w.role.label()));
                }
            }
            What::Team {
                name,
                front_door,
                telephone,
            } => {
                let name = line(&name, "the team's name")?;
                let telephone = telephone.trim().to_owned();
                let alike = name.to_lowercase();
                if store
                    .read_now(|tx| tx.teams())?
                    .iter()
                    .any(|t| t.name.to_lowercase() == alike)
                {
                    bail!("there is a team {name} already");
                }
                say(format_args!("team: {name}"));
                store.write_now(move |tx| {
                    let id = TeamId(tx.new_id()?);
                    tx.add_teams(&[Team {
                        id,
                        name,
                        telephone,
                        front_door,
                    }])
                })?;
            }
            What::Add {
                email,
                name,
                role,
                team,
                registration,
                telephone,
                single_sign_on,
            } => {
                let role = Role::from_code(&role)
                    .with_context(|| format!("there is no role {role}; `holdfast user add --help` lists them"))?;
                let name = line(&name, "their name, with --name")?;
                let email = email.trim().to_lowercase();
                if !is_address(&email) {
                    bail!("{email} is no email address; write it as jo.whitlock@marlshire.example");
                }
                let there = email.clone();
                if store.read_now(move |tx| tx.worker_by_email(&there))?.is_some() {
                    bail!("{email} is there already; `holdfast user list` lists everybody")
                }
                let (password, totp) = if single_sign_on {
                    (None, None)
                } else {
                    Some(secrets(&email)?).unzip()
                };
                if let Some(secret) = &totp {
                    say(format_args!("second factor: {}", secret.uri("Holdfast", &email)?));
                }
                store.write_now(move |tx| {
                    let team = match team {
                        None => None,
                        Some(name) => match tx.teams()?.into_iter().find(|t| t.name == name) {
                            Some(team) => Some(team.id),
                            None => {
                                return Err(store::Error::Rule(format!(
                                    "there is no team {name}; add it with `holdfast user team`"
                                )));
                            }
                        },
                    };
                    let id = WorkerId(tx.new_id()?);
                    tx.add_workers(&[Worker {
                        id,
                        name,
                        email,
                        role,
                        team,
                        registration,
                        telephone,
                        started_on: today,
                        ended_on: None,
                    }])?;
                    let secret = totp.map(|t| t.to_base32());
                    tx.set_account(id, password.as_deref(), secret.as_deref(), !single_sign_on)
                })?;
            }
            What::End { email } => {
                let Some(worker) = store.read_now(move |tx| tx.worker_by_email(&email))? else {
                    bail!("nobody has that email address; `holdfast user list` lists everybody")
                };
                store.write_now(move |tx| {
                    tx.disable_account(worker.id)?;
                    tx.end_worker(worker.id, today)
                })?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// A line about the authority, a team or a member of staff, as it is kept.
pub(super) fn line(typed: &str, what: &str) -> anyhow::Result<String> {
    let line = typed.trim();
    if line.is_empty() {
        bail!("say {what}");
    }
    if !is_line(line) {
        bail!("write {what}, on one line of at most {LONGEST_LINE} characters");
    }
    Ok(line.to_owned())
}

/// The password of the environment, hashed, and a new second factor.
fn secrets(email: &str) -> anyhow::Result<(String, TotpSecret)> {
    let typed =
        std::env::var("HOLDFAST_PASSWORD").context("set HOLDFAST_PASSWORD to the password, or use --single-sign-on")?;
    if let Some(weak) = weakness(&typed, email) {
        bail!("{weak}");
    }
    let stored = Hasher::new(Cost::default())?.hash(&Password::new(typed))?;
    Ok((stored.as_str().to_owned(), TotpSecret::generate()?))
}
