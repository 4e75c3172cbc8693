//! An address as told: whole, in part, or only its town.

use domain::naming::{Postcode, Street, fold, postcode_parts, street, street_kind};

/// What was told of an address.
#[derive(Debug, Clone, Default)]
pub(crate) struct AddressClue {
    pub number: Option<String>,
    pub street: Option<Street>,
    /// As told, for the reader.
    pub street_shown: String,
    /// Towns, villages, houses: folded.
    pub places: Vec<String>,
    pub postcode: Option<Postcode>,
}

impl AddressClue {
    pub fn new(words: &[String], postcode: Option<&str>) -> AddressClue {
        let mut clue = AddressClue {
            postcode: postcode.and_then(postcode_parts),
            ..AddressClue::default()
        };
        for part in words.join(" ").split(',').filter(|part| !fold(part).is_empty()) {
            let (of_street, rest) = cut_after_street(part);
            match street(of_street) {
                Some(found) if clue.street.is_none() => {
                    clue.number = house_number(of_street);
                    clue.street_shown = without_number(of_street).to_owned();
                    clue.street = Some(found);
                    clue.add_place(rest);
                }
                _ => clue.add_place(part),
            }
        }
        clue
    }

    fn add_place(&mut self, part: &str) {
        let place = fold(part);
        if !place.is_empty() {
            self.places.push(place);
        }
    }
}

/// `14 Mill Road Stowbridge` → `14 Mill Road`, `Stowbridge`.
fn cut_after_street(part: &str) -> (&str, &str) {
    let mut end = None;
    let mut words = 0;
    for (at, word) in words_at(part) {
        let folded = fold(word);
        let kind = street_kind(&folded);
        // The first word is no type: St Mary's Close, Park Road. A type that is a name too gives way to a plain one after it.
        if words > 0 && kind.is_some_and(|(_, also_a_name)| !also_a_name || end.is_none()) {
            end = Some(at + word.len());
        }
        words += usize::from(!folded.starts_with(|c: char| c.is_ascii_digit()));
    }
    part.split_at(end.unwrap_or(part.len()))
}

fn words_at(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace()
        .map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

pub(super) fn house_number(part: &str) -> Option<String> {
    fold(part)
        .split(' ')
        .rfind(|w| w.starts_with(|c: char| c.is_ascii_digit()))
        .map(str::to_owned)
}

/// `Flat 2, 14a Mill Road` → `Mill Road`.
pub(super) fn without_number(part: &str) -> &str {
    let after = words_at(part)
        .filter(|(_, w)| w.starts_with(|c: char| c.is_ascii_digit()))
        .map(|(at, w)| at + w.len())
        .last();
    part[after.unwrap_or(0)..].trim()
}
