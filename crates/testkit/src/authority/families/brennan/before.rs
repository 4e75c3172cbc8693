//! The family before this year, with what is corrected later.

use super::*;

/// Facts that are corrected later.
pub(super) struct First {
    pub(super) people: Written,
    pub(super) parents: FactRef,
    pub(super) at_court: [FactRef; 3],
    pub(super) in_court: [FactRef; 3],
    pub(super) bruise: FactRef,
    pub(super) school: FactRef,
}

pub(super) fn before_2026(pen: &mut Pen) -> First {
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
