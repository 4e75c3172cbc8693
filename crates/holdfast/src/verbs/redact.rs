//! `holdfast redact`

use std::io::BufRead;
use std::process::ExitCode;

use anyhow::{Context, bail};
use domain::calendar::london::time_words;
use domain::ids::Subject;
use domain::ledger::FactRef;
use store::{Who, Words};

use crate::clock;
use crate::place::PlaceArgs;
use crate::progress::say;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  holdfast redact 4711.2 --field text --by dana.reed@marlshire.example --authority \"the data protection officer\" \
    --reason \"Names a neighbour who was promised that nobody would know\"\n  holdfast redact 4711.reason --by …\n\n\
    4711.2 is a fact of entry 4711, as the address under \"Correct\" on a page names it; 4711.reason is why the entry was made. Every version of \
    the fact loses the words, also where it was taken back. The rest of it stays, by whom and when it was recorded; the page says that words were removed, \
    by whom, when, on whose authority and why, and `verify` still holds. Nothing brings them back. Backups and exports that were made before still hold \
    them, and so does a PostgreSQL server's disk until VACUUM has gone over the table body."
)]
pub struct Redact {
    /// The fact, as SEQ.ORD, or SEQ.reason for why an entry was made
    #[arg(value_name = "FACT")]
    fact: String,
    /// The field whose words go, as `text` or `referrer.name`; without it all that the fact says
    #[arg(long, value_name = "FIELD")]
    field: Option<String>,
    /// The email address of the data officer who removes them
    #[arg(long, value_name = "EMAIL")]
    by: String,
    /// On whose authority: a court, the data protection officer
    #[arg(long, value_name = "WHO")]
    authority: String,
    /// Why. It stays in the record, so name nobody
    #[arg(long, value_name = "WHY")]
    reason: String,
}

impl Redact {
    pub fn run(self, place: &PlaceArgs) -> anyhow::Result<ExitCode> {
        let words = Words {
            of: fact(&self.fact)?,
            field: self.field.filter(|f| !f.is_empty()),
            authority: self.authority.trim().to_owned(),
            why: self.reason.trim().to_owned(),
        };
        if words.authority.is_empty() || words.why.is_empty() {
            bail!("say on whose authority with --authority, and why with --reason");
        }
        let store = place.open_existing(clock::system())?;
        let by = self.by;
        let officer = store.read_now(move |tx| match tx.worker_by_email(&by)? {
            Some(worker) if worker.ended_on.is_none() => tx.actor(worker.id),
            _ => Ok(None),
        })?;
        let Some(actor) = officer else {
            bail!("nobody who works here has that email address; `holdfast user list` lists everybody")
        };
        let who = Who {
            actor,
            route: "redact".into(),
            purpose: words.authority.clone(),
        };
        let (asks, of) = (who.clone(), words.clone());
        let (removal, wrote) = store.read_now(move |tx| {
            let removal = tx.if_removed(&asks, &of)?;
            let wrote = tx.names_of([removal.by])?.remove(&removal.by);
            Ok((removal, wrote))
        })?;
        let wrote = wrote.map_or_else(|| "the command line".into(), |w| w.name);
        say(format_args!(
            "{}: {}, recorded {} by {wrote}, on {}",
            self.fact,
            removal.what,
            time_words(removal.recorded_at),
            on(removal.subject)
        ));
        say(format_args!(
            "{} in the record will lose these words for good. Type {} to remove them:",
            match removal.bodies.len() {
                1 => "1 text".to_owned(),
                n => format!("{n} texts"),
            },
            self.fact
        ));
        let mut typed = String::new();
        std::io::stdin()
            .lock()
            .read_line(&mut typed)
            .context("the answer cannot be read")?;
        if typed.trim() != self.fact {
            say("Nothing was removed.");
            return Ok(ExitCode::from(1));
        }
        let removed = store.remove_words(&who, &words)?;
        say(format_args!("Removed, as entry {} says.", removed.seq));
        Ok(ExitCode::SUCCESS)
    }
}

fn on(subject: Subject) -> String {
    match subject {
        Subject::Person(id) => format!("the record /people/{id}"),
        Subject::Contact(id) => format!("the contact /contacts/{id}"),
        Subject::Household(id) => format!("the home {id}"),
    }
}

fn fact(text: &str) -> anyhow::Result<FactRef> {
    let wrong = || format!("{text} is no fact; name it as 4711.2, or 4711.reason for why entry 4711 was made");
    let (seq, ord) = text.split_once('.').with_context(wrong)?;
    Ok(FactRef {
        seq: seq.parse().with_context(wrong)?,
        ord: match ord {
            "reason" => -1,
            ord => ord.parse::<u16>().with_context(wrong)?.into(),
        },
    })
}
