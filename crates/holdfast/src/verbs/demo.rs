//! `holdfast demo`

use std::fs::{File, TryLockError};
use std::process::ExitCode;

use anyhow::{Context, bail};
use domain::calendar::london;
use identity::passwords::{Cost, Hasher, Password};
use identity::totp::TotpSecret;
use jiff::civil::Date;
use store::{Place, Store};
use testkit::authority::{Authority, Plan, SignIn};
use web::Settings;

use super::serve::{Net, serve};
use crate::clock::{self, Clock};
use crate::place::PlaceArgs;
use crate::progress::{Progress, say};

#[derive(clap::Args)]
#[command(after_help = "Example: holdfast demo --people 120000\n\n\
    Everybody in the demonstration is invented. Started again, it goes on with the record that it made; --fresh throws that away.")]
pub struct Demo {
    #[command(flatten)]
    net: Net,
    /// How many people are on record
    #[arg(long, default_value_t = 120_000)]
    people: u32,
    /// From the same seed come the same people
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The day on which it is looked at; the clock then runs on from 10:00 of that day
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<Date>,
    /// Throw the demonstration's record away and make it again
    #[arg(long)]
    fresh: bool,
    /// Make it, print the sign-ins, and do not serve
    #[arg(long)]
    only_make: bool,
}

/// The password of every sign-in of the demonstration. It is printed, so it protects nothing.
const PASSWORD: &str = "every child matters here";

/// What stands at a place: `demo_begun_on` is set before the first entry, `demo_made_on` in the transaction of the last step.
enum Here {
    Nothing,
    /// A demonstration that was interrupted before it was whole.
    Interrupted,
    Made(Date),
    /// Something that no demonstration made.
    Another,
}

impl Here {
    fn look(store: &Store) -> anyhow::Result<Self> {
        let (made, begun, holds) = store.read_now(|tx| {
            Ok((
                tx.setting("demo_made_on")?,
                tx.setting("demo_begun_on")?,
                tx.holds_anything()?,
            ))
        })?;
        Ok(match (made, begun) {
            (Some(day), _) => day.parse().map_or(Self::Interrupted, Self::Made),
            (None, Some(_)) => Self::Interrupted,
            (None, None) if holds => Self::Another,
            (None, None) => Self::Nothing,
        })
    }
}

impl Demo {
    pub fn run(self, place: &PlaceArgs) -> anyhow::Result<ExitCode> {
        let clock = self.clock()?;
        let mut alone = Alone::begin(place)?;
        let mut store = place.open(clock.clone())?;
        let mut here = Here::look(&store)?;
        let interrupted = matches!(here, Here::Interrupted);
        if interrupted || (self.fresh && matches!(here, Here::Made(_))) {
            alone.must_be()?;
            drop(store);
            throw_away(place)?;
            if interrupted {
                say("A demonstration was being made here and was interrupted. It was thrown away, and is made again.");
            }
            store = place.open(clock.clone())?;
            here = Here::look(&store)?;
        }
        let authority = match here {
            Here::Made(day) => {
                let age = day.until(london::date(clock()))?.get_days();
                if age > 7 {
                    say(format_args!(
                        "This demonstration was made {age} days ago, so what is due today was due then. `holdfast demo --fresh` makes a new one."
                    ));
                }
                self.authority(day, &store)?
            }
            Here::Nothing => {
                alone.must_be()?;
                let authority = self.authority(london::date(clock()), &store)?;
                make(&store, &authority, self.people, self.seed)?;
                authority
            }
            Here::Interrupted | Here::Another => bail!(
                "the record at {} is no demonstration, and is left alone; choose another place with --data",
                place.data.display()
            ),
        };
        alone.no_longer();
        for sign_in in &authority.sign_ins() {
            let factor = factor(sign_in)
                .map(|f| format!("  second factor {}", f.to_base32()))
                .unwrap_or_default();
            say(format_args!(
                "{:40}  {:40}  {PASSWORD}{factor}",
                sign_in.what, sign_in.email
            ));
        }
        if self.only_make {
            return Ok(ExitCode::SUCCESS);
        }
        serve(
            store,
            self.net,
            Settings {
                demo: true,
                uploads: place.uploads(),
                ..Settings::default()
            },
            true,
        )
    }

    fn clock(&self) -> anyhow::Result<Clock> {
        let Some(day) = self.today else {
            return Ok(clock::system());
        };
        let start = london::instant(day.at(10, 42, 0, 0)).with_context(|| format!("{day} is outside the calendar"))?;
        Ok(clock::set_to(start))
    }

    fn authority(&self, made_on: Date, store: &Store) -> anyhow::Result<Authority> {
        let number = |name: &'static str, otherwise: u64| -> anyhow::Result<u64> {
            Ok(store
                .read_now(move |tx| tx.setting(name))?
                .and_then(|v| v.parse().ok())
                .unwrap_or(otherwise))
        };
        let people = u32::try_from(number("demo_people", self.people.into())?)?;
        let seed = number("demo_seed", self.seed)?;
        // Of another day, the whole of it has passed.
        let now = if made_on == london::date(store.now()) {
            store.now()
        } else {
            london::instant(made_on.at(12, 0, 0, 0))?
        };
        Ok(Authority::new(Plan::at(now, seed, people)))
    }
}

/// Throws away what a demonstration made; whoever calls has looked that it was one.
fn throw_away(place: &PlaceArgs) -> anyhow::Result<()> {
    let Place::Sqlite(path) = place.place() else {
        bail!(
            "the demonstration in this database is not whole, or is to be made afresh. A file is thrown away by this verb, a PostgreSQL \
             database is not: drop it, create it again empty, and run this once more"
        )
    };
    for end in ["", "-wal", "-shm"] {
        let file = path.with_file_name(format!("holdfast.db{end}"));
        if file.exists() {
            std::fs::remove_file(&file).with_context(|| format!("{} cannot be removed", file.display()))?;
        }
    }
    Ok(())
}

/// Two demonstrations in one folder: the second may go on with what the first made, but not while it is being made, and may not throw it away
/// while it is served. The lock ends with the process, however that ends. A PostgreSQL database is never thrown away, so it needs none.
struct Alone {
    lock: Option<File>,
    is_alone: bool,
}

impl Alone {
    fn begin(place: &PlaceArgs) -> anyhow::Result<Self> {
        let Place::Sqlite(path) = place.place() else {
            return Ok(Self {
                lock: None,
                is_alone: true,
            });
        };
        std::fs::create_dir_all(&place.data).with_context(|| {
            format!(
                "the folder {} cannot be made; choose another with --data",
                place.data.display()
            )
        })?;
        let name = path.with_file_name("demo.lock");
        let lock = File::options().create(true).truncate(false).write(true).open(&name);
        let lock = lock.with_context(|| format!("{} cannot be written", name.display()))?;
        // A disk that has no locks keeps nobody out.
        let taken = |tried| matches!(tried, Err(TryLockError::WouldBlock));
        let is_alone = !taken(lock.try_lock());
        if !is_alone && taken(lock.try_lock_shared()) {
            bail!(
                "another program is making a demonstration in {} just now; wait until it has",
                place.data.display()
            );
        }
        Ok(Self {
            lock: Some(lock),
            is_alone,
        })
    }

    fn must_be(&self) -> anyhow::Result<()> {
        if self.is_alone {
            return Ok(());
        }
        bail!("another program is using the demonstration here; stop it first, or choose another place with --data")
    }

    /// From here on it is only used.
    fn no_longer(&mut self) {
        self.is_alone = false;
        if let Some(lock) = &self.lock {
            let _ = lock.try_lock_shared();
        }
    }
}

fn make(store: &Store, authority: &Authority, people: u32, seed: u64) -> anyhow::Result<()> {
    let (teams, workers) = (authority.teams(), authority.workers());
    let sign_ins = authority.sign_ins();
    let password = Hasher::new(Cost::default())?
        .hash(&Password::new(PASSWORD))?
        .as_str()
        .to_owned();
    let progress = Progress::new();
    let made_on = london::date(store.now());
    store.write_now(move |tx| {
        // First, so that what is interrupted from here on is known for a demonstration.
        tx.set_setting("demo_begun_on", &made_on.to_string())?;
        tx.add_teams(&teams)?;
        tx.add_workers(&workers)
    })?;
    let tell = progress.clone();
    store.load_authority(authority.entries(), move |what, n| tell.at(what, n))?;
    progress.end();
    store.write_now(move |tx| {
        for sign_in in &sign_ins {
            account(tx, sign_in, &password)?;
        }
        let emails: Vec<&str> = sign_ins.iter().map(|s| s.email.as_str()).collect();
        tx.set_setting("demo_sign_ins", &emails.join(" "))?;
        tx.set_setting("authority_name", "Marlshire children's services")?;
        tx.set_setting("help_telephone", "01632 960 100")?;
        tx.set_setting("duty_telephone", "01632 960 114")?;
        tx.set_setting("demo_people", &people.to_string())?;
        tx.set_setting("demo_seed", &seed.to_string())?;
        // Last, so that a demonstration that was interrupted is not taken for a whole one.
        tx.set_setting("demo_made_on", &made_on.to_string())
    })?;
    Ok(())
}

/// Demonstration accounts have no second factor but one, whose secret is printed [Sem 20].
fn factor(sign_in: &SignIn) -> Option<TotpSecret> {
    let mut bytes = [0u8; 20];
    bytes.copy_from_slice(&sign_in.worker.0.as_bytes().repeat(2)[..20]);
    sign_in
        .what
        .contains("administrator")
        .then(|| TotpSecret::from_bytes(bytes))
}

fn account(tx: &mut store::WriteTx<'_>, sign_in: &SignIn, password: &str) -> Result<(), store::Error> {
    let factor = factor(sign_in).map(|f| f.to_base32());
    tx.set_account(sign_in.worker, Some(password), factor.as_deref(), factor.is_some())
}
