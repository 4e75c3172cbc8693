//! One search box, read: which words are a date, a number, an address, a name.
//!
//! Each reader takes the words it is sure of, the surest first; what is left are names.

mod ages;
mod codes;
mod dates;
mod homes;

use domain::naming::fold;
use jiff::civil::Date;

use crate::birth::BirthClue;
use crate::query::Clues;

/// The most characters and words that are read. A box holds a line, not a letter.
const MOST_CHARACTERS: usize = 500;
const MOST_WORDS: usize = 40;

pub(crate) fn clues(text: &str, today: Date) -> Clues {
    let mut box_ = SearchBox::new(text, today);
    codes::references(&mut box_);
    ages::ages(&mut box_);
    dates::dates(&mut box_);
    codes::codes(&mut box_);
    homes::schools(&mut box_);
    homes::homes(&mut box_);
    dates::years(&mut box_);
    codes::la_child_ids(&mut box_);
    ages::bare_numbers(&mut box_);
    box_.names()
}

/// A word as typed, without the punctuation around it.
#[derive(Debug)]
struct Typed<'a> {
    raw: &'a str,
    folded: String,
    /// A comma, semicolon or line end stood before it.
    after_break: bool,
    taken: bool,
}

impl Typed<'_> {
    /// The number, if the word is nothing but up to four digits.
    fn number(&self) -> Option<u16> {
        (self.raw.len() <= 4 && self.is_digits())
            .then(|| self.raw.parse().ok())
            .flatten()
    }

    fn is_digits(&self) -> bool {
        !self.raw.is_empty() && self.raw.bytes().all(|b| b.is_ascii_digit())
    }
}

#[derive(Debug)]
struct SearchBox<'a> {
    words: Vec<Typed<'a>>,
    today: Date,
    clues: Clues,
}

impl<'a> SearchBox<'a> {
    fn new(text: &'a str, today: Date) -> SearchBox<'a> {
        let end = text
            .char_indices()
            .nth(MOST_CHARACTERS)
            .map_or(text.len(), |(at, _)| at);
        let mut words = Vec::new();
        for (n, part) in text[..end].split([',', ';', '\n', '\r']).enumerate() {
            let mut after_break = n > 0;
            for raw in part.split_whitespace() {
                let raw = raw.trim_matches(|c: char| !c.is_alphanumeric() && c != '~');
                let folded = fold(raw);
                if !folded.is_empty() || raw == "~" {
                    words.push(Typed {
                        raw,
                        folded,
                        after_break,
                        taken: false,
                    });
                    after_break = false;
                }
            }
        }
        words.truncate(MOST_WORDS);
        SearchBox {
            words,
            today,
            clues: Clues::default(),
        }
    }

    /// The folded word at `at`, if it is there and nobody has taken it.
    fn free(&self, at: usize) -> Option<&Typed<'a>> {
        self.words.get(at).filter(|w| !w.taken)
    }

    fn folded(&self, at: usize) -> &str {
        self.free(at).map_or("", |w| &w.folded)
    }

    fn take(&mut self, range: std::ops::Range<usize>) {
        for word in &mut self.words[range] {
            word.taken = true;
        }
    }

    /// Keeps the more precise of two clues.
    fn birth(&mut self, clue: BirthClue) {
        if self.clues.birth.is_none_or(|held| held.precision() < clue.precision()) {
            self.clues.birth = Some(clue);
        }
    }

    /// What is left are names, but for labels and small words.
    fn names(mut self) -> Clues {
        let left = self.words.iter().enumerate().filter(|(_, w)| !w.taken);
        let names = left
            .filter(|(n, w)| !is_label(&w.folded) && !is_small_word(*n, w))
            .map(|(_, w)| w.raw.to_owned());
        let names: Vec<String> = names.collect();
        self.clues.names = names;
        self.clues
    }
}

/// Words that say what comes next, and titles.
fn is_label(folded: &str) -> bool {
    const LABELS: &[&str] = &[
        "",
        "address",
        "aka",
        "birthday",
        "born",
        "called",
        "child",
        "d o b",
        "dob",
        "dr",
        "formerly",
        "lives",
        "living",
        "miss",
        "mr",
        "mrs",
        "ms",
        "named",
        "nee",
        "nhs",
        "no",
        "number",
        "postcode",
        "ref",
        "reference",
        "school",
        "upn",
        "year",
        "years",
    ];
    LABELS.binary_search(&folded).is_ok()
}

/// "at", "in", "of": small words inside a sentence; typed with a capital, or first, they may be names.
fn is_small_word(place: usize, word: &Typed<'_>) -> bool {
    place > 0
        && matches!(
            word.raw,
            "a" | "and" | "at" | "from" | "in" | "is" | "of" | "old" | "on" | "or" | "the" | "who"
        )
}

#[cfg(test)]
mod tests;
