//! `holdfast calendar due`

use std::io::{BufRead, BufWriter, Write};
use std::process::ExitCode;

use domain::calendar::{Calendar as WorkingDays, batch};

use crate::progress::say;

#[derive(clap::Args)]
#[command(after_help = "Example: holdfast calendar due --from 2025-10-26T00:30Z --limit 15wd")]
pub struct Calendar {
    #[command(subcommand)]
    question: Question,
}

#[derive(clap::Subcommand)]
enum Question {
    /// When something with a limit is due: a date in England, or for hours an instant
    #[command(
        after_help = "Examples:\n  holdfast calendar due --from 2025-10-26T00:30Z --limit 15wd\n  \
        holdfast calendar due --from 2025-10-26T00:30Z --limit 72h\n  \
        holdfast calendar due --batch <starts.ndjson\n\n\
        A line of a batch: {\"id\":\"a\",\"start_utc\":\"2025-10-26T00:30Z\",\"rule\":[\"wd\",15]}"
    )]
    Due(Due),
}

#[derive(clap::Args)]
struct Due {
    /// When it starts: an instant, with Z or an offset
    #[arg(long, required_unless_present = "batch")]
    from: Option<String>,
    /// 15wd (working days), 42cd (calendar days), 3m (months), 72h (hours)
    #[arg(long, required_unless_present = "batch")]
    limit: Option<String>,
    /// Read questions from standard input, one JSON object a line, and answer each on a line
    #[arg(long, conflicts_with_all = ["from", "limit"])]
    batch: bool,
}

impl Calendar {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let Question::Due(due) = self.question;
        let calendar = WorkingDays::england_and_wales();
        if !due.batch {
            say(batch::due(
                &calendar,
                &due.from.unwrap_or_default(),
                &due.limit.unwrap_or_default(),
            )?);
            return Ok(ExitCode::SUCCESS);
        }
        let mut out = BufWriter::new(std::io::stdout().lock());
        for line in std::io::stdin().lock().lines() {
            let line = line?;
            if !line.trim().is_empty() {
                writeln!(out, "{}", batch::answer(&calendar, &line))?;
            }
        }
        out.flush()?;
        Ok(ExitCode::SUCCESS)
    }
}
