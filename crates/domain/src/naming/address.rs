//! Streets and postcodes as they are typed, told and stored.

use super::fold::fold;

/// A street's name without number and town.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Street {
    /// Folded, without its type: `mill`.
    pub name: String,
    /// The type in full, folded: `road`. `None` for The Shambles and for what was only half told.
    pub kind: Option<&'static str>,
}

/// Types of street: how they are written, in full, and whether the word is at home among surnames too (Penny Lane), so that
/// it makes a street only with a number before it.
const KINDS: &[(&str, &str, bool)] = &[
    ("av", "avenue", false),
    ("ave", "avenue", false),
    ("avenue", "avenue", false),
    ("cl", "close", false),
    ("close", "close", false),
    ("court", "court", true),
    ("cres", "crescent", false),
    ("crescent", "crescent", false),
    ("ct", "court", false),
    ("dr", "drive", false),
    ("drive", "drive", false),
    ("gardens", "gardens", false),
    ("gdns", "gardens", false),
    ("green", "green", true),
    ("grove", "grove", true),
    ("grv", "grove", false),
    ("hill", "hill", true),
    ("lane", "lane", true),
    ("ln", "lane", false),
    ("mews", "mews", false),
    ("park", "park", true),
    ("pl", "place", false),
    ("place", "place", true),
    ("rd", "road", false),
    ("rise", "rise", true),
    ("road", "road", false),
    ("row", "row", true),
    ("sq", "square", false),
    ("square", "square", false),
    ("st", "street", true),
    ("street", "street", false),
    ("ter", "terrace", false),
    ("terrace", "terrace", false),
    ("view", "view", true),
    ("walk", "walk", true),
    ("way", "way", true),
    ("yard", "yard", true),
];

/// The full form of a folded word that is a type of street, and whether it may as well be a surname or a saint.
pub fn street_kind(folded: &str) -> Option<(&'static str, bool)> {
    KINDS
        .binary_search_by_key(&folded, |(short, ..)| short)
        .ok()
        .map(|n| (KINDS[n].1, KINDS[n].2))
}

/// The street in one part of an address line (between commas), without flat and house numbers. `None` where it names none.
///
/// A part is a street when it ends in a type of street, or when a house number stands before it.
pub fn street(part: &str) -> Option<Street> {
    let folded = fold(part);
    let words: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty()).collect();
    let number = words.iter().rposition(|w| w.starts_with(|c: char| c.is_ascii_digit()));
    let rest = &words[number.map_or(0, |n| n + 1)..];
    let (last, before) = rest.split_last()?;
    match street_kind(last) {
        Some((kind, _)) if !before.is_empty() => Some(Street {
            name: before.join(" "),
            kind: Some(kind),
        }),
        _ if number.is_some() && words[0] != "flat" => Some(Street {
            name: rest.join(" "),
            kind: None,
        }),
        _ => None,
    }
}

/// The keys to store for an address line and its postcode, and to look up for a street or postcode that was typed:
/// `@mill road`, `@mill`, `#mx14ab`, `#mx1`. Ascending, each once.
pub fn address_keys(line: &str, postcode: Option<&str>) -> Vec<String> {
    let mut keys = Vec::new();
    for street in line.split(',').filter_map(street) {
        if let Some(kind) = street.kind {
            keys.push(format!("@{} {kind}", street.name));
        }
        keys.push(format!("@{}", street.name));
    }
    if let Some(code) = postcode.and_then(postcode_parts) {
        keys.push(format!("#{}", code.outward));
        if let Some(inward) = code.inward {
            keys.push(format!("#{}{inward}", code.outward));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// A postcode in two halves, folded to lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Postcode {
    /// `mx1`
    pub outward: String,
    /// `4ab`; `None` where only the first half was told.
    pub inward: Option<String>,
}

/// Reads a postcode, whole or its first half, spaced or not. `None` for anything of another shape.
pub fn postcode_parts(text: &str) -> Option<Postcode> {
    let code: String = fold(text).split(' ').collect();
    let split = if code.len() >= 5 && inward(&code.as_bytes()[code.len() - 3..]) {
        code.len() - 3
    } else {
        code.len()
    };
    let (out, rest) = code.split_at(split);
    let fits = outward(out.as_bytes());
    fits.then(|| Postcode {
        outward: out.to_owned(),
        inward: (!rest.is_empty()).then(|| rest.to_owned()),
    })
}

/// A9, A99, A9A, AA9, AA99, AA9A.
fn outward(b: &[u8]) -> bool {
    let letters = b.iter().take_while(|c| c.is_ascii_alphabetic()).count();
    let rest = &b[letters..];
    (1..=2).contains(&letters)
        && (1..=2).contains(&rest.len())
        && rest[0].is_ascii_digit()
        && rest.iter().all(u8::is_ascii_alphanumeric)
}

/// 9AA.
fn inward(b: &[u8]) -> bool {
    b.len() == 3 && b[0].is_ascii_digit() && b[1].is_ascii_alphabetic() && b[2].is_ascii_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check_street(part: &str, expect: Option<(&str, Option<&'static str>)>) {
        assert_eq!(
            street(part).map(|s| (s.name, s.kind)),
            expect.map(|(n, k)| (n.to_owned(), k)),
            "{part:?}"
        );
    }

    #[test]
    fn streets() {
        check_street("14 Mill Road", Some(("mill", Some("road"))));
        check_street("14a Mill Rd.", Some(("mill", Some("road"))));
        check_street(
            "Flat 2, 31 Dock Road".split(',').nth(1).unwrap(),
            Some(("dock", Some("road"))),
        );
        check_street("Flat 2 31 Dock Road", Some(("dock", Some("road"))));
        check_street("St Mary’s Close", Some(("st marys", Some("close"))));
        check_street("12 The Shambles", Some(("the shambles", None)));
        check_street("Flat 2", None);
        check_street("Stowbridge", None);
        check_street("Road", None);
        check_street("", None);
    }

    fn check_postcode(text: &str, expect: Option<(&str, Option<&str>)>) {
        let got = postcode_parts(text);
        let got = got.as_ref().map(|p| (p.outward.as_str(), p.inward.as_deref()));
        assert_eq!(got, expect, "{text:?}");
    }

    #[test]
    fn postcodes() {
        check_postcode("MX1 4AB", Some(("mx1", Some("4ab"))));
        check_postcode("mx14ab", Some(("mx1", Some("4ab"))));
        check_postcode("MX12 4AB", Some(("mx12", Some("4ab"))));
        check_postcode("M1A 4AB", Some(("m1a", Some("4ab"))));
        check_postcode("MX1", Some(("mx1", None)));
        check_postcode("MX123", None);
        check_postcode("Katy", None);
        check_postcode("2017", None);
        check_postcode("", None);
    }

    #[test]
    fn stored_and_asked_meet() {
        let stored = address_keys("Flat 2, 14 Mill Rd, Stowbridge", Some("MX1 4AB"));
        assert_eq!(stored, ["#mx1", "#mx14ab", "@mill", "@mill road"]);
        assert!(address_keys("Mill Road", None).iter().all(|key| stored.contains(key)));
    }

    #[test]
    fn kinds_are_sorted() {
        assert!(KINDS.is_sorted());
    }

    proptest! {
        #[test]
        fn never_panics(line in "\\PC{0,60}", code in "\\PC{0,12}") {
            address_keys(&line, Some(&code));
        }
    }
}
