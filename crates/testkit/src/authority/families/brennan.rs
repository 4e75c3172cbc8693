//! Maya Brennan-Osei, whom everyone calls May: screens 04, 05 and 06.

use domain::calendar::london;
use domain::contact::{Outcome, YesNo};
use domain::facts::contact::*;
use domain::facts::person::*;
use domain::facts::services::*;
use domain::ids::RecordId;
use domain::ledger::{About, FactRef, NewFact};

use super::{canary, person};
use crate::authority::pen::{Call, Pen, Written, contact_id};

const ROW: &str = "22 Tanner’s Row, Stowbridge";
const ROW_POSTCODE: &str = "MX4 2PD";
const COURT: &str = "5 Weaver Court, Stowbridge";
const COURT_POSTCODE: &str = "MX4 1RB";
const SCHOOL: &str = "Fenwick Green Primary School";

pub(super) fn write(pen: &mut Pen) {
    pen.family("brennan");
    let first = before_2026(pen);
    let year = this_year(pen);
    let uncle = referral(pen, &first, &year);
    assessment(pen, &first, uncle);
}

/// Facts that are corrected later.
struct First {
    people: Written,
    parents: FactRef,
    at_court: [FactRef; 3],
    in_court: [FactRef; 3],
    bruise: FactRef,
    school: FactRef,
}

fn before_2026(pen: &mut Pen) -> First {
    let born = pen.day(2018, 3, 14);
    let mut facts = pen.somebody("maya", "Maya", "Brennan-Osei", "F", born);
    facts.push(pen.number("maya", "la_child_id", "HF0000000001", None));
    facts.push(pen.number("maya", "nhs", "9990417237", None));
    facts.extend(pen.somebody("hannah", "Hannah", "Brennan", "F", pen.day(1994, 6, 2)));
    facts.extend(pen.somebody("daniel", "Daniel", "Osei", "M", pen.day(1992, 2, 19)));
    facts.push(pen.related("maya", "hannah", "parent", "Birth record", Some(true)));
    facts.push(pen.related("maya", "daniel", "parent", "Birth record", Some(true)));
    let parents = facts.len();
    facts.push(pen.related_for("hannah", "daniel", "partner", "Hannah", None, None, None));
    let people = pen.write(pen.at((2018, 3, 20), (10, 12)), "Nadia Karimi", facts);

    pen.call(Call {
        key: "brennan 2018",
        reference: None,
        received: pen.at((2018, 3, 20), (10, 20)),
        recorded: pen.at((2018, 3, 20), (10, 31)),
        by: "Nadia Karimi",
        channel: "phone",
        source: "3D",
        referrer: Referrer {
            name: "Aileen Marsh".into(),
            role: "Community midwife".into(),
            organisation: "Marlshire Community Health".into(),
            ring_back: "01632 960 181".into(),
            wishes_to_stay_anonymous: false,
        },
        worry: "No worry. New baby at Weaver Court, both parents at home. They asked which children’s centre runs the baby group on Tuesdays.",
        information_only: true,
        children: vec![("maya", child("maya", "Maya Brennan-Osei", "6 days", "", COURT))],
        safety: None,
        agreement: None,
        proposal: "Information given: Stowbridge children’s centre, Tuesdays at 10.",
    });
    let information = pen.decision(
        "brennan 2018",
        "maya",
        &[people.fact(0)],
        decided(
            Outcome::InformationGiven,
            "A question about a baby group, answered on the telephone. No worry was named.",
        ),
    );
    pen.write(pen.at((2018, 3, 20), (10, 38)), "Nadia Karimi", vec![information]);

    let moved_in = Some(pen.day(2018, 3, 1));
    let mut facts = vec![pen.home("weaver_court", COURT, COURT_POSTCODE, false)];
    for key in ["maya", "hannah", "daniel"] {
        facts.push(pen.lives(key, COURT, COURT_POSTCODE, moved_in, None));
        facts.push(pen.member("weaver_court", key, moved_in, None, "Health visitor’s notice"));
    }
    let home = pen.write(pen.at((2018, 3, 27), (9, 50)), "Nadia Karimi", facts);

    let bruise = pen.note(
        "maya",
        "Seen in the emergency department: a bruise on the shin",
        "The emergency department rang at 17:40. May fell from a climbing frame in Weaver Park with her father beside her. Bruise on the front of \
         the left shin, about 8 cm. The doctor found that the bruise and the fall agree. No earlier contact raised a worry. No action asked for.",
        "I was at the top and my foot went.",
        pen.day(2024, 3, 3),
    );
    let bruise = pen.write(pen.at((2024, 3, 3), (18, 25)), "Femi Balogun", vec![bruise]);
    let school = vec![
        pen.at_school("maya", SCHOOL, "Year 3", Some(pen.day(2022, 9, 5))),
        pen.named("maya", NameKind::Preferred, "May", "Brennan-Osei"),
    ];
    let school = pen.write(pen.at((2025, 9, 9), (11, 5)), "Nadia Karimi", school);
    First {
        people,
        parents: people.fact(i32::try_from(parents).unwrap_or(0)),
        at_court: [home.fact(1), home.fact(3), home.fact(5)],
        in_court: [home.fact(2), home.fact(4), home.fact(6)],
        bruise: bruise.fact(0),
        school: school.fact(0),
    }
}

/// The contacts of this year before the referral, as facts for later decisions to have shown.
struct Year {
    january: Written,
    april: Written,
    july: Written,
    tyler_james: Written,
}

fn this_year(pen: &mut Pen) -> Year {
    let mut facts = pen.somebody("tyler_james", "Tyler-James", "Brennan", "M", pen.day(2013, 5, 30));
    facts.push(pen.number("tyler_james", "la_child_id", "HF0000000002", None));
    facts.push(pen.lives("tyler_james", COURT, COURT_POSTCODE, Some(pen.day(2018, 3, 1)), None));
    facts.push(pen.member("weaver_court", "tyler_james", Some(pen.day(2018, 3, 1)), None, "Hannah"));
    facts.push(pen.related(
        "maya",
        "tyler_james",
        "half_sibling",
        &format!("Hannah, {}", pen.said(2026, 1, 12)),
        None,
    ));
    facts.push(pen.related(
        "tyler_james",
        "hannah",
        "parent",
        &format!("Hannah, {}", pen.said(2026, 1, 12)),
        Some(true),
    ));
    facts.push(pen.at_school("tyler_james", "Kingsholt Academy", "Year 8", Some(pen.day(2024, 9, 3))));
    let tyler_james = pen.write(pen.at((2026, 1, 12), (9, 58)), "Nadia Karimi", facts);

    let january = pen.call(Call {
        key: "brennan january",
        reference: None,
        received: pen.at((2026, 1, 12), (9, 40)),
        recorded: pen.at((2026, 1, 12), (10, 6)),
        by: "Nadia Karimi",
        channel: "email",
        source: "3A",
        referrer: Referrer {
            name: "Dr Amina Farooq".into(),
            role: "GP".into(),
            organisation: "Riverside Surgery".into(),
            ring_back: "01632 960 120".into(),
            wishes_to_stay_anonymous: false,
        },
        worry: &format!(
            "May has missed three appointments for a chest infection since {}. Mum rang to rearrange each time and then did not come. \
             She sounded worn out when reception spoke to her.",
            pen.said(2025, 12, 8)
        ),
        information_only: false,
        children: vec![("maya", child("maya", "Maya Brennan-Osei", "7", SCHOOL, COURT))],
        safety: Some(safety("With her mother, at home", "Not known to be unwell today.")),
        agreement: Some(agreement("told_not_objecting", "The surgery told Hannah that it would write to us.")),
        proposal: "Advice to the surgery",
    });
    let why = "I rang Hannah at 14:10. May has the antibiotics and is back at school; the school confirms it. The three appointments fell on Hannah’s shifts. \
               The surgery has given her one after 17:00. Nothing else was raised by school or surgery.";
    advice(
        pen,
        "brennan january",
        january,
        (2026, 1, 12),
        [(13, 55), (15, 20), (16, 2)],
        "Leah Brandt",
        Outcome::Advice,
        why,
        "",
        "",
        false,
    );

    let april = pen.call(Call {
        key: "brennan april",
        reference: None,
        received: pen.at((2026, 4, 17), (7, 52)),
        recorded: pen.at((2026, 4, 17), (8, 40)),
        by: "Nadia Karimi",
        channel: "police_notification",
        source: "6",
        referrer: police(),
        worry: "Argument between Hannah Brennan and Daniel Osei in the street outside Weaver Court at about 19:30 last night, over money. No offence, no injury. \
                Children indoors with a neighbour, who says that they were watching television.",
        information_only: false,
        children: vec![
            ("maya", child("maya", "Maya Brennan-Osei", "8", SCHOOL, COURT)),
            ("tyler_james", child("tyler_james", "Tyler-James Brennan", "12", "Kingsholt Academy", COURT)),
        ],
        safety: Some(safety("With their mother. Daniel Osei has gone to his own home", "Police saw both children. Neither was hurt.")),
        agreement: None,
        proposal: "Offer Harbour Families",
    });
    let why = "Hannah says that she and Daniel have lived apart since 2022 and argue about money when he brings May back. She would like help with that. \
               Offered Harbour Families, who will ring her on Monday. School has noticed nothing new.";
    let surgery = format!(
        "The surgery’s contact of {} was about appointments on Hannah’s shifts; none has been missed since.",
        pen.said(2026, 1, 12)
    );
    advice(
        pen,
        "brennan april",
        april,
        (2026, 4, 17),
        [(10, 15), (12, 30), (13, 5)],
        "Leah Brandt",
        Outcome::Signpost,
        why,
        "Harbour Families",
        &surgery,
        false,
    );
    let outcome = pen.note(
        "maya",
        "Harbour Families: not taken up",
        &format!(
            "Offered {}. No answer then, nor to 2 calls after it. They closed the offer today and have left their number with Hannah.",
            pen.said(2026, 4, 20)
        ),
        "",
        pen.working(2026, 5, 11),
    );
    pen.write(pen.at((2026, 5, 11), (11, 40)), "Leah Brandt", vec![outcome]);

    let july = pen.call(Call {
        key: "brennan july",
        reference: None,
        received: pen.at((2026, 7, 22), (11, 4)),
        recorded: pen.at((2026, 7, 22), (11, 31)),
        by: "Nadia Karimi",
        channel: "phone",
        source: "1A",
        referrer: Referrer {
            name: "Patricia Brennan".into(),
            role: "Grandmother, mother’s mother".into(),
            organisation: String::new(),
            ring_back: "01632 960 133".into(),
            wishes_to_stay_anonymous: true,
        },
        worry: "I’ve not been let in for three weeks and Hannah won’t pick up. There’s a fella there now, I don’t know who he is.",
        information_only: false,
        children: vec![("maya", child("maya", "May Brennan-Osei", "8", SCHOOL, COURT))],
        safety: Some(safety("Said to be at home with her mother", "Pat has not seen May for three weeks.")),
        agreement: Some(agreement("not_asked", "Pat does not want Hannah to know that she rang.")),
        proposal: "Ring Hannah",
    });
    let mut patricia = pen.somebody("patricia", "Patricia", "Brennan", "F", pen.day(1961, 4, 8));
    patricia.push(pen.lives("patricia", "9 Quay Cottages, Aldermere", "MX7 3TA", None, None));
    patricia.push(pen.related(
        "maya",
        "patricia",
        "grandparent",
        &format!("Patricia, {}", pen.said(2026, 7, 22)),
        None,
    ));
    patricia.push(pen.related(
        "hannah",
        "patricia",
        "parent",
        &format!("Patricia, {}", pen.said(2026, 7, 22)),
        None,
    ));
    pen.write(pen.at((2026, 7, 22), (11, 36)), "Nadia Karimi", patricia);
    let absent = pen.note(
        "maya",
        "School: last day of term not attended",
        "Class teacher noted that May was kept home to “help with the move”. Told to us when we rang about her grandmother’s call.",
        "",
        pen.working(2026, 7, 20),
    );
    pen.write(pen.at((2026, 7, 22), (15, 58)), "Leah Brandt", vec![absent]);
    let why = "I spoke to Hannah at 16:05. She says that she and her mother have fallen out and that a friend is helping with a move. She did not give his name. May came to \
               the telephone and said hello. School had no worry before the summer. Hannah was told how to ask for help; Pat is rung back and told that we have listened.";
    advice(
        pen,
        "brennan july",
        july,
        (2026, 7, 22),
        [(15, 30), (16, 41), (17, 2)],
        "Leah Brandt",
        Outcome::Advice,
        why,
        "",
        "The appointments that the surgery wrote about have been kept since. Harbour Families was offered after the police notification and not taken up; offered again today, Hannah will think about it.",
        true,
    );
    Year {
        january,
        april,
        july,
        tyler_james,
    }
}

/// Taken, decided and signed on one day; where the service manager signs too, she does so the next morning.
#[allow(
    clippy::too_many_arguments,
    reason = "one sentence of a story has as many parts as it has"
)]
fn advice(
    pen: &mut Pen,
    contact: &str,
    received: Written,
    day: (i16, i8, i8),
    [taken, decide, sign]: [(i8, i8); 3],
    by: &str,
    outcome: Outcome,
    why: &str,
    to_whom: &str,
    answers: &str,
    third: bool,
) {
    pen.taken(pen.at(day, taken), by, contact);
    let children: &[&str] = if contact == "brennan april" {
        &["maya", "tyler_james"]
    } else {
        &["maya"]
    };
    let facts: Vec<NewFact> = children
        .iter()
        .map(|key| {
            pen.decision(
                contact,
                key,
                &[received.fact(0), received.fact(1)],
                ChildDecided {
                    to_whom: to_whom.into(),
                    answers_records: answers.into(),
                    service_manager_signs: third,
                    ..decided(outcome, why)
                },
            )
        })
        .collect();
    let decision = pen.write(pen.at(day, decide), by, facts);
    for (ord, key) in (0..).zip(children) {
        pen.signed(pen.at(day, sign), "Grace Adjei", contact, key, decision.fact(ord), "");
        if third {
            pen.signed(
                pen.at(day, (17, 24)),
                "Sunita Rao",
                contact,
                key,
                decision.fact(ord),
                "Third contact in twelve months. Read with the two before it.",
            );
        }
    }
}

/// Gives back what was said first of Lee Forster, which was corrected a week later.
fn referral(pen: &mut Pen, first: &First, year: &Year) -> FactRef {
    let call = pen.call(Call {
        key: "brennan october",
        reference: None,
        received: pen.at((2026, 10, 6), (9, 12)),
        recorded: pen.at((2026, 10, 6), (9, 41)),
        by: "Nadia Karimi",
        channel: "phone",
        source: "2A",
        referrer: Referrer {
            name: "Imran Yusuf".into(),
            role: "Deputy head, safeguarding lead".into(),
            organisation: SCHOOL.into(),
            ring_back: "01632 960 171".into(),
            wishes_to_stay_anonymous: false,
        },
        worry: "Tired, hungry, same clothes all week. She told her teacher the new man makes her stand in the hall.",
        information_only: false,
        children: vec![
            (
                "maya",
                child(
                    "maya",
                    "Maya Brennan-Osei, “May”",
                    &london::date_words(pen.day(2018, 3, 14)),
                    SCHOOL,
                    ROW,
                ),
            ),
            (
                "tyler_james",
                child("tyler_james", "Tyler-James Brennan", "13", "Kingsholt Academy", ROW),
            ),
        ],
        safety: Some(safety("At school until 15:30", "No injury seen.")),
        agreement: Some(agreement(
            "told_not_objecting",
            "School told Hannah that it was ringing us. She said “do what you like”.",
        )),
        proposal: "Referral",
    });
    let moved = Some(pen.day(2026, 8, 1));
    let lee = "School, ".to_owned() + &pen.said(2026, 10, 6);
    let mut facts = pen.somebody("lee", "Lee", "Forster", "M", pen.day(1991, 1, 27));
    facts.push(pen.related_for("hannah", "lee", "partner", &lee, None, Some(pen.day(2026, 7, 1)), None));
    facts.push(pen.home("tanners_row", ROW, ROW_POSTCODE, false));
    for (i, key) in ["maya", "hannah"].into_iter().enumerate() {
        facts.push(Pen::better(
            pen.lives(key, COURT, COURT_POSTCODE, Some(pen.day(2018, 3, 1)), moved),
            first.at_court[i],
        ));
        facts.push(Pen::better(
            pen.member(
                "weaver_court",
                key,
                Some(pen.day(2018, 3, 1)),
                moved,
                "Health visitor’s notice",
            ),
            first.in_court[i],
        ));
    }
    let since = Some(pen.day(2018, 3, 1));
    let brother = year.tyler_james;
    facts.push(Pen::better(
        pen.lives("tyler_james", COURT, COURT_POSTCODE, since, moved),
        brother.fact(4),
    ));
    facts.push(Pen::better(
        pen.member("weaver_court", "tyler_james", since, moved, "Hannah"),
        brother.fact(5),
    ));
    for key in ["maya", "hannah", "tyler_james"] {
        facts.push(pen.lives(key, ROW, ROW_POSTCODE, moved, None));
        facts.push(pen.member("tanners_row", key, moved, None, &lee));
    }
    facts.push(pen.lives("lee", ROW, ROW_POSTCODE, Some(pen.day(2026, 7, 1)), None));
    facts.push(pen.member("tanners_row", "lee", moved, None, &lee));
    pen.explained(
        pen.at((2026, 10, 6), (9, 52)),
        "Nadia Karimi",
        "The family has moved, says the school.",
        facts,
    );
    let in_year_4 = Pen::better(
        pen.at_school("maya", SCHOOL, "Year 4", Some(pen.day(2022, 9, 5))),
        first.school,
    );
    pen.explained(
        pen.at((2026, 10, 6), (9, 53)),
        "Nadia Karimi",
        "A new school year.",
        vec![in_year_4],
    );
    let uncle = pen.related(
        "maya",
        "lee",
        "aunt_or_uncle",
        &format!("Tyler-James, {}", pen.said(2026, 10, 6)),
        Some(false),
    );
    let uncle = pen.write(pen.at((2026, 10, 6), (10, 5)), "Nadia Karimi", vec![uncle]);

    pen.taken(pen.at((2026, 10, 6), (10, 20)), "Tom Ashworth", "brennan october");
    let seen = [
        call.fact(0),
        call.fact(1),
        year.january.fact(0),
        year.april.fact(0),
        year.july.fact(0),
    ];
    let mut decisions = Vec::new();
    for (key, why) in [
        (
            "maya",
            "Four contacts in ten months, each smaller alone than together: appointments missed, an argument, a grandmother kept out, and now a child who is tired and hungry and is \
             made to stand in the hall. Nobody from this service has met the man in the home. May has not been seen by us. An assessment is needed.",
        ),
        (
            "tyler_james",
            "Same home and same adults as May. His school has not been asked since the police notification. He is assessed with her.",
        ),
    ] {
        decisions.extend(accepted(pen, key, why, &seen));
    }
    let decision = pen.write(pen.at((2026, 10, 6), (12, 48)), "Tom Ashworth", decisions);
    for (ord, key) in [(0, "maya"), (3, "tyler_james")] {
        pen.signed(
            pen.at((2026, 10, 6), (14, 10)),
            "Grace Adjei",
            "brennan october",
            key,
            decision.fact(ord),
            "",
        );
        pen.signed(
            pen.at((2026, 10, 6), (16, 35)),
            "Sunita Rao",
            "brennan october",
            key,
            decision.fact(ord),
            "",
        );
    }
    let from = pen.working(2026, 10, 7);
    let mut facts = Vec::new();
    for key in ["maya", "tyler_james"] {
        facts.push(pen.allocated(key, "Jo Whitlock", from, None));
        facts.push(assessment_of(pen, key));
    }
    facts.push(Pen::better(
        pen.number("maya", "nhs", "9990417237", Some(from)),
        first.people.fact(4),
    ));
    pen.explained(
        pen.at((2026, 10, 7), (9, 30)),
        "Rhys Pritchard",
        "NHS number traced.",
        facts,
    );
    uncle.fact(0)
}

/// The decision, the referral that it opens and the referral's own decision: both clocks start at receipt of the contact.
fn accepted(pen: &Pen, key: &str, why: &str, seen: &[FactRef]) -> Vec<NewFact> {
    let received = pen.at((2026, 10, 6), (9, 12));
    let decision = pen.decision(
        "brennan october",
        key,
        seen,
        ChildDecided {
            protection: format!(
                "Social worker sees {} at school by {}.",
                if key == "maya" { "May" } else { "Tyler-James" },
                pen.said(2026, 10, 9)
            ),
            primary_need: "N1".into(),
            service_manager_signs: true,
            read: vec!["The three earlier contacts of this year".into()],
            ..decided(Outcome::Referral, why)
        },
    );
    let referral = ReferralReceived {
        received_on: pen.working(2026, 10, 6),
        received_at: Some(received),
        source: "2A".into(),
        primary_need: "N1".into(),
        contact: Some(contact_id("brennan october")),
        no_further_action: false,
    };
    let accepted = ReferralDecided {
        referral: episode(pen, key),
        outcome: ReferralOutcome::Assessment,
        why: why.into(),
    };
    vec![
        decision,
        NewFact::record(person(key), episode(pen, key), referral).on(pen.working(2026, 10, 6)),
        pen.fact(person(key), &format!("{key} referral decided"), accepted),
    ]
}

fn episode(pen: &Pen, key: &str) -> RecordId {
    pen.record(&format!("{key} episode"))
}

fn assessment_of(pen: &Pen, key: &str) -> NewFact {
    let body = AssessmentRecorded {
        referral: episode(pen, key),
        started_on: pen.working(2026, 10, 7),
        reviewed_on: None,
        authorised_on: None,
        factors: Vec::new(),
    };
    pen.fact(person(key), &format!("{key} assessment"), body)
        .on(pen.working(2026, 10, 7))
}

fn assessment(pen: &mut Pen, first: &First, uncle: FactRef) {
    let told = format!("Daniel, {}", pen.said(2026, 10, 8));
    let mut facts = pen.somebody("abena", "Abena", "Osei", "F", pen.day(1965, 3, 30));
    facts.push(pen.fact(
        person("abena"),
        "abena abroad",
        AddressRecorded {
            kind: "home".into(),
            line: "Kumasi, Ghana".into(),
            postcode: String::new(),
            from: None,
            to: None,
            confidential: false,
        },
    ));
    facts.extend(pen.somebody("priya", "Priya", "Nair", "F", pen.day(1996, 5, 17)));
    facts.extend(pen.somebody("asha", "Asha", "Osei-Nair", "F", pen.day(2024, 7, 9)));
    facts.push(pen.related("daniel", "abena", "parent", &told, None));
    facts.push(pen.related("maya", "abena", "grandparent", &told, None));
    facts.push(pen.related_for(
        "daniel",
        "priya",
        "partner",
        &told,
        None,
        Some(pen.day(2023, 2, 1)),
        None,
    ));
    facts.push(pen.related("maya", "priya", "parents_partner", &told, Some(false)));
    facts.push(pen.related("asha", "daniel", "parent", &told, Some(true)));
    facts.push(pen.related("asha", "priya", "parent", &told, Some(true)));
    facts.push(pen.related("maya", "asha", "half_sibling", &told, None));
    let parted = Some(pen.day(2022, 9, 10));
    facts.push(Pen::better(
        pen.related_for("hannah", "daniel", "partner", &told, None, None, parted),
        first.parents,
    ));
    let (line, postcode) = (
        format!("41 {} Street, Harrowden", canary("a confidential address")),
        "MX11 8QF",
    );
    facts.push(pen.home("daniels", &line, postcode, true));
    facts.push(Pen::better(
        pen.lives("daniel", COURT, COURT_POSTCODE, Some(pen.day(2018, 3, 1)), parted),
        first.at_court[2],
    ));
    facts.push(Pen::better(
        pen.member(
            "weaver_court",
            "daniel",
            Some(pen.day(2018, 3, 1)),
            parted,
            "Health visitor’s notice",
        ),
        first.in_court[2],
    ));
    for key in ["daniel", "priya", "asha"] {
        let body = AddressRecorded {
            kind: "home".into(),
            line: line.clone(),
            postcode: postcode.into(),
            from: Some(pen.day(2023, 2, 1)),
            to: None,
            confidential: true,
        };
        facts.push(pen.fact(person(key), &format!("{key} confidential address"), body));
        facts.push(pen.member("daniels", key, Some(pen.day(2023, 2, 1)), None, &told));
    }
    facts.push(pen.warning(
        "maya",
        "Father’s address is confidential",
        "Do not give it to anyone in May’s home. It is left out of every list, letter and print.",
        pen.day(2027, 4, 8),
        "Daniel asked for it. Hannah has been told that his address is kept.",
    ));
    facts.push(Pen::better(
        pen.note(
            "maya",
            "Seen in the emergency department: a bruise on the shin",
            "The emergency department rang at 17:40. May fell from a climbing frame in Weaver Park with her father beside her. Bruise on the front of \
             the left shin, about 3 cm. The doctor found that the bruise and the fall agree. No earlier contact raised a worry. No action asked for.",
            "I was at the top and my foot went.",
            pen.day(2024, 3, 3),
        ),
        first.bruise,
    ));
    pen.explained(
        pen.at((2026, 10, 8), (15, 20)),
        "Jo Whitlock",
        "Read with the hospital’s own letter, which says 3 cm; and what Daniel told me today.",
        facts,
    );

    let seen = pen.note(
        "maya",
        "Seen at school by Jo Whitlock",
        "First time seen, day 3 after the referral. May spoke with her teaching assistant beside her. She was in clean uniform lent by the school and ate breakfast there. \
         She would not say much about home and asked whether her Nan could come to the play.",
        "Lee says the hall is for thinking.",
        pen.working(2026, 10, 9),
    );
    pen.write(pen.at((2026, 10, 9), (14, 5)), "Jo Whitlock", vec![seen]);

    let dog = pen.warning(
        "maya",
        "Visit in pairs",
        &format!(
            "Large dog in the home, not always shut away. Lee Forster shouted at a worker on {}.",
            pen.said(2026, 10, 14)
        ),
        pen.day(2027, 1, 6),
        "Told the family.",
    );
    pen.write(pen.at((2026, 10, 14), (17, 40)), "Jo Whitlock", vec![dog]);

    let hannah = format!("Hannah, home visit {}", pen.said(2026, 10, 14));
    let mut facts = vec![
        pen.note(
            "maya",
            "Home visit: May and Tyler-James seen, not alone",
            "With Ben Carver. Lee Forster would not leave the room and shouted when asked. Hannah is pregnant. She did not say who the father is. The children share a room with a \
             working lock on the outside of the door; Lee says that it was there when they came. Food in the kitchen, both beds made.",
            "",
            pen.working(2026, 10, 14),
        )
        .about(About::other(person("tyler_james"), "sibling")),
        Pen::better(
            pen.related_for("maya", "lee", "parents_partner", &hannah, Some(false), Some(pen.day(2026, 7, 1)), None),
            uncle,
        ),
        pen.named("unborn", NameKind::Alias, "Unborn baby", "Brennan"),
        pen.fact(person("unborn"), "unborn expected", BirthRecorded::Expected { on: pen.day(2027, 1, 22) }),
        pen.fact(person("unborn"), "unborn sex", SexRecorded { code: "U".into() }),
        pen.related("unborn", "hannah", "parent", &hannah, None),
        pen.related("maya", "unborn", "half_sibling", &hannah, None),
        pen.related("tyler_james", "unborn", "half_sibling", &hannah, None),
        pen.member("tanners_row", "unborn", None, None, &hannah),
        pen.named("callum", NameKind::Legal, "Callum", "Reeve"),
        pen.fact(person("callum"), "callum sex", SexRecorded { code: "M".into() }),
        pen.fact(person("callum"), "callum died", DeathRecorded { on: pen.day(2019, 5, 3) }),
        pen.related("tyler_james", "callum", "parent", &hannah, None),
    ];
    facts.push(pen.related_for(
        "hannah",
        "callum",
        "partner",
        &hannah,
        None,
        Some(pen.day(2012, 6, 1)),
        Some(pen.day(2015, 3, 1)),
    ));
    pen.explained(
        pen.at((2026, 10, 15), (8, 50)),
        "Jo Whitlock",
        "Hannah says that he is her partner, not an uncle.",
        facts,
    );

    let asked = pen.note(
        "maya",
        "Information asked: surgery, health visiting, police",
        &format!(
            "Asked about May, Tyler-James, Hannah and Lee Forster. Health visiting replied the same day: no record beyond the births. Police replied {}, on Hannah and Daniel only. \
             The surgery has not replied; chased {}.",
            pen.said(2026, 11, 2),
            pen.said(2026, 11, 5)
        ),
        "",
        pen.working(2026, 10, 29),
    );
    pen.write(pen.at((2026, 10, 29), (12, 15)), "Jo Whitlock", vec![asked]);
    let alone = pen.note(
        "maya",
        "Visit at school: May seen alone",
        "May drew her house with two doors, “one for when Lee is in”. Interpreter not needed. School says attendance is 91 per cent since September. She says she feels safe with her Nan. \
         Not checked.",
        "I like it when Nan picks me up on Fridays and we get chips.",
        pen.working(2026, 11, 5),
    );
    pen.write(pen.at((2026, 11, 6), (9, 15)), "Jo Whitlock", vec![alone]);
    let mut facts = vec![
        pen.note(
            "maya",
            "Call with Patricia Brennan, grandmother",
            "Pat has May most Fridays. She says May has stopped asking to go home early. Pat would have both children if it came to it. Her husband Michael died in 2015.",
            "",
            pen.working(2026, 11, 10),
        )
        .about(About::other(person("tyler_james"), "sibling")),
        pen.named("michael", NameKind::Legal, "Michael", "Brennan"),
        pen.fact(person("michael"), "michael sex", SexRecorded { code: "M".into() }),
        pen.fact(
            person("michael"),
            "michael born",
            BirthRecorded::Estimated { on: pen.day(1958, 7, 1), words: "born 1958".into() },
        ),
        pen.fact(person("michael"), "michael died", DeathRecorded { on: pen.day(2015, 2, 11) }),
    ];
    let said = format!("Patricia, {}", pen.said(2026, 11, 10));
    facts.push(pen.related("hannah", "michael", "parent", &said, None));
    facts.push(pen.related("maya", "michael", "grandparent", &said, None));
    facts.push(pen.related("patricia", "michael", "spouse", &said, None));
    pen.write(pen.at((2026, 11, 10), (16, 20)), "Jo Whitlock", facts);
}

fn child(key: &str, name: &str, age: &str, school: &str, address: &str) -> ChildNamed {
    ChildNamed {
        person: Some(person(key)),
        name: name.into(),
        age_or_birth: age.into(),
        school: school.into(),
        address: address.into(),
        whereabouts: String::new(),
        injury: Some(YesNo::No),
        injury_words: String::new(),
        identified: "Chosen from the search: name, birth date and address agree".into(),
    }
}

pub(super) fn police() -> Referrer {
    Referrer {
        name: "PC 4417 Laura Keane".into(),
        role: "Safeguarding desk".into(),
        organisation: "Marlshire Constabulary".into(),
        ring_back: "01632 960 190".into(),
        wishes_to_stay_anonymous: false,
    }
}

pub(super) fn safety(with: &str, words: &str) -> SafetyDeclared {
    SafetyDeclared {
        danger_now: YesNo::No,
        cannot_wait: Vec::new(),
        who_is_with_the_child: with.into(),
        words: words.into(),
    }
}

pub(super) fn agreement(power: &str, words: &str) -> AgreementRecorded {
    AgreementRecorded {
        power: power.into(),
        words: words.into(),
        safe_contact: String::new(),
        interpreter: String::new(),
    }
}

/// A decision with its reason and nothing else; the child is put in by [`Pen::decision`].
pub(super) fn decided(outcome: Outcome, why: &str) -> ChildDecided {
    ChildDecided {
        child: RecordId(uuid::Uuid::nil()),
        outcome,
        why: why.into(),
        protection: String::new(),
        answers_records: String::new(),
        to_whom: String::new(),
        section_47_threshold: None,
        primary_need: String::new(),
        read: Vec::new(),
        service_manager_signs: false,
    }
}
