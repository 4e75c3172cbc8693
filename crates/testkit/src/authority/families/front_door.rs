//! What waits at the front door this morning, after screen 02: a danger, two that cannot wait, two overdue, some due today, a decision that waits for its
//! signature, and a referral that waits for a worker.

use domain::contact::{CannotWait, Outcome, YesNo};
use domain::facts::contact::*;
use domain::facts::person::*;
use domain::facts::services::*;
use domain::ledger::NewFact;

use super::brennan::{agreement, decided, police, safety};
use super::person;
use crate::authority::pen::{Call, Pen};

type Day = (i16, i8, i8);
const TUESDAY: Day = (2026, 11, 10);
const YESTERDAY: Day = (2026, 11, 11);
const TODAY: Day = (2026, 11, 12);

pub(super) fn write(pen: &mut Pen) {
    overdue(pen);
    midwife(pen);
    neighbour(pen);
    nobody_knows_him(pen);
    waits_for_signature(pen);
    waits_for_a_worker(pen);
    exploited(pen);
    danger(pen);
    new_here(pen);
}

/// A call in the form in which most of them come.
fn call<'a>(
    key: &'a str,
    received: jiff::Timestamp,
    recorded: jiff::Timestamp,
    source: &'a str,
    worry: &'a str,
) -> Call<'a> {
    Call {
        key,
        reference: None,
        received,
        recorded,
        by: "Nadia Karimi",
        channel: "phone",
        source,
        referrer: Referrer::default(),
        worry,
        information_only: false,
        children: Vec::new(),
        safety: None,
        agreement: None,
        proposal: "",
    }
}

fn said(key: &str, name: &str, age: &str, school: &str, address: &str) -> ChildNamed {
    ChildNamed {
        person: Some(person(key)),
        name: name.into(),
        age_or_birth: age.into(),
        school: school.into(),
        address: address.into(),
        identified: "New person after the search was shown".into(),
        ..ChildNamed::default()
    }
}

fn referrer(name: &str, role: &str, organisation: &str, phone: u32) -> Referrer {
    Referrer {
        name: name.into(),
        role: role.into(),
        organisation: organisation.into(),
        ring_back: crate::authority::staff::telephone(phone),
        wishes_to_stay_anonymous: false,
    }
}

/// Children of one home with their mother, before the contact that names them.
fn family(
    pen: &mut Pen,
    at: jiff::Timestamp,
    home: &str,
    (line, postcode): (&str, &str),
    people: Vec<(&str, Vec<NewFact>)>,
) {
    let mut facts = vec![pen.home(home, line, postcode, false)];
    for (key, who) in people {
        facts.extend(who);
        facts.push(pen.lives(key, line, postcode, None, None));
        facts.push(pen.member(home, key, None, None, "The caller"));
    }
    pen.write(at, "Nadia Karimi", facts);
}

fn overdue(pen: &mut Pen) {
    pen.family("rowntree");
    let (line, postcode) = ("57 Ropewalk, Kingsholt", "MX9 1TU");
    let people = vec![
        (
            "amelia",
            pen.somebody("amelia", "Amelia", "Rowntree", "F", pen.day(2018, 5, 20)),
        ),
        (
            "oscar",
            pen.somebody("oscar", "Oscar", "Rowntree", "M", pen.day(2021, 8, 2)),
        ),
        (
            "jude",
            pen.somebody("jude", "Jude", "Rowntree", "M", pen.day(2023, 10, 14)),
        ),
    ];
    family(pen, pen.at(TUESDAY, (16, 11)), "ropewalk", (line, postcode), people);
    let siblings = vec![
        pen.related("amelia", "oscar", "sibling", "School", None),
        pen.related("amelia", "jude", "sibling", "School", None),
        pen.related("oscar", "jude", "sibling", "School", None),
    ];
    pen.write(pen.at(TUESDAY, (16, 14)), "Nadia Karimi", siblings);
    let school = "Kingsholt Juniors";
    pen.call(Call {
        channel: "web_form",
        referrer: referrer("Beth Lomax", "Head of year", school, 173),
        children: vec![
            ("amelia", said("amelia", "Amelia Rowntree", "8", school, line)),
            ("oscar", said("oscar", "Oscar Rowntree", "5", school, line)),
            ("jude", said("jude", "Jude Rowntree", "3", "", line)),
        ],
        safety: Some(safety("With their mother", "")),
        agreement: Some(agreement("not_asked", "School will tell Mum tomorrow that it wrote to us.")),
        ..call(
            "rowntree",
            pen.at(TUESDAY, (16, 5)),
            pen.at(TUESDAY, (16, 20)),
            "2A",
            "She has come late 14 mornings since September. She says she gets her little brothers up because Mum is still asleep.",
        )
    });
    pen.taken(pen.at(YESTERDAY, (9, 40)), "Leah Brandt", "rowntree");
}

fn midwife(pen: &mut Pen) {
    pen.family("whitfield");
    let due = pen.day(2027, 1, 9);
    let mut facts = pen.somebody("chloe", "Chloe", "Whitfield", "F", pen.day(2003, 12, 1));
    facts.extend([
        pen.named("whitfield_unborn", NameKind::Alias, "Unborn baby", "Whitfield"),
        pen.fact(
            person("whitfield_unborn"),
            "expected",
            BirthRecorded::Expected { on: due },
        ),
        pen.fact(person("whitfield_unborn"), "sex", SexRecorded { code: "U".into() }),
        pen.related("whitfield_unborn", "chloe", "parent", "Community midwife", None),
    ]);
    pen.write(pen.at(TUESDAY, (16, 55)), "Nadia Karimi", facts);
    let name = "Unborn baby of Chloe Whitfield";
    let age = format!("Due {}", domain::calendar::london::date_words(due));
    pen.call(Call {
        channel: "web_form",
        referrer: referrer("Rebecca Obi", "Community midwife", "Marlshire Community Health", 183),
        children: vec![("whitfield_unborn", said("whitfield_unborn", name, &age, "", "Not given: she has asked us not to write there"))],
        safety: Some(safety("", "")),
        agreement: Some(AgreementRecorded {
            safe_contact: "Her mobile, through the midwife. No letters to her home".into(),
            ..agreement("agreed", "Chloe knows that the midwife has written to us.")
        }),
        ..call(
            "whitfield",
            pen.at(TUESDAY, (16, 48)),
            pen.at(TUESDAY, (17, 5)),
            "3D",
            "Booked late at 29 weeks. She says her first child lives with his nan by court order. She has asked us not to write to her home.",
        )
    });
}

fn neighbour(pen: &mut Pen) {
    pen.family("doyle");
    let line = "19 Fuller Street, Stowbridge";
    let people = vec![(
        "harper_leigh",
        pen.somebody("harper_leigh", "Harper-Leigh", "Doyle", "F", pen.day(2020, 7, 7)),
    )];
    family(
        pen,
        pen.at(YESTERDAY, (16, 10)),
        "fuller_street",
        (line, "MX4 4DB"),
        people,
    );
    pen.call(Call {
        channel: "web_form",
        referrer: Referrer {
            role: "Neighbour".into(),
            wishes_to_stay_anonymous: true,
            ..Referrer::default()
        },
        children: vec![(
            "harper_leigh",
            said("harper_leigh", "Harper-Leigh Doyle", "6", "", line),
        )],
        safety: Some(safety("Two adults in the home, says the neighbour", "")),
        ..call(
            "doyle",
            pen.at(YESTERDAY, (16, 2)),
            pen.at(YESTERDAY, (16, 18)),
            "1B",
            "I hear the little girl crying most nights and him shouting. I don’t want them to know it was me.",
        )
    });
}

fn nobody_knows_him(pen: &mut Pen) {
    pen.family("bus station");
    let boy = ChildNamed {
        person: None,
        whereabouts: "Gone when police looked at 16:55".into(),
        identified: String::new(),
        ..said(
            "bus_station_boy",
            "Name not known, about 7",
            "About 7",
            "Green school jumper",
            "",
        )
    };
    pen.call(Call {
        referrer: referrer("Marta Nowak", "Passer-by", "", 136),
        children: vec![("bus_station_boy", boy)],
        safety: Some(safety("Alone when last seen", "He said he was waiting for his uncle.")),
        ..call(
            "bus station",
            pen.at(YESTERDAY, (16, 37)),
            pen.at(YESTERDAY, (16, 50)),
            "1D",
            "Boy in a green school jumper sat alone at the bus station from four until gone half past. He said he was waiting for his uncle.",
        )
    });
}

/// Decided yesterday afternoon; nobody has signed.
fn waits_for_signature(pen: &mut Pen) {
    pen.family("harding");
    let line = "Flat 6, Brewery House, Kingsholt";
    let people = vec![
        (
            "elsie",
            pen.somebody("elsie", "Elsie", "Harding", "F", pen.day(2017, 1, 16)),
        ),
        (
            "nicole",
            pen.somebody("nicole", "Nicole", "Harding", "F", pen.day(1991, 9, 4)),
        ),
    ];
    family(
        pen,
        pen.at(YESTERDAY, (11, 20)),
        "brewery_house",
        (line, "MX9 2QH"),
        people,
    );
    let mother = vec![pen.related("elsie", "nicole", "parent", "School", Some(true))];
    pen.write(pen.at(YESTERDAY, (11, 22)), "Nadia Karimi", mother);
    let school = "Kingsholt Juniors";
    let received = pen.call(Call {
        referrer: referrer("Beth Lomax", "Head of year", school, 173),
        children: vec![("elsie", said("elsie", "Elsie Harding", "9", school, line))],
        safety: Some(safety("At school, then her mother", "")),
        agreement: Some(agreement("agreed", "Nicole asked school to find out who could help.")),
        proposal: "Signpost to debt advice",
        ..call(
            "harding",
            pen.at(YESTERDAY, (11, 5)),
            pen.at(YESTERDAY, (11, 30)),
            "2A",
            "Mum came in about a letter from the bailiffs and cried. Elsie is fine in class but keeps asking whether they will have to move.",
        )
    });
    pen.taken(pen.at(YESTERDAY, (13, 15)), "Tom Ashworth", "harding");
    let decision = pen.decision(
        "harding",
        "elsie",
        &[received.fact(0), received.fact(1)],
        ChildDecided {
            to_whom: "Marlshire debt advice".into(),
            ..decided(
                Outcome::Signpost,
                "I rang Nicole. The worry is rent, three months behind. She has an appointment with debt advice on Monday, and school will tell Elsie with her that there is a plan. \
                 School and surgery have no other worry, and there has been no earlier contact.",
            )
        },
    );
    pen.write(pen.at(YESTERDAY, (16, 12)), "Tom Ashworth", vec![decision]);
}

/// A referral of yesterday: in effect since it was saved, not signed, and nobody has the children yet.
fn waits_for_a_worker(pen: &mut Pen) {
    pen.family("kowalczyk");
    let line = "7 Weir Street, Stowbridge";
    let people = vec![
        (
            "oliwia",
            pen.somebody("oliwia", "Oliwia", "Kowalczyk", "F", pen.day(2020, 3, 3)),
        ),
        (
            "filip",
            pen.somebody("filip", "Filip", "Kowalczyk", "M", pen.day(2023, 5, 22)),
        ),
        (
            "ewa",
            pen.somebody("ewa", "Ewa", "Kowalczyk", "F", pen.day(1995, 12, 9)),
        ),
    ];
    family(
        pen,
        pen.at(YESTERDAY, (14, 58)),
        "weir_street",
        (line, "MX4 2NB"),
        people,
    );
    let related = vec![
        pen.related("oliwia", "ewa", "parent", "School", Some(true)),
        pen.related("filip", "ewa", "parent", "School", Some(true)),
        pen.related("oliwia", "filip", "sibling", "School", None),
    ];
    pen.write(pen.at(YESTERDAY, (15, 0)), "Nadia Karimi", related);
    let school = "Dock Road Infant School";
    let received = pen.at(YESTERDAY, (14, 40));
    let call = pen.call(Call {
        referrer: referrer("Tamsin Hale", "Head of year", school, 172),
        children: vec![
            ("oliwia", said("oliwia", "Oliwia Kowalczyk", "6", school, line)),
            ("filip", said("filip", "Filip Kowalczyk", "3", "", line)),
        ],
        safety: Some(safety("Their mother, who came to school with both", "")),
        agreement: Some(AgreementRecorded {
            interpreter: "Polish".into(),
            ..agreement("agreed", "Ewa asked school to ring us, through a colleague who speaks Polish.")
        }),
        proposal: "Referral",
        ..call(
            "kowalczyk",
            received,
            pen.at(YESTERDAY, (15, 10)),
            "2A",
            "Mum says that she left him on Sunday and has slept at a friend’s with both children. She cannot stay after Friday and is afraid that he waits at the gate.",
        )
    });
    pen.taken(pen.at(YESTERDAY, (15, 25)), "Tom Ashworth", "kowalczyk");
    let why = "Ewa has left with both children and has nowhere after Friday. What they have seen at home is not known. An assessment is needed, with an interpreter, beginning with where they sleep.";
    let received_on = pen.working(YESTERDAY.0, YESTERDAY.1, YESTERDAY.2);
    let mut facts = Vec::new();
    for key in ["oliwia", "filip"] {
        let episode = pen.record(&format!("{key} episode"));
        facts.push(pen.decision(
            "kowalczyk",
            key,
            &[call.fact(0), call.fact(1), call.fact(2)],
            ChildDecided {
                primary_need: "N1".into(),
                protection: "At a friend’s until Friday; the address is not told to anyone who rings. School lets them out by the side door. A worker sees all three tomorrow.".into(),
                ..decided(Outcome::Referral, why)
            },
        ));
        let referral = ReferralReceived {
            received_on,
            received_at: Some(received),
            source: "2A".into(),
            primary_need: "N1".into(),
            contact: Some(pen.contact("kowalczyk")),
            no_further_action: false,
        };
        facts.push(NewFact::record(person(key), episode, referral).on(received_on));
        let accepted = ReferralDecided {
            referral: episode,
            outcome: ReferralOutcome::Assessment,
            why: why.into(),
        };
        facts.push(pen.fact(person(key), &format!("{key} referral decided"), accepted));
    }
    pen.write(pen.at(YESTERDAY, (16, 41)), "Tom Ashworth", facts);
}

fn exploited(pen: &mut Pen) {
    pen.family("pascoe");
    let mut facts = pen.somebody("ronnie", "Ronald", "Pascoe", "M", pen.day(2012, 8, 30));
    facts.push(pen.named("ronnie", NameKind::Preferred, "Ronnie", "Pascoe"));
    facts.push(pen.number("ronnie", "la_child_id", "HF0000000011", None));
    facts.push(pen.lives("ronnie", "2 Net Loft Yard, Aldermere", "MX7 2XP", None, None));
    facts.extend(pen.somebody("julie_pascoe", "Julie", "Pascoe", "F", pen.day(1986, 4, 4)));
    facts.push(pen.related("ronnie", "julie_pascoe", "parent", "Julie", Some(true)));
    pen.write(pen.at((2026, 10, 8), (8, 30)), "Nadia Karimi", facts);
    let earlier = [
        (
            "pascoe first",
            (2026, 10, 8),
            "Found in a car park at 3am with a boy of 16. Taken home to his mother. He would not say how he got there.",
            "police",
        ),
        (
            "pascoe second",
            (2026, 10, 24),
            "Reported missing by his mother at 22:10 and came home at 06:00. New trainers, which he says a friend gave him.",
            "police",
        ),
    ];
    for (n, (key, day, worry, _)) in earlier.into_iter().enumerate() {
        let received = pen.at(day, (7, 40));
        let first = pen.call(Call {
            channel: "police_notification",
            referrer: police(),
            children: vec![(
                "ronnie",
                said(
                    "ronnie",
                    "Ronald Pascoe",
                    "14",
                    "Kingsholt Academy",
                    "2 Net Loft Yard, Aldermere",
                ),
            )],
            safety: Some(safety("With his mother", "")),
            by: if n == 0 { "Nadia Karimi" } else { "Femi Balogun" },
            ..call(key, received, pen.at(day, (8, 45)), "6", worry)
        });
        let by = if n == 0 { "Mark Ellery" } else { "Femi Balogun" };
        let sign = if n == 0 { "Grace Adjei" } else { "Ingrid Solberg" };
        pen.taken(pen.at(day, (9, 30)), by, key);
        let decision = pen.decision(
            key,
            "ronnie",
            &[first.fact(0)],
            ChildDecided {
                answers_records: if n == 0 { String::new() } else { "Found in a car park on the 8th; his mother was to talk with him and did.".into() },
                ..decided(
                    Outcome::Advice,
                    "Julie knows whom to ring and has talked with him. Police will offer the return interview. He was not seen by this service.",
                )
            },
        );
        let decision = pen.write(pen.at(day, (11, 0)), by, vec![decision]);
        pen.signed(pen.at(day, (12, 10)), sign, key, "ronnie", decision.fact(0), "");
    }
    pen.call(Call {
        channel: "email",
        referrer: police(),
        by: "Femi Balogun",
        children: vec![(
            "ronnie",
            ChildNamed {
                whereabouts: "With his aunt, who rings 999 if he leaves".into(),
                identified: "Chosen from the search: name, birth date and address agree".into(),
                ..said("ronnie", "Ronnie Pascoe", "14", "Kingsholt Academy", "2 Net Loft Yard, Aldermere")
            },
        )],
        safety: Some(SafetyDeclared {
            cannot_wait: vec![CannotWait::MissingOrExploited],
            ..safety("His aunt", "Two phones. He says that the men are friends.")
        }),
        agreement: Some(agreement("told_not_objecting", "Police told his mother that they would tell us.")),
        ..call(
            "pascoe today",
            pen.at(TODAY, (7, 12)),
            pen.at(TODAY, (7, 25)),
            "6",
            "Found at 2am in a car with two adult men he says are friends. He had two phones. This is the third time since October.",
        )
    });
}

/// The button was pressed before anything else was written.
fn danger(pen: &mut Pen) {
    pen.family("hussein");
    let received = pen.at(TODAY, (8, 31));
    let pressed = pen.fact(
        pen.contact("hussein"),
        "hussein danger",
        DangerDeclared {
            words: "Two small children alone, nobody can be reached. Crew with them. Police called 08:29.".into(),
        },
    );
    pen.write(received, "Nadia Karimi", vec![pressed]);
    let line = "Flat 12, Harbour Court, Stowbridge";
    let people = vec![
        (
            "zakariya",
            pen.somebody("zakariya", "Zakariya", "Hussein", "M", pen.day(2022, 6, 25)),
        ),
        (
            "sumaya",
            pen.somebody("sumaya", "Sumaya", "Hussein", "F", pen.day(2024, 8, 13)),
        ),
    ];
    family(pen, pen.at(TODAY, (8, 33)), "harbour_court", (line, "MX4 1AA"), people);
    let siblings = vec![pen.related("zakariya", "sumaya", "sibling", "Ambulance crew", None)];
    pen.write(pen.at(TODAY, (8, 34)), "Nadia Karimi", siblings);
    pen.call(Call {
        referrer: referrer("Crew 214", "Paramedic", "Ambulance service", 191),
        children: vec![
            ("zakariya", said("zakariya", "Zakariya Hussein", "4", "", line)),
            ("sumaya", said("sumaya", "Sumaya Hussein", "2", "", line)),
        ],
        safety: Some(SafetyDeclared {
            danger_now: YesNo::Yes,
            ..safety("The ambulance crew, who stay until someone comes", "Mother is not answering.")
        }),
        ..call(
            "hussein",
            received,
            pen.at(TODAY, (8, 36)),
            "3F",
            "Found on their own in the flat by a neighbour. Mother is not answering. The crew is with them now and will stay until someone comes.",
        )
    });
}

fn new_here(pen: &mut Pen) {
    pen.family("chowdhury");
    let line = "88 Canal Street, Harrowden Road, Stowbridge";
    let people = vec![
        (
            "ayaan",
            pen.somebody("ayaan", "Ayaan", "Chowdhury", "M", pen.day(2014, 4, 18)),
        ),
        (
            "inaya",
            pen.somebody("inaya", "Inaya", "Chowdhury", "F", pen.day(2016, 2, 27)),
        ),
    ];
    family(pen, pen.at(TODAY, (8, 22)), "canal_street", (line, "MX4 6JY"), people);
    let siblings = vec![pen.related("ayaan", "inaya", "sibling", "School admissions", None)];
    pen.write(pen.at(TODAY, (8, 23)), "Nadia Karimi", siblings);
    pen.call(Call {
        channel: "web_form",
        referrer: referrer("Admissions team", "Officer", "Marlshire education", 175),
        children: vec![
            ("ayaan", said("ayaan", "Ayaan Chowdhury", "12", "None since September", line)),
            ("inaya", said("inaya", "Inaya Chowdhury", "10", "None since September", line)),
        ],
        safety: Some(safety(
            "Their father",
            &format!("Their last school says a plan in Harrowden until {}. Harrowden not yet rung.", pen.said(2026, 8, 30)),
        )),
        ..call(
            "chowdhury",
            pen.at(TODAY, (8, 15)),
            pen.at(TODAY, (8, 27)),
            "2B",
            "No school place since they moved here in September. Dad says they had a social worker before but won’t say where.",
        )
    });
}
