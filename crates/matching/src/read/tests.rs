use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::birth::AgeUnit;

fn today() -> Date {
    date(2026, 11, 12)
}

fn years(low: u16, high: u16, about: bool) -> BirthClue {
    BirthClue::Age {
        low,
        high,
        unit: AgeUnit::Years,
        about,
    }
}

fn check_birth(text: &str, expect: BirthClue) {
    let clues = clues(text, today());
    assert_eq!(clues.birth, Some(expect), "{text:?}");
    assert_eq!(clues.names, Vec::<String>::new(), "{text:?}");
}

#[test]
fn whole_dates() {
    let day = BirthClue::Date(date(2017, 6, 18));
    for text in [
        "18/06/2017",
        "18/6/17",
        "18.06.2017",
        "18-06-2017",
        "2017-06-18",
        "18 06 2017",
        "18062017",
        "18 Jun 2017",
        "18 June 2017",
        "18th June 2017",
        "18th of June 2017",
        "June 18, 2017",
        "dob 18/06/2017",
        "born 18 Jun 17",
        "06/18/2017",
        "D.O.B. 18/06/2017",
    ] {
        check_birth(text, day);
    }
    check_birth("01/02/98", BirthClue::Date(date(1998, 2, 1)));
    check_birth("12/11/26", BirthClue::Date(date(2026, 11, 12)));
}

#[test]
fn parts_of_dates() {
    check_birth("June 2017", BirthClue::Month { year: 2017, month: 6 });
    check_birth("06/2017", BirthClue::Month { year: 2017, month: 6 });
    check_birth("2017-06", BirthClue::Month { year: 2017, month: 6 });
    check_birth("31/06/2017", BirthClue::Month { year: 2017, month: 6 });
    check_birth("40/13/2017", BirthClue::Year(2017));
    check_birth("2017", BirthClue::Year(2017));
    check_birth("18 June", BirthClue::Birthday { month: 6, day: 18 });
    check_birth("18/06", BirthClue::Birthday { month: 6, day: 18 });
    check_birth("29/02", BirthClue::Birthday { month: 2, day: 29 });
    check_birth("unborn", BirthClue::Unborn);
}

#[test]
fn ages() {
    check_birth("about 9", years(9, 9, true));
    check_birth("~9", years(9, 9, true));
    check_birth("9 years", years(9, 9, false));
    check_birth("9 years old", years(9, 9, false));
    check_birth("9yo", years(9, 9, false));
    check_birth("9yrs", years(9, 9, false));
    check_birth("9-year-old", years(9, 9, false));
    check_birth("aged 9", years(9, 9, false));
    check_birth("age about 9", years(9, 9, true));
    check_birth("nine or ten", years(9, 10, false));
    check_birth("9 or 10", years(9, 10, false));
    check_birth("about 9-10", years(9, 10, true));
    check_birth("9", years(9, 9, true));
    check_birth(
        "6 months",
        BirthClue::Age {
            low: 6,
            high: 6,
            unit: AgeUnit::Months,
            about: false,
        },
    );
    check_birth(
        "3 weeks old",
        BirthClue::Age {
            low: 3,
            high: 3,
            unit: AgeUnit::Weeks,
            about: false,
        },
    );
    check_birth(
        "18mths",
        BirthClue::Age {
            low: 18,
            high: 18,
            unit: AgeUnit::Months,
            about: false,
        },
    );
}

#[test]
fn the_more_precise_clue_is_kept() {
    check_birth("about 9, 18/06/2017", BirthClue::Date(date(2017, 6, 18)));
    check_birth("18/06/2017 aged 9", BirthClue::Date(date(2017, 6, 18)));
    check_birth("18 June, 9 years", BirthClue::Birthday { month: 6, day: 18 });
}

/// What was read, in one line: names | address | the rest by letter.
fn check(text: &str, expect: &str) {
    let c = clues(text, today());
    let mut said = vec![c.names.join(" ")];
    let mut add = |mark: &str, value: Option<String>| said.extend(value.map(|v| format!("{mark}:{v}")));
    add("home", (!c.address_words.is_empty()).then(|| c.address_words.join(" ")));
    add("pc", c.postcode);
    add("nhs", c.nhs);
    add("upn", c.upn);
    add("id", c.la_child_id);
    add("ref", c.reference);
    add("school", c.school);
    add(
        "born",
        c.birth.map(|b| match b {
            BirthClue::Date(d) => d.to_string(),
            BirthClue::Month { year, month } => format!("{year}-{month:02}"),
            BirthClue::Year(year) => year.to_string(),
            BirthClue::Birthday { month, day } => format!("{day}.{month}."),
            BirthClue::Age { low, high, .. } => format!("{low}-{high}"),
            BirthClue::Unborn => "unborn".to_owned(),
        }),
    );
    assert_eq!(said.join("|"), expect, "{text:?}");
}

#[test]
fn names_alone() {
    check("Katy Sheppard", "Katy Sheppard");
    check("SHEPPARD, Katy", "SHEPPARD Katy");
    check("  o’brien-smith,   zoë ", "o’brien-smith zoë");
    check("Omar Al-Hassan", "Omar Al-Hassan");
    check("Mrs Katy Sheppard", "Katy Sheppard");
    check("June Marsh", "June Marsh");
    check("April May Jones", "April May Jones");
    check("Frankie Lane", "Frankie Lane");
    check("Mary St John", "Mary St John");
    check("Ten Hag", "Ten Hag");
    check("", "");
    check("😀 , ,", "");
}

#[test]
fn numbers() {
    check("999 000 0018", "|nhs:9990000018");
    check("9990000018", "|nhs:9990000018|id:9990000018");
    check("NHS 999-000-0018", "|nhs:9990000018|id:9990000018");
    check("NHS number: 999 000 0018 Katy", "Katy|nhs:9990000018");
    check("H201205001001", "|upn:H201205001001|id:H201205001001");
    check("upn h20120500100a", "|upn:H20120500100A|id:H20120500100A");
    check("26-001234", "|ref:26-001234");
    check("DfEX0000001", "|id:DfEX0000001");
    check("HF0000000001", "|id:HF0000000001");
    check("48213", "|id:48213");
    check("RND000003573736", "|id:RND000003573736");
}

#[test]
fn places() {
    check("MX1 4AB", "|pc:MX1 4AB");
    check("Katy mx14ab", "Katy|pc:MX14AB");
    check("Katy MX1", "Katy|pc:MX1");
    check("Mill Road", "|home:Mill Road");
    check("Katy Sheppard Mill Road", "Katy Sheppard|home:Mill Road");
    check("Mill Road Katy Sheppard", "Katy Sheppard|home:Mill Road");
    check("Katy, Old Mill Road", "Katy|home:Old Mill Road");
    check("Katy 14 Mill Road", "Katy|home:14 Mill Road");
    check("Katy, 14 Mill St", "Katy|home:14 Mill St");
    check("Katy, 14 Mill Lane, Stowbridge", "Katy|home:14 Mill Lane, Stowbridge");
    check("Katy, Mill Lane", "Katy|home:Mill Lane");
    check("Katy 3 Park Hill Road", "Katy|home:3 Park Hill Road");
    check("Katy 14 May Street", "Katy|home:14 May Street");
    check(
        "Katy Sheppard, Fenwick Green Primary",
        "Katy Sheppard|school:Fenwick Green Primary",
    );
}

#[test]
fn all_in_one_box() {
    check("Katie, nine or ten, Mill Road", "Katie|home:Mill Road|born:9-10");
    check(
        "Katy Sheppard about 9 Mill Road, Stowbridge",
        "Katy Sheppard|home:Mill Road, Stowbridge|born:9-9",
    );
    check(
        "sheppard katy 18/06/2017 MX1 4AB",
        "sheppard katy|pc:MX1 4AB|born:2017-06-18",
    );
    check("Katy Sheppard lives at 14 Mill Road", "Katy Sheppard|home:14 Mill Road");
    check("Katy 9 Sheppard", "Katy Sheppard|born:9-9");
    check("Katy June 2017", "Katy|born:2017-06");
    check("April Jones 2017", "April Jones|born:2017");
    check("unborn baby Shepherd", "baby Shepherd|born:unborn");
}

proptest! {
    #[test]
    fn any_characters_at_all(chars in proptest::collection::vec(any::<char>(), 0..120)) {
        let text: String = chars.into_iter().collect();
        clues(&text, today());
    }

    #[test]
    fn pieces_of_clues_in_any_order(pieces in proptest::collection::vec(
        proptest::sample::select(vec![
            "Katy", "9", "about", "or", "years", "18", "June", "2017", "18/06/2017", "31/31/2017", "99/99", "999", "000", "0018", "14",
            "Mill", "Road", "St", "Lane", ",", "MX1", "4AB", "Flat", "2", "~", "~9", "-", "9-", "of", "26-001234", "Primary", "1st", "th",
            "00/00/0000", "9-9-9-9", "1.2", "September",
        ]), 0..14)) {
        clues(&pieces.join(" "), today());
        clues(&pieces.concat(), today());
    }

    #[test]
    fn a_plain_name_stays_a_name(given in "[A-Z][a-z]{4,8}x", family in "[A-Z][a-z]{4,8}x") {
        let c = clues(&format!("{given} {family}"), today());
        prop_assert_eq!(c.names, vec![given, family]);
    }
}
