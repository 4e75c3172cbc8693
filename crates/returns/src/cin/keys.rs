//! Which rows of a file have the same key.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};

/// How a row stands to the earlier rows of the same file that have its key.
///
/// With [`Occurrence::nth`] a key is unique, and the same file read again gives the same keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Occurrence {
    /// The first with its key.
    First,
    /// Says exactly what an earlier row says: it is that row's record again.
    Repeat {
        /// Which of the rows with this key it repeats, from 1.
        nth: u32,
        /// The line of the row it repeats.
        of_line: u64,
    },
    /// The same key with other values: a record of its own, beside the first.
    Another {
        /// Which of the different rows with this key it is, from 2.
        nth: u32,
        /// The line of the first.
        beside_line: u64,
    },
}

impl Occurrence {
    /// The last part of the row's key: 1 for the first row with its dates, 2 for the next that says something else.
    #[must_use]
    pub fn nth(self) -> u32 {
        match self {
            Self::First => 1,
            Self::Repeat { nth, .. } | Self::Another { nth, .. } => nth,
        }
    }
}

type Map<K, V> = HashMap<K, V, BuildHasherDefault<DefaultHasher>>;

/// Every key of the file so far, as hashes: this is what keeps a large file in little memory. Two different keys share a 64-bit hash in about one
/// file of a million rows in 40 million; such a pair would be kept side by side and shown as a finding, and nothing would be lost.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    first: Map<u64, Variant>,
    /// How many different rows a key has, and each after the first, by key and content.
    others: Map<u64, u32>,
    variants: Map<(u64, u64), (u32, u64)>,
}

#[derive(Debug)]
struct Variant {
    content: u64,
    line: u64,
}

impl Keys {
    /// Notes a row and says how it stands to the earlier ones.
    pub(crate) fn occurrence(&mut self, key: u64, content: &impl Hash, line: u64) -> Occurrence {
        let content = hash(content);
        let Some(first) = self.first.get(&key) else {
            self.first.insert(key, Variant { content, line });
            return Occurrence::First;
        };
        if first.content == content {
            return Occurrence::Repeat {
                nth: 1,
                of_line: first.line,
            };
        }
        if let Some(&(nth, of_line)) = self.variants.get(&(key, content)) {
            return Occurrence::Repeat { nth, of_line };
        }
        let nth = self.others.entry(key).or_insert(1);
        *nth += 1;
        self.variants.insert((key, content), (*nth, line));
        Occurrence::Another {
            nth: *nth,
            beside_line: first.line,
        }
    }
}

pub(crate) fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_with_one_key_are_told_apart_by_what_they_say() {
        let mut keys = Keys::default();
        let mut check = |key: u64, content: &str, line: u64, expect: Occurrence| {
            assert_eq!(keys.occurrence(key, &content, line), expect, "{content} on line {line}");
        };
        check(7, "a", 10, Occurrence::First);
        check(8, "a", 11, Occurrence::First);
        check(7, "a", 12, Occurrence::Repeat { nth: 1, of_line: 10 });
        check(
            7,
            "b",
            13,
            Occurrence::Another {
                nth: 2,
                beside_line: 10,
            },
        );
        check(
            7,
            "c",
            14,
            Occurrence::Another {
                nth: 3,
                beside_line: 10,
            },
        );
        check(7, "b", 15, Occurrence::Repeat { nth: 2, of_line: 13 });
        check(
            8,
            "b",
            16,
            Occurrence::Another {
                nth: 2,
                beside_line: 11,
            },
        );
    }
}
