//! Each kind of clue by itself, and the words that it earns.

use jiff::civil::date;

use super::{caitlin, check, home, name, person};
use crate::{Birth, Candidate, NameKind};

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
    check("hf0000000007", &caitlin, &["+ Has the authority’s number hf0000000007"]);
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
    check("1234567890", &own, &["+ Has the authority’s number 1234567890"]);
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

/// Penny Lane is a street and a name.
#[test]
fn words_that_are_streets_and_surnames() {
    let mut penny = person(6, "Penny", "Lane");
    penny.addresses = vec![home("9 Frost Lane, Stowbridge")];
    check("Penny Lane", &penny, &["+ Same first name and surname"]);
    check("Frost Lane", &penny, &["+ Same surname", "+ Lives on Frost Lane"]);
    penny.names = vec![name(NameKind::Legal, "Penny", "Okafor")];
    check(
        "Penny Lane",
        &penny,
        &["+ Same first name", "- Different surname: Okafor"],
    );
    check(
        "Penny Frost Lane",
        &penny,
        &["+ Same first name", "+ Lives on Frost Lane"],
    );
}
