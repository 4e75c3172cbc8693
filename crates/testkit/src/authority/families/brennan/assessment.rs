//! The assessment: who matters to the children turns out otherwise than it was said.

use super::*;

pub(super) fn episode(pen: &Pen, key: &str) -> RecordId {
    pen.record(&format!("{key} episode"))
}

pub(super) fn assessment_of(pen: &Pen, key: &str) -> NewFact {
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

pub(super) fn assessment(pen: &mut Pen, first: &First, uncle: FactRef) {
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
