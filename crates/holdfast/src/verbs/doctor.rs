//! `holdfast doctor`

use std::process::ExitCode;

use crate::clock;
use crate::place::PlaceArgs;
use crate::progress::say;

#[derive(clap::Args)]
#[command(after_help = "Example: holdfast doctor")]
pub struct Doctor {}

impl Doctor {
    pub fn run(self, place: &PlaceArgs) -> anyhow::Result<ExitCode> {
        say(format_args!("holdfast {}", env!("CARGO_PKG_VERSION")));
        say(format_args!("engine: {}", place.place().engine()));
        // A connection string may hold a password, so only the folder is printed.
        say(format_args!("data: {}", place.data.display()));
        let store = place.open_existing(clock::system())?;
        say(format_args!("entries: {}", store.read_now(|tx| tx.known_seq())?));
        for (name, value) in store.read_now(|tx| tx.settings())? {
            let secret = name.contains("key") || name.contains("secret");
            say(format_args!(
                "setting {name}: {}",
                if secret { "(kept secret)" } else { &value }
            ));
        }
        say(format_args!(
            "the calendar is proclaimed to {}",
            domain::calendar::Calendar::england_and_wales().published_to()
        ));
        Ok(ExitCode::SUCCESS)
    }
}
