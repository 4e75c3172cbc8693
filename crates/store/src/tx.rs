//! What a closure works with: a connection in a transaction, the instant of the request, and the list of what it looked at.

use domain::ids::{PersonId, Subject};
use domain::policy::{Action, Permit, Policy, Refusal, ScopeAction, ScopePermit, SystemAction, SystemPermit};
use jiff::Timestamp;

use crate::Error;
use crate::access::{Access, Outcome, Who};
use crate::db::Conn;
use crate::ledger::Head;

/// A snapshot to read from.
#[derive(Debug)]
pub struct Tx<'c> {
    pub(crate) conn: &'c mut Conn,
    pub(crate) now: Timestamp,
    log: Vec<Access>,
}

impl<'c> Tx<'c> {
    pub(crate) fn new(conn: &'c mut Conn, now: Timestamp) -> Self {
        Self {
            conn,
            now,
            log: Vec::new(),
        }
    }

    /// The instant at which the request is answered.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Asks for a right over one subject. A refusal is logged.
    pub fn permit<A: Action>(&mut self, who: &Who, subject: impl Into<Subject>) -> Result<Permit<A>, Error> {
        let subject = subject.into();
        let standing = crate::standing::standing(self.conn, &who.actor, subject, self.now)?;
        match Policy::check::<A>(&who.actor, &standing, self.now) {
            Ok(permit) => Ok(permit),
            Err(refusal) => {
                let people = if refusal == Refusal::NotFound {
                    Vec::new()
                } else {
                    standing.people.clone()
                };
                let row = Access::new(who, A::CODE, Outcome::Refused).relationship(standing.relationship);
                self.log
                    .push(people.into_iter().fold(row, |row, p| row.showing(p, "nothing")));
                Err(refusal.into())
            }
        }
    }

    /// Refuses what a permit alone does not give, and logs it.
    pub fn refused<A: Action>(&mut self, who: &Who, permit: &Permit<A>, refusal: Refusal) -> Error {
        let row = Access::new(who, A::CODE, Outcome::Refused).relationship(permit.relationship());
        let people = permit.people().iter();
        self.log.push(people.fold(row, |row, p| row.showing(*p, "nothing")));
        refusal.into()
    }

    /// Asks for a right over a list or a search. A refusal is logged.
    pub fn scope<A: ScopeAction>(&mut self, who: &Who) -> Result<ScopePermit<A>, Error> {
        Policy::scope::<A>(&who.actor).map_err(|refusal| {
            self.log.push(Access::new(who, A::CODE, Outcome::Refused));
            refusal.into()
        })
    }

    /// Asks for a right for a job over everything. A refusal is logged.
    pub fn system<A: SystemAction>(&mut self, who: &Who) -> Result<SystemPermit<A>, Error> {
        Policy::system::<A>(&who.actor).map_err(|refusal| {
            self.log.push(Access::new(who, A::CODE, Outcome::Refused));
            refusal.into()
        })
    }

    /// Logs the use of such a right: what was read, or done, that is about no one person.
    pub(crate) fn used<A: SystemAction>(&mut self, who: &Who, outcome: Outcome) {
        self.log.push(Access::new(who, A::CODE, outcome));
    }

    /// Logs the use of a permit: who saw how much of whom.
    pub(crate) fn looked<A: Action>(&mut self, who: &Who, permit: &Permit<A>, shown: &str) {
        let row = Access::new(who, A::CODE, Outcome::Shown)
            .relationship(permit.relationship())
            .break_glass(permit.break_glass().map(|g| g.n));
        let row = permit.people().iter().fold(row, |row, p| row.showing(*p, shown));
        self.log.push(row);
    }

    /// Adds a row to the access log of this request.
    pub(crate) fn log_row(&mut self, row: Access) {
        self.log.push(row);
    }

    /// Adds people to the row logged last: whose line stood on the page that it is about.
    pub(crate) fn also_showed(&mut self, people: impl IntoIterator<Item = PersonId>, shown: &str) {
        if let Some(row) = self.log.pop() {
            self.log
                .push(people.into_iter().fold(row, |row, p| row.showing(p, shown)));
        }
    }

    /// Logs a save under a permit: who recorded something about whom.
    pub(crate) fn saved<A: Action>(&mut self, who: &Who, permit: &Permit<A>, what: &str) {
        let row = Access::new(who, A::CODE, Outcome::Saved).relationship(permit.relationship());
        let row = permit.people().iter().fold(row, |row, p| row.showing(*p, what));
        self.log.push(row);
    }

    /// Logs the people that a list or a search showed, each once.
    pub(crate) fn showed<A: ScopeAction>(
        &mut self,
        who: &Who,
        people: impl IntoIterator<Item = PersonId>,
        shown: &str,
    ) {
        let row = Access::new(who, A::CODE, Outcome::Shown);
        self.log
            .push(people.into_iter().fold(row, |row, p| row.showing(p, shown)));
    }

    /// A new id from the request's instant and the system's randomness.
    pub fn new_id(&mut self) -> Result<uuid::Uuid, Error> {
        let mut random = [0; 10];
        getrandom::fill(&mut random).map_err(|e| Error::Unavailable(e.to_string()))?;
        Ok(domain::ids::v7(self.now, random))
    }

    pub(crate) fn take_log(&mut self) -> Vec<Access> {
        std::mem::take(&mut self.log)
    }
}

/// The writer's turn.
#[derive(Debug)]
pub struct WriteTx<'c> {
    pub(crate) tx: Tx<'c>,
    pub(crate) head: Head,
}

impl<'c> std::ops::Deref for WriteTx<'c> {
    type Target = Tx<'c>;
    fn deref(&self) -> &Tx<'c> {
        &self.tx
    }
}
impl std::ops::DerefMut for WriteTx<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.tx
    }
}

impl WriteTx<'_> {
    /// Adds a row to the access log of this request.
    pub(crate) fn add_look(&mut self, row: Access) {
        self.tx.log.push(row);
    }
}
