//! `holdfast`: one binary, its verbs, and the one clock.

mod clock;
mod place;
mod progress;
mod verbs;

use std::process::ExitCode;

use clap::Parser;

/// Rows come and go by the million here; the system's own allocator took a fifth of a rebuild.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The open system of record of a children's services department.
#[derive(Parser)]
#[command(name = "holdfast", version, arg_required_else_help = true, max_term_width = 100)]
struct Holdfast {
    #[command(flatten)]
    place: place::PlaceArgs,
    #[command(subcommand)]
    verb: verbs::Verb,
}

fn main() -> ExitCode {
    let Holdfast { place, verb } = Holdfast::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_env("HOLDFAST_LOG").unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    match verbs::run(&place, verb) {
        Ok(code) => code,
        Err(error) => {
            progress::complain(&error);
            ExitCode::from(2)
        }
    }
}
