//! A record with one of everything, as this build writes it: what the newest export of `tests/golden` is made from.

use std::collections::BTreeMap;

use domain::facts::{FACT_KINDS, FactBody};
use domain::ids::{ContactId, HouseholdId, Subject, WorkerId};
use domain::ledger::{About, Effect, FactRef, Known, NewFact};
use domain::roles::Role;
use store::{Team, Who, Worker};
use uuid::Uuid;

use crate::engines::{Fresh, entry, fresh, person, record};
use crate::leave::operator;

/// One of each kind of fact, with every field filled in. People are 1 and 2, the contact is 3, the home is 4, the episode is 5.
const SAYS: &[(&str, &str)] = &[
    (
        "name_recorded",
        r#"{"kind":"legal","given":"Zoë “Zo”","family":"O'Neill-Ødegård","from":"2018-03-14","to":"2020-01-01"}"#,
    ),
    (
        "birth_recorded",
        r#"{"precision":"estimated","on":"2018-03-14","words":"about eight"}"#,
    ),
    ("birth_recorded", r#"{"precision":"exact","on":"2018-03-14"}"#),
    ("birth_recorded", r#"{"precision":"expected","on":"2027-01-31"}"#),
    ("death_recorded", r#"{"on":"2026-11-01"}"#),
    ("sex_recorded", r#"{"code":"F"}"#),
    ("gender_identity_recorded", r#"{"code":"non_binary","words":"they"}"#),
    (
        "identifier_recorded",
        r#"{"scheme":"nhs","value":"9990000018","traced_on":"2026-11-02"}"#,
    ),
    (
        "address_recorded",
        r#"{"kind":"home","line":"22 Tanner's Row, Stowbridge","postcode":"MX1 1AA","from":"2019-05-01","to":"2026-10-31","confidential":true}"#,
    ),
    ("language_recorded", r#"{"language":"pol","interpreter_needed":true}"#),
    ("disability_recorded", r#"{"codes":["HEAR","VIS"]}"#),
    ("ethnicity_recorded", r#"{"code":"WBRI","said_by":"parent"}"#),
    (
        "school_recorded",
        r#"{"name":"Stowbridge Primary","year_group":"3","from":"2022-09-01","to":"2026-07-20"}"#,
    ),
    (
        "relationship_recorded",
        r#"{"other":"00000000-0000-0000-0000-000000000002","is":"mother","from":"2018-03-14","to":"2026-01-01","parental_responsibility":true,"parental_responsibility_basis":"birth","said_by":"Katy"}"#,
    ),
    (
        "warning_recorded",
        r#"{"title":"Dog","text":"Ring before you go.","review_on":"2027-02-01","told_family":"Told on the doorstep"}"#,
    ),
    (
        "restriction_set",
        r#"{"level":"named","why":"relative of staff","team":"00000000-0000-0000-0000-000000000032","named":["00000000-0000-0000-0000-000000000009"],"custodian":"00000000-0000-0000-0000-000000000009","ring":"Sunita Rao, 01632 960 117"}"#,
    ),
    (
        "allocated",
        r#"{"worker":"00000000-0000-0000-0000-000000000009","team":"00000000-0000-0000-0000-000000000032","from":"2026-11-03","to":"2026-11-20"}"#,
    ),
    (
        "note_recorded",
        r#"{"title":"Visit","text":"Seen at home.\nLine two.","child_said":"I like it here."}"#,
    ),
    (
        "late_reason_given",
        r#"{"clock":"caf_from_referral","on_record":"00000000-0000-0000-0000-000000000005","reason":"In hospital."}"#,
    ),
    (
        "referral_received",
        r#"{"received_on":"2026-11-10","received_at":"2026-11-10T16:05:00Z","source":"2A","primary_need":"N1","contact":"00000000-0000-0000-0000-000000000003","no_further_action":true}"#,
    ),
    (
        "referral_decided",
        r#"{"referral":"00000000-0000-0000-0000-000000000005","outcome":"assessment","why":"A bruise."}"#,
    ),
    (
        "initial_conference_held",
        r#"{"referral":"00000000-0000-0000-0000-000000000005","on":"2026-11-12"}"#,
    ),
    (
        "assessment_recorded",
        r#"{"referral":"00000000-0000-0000-0000-000000000005","started_on":"2026-11-11","reviewed_on":"2026-11-12","authorised_on":"2026-11-13","factors":["1A","3B"]}"#,
    ),
    (
        "section47_recorded",
        r#"{"referral":"00000000-0000-0000-0000-000000000005","started_on":"2026-11-11","conference_target":"2026-12-02","conference_on":"2026-11-30","conference_not_required":false}"#,
    ),
    (
        "cin_plan_recorded",
        r#"{"referral":"00000000-0000-0000-0000-000000000005","started_on":"2026-11-11","ended_on":"2026-11-12"}"#,
    ),
    (
        "protection_plan_recorded",
        r#"{"referral":"00000000-0000-0000-0000-000000000005","started_on":"2026-11-13","ended_on":"2026-11-20","initial_category":"NEG","latest_category":"EMO","previous_plans":2}"#,
    ),
    (
        "plan_review_held",
        r#"{"referral":"00000000-0000-0000-0000-000000000005","plan":"00000000-0000-0000-0000-000000000006","on":"2026-11-19"}"#,
    ),
    (
        "pre_proceedings_recorded",
        r#"{"referral":"00000000-0000-0000-0000-000000000005","started_on":"2026-11-14","items":{"PLODate":"2026-11-15"}}"#,
    ),
    (
        "episode_closed",
        r#"{"referral":"00000000-0000-0000-0000-000000000005","on":"2026-11-21","reason":"RC1"}"#,
    ),
    (
        "contact_received",
        r#"{"reference":"26-000001","received_at":"2026-11-10T16:05:00.123456Z","channel":"phone","source":"2A","referrer":{"name":"Mrs Hale","role":"Head","organisation":"Stowbridge Primary","ring_back":"01632 960 123","wishes_to_stay_anonymous":true},"worry":"Late fourteen mornings.","information_only":true}"#,
    ),
    (
        "child_named",
        r#"{"person":"00000000-0000-0000-0000-000000000001","name":"Zoë","age_or_birth":"8","school":"Stowbridge Primary","address":"Tanner's Row","whereabouts":"At school","injury":"yes","injury_words":"A bruise","identified":"chosen"}"#,
    ),
    (
        "safety_declared",
        r#"{"danger_now":"not_known","cannot_wait":["nowhere_safe_tonight","baby"],"who_is_with_the_child":"Her aunt","words":"Until six."}"#,
    ),
    (
        "agreement_recorded",
        r#"{"power":"consent","words":"She agrees.","safe_contact":"After school","interpreter":"Polish"}"#,
    ),
    ("danger_declared", r#"{"words":"He is at the door."}"#),
    ("handed_over", r#"{"proposal":"referral"}"#),
    ("contact_taken", r"{}"),
    (
        "match_answered",
        r#"{"child":"00000000-0000-0000-0000-000000000007","answer":"same"}"#,
    ),
    (
        "child_decided",
        r#"{"child":"00000000-0000-0000-0000-000000000007","outcome":"no_further_action","why":"Nothing.","protection":"None","answers_records":"Each was looked into.","to_whom":"Early help","section_47_threshold":"no","primary_need":"N1","read":["26-000001"],"service_manager_signs":true}"#,
    ),
    (
        "decision_signed",
        r#"{"child":"00000000-0000-0000-0000-000000000007","decision":{"seq":38,"ord":0},"words":"Agreed."}"#,
    ),
    (
        "decision_returned",
        r#"{"child":"00000000-0000-0000-0000-000000000007","decision":{"seq":38,"ord":0},"question":"And the brother?"}"#,
    ),
    (
        "household_recorded",
        r#"{"line":"22 Tanner's Row","postcode":"MX1 1AA","confidential":true}"#,
    ),
    (
        "member_recorded",
        r#"{"person":"00000000-0000-0000-0000-000000000001","from":"2019-05-01","to":"2026-10-31","said_by":"Katy"}"#,
    ),
    (
        "words_removed",
        r#"{"of":{"seq":38,"ord":0},"kind":"note_recorded","version":1,"field":"text","authority":"a court","left":{"title":"Visit","text":""}}"#,
    ),
    ("same_as", r#"{"other":"00000000-0000-0000-0000-000000000001"}"#),
];

/// An entry for each of them, then each of the effects, and everything else that an authority owns.
pub fn written() -> Fresh {
    let f = fresh(None);
    f.set_clock("2026-11-12T10:42:00.123456Z");
    let (contact, home) = (ContactId(Uuid::from_u128(3)), HouseholdId(Uuid::from_u128(4)));
    let mut records: BTreeMap<&str, u128> = BTreeMap::from([
        ("referral_received", 5),
        ("protection_plan_recorded", 6),
        ("child_named", 7),
        ("child_decided", 7),
        ("decision_signed", 7),
        ("decision_returned", 7),
    ]);
    for (n, (kind, says)) in SAYS.iter().enumerate() {
        let line = FACT_KINDS.iter().find(|k| k.kind == *kind).unwrap();
        let body = FactBody::decode(kind, line.version, says.as_bytes()).unwrap();
        let subject: Subject = match (line.subject, *kind) {
            (_, "same_as") => person(8).into(),
            (_, "restriction_set") => person(2).into(),
            ("person", _) => person(1).into(),
            ("contact", _) => contact.into(),
            _ => home.into(),
        };
        let at = *records.entry(kind).or_insert(100 + n as u128);
        let mut fact = NewFact::record(subject, record(at), body);
        fact.effective_on = n.is_multiple_of(2).then(|| jiff::civil::date(2026, 11, 10));
        if subject == contact.into() {
            fact.about = vec![About::concerned(person(1)), About::other(person(2), "parent")];
        }
        if *kind == "child_decided" {
            let shown = vec![FactRef { seq: 1, ord: 0 }, FactRef { seq: 30, ord: 0 }];
            fact.known = Some(Known { known_seq: 37, shown });
        }
        let mut entry = entry(&format!("request {n}"), vec![fact]);
        entry.reason = n.is_multiple_of(3).then(|| format!("Because of “{kind}”."));
        entry.asserted_at = n.is_multiple_of(5).then(|| "2026-07-31T00:00:00Z".parse().unwrap());
        entry.author.on_behalf_of = n.is_multiple_of(7).then(|| WorkerId(Uuid::from_u128(9)));
        f.store.write_now(move |tx| tx.append(entry, &[])).unwrap();
    }
    let name = |n: u128, given: &str| crate::engines::named(person(1), n, given, "Osei");
    let amend = |effect: Effect, mut fact: NewFact| {
        fact.effect = effect;
        fact
    };
    let at = |seq: i64| FactRef { seq, ord: 0 };
    let first = i64::try_from(SAYS.len()).unwrap() + 1;
    for (n, facts) in [
        vec![name(900, "Said"), name(901, "Said too")],
        vec![amend(Effect::Correct { amends: at(first) }, name(900, "Said better"))],
        vec![amend(
            Effect::Retract { amends: at(first + 1) },
            name(900, "Said better"),
        )],
        vec![amend(
            Effect::Retract { amends: at(first + 2) },
            name(900, "Said better"),
        )],
    ]
    .into_iter()
    .enumerate()
    {
        let entry = entry(&format!("amends {n}"), facts);
        f.store.write_now(move |tx| tx.append(entry, &[])).unwrap();
    }
    beside(&f);
    f
}

/// What stands beside the ledger.
fn beside(f: &Fresh) {
    let team = Team {
        id: domain::ids::TeamId(Uuid::from_u128(50)),
        name: "Front door".into(),
        telephone: "01632 960 114".into(),
        front_door: true,
    };
    let worker = Worker {
        id: WorkerId(Uuid::from_u128(9)),
        name: "Jo Whitlock".into(),
        email: "jo.whitlock@marlshire.example".into(),
        role: Role::SocialWorker,
        team: Some(team.id),
        registration: "SW123456".into(),
        telephone: "01632 960 101".into(),
        started_on: jiff::civil::date(2021, 4, 1),
        ended_on: Some(jiff::civil::date(2026, 11, 30)),
    };
    let actor = domain::policy::Actor {
        worker: worker.id,
        ..operator()
    };
    let who = Who {
        actor: domain::policy::Actor {
            role: Role::SocialWorker,
            ..actor
        },
        route: "/people/{id}".into(),
        purpose: "What for".into(),
    };
    f.store
        .write_now(move |tx| {
            tx.add_teams(&[team])?;
            tx.add_workers(&[worker])?;
            tx.set_account(
                WorkerId(Uuid::from_u128(9)),
                Some("$argon2id$a-hash"),
                Some("JBSWY3DPEHPK3PXP"),
                true,
            )?;
            tx.link_subject(WorkerId(Uuid::from_u128(9)), "https://login.example subject")?;
            tx.set_setting("authority_name", "Marlshire \"children's\" services\n{}")?;
            tx.allot_reference(2026)?;
            tx.start_job::<domain::policy::Import>(
                &who,
                &domain::policy::Policy::command_line(operator()),
                Uuid::from_u128(77),
                "{\"file\":\"a.xml\"}",
            )?;
            tx.open_with_own_reason(&who, person(2), "contact", "Her aunt rang about her just now.")
                .map(|_| ())
        })
        .unwrap();
    crate::tampering::run(
        f,
        "INSERT INTO upload (id, name, digest, content) VALUES (x'00000000000000000000000000000063', 'census.xml', x'00ff', x'3c612f3e'); \
         INSERT INTO redaction (body_seq, body_ord, seq, authority, fields) VALUES (45, 1, 47, 'a court', 'all'); \
         UPDATE body SET payload = NULL, salt = NULL WHERE seq = 45 AND ord = 1;",
    );
    f.store.rebuild(|_, _| ()).unwrap();
}
