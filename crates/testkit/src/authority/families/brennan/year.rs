//! The contacts of this year before the referral, each decided.

use super::*;

/// The contacts of this year before the referral, as facts for later decisions to have shown.
pub(super) struct Year {
    pub(super) january: Written,
    pub(super) april: Written,
    pub(super) july: Written,
    pub(super) tyler_james: Written,
}

pub(super) fn this_year(pen: &mut Pen) -> Year {
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
