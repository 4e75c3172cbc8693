//! What somebody asks for.

use domain::naming::{self, Family, Probe, family, sound, words};
use jiff::civil::Date;

use crate::birth::BirthClue;
use crate::places::AddressClue;
use crate::read;

/// The clues of a query, taken apart. Text is as typed; comparison folds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clues {
    /// First names and surnames in any order.
    pub names: Vec<String>,
    pub birth: Option<BirthClue>,
    /// Ten digits. Its check digit is not looked at: a mistyped number is still a clue.
    pub nhs: Option<String>,
    /// A letter and twelve digits, or a letter, eleven digits and a letter.
    pub upn: Option<String>,
    pub la_child_id: Option<String>,
    /// `YY-NNNNNN`.
    pub reference: Option<String>,
    /// Whole or its first half.
    pub postcode: Option<String>,
    /// Words of an address in order, a comma at the end of a word where one stood.
    pub address_words: Vec<String>,
    pub school: Option<String>,
}

/// A query, ready to be compared with many candidates.
#[derive(Debug, Clone)]
pub struct Query {
    clues: Clues,
    pub(crate) today: Date,
    /// The words came out of one box: a word that is no name of the candidate may be a place or a school.
    pub(crate) one_box: bool,
    pub(crate) words: Vec<NameWord>,
    pub(crate) address: AddressClue,
}

impl Query {
    /// Understands one search box: names in any order, a birth date or an age, NHS number, UPN, LA child id, a reference, a
    /// postcode, a street, in any mix. `today` is the day on which an age is meant.
    pub fn parse(text: &str, today: Date) -> Query {
        Query::prepare(read::clues(text, today), today, true)
    }

    /// A query from a form in which each clue has its own field.
    pub fn new(clues: Clues, today: Date) -> Query {
        Query::prepare(clues, today, false)
    }

    fn prepare(mut clues: Clues, today: Date, one_box: bool) -> Query {
        for field in [
            &mut clues.nhs,
            &mut clues.upn,
            &mut clues.la_child_id,
            &mut clues.reference,
            &mut clues.postcode,
            &mut clues.school,
        ] {
            field.take_if(|text| !text.contains(char::is_alphanumeric));
        }
        let words = NameWord::all(&clues.names.join(" "));
        let address = AddressClue::new(&clues.address_words, clues.postcode.as_deref());
        Query {
            clues,
            today,
            one_box,
            words,
            address,
        }
    }

    pub fn clues(&self) -> &Clues {
        &self.clues
    }

    /// Nothing was understood that a person could be found by.
    pub fn is_empty(&self) -> bool {
        self.clues == Clues::default()
    }

    /// Keys to look up among the stored keys of names.
    pub fn name_keys(&self) -> Vec<Probe> {
        naming::query_keys(&self.clues.names.join(" "))
    }

    /// Keys to look up among the stored keys of addresses. A store must leave out keys of confidential addresses for readers
    /// who may not see them, or the mere finding would tell.
    pub fn address_keys(&self) -> Vec<String> {
        naming::address_keys(&self.clues.address_words.join(" "), self.clues.postcode.as_deref())
    }

    /// Ranges of birth dates, first and last day, that are few enough to look up by themselves: a day, the day with day and
    /// month swapped, a month. Empty for an age or a year.
    pub fn birth_ranges(&self) -> Vec<(Date, Date)> {
        self.clues.birth.map(BirthClue::ranges).unwrap_or_default()
    }
}

/// A word of a name with everything that comparison needs, worked out once.
#[derive(Debug, Clone)]
pub(crate) struct NameWord {
    pub shown: String,
    pub folded: String,
    pub joined: Option<String>,
    pub group: usize,
    pub loose: bool,
    /// Part of a hyphenated name.
    pub half: bool,
    pub sound: String,
    pub family: Family,
    pub letters: u32,
}

impl NameWord {
    fn all(text: &str) -> Vec<NameWord> {
        let word = |w: naming::Word<'_>| NameWord {
            shown: w.shown.to_owned(),
            sound: sound(&w.folded),
            family: family(&w.folded),
            letters: letters(&w.folded),
            joined: w.joined,
            group: w.group,
            loose: w.loose,
            half: false,
            folded: w.folded,
        };
        let mut all: Vec<NameWord> = words(text).into_iter().map(word).collect();
        for n in 0..all.len() {
            all[n].half = all.iter().filter(|w| w.group == all[n].group && !w.loose).count() > 1;
        }
        all
    }
}

/// The set of letters of a folded word, one bit each: two words that differ in many letters need no closer look.
pub(crate) fn letters(folded: &str) -> u32 {
    folded
        .bytes()
        .filter(u8::is_ascii_lowercase)
        .fold(0, |set, b| set | 1 << (b - b'a'))
}
