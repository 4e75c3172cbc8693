//! How two words are one name, and how much that is worth.

use domain::naming::{Kin, family, sound};
use strsim::{jaro_winkler, osa_distance};

use super::Slot;
use crate::query::NameWord;

/// How two words are one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Likeness {
    Same,
    /// Smith, Smith-Jones.
    Half,
    /// Al Hassan, Alhassan.
    RunTogether,
    /// This word and the next of the query are one word of the name: Xiao Ling, Xiaoling.
    FirstOfTwo,
    SecondOfTwo,
    /// The word is two of the name: Maryann, Mary Ann.
    TwoInOne,
    Kin(Kin),
    Misspelt {
        hundredths: u8,
    },
    Sound,
    Begins,
    Initial,
}

impl Likeness {
    /// What it is worth, in hundredths of the same word.
    pub fn worth(self) -> i32 {
        match self {
            Likeness::Same => 100,
            Likeness::RunTogether | Likeness::FirstOfTwo | Likeness::SecondOfTwo | Likeness::TwoInOne => 97,
            Likeness::Half => 90,
            Likeness::Kin(Kin::Spelling) => 92,
            Likeness::Kin(Kin::ShortFor | Kin::LongFor) => 88,
            Likeness::Kin(Kin::ShortForms) => 84,
            Likeness::Misspelt { hundredths } => i32::from(hundredths),
            Likeness::Sound => 72,
            Likeness::Begins => 58,
            Likeness::Initial => 30,
        }
    }
}

/// The best that can be said of a word of the query and a word of a name.
pub(super) fn likeness(asked: &NameWord, slot: &Slot<'_>) -> Option<Likeness> {
    let (a, b) = (asked.folded.as_str(), slot.word.folded.as_str());
    if a == b {
        return Some(if asked.half == slot.double.is_some() {
            Likeness::Same
        } else {
            Likeness::Half
        });
    }
    let whole = |joined: &Option<String>, other: &str| joined.as_deref() == Some(other);
    if whole(&asked.joined, b) || whole(&slot.word.joined, a) {
        return Some(Likeness::RunTogether);
    }
    if (a.len() == 1 || b.len() == 1) && a.as_bytes()[0] == b.as_bytes()[0] {
        return Some(Likeness::Initial);
    }
    if asked.family.is_known()
        && let Some(kin) = asked.family.kin(family(b))
    {
        return Some(Likeness::Kin(kin));
    }
    if asked.loose || slot.word.loose {
        return None;
    }
    if a.len() >= 3 && b.starts_with(a) {
        return Some(Likeness::Begins);
    }
    let differing = (asked.letters ^ slot.letters).count_ones();
    misspelt(a, b, differing).or_else(|| (differing <= 6 && sounds_alike(asked, b)).then_some(Likeness::Sound))
}

/// The longer the word, the more slips are believed; in a word of three letters none is.
fn misspelt(a: &str, b: &str, differing: u32) -> Option<Likeness> {
    let shorter = a.len().min(b.len());
    let most = match shorter {
        0..=3 => return None,
        4..=7 => 1,
        _ => 2,
    };
    // A slip changes at most two of the letters that a word is made of; most words are told apart by that alone.
    if a.len().abs_diff(b.len()) > most || differing as usize > 2 * most {
        return None;
    }
    let slips = osa_distance(a, b);
    let hundredths = match (slips, shorter) {
        // Jade is not Jane, but may be: the first letter must hold, and it counts for less.
        (1, 4) if a.as_bytes()[0] == b.as_bytes()[0] => 50,
        (1, 5) => 68,
        (1, 6..) => 80,
        (2, 8..) if jaro_winkler(a, b) >= 0.88 => 66,
        _ => return None,
    };
    Some(Likeness::Misspelt { hundredths })
}

fn sounds_alike(asked: &NameWord, b: &str) -> bool {
    asked.sound.len() >= 2 && asked.sound == sound(b) && jaro_winkler(&asked.folded, b) >= 0.72
}
