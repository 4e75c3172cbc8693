//! Kate Sheppard of Aldermere, on a child in need plan: the one who is easily taken for Katy Shepherd. And two records of one boy, joined.

use domain::contact::Outcome;
use domain::facts::contact::*;
use domain::facts::person::*;
use domain::facts::services::*;
use domain::ledger::NewFact;

use super::brennan::{agreement, decided, safety};
use super::person;
use crate::authority::pen::{Call, Pen};

pub(super) fn write(pen: &mut Pen) {
    kate(pen);
    rahman(pen);
}

fn kate(pen: &mut Pen) {
    pen.family("sheppard");
    let (line, postcode) = ("3 Mill Lane, Aldermere", "MX7 1BD");
    let mut facts = pen.somebody("kate_sheppard", "Kate", "Sheppard", "F", pen.day(2016, 3, 2));
    facts.push(pen.number("kate_sheppard", "la_child_id", "HF0000000006", None));
    facts.push(pen.number(
        "kate_sheppard",
        "nhs",
        crate::authority::number::nhs(990_052).unwrap_or_default(),
        None,
    ));
    facts.push(pen.lives("kate_sheppard", line, postcode, None, None));
    facts.push(pen.at_school(
        "kate_sheppard",
        "Aldermere Church of England Primary School",
        "Year 5",
        None,
    ));
    facts.extend(pen.somebody("lorna_sheppard", "Lorna", "Sheppard", "F", pen.day(1989, 10, 3)));
    facts.push(pen.lives("lorna_sheppard", line, postcode, None, None));
    facts.push(pen.related("kate_sheppard", "lorna_sheppard", "parent", "Lorna", Some(true)));
    facts.push(pen.home("mill_lane", line, postcode, false));
    for key in ["kate_sheppard", "lorna_sheppard"] {
        facts.push(pen.member("mill_lane", key, None, None, "Lorna"));
    }
    pen.write(pen.at((2026, 5, 18), (10, 2)), "Nadia Karimi", facts);
    let received = pen.at((2026, 5, 18), (9, 30));
    let call = pen.call(Call {
        key: "sheppard may",
        reference: None,
        received,
        recorded: pen.at((2026, 5, 18), (10, 10)),
        by: "Nadia Karimi",
        channel: "phone",
        source: "3F",
        referrer: Referrer {
            name: "Siân Probert".into(),
            role: "Ward sister".into(),
            organisation: "St Brannock’s Hospital".into(),
            ring_back: "01632 960 185".into(),
            wishes_to_stay_anonymous: false,
        },
        worry: "Kate’s mum starts her third round of treatment on Monday and cannot lift or drive. Kate has been cooking and getting herself to school. Mum has asked for help.",
        information_only: false,
        children: vec![(
            "kate_sheppard",
            ChildNamed {
                person: Some(person("kate_sheppard")),
                name: "Kate Sheppard".into(),
                age_or_birth: "10".into(),
                school: "Aldermere Church of England Primary School".into(),
                address: line.into(),
                whereabouts: "At school".into(),
                injury: None,
                injury_words: String::new(),
                identified: "New person after the search was shown".into(),
            },
        )],
        safety: Some(safety("Her mother; an aunt comes on Sundays", "")),
        agreement: Some(agreement("agreed", "Lorna asked the ward to ring.")),
        proposal: "Referral",
    });
    pen.taken(pen.at((2026, 5, 18), (10, 45)), "Tom Ashworth", "sheppard may");
    let why = "Lorna is seriously ill and has asked for help. Kate is caring for her and for herself. Without support her health and schooling are likely to suffer.";
    let episode = pen.record("kate episode");
    let received_on = pen.working(2026, 5, 18);
    let referral = ReferralReceived {
        received_on,
        received_at: Some(received),
        source: "3F".into(),
        primary_need: "N3".into(),
        contact: Some(pen.contact("sheppard may")),
        no_further_action: false,
    };
    let facts = vec![
        pen.decision(
            "sheppard may",
            "kate_sheppard",
            &[call.fact(0), call.fact(1)],
            ChildDecided {
                primary_need: "N3".into(),
                protection: "Worker visits this week.".into(),
                ..decided(Outcome::Referral, why)
            },
        ),
        NewFact::record(person("kate_sheppard"), episode, referral).on(received_on),
        pen.fact(
            person("kate_sheppard"),
            "kate referral decided",
            ReferralDecided {
                referral: episode,
                outcome: ReferralOutcome::Assessment,
                why: why.into(),
            },
        ),
    ];
    let decision = pen.write(pen.at((2026, 5, 18), (12, 5)), "Tom Ashworth", facts);
    pen.signed(
        pen.at((2026, 5, 18), (13, 15)),
        "Grace Adjei",
        "sheppard may",
        "kate_sheppard",
        decision.fact(0),
        "",
    );
    let began = pen.working(2026, 5, 19);
    let assessment = |pen: &Pen, done: bool| {
        let body = AssessmentRecorded {
            referral: episode,
            started_on: began,
            reviewed_on: done.then(|| pen.working(2026, 6, 5)),
            authorised_on: done.then(|| pen.working(2026, 7, 3)),
            factors: if done {
                vec!["6B".into(), "7A".into()]
            } else {
                Vec::new()
            },
        };
        pen.fact(person("kate_sheppard"), "kate assessment", body)
    };
    let facts = vec![
        pen.allocated("kate_sheppard", "Ben Carver", began, None),
        assessment(pen, false),
    ];
    let start = pen.write(pen.at((2026, 5, 19), (9, 20)), "Rhys Pritchard", facts);
    let plan = CinPlanRecorded {
        referral: episode,
        started_on: pen.working(2026, 7, 3),
        ended_on: None,
    };
    let facts = vec![
        Pen::better(assessment(pen, true), start.fact(1)),
        pen.fact(person("kate_sheppard"), "kate plan", plan)
            .on(pen.working(2026, 7, 3)),
    ];
    pen.explained(
        pen.at((2026, 7, 3), (15, 30)),
        "Rhys Pritchard",
        "Assessment authorised: a child in need plan.",
        facts,
    );
    let note = pen.note(
        "kate_sheppard",
        "Child in need meeting",
        "Lorna, her sister Ruth, school and the ward came. The young carers’ group has a place for Kate on Wednesdays. School taxi until Christmas. Lorna’s scan is in December.",
        "I like Wednesdays. I don’t want Mum to think I mind.",
        pen.working(2026, 10, 20),
    );
    pen.write(pen.at((2026, 10, 20), (16, 5)), "Ben Carver", vec![note]);
}

/// One boy with two records: another spelling, another date of birth. Joined after two people had read them.
fn rahman(pen: &mut Pen) {
    pen.family("rahman");
    let mut facts = pen.somebody("rahman_first", "Mohammed Yusuf", "Rahman", "M", pen.day(2019, 4, 11));
    facts.push(pen.named("rahman_first", NameKind::Preferred, "Yusuf", "Rahman"));
    facts.push(pen.number("rahman_first", "la_child_id", "HF0000000007", None));
    facts.push(pen.number(
        "rahman_first",
        "nhs",
        crate::authority::number::nhs(990_063).unwrap_or_default(),
        None,
    ));
    facts.push(pen.lives(
        "rahman_first",
        "8 Lime Street, Harrowden",
        "MX11 4HG",
        None,
        Some(pen.day(2024, 6, 1)),
    ));
    facts.push(pen.lives(
        "rahman_first",
        "Flat 2, 31 Dock Road, Stowbridge",
        "MX4 5RN",
        Some(pen.day(2024, 6, 1)),
        None,
    ));
    facts.extend(pen.somebody("shabnam", "Shabnam", "Rahman", "F", pen.day(1993, 1, 30)));
    facts.push(pen.named("shabnam", NameKind::Former, "Shabnam", "Begum"));
    facts.push(pen.related("rahman_first", "shabnam", "parent", "Birth record", Some(true)));
    pen.write(pen.at((2024, 6, 11), (9, 40)), "Nadia Karimi", facts);
    let mut facts = vec![
        pen.named("rahman_second", NameKind::Legal, "Muhammad Y.", "Rehman"),
        pen.fact(
            person("rahman_second"),
            "rahman second sex",
            SexRecorded { code: "M".into() },
        ),
    ];
    facts.push(pen.lives("rahman_second", "31 Dock Road, Stowbridge", "MX4 5RN", None, None));
    facts.push(pen.at_school("rahman_second", "Dock Road Infant School", "Year 2", None));
    pen.write(pen.at((2026, 9, 18), (11, 25)), "Nadia Karimi", facts);
    let mut child = ChildNamed {
        person: Some(person("rahman_second")),
        name: "Muhammad Rehman".into(),
        age_or_birth: "7".into(),
        school: "Dock Road Infant School".into(),
        address: "31 Dock Road".into(),
        identified: "New person after the search was shown".into(),
        ..ChildNamed::default()
    };
    child.whereabouts = "At school".into();
    let call = pen.call(Call {
        key: "rahman september",
        reference: None,
        received: pen.at((2026, 9, 18), (11, 5)),
        recorded: pen.at((2026, 9, 18), (11, 30)),
        by: "Nadia Karimi",
        channel: "phone",
        source: "2A",
        referrer: Referrer {
            name: "Tamsin Hale".into(),
            role: "Head of year".into(),
            organisation: "Dock Road Infant School".into(),
            ring_back: "01632 960 172".into(),
            wishes_to_stay_anonymous: false,
        },
        worry: "He has come without lunch three days this week and says that there is no gas at home. His mum was cheerful at the gate and said that it is being mended.",
        information_only: false,
        children: vec![("rahman_second", child)],
        safety: Some(safety("With his mother", "")),
        agreement: Some(agreement("told_not_objecting", "School told his mother.")),
        proposal: "No further action",
    });
    pen.taken(pen.at((2026, 9, 18), (12, 0)), "Leah Brandt", "rahman september");
    let why = "The boiler failed on Monday; the landlord confirms that it is mended today. School gave lunch and will go on doing so until the free meals are set up. No other worry from school or surgery.";
    let decision = pen.decision(
        "rahman september",
        "rahman_second",
        &[call.fact(0)],
        decided(Outcome::NoFurtherAction, why),
    );
    let decision = pen.write(pen.at((2026, 9, 18), (14, 40)), "Leah Brandt", vec![decision]);
    pen.signed(
        pen.at((2026, 9, 18), (15, 10)),
        "Grace Adjei",
        "rahman september",
        "rahman_second",
        decision.fact(0),
        "",
    );
    let same = pen.fact(
        person("rahman_second"),
        "rahman joined",
        SameAs {
            other: person("rahman_first"),
        },
    );
    let same = same.about(domain::ledger::About::other(person("rahman_first"), "mentioned"));
    pen.explained(
        pen.at((2026, 10, 2), (10, 15)),
        "Grace Adjei",
        "One boy: the same mother, the same flat, one name in two spellings. His mother confirms it. Read by Marek Zielinski and by me.",
        vec![same],
    );
}
