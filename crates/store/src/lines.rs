//! One line about a person, as whoever asks may see it: the only way into lists, search results and the people around a child.

use domain::facts::person::RestrictionLevel;
use domain::ids::PersonId;
use domain::policy::{ScopeAction, ScopePermit, may_break_glass};

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
        let Some(summary) = self.summary_of(id)? else {
            return Ok(None);
        };
        let standing = crate::standing::standing(self.conn, &who.actor, summary.id.into(), self.now)?;
        // A reason of one's own never opens a sealed record, and holds only for those who may give one: a role may have changed since.
        let glass = standing.break_glass.is_some() && may_break_glass(who.actor.role);
        let sees = standing.let_in || (glass && summary.restriction != RestrictionLevel::Sealed);
        Ok(match summary.restriction {
            RestrictionLevel::Open => Some(Line::Open(Box::new(summary))),
            _ if sees => Some(Line::Open(Box::new(summary))),
            RestrictionLevel::Team | RestrictionLevel::Named => Some(Line::Restricted {
                id: summary.id,
                name: summary.name,
                ring: summary.ring,
            }),
            RestrictionLevel::Sealed => None,
        })
    }

    /// The lines of some people, logged as shown, each once.
    pub fn lines<A: ScopeAction>(
        &mut self,
        who: &Who,
        _permit: &ScopePermit<A>,
        people: impl IntoIterator<Item = PersonId>,
        shown: &str,
    ) -> Result<Vec<Line>, Error> {
        let mut lines: Vec<Line> = Vec::new();
        for id in people {
            if let Some(line) = self.line(who, id)?
                && lines.iter().all(|l| l.id() != line.id())
            {
                lines.push(line);
            }
        }
        if !lines.is_empty() {
            self.showed::<A>(who, lines.iter().map(Line::id), shown);
        }
        Ok(lines)
    }
}
