//! The contact: six sections, filled in during a call (`domain/process.md` §1 of the brief).

mod questions;

pub use questions::FORM;

use jiff::Timestamp;
use jiff::civil::DateTime;

use super::{Finding, Raw, read_day, read_time};
use crate::calendar::london;
use crate::contact::{CannotWait, YesNo};
use crate::facts::FactBody;
use crate::facts::contact::*;
use crate::facts::person::{BirthRecorded, NameKind, NameRecorded};
use crate::ids::{ContactId, PersonId, RecordId};
use crate::ledger::{About, NewFact};

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
    let unreadable = |chosen: &Chosen| chosen.person.is_none();
    findings.extend(chosen(raw).iter().filter(|c| unreadable(c)).map(Chosen::is_nobody));
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

/// Somebody on record who was chosen to be a child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    part: String,
    /// `None` where what was sent is no id.
    pub person: Option<PersonId>,
}

impl Chosen {
    /// What is found where there is nobody of that id. It stands beside the child's name: the choice itself has no field.
    #[must_use]
    pub fn is_nobody(&self) -> Finding {
        Finding {
            section: "children",
            path: format!("child.{}.name", self.part),
            words: "Whoever was chosen for this child is not on record. Choose again, or say that it is a new person"
                .into(),
        }
    }
    /// The answer that holds the choice.
    #[must_use]
    pub fn path(&self) -> String {
        format!("child.{}.person", self.part)
    }
}

/// The choices of somebody on record, child by child.
#[must_use]
pub fn chosen(raw: &Raw) -> Vec<Chosen> {
    let choice = |part: String| match raw.get(&format!("child.{part}.person")) {
        "" | "new" => None,
        id => Some(Chosen {
            person: id.parse().ok(),
            part,
        }),
    };
    raw.parts("child").into_iter().filter_map(choice).collect()
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
    pub fn facts(mut self, making: Making<'_>) -> Vec<NewFact> {
        let contact = making.contact;
        let mut facts = Vec::new();
        for (_, child) in &mut self.children {
            if child.new_person {
                let person = PersonId((making.new_id)());
                for body in new_person(&child.named) {
                    facts.push(NewFact::record(person, RecordId((making.new_id)()), body));
                }
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
pub fn new_person(named: &ChildNamed) -> Vec<FactBody> {
    let name = named.name.trim();
    let (given, family) = name.rsplit_once(' ').unwrap_or((name, ""));
    let said = NameRecorded {
        kind: NameKind::Legal,
        given: given.into(),
        family: family.into(),
        from: None,
        to: None,
    };
    let birth = read_day(&named.age_or_birth).map(|on| BirthRecorded::Exact { on }.into());
    std::iter::once(said.into()).chain(birth).collect()
}

#[cfg(test)]
mod tests;
