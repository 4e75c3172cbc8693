//! One line about a person, as whoever asks may see it: the only way into lists, search results and the people around a child.

use std::collections::{BTreeMap, BTreeSet};

use domain::facts::person::RestrictionLevel;
use domain::ids::PersonId;
use domain::policy::{ScopeAction, ScopePermit, Standing, may_break_glass};
use uuid::Uuid;

use crate::access::Who;
use crate::people::Summary;
use crate::{Error, Tx};

/// A person in a list.
#[derive(Clone, Debug)]
pub enum Line {
    Open(Box<Summary>),
    /// There is a record: a name, and whom to ring [Sem 17].
    Restricted {
        id: PersonId,
        name: String,
        ring: String,
    },
}

impl Line {
    pub fn id(&self) -> PersonId {
        match self {
            Self::Open(s) => s.id,
            Self::Restricted { id, .. } => *id,
        }
    }
    pub fn name(&self) -> &str {
        match self {
            Self::Open(s) => &s.name,
            Self::Restricted { name, .. } => name,
        }
    }
}

impl Tx<'_> {
    /// The line of one person; `None` where there is none, or it is sealed to whoever asks: the two cannot be told apart. Logs nothing: a
    /// list logs all that it shows at once, by [`Tx::lines`], a page by its own permit.
    pub(crate) fn line(&mut self, who: &Who, id: PersonId) -> Result<Option<Line>, Error> {
        Ok(self.unlogged_lines(who, &BTreeSet::from([id]))?.remove(&id))
    }

    /// The same for many, by the id asked for.
    pub(crate) fn unlogged_lines(
        &mut self,
        who: &Who,
        ids: &BTreeSet<PersonId>,
    ) -> Result<BTreeMap<PersonId, Line>, Error> {
        let standings = crate::standing::people(self.conn, &who.actor, ids, self.now)?;
        self.lines_by(who, &standings)
    }

    /// The same for those whose standing was asked for already.
    pub(crate) fn lines_by(
        &mut self,
        who: &Who,
        standings: &BTreeMap<PersonId, Standing>,
    ) -> Result<BTreeMap<PersonId, Line>, Error> {
        let leading: BTreeSet<Uuid> = standings.values().flat_map(|s| &s.people).map(|p| p.0).collect();
        let leading: Vec<Uuid> = leading.into_iter().collect();
        let summaries = crate::people::summaries(self.conn, &leading)?;
        let line = |(id, standing): (&PersonId, &Standing)| {
            let summary = summaries.get(standing.people.first()?)?.clone();
            // A reason of one's own never opens a sealed record, and holds only for those who may give one: a role may have changed since.
            let glass = standing.break_glass.is_some() && may_break_glass(who.actor.role);
            let sees = standing.let_in || (glass && standing.restriction != RestrictionLevel::Sealed);
            let line = match standing.restriction {
                RestrictionLevel::Open => Line::Open(Box::new(summary)),
                _ if sees => Line::Open(Box::new(summary)),
                RestrictionLevel::Team | RestrictionLevel::Named => Line::Restricted {
                    id: summary.id,
                    name: summary.name,
                    ring: summary.ring,
                },
                RestrictionLevel::Sealed => return None,
            };
            Some((*id, line))
        };
        Ok(standings.iter().filter_map(line).collect())
    }

    /// The lines of some people by the id asked for, logged as shown.
    pub fn lines<A: ScopeAction>(
        &mut self,
        who: &Who,
        _permit: &ScopePermit<A>,
        people: impl IntoIterator<Item = PersonId>,
        shown: &str,
    ) -> Result<BTreeMap<PersonId, Line>, Error> {
        let lines = self.unlogged_lines(who, &people.into_iter().collect())?;
        if !lines.is_empty() {
            let seen: BTreeSet<PersonId> = lines.values().map(Line::id).collect();
            self.showed::<A>(who, seen, shown);
        }
        Ok(lines)
    }
}
