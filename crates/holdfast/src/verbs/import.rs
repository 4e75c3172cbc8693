//! `holdfast import`

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use domain::ids::WorkerId;
use domain::policy::{Actor, Policy};
use domain::roles::Role;
use returns::cin::Table;
use web::imports::{CensusFile, CensusImported, import_cin};

use crate::clock;
use crate::place::PlaceArgs;
use crate::progress::{Progress, say};
use crate::verbs::verify::heads;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  holdfast import cin CIN_2026.xml\n  holdfast import ledger /srv/export-2026-11-12"
)]
pub struct Import {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// A Children in Need census, any year from 2021 to 2026
    #[command(
        after_help = "Example: holdfast import cin CIN_2026.xml --people people.csv --format json\n\n\
        A census holds no names. The people file has a heading line: la_child_id,forename,surname,preferred_name,nhs_number,address,postcode.\n\
        Importing the same file again changes nothing. A file that is not whole is refused, and nothing of it is stored."
    )]
    Cin(Cin),
    /// A record that `holdfast export` wrote, into an empty place
    #[command(
        after_help = "Example: holdfast --data /srv/new import ledger /srv/export-2026-11-12\n\n\
        Every file is compared with its digest and every line with its chain first. Then all of it is stored, or nothing, and `verify` ends in the same \
        heads as where it came from. It goes from SQLite to PostgreSQL and back."
    )]
    Ledger(Ledger),
}

#[derive(clap::Args)]
struct Ledger {
    /// The folder that was exported
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

#[derive(clap::Args)]
struct Cin {
    /// The census, as it was sent to the Department
    file: PathBuf,
    /// Names and addresses, as CSV
    #[arg(long, value_name = "CSV")]
    people: Option<PathBuf>,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

impl Import {
    pub fn run(self, place: &PlaceArgs) -> anyhow::Result<ExitCode> {
        match self.what {
            What::Cin(cin) => cin.run(place),
            What::Ledger(ledger) => ledger.run(place),
        }
    }
}

impl Ledger {
    fn run(self, place: &PlaceArgs) -> anyhow::Result<ExitCode> {
        let store = place.open(clock::system())?;
        let permit = Policy::command_line::<domain::policy::Import>(operator());
        let progress = Progress::new();
        let imported = store.import_ledger(&permit, &self.folder, &mut |what, n| progress.step(what, n));
        progress.end();
        let (manifest, verified) = imported?;
        say(format_args!(
            "imported what was exported at {}; both chains end as they did there",
            manifest.made_at
        ));
        heads(&verified);
        Ok(ExitCode::SUCCESS)
    }
}

impl Cin {
    fn run(self, place: &PlaceArgs) -> anyhow::Result<ExitCode> {
        let cin = self;
        let store = place.open(clock::system())?;
        let checked = CensusFile::check(open(&cin.file)?)?;
        let permit = Policy::command_line::<domain::policy::Import>(operator());
        let mut people = cin.people.as_deref().map(open).transpose()?;
        let people = people.as_mut().map(|p| p as &mut dyn std::io::Read);
        let progress = Progress::new();
        let tell = |n| progress.at("children", usize::try_from(n).unwrap_or(0));
        let imported = import_cin(&store, &permit, &checked, open(&cin.file)?, people, tell)?;
        progress.end();
        match cin.format {
            Format::Json => say(serde_json::to_string(&imported.reconciliation)?),
            Format::Text => account(&imported),
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn open(path: &Path) -> anyhow::Result<BufReader<File>> {
    if path.is_dir() {
        bail!("{} is a folder; name the file itself", path.display());
    }
    Ok(BufReader::new(
        File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?,
    ))
}

/// Whoever sits at the command line, who holds the database itself. Entries and looks name this id.
pub fn operator() -> Actor {
    Actor {
        worker: WorkerId(uuid::Uuid::from_u128(0)),
        name: "Command line".into(),
        role: Role::DataOfficer,
        team: None,
        team_name: String::new(),
        front_door: false,
    }
}

fn account(imported: &CensusImported) {
    let r = &imported.reconciliation;
    say(format_args!(
        "{} children, {} entries added to the record",
        r.children(),
        imported.entries
    ));
    say(format_args!(
        "{:24}{:>10}{:>10}{:>10}{:>12}",
        "table", "read", "stored", "refused", "unchanged"
    ));
    for table in Table::ALL {
        let c = r.table(table);
        say(format_args!(
            "{:24}{:>10}{:>10}{:>10}{:>12}",
            table.name(),
            c.read(),
            c.stored,
            c.refused,
            c.unchanged
        ));
    }
    if r.match_checks() > 0 {
        say(format_args!(
            "{} new children may be somebody on record already; managers find of each a match check in My work",
            r.match_checks()
        ));
    }
    for refused in r.refused() {
        say(format_args!(
            "refused: line {}, {} of {}: {}",
            refused.line,
            refused.table.name(),
            refused.child,
            refused.reason
        ));
    }
    for (kind, n) in r.finding_counts() {
        say(format_args!("finding: {kind}, {n} times"));
    }
    if let Some(people) = &imported.people {
        say(format_args!(
            "people file: {} lines read, {} used, {} refused, {} about no child of this census",
            people.read,
            people.stored,
            people.refused.len(),
            people.elsewhere
        ));
        for line in &people.refused {
            say(format_args!(
                "refused: line {} of the people file, {}: {}",
                line.line, line.child, line.reason
            ));
        }
    }
}
