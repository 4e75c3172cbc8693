//! A record in which every value that somebody may not see carries a canary.

use std::sync::Arc;

use jiff::civil::date;
use uuid::Uuid;

use super::super::*;
use crate::contact::{Outcome, YesNo};
use crate::facts::FactBody;
use crate::facts::contact::{ChildDecided, ChildNamed, ContactReceived, Referrer};
use crate::facts::household::{HouseholdRecorded, MemberRecorded};
use crate::facts::person::*;
use crate::facts::services::{AssessmentRecorded, ReferralReceived};
use crate::ids::{RecordId, Subject};
use crate::ledger::{About, Author, Effect, Entry, FactRef};
use crate::policy::{Actor, Policy, Relationship, Standing};
use crate::roles::Role;

pub(super) const MAYA: PersonId = PersonId(Uuid::from_u128(1));
pub(super) const HANNAH: PersonId = PersonId(Uuid::from_u128(2));
pub(super) const DANIEL: PersonId = PersonId(Uuid::from_u128(3));
pub(super) const ORLA: PersonId = PersonId(Uuid::from_u128(4));
pub(super) const SEALED: PersonId = PersonId(Uuid::from_u128(5));
pub(super) const HOME: HouseholdId = HouseholdId(Uuid::from_u128(10));
pub(super) const CONTACT: ContactId = ContactId(Uuid::from_u128(20));
pub(super) const PART: RecordId = RecordId(Uuid::from_u128(21));
pub(super) const JO: WorkerId = WorkerId(Uuid::from_u128(30));
pub(super) const TEAM: TeamId = TeamId(Uuid::from_u128(31));

pub(super) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Facts of one record, each in an entry of its own, a minute apart.
pub(super) struct Record {
    pub(super) facts: Vec<Fact>,
}

impl Record {
    pub(super) fn new() -> Self {
        Self { facts: Vec::new() }
    }

    pub(super) fn add(
        &mut self,
        subject: impl Into<Subject>,
        record: u128,
        effect: Effect,
        body: impl Into<FactBody>,
    ) -> FactRef {
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

    pub(super) fn say(&mut self, subject: impl Into<Subject>, body: impl Into<FactBody>) -> FactRef {
        let record = 1000 + self.facts.len() as u128;
        self.add(subject, record, Effect::Record, body)
    }

    pub(super) fn correct(&mut self, amends: FactRef, body: impl Into<FactBody>) -> FactRef {
        let (subject, record) = self.place(amends);
        self.add(subject, record, Effect::Correct { amends }, body)
    }

    pub(super) fn retract(&mut self, amends: FactRef, body: impl Into<FactBody>) {
        let (subject, record) = self.place(amends);
        self.add(subject, record, Effect::Retract { amends }, body);
    }

    pub(super) fn place(&self, at: FactRef) -> (Subject, u128) {
        let fact = self.facts.iter().find(|f| f.at == at).unwrap();
        (fact.subject, fact.record.0.as_u128())
    }

    pub(super) fn about(&mut self, at: FactRef, person: PersonId) {
        let fact = self.facts.iter_mut().find(|f| f.at == at).unwrap();
        fact.about.push(About::concerned(person));
    }
}

pub(super) fn name(given: &str, family: &str) -> NameRecorded {
    NameRecorded {
        kind: NameKind::Legal,
        given: given.into(),
        family: family.into(),
        from: None,
        to: None,
    }
}

pub(super) fn relation(other: PersonId, is: &str) -> RelationshipRecorded {
    RelationshipRecorded {
        other,
        is: is.into(),
        from: None,
        to: None,
        parental_responsibility: Some(true),
        parental_responsibility_basis: String::new(),
        said_by: "canary-said-by".into(),
    }
}

pub(super) fn address(line: &str, confidential: bool) -> AddressRecorded {
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
pub(super) fn maya() -> Record {
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

pub(super) fn contact(source: &str, decided: bool) -> Contact {
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
            address: "canary-said-address".into(),
            injury: Some(YesNo::No),
            ..ChildNamed::default()
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

pub(super) fn actor(role: Role) -> Actor {
    Actor {
        worker: JO,
        name: "Jo Whitlock".into(),
        role,
        team: Some(TEAM),
        team_name: "Assessment East".into(),
        front_door: false,
    }
}

pub(super) fn standing(relationship: Relationship) -> Standing {
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

pub(super) fn others() -> BTreeMap<PersonId, Other> {
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
pub(super) fn seen_by(role: Role, standing: &Standing) -> PersonView {
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
