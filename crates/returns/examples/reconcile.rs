//! Reads a census and prints its reconciliation: `cargo run -p returns --example reconcile -- FILE.xml`.

use std::fs::File;
use std::io::{BufReader, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: reconcile FILE.xml")?;
    let census = returns::cin::read(BufReader::new(File::open(path)?), |_| {})?;
    let mut out = std::io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &census.reconciliation)?;
    Ok(writeln!(out)?)
}
