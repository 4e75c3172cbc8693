//! The families of the screens, told as the screens tell them, and a few records that nobody but the named may see.

mod aldermere;
mod brennan;
mod front_door;
mod guarded;
mod shepherd;

use domain::facts::person::*;
use domain::ids::{HouseholdId, PersonId};
use domain::ledger::{About, FactRef, NewEntry, NewFact};
use jiff::Timestamp;
use jiff::civil::Date;

use super::Plan;
use super::pen::Pen;
use super::staff::{fixed, team_of, worker_id};

/// Somebody of the families, by key: `maya`, `caitlin`, `kate_sheppard`, `sealed_child`… The id is the same in every authority.
pub fn person(key: &str) -> PersonId {
    PersonId(fixed("person", key))
}

/// A home of the families, by key.
pub fn household(key: &str) -> HouseholdId {
    HouseholdId(fixed("household", key))
}

/// A word that stands in one restricted place and nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Canary {
    /// Where it stands, in words.
    pub place: &'static str,
    /// The key of the person on whose record it stands, for [`person`].
    pub person: &'static str,
    pub word: &'static str,
}

/// One odd word for each restricted field. A page, search, export, address or log that holds one, for a role that may not see it, leaks.
pub const CANARIES: &[Canary] = &[
    Canary {
        place: "a confidential address",
        person: "daniel",
        word: "Quillfeather",
    },
    Canary {
        place: "the name of a sealed child",
        person: "sealed_child",
        word: "Zephyrine",
    },
    Canary {
        place: "the address of a sealed child",
        person: "sealed_child",
        word: "Umbershaw",
    },
    Canary {
        place: "a case note of a sealed child",
        person: "sealed_child",
        word: "marrowlight",
    },
    Canary {
        place: "a case note of a child whom named people may see",
        person: "named_child",
        word: "Brackenthwaite",
    },
    Canary {
        place: "why a record is for named people",
        person: "named_child",
        word: "tarnishwood",
    },
    Canary {
        place: "a case note of a child whom one team may see",
        person: "team_child",
        word: "Oxlipford",
    },
    Canary {
        place: "the home of a child whom one team may see",
        person: "team_child",
        word: "Thrushmere",
    },
];

/// The words to look for.
pub fn canaries() -> &'static [Canary] {
    CANARIES
}

/// The word of a place that a family writes.
fn canary(place: &str) -> &'static str {
    CANARIES.iter().find(|c| c.place == place).map_or("", |c| c.word)
}

/// Every entry of every family, in order of time, with symbols for references.
pub(super) fn entries(plan: Plan) -> Vec<(Timestamp, i64, NewEntry)> {
    let mut pen = Pen::new(plan.today);
    brennan::write(&mut pen);
    shepherd::write(&mut pen);
    aldermere::write(&mut pen);
    guarded::write(&mut pen);
    front_door::write(&mut pen);
    pen.finish()
}

/// Facts about people, as a worker would record them.
impl Pen {
    fn named(&self, key: &str, kind: NameKind, given: &str, family: &str) -> NewFact {
        let body = NameRecorded {
            kind,
            given: given.into(),
            family: family.into(),
            from: None,
            to: None,
        };
        self.fact(
            person(key),
            &format!("{key} name {} {given} {family}", kind.code()),
            body,
        )
    }

    fn born(&self, key: &str, on: Date) -> NewFact {
        self.fact(person(key), &format!("{key} born"), BirthRecorded::Exact { on })
            .on(on)
    }

    /// Legal name, sex and date of birth.
    fn somebody(&self, key: &str, given: &str, family: &str, sex: &str, born: Date) -> Vec<NewFact> {
        vec![
            self.named(key, NameKind::Legal, given, family),
            self.fact(person(key), &format!("{key} sex"), SexRecorded { code: sex.into() }),
            self.born(key, born),
        ]
    }

    fn number(&self, key: &str, scheme: &str, value: impl Into<String>, traced_on: Option<Date>) -> NewFact {
        let body = IdentifierRecorded {
            scheme: scheme.into(),
            value: value.into(),
            traced_on,
        };
        self.fact(person(key), &format!("{key} {scheme}"), body)
    }

    fn lives(&self, key: &str, line: &str, postcode: &str, from: Option<Date>, to: Option<Date>) -> NewFact {
        let body = AddressRecorded {
            kind: "home".into(),
            line: line.into(),
            postcode: postcode.into(),
            from,
            to,
            confidential: false,
        };
        self.fact(person(key), &format!("{key} at {line}"), body)
    }

    fn at_school(&self, key: &str, name: &str, year_group: &str, from: Option<Date>) -> NewFact {
        let body = SchoolRecorded {
            name: name.into(),
            year_group: year_group.into(),
            from,
            to: None,
        };
        self.fact(person(key), &format!("{key} at {name}"), body)
    }

    /// `other` is `is` to `key`.
    fn related(
        &self,
        key: &str,
        other: &str,
        is: &str,
        said_by: &str,
        parental_responsibility: Option<bool>,
    ) -> NewFact {
        self.related_for(key, other, is, said_by, parental_responsibility, None, None)
    }

    #[allow(
        clippy::too_many_arguments,
        reason = "one sentence of a story has as many parts as it has"
    )]
    fn related_for(
        &self,
        key: &str,
        other: &str,
        is: &str,
        said_by: &str,
        parental_responsibility: Option<bool>,
        from: Option<Date>,
        to: Option<Date>,
    ) -> NewFact {
        let body = RelationshipRecorded {
            other: person(other),
            is: is.into(),
            from,
            to,
            parental_responsibility,
            parental_responsibility_basis: String::new(),
            said_by: said_by.into(),
        };
        self.fact(person(key), &format!("{key} and {other}"), body)
            .about(About::other(person(other), "mentioned"))
    }

    fn home(&self, key: &str, line: &str, postcode: &str, confidential: bool) -> NewFact {
        let body = domain::facts::household::HouseholdRecorded {
            line: line.into(),
            postcode: postcode.into(),
            confidential,
        };
        self.fact(household(key), &format!("{key} home"), body)
    }

    fn member(&self, home: &str, key: &str, from: Option<Date>, to: Option<Date>, said_by: &str) -> NewFact {
        let body = domain::facts::household::MemberRecorded {
            person: person(key),
            from,
            to,
            said_by: said_by.into(),
        };
        self.fact(household(home), &format!("{key} in {home}"), body)
            .about(About::other(person(key), "mentioned"))
    }

    /// The same thing said better: the record of `fact`, under what it says now.
    fn better(fact: NewFact, amends: FactRef) -> NewFact {
        NewFact {
            effect: domain::ledger::Effect::Correct { amends },
            ..fact
        }
    }

    fn note(&self, key: &str, title: &str, text: &str, child_said: &str, on: Date) -> NewFact {
        let body = NoteRecorded {
            title: title.into(),
            text: text.into(),
            child_said: child_said.into(),
        };
        self.fact(person(key), &format!("{key} note {title} {on}"), body).on(on)
    }

    fn allocated(&self, key: &str, worker: &str, from: Date, to: Option<Date>) -> NewFact {
        let body = Allocated {
            worker: worker_id(worker),
            team: team_of(worker),
            from,
            to,
        };
        self.fact(person(key), &format!("{key} with {worker} from {from}"), body)
            .on(from)
    }

    fn warning(&self, key: &str, title: &str, text: &str, review_on: Date, told_family: &str) -> NewFact {
        let body = WarningRecorded {
            title: title.into(),
            text: text.into(),
            review_on,
            told_family: told_family.into(),
        };
        self.fact(person(key), &format!("{key} warning {title}"), body)
    }
}
