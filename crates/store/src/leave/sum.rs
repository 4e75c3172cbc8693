//! A line's own sum as its last member: a file without a chain can still say which of its lines was changed.

use domain::ledger::hex;
use sha2::{Digest as _, Sha256};

const SUM: &str = ",\"sum\":\"";

/// A line with its sum.
pub fn sealed(text: &str) -> String {
    format!("{}{SUM}{}\"}}", text.strip_suffix('}').unwrap_or(text), sum(text))
}

/// The line without its sum, which has to be right.
pub fn unsealed(line: &str) -> Result<String, String> {
    let (text, sum_of) = line.rsplit_once(SUM).ok_or("it has no sum")?;
    let text = format!("{text}}}");
    if sum_of.strip_suffix("\"}") == Some(&sum(&text)) {
        Ok(text)
    } else {
        Err("it was changed".into())
    }
}

fn sum(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes())[..8])
}
