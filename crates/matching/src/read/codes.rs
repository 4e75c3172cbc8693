//! References, NHS numbers, UPNs, LA child ids, postcodes.

use domain::naming::postcode_parts;

use super::SearchBox;

/// `26-001234`: two digits, a hyphen, six digits.
pub(super) fn references(search: &mut SearchBox<'_>) {
    let shape = |raw: &str| {
        raw.len() == 9
            && raw
                .bytes()
                .enumerate()
                .all(|(n, b)| if n == 2 { b == b'-' } else { b.is_ascii_digit() })
    };
    if let Some(at) = search.words.iter().position(|w| shape(w.raw)) {
        search.clues.reference = Some(search.words[at].raw.to_owned());
        search.take(at..at + 1);
    }
}

/// NHS numbers (ten digits, together or 3-3-4), UPNs and postcodes. A number that may as well be the authority's own id is kept
/// as both.
pub(super) fn codes(search: &mut SearchBox<'_>) {
    for at in 0..search.words.len() {
        if search.free(at).is_none() {
            continue;
        }
        if let Some((digits, words)) = ten_digits(search, at) {
            if words == 1 {
                search.clues.la_child_id.get_or_insert(digits.clone());
            }
            search.clues.nhs.get_or_insert(digits);
            search.take(at..at + words);
        } else if is_upn(search.folded(at)) {
            let code = search.words[at].raw.to_uppercase();
            search.clues.la_child_id.get_or_insert(code.clone());
            search.clues.upn.get_or_insert(code);
            search.take(at..at + 1);
        } else if let Some(words) = postcode(search, at) {
            let code = search.words[at..at + words]
                .iter()
                .map(|w| w.raw.to_uppercase())
                .collect::<Vec<_>>()
                .join(" ");
            search.clues.postcode.get_or_insert(code);
            search.take(at..at + words);
        }
    }
}

fn ten_digits(search: &SearchBox<'_>, at: usize) -> Option<(String, usize)> {
    let digits: String = search.free(at)?.raw.chars().filter(|c| *c != '-').collect();
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if digits.len() == 10 && plain(&digits) {
        return Some((digits, 1));
    }
    let thirds = [search.free(at)?, search.free(at + 1)?, search.free(at + 2)?];
    let fits = thirds.iter().all(|w| w.is_digits()) && thirds.map(|w| w.raw.len()) == [3, 3, 4];
    fits.then(|| (thirds.map(|w| w.raw).concat(), 3))
}

/// A letter, eleven digits, and a digit or a letter (temporary).
fn is_upn(folded: &str) -> bool {
    let b = folded.as_bytes();
    b.len() == 13
        && b[0].is_ascii_alphabetic()
        && b[1..12].iter().all(u8::is_ascii_digit)
        && b[12].is_ascii_alphanumeric()
}

/// How many words make a postcode here: `MX1 4AB`, `MX14AB`, `MX1`.
fn postcode(search: &SearchBox<'_>, at: usize) -> Option<usize> {
    let one = search.free(at)?;
    if let Some(two) = search.free(at + 1)
        && two.raw.len() == 3
        && postcode_parts(&format!("{} {}", one.raw, two.raw)).is_some_and(|code| code.inward.is_some())
        && postcode_parts(one.raw).is_some_and(|code| code.inward.is_none())
    {
        return Some(2);
    }
    postcode_parts(one.raw).map(|_| 1)
}

/// What is left with three digits and more, up to twenty characters: `DfEX0000001`, `48213`.
pub(super) fn la_child_ids(search: &mut SearchBox<'_>) {
    let shape = |raw: &str| {
        raw.len() <= 20
            && raw.bytes().all(|b| b.is_ascii_alphanumeric())
            && raw.bytes().filter(u8::is_ascii_digit).count() >= 3
            && raw.len() >= 4
    };
    for at in 0..search.words.len() {
        if search.free(at).is_some_and(|w| shape(w.raw)) {
            let code = search.words[at].raw.to_owned();
            search.clues.la_child_id.get_or_insert(code);
            search.take(at..at + 1);
        }
    }
}
