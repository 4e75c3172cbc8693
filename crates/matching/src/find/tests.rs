use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::{Address, BirthClue, Clues, NameKind, Pronoun};

fn today() -> Date {
    date(2026, 11, 12)
}

fn name(kind: NameKind, given: &str, family: &str) -> PersonName {
    PersonName {
        kind,
        given: given.into(),
        family: family.into(),
        since: None,
        until: None,
    }
}

fn person(id: u128, given: &str, family: &str) -> Candidate {
    Candidate {
        id,
        names: vec![name(NameKind::Legal, given, family)],
        ..Candidate::default()
    }
}

fn home(line: &str) -> Address {
    Address {
        line: line.into(),
        current: true,
        ..Address::default()
    }
}

/// The child of screen 03.
fn caitlin() -> Candidate {
    let mut caitlin = person(1, "Caitlin Mary", "Shepherd");
    caitlin.names.push(PersonName {
        since: Some(date(2023, 9, 1)),
        ..name(NameKind::Preferred, "Katy", "Shepherd")
    });
    caitlin.names.push(PersonName {
        until: Some(date(2021, 5, 1)),
        ..name(NameKind::Former, "Caitlin", "Dunmore")
    });
    caitlin.pronoun = Pronoun::Her;
    caitlin.birth = Birth::Exact(date(2017, 6, 18));
    caitlin.nhs = Some("999 000 0018".into());
    caitlin.upns = vec!["H201205001001".into()];
    caitlin.la_child_id = Some("HF0000000007".into());
    caitlin.references = vec!["26-001234".into()];
    caitlin.addresses = vec![
        Address {
            postcode: Some("MX1 4AB".into()),
            ..home("14 Mill Road, Stowbridge")
        },
        Address {
            current: false,
            postcode: Some("MX7 2CD".into()),
            ..home("Flat 2, 31 Dock Street, Harrowden")
        },
    ];
    caitlin.school = Some("Fenwick Green Primary School".into());
    caitlin
}

fn ciara() -> Candidate {
    let mut ciara = caitlin();
    ciara.id = 2;
    ciara.names = vec![name(NameKind::Legal, "Ciara", "Shepherd")];
    (ciara.nhs, ciara.upns, ciara.la_child_id, ciara.references) = (None, Vec::new(), None, Vec::new());
    ciara
}

fn kate() -> Candidate {
    let mut kate = person(3, "Kate", "Sheppard");
    kate.pronoun = Pronoun::Her;
    kate.birth = Birth::Exact(date(2016, 3, 2));
    kate.addresses = vec![home("3 Mill Lane, Aldermere")];
    kate.school = Some("St Aidan’s Church of England Primary".into());
    kate
}

/// The reasons, `+` for and `-` against; empty where nothing was found.
fn said(query: &Query, candidate: &Candidate) -> Vec<String> {
    let found = compare(query, candidate);
    let reasons = found.map(|f| f.reasons).unwrap_or_default();
    reasons
        .into_iter()
        .map(|r| format!("{} {}", if r.agrees { '+' } else { '-' }, r.words))
        .collect()
}

fn check(text: &str, candidate: &Candidate, expect: &[&str]) {
    assert_eq!(said(&Query::parse(text, today()), candidate), expect, "{text:?}");
}

#[test]
fn screen_03() {
    let query = Query::new(
        Clues {
            names: vec!["Katy".into(), "Sheppard".into()],
            birth: BirthClue::parse("about 9", today()),
            address_words: vec!["Mill".into(), "Road,".into(), "Stowbridge".into()],
            school: Some("Fenwick Green Primary".into()),
            ..Clues::default()
        },
        today(),
    );
    let (caitlin, ciara, kate) = (caitlin(), ciara(), kate());
    let found = rank(&query, [&kate, &ciara, &caitlin]);
    let ids: Vec<u128> = found.iter().map(|f| f.id).collect();
    assert_eq!(ids, [1, 2, 3]);
    let said: Vec<Vec<String>> = found
        .iter()
        .map(|f| {
            f.reasons
                .iter()
                .map(|r| format!("{} {}", if r.agrees { '+' } else { '-' }, r.words))
                .collect()
        })
        .collect();
    assert_eq!(
        said[0],
        [
            "+ “Katy” is her preferred name since 2023",
            "+ Sheppard and Shepherd: spellings of one name",
            "+ Age 9 fits",
            "+ Lives on Mill Road, Stowbridge",
            "+ Fenwick Green Primary School is her school",
        ]
    );
    assert_eq!(
        said[1],
        [
            "+ Sheppard and Shepherd: spellings of one name",
            "+ Age 9 fits",
            "+ Lives on Mill Road, Stowbridge",
            "+ Fenwick Green Primary School is her school",
            "- Different first name: Ciara, perhaps a twin of Caitlin",
        ]
    );
    assert_eq!(
        said[2],
        [
            "+ Same surname",
            "+ Kate and Katy are one name",
            "+ Age 10 is near",
            "+ Lives on Mill Lane, not Mill Road, but in Aldermere",
            "- Another school",
        ]
    );
}

#[test]
fn names_in_any_order_misspelt_former_nicknames_accents() {
    let caitlin = caitlin();
    check("Shepherd Caitlin", &caitlin, &["+ Same first name and surname"]);
    check("CAITLÍN SHEPHERD", &caitlin, &["+ Same first name and surname"]);
    check(
        "Katie Shepherd",
        &caitlin,
        &[
            "+ Same surname",
            "+ Katie and Katy: spellings of one name, her preferred name since 2023",
        ],
    );
    check(
        "Cait Shepherd",
        &caitlin,
        &["+ Same surname", "+ Cait can be short for Caitlin"],
    );
    check(
        "Caitlin Shephred",
        &caitlin,
        &["+ Same first name", "+ Shephred is nearly Shepherd"],
    );
    check(
        "Caitlin Shapard",
        &caitlin,
        &["+ Same first name", "+ Shapard sounds like Shepherd"],
    );
    check(
        "Caitlin Dunmore",
        &caitlin,
        &["+ Same first name", "+ “Dunmore” was her surname until 2021"],
    );
    check(
        "Caitlin Shep",
        &caitlin,
        &["+ Same first name", "+ Shepherd begins with Shep"],
    );
    check(
        "C Shepherd",
        &caitlin,
        &["+ Same surname", "+ C and Caitlin: the same initial"],
    );
    check("Caitlin", &caitlin, &["+ Same first name"]);
    check(
        "Mary Shepherd",
        &caitlin,
        &["+ Same surname", "+ “Mary” is her middle name"],
    );
    check(
        "Ciara Shepherd",
        &caitlin,
        &["+ Same surname", "- Different first name: Caitlin Mary"],
    );
    check(
        "Caitlin Okafor",
        &caitlin,
        &["+ Same first name", "- Different surname: Shepherd"],
    );
    check("Olumide Okafor", &caitlin, &[]);
}

#[test]
fn names_of_more_than_one_word() {
    let both = |q: &str, given: &str, family: &str, expect: &[&str]| check(q, &person(9, given, family), expect);
    both(
        "Omar Alhassan",
        "Omar",
        "Al-Hassan",
        &["+ Same first name", "+ Alhassan and Al-Hassan are one name"],
    );
    both(
        "Omar Al Hassan",
        "Omar",
        "Al-Hassan",
        &["+ Same first name and surname"],
    );
    both("Omar Hassan", "Omar", "Al-Hassan", &["+ Same first name and surname"]);
    both(
        "Xiao Ling Chen",
        "Xiaoling",
        "Chen",
        &["+ Same surname", "+ Xiao Ling and Xiaoling are one name"],
    );
    both(
        "Maryann Smith",
        "Mary Ann",
        "Smith",
        &["+ Same surname", "+ Maryann and Mary Ann are one name"],
    );
    both(
        "Zoe Smith",
        "Zoë",
        "Smith-Jones",
        &["+ Same first name", "+ Smith is half of Smith-Jones"],
    );
    both(
        "Zoe Smith-Jones",
        "Zoë",
        "Jones",
        &["+ Same first name", "+ Jones is half of the name asked for"],
    );
    both(
        "Zoe Smith-Jones",
        "Zoë",
        "Smith-Jones",
        &["+ Same first name and surname"],
    );
    both(
        "Zoe Smith Jones",
        "Zoë",
        "Smith-Jones",
        &["+ Same first name and surname"],
    );
    both(
        "Al Shepherd",
        "Alan",
        "Shepherd",
        &["+ Same surname", "+ Al can be short for Alan"],
    );
    both(
        "Юлія Шевченко",
        "Yuliia",
        "Szewczenko",
        &[
            "+ Юлія and Yuliia: spellings of one name",
            "+ Шевченко and Szewczenko: spellings of one name",
        ],
    );
}

#[test]
fn births() {
    let caitlin = caitlin();
    let birth = |text: &str, expect: &str| check(&format!("Caitlin {text}"), &caitlin, &["+ Same first name", expect]);
    birth("18/06/2017", "+ Born 18 Jun 2017");
    birth("19/06/2017", "+ Born 18 Jun 2017: one day from 19 Jun 2017");
    birth("18/06/2014", "+ Born 18 Jun 2017: one digit differs from 18 Jun 2014");
    birth("18/08/2017", "+ Born 18 Jun 2017: one digit differs from 18 Aug 2017");
    birth("18/06/1999", "+ Born 18 Jun 2017: the same birthday in another year");
    birth("27/06/2017", "+ Born 18 Jun 2017: the same month, another day");
    birth("1/1/2018", "- Born 18 Jun 2017, not 1 Jan 2018");
    birth("June 2017", "+ Born in Jun 2017");
    birth("July 2017", "- Born in Jun, not Jul");
    birth("2017", "+ Born in 2017");
    birth("2016", "- Born in 2017, not 2016");
    birth("18 June", "+ Born 18 Jun 2017");
    birth("9 years", "+ Age 9 fits");
    birth("about 10", "+ Age 9 is near");
    birth("10 years", "- Age 9, not 10");
    birth("14 years", "- Age 9, not 14");
    birth("nine or ten", "+ Age 9 fits");
    let mut early = person(4, "Caitlin", "Shepherd");
    early.birth = Birth::Exact(date(2017, 3, 6));
    check(
        "Caitlin 03/06/2017",
        &early,
        &["+ Same first name", "+ Born 6 Mar 2017: day and month swapped"],
    );
    early.birth = Birth::Estimated(date(2017, 1, 1));
    check(
        "Caitlin 03/06/2017",
        &early,
        &["+ Same first name", "+ Born about 2017, estimated"],
    );
    early.birth = Birth::Unknown;
    check("Caitlin 03/06/2017", &early, &["+ Same first name"]);
}

#[test]
fn babies_and_the_unborn() {
    let mut baby = person(5, "Rory", "Shepherd");
    baby.birth = Birth::Exact(date(2025, 12, 1));
    check("Rory 11 months", &baby, &["+ Same first name", "+ Age 11 months fits"]);
    check("Rory 8 months", &baby, &["+ Same first name", "- Age 11 months, not 8"]);
    baby.names = vec![name(NameKind::Legal, "", "Shepherd")];
    baby.birth = Birth::Expected(date(2027, 1, 20));
    check(
        "unborn Shepherd",
        &baby,
        &["+ Same surname", "+ Not yet born, due 20 Jan 2027"],
    );
    check("Shepherd 9 years", &baby, &["+ Same surname", "- Due 20 Jan 2027"]);
    baby.birth = Birth::Expected(date(2026, 10, 20));
    check("Shepherd 3 weeks", &baby, &["+ Same surname", "+ Was due 20 Oct 2026"]);
}

#[test]
fn numbers() {
    let caitlin = caitlin();
    check("999 000 0018", &caitlin, &["+ Same NHS number"]);
    check("9990000018", &caitlin, &["+ Same NHS number"]);
    check(
        "999 000 0081",
        &caitlin,
        &["+ NHS number: one character differs, or two are swapped"],
    );
    check("999 123 0000", &caitlin, &[]);
    check("Caitlin Shepherd 999 123 0000", &caitlin, &[]);
    check("h201205001001", &caitlin, &["+ Same UPN"]);
    check("hf0000000007", &caitlin, &["+ Has the LA child id hf0000000007"]);
    check("26-001234", &caitlin, &["+ Has the reference 26-001234"]);
    check(
        "Olumide Okafor 9990000018",
        &caitlin,
        &["+ Same NHS number", "- Different name: Caitlin Mary Shepherd"],
    );
    // Ten digits may be the authority's own id.
    let own = Candidate {
        la_child_id: Some("1234567890".into()),
        ..caitlin
    };
    check("1234567890", &own, &["+ Has the LA child id 1234567890"]);
}

#[test]
fn numbers_lead_the_list() {
    let query = Query::parse("Ciara Shepherd 18/06/2017 Mill Road 9990000018", today());
    let (caitlin, ciara) = (caitlin(), ciara());
    let found = rank(&query, [&ciara, &caitlin]);
    assert_eq!(
        found.iter().map(|f| (f.id, f.closeness.band())).collect::<Vec<_>>(),
        [(1, Band::Number), (2, Band::Near)]
    );
    // A number that name and birth date both speak against does not lead.
    let wrong = Query::parse("Olumide Okafor 2/3/2009 9990000018", today());
    assert_ne!(compare(&wrong, &caitlin).unwrap().closeness.band(), Band::Number);
}

#[test]
fn places() {
    let caitlin = caitlin();
    check("Mill Road about 9", &caitlin, &["+ Age 9 fits", "+ Lives on Mill Road"]);
    check(
        "Katy Mill Rd",
        &caitlin,
        &["+ “Katy” is her preferred name since 2023", "+ Lives on Mill Road"],
    );
    check("14 Mill Road", &caitlin, &["+ Lives at 14 Mill Road"]);
    check(
        "16 Mill Road",
        &caitlin,
        &["+ Lives on Mill Road, at number 14, not 16"],
    );
    check("31 Dock Street", &caitlin, &["+ Lived at 31 Dock Street"]);
    check("mx14ab", &caitlin, &["+ Lives in MX1 4AB"]);
    check(
        "Caitlin MX1",
        &caitlin,
        &["+ Same first name", "+ Lives in the same postcode district"],
    );
    check(
        "Caitlin Shepherd Stowbridge",
        &caitlin,
        &["+ Same first name and surname", "+ Lives in Stowbridge"],
    );
    check(
        "Caitlin Shepherd Harrowden",
        &caitlin,
        &["+ Same first name and surname", "+ Lived in Harrowden"],
    );
    check(
        "Caitlin Fenwick Green",
        &caitlin,
        &["+ Same first name", "+ Fenwick Green Primary School is her school"],
    );
    check(
        "Caitlin, 3 High Street, Aldermere",
        &caitlin,
        &["+ Same first name", "- Another town: Harrowden"],
    );
    check(
        "Caitlin High Street",
        &caitlin,
        &["+ Same first name", "- Another street"],
    );
}

/// A confidential address leaves no trace for a reader who may not see it: not as a reason for, not as one against.
#[test]
fn a_confidential_address_is_silent() {
    let mut hidden = caitlin();
    hidden.addresses = vec![Address {
        confidential: true,
        postcode: Some("MX9 9ZZ".into()),
        ..home("5 Secret Street, Hidley")
    }];
    hidden.school = None;
    for text in [
        "5 Secret Street",
        "MX9 9ZZ",
        "MX9",
        "Caitlin 5 Secret Street",
        "Caitlin Hidley",
        "Caitlin Shepherd, Mill Road, Stowbridge",
        "Caitlin MX1 4AB",
        "Caitlin Shepherd Secret",
    ] {
        let query = Query::parse(text, today());
        let mut homeless = hidden.clone();
        homeless.addresses.clear();
        assert_eq!(compare(&query, &hidden), compare(&query, &homeless), "{text:?}");
    }
    hidden.may_see_confidential = true;
    check(
        "Caitlin 5 Secret Street",
        &hidden,
        &["+ Same first name", "+ Lives at 5 Secret Street"],
    );
}

#[test]
fn too_little_finds_nobody() {
    let caitlin = caitlin();
    for text in ["", "9", "2017", "about 9 years", "Smith", "1/1/1999", "😀", "Ka"] {
        check(text, &caitlin, &[]);
    }
    assert!(Query::parse(" , ", today()).is_empty());
    check("18/06/2017", &caitlin, &["+ Born 18 Jun 2017"]);
    check("June 2017", &caitlin, &["+ Born in Jun 2017"]);
}

#[test]
fn an_unnamed_child_is_found_by_what_there_is() {
    let mut unnamed = caitlin();
    unnamed.names.clear();
    check(
        "Caitlin HF0000000007",
        &unnamed,
        &["+ Has the LA child id HF0000000007", "- Name not recorded"],
    );
    check("18/06/2017", &unnamed, &["+ Born 18 Jun 2017"]);
    check("Caitlin Shepherd", &unnamed, &[]);
}

#[test]
fn lookups_of_a_query() {
    let query = Query::parse("Katy Sheppard 03/06/2017 Mill Road MX1 4AB", today());
    assert_eq!(
        query.birth_ranges(),
        [
            (date(2017, 6, 3), date(2017, 6, 3)),
            (date(2017, 3, 6), date(2017, 3, 6))
        ]
    );
    assert_eq!(query.address_keys(), ["#mx1", "#mx14ab", "@mill", "@mill road"]);
    assert!(query.name_keys().iter().any(|p| p.key.as_str() == "=caitlin"));
    assert_eq!(
        Query::parse("Feb 2024", today()).birth_ranges(),
        [(date(2024, 2, 1), date(2024, 2, 29))]
    );
    assert!(Query::parse("about 9", today()).birth_ranges().is_empty());
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,30}",
        proptest::collection::vec(any::<char>(), 0..40).prop_map(|chars| chars.into_iter().collect::<String>()),
        "(Katy|Caitlin|O'Brien|van|de|Smith-Jones|Al|Mo|K| |-|14|Mill Road|,|MX1 4AB|2017){0,8}",
    ]
}

proptest! {
    #[test]
    fn never_panics(query in any_text(), given in any_text(), family in any_text(), line in any_text(), school in any_text()) {
        let mut candidate = person(1, &given, &family);
        candidate.addresses = vec![home(&line)];
        candidate.school = Some(school);
        candidate.birth = Birth::Exact(date(2017, 6, 18));
        if let Some(found) = compare(&Query::parse(&query, today()), &candidate) {
            prop_assert!(!found.reasons.is_empty());
        }
    }

    #[test]
    fn the_order_of_candidates_does_not_matter(turn in 0..4_usize, text in "(Katy|Sheppard|Caitlin|Ciara| |Mill Road|about 9|MX1){1,6}") {
        let people = [caitlin(), ciara(), kate(), Candidate { id: 4, ..caitlin() }];
        let query = Query::parse(&text, today());
        let straight = rank(&query, &people);
        let mut turned: Vec<&Candidate> = people.iter().collect();
        turned.rotate_left(turn);
        prop_assert_eq!(rank(&query, turned), straight);
    }

    #[test]
    fn the_order_of_words_does_not_matter_to_a_form(turn in 0..4_usize) {
        let names = ["Katy", "Mary", "Sheppard", "Dunmore"].map(String::from).to_vec();
        let closeness = |names: Vec<String>| compare(&Query::new(Clues { names, ..Clues::default() }, today()), &caitlin()).map(|f| f.closeness);
        let mut turned = names.clone();
        turned.rotate_left(turn);
        prop_assert_eq!(closeness(turned), closeness(names));
    }

    #[test]
    fn a_person_finds_themselves(given in "[A-Z][a-z]{3,9}", family in "[A-Z][a-z]{3,9}") {
        let found = compare(&Query::new(Clues { names: vec![family.clone(), given.clone()], ..Clues::default() }, today()), &person(1, &given, &family));
        prop_assert_eq!(found.map(|f| f.reasons[0].words.clone()), Some("Same first name and surname".to_owned()));
    }
}
