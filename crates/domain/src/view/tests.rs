//! Every value that somebody may not see carries a canary; a view of theirs, written out whole, may not hold it.

use std::sync::Arc;

use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::contact::{Outcome, YesNo};
use crate::facts::FactBody;
use crate::facts::contact::{ChildDecided, ChildNamed, ContactReceived, Referrer};
use crate::facts::household::{HouseholdRecorded, MemberRecorded};
use crate::facts::person::*;
use crate::facts::services::{AssessmentRecorded, ReferralReceived};
use crate::ids::{RecordId, Subject};
use crate::ledger::{About, Author, Effect, Entry, FactRef};
use crate::policy::{Actor, BreakGlass, Policy, Relationship, Standing};
use crate::roles::Role;

const MAYA: PersonId = PersonId(Uuid::from_u128(1));
const HANNAH: PersonId = PersonId(Uuid::from_u128(2));
const DANIEL: PersonId = PersonId(Uuid::from_u128(3));
const ORLA: PersonId = PersonId(Uuid::from_u128(4));
const SEALED: PersonId = PersonId(Uuid::from_u128(5));
const HOME: HouseholdId = HouseholdId(Uuid::from_u128(10));
const CONTACT: ContactId = ContactId(Uuid::from_u128(20));
const PART: RecordId = RecordId(Uuid::from_u128(21));
const JO: WorkerId = WorkerId(Uuid::from_u128(30));
const TEAM: TeamId = TeamId(Uuid::from_u128(31));

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Facts of one record, each in an entry of its own, a minute apart.
struct Record {
    facts: Vec<Fact>,
}

impl Record {
    fn new() -> Self {
        Self { facts: Vec::new() }
    }

    fn add(&mut self, subject: impl Into<Subject>, record: u128, effect: Effect, body: impl Into<FactBody>) -> FactRef {
        let seq = self.facts.len() as i64 + 1;
        let fact_ref = FactRef { seq, ord: 0 };
        self.facts.push(Fact {
            at: fact_ref,
            entry: Arc::new(Entry {
                seq,
                recorded_at: at("2026-10-01T09:00Z") + jiff::SignedDuration::from_mins(seq),
                asserted_at: None,
                author: Author {
                    worker: JO,
                    role: Role::SocialWorker,
                    on_behalf_of: None,
                },
                reason: matches!(effect, Effect::Record)
                    .then_some(None)
                    .unwrap_or(Some("canary-reason".into())),
                source: "holdfast".into(),
            }),
            subject: subject.into(),
            record: RecordId(Uuid::from_u128(record)),
            effect,
            effective_on: None,
            about: Vec::new(),
            body: Some(body.into()),
            known: None,
        });
        fact_ref
    }

    fn say(&mut self, subject: impl Into<Subject>, body: impl Into<FactBody>) -> FactRef {
        let record = 1000 + self.facts.len() as u128;
        self.add(subject, record, Effect::Record, body)
    }

    fn correct(&mut self, amends: FactRef, body: impl Into<FactBody>) -> FactRef {
        let (subject, record) = self.place(amends);
        self.add(subject, record, Effect::Correct { amends }, body)
    }

    fn retract(&mut self, amends: FactRef, body: impl Into<FactBody>) {
        let (subject, record) = self.place(amends);
        self.add(subject, record, Effect::Retract { amends }, body);
    }

    fn place(&self, at: FactRef) -> (Subject, u128) {
        let fact = self.facts.iter().find(|f| f.at == at).unwrap();
        (fact.subject, fact.record.0.as_u128())
    }

    fn about(&mut self, at: FactRef, person: PersonId) {
        let fact = self.facts.iter_mut().find(|f| f.at == at).unwrap();
        fact.about.push(About::concerned(person));
    }
}

fn name(given: &str, family: &str) -> NameRecorded {
    NameRecorded {
        kind: NameKind::Legal,
        given: given.into(),
        family: family.into(),
        from: None,
        to: None,
    }
}

fn relation(other: PersonId, is: &str) -> RelationshipRecorded {
    RelationshipRecorded {
        other,
        is: is.into(),
        from: None,
        to: None,
        parental_responsibility: Some(true),
        said_by: "canary-said-by".into(),
    }
}

fn address(line: &str, confidential: bool) -> AddressRecorded {
    AddressRecorded {
        kind: "home".into(),
        line: line.into(),
        postcode: "MX4 2PD".into(),
        from: Some(date(2026, 8, 1)),
        to: None,
        confidential,
    }
}

/// Maya: everything that a record may hold, each secret with its canary.
fn maya() -> Record {
    let mut r = Record::new();
    r.say(MAYA, name("Maya", "Brennan-Osei"));
    r.say(MAYA, BirthRecorded::Exact { on: date(2018, 3, 14) });
    r.say(MAYA, SexRecorded { code: "F".into() });
    let old = r.say(MAYA, address("canary-old-address", true));
    r.correct(old, address("canary-address", true));
    r.say(
        MAYA,
        GenderIdentityRecorded {
            code: "1".into(),
            words: "canary-gender".into(),
        },
    );
    r.say(
        MAYA,
        IdentifierRecorded {
            scheme: "nhs".into(),
            value: "9990417237".into(),
            traced_on: None,
        },
    );
    r.say(
        MAYA,
        SchoolRecorded {
            name: "canary-school".into(),
            year_group: "Year 4".into(),
            from: None,
            to: None,
        },
    );
    r.say(MAYA, relation(HANNAH, "parent"));
    r.say(MAYA, relation(DANIEL, "parent"));
    r.say(MAYA, relation(ORLA, "half_sibling"));
    r.say(MAYA, relation(SEALED, "sibling"));
    r.say(
        MAYA,
        WarningRecorded {
            title: "Visit in pairs".into(),
            text: "canary-warning".into(),
            review_on: date(2027, 1, 6),
            told_family: "canary-told".into(),
        },
    );
    r.say(
        MAYA,
        NoteRecorded {
            title: "Call with the school".into(),
            text: "canary-note".into(),
            child_said: "canary-voice".into(),
        },
    );
    let referral = r.say(
        MAYA,
        ReferralReceived {
            received_on: date(2026, 10, 6),
            received_at: None,
            source: "2A".into(),
            primary_need: "N1".into(),
            contact: None,
            no_further_action: false,
        },
    );
    let (_, episode) = r.place(referral);
    r.say(
        MAYA,
        AssessmentRecorded {
            referral: RecordId(Uuid::from_u128(episode)),
            started_on: date(2026, 10, 7),
            reviewed_on: None,
            authorised_on: None,
            factors: Vec::new(),
        },
    );
    r.say(
        MAYA,
        LateReasonGiven {
            clock: "caf_from_referral".into(),
            on_record: RecordId(Uuid::from_u128(episode)),
            reason: "canary-late".into(),
        },
    );
    let uncle = r.say(MAYA, relation(HANNAH, "aunt_or_uncle"));
    r.retract(uncle, relation(HANNAH, "aunt_or_uncle"));
    let home = r.say(
        HOME,
        HouseholdRecorded {
            line: "canary-home".into(),
            postcode: String::new(),
            confidential: true,
        },
    );
    for person in [MAYA, HANNAH, SEALED] {
        let member = r.say(
            HOME,
            MemberRecorded {
                person,
                from: None,
                to: None,
                said_by: String::new(),
            },
        );
        r.about(member, person);
    }
    r.about(home, MAYA);
    r
}

fn contact(source: &str, decided: bool) -> Contact {
    let mut r = Record::new();
    r.say(
        CONTACT,
        ContactReceived {
            reference: "26-000001".into(),
            received_at: at("2026-07-22T10:04Z"),
            channel: "phone".into(),
            source: source.into(),
            referrer: Referrer {
                name: "Patricia Canary".into(),
                role: "Grandmother".into(),
                ..Referrer::default()
            },
            worry: "canary-worry".into(),
            information_only: false,
        },
    );
    r.add(
        CONTACT,
        PART.0.as_u128(),
        Effect::Record,
        ChildNamed {
            person: Some(MAYA),
            name: "canary-as-called".into(),
            age_or_birth: String::new(),
            school: String::new(),
            address: "canary-said-address".into(),
            whereabouts: String::new(),
            injury: Some(YesNo::No),
            injury_words: String::new(),
            identified: String::new(),
        },
    );
    if decided {
        r.say(
            CONTACT,
            ChildDecided {
                child: PART,
                outcome: Outcome::StrategyDiscussion,
                why: "canary-why".into(),
                protection: "canary-protection".into(),
                answers_records: String::new(),
                to_whom: String::new(),
                section_47_threshold: None,
                primary_need: String::new(),
                read: Vec::new(),
                service_manager_signs: false,
            },
        );
    }
    Contact::fold(CONTACT, &r.facts).unwrap()
}

fn actor(role: Role) -> Actor {
    Actor {
        worker: JO,
        name: "Jo Whitlock".into(),
        role,
        team: Some(TEAM),
        team_name: "Assessment East".into(),
        front_door: false,
    }
}

fn standing(relationship: Relationship) -> Standing {
    Standing {
        subject: MAYA.into(),
        people: vec![MAYA],
        relationship,
        restriction: RestrictionLevel::Open,
        let_in: false,
        ring: String::new(),
        break_glass: None,
        exists: true,
    }
}

fn others() -> BTreeMap<PersonId, Other> {
    let person = |id: PersonId, given: &str, line: Option<(&str, bool)>| {
        let mut r = Record::new();
        r.say(id, name(given, "Brennan"));
        r.say(id, BirthRecorded::Exact { on: date(1994, 2, 1) });
        if let Some((line, confidential)) = line {
            r.say(id, address(line, confidential));
        }
        Person::fold(&[id], &r.facts).unwrap()
    };
    let restricted = |level| Standing {
        restriction: level,
        ring: "Sunita Rao".into(),
        ..standing(Relationship::None)
    };
    let on = date(2026, 11, 12);
    let seen = [
        (
            person(HANNAH, "Hannah", Some(("22 Tanner’s Row", false))),
            standing(Relationship::None),
        ),
        (
            person(DANIEL, "Daniel", Some(("canary-daniel", true))),
            standing(Relationship::Allocated),
        ),
        (
            person(ORLA, "Orla", Some(("canary-orla", false))),
            restricted(RestrictionLevel::Named),
        ),
        (
            person(SEALED, "canary-sealed", None),
            restricted(RestrictionLevel::Sealed),
        ),
    ];
    seen.iter()
        .filter_map(|(p, s)| Some((p.id, Other::of(p, s, Role::SocialWorker, on)?)))
        .collect()
}

/// Maya's record as somebody sees it.
fn seen_by(role: Role, standing: &Standing) -> PersonView {
    let record = maya();
    let person = Person::fold(&[MAYA], &record.facts).unwrap();
    let households = [Household::fold(HOME, &record.facts).unwrap()];
    let permit = Policy::check::<ReadRecord>(&actor(role), standing, at("2026-11-12T10:42Z")).unwrap();
    let parts = Parts {
        person: &person,
        facts: &record.facts,
        contacts: &[contact("1A", true)],
        households: &households,
        others: &others(),
        calendar: &Calendar::england_and_wales(),
        at: at("2026-11-12T10:42Z"),
    };
    view(parts, &permit)
}

/// What of a list of words stands anywhere in a view.
fn holds(view: &PersonView, canaries: &[&str]) -> Vec<String> {
    let all = format!("{view:?}");
    canaries
        .iter()
        .filter(|c| all.contains(**c))
        .map(|c| (*c).to_owned())
        .collect()
}

const NARRATIVE: &[&str] = &[
    "canary-warning",
    "canary-told",
    "canary-note",
    "canary-voice",
    "canary-late",
    "canary-worry",
    "canary-why",
    "canary-protection",
    "canary-reason",
    "canary-said-by",
    "canary-gender",
    "Patricia Canary",
];
const ADDRESS: &[&str] = &["canary-address", "canary-old-address", "canary-home"];
const NEVER: &[&str] = &[
    "canary-sealed",
    "canary-orla",
    "canary-daniel",
    "canary-as-called",
    "canary-said-address",
];
const ITEMS: &[&str] = &["canary-school", "999 041 7237"];

#[test]
fn each_depth_sees_its_own_and_no_more() {
    let check = |role, relationship, sees: &[&[&str]]| {
        let view = seen_by(role, &standing(relationship));
        let who = format!("{role:?} {relationship:?}");
        for list in [NARRATIVE, ADDRESS, ITEMS, NEVER] {
            let expect: Vec<String> = match sees.contains(&list) {
                true => list.iter().map(|c| (*c).to_owned()).collect(),
                false => Vec::new(),
            };
            assert_eq!(holds(&view, list), expect, "{who}");
        }
        view
    };
    check(Role::FrontDoorAdviser, Relationship::None, &[]);
    check(Role::SocialWorker, Relationship::None, &[]);
    check(Role::DataOfficer, Relationship::None, &[ITEMS]);
    check(Role::Auditor, Relationship::None, &[ITEMS, NARRATIVE]);
    check(Role::ServiceManager, Relationship::None, &[ITEMS, NARRATIVE]);
    check(Role::SocialWorker, Relationship::FrontDoor, &[ITEMS, NARRATIVE]);
    check(
        Role::SocialWorker,
        Relationship::Allocated,
        &[ITEMS, NARRATIVE, ADDRESS],
    );
    check(Role::TeamManager, Relationship::SameTeam, &[ITEMS, NARRATIVE, ADDRESS]);
}

#[test]
fn a_reason_of_ones_own_opens_all_of_it() {
    let glass = Standing {
        break_glass: Some(BreakGlass {
            n: 1,
            until: at("2026-11-12T11:00Z"),
        }),
        ..standing(Relationship::None)
    };
    let view = seen_by(Role::SocialWorker, &glass);
    assert_eq!(holds(&view, ADDRESS).len(), ADDRESS.len());
    assert_eq!(holds(&view, NARRATIVE).len(), NARRATIVE.len());
    assert_eq!(holds(&view, NEVER), Vec::<String>::new());
}

#[test]
fn a_confidential_value_says_that_it_is_there() {
    let view = seen_by(Role::ServiceManager, &standing(Relationship::None));
    assert_eq!(view.identity.home, Home::Confidential);
    assert_eq!(view.homes[0].home, Home::Confidential);
    let row = view.details.iter().find(|d| d.label == "Address: home").unwrap();
    assert_eq!(row.now.said, [Piece::Confidential]);
    assert_eq!(row.earlier[0].said, [Piece::Confidential]);
}

#[test]
fn headings_are_a_name_an_age_and_what_happened() {
    let view = seen_by(Role::FrontDoorAdviser, &standing(Relationship::None));
    assert_eq!(view.identity.name, "Maya Brennan-Osei");
    assert_eq!(view.identity.age.as_deref(), Some("8 years 7 months"));
    assert!(view.ties.is_empty() && view.details.is_empty() && view.findings.is_empty());
    assert!(
        view.events
            .iter()
            .any(|e| e.title == [words::words("Call with the school")])
    );
    assert!(view.events.iter().all(|e| e.narrative.is_empty()));
    // From whom a contact came is said by its kind.
    let contact = view.events.iter().find(|e| e.contact.is_some()).unwrap();
    let expect = "Contact from family member, relative or carer: strategy discussion called";
    assert_eq!(contact.title, [words::words(expect)]);
}

#[test]
fn others_are_masked_by_their_own_restriction() {
    let view = seen_by(Role::SocialWorker, &standing(Relationship::Allocated));
    let who: Vec<PersonId> = view.ties.iter().map(|t| t.other).collect();
    assert_eq!(who, [HANNAH, DANIEL, ORLA]);
    assert!(view.ties[0].lives_with);
    assert_eq!(view.homes[0].members, [HANNAH]);
    let others = others();
    assert!(matches!(&others[&ORLA], Other::Restricted { name, .. } if name == "Orla Brennan"));
    assert_eq!(others[&DANIEL].home(), &Home::Confidential);
    assert!(!others.contains_key(&SEALED));
}

#[test]
fn the_name_and_words_of_a_private_referrer_have_another_form_for_prints() {
    let check = |source: &str, in_print: Option<&str>| {
        let record = maya();
        let person = Person::fold(&[MAYA], &record.facts).unwrap();
        let stands = standing(Relationship::Allocated);
        let permit = Policy::check::<ReadRecord>(&actor(Role::SocialWorker), &stands, Timestamp::UNIX_EPOCH).unwrap();
        let contacts = [contact(source, false)];
        let parts = Parts {
            person: &person,
            facts: &record.facts,
            contacts: &contacts,
            households: &[],
            others: &others(),
            calendar: &Calendar::england_and_wales(),
            at: at("2026-11-12T10:42Z"),
        };
        let view = view(parts, &permit);
        let event = view.events.iter().find(|e| e.contact.is_some()).unwrap();
        assert_eq!(event.title_in_print.as_deref(), in_print, "{source}");
        assert_eq!(event.private, in_print.is_some(), "{source}");
        let clock = view.due.iter().find(|c| c.contact.is_some()).unwrap();
        assert_eq!(clock.title_in_print.is_some(), in_print.is_some(), "{source}");
    };
    check("1A", Some("Contact from family: not yet decided"));
    check("1B", Some("Contact from a member of the public: not yet decided"));
    check("9", Some("Contact from a member of the public: not yet decided"));
    check("2A", None);
    check("6", None);
}

#[test]
fn a_note_that_names_a_private_referrer_is_left_out_of_prints_too() {
    let mut record = maya();
    record.say(
        MAYA,
        NoteRecorded {
            title: "Call with Patricia Canary".into(),
            text: "x".into(),
            child_said: String::new(),
        },
    );
    let person = Person::fold(&[MAYA], &record.facts).unwrap();
    let stands = standing(Relationship::Allocated);
    let permit = Policy::check::<ReadRecord>(&actor(Role::SocialWorker), &stands, Timestamp::UNIX_EPOCH).unwrap();
    let view = view(
        Parts {
            person: &person,
            facts: &record.facts,
            contacts: &[contact("1A", true)],
            households: &[],
            others: &others(),
            calendar: &Calendar::england_and_wales(),
            at: at("2026-11-12T10:42Z"),
        },
        &permit,
    );
    let notes: Vec<_> = view.events.iter().filter(|e| e.kinds == [Kind::Note]).collect();
    let of = |title: &str| notes.iter().find(|e| e.title == [words::words(title)]).unwrap();
    assert_eq!(
        of("Call with Patricia Canary").title_in_print.as_deref(),
        Some("Case note")
    );
    assert!(!of("Call with the school").private);
}

#[test]
fn history_keeps_what_was_replaced_and_what_was_taken_back() {
    let view = seen_by(Role::SocialWorker, &standing(Relationship::Allocated));
    let address = view.details.iter().find(|d| d.label == "Address: home").unwrap();
    let said = |v: &Version| match &v.said[..] {
        [Piece::Words(w)] => w.clone(),
        other => format!("{other:?}"),
    };
    assert_eq!(
        said(&address.now),
        "canary-address MX4 2PD, from 1 Aug 2026, confidential"
    );
    assert_eq!(address.earlier.len(), 1);
    assert_eq!(
        said(&address.earlier[0]),
        "canary-old-address MX4 2PD, from 1 Aug 2026, confidential"
    );
    assert_eq!(address.now.reason.as_deref(), Some("canary-reason"));
    assert_eq!(view.withdrawn.len(), 1);
    assert_eq!(view.withdrawn[0].label, "Aunt or uncle");
}

#[test]
fn what_was_learned_later_is_the_difference_of_two_views() {
    let view = seen_by(Role::SocialWorker, &standing(Relationship::Allocated));
    // Entry 4 is the old address, entry 5 its correction.
    let learned = since(&view, 4);
    let address = learned.iter().find(|s| s.label == "Address: home").unwrap();
    assert!(address.then.is_some() && !address.taken_back);
    assert!(learned.iter().all(|s| s.label != "Legal name"));
    assert!(learned.iter().any(|s| s.label == "School" && s.then.is_none()));
    // What was said and taken back after entry 18 was known then.
    let last_said = view.withdrawn[0].was.at.seq;
    assert!(since(&view, last_said).iter().any(|s| s.taken_back));
    assert!(since(&view, last_said - 1).iter().all(|s| !s.taken_back));
    assert_eq!(since(&view, i64::MAX), Vec::new());
}
