//! What stands beside somebody who may be meant: how many contacts came before, and whose brother or sister they are. Of whoever the reader may
//! open alone: a restricted or sealed record is not among those asked about.

use std::collections::{BTreeMap, BTreeSet};

use domain::calendar::london;
use domain::codes::RelationshipType;
use domain::contact::{EarlierContact, Outcome};
use domain::ids::PersonId;
use domain::policy::{FindPeople, ScopePermit};
use uuid::Uuid;

use crate::access::Who;
use crate::db::{SIXTEEN, Value, padded, sixteen, statements};
use crate::lines::Line;
use crate::project::groups_of;
use crate::{Error, Tx};

statements! {
    CONTACTS = concat!("SELECT ch.person, ch.received_at, c.source, ch.outcome, ch.effective_at FROM contact_child ch JOIN contact c ON c.id = ch.contact WHERE ch.person IN ", sixteen!(), " AND ch.received_at >= $17");
    RELATIONS = concat!("SELECT person, other, kind, ended FROM relation WHERE person IN ", sixteen!());
}

/// What stands beside some people, by their leading ids.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    contacts: BTreeMap<PersonId, Vec<EarlierContact>>,
    siblings: BTreeMap<(PersonId, PersonId), RelationshipType>,
}

impl Beside {
    /// The contacts of the last twelve months, in no order.
    pub fn contacts(&self, person: PersonId) -> &[EarlierContact] {
        self.contacts.get(&person).map_or(&[], Vec::as_slice)
    }

    /// What `person` is to `other`, where they are brothers or sisters; not by fostering, which would tell that a child is looked after.
    pub fn sibling(&self, person: PersonId, other: PersonId) -> Option<RelationshipType> {
        self.siblings.get(&(other, person)).copied()
    }
}

impl Tx<'_> {
    /// What stands beside people whose lines were shown just now: one statement of each kind for all of them. Whoever the reader may not open is
    /// left out; of whom contacts are counted is logged.
    pub fn beside(
        &mut self,
        who: &Who,
        _permit: &ScopePermit<FindPeople>,
        people: &BTreeSet<PersonId>,
    ) -> Result<Beside, Error> {
        let leading = self.open_to(who, people)?;
        let mut beside = self.siblings_of(&leading)?;
        let since = london::date(self.now).saturating_sub(jiff::Span::new().months(12));
        let since = london::instant(since.at(0, 0, 0, 0)).unwrap_or(self.now);
        for some in ids(&leading).chunks(SIXTEEN) {
            let mut values = padded(some);
            values.push(Value::from(since));
            for row in self.conn.rows(CONTACTS, &values)? {
                let Some(person) = leading.get(&PersonId(row.uuid(0)?)) else {
                    continue;
                };
                let outcome = Outcome::from_code(&row.text(3)?);
                beside.contacts.entry(*person).or_default().push(EarlierContact {
                    received_at: row.time(1)?,
                    source: row.text(2)?,
                    without_action: row.opt_time(4)?.is_some() && outcome.is_some_and(Outcome::without_action),
                });
            }
        }
        if !beside.contacts.is_empty() {
            let told: Vec<PersonId> = beside.contacts.keys().copied().collect();
            self.showed::<FindPeople>(who, told, "how many contacts came before");
        }
        Ok(beside)
    }

    /// Who of some people are brothers and sisters, and nothing more.
    pub fn siblings(
        &mut self,
        who: &Who,
        _permit: &ScopePermit<FindPeople>,
        people: &BTreeSet<PersonId>,
    ) -> Result<Beside, Error> {
        let leading = self.open_to(who, people)?;
        self.siblings_of(&leading)
    }

    /// Every id of those of them whose line is open to the reader, with the one that leads.
    fn open_to(&mut self, who: &Who, people: &BTreeSet<PersonId>) -> Result<BTreeMap<PersonId, PersonId>, Error> {
        let lines = self.unlogged_lines(who, people)?;
        let open = lines
            .values()
            .filter(|line| matches!(line, Line::Open(_)))
            .map(Line::id);
        let groups = groups_of(self.conn, &open.collect())?;
        let ids = |(leading, group): (PersonId, Vec<PersonId>)| group.into_iter().map(move |id| (id, leading));
        Ok(groups.into_iter().flat_map(ids).collect())
    }

    fn siblings_of(&mut self, leading: &BTreeMap<PersonId, PersonId>) -> Result<Beside, Error> {
        let mut beside = Beside::default();
        for some in ids(leading).chunks(SIXTEEN) {
            for row in self.conn.rows(RELATIONS, &padded(some))? {
                let (person, other) = (PersonId(row.uuid(0)?), PersonId(row.uuid(1)?));
                let kind = RelationshipType::from_code(&row.text(2)?).ok();
                if let (Some(person), Some(other), Some(kind), false) =
                    (leading.get(&person), leading.get(&other), kind, row.bool(3)?)
                    && kind.is_sibling()
                    && kind != RelationshipType::FosterSibling
                {
                    beside.siblings.insert((*person, *other), kind);
                }
            }
        }
        Ok(beside)
    }
}

fn ids(leading: &BTreeMap<PersonId, PersonId>) -> Vec<Uuid> {
    leading.keys().map(|p| p.0).collect()
}
