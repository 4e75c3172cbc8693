//! The clocks, and how their days are counted.

use std::fmt::Write as _;

use anyhow::{Context, Result};
use domain::calendar::{CLOCKS, Calendar, LateReason};

use super::cell;
use crate::types;
use crate::workspace::Workspace;

const BEGINNING: &str = "# Clocks

The day of the event that starts a clock is day 0. Whether something is overdue is worked out when it is read, never stored. A limit whose source nobody
could verify is marked \"no\".

| clock | title | limit | starts (day 0) | stops | once it is late, a reason is | read in its source | source |
|---|---|---|---|---|---|---|---|
";

pub fn write(workspace: &Workspace) -> Result<String> {
    let mut text = BEGINNING.to_owned();
    for clock in CLOCKS {
        let late = match clock.late_reason {
            LateReason::Asked => "asked for",
            LateReason::Required => "required",
        };
        writeln!(
            text,
            "| `{}` | {} | {} (`{}`) | `{}` | `{}` | {late} | {} | {} |",
            clock.id,
            cell(clock.title),
            clock.limit.words(),
            clock.limit,
            clock.starts,
            clock.stops,
            if clock.verified { "yes" } else { "no" },
            cell(clock.citation)
        )?;
    }
    let units = types::file(&workspace.root.join("crates/domain/src/calendar/limit.rs"))?;
    let units = units.get("Unit").context("no enum Unit in calendar/limit.rs")?;
    text.push_str("\n## How a limit counts\n\n| unit | how it counts |\n|---|---|\n");
    for unit in &units.members {
        writeln!(text, "| {} | {} |", unit.name, cell(&unit.says))?;
    }
    write!(
        text,
        "\nBank holidays of England and Wales are rows in `crates/domain/src/calendar/bank_holidays.rs`, as published to {}; after that the rule's proposals.\n",
        Calendar::england_and_wales().published_to()
    )?;
    Ok(text)
}
