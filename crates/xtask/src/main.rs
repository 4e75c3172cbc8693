//! Checks and generated documents for those who work on Holdfast. Nothing here ships.
//!
//! `arrows` who may depend on whom; `tidy` what must not stand in the tree; `supply` what third-party code we
//! accept; `docs` the generated lists. Each prints every finding, one a line, and fails if there is one.
#![allow(
    clippy::print_stdout,
    reason = "a command for developers: its findings are its output"
)]

mod arrows;
mod docs;
mod finding;
mod purity;
mod supply;
mod tidy;
mod tokens;
mod tree;
mod types;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::{finding::Finding, tree::Tree, workspace::Workspace};

const USAGE: &str = "usage: xtask arrows | tidy | supply | docs [--check]";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    run(&args).unwrap_or_else(|e| {
        println!("xtask: {e:#}");
        ExitCode::FAILURE
    })
}

fn run(args: &[&str]) -> Result<ExitCode> {
    let (looked_at, findings) = match args {
        ["arrows"] => {
            let workspace = Workspace::load()?;
            let mut findings = arrows::check(&workspace)?;
            findings.extend(purity::check(&Tree::load(&workspace.root)?)?);
            ("crate arrows", findings)
        }
        ["tidy"] => ("tidy", tidy::check(&Tree::load(&workspace::root()?)?)?),
        ["supply"] => ("licences, bans and sources", supply::check(&Workspace::load()?)?),
        ["docs", "--check"] => ("generated documents", docs::check(&Workspace::load()?)?),
        ["docs"] => {
            docs::write(&Workspace::load()?)?;
            return Ok(ExitCode::SUCCESS);
        }
        _ => bail!(USAGE),
    };
    Ok(report(looked_at, findings))
}

fn report(looked_at: &str, mut findings: Vec<Finding>) -> ExitCode {
    findings.sort();
    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => {
            println!("{looked_at}: nothing found");
            ExitCode::SUCCESS
        }
        n => {
            println!("{looked_at}: {n} to mend");
            ExitCode::FAILURE
        }
    }
}
