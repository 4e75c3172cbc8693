//! The short strings by which a name is found. One row each in the projection `name_token(person, key)`.

use std::collections::BTreeMap;

use super::families::{Kin, relatives};
use super::sound::sound;
use super::words::{Word, doubles, words};

/// Goes up when [`keys`] would answer differently for a stored name: the projection must then be rebuilt. Changes to the
/// lists of spellings and short forms do not count, because those widen the question and not what is stored.
pub const KEYS_VERSION: u16 = 1;

/// One short string under which a name is stored. Its first character tells the kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameKey(String);

/// What a key keeps of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// `=shepherd`: the folded word, or a word run together with its particle or its other half.
    Whole,
    /// `~xprt`: its sound.
    Sound,
    /// `^she`: its first three letters. Also what finds a name while it is being typed.
    Head,
    /// `$erd`: its last three letters, of words of five and more.
    Tail,
}

impl NameKey {
    /// The text to store and to look up.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn kind(&self) -> KeyKind {
        match self.0.as_bytes().first() {
            Some(b'~') => KeyKind::Sound,
            Some(b'^') => KeyKind::Head,
            Some(b'$') => KeyKind::Tail,
            _ => KeyKind::Whole,
        }
    }

    fn new(kind: KeyKind, text: &str) -> NameKey {
        let mark = match kind {
            KeyKind::Whole => '=',
            KeyKind::Sound => '~',
            KeyKind::Head => '^',
            KeyKind::Tail => '$',
        };
        let mut key = String::with_capacity(text.len() + 1);
        key.push(mark);
        key.push_str(text);
        NameKey(key)
    }
}

/// A key to look up, and what a hit is worth. A record's worth is the sum over the keys it holds; the worth orders records
/// for closer comparison and is nothing to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    pub key: NameKey,
    pub weight: u8,
}

const WHOLE: u8 = 10;
const SPELLING: u8 = 9;
const SHORT_FORM: u8 = 8;
const SOUND: u8 = 6;
const PART: u8 = 2;

/// The keys to store for a name (any of a person's names, whole or in parts): at most four for each word, and two more for
/// a word with particles or a hyphenated name run together. Ascending, each once.
pub fn keys(name: &str) -> Vec<NameKey> {
    let words = words(name);
    let mut keys = Vec::with_capacity(words.len() * 4 + 2);
    let mut add = |kind, text: &str| keys.push(NameKey::new(kind, text));
    for word in &words {
        word_keys(word, &mut add);
    }
    for double in doubles(&words) {
        run_together_keys(&double, &mut add);
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The keys to look up for what somebody typed: those of [`keys`], the words' other spellings and short forms, and
/// neighbours run together (Xiao Ling, Xiaoling). Ascending by key, each once with its highest weight.
pub fn query_keys(text: &str) -> Vec<Probe> {
    let words = words(text);
    let mut probes: BTreeMap<NameKey, u8> = BTreeMap::new();
    let mut add = |kind: KeyKind, text: &str, weight: u8| {
        let held = probes.entry(NameKey::new(kind, text)).or_insert(weight);
        *held = (*held).max(weight);
    };
    let mut add_plain = |kind: KeyKind, text: &str| add(kind, text, weight(kind));
    for word in &words {
        word_keys(word, &mut add_plain);
    }
    for double in doubles(&words) {
        run_together_keys(&double, &mut add_plain);
    }
    for pair in words.windows(2) {
        run_together_keys(&format!("{}{}", pair[0].folded, pair[1].folded), &mut add_plain);
    }
    for word in &words {
        for (relative, kin) in relatives(&word.folded) {
            add(
                KeyKind::Whole,
                relative,
                if kin == Kin::Spelling { SPELLING } else { SHORT_FORM },
            );
        }
    }
    probes.into_iter().map(|(key, weight)| Probe { key, weight }).collect()
}

fn weight(kind: KeyKind) -> u8 {
    match kind {
        KeyKind::Whole => WHOLE,
        KeyKind::Sound => SOUND,
        KeyKind::Head | KeyKind::Tail => PART,
    }
}

fn word_keys(word: &Word<'_>, add: &mut impl FnMut(KeyKind, &str)) {
    let text = word.folded.as_str();
    add(KeyKind::Whole, text);
    if word.loose {
        return;
    }
    add_sound(text, add);
    // Folded words are ASCII, so bytes are letters.
    if text.len() >= 3 {
        add(KeyKind::Head, &text[..3]);
    }
    if text.len() >= 5 {
        add(KeyKind::Tail, &text[text.len() - 3..]);
    }
    if let Some(joined) = &word.joined {
        run_together_keys(joined, add);
    }
}

fn run_together_keys(joined: &str, add: &mut impl FnMut(KeyKind, &str)) {
    add(KeyKind::Whole, joined);
    add_sound(joined, add);
}

fn add_sound(text: &str, add: &mut impl FnMut(KeyKind, &str)) {
    let sound = sound(text);
    if !sound.is_empty() {
        add(KeyKind::Sound, &sound);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(name: &str, expect: &str) {
        let keys = keys(name);
        assert_eq!(
            keys.iter().map(NameKey::as_str).collect::<Vec<_>>().join(" "),
            expect,
            "{name:?}"
        );
    }

    /// The two names share a key that is worth at least `weight`.
    fn check_finds(typed: &str, stored: &str, weight: u8) {
        let stored_keys = keys(stored);
        let best = query_keys(typed)
            .iter()
            .filter(|p| stored_keys.contains(&p.key))
            .map(|p| p.weight)
            .max();
        assert!(best >= Some(weight), "{typed:?} finds {stored:?} at {best:?}");
    }

    #[test]
    fn what_is_stored() {
        check("Ben", "=ben ^ben ~ban");
        check("Caitlin", "$lin =caitlin ^cai ~ktln");
        check("", "");
        check("😀", "");
        check("12", "=12");
    }

    #[test]
    fn run_together() {
        check_finds("Alhassan", "Al-Hassan", WHOLE);
        check_finds("Al Hassan", "Alhassan", WHOLE);
        check_finds("Hassan", "Al-Hassan", WHOLE);
        check_finds("O Brien", "O’Brien", WHOLE);
        check_finds("Mc Donald", "McDonald", WHOLE);
        check_finds("Xiao Ling", "Xiaoling", WHOLE);
        check_finds("Xiaoling", "Xiao-Ling", WHOLE);
        check_finds("Smith Jones", "Smith-Jones", WHOLE);
        check_finds("Smithjones", "Smith-Jones", WHOLE);
        check_finds("delacruz", "de la Cruz", WHOLE);
    }

    #[test]
    fn widened_by_the_lists() {
        check_finds("Katy", "Caitlin", SHORT_FORM);
        check_finds("Caitlin", "Katy", SHORT_FORM);
        check_finds("Bob", "Robert", SHORT_FORM);
        check_finds("Mo", "Mohamed", SHORT_FORM);
        check_finds("Szewczenko", "Шевченко", SPELLING);
        check_finds("Siobhan", "Shevaun", SPELLING);
    }

    #[test]
    fn mistyped() {
        check_finds("Shepheard", "Shepherd", SOUND);
        check_finds("Kovelenko", "Kovalenko", SOUND);
        check_finds("Thopmson", "Thompson", PART);
        check_finds("Shep", "Shepherd", PART);
    }

    #[test]
    fn weights_follow_kinds() {
        for probe in query_keys("Katy Al-Hassan") {
            match probe.key.kind() {
                KeyKind::Whole => assert!((SHORT_FORM..=WHOLE).contains(&probe.weight)),
                KeyKind::Sound => assert_eq!(probe.weight, SOUND),
                KeyKind::Head | KeyKind::Tail => assert_eq!(probe.weight, PART),
            }
        }
    }

    proptest! {
        #[test]
        fn order_of_words_does_not_matter(mut words in proptest::collection::vec("[A-Z][a-z]{2,9}", 1..5), turn in 0..5_usize) {
            prop_assume!(words.iter().all(|w| keys(w).iter().all(|k| k.kind() != KeyKind::Whole || k.as_str().len() > 4)));
            let plain = keys(&words.join(" "));
            let by = turn % words.len();
            words.rotate_left(by);
            prop_assert_eq!(keys(&words.join(" ")), plain);
        }

        #[test]
        fn few_and_findable(name in "\\PC{0,60}") {
            let stored = keys(&name);
            prop_assert!(stored.len() <= 7 * words(&name).len());
            let asked = query_keys(&name);
            prop_assert!(stored.iter().all(|key| asked.iter().any(|probe| probe.key == *key)));
            prop_assert!(stored.is_sorted());
        }
    }
}
