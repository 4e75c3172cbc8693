//! Caitlin Shepherd, whom everyone calls Katy, her twin and her brother: screens 03 and 07. Their contact of today waits for a decision.

use domain::contact::{CannotWait, Outcome, YesNo};
use domain::facts::contact::*;
use domain::facts::person::*;
use domain::facts::services::*;
use domain::ledger::{FactRef, NewFact};

use super::brennan::{agreement, decided, safety};
use super::person;
use crate::authority::pen::{Call, Pen, Written};

const HOME: &str = "14 Mill Road, Stowbridge";
const POSTCODE: &str = "MX4 3LJ";
const SCHOOL: &str = "Fenwick Green Primary School";
const TWINS: [&str; 2] = ["caitlin", "ciara"];

pub(super) fn write(pen: &mut Pen) {
    pen.family("shepherd");
    in_2019(pen);
    since_2024(pen);
    let february = february(pen);
    let april = april(pen, february);
    july(pen, february, april);
    today(pen);
}

/// The referral of 2019: assessed and closed.
fn in_2019(pen: &mut Pen) {
    let born = pen.day(2017, 6, 18);
    let moved_in = Some(pen.day(2018, 5, 1));
    let mut facts = Vec::new();
    for (n, (key, given)) in (3..).zip([("caitlin", "Caitlin"), ("ciara", "Ciara")]) {
        facts.extend(pen.somebody(key, given, "Shepherd", "F", born));
        facts.push(pen.number(key, "la_child_id", format!("HF{n:010}"), None));
        facts.push(pen.lives(key, HOME, POSTCODE, moved_in, None));
    }
    facts.push(pen.number(
        "caitlin",
        "nhs",
        crate::authority::number::nhs(990_021).unwrap_or_default(),
        None,
    ));
    facts.push(pen.number(
        "ciara",
        "nhs",
        crate::authority::number::nhs(990_034).unwrap_or_default(),
        None,
    ));
    facts.extend(pen.somebody("siobhan", "Siobhan", "Shepherd", "F", pen.day(1996, 3, 11)));
    facts.push(pen.lives("siobhan", HOME, POSTCODE, moved_in, None));
    facts.extend(pen.somebody("declan", "Declan", "Rourke", "M", pen.day(1995, 8, 24)));
    facts.push(pen.lives("declan", "3 Staithe Lane, Harrowden", "MX11 2DB", None, None));
    facts.push(pen.related("caitlin", "ciara", "sibling", "Birth record", None));
    for key in TWINS {
        facts.push(pen.related(key, "siobhan", "parent", "Birth record", Some(true)));
        facts.push(pen.related(key, "declan", "parent", "Birth record", Some(true)));
    }
    facts.push(pen.home("mill_road", HOME, POSTCODE, false));
    for key in ["caitlin", "ciara", "siobhan"] {
        facts.push(pen.member("mill_road", key, moved_in, None, "Health visitor"));
    }
    pen.write(pen.at((2019, 3, 4), (11, 12)), "Nadia Karimi", facts);
    let call = pen.call(Call {
        key: "shepherd 2019",
        reference: None,
        received: pen.at((2019, 3, 4), (10, 50)),
        recorded: pen.at((2019, 3, 4), (11, 20)),
        by: "Nadia Karimi",
        channel: "phone",
        source: "3B",
        referrer: Referrer {
            name: "Winifred Oduya".into(),
            role: "Health visitor".into(),
            organisation: "Marlshire Community Health".into(),
            ring_back: "01632 960 182".into(),
            wishes_to_stay_anonymous: false,
        },
        worry: "Siobhan says that she has not slept for weeks and that Declan comes and goes. Both girls small for their age; the flat was cold and there was no food in the kitchen on Friday.",
        information_only: false,
        children: TWINS.iter().map(|key| (*key, named(key, "20 months"))).collect(),
        safety: Some(safety("With their mother, at home", "")),
        agreement: Some(agreement("agreed", "Siobhan asked the health visitor to ring us.")),
        proposal: "Referral",
    });
    pen.taken(pen.at((2019, 3, 4), (11, 40)), "Mark Ellery", "shepherd 2019");
    let why = "Two children under two, a cold home and no food, a mother who has asked for help. An assessment is needed, with the health visitor.";
    let received_on = pen.working(2019, 3, 4);
    let mut facts = Vec::new();
    for key in TWINS {
        let episode = pen.record(&format!("{key} episode of 2019"));
        facts.push(pen.decision(
            "shepherd 2019",
            key,
            &[call.fact(0)],
            ChildDecided {
                primary_need: "N4".into(),
                protection: format!("Worker visits by {}.", pen.said(2019, 3, 6)),
                ..decided(Outcome::Referral, why)
            },
        ));
        let referral = ReferralReceived {
            received_on,
            received_at: Some(pen.at((2019, 3, 4), (10, 50))),
            source: "3B".into(),
            primary_need: "N4".into(),
            contact: Some(pen.contact("shepherd 2019")),
            no_further_action: false,
        };
        facts.push(NewFact::record(person(key), episode, referral).on(received_on));
        let accepted = ReferralDecided {
            referral: episode,
            outcome: ReferralOutcome::Assessment,
            why: why.into(),
        };
        facts.push(pen.fact(person(key), &format!("{key} referral of 2019 decided"), accepted));
    }
    let decision = pen.write(pen.at((2019, 3, 4), (15, 5)), "Mark Ellery", facts);
    for (ord, key) in [(0, "caitlin"), (3, "ciara")] {
        pen.signed(
            pen.at((2019, 3, 4), (15, 40)),
            "Grace Adjei",
            "shepherd 2019",
            key,
            decision.fact(ord),
            "",
        );
    }
    let began = pen.working(2019, 3, 5);
    let mut facts = Vec::new();
    for key in TWINS {
        facts.push(pen.allocated(key, "Jo Whitlock", began, None));
        facts.push(assessed(pen, key, None));
    }
    let start = pen.write(pen.at((2019, 3, 5), (9, 45)), "Rhys Pritchard", facts);
    let ended = pen.working(2019, 5, 9);
    let mut facts = Vec::new();
    for (ord, key) in [(0, "caitlin"), (2, "ciara")] {
        facts.push(Pen::better(assessed(pen, key, Some(ended)), start.fact(ord + 1)));
        facts.push(Pen::better(
            pen.allocated(key, "Jo Whitlock", began, Some(ended)),
            start.fact(ord),
        ));
        let closed = EpisodeClosed {
            referral: pen.record(&format!("{key} episode of 2019")),
            on: ended,
            reason: "RC8".into(),
        };
        facts.push(
            pen.fact(person(key), &format!("{key} episode of 2019 closed"), closed)
                .on(ended),
        );
    }
    pen.explained(
        pen.at((2019, 5, 9), (16, 10)),
        "Rhys Pritchard",
        "Assessed; no further action by this service.",
        facts,
    );
}

fn assessed(pen: &Pen, key: &str, authorised_on: Option<jiff::civil::Date>) -> NewFact {
    let body = AssessmentRecorded {
        referral: pen.record(&format!("{key} episode of 2019")),
        started_on: pen.working(2019, 3, 5),
        reviewed_on: authorised_on.map(|_| pen.working(2019, 3, 26)),
        authorised_on,
        factors: if authorised_on.is_some() {
            vec!["4B".into(), "16A".into()]
        } else {
            Vec::new()
        },
    };
    pen.fact(person(key), &format!("{key} assessment of 2019"), body)
}

fn since_2024(pen: &mut Pen) {
    let school = Some(pen.day(2021, 9, 6));
    let mut facts: Vec<NewFact> = TWINS
        .iter()
        .map(|key| pen.at_school(key, SCHOOL, "Year 4", school))
        .collect();
    facts.push(NewFact {
        effective_on: Some(pen.day(2023, 9, 1)),
        ..pen.named("caitlin", NameKind::Preferred, "Katy", "Shepherd")
    });
    pen.write(pen.at((2025, 10, 1), (10, 30)), "Nadia Karimi", facts);
    let mut facts = pen.somebody("rory", "Rory", "Shepherd", "M", pen.day(2025, 12, 2));
    facts.push(pen.number("rory", "la_child_id", "HF0000000005", None));
    facts.push(pen.number(
        "rory",
        "nhs",
        crate::authority::number::nhs(990_041).unwrap_or_default(),
        None,
    ));
    facts.push(pen.related("rory", "siobhan", "parent", "Birth record", Some(true)));
    for key in TWINS {
        facts.push(pen.related(key, "rory", "half_sibling", "Birth record", None));
    }
    facts.push(pen.lives("rory", HOME, POSTCODE, Some(pen.day(2025, 12, 2)), None));
    facts.push(pen.member("mill_road", "rory", Some(pen.day(2025, 12, 2)), None, "Birth record"));
    pen.write(pen.at((2025, 12, 16), (14, 20)), "Nadia Karimi", facts);
}

fn february(pen: &mut Pen) -> FactRef {
    let call = pen.call(Call {
        key: "shepherd february",
        reference: None,
        received: pen.at((2026, 2, 3), (15, 35)),
        recorded: pen.at((2026, 2, 3), (15, 58)),
        by: "Nadia Karimi",
        channel: "phone",
        source: "2A",
        referrer: school(),
        worry: "Ciara flinched when a door slammed. She said “nothing, just tired”.",
        information_only: false,
        children: vec![("ciara", named("ciara", "8"))],
        safety: Some(safety("With her mother and sister, at home", "")),
        agreement: Some(agreement(
            "not_asked",
            "School did not want to worry her mother over one moment.",
        )),
        proposal: "No further action",
    });
    closed(
        pen,
        "shepherd february",
        &["ciara"],
        call,
        (2026, 2, 4),
        [(9, 20), (11, 10), (11, 55)],
        "Leah Brandt",
        "One moment, which Ciara explained herself. School will watch and ring us if there is more. Her sister was not asked. Nobody from this service has seen the girls since 2019.",
        "",
        false,
    );
    call.fact(0)
}

fn april(pen: &mut Pen, february: FactRef) -> FactRef {
    let call = pen.call(Call {
        key: "shepherd april",
        reference: None,
        received: pen.at((2026, 4, 9), (11, 15)),
        recorded: pen.at((2026, 4, 9), (11, 40)),
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
        worry: "Missed 2 baby checks. Weight not taken since 8 weeks.",
        information_only: false,
        children: vec![("rory", named("rory", "4 months"))],
        safety: Some(safety("With his mother, at home", "")),
        agreement: Some(agreement(
            "told_not_objecting",
            "The surgery told Siobhan that it would tell the health visitor and us.",
        )),
        proposal: "No further action, surgery to rebook",
    });
    let why = format!(
        "No further action; surgery to rebook. Siobhan told the surgery that the bus was late both times and has a date for {}. The health visitor will weigh him there.",
        pen.said(2026, 4, 16)
    );
    closed_after(
        pen,
        "shepherd april",
        &["rory"],
        &[call.fact(0), call.fact(1), february],
        (2026, 4, 9),
        [(13, 10), (14, 35), (15, 20)],
        "Mark Ellery",
        &why,
        "School told us before that Ciara flinched once. It has not been repeated, school says.",
        false,
    );
    call.fact(0)
}

fn july(pen: &mut Pen, february: FactRef, april: FactRef) {
    let call = pen.call(Call {
        key: "shepherd july",
        reference: None,
        received: pen.at((2026, 7, 21), (8, 35)),
        recorded: pen.at((2026, 7, 21), (9, 2)),
        by: "Nadia Karimi",
        channel: "phone",
        source: "1B",
        referrer: Referrer {
            name: "Brenda Askew".into(),
            role: "Neighbour".into(),
            organisation: String::new(),
            ring_back: "01632 960 135".into(),
            wishes_to_stay_anonymous: true,
        },
        worry: "A man shouting and things being thrown, the girls were out on the step at eleven at night.",
        information_only: false,
        children: vec![
            ("caitlin", named("caitlin", "9")),
            ("ciara", named("ciara", "9")),
            ("rory", named("rory", "a baby")),
        ],
        safety: Some(safety(
            "Said to be at home with their mother",
            "The neighbour has not seen the baby since the weekend.",
        )),
        agreement: Some(agreement(
            "not_asked",
            "The caller does not want the family to know who rang.",
        )),
        proposal: "Offer Harbour Families",
    });
    closed_after(
        pen,
        "shepherd july",
        &["caitlin", "ciara", "rory"],
        &[call.fact(0), february, april],
        (2026, 7, 21),
        [(9, 30), (12, 50), (13, 35)],
        "Leah Brandt",
        "Siobhan says that a friend had been drinking and has gone, and that the girls went out to get away from the noise. She was told of Harbour Families and says that she would like it. \
         Police have no call to the address. School has broken up, so nobody there can be asked.",
        "Ciara flinched in February and Rory’s checks were missed in April; the checks have been kept since. I put both to Siobhan, who says that the friend was not there then.",
        true,
    );
    let note = pen.note(
        "caitlin",
        "Harbour Families: no answer to 2 calls",
        "Harbour Families rang on the days after the offer and got no answer. They left a message with their number.",
        "",
        pen.working(2026, 7, 31),
    );
    pen.write(pen.at((2026, 7, 31), (15, 10)), "Leah Brandt", vec![note]);
}

/// Today’s: handed over, and nobody has decided.
fn today(pen: &mut Pen) {
    let received = pen.at((2026, 11, 12), (8, 40));
    let caitlin = ChildNamed {
        whereabouts: "At school until 15:30".into(),
        injury: Some(YesNo::Yes),
        injury_words:
            "Bruise, inside of left upper arm, about 4cm. Seen by class teacher at 08:20 when Katy took her coat off."
                .into(),
        name: "Katy Sheppard".into(),
        age_or_birth: "9".into(),
        school: "Fenwick Green Primary".into(),
        address: "Mill Road, Stowbridge".into(),
        identified: "Chosen from 3 candidates: preferred name, address, age and school agree".into(),
        ..named("caitlin", "9")
    };
    let ciara = ChildNamed {
        whereabouts: "At school until 15:30".into(),
        injury: Some(YesNo::NotKnown),
        identified: "Ticked as living in the home of Caitlin Shepherd".into(),
        ..named("ciara", "9")
    };
    let rory = ChildNamed {
        whereabouts: "At home".into(),
        injury: Some(YesNo::NotKnown),
        identified: "Ticked as living in the home of Caitlin Shepherd".into(),
        ..named("rory", "11 months")
    };
    pen.call(Call {
        key: "shepherd today",
        reference: Some(104_417),
        received,
        recorded: pen.at((2026, 11, 12), (8, 50)),
        by: "Nadia Karimi",
        channel: "phone",
        source: "2A",
        referrer: school(),
        worry: "Katy came in with a bruise on her upper arm. She told me it was when Mum’s friend got cross. Her sister would not talk about it.",
        information_only: false,
        children: vec![("caitlin", caitlin), ("ciara", ciara), ("rory", rory)],
        safety: Some(SafetyDeclared {
            danger_now: YesNo::No,
            cannot_wait: vec![CannotWait::InjuryOrTold, CannotWait::GoingHomeToThem, CannotWait::Baby],
            who_is_with_the_child: "Both girls are in class. Rory is at home with his mother".into(),
            words: "School closes at 15:30. They do not know who fetches the girls today.".into(),
        }),
        agreement: Some(AgreementRecorded {
            safe_contact: "Ring the school, not the home".into(),
            ..agreement("not_asked", "Imran Yusuf has not told their mother that he called us.")
        }),
        proposal: "",
    });
}

fn named(key: &str, age: &str) -> ChildNamed {
    let given = match key {
        "caitlin" => "Caitlin",
        "ciara" => "Ciara",
        _ => "Rory",
    };
    ChildNamed {
        person: Some(person(key)),
        name: format!("{given} Shepherd"),
        age_or_birth: age.into(),
        address: HOME.into(),
        identified: "Chosen from the search: name, age and address agree".into(),
        ..ChildNamed::default()
    }
}

fn school() -> Referrer {
    Referrer {
        name: "Imran Yusuf".into(),
        role: "Deputy head, safeguarding lead".into(),
        organisation: SCHOOL.into(),
        ring_back: "01632 960 171".into(),
        wishes_to_stay_anonymous: false,
    }
}

#[allow(
    clippy::too_many_arguments,
    reason = "one sentence of a story has as many parts as it has"
)]
fn closed(
    pen: &mut Pen,
    contact: &str,
    children: &[&str],
    call: Written,
    day: (i16, i8, i8),
    times: [(i8, i8); 3],
    by: &str,
    why: &str,
    answers: &str,
    third: bool,
) {
    closed_after(
        pen,
        contact,
        children,
        &[call.fact(0), call.fact(1)],
        day,
        times,
        by,
        why,
        answers,
        third,
    );
}

/// No further action for each child, decided by one and signed by another.
#[allow(
    clippy::too_many_arguments,
    reason = "one sentence of a story has as many parts as it has"
)]
fn closed_after(
    pen: &mut Pen,
    contact: &str,
    children: &[&str],
    seen: &[FactRef],
    day: (i16, i8, i8),
    [taken, decide, sign]: [(i8, i8); 3],
    by: &str,
    why: &str,
    answers: &str,
    third: bool,
) {
    pen.taken(pen.at(day, taken), by, contact);
    let facts = children
        .iter()
        .map(|key| {
            let decided = ChildDecided {
                answers_records: answers.into(),
                service_manager_signs: third,
                ..decided(Outcome::NoFurtherAction, why)
            };
            pen.decision(contact, key, seen, decided)
        })
        .collect();
    let decision = pen.write(pen.at(day, decide), by, facts);
    for (ord, key) in (0..).zip(children) {
        pen.signed(pen.at(day, sign), "Grace Adjei", contact, key, decision.fact(ord), "");
    }
    if third {
        for (ord, key) in (0..).zip(children) {
            pen.signed(
                pen.at(day, (16, 40)),
                "Sunita Rao",
                contact,
                key,
                decision.fact(ord),
                "Third contact for this home since February.",
            );
        }
    }
}
