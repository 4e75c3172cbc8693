//! What a fact says, in pieces that a page puts together: a worker's name and a person's name are looked up where they are shown.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::others::{Home, Other};
use super::{Group, HomeView};
use crate::calendar::clock;
use crate::codes::*;
use crate::facts::FactBody;
use crate::facts::person::BirthRecorded;
use crate::ids::{HouseholdId, PersonId, Subject, TeamId, WorkerId};
use crate::ledger::Fact;
use crate::person::identity::day;
use crate::policy::Depth;

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Words(String),
    Worker(WorkerId),
    Team(TeamId),
    /// Somebody of [`Parts::others`](super::Parts::others), whom the reader may know of.
    Person(PersonId),
    /// A value that is there and that this reader does not see.
    Confidential,
}

impl Piece {
    pub(super) fn worker(&self) -> Option<WorkerId> {
        if let Self::Worker(id) = self { Some(*id) } else { None }
    }
}

/// A sentence in pieces.
pub type Said = Vec<Piece>;

/// A sentence without its names.
#[must_use]
pub fn words_of(said: &Said) -> String {
    let words = |p: &Piece| if let Piece::Words(w) = p { Some(w.clone()) } else { None };
    said.iter().filter_map(words).collect()
}

pub(super) fn words(text: impl Into<String>) -> Piece {
    Piece::Words(text.into())
}

/// What a reader sees with.
#[derive(Clone, Copy)]
pub(super) struct Eyes<'a> {
    pub depth: Depth,
    pub confidential: bool,
    pub others: &'a BTreeMap<PersonId, Other>,
    pub homes: &'a [HomeView],
    pub places: &'a BTreeMap<HouseholdId, Home>,
    pub group: &'a [PersonId],
}

impl Eyes<'_> {
    pub fn full(&self) -> bool {
        self.depth == Depth::Full
    }
    pub fn knows(&self, person: PersonId) -> bool {
        self.group.contains(&person) || self.others.contains_key(&person)
    }
}

/// Family, acquaintances, members of the public, and whoever would not say: their names and words are left out of prints [Sem 21].
#[must_use]
pub fn is_private_source(source: &str) -> bool {
    matches!(source, "1A" | "1B" | "1C" | "1D" | "9" | "10")
}

/// The label as it stands in the middle of a sentence. Abbreviations keep their capitals.
pub(super) fn lower(label: &str) -> String {
    let mut chars = label.chars();
    match (chars.next(), chars.next()) {
        (Some(first), Some(second)) if second.is_lowercase() || second == ' ' => first
            .to_lowercase()
            .chain(std::iter::once(second))
            .chain(chars)
            .collect(),
        _ => label.to_owned(),
    }
}

/// "from 1 Aug 2026", "until 3 Feb 2026", "from … to …"; empty where neither is known.
pub(super) fn between(from: Option<Date>, to: Option<Date>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => format!("from {} to {}", day(from), day(to)),
        (Some(from), None) => format!("from {}", day(from)),
        (None, Some(to)) => format!("until {}", day(to)),
        (None, None) => String::new(),
    }
}

fn joined(parts: impl IntoIterator<Item = String>) -> String {
    parts
        .into_iter()
        .filter(|p| !p.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

pub(super) fn birth(birth: &BirthRecorded) -> String {
    match birth {
        BirthRecorded::Exact { on } => day(*on),
        BirthRecorded::Estimated { on, words } => format!("About {}: {words}", day(*on)),
        BirthRecorded::Expected { on } => format!("Due {}", day(*on)),
    }
}

/// What the other person is to the person of the record, with the sex where it is known: "mother".
pub(super) fn relation(is: &str, other: Option<&Other>) -> String {
    match RelationshipType::from_code(is) {
        Ok(kind) if other.is_some_and(Other::is_unborn) => kind.words_unborn(),
        Ok(kind) => kind.words(other.map_or(Sex::Unknown, Other::sex)).to_owned(),
        Err(_) => is.replace('_', " "),
    }
}

/// The other person in a relationship fact, seen from the person of the record, and what they are to them.
pub(super) fn other_side(fact: &Fact, group: &[PersonId]) -> Option<(PersonId, String)> {
    // A joining is filed under the one that followed, and is the history of both.
    if let (Some(FactBody::SameAs(joined)), Subject::Person(other)) = (&fact.body, fact.subject)
        && group.contains(&joined.other)
    {
        return Some((other, String::new()));
    }
    let Some(FactBody::RelationshipRecorded(r)) = &fact.body else {
        return None;
    };
    match fact.subject {
        Subject::Person(own) if group.contains(&own) => Some((r.other, r.is.clone())),
        Subject::Person(other) if group.contains(&r.other) => Some((other, reciprocal(&r.is).to_owned())),
        _ => None,
    }
}

/// Where a fact stands among the details, and what its value is called.
pub(super) fn place(fact: &Fact, eyes: &Eyes<'_>) -> Option<(Group, String)> {
    let body = fact.body.as_ref()?;
    let title = || body.title().to_owned();
    Some(match body {
        FactBody::NameRecorded(v) => (Group::Who, v.kind.label().into()),
        FactBody::BirthRecorded(_)
        | FactBody::DeathRecorded(_)
        | FactBody::SexRecorded(_)
        | FactBody::GenderIdentityRecorded(_) => (Group::Who, title()),
        FactBody::IdentifierRecorded(v) => (Group::Who, IdentifierScheme::TABLE.label(&v.scheme).into()),
        FactBody::AddressRecorded(v) => (
            Group::Home,
            format!("Address: {}", lower(AddressKind::TABLE.label(&v.kind))),
        ),
        FactBody::SchoolRecorded(_) | FactBody::MemberRecorded(_) => (Group::Home, title()),
        FactBody::LanguageRecorded(_) | FactBody::DisabilityRecorded(_) | FactBody::EthnicityRecorded(_) => {
            (Group::Needs, title())
        }
        FactBody::RelationshipRecorded(_) => {
            let (other, is) = other_side(fact, eyes.group)?;
            let words = relation(&is, eyes.others.get(&other));
            let mut chars = words.chars();
            let label = chars
                .next()
                .map(|c| c.to_uppercase().chain(chars).collect())
                .unwrap_or(words);
            (Group::People, label)
        }
        FactBody::WarningRecorded(_) | FactBody::RestrictionSet(_) | FactBody::SameAs(_) => (Group::Care, title()),
        FactBody::NoteRecorded(_) => (Group::Notes, title()),
        FactBody::HouseholdRecorded(_) | FactBody::WordsRemoved(_) => return None,
        _ if matches!(fact.subject, Subject::Contact(_)) => return None,
        _ => (Group::Work, title()),
    })
}

/// What a fact about the person says to this reader; `None` where it is not for them.
pub(super) fn says(fact: &Fact, eyes: &Eyes<'_>) -> Option<Said> {
    let text = |t: String| Some(vec![words(t)]);
    let until = |label: &str, on: Option<Date>| on.map(|d| format!("{label} {}", day(d))).unwrap_or_default();
    match fact.body.as_ref()? {
        FactBody::NameRecorded(v) => text(joined([v.full(), between(v.from, v.to)])),
        FactBody::BirthRecorded(v) => text(birth(v)),
        FactBody::DeathRecorded(v) => text(day(v.on)),
        FactBody::SexRecorded(v) => text(Sex::TABLE.label(&v.code).into()),
        FactBody::GenderIdentityRecorded(v) if eyes.full() => {
            text(joined([GenderIdentity::TABLE.label(&v.code).into(), v.words.clone()]))
        }
        FactBody::GenderIdentityRecorded(_) => None,
        FactBody::IdentifierRecorded(v) => {
            let shown = IdentifierScheme::from_code(&v.scheme).map_or_else(
                |_| v.value.clone(),
                |scheme| crate::identifiers::shown(scheme, &v.value),
            );
            text(joined([shown, until("traced", v.traced_on)]))
        }
        FactBody::AddressRecorded(v) => Some(match Home::of(Some(v), eyes.confidential) {
            Home::Confidential => vec![Piece::Confidential],
            home => {
                let mark = if v.confidential { "confidential" } else { "" };
                vec![words(joined([home.words(), between(v.from, v.to), mark.into()]))]
            }
        }),
        FactBody::LanguageRecorded(v) => {
            let interpreter = if v.interpreter_needed {
                "interpreter needed"
            } else {
                "no interpreter needed"
            };
            text(joined([LANGUAGES.label(&v.language).into(), interpreter.into()]))
        }
        FactBody::DisabilityRecorded(v) => text(joined(v.codes.iter().map(|c| Disability::TABLE.label(c).to_owned()))),
        FactBody::EthnicityRecorded(v) => text(Ethnicity::TABLE.label(&v.code).into()),
        FactBody::SchoolRecorded(v) => text(joined([v.name.clone(), v.year_group.clone(), between(v.from, v.to)])),
        FactBody::RelationshipRecorded(v) => {
            let (other, _) = other_side(fact, eyes.group)?;
            eyes.knows(other).then_some(())?;
            let parental = match (v.parental_responsibility, v.parental_responsibility_basis.as_str()) {
                (Some(true), basis) if !basis.is_empty() && eyes.full() => {
                    format!("parental responsibility ({})", lower(basis))
                }
                (Some(true), _) => "parental responsibility".into(),
                (Some(false), _) => "no parental responsibility".into(),
                (None, _) => String::new(),
            };
            let more = joined([parental, between(v.from, v.to)]);
            let more = if more.is_empty() {
                Vec::new()
            } else {
                vec![words(format!(", {more}"))]
            };
            Some([vec![Piece::Person(other)], more].concat())
        }
        FactBody::MemberRecorded(v) => {
            eyes.group.contains(&v.person).then_some(())?;
            let Subject::Household(home) = fact.subject else {
                return None;
            };
            Some(match eyes.places.get(&home)? {
                Home::Confidential => vec![Piece::Confidential],
                home => vec![words(joined([home.words(), between(v.from, v.to)]))],
            })
        }
        FactBody::WarningRecorded(v) if eyes.full() => {
            text(format!("{}. {} Review by {}", v.title, v.text, day(v.review_on)))
        }
        FactBody::WarningRecorded(v) => text(format!("{}. Review by {}", v.title, day(v.review_on))),
        FactBody::RestrictionSet(v) if eyes.full() && !v.why.is_empty() => {
            text(format!("{}: {}", v.level.label(), v.why))
        }
        FactBody::RestrictionSet(v) => text(v.level.label().into()),
        FactBody::SameAs(_) => text("Found to be the same person as another record".into()),
        FactBody::Allocated(v) => Some(vec![
            Piece::Worker(v.worker),
            words(", "),
            Piece::Team(v.team),
            words(format!(", {}", between(Some(v.from), v.to))),
        ]),
        FactBody::NoteRecorded(v) if eyes.full() => text(format!("{}. {}", v.title, v.text)),
        FactBody::NoteRecorded(v) => text(v.title.clone()),
        FactBody::LateReasonGiven(v) => {
            let title = clock(&v.clock).map_or(v.clock.as_str(), |k| k.title);
            text(if eyes.full() {
                format!("{title}: “{}”", v.reason)
            } else {
                title.into()
            })
        }
        body => service(body, eyes),
    }
}

/// The facts of services: dates and codes, with reasons for those who see all.
fn service(body: &FactBody, eyes: &Eyes<'_>) -> Option<Said> {
    let opt = |label: &str, on: Option<Date>| on.map(|d| format!("{label} {}", day(d))).unwrap_or_default();
    let text = match body {
        FactBody::ReferralReceived(v) => joined([
            format!("received {}", day(v.received_on)),
            code(ReferralSource::TABLE, &v.source),
            code(PrimaryNeed::TABLE, &v.primary_need),
            if v.no_further_action {
                "no further action".into()
            } else {
                String::new()
            },
        ]),
        FactBody::ReferralDecided(v) if eyes.full() && !v.why.is_empty() => {
            format!("{}. {}", v.outcome.label(), v.why)
        }
        FactBody::ReferralDecided(v) => v.outcome.label().into(),
        FactBody::EpisodeClosed(v) => joined([day(v.on), code(ReasonForClosure::TABLE, &v.reason)]),
        FactBody::InitialConferenceHeld(v) => day(v.on),
        FactBody::AssessmentRecorded(v) => joined([
            format!("started {}", day(v.started_on)),
            opt("reviewed", v.reviewed_on),
            opt("authorised", v.authorised_on),
            joined(v.factors.iter().map(|f| lower(AssessmentFactor::TABLE.label(f)))),
        ]),
        FactBody::Section47Recorded(v) => joined([
            format!("started {}", day(v.started_on)),
            opt("conference due", v.conference_target),
            opt("conference held", v.conference_on),
            if v.conference_not_required == Some(true) {
                "no conference needed".into()
            } else {
                String::new()
            },
        ]),
        FactBody::CinPlanRecorded(v) => between(Some(v.started_on), v.ended_on),
        FactBody::ProtectionPlanRecorded(v) => joined([
            between(Some(v.started_on), v.ended_on),
            code(CategoryOfAbuse::TABLE, &v.initial_category),
        ]),
        FactBody::PlanReviewHeld(v) => day(v.on),
        FactBody::PreProceedingsRecorded(v) => format!("from {}", day(v.started_on)),
        _ => return None,
    };
    Some(vec![words(text)])
}

pub(super) fn code(table: &CodeTable, value: &str) -> String {
    if value.is_empty() {
        String::new()
    } else {
        lower(table.label(value))
    }
}

/// Who told us, where the fact says so. Free text, so for those who see all.
pub(super) fn who_said(fact: &Fact, eyes: &Eyes<'_>) -> Option<String> {
    let said = match fact.body.as_ref()? {
        FactBody::RelationshipRecorded(v) => v.said_by.clone(),
        FactBody::MemberRecorded(v) => v.said_by.clone(),
        FactBody::EthnicityRecorded(v) => match v.said_by.as_str() {
            "person" => "The child".into(),
            "parent" => "A parent".into(),
            "census" => "The old system’s census".into(),
            other => other.into(),
        },
        _ => return None,
    };
    Some(said).filter(|s| !s.is_empty() && eyes.full())
}
