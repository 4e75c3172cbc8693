//! One thing to mend: where it stands and what to do about it.

use std::fmt;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// A path from the root of the repository, or the name of a crate.
    place: String,
    /// Counted from 1; 0 for the place as a whole.
    line: usize,
    says: String,
}

impl Finding {
    pub fn new(place: impl Into<String>, line: usize, says: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            line,
            says: says.into(),
        }
    }

    pub fn whole(place: impl Into<String>, says: impl Into<String>) -> Self {
        Self::new(place, 0, says)
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.place, self.says),
            line => write!(f, "{}:{line}: {}", self.place, self.says),
        }
    }
}

/// Where the findings of a check on a bad sample stand, as `place:line`: what the tests of the checks compare.
#[cfg(test)]
pub fn places(findings: &[Finding]) -> Vec<String> {
    let mut places: Vec<String> = findings.iter().map(|f| format!("{}:{}", f.place, f.line)).collect();
    places.sort();
    places
}
