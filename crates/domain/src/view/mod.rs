//! What one reader may see of a record: the only way from a folded person to a page, a print, an export or a search row [Sem 17].
//!
//! Folding ignores rights; [`view`] applies them. What a reader may not see is not in a [`PersonView`] at all, so a page cannot show it by
//! mistake. A confidential address is marked as one, without its value; a sealed person does not appear; another person is masked by
//! their own restriction, whatever the reader may see of the child.

mod changes;
mod contacts;
mod details;
mod due;
mod events;
mod others;
mod removed;
mod services;
mod since;
#[cfg(test)]
mod tests;
mod words;

pub use details::{Detail, Group, Source, Version, Withdrawn};
pub use due::Clock;
pub use events::{Event, Kind, Narrative};
pub use others::{Home, Known, Other, Tie};
pub use since::{Since, since};
pub use words::{Piece, Said, is_private_source, words_of};

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::calendar::{Calendar, london};
use crate::contact::Contact;
use crate::facts::person::{BirthRecorded, RestrictionLevel, WarningRecorded};
use crate::household::Household;
use crate::ids::{ContactId, HouseholdId, PersonId, TeamId, WorkerId};
use crate::ledger::Fact;
use crate::person::{Person, Status};
use crate::policy::{Depth, Permit, ReadRecord};
use crate::told::Told;
use words::Eyes;

/// A record as it was folded, with what stands around it. Nothing here has been masked yet.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    pub person: &'a Person,
    /// Every fact that was folded, those that no longer stand included: the history of a value.
    pub facts: &'a [Fact],
    pub contacts: &'a [Contact],
    pub households: &'a [Household],
    /// The people whom the record mentions, by the id that it mentions. Whoever is missing here is sealed, and is left out.
    pub others: &'a BTreeMap<PersonId, Other>,
    pub calendar: &'a Calendar,
    /// The moment that the page speaks of: now, or a past one.
    pub at: Timestamp,
}

/// A person's record as one reader may see it.
#[derive(Clone, Debug)]
pub struct PersonView {
    pub id: PersonId,
    /// Every id found to be this person.
    pub group: Vec<PersonId>,
    /// How much the reader sees, for the sentence that says so.
    pub depth: Depth,
    /// Whether they see who somebody is, value by value: all that the details hold of a reader of headings.
    pub who_they_are: bool,
    /// The day that the page speaks of, in London.
    pub on: Date,
    pub identity: Identity,
    /// `None` on an open record.
    pub restriction: Option<Restriction>,
    pub warnings: Vec<Warning>,
    /// What runs, the most urgent first.
    pub due: Vec<Clock>,
    /// What happened, newest first.
    pub events: Vec<Event>,
    /// The people in the child's life; empty where the reader sees headings only.
    pub ties: Vec<Tie>,
    pub homes: Vec<HomeView>,
    /// Every value that stands, with its source and its earlier versions; of a reader of headings those of who somebody is, or none.
    pub details: Vec<Detail>,
    /// What was said once and taken back.
    pub withdrawn: Vec<Withdrawn>,
    /// Conflicts to settle, as sentences.
    pub findings: Vec<String>,
    pub contacts: Vec<ContactId>,
    /// The first entry about the person, for "nothing was on record before".
    pub first_recorded: Option<Timestamp>,
}

/// Who somebody is, for the bar at the top of every page of the record.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The official name, or what stands in its place: "Unborn, due 22 Jan 2027", "Name not recorded".
    pub name: String,
    /// What to call them in a sentence.
    pub called: String,
    /// The name they like, where it differs from the official one.
    pub likes: Option<String>,
    /// Girl, boy, woman, man, child, unborn.
    pub noun: &'static str,
    pub sex: crate::codes::Sex,
    pub age: Option<String>,
    pub birth: Option<BirthRecorded>,
    pub died: Option<Date>,
    pub home: Home,
    /// The child's own words, the latest recorded, with the day.
    pub voice: Option<(String, Date)>,
    pub worker: Option<(WorkerId, TeamId)>,
    pub status: Status,
    /// Name and year group. `None` where the reader does not see items, or none is recorded.
    pub school: Option<(String, String)>,
    /// The number in groups, and the day it was traced.
    pub nhs_number: Option<(String, Option<Date>)>,
}

/// Why not everybody may open the record. The words are for those who see all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restriction {
    pub level: RestrictionLevel,
    pub why: Option<String>,
    pub ring: String,
    pub custodian: Option<WorkerId>,
}

/// A warning. Its text is narrative; its title is not.
#[derive(Clone, Debug)]
pub struct Warning {
    pub title: String,
    pub text: Option<String>,
    pub told_family: Option<String>,
    pub review_on: Date,
    pub source: Source,
}

/// A home of the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomeView {
    pub id: HouseholdId,
    pub home: Home,
    pub since: Option<Date>,
    /// Who lives there on the day, as far as the reader may know of them.
    pub members: Vec<PersonId>,
}

/// Masks a record for whoever holds the permit.
#[must_use]
pub fn view(parts: Parts<'_>, permit: &Permit<ReadRecord>) -> PersonView {
    let person = parts.person;
    let on = london::date(parts.at);
    let places = places(&parts, permit, on);
    let homes = homes(&parts, &places, on);
    let eyes = Eyes {
        depth: permit.depth(),
        confidential: permit.sees_confidential(),
        others: parts.others,
        homes: &homes,
        places: &places,
        group: &person.group,
    };
    let items = eyes.depth >= Depth::Items;
    let full = eyes.depth == Depth::Full;
    PersonView {
        id: person.id,
        group: person.group.clone(),
        depth: eyes.depth,
        who_they_are: permit.sees_who_they_are(),
        on,
        identity: identity(&parts, &eyes, on),
        restriction: person.restriction().map(|r| Restriction {
            level: r.level,
            why: full.then(|| r.why.clone()).filter(|w| !w.is_empty()),
            ring: r.ring.clone(),
            custodian: r.custodian,
        }),
        warnings: person.warnings.iter().map(|w| warning(w, full)).collect(),
        due: due::clocks(&parts, &eyes),
        events: events::events(&parts, &eyes),
        ties: if items {
            others::ties(person, &eyes, on)
        } else {
            Vec::new()
        },
        details: match (items, permit.sees_who_they_are()) {
            (true, _) => details::details(&parts, &eyes),
            (false, true) => details::who_they_are(&parts, &eyes),
            (false, false) => Vec::new(),
        },
        withdrawn: if items {
            details::withdrawn(&parts, &eyes)
        } else {
            Vec::new()
        },
        findings: if items {
            person.findings(on).into_iter().map(|f| f.words).collect()
        } else {
            Vec::new()
        },
        contacts: person.contacts.clone(),
        first_recorded: parts.facts.iter().map(|f| f.entry.recorded_at).min(),
        homes: if items { homes } else { Vec::new() },
    }
}

fn warning(told: &Told<WarningRecorded>, full: bool) -> Warning {
    Warning {
        title: told.title.clone(),
        text: full.then(|| told.text.clone()).filter(|t| !t.is_empty()),
        told_family: full.then(|| told.told_family.clone()).filter(|t| !t.is_empty()),
        review_on: told.review_on,
        source: Source::from(&*told.origin.entry),
    }
}

fn identity(parts: &Parts<'_>, eyes: &Eyes<'_>, on: Date) -> Identity {
    let person = parts.person;
    let items = eyes.depth >= Depth::Items;
    let called = person.called();
    let given = person.legal_name().map(|n| n.given.clone()).unwrap_or_default();
    let said = person.notes.iter().rfind(|n| !n.child_said.is_empty());
    Identity {
        name: person.display_name(),
        likes: person
            .preferred_name()
            // The family name is said once, unless it is another one.
            .map(|n| match person.legal_name() {
                Some(legal) if legal.family == n.family && !n.given.trim().is_empty() => n.given.clone(),
                _ => n.full(),
            })
            .filter(|l| *l != given && *l != person.display_name()),
        called,
        noun: person.noun(on),
        sex: crate::codes::Sex::from_code(person.sex()).unwrap_or(crate::codes::Sex::Unknown),
        age: person.age_words(on).filter(|_| person.death.is_none()),
        birth: person.birth().map(|b| b.value.clone()),
        died: person.death.as_ref().map(|d| d.on),
        home: Home::of(person.address().map(|a| &a.value), eyes.confidential),
        voice: said.filter(|_| eyes.depth == Depth::Full).map(|n| {
            let day = n
                .origin
                .effective_on
                .unwrap_or_else(|| london::date(n.origin.recorded_at()));
            (n.child_said.clone(), day)
        }),
        worker: person.allocated(on).map(|a| (a.worker, a.team)),
        status: status(parts, on),
        school: person
            .school()
            .filter(|_| items)
            .map(|s| (s.name.clone(), s.year_group.clone())),
        nhs_number: person.identifier("nhs").filter(|_| items).map(|n| {
            (
                crate::identifiers::shown(crate::codes::IdentifierScheme::Nhs, &n.value.value),
                n.traced_on,
            )
        }),
    }
}

/// The status of the record; where nothing is open, a contact that is not decided yet says so.
fn status(parts: &Parts<'_>, on: Date) -> Status {
    let status = parts.person.status(on, parts.calendar);
    let waits = |c: &Contact| {
        let mut own = c
            .children
            .iter()
            .filter(|p| p.child.person.is_some_and(|id| parts.person.group.contains(&id)));
        own.any(|p| p.state.effective_at().is_none())
    };
    if !status.open && parts.contacts.iter().any(waits) {
        return Status {
            words: "Contact, not yet decided".into(),
            detail: "Front door".into(),
            open: false,
        };
    }
    status
}

/// The addresses of the person's homes, past ones included. A home is confidential where it is marked so, and where the address of anybody
/// who lives in it is.
fn places(parts: &Parts<'_>, permit: &Permit<ReadRecord>, on: Date) -> BTreeMap<HouseholdId, Home> {
    let person = parts.person;
    let place = |h: &Household| {
        let recorded = h.home.as_ref()?;
        let living: BTreeSet<PersonId> = h.living_there(on).collect();
        let another = living
            .iter()
            .any(|p| parts.others.get(p).is_some_and(|o| o.home() == &Home::Confidential));
        let its_own =
            person.group.iter().any(|p| living.contains(p)) && person.address().is_some_and(|a| a.confidential);
        let hidden = another || ((recorded.confidential || its_own) && !permit.sees_confidential());
        let home = if hidden {
            Home::Confidential
        } else {
            Home::shown(&recorded.line, &recorded.postcode)
        };
        Some((h.id, home))
    };
    parts.households.iter().filter_map(place).collect()
}

/// The homes that the person lives in on the day.
fn homes(parts: &Parts<'_>, places: &BTreeMap<HouseholdId, Home>, on: Date) -> Vec<HomeView> {
    let own = |id: PersonId| parts.person.group.contains(&id);
    let home = |h: &Household| {
        let since = h
            .members
            .iter()
            .rfind(|m| own(m.person) && m.to.is_none_or(|to| to > on))?
            .from;
        Some(HomeView {
            id: h.id,
            home: places.get(&h.id)?.clone(),
            since,
            members: h
                .living_there(on)
                .filter(|p| !own(*p) && parts.others.contains_key(p))
                .collect(),
        })
    };
    parts.households.iter().filter_map(home).collect()
}

impl PersonView {
    /// Every worker whom the view names, so that a page can look up their names at once.
    #[must_use]
    pub fn workers(&self) -> BTreeSet<WorkerId> {
        let said = |said: &Said| said.iter().filter_map(Piece::worker).collect::<Vec<_>>();
        let mut all: BTreeSet<WorkerId> = self.identity.worker.iter().map(|w| w.0).collect();
        all.extend(self.restriction.iter().filter_map(|r| r.custodian));
        all.extend(self.warnings.iter().map(|w| w.source.author.worker));
        all.extend(
            self.events
                .iter()
                .flat_map(|e| [said(&e.title), said(&e.note)].concat()),
        );
        all.extend(self.events.iter().flat_map(|e| &e.values).flat_map(|(_, s)| said(s)));
        all.extend(self.due.iter().flat_map(|c| said(&c.note)));
        for detail in &self.details {
            all.extend(said(&detail.now.said));
            all.insert(detail.now.source.author.worker);
            for version in &detail.earlier {
                all.extend(said(&version.said));
                all.insert(version.source.author.worker);
            }
        }
        for withdrawn in &self.withdrawn {
            all.extend(said(&withdrawn.was.said));
            all.insert(withdrawn.was.source.author.worker);
            all.insert(withdrawn.by.author.worker);
        }
        all
    }
}
