//! The public sample files. They are odd on purpose: all are read, and every row in them is stored. Counts were made by opening the files.

use std::fs;

use jiff::civil::date;
use returns::What;
use returns::cin::Occurrence;

use crate::shared::shared;
use crate::writer::{counts, elements, read};

/// `expect`: the tables with rows; `kinds`: findings by kind.
fn check(file: &str, expect: &str, kinds: &[(&str, u64)]) {
    let Some(path) = shared(&format!("data/cin/{file}")) else {
        return;
    };
    let (_, census) = read(fs::read(path).unwrap());
    assert_eq!(counts(&census.reconciliation), expect, "{file}");
    assert_eq!(census.reconciliation.refused(), [], "{file}");
    let found: Vec<_> = census
        .reconciliation
        .finding_counts()
        .iter()
        .map(|(kind, n)| (*kind, *n))
        .collect();
    assert_eq!(found, kinds, "{file}");
}

#[test]
fn the_2021_samples() {
    let one =
        "1 children, ChildIdentifiers 1/1, ChildCharacteristics 1/1, Disabilities 2/2, CINdetails 1/1, Assessments 1/1";
    let rest = "CINplanDates 1/1, Section47 1/1, ChildProtectionPlans 1/1, Reviews 1/1";
    let with_factors = format!("{one}, AssessmentFactorsList 2/2, {rest}");
    let without = format!("{one}, {rest}");
    // Born in 1965 and expected in 1066; the name of an element stands as text where the element begins.
    let odd = ("before 1900", 1);
    // The UPN begins A123, and 123 is no authority.
    let upn = ("doubtful number", 1);
    let both = ("born and expected", 1);
    let text = ("stray text", 1);
    let year = ("reference date", 1);
    check("CIN_Census_2021.xml", &with_factors, &[odd, both, upn, text]);
    check("CIN_la_issues_2887Q.xml", &with_factors, &[odd, both, upn, text]);
    check(
        "CIN_header_issues_100.xml",
        &with_factors,
        &[odd, both, upn, year, text],
    );
    check("CIN_Census_2021_copy.xml", &without, &[upn, year, text]);
    check(
        "CIN_Census_2021_no_assessment_factors.xml",
        &without,
        &[upn, year, text],
    );
}

#[test]
fn a_plan_that_is_in_the_file_twice() {
    check(
        "CIN2rows.xml",
        "1 children, ChildIdentifiers 1/1, ChildCharacteristics 1/1, Disabilities 2/2, CINdetails 1/1, Assessments 1/1, \
         CINplanDates 1/1, Section47 1/1, ChildProtectionPlans 2/2, Reviews 2/2",
        &[
            ("doubtful number", 1),
            ("reference date", 1),
            ("repeats a row", 1),
            ("stray text", 1),
        ],
    );
    let Some(path) = shared("data/cin/CIN2rows.xml") else {
        return;
    };
    let (children, _) = read(fs::read(path).unwrap());
    let plans = &children[0].episodes[0].values.cp_plans;
    assert_eq!(plans[1].occurrence, Occurrence::Repeat { nth: 1, of_line: 55 });
}

#[test]
fn the_samples_of_2024_and_2026() {
    let both = "2 children, ChildIdentifiers 2/2, ChildCharacteristics 2/2, Disabilities 3/3, CINdetails 2/2, Assessments 2/2, \
         AssessmentFactorsList 3/3, CINplanDates 1/1, Section47 1/1, ChildProtectionPlans 1/1, Reviews 1/1";
    // Sex 1 and factor RB; a UPN of no authority and an id with underscores; an assessment of 2028 and an episode of October 2024 in a file of March 2024.
    check(
        "CIN_Census_2024.xml",
        both,
        &[
            ("after the reference date", 3),
            ("doubtful number", 2),
            ("reference date", 1),
            ("stray text", 1),
            ("unknown code", 2),
        ],
    );
    // Six more dates after March 2024 in the pre-proceedings.
    check(
        "CIN_Census_2026.xml",
        &format!("{both}, PreProceedingsandFGDM 1/1"),
        &[
            ("after the reference date", 9),
            ("doubtful number", 2),
            ("reference date", 1),
            ("stray text", 1),
            ("unknown code", 2),
        ],
    );
}

#[test]
fn a_larger_sample_of_332_children() {
    let Some(path) = shared("data/cin/fake_CIN_data.xml") else {
        return;
    };
    let text = fs::read_to_string(path).unwrap();
    let (children, census) = read(&text);
    assert_eq!(
        counts(&census.reconciliation),
        "332 children, ChildIdentifiers 332/332, ChildCharacteristics 332/332, Disabilities 117/117, CINdetails 402/402"
    );
    let closed = children
        .iter()
        .flat_map(|child| &child.episodes)
        .filter(|e| e.values.closure_date.is_some());
    assert_eq!(closed.count() as u64, elements(&text, "CINclosureDate"));
    assert_eq!(census.header.lea.as_deref(), Some("975"));
    assert_eq!(census.header.asserted_at, Some("2022-07-21T10:12:28Z".parse().unwrap()));
}

#[test]
fn what_the_2026_sample_says() {
    let Some(path) = shared("data/cin/CIN_Census_2026.xml") else {
        return;
    };
    let (children, census) = read(fs::read(path).unwrap());
    assert_eq!(census.header.asserted_at, Some("2023-05-23T10:14:05Z".parse().unwrap()));
    let identifiers = &children[0].identifiers[0];
    assert_eq!((identifiers.line, identifiers.values.sex.as_deref()), (19, Some("1")));
    assert_eq!(identifiers.values.former_upn.as_deref(), Some("X98765432123B"));
    let stray = children[0]
        .findings
        .iter()
        .find(|finding| finding.what == What::StrayText);
    assert_eq!(
        stray.and_then(|finding| finding.value.as_deref()),
        Some("PersonBirthDate")
    );

    let episode = &children[0].episodes[0];
    assert_eq!((episode.line, episode.values.referral_nfa), (34, Some(false)));
    let assessment = &episode.values.assessments[0].values;
    assert_eq!(assessment.start_date, date(2028, 4, 28));
    let factors: Vec<_> = assessment
        .factors
        .iter()
        .map(|factor| factor.values.0.as_str())
        .collect();
    assert_eq!(factors, ["1C", "RB", "6B"]);
    let plan = &episode.values.cp_plans[0].values;
    assert_eq!(
        (plan.previous_plans, plan.reviews[0].values.date),
        (Some(10), date(2023, 2, 15))
    );
    let block = &episode.values.pre_proceedings[0].values;
    assert_eq!(block.fgdm_meeting_offered, Some(true));
    assert_eq!(block.review_meetings, Some(3));
    assert_eq!(block.outcome.as_deref(), Some("A"));
    assert_eq!(block.letter_of_initial_cp_date, Some(date(2027, 2, 5)));
}
