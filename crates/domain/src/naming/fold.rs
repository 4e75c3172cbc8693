//! One plain alphabet for every name: lower-case ASCII letters and digits.

/// The longest word that is kept. A surname field with 5,000 characters is cut, not obeyed.
pub(super) const LONGEST_WORD: usize = 48;
/// The most words that are kept of one text.
pub(super) const MOST_WORDS: usize = 24;

/// Folds `text` to lower-case ASCII words parted by single spaces: case, accents, script, apostrophes and punctuation gone,
/// hyphens parting. `fold(fold(x)) == fold(x)`. Emoji and marks of direction leave nothing behind.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(256));
    scan(text, |piece| {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(piece.folded);
    });
    out
}

/// One run of letters and digits, folded, and how it hung on the run before it.
pub(super) struct Piece<'a> {
    pub folded: &'a str,
    /// The byte range in the original text.
    pub range: std::ops::Range<usize>,
    /// A hyphen, and nothing else, stood between this piece and the one before.
    pub hyphenated: bool,
}

/// Cuts `text` into pieces, at most [`MOST_WORDS`] of at most [`LONGEST_WORD`] letters.
pub(super) fn scan(text: &str, mut each: impl FnMut(Piece<'_>)) {
    let mut word = String::with_capacity(16);
    let mut start = 0;
    let mut end = 0;
    let mut count = 0;
    let mut hyphen_before = false;
    let mut gap = Gap::Start;
    let mut flush = |word: &mut String, range: std::ops::Range<usize>, hyphenated: bool| {
        let go_on = count < MOST_WORDS;
        if go_on && !word.is_empty() {
            each(Piece {
                folded: word,
                range,
                hyphenated,
            });
            count += 1;
        }
        word.clear();
        go_on
    };
    for (at, c) in text.char_indices() {
        match class(c) {
            Class::Letters(letters) => {
                if word.is_empty() {
                    start = at;
                    hyphen_before = gap == Gap::Hyphen;
                }
                gap = Gap::None;
                for b in letters.bytes().filter(u8::is_ascii_alphanumeric) {
                    if word.len() < LONGEST_WORD {
                        word.push(char::from(b.to_ascii_lowercase()));
                    }
                }
                end = at + c.len_utf8();
            }
            Class::Ascii(b) => {
                if word.is_empty() {
                    start = at;
                    hyphen_before = gap == Gap::Hyphen;
                }
                gap = Gap::None;
                if word.len() < LONGEST_WORD {
                    word.push(char::from(b.to_ascii_lowercase()));
                }
                end = at + 1;
            }
            Class::Alone(letters) => {
                // A character that is a word of its own (王): parted from both sides, as its transcription would be.
                if !flush(&mut word, start..end, hyphen_before) {
                    return;
                }
                for b in letters.bytes().filter(u8::is_ascii_alphanumeric) {
                    word.push(char::from(b.to_ascii_lowercase()));
                }
                if !flush(&mut word, at..at + c.len_utf8(), gap == Gap::Hyphen) {
                    return;
                }
                gap = Gap::Space;
            }
            Class::Nothing => {}
            Class::Hyphen => {
                if !flush(&mut word, start..end, hyphen_before) {
                    return;
                }
                gap = if gap == Gap::None { Gap::Hyphen } else { Gap::Space };
            }
            Class::Between => {
                if !flush(&mut word, start..end, hyphen_before) {
                    return;
                }
                gap = Gap::Space;
            }
        }
    }
    flush(&mut word, start..end, hyphen_before);
}

#[derive(PartialEq)]
enum Gap {
    Start,
    None,
    Hyphen,
    Space,
}

enum Class {
    Ascii(u8),
    Letters(&'static str),
    Alone(&'static str),
    Hyphen,
    Nothing,
    Between,
}

fn class(c: char) -> Class {
    if c.is_ascii() {
        return match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' => Class::Ascii(c as u8),
            '\'' | '`' => Class::Nothing,
            '-' => Class::Hyphen,
            _ => Class::Between,
        };
    }
    match c {
        // Apostrophes as typed on phones, in O’Brien and in the transcription of Ukrainian soft signs.
        '\u{2018}' | '\u{2019}' | '\u{02b9}'..='\u{02bf}' | '\u{00b4}' | '\u{2032}' | '\u{ff07}' => Class::Nothing,
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}' | '\u{fe63}' => Class::Hyphen,
        _ => {
            let letters = any_ascii::any_ascii_char(c);
            let spelt = letters.bytes().any(|b| b.is_ascii_alphanumeric());
            match (c.is_alphanumeric() || letters.is_empty(), spelt) {
                // Accents that stand alone, joiners and marks of direction are written as nothing.
                (true, false) => Class::Nothing,
                (true, true) if stands_alone(c) => Class::Alone(letters),
                // Vowel signs of Indic scripts are no letters to Unicode; their transcription says that they are.
                (true, true) => Class::Letters(letters),
                (false, true) if is_mark(c) => Class::Letters(letters),
                (false, _) => Class::Between,
            }
        }
    }
}

/// Chinese characters and Korean syllables.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '\u{ac00}'..='\u{d7a3}')
}

/// Vowel signs of the scripts of South and South-East Asia, which the standard library does not count as letters.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0900}'..='\u{0dff}' | '\u{0e00}'..='\u{0fff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(input: &str, expect: &str) {
        assert_eq!(fold(input), expect, "{input:?}");
    }

    #[test]
    fn case_accents_and_punctuation() {
        check("  Caitlin   SHEPHERD ", "caitlin shepherd");
        check("Zoë Müller", "zoe muller");
        check("Zoe\u{308}", "zoe");
        check("O'Brien O’Brien OʼBrien O`Brien", "obrien obrien obrien obrien");
        check("Smith-Jones Smith–Jones", "smith jones smith jones");
        check("Łukasz Żeleński", "lukasz zelenski");
        check("Şükrü İpek Işık", "sukru ipek isik");
        check("Nguyễn Đình", "nguyen dinh");
        check("J.R. Smith, (Jnr)", "j r smith jnr");
        check("Straße Æsc Þór", "strasse aesc thor");
    }

    #[test]
    fn other_scripts() {
        check("Шевченко Юлія", "shevchenko yuliya");
        check("王小明", "wang xiao ming");
        check("김민준", "gim min jun");
        check("Ελένη", "eleni");
        check("ሰላም", "selam");
        check("ਗੁਰਪ੍ਰੀਤ", "gurprit");
    }

    #[test]
    fn what_is_no_name_leaves_nothing() {
        check("😀 🚸", "");
        check("\u{202e}Katy\u{200f}", "katy");
        check("Ka\u{200d}ty\u{feff}", "katy");
        check("-- ' . ,", "");
        check("", "");
    }

    #[test]
    fn a_giant_field_is_cut() {
        assert_eq!(fold(&"a".repeat(5_000)).len(), LONGEST_WORD);
        assert_eq!(fold(&"ab ".repeat(5_000)).split(' ').count(), MOST_WORDS);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,60}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once.clone());
            prop_assert!(once.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b' '));
        }

        #[test]
        fn any_characters_at_all(chars in proptest::collection::vec(any::<char>(), 0..80)) {
            let text: String = chars.into_iter().collect();
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn case_does_not_matter(text in "[a-zA-Z' -]{0,40}") {
            prop_assert_eq!(fold(&text.to_uppercase()), fold(&text.to_lowercase()));
        }
    }
}
