//! What a verb says on the terminal.

use std::io::{IsTerminal, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// A line of the verb's answer.
pub fn say(words: impl std::fmt::Display) {
    // A closed pipe is no fault of the verb's.
    let _ = writeln!(std::io::stdout(), "{words}");
}

/// What went wrong, with its causes, and nothing of where in the program.
pub fn complain(error: &anyhow::Error) {
    let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
    let _ = writeln!(std::io::stderr(), "holdfast: {}", causes.join(": "));
}

/// Progress on a terminal; nothing where the output is a file.
#[derive(Clone)]
pub struct Progress(Option<Arc<Mutex<usize>>>);

impl Progress {
    pub fn new() -> Self {
        Self(std::io::stderr().is_terminal().then(|| Arc::new(Mutex::new(0))))
    }

    pub fn at(&self, what: &str, n: usize) {
        if let Some(last) = &self.0 {
            let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
            if n < *last || n >= *last + 1000 || n == 0 {
                *last = n;
                let _ = write!(std::io::stderr(), "\r{what}: {n}        ");
            }
        }
    }

    /// The same, from a store that counts in 64 bits.
    pub fn step(&self, what: &str, n: u64) {
        self.at(what, usize::try_from(n).unwrap_or(usize::MAX));
    }

    pub fn end(&self) {
        if self.0.is_some() {
            let _ = write!(std::io::stderr(), "\r{:40}\r", "");
        }
    }
}
