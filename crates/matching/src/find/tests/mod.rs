mod clues;

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
        &["+ Has the authority’s number HF0000000007", "- Name not recorded"],
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
