//! The contact of October, which opens a referral for both children.

use super::*;

/// Gives back what was said first of Lee Forster, which was corrected a week later.
pub(super) fn referral(pen: &mut Pen, first: &First, year: &Year) -> FactRef {
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
