//! The contact: six sections, filled in during a call (`domain/process.md` §1 of the brief).

use jiff::Timestamp;
use jiff::civil::DateTime;

use super::{Finding, Form, Kind, Question, Raw, Repeat, Section, read_day, read_time};
use crate::calendar::london;
use crate::contact::{CannotWait, YesNo};
use crate::facts::contact::*;
use crate::facts::person::{BirthRecorded, NameKind, NameRecorded};
use crate::ids::{ContactId, PersonId, RecordId};
use crate::ledger::{About, NewFact};

const PROCESS: &str = "Local process, contact §1";

const YES_NO: &[(&str, &str)] = &[("yes", "Yes"), ("no", "No"), ("not_known", "The caller does not know")];

macro_rules! question {
    ($id:literal, $label:literal, $hint:literal, $kind:expr) => {
        Question {
            id: $id,
            label: $label,
            hint: $hint,
            kind: $kind,
            needed: None,
            citation: PROCESS,
        }
    };
    ($id:literal, $label:literal, $hint:literal, $kind:expr, needed $needed:literal) => {
        Question {
            id: $id,
            label: $label,
            hint: $hint,
            kind: $kind,
            needed: Some($needed),
            citation: PROCESS,
        }
    };
}

fn sources() -> Vec<(&'static str, &'static str)> {
    crate::codes::ReferralSource::ALL
        .iter()
        .map(|s| (s.code(), s.label()))
        .collect()
}

/// The form.
pub const FORM: Form = Form {
    id: "contact",
    version: 1,
    title: "Contact",
    sections: &[
        Section {
            id: "who",
            title: "Who is contacting us",
            hint: "",
            questions: &[
                question!("received_on", "Day received", "As “12 Nov 2026”. When the call or message arrived, not when it was typed in.", Kind::Day, needed "Say on which day the contact was received"),
                question!("received_time", "Time received", "As “08:40”.", Kind::Time, needed "Say at what time the contact was received"),
                question!("channel", "How did they contact us?", "", Kind::One(&[("phone", "Telephone"), ("email", "Email"), ("in_person", "In person"), ("letter", "Letter"), ("police_notification", "Police notification")]), needed "Say how they contacted us"),
                question!("source", "Who are they?", "As the census counts sources of referrals.", Kind::Pick(sources), needed "Choose who they are; “Unknown” is an answer too"),
                question!("referrer_name", "Their name", "", Kind::Line { width: 30 }),
                question!(
                    "referrer_role",
                    "What they do, or what they are to the child",
                    "Deputy head, neighbour, grandmother.",
                    Kind::Line { width: 30 }
                ),
                question!(
                    "organisation",
                    "School, surgery or other organisation",
                    "",
                    Kind::Line { width: 30 }
                ),
                question!(
                    "ring_back",
                    "How to reach them",
                    "A number that was checked, or how it was checked.",
                    Kind::Line { width: 30 }
                ),
                question!(
                    "wishes",
                    "Anything about this contact",
                    "",
                    Kind::Any(&[
                        ("anonymous", "They wish to stay anonymous"),
                        (
                            "information_only",
                            "Only a request for information: no worry about a child was named"
                        )
                    ])
                ),
            ],
            repeats: None,
        },
        Section {
            id: "worry",
            title: "The worry",
            hint: "In their words, as far as you can. What was seen or heard, by whom, and when.",
            questions: &[
                question!("worry", "What are they worried about?", "", Kind::Words { rows: 10 }, needed "Write down what they are worried about, in their words"),
            ],
            repeats: None,
        },
        Section {
            id: "children",
            title: "The children",
            hint: "Fill in what you have. The rest can come later.",
            questions: &[
                question!("name", "Name", "As the caller says it. Order and spelling do not matter. Without a name: what is known of the child.", Kind::Line { width: 40 }, needed "Give the child’s name as the caller says it, or what is known of the child"),
                question!(
                    "age",
                    "Age or date of birth",
                    "“about 9”, “18 Jun 2017”, “due in January”.",
                    Kind::Line { width: 20 }
                ),
                question!("school", "School or nursery", "", Kind::Line { width: 30 }),
                question!(
                    "address",
                    "Address, or as much as is known",
                    "",
                    Kind::Line { width: 40 }
                ),
                question!(
                    "where",
                    "Where is the child now?",
                    "",
                    Kind::One(&[
                        ("school", "At school or nursery"),
                        ("home", "At home"),
                        ("elsewhere", "Somewhere else"),
                        ("not_known", "The caller does not know")
                    ])
                ),
                question!("injury", "Any injury or mark?", "", Kind::One(YES_NO)),
                question!(
                    "injury_words",
                    "If yes: what was seen, by whom, and when",
                    "",
                    Kind::Words { rows: 3 }
                ),
                question!("person", "The person on record", "", Kind::Hidden),
            ],
            repeats: Some(Repeat {
                prefix: "child",
                title: "Child",
                add: "Add another child",
            }),
        },
        Section {
            id: "safety",
            title: "Safety now",
            hint: "Facts that the caller tells you. Nothing here is a score.",
            questions: &[
                question!("danger", "Is a child in danger now?", "If yes, and nobody has rung: the caller rings 999 first.", Kind::One(YES_NO), needed "Answer whether a child is in danger now; “The caller does not know” is an answer too"),
                question!(
                    "cannot_wait",
                    "Does any of these hold?",
                    "Each puts the contact before everything but danger, to be taken within the hour.",
                    Kind::Any(&[
                        ("nowhere_safe_tonight", "Nowhere safe to sleep tonight"),
                        ("injury_or_told", "An injury, or the child has told someone"),
                        ("going_home_to_them", "Would go home to the person said to have done it"),
                        ("missing_or_exploited", "Missing or exploited now"),
                        ("baby", "A baby, born or due within days")
                    ])
                ),
                question!(
                    "with_child",
                    "Who is with the child, and until when?",
                    "A name, and what nobody has checked.",
                    Kind::Words { rows: 2 }
                ),
                question!(
                    "safety_words",
                    "Anything else about safety",
                    "",
                    Kind::Words { rows: 3 }
                ),
            ],
            repeats: None,
        },
        Section {
            id: "agreement",
            title: "Who knows, who agrees",
            hint: "",
            questions: &[
                question!(
                    "power",
                    "Does the family know that we are contacted?",
                    "",
                    Kind::One(&[
                        ("agreed", "Yes, and agrees that we share"),
                        ("told_not_objecting", "Yes, and does not object"),
                        ("not_asked", "Not asked yet"),
                        ("other", "Something else")
                    ])
                ),
                question!(
                    "power_words",
                    "Who was told or asked, and what they said",
                    "",
                    Kind::Words { rows: 3 }
                ),
                question!(
                    "safe_contact",
                    "How may a parent or the child safely be reached, and how not?",
                    "",
                    Kind::Words { rows: 2 }
                ),
                question!(
                    "interpreter",
                    "Language, interpreter or other help needed",
                    "",
                    Kind::Line { width: 30 }
                ),
            ],
            repeats: None,
        },
        Section {
            id: "check",
            title: "Check and hand over",
            hint: "",
            questions: &[question!(
                "proposal",
                "What do you propose?",
                "A social worker decides. Say in a line what you would do, or leave it.",
                Kind::Words { rows: 2 }
            )],
            repeats: None,
        },
    ],
};

/// The typed answers of a contact that can be handed over.
#[derive(Clone, Debug)]
pub struct Answers {
    pub received_at: Timestamp,
    raw: Raw,
    children: Vec<(String, ChildAnswers)>,
}

#[derive(Clone, Debug)]
struct ChildAnswers {
    named: ChildNamed,
    new_person: bool,
}

/// What the writer gives: the number, and an id for everything that is new.
#[allow(missing_debug_implementations, reason = "it holds a closure, and nothing to print")]
pub struct Making<'a> {
    pub contact: ContactId,
    pub reference: String,
    pub new_id: &'a mut dyn FnMut() -> uuid::Uuid,
}

/// Reads the answers. Nothing is needed to save; to hand over, only what [`FORM`] marks as needed.
pub fn parse(raw: &Raw, now: Timestamp) -> Result<Answers, Vec<Finding>> {
    let mut findings = FORM.missing(raw);
    for section in FORM.sections {
        findings.extend(FORM.odd_answers(section, raw));
    }
    if raw.parts("child").is_empty() {
        let words = "Add at least one child, by name or by what is known".into();
        findings.push(Finding {
            section: "children",
            path: "child".into(),
            words,
        });
    }
    let received_at = received(raw, now, &mut findings);
    match (received_at, findings.is_empty()) {
        (Some(received_at), true) => {
            let children = raw
                .parts("child")
                .into_iter()
                .map(|part| (part.clone(), child(raw, &part)))
                .collect();
            Ok(Answers {
                received_at,
                raw: raw.clone(),
                children,
            })
        }
        _ => {
            // In the order of the form.
            let place = |f: &Finding| FORM.sections.iter().position(|s| s.id == f.section);
            findings.sort_by_key(place);
            Err(findings)
        }
    }
}

fn received(raw: &Raw, now: Timestamp, findings: &mut Vec<Finding>) -> Option<Timestamp> {
    let (day, time) = (raw.get("received_on"), raw.get("received_time"));
    let mut find = |path: &str, words: &str| {
        findings.push(Finding {
            section: "who",
            path: path.into(),
            words: words.into(),
        })
    };
    let date = read_day(day);
    let clock = read_time(time);
    if date.is_none() && !day.is_empty() {
        find("received_on", "Give a day that exists, as “12 Nov 2026”");
    }
    if clock.is_none() && !time.is_empty() {
        find("received_time", "Give a time, as “08:40”");
    }
    let at = london::instant(DateTime::from_parts(date?, clock?)).ok();
    match at {
        Some(at) if at > now => {
            find("received_on", "This is in the future. When was it received?");
            None
        }
        Some(at) if at < now - jiff::SignedDuration::from_hours(24 * 366) => {
            find("received_on", "This is more than a year ago. Check the year");
            None
        }
        Some(at) => Some(at),
        None => {
            find("received_on", "This day is outside the years that can be recorded");
            None
        }
    }
}

fn child(raw: &Raw, part: &str) -> ChildAnswers {
    let get = |q: &str| raw.get(&format!("child.{part}.{q}"));
    let person = get("person");
    let place = match get("where") {
        "school" => "At school or nursery",
        "home" => "At home",
        "elsewhere" => "Somewhere else",
        "not_known" => "The caller does not know",
        _ => "",
    };
    ChildAnswers {
        new_person: person == "new",
        named: ChildNamed {
            person: person.parse().ok(),
            name: get("name").to_owned(),
            age_or_birth: get("age").to_owned(),
            school: get("school").to_owned(),
            address: get("address").to_owned(),
            whereabouts: place.to_owned(),
            injury: YesNo::from_code(get("injury")),
            injury_words: get("injury_words").to_owned(),
            identified: match person {
                "" => String::new(),
                "new" => "new person, after the search was shown".into(),
                _ => "chosen from the people found".into(),
            },
        },
    }
}

impl Answers {
    /// The people on record whom the contact names, for a right over each.
    pub fn people(&self) -> Vec<PersonId> {
        self.children.iter().filter_map(|(_, c)| c.named.person).collect()
    }

    /// The facts of handing it over, in one entry.
    pub fn facts(mut self, mut making: Making<'_>) -> Vec<NewFact> {
        let contact = making.contact;
        let mut facts = Vec::new();
        for (_, child) in &mut self.children {
            if child.new_person {
                let person = PersonId((making.new_id)());
                facts.extend(new_person(person, child, &mut making));
                child.named.person = Some(person);
            }
        }
        let concerned: Vec<About> = self.people().into_iter().map(About::concerned).collect();
        let about = |mut fact: NewFact| {
            fact.about = concerned.clone();
            fact
        };
        let mut record = || RecordId((making.new_id)());
        facts.push(about(NewFact::record(
            contact,
            record(),
            self.received(making.reference),
        )));
        for (_, child) in self.children.iter() {
            let fact = NewFact::record(contact, record(), child.named.clone());
            facts.push(match child.named.person {
                Some(person) => fact.about(About::concerned(person)),
                None => fact,
            });
        }
        facts.push(about(NewFact::record(contact, record(), self.safety())));
        if let Some(agreement) = self.agreement() {
            facts.push(about(NewFact::record(contact, record(), agreement)));
        }
        let proposal = self.raw.get("proposal").to_owned();
        facts.push(about(NewFact::record(contact, record(), HandedOver { proposal })));
        facts
    }

    fn received(&self, reference: String) -> ContactReceived {
        let get = |q: &str| self.raw.get(q).to_owned();
        let wishes = self.raw.ticks("wishes");
        ContactReceived {
            reference,
            received_at: self.received_at,
            channel: get("channel"),
            source: get("source"),
            referrer: Referrer {
                name: get("referrer_name"),
                role: get("referrer_role"),
                organisation: get("organisation"),
                ring_back: get("ring_back"),
                wishes_to_stay_anonymous: wishes.contains(&"anonymous"),
            },
            worry: get("worry"),
            information_only: wishes.contains(&"information_only"),
        }
    }

    fn safety(&self) -> SafetyDeclared {
        SafetyDeclared {
            danger_now: YesNo::from_code(self.raw.get("danger")).unwrap_or(YesNo::NotKnown),
            cannot_wait: self
                .raw
                .ticks("cannot_wait")
                .into_iter()
                .filter_map(CannotWait::from_code)
                .collect(),
            who_is_with_the_child: self.raw.get("with_child").to_owned(),
            words: self.raw.get("safety_words").to_owned(),
        }
    }

    fn agreement(&self) -> Option<AgreementRecorded> {
        let get = |q: &str| self.raw.get(q).to_owned();
        let agreement = AgreementRecorded {
            power: get("power"),
            words: get("power_words"),
            safe_contact: get("safe_contact"),
            interpreter: get("interpreter"),
        };
        let nothing = [
            &agreement.power,
            &agreement.words,
            &agreement.safe_contact,
            &agreement.interpreter,
        ]
        .iter()
        .all(|t| t.is_empty());
        (!nothing).then_some(agreement)
    }
}

/// What a contact alone knows of somebody who was not on record: a name as it was said, and a birth if it was given as a day.
fn new_person(person: PersonId, child: &ChildAnswers, making: &mut Making<'_>) -> Vec<NewFact> {
    let name = child.named.name.trim();
    let (given, family) = name.rsplit_once(' ').unwrap_or((name, ""));
    let mut record = || RecordId((making.new_id)());
    let body = NameRecorded {
        kind: NameKind::Legal,
        given: given.into(),
        family: family.into(),
        from: None,
        to: None,
    };
    let mut facts = vec![NewFact::record(person, record(), body)];
    if let Some(on) = read_day(&child.named.age_or_birth) {
        facts.push(NewFact::record(person, record(), BirthRecorded::Exact { on }));
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::FactBody;

    fn raw(pairs: &[(&str, &str)]) -> Raw {
        Raw(pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
    }

    const ENOUGH: &[(&str, &str)] = &[
        ("received_on", "12 Nov 2026"),
        ("received_time", "08:40"),
        ("channel", "phone"),
        ("source", "2A"),
        ("worry", "Katy came in with a bruise."),
        ("child.1.name", "Katy Sheppard"),
        ("danger", "no"),
    ];

    fn now() -> Timestamp {
        "2026-11-12T10:00Z".parse().unwrap()
    }

    #[test]
    fn only_six_answers_are_needed_to_hand_over() {
        let answers = parse(&raw(ENOUGH), now()).unwrap();
        assert_eq!(answers.received_at, "2026-11-12T08:40Z".parse().unwrap());
        for left_out in 0..ENOUGH.len() {
            let pairs: Vec<_> = ENOUGH
                .iter()
                .enumerate()
                .filter(|(i, _)| *i != left_out)
                .map(|(_, p)| *p)
                .collect();
            let findings = parse(&raw(&pairs), now()).unwrap_err();
            assert_eq!(findings.len(), 1, "without {}: {findings:?}", ENOUGH[left_out].0);
        }
    }

    #[test]
    fn what_cannot_be_is_said_beside_its_field() {
        let check = |path: &str, value: &str| {
            let mut answers = raw(ENOUGH);
            answers.0.insert(path.into(), value.into());
            let findings = parse(&answers, now()).unwrap_err();
            assert!(
                findings.iter().any(|f| f.path == path),
                "{path}={value:?}: {findings:?}"
            );
        };
        check("received_on", "31 Feb 2026");
        check("received_on", "13 Nov 2026");
        check("received_on", "12 Nov 2024");
        check("received_time", "25:00");
        check("worry", &"x".repeat(20_001));
        check("referrer_name", "a\u{7}b");
        check("child.1.name", " ");
    }

    #[test]
    fn each_child_has_its_own_part_and_the_worry_is_about_all() {
        let (one, two) = (PersonId(uuid::Uuid::from_u128(1)), PersonId(uuid::Uuid::from_u128(2)));
        let mut answers = raw(ENOUGH);
        for (part, person) in [("1", one), ("2", two)] {
            answers.0.insert(format!("child.{part}.name"), "Katy".into());
            answers.0.insert(format!("child.{part}.person"), person.to_string());
        }
        let mut n = 100;
        let mut new_id = || {
            n += 1;
            uuid::Uuid::from_u128(n)
        };
        let making = Making {
            contact: ContactId(uuid::Uuid::from_u128(9)),
            reference: "26-000001".into(),
            new_id: &mut new_id,
        };
        let facts = parse(&answers, now()).unwrap().facts(making);
        let about = |f: &NewFact| f.about.iter().map(|a| a.person).collect::<Vec<_>>();
        let received = facts
            .iter()
            .find(|f| matches!(f.body, FactBody::ContactReceived(_)))
            .unwrap();
        assert_eq!(about(received), [one, two]);
        let named: Vec<_> = facts
            .iter()
            .filter(|f| matches!(f.body, FactBody::ChildNamed(_)))
            .map(about)
            .collect();
        assert_eq!(named, [vec![one], vec![two]]);
    }

    #[test]
    fn somebody_not_on_record_gets_a_record_of_their_own() {
        let mut answers = raw(ENOUGH);
        answers.0.insert("child.1.person".into(), "new".into());
        answers.0.insert("child.1.age".into(), "18 Jun 2017".into());
        let mut n = 100;
        let mut new_id = || {
            n += 1;
            uuid::Uuid::from_u128(n)
        };
        let making = Making {
            contact: ContactId(uuid::Uuid::from_u128(9)),
            reference: "26-000001".into(),
            new_id: &mut new_id,
        };
        let facts = parse(&answers, now()).unwrap().facts(making);
        assert!(matches!(&facts[0].body, FactBody::NameRecorded(n) if n.given == "Katy" && n.family == "Sheppard"));
        assert!(matches!(
            &facts[1].body,
            FactBody::BirthRecorded(BirthRecorded::Exact { .. })
        ));
    }
}
