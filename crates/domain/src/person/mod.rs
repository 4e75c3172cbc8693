//! A person on record, folded from every fact that stands: the one reading of the facts, for pages, projections, exports and the past.

mod episode;
mod findings;
pub mod identity;
mod parts;

pub use episode::{Episode, NOT_OPEN, Plan, Status};
pub use findings::Finding;
pub use parts::NotTheirs;

use crate::facts::FactBody;
use crate::facts::household::MemberRecorded;
use crate::facts::person::*;
use crate::facts::removed::WordsRemoved;
use crate::ids::{ContactId, HouseholdId, PersonId, Subject};
use crate::ledger::{Fact, standing};
use crate::told::{Told, told};
use parts::Parts;

/// A person: all that stands, each value with its source, in the order of recording.
#[derive(Clone, Debug)]
pub struct Person {
    /// The id that leads: the smallest of the group [Sem 4].
    pub id: PersonId,
    /// Every id found to be this person, the leading one first.
    pub group: Vec<PersonId>,
    pub names: Vec<Told<NameRecorded>>,
    pub births: Vec<Told<BirthRecorded>>,
    pub death: Option<Told<DeathRecorded>>,
    pub sexes: Vec<Told<SexRecorded>>,
    pub gender_identity: Option<Told<GenderIdentityRecorded>>,
    pub identifiers: Vec<Told<IdentifierRecorded>>,
    pub addresses: Vec<Told<AddressRecorded>>,
    pub languages: Vec<Told<LanguageRecorded>>,
    pub disability: Option<Told<DisabilityRecorded>>,
    pub ethnicity: Option<Told<EthnicityRecorded>>,
    pub schools: Vec<Told<SchoolRecorded>>,
    pub relationships: Vec<Relationship>,
    pub homes: Vec<(HouseholdId, Told<MemberRecorded>)>,
    pub warnings: Vec<Told<WarningRecorded>>,
    /// One per id of the group that has one; the stricter wins.
    pub restrictions: Vec<Told<RestrictionSet>>,
    pub joins: Vec<Told<SameAs>>,
    pub allocations: Vec<Told<Allocated>>,
    pub notes: Vec<Told<NoteRecorded>>,
    pub late_reasons: Vec<Told<LateReasonGiven>>,
    pub episodes: Vec<Episode>,
    /// Contacts in which the person has a part, oldest first.
    pub contacts: Vec<ContactId>,
    /// Contacts in which the person was named by mistake: no contacts of theirs.
    pub not_theirs: Vec<NotTheirs>,
    /// Words that were taken out of what was recorded of them, in whatever record.
    pub removed: Vec<Told<WordsRemoved>>,
    /// The newest entry that says anything about them: what a save from a page must not be older than.
    pub last_seq: i64,
}

/// Somebody who matters to the person, seen from their side.
#[derive(Clone, Debug, PartialEq)]
pub struct Relationship {
    pub other: PersonId,
    /// What `other` is to this person: a code of the relationship list.
    pub is: String,
    pub told: Told<RelationshipRecorded>,
    /// Recorded on the other's record, and read here through its reciprocal.
    pub reciprocal: bool,
}

impl Person {
    /// Folds the facts about one person. `group` are all ids joined by a standing `same_as`, this one included; `facts` are all whose subject is
    /// one of them, or that are about one of them. `None` where nothing stands and nothing is about them.
    pub fn fold(group: &[PersonId], facts: &[Fact]) -> Option<Self> {
        let mut person = Self::empty(group, facts.iter().map(|f| f.at.seq).max()?)?;
        let (mut services, mut parts) = (Vec::new(), Parts::default());
        for fact in standing(facts) {
            let Some(Told { value, origin }) = told(&fact) else {
                continue;
            };
            let own = matches!(origin.written_to, Subject::Person(id) if person.group.contains(&id));
            macro_rules! keep {
                ($list:ident, $v:expr) => {
                    person.$list.push(Told { value: $v, origin })
                };
            }
            match value {
                FactBody::RelationshipRecorded(v) => person.relate(Told { value: v, origin }, own),
                FactBody::MemberRecorded(v) if person.group.contains(&v.person) => {
                    if let Subject::Household(home) = origin.written_to {
                        person.homes.push((home, Told { value: v, origin }));
                    }
                }
                FactBody::WordsRemoved(v) => keep!(removed, v),
                other if !own => parts.add(&person.group, other, origin),
                FactBody::NameRecorded(v) => keep!(names, v),
                FactBody::BirthRecorded(v) => keep!(births, v),
                FactBody::DeathRecorded(v) => person.death = Some(Told { value: v, origin }),
                FactBody::SexRecorded(v) => keep!(sexes, v),
                FactBody::GenderIdentityRecorded(v) => person.gender_identity = Some(Told { value: v, origin }),
                FactBody::IdentifierRecorded(v) => keep!(identifiers, v),
                FactBody::AddressRecorded(v) => keep!(addresses, v),
                FactBody::LanguageRecorded(v) => keep!(languages, v),
                FactBody::DisabilityRecorded(v) => person.disability = Some(Told { value: v, origin }),
                FactBody::EthnicityRecorded(v) => person.ethnicity = Some(Told { value: v, origin }),
                FactBody::SchoolRecorded(v) => keep!(schools, v),
                FactBody::WarningRecorded(v) => keep!(warnings, v),
                FactBody::RestrictionSet(v) => {
                    // A later one on the same id replaces the earlier; ids that were joined keep their own until they are settled.
                    person.restrictions.retain(|r| r.origin.written_to != origin.written_to);
                    keep!(restrictions, v);
                }
                FactBody::SameAs(v) => keep!(joins, v),
                FactBody::Allocated(v) => keep!(allocations, v),
                FactBody::NoteRecorded(v) => keep!(notes, v),
                FactBody::LateReasonGiven(v) => keep!(late_reasons, v),
                other => services.push(Told { value: other, origin }),
            }
        }
        parts.settle(&mut person);
        person.episodes = episode::episodes(services);
        Some(person)
    }

    fn empty(group: &[PersonId], last_seq: i64) -> Option<Self> {
        let mut group = group.to_vec();
        group.sort_unstable();
        group.dedup();
        Some(Self {
            id: *group.first()?,
            group,
            names: Vec::new(),
            births: Vec::new(),
            death: None,
            sexes: Vec::new(),
            gender_identity: None,
            identifiers: Vec::new(),
            addresses: Vec::new(),
            languages: Vec::new(),
            disability: None,
            ethnicity: None,
            schools: Vec::new(),
            relationships: Vec::new(),
            homes: Vec::new(),
            warnings: Vec::new(),
            restrictions: Vec::new(),
            joins: Vec::new(),
            allocations: Vec::new(),
            notes: Vec::new(),
            late_reasons: Vec::new(),
            episodes: Vec::new(),
            contacts: Vec::new(),
            not_theirs: Vec::new(),
            removed: Vec::new(),
            last_seq,
        })
    }

    fn relate(&mut self, told: Told<RelationshipRecorded>, own: bool) {
        if own {
            self.relationships.push(Relationship {
                other: told.other,
                is: told.is.clone(),
                told,
                reciprocal: false,
            });
        } else if let (true, Subject::Person(other)) = (self.group.contains(&told.other), told.origin.written_to) {
            let is = crate::codes::reciprocal(&told.is).to_owned();
            self.relationships.push(Relationship {
                other,
                is,
                told,
                reciprocal: true,
            });
        }
    }

    /// The restriction in force: the strictest of those on the joined ids [Sem 4].
    pub fn restriction(&self) -> Option<&Told<RestrictionSet>> {
        self.restrictions
            .iter()
            .filter(|r| r.level != RestrictionLevel::Open)
            .max_by_key(|r| (r.level, r.origin.fact))
    }

    pub fn restriction_level(&self) -> RestrictionLevel {
        self.restriction().map_or(RestrictionLevel::Open, |r| r.level)
    }
}
