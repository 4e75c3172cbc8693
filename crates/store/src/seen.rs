//! What a save is held against: what its page had shown.

use domain::ids::{ContactId, RecordId, Subject};
use domain::ledger::{Digest, FactRef};
use domain::policy::Permit;

use crate::{Error, Expect, WriteTx};

/// What somebody had in front of them when they decided, and the request that their page makes [Sem 8, 11].
#[derive(Clone, Debug)]
pub struct Seen {
    pub request_id: String,
    pub request_digest: Digest,
    pub known_seq: i64,
    pub shown: Vec<FactRef>,
}

impl Seen {
    /// That nothing was changed in it since.
    pub(crate) fn expect(&self, subject: impl Into<Subject>, record: Option<RecordId>) -> Expect {
        Expect {
            subject: subject.into(),
            record,
            seen: self.known_seq,
        }
    }
}

impl WriteTx<'_> {
    /// What a save on a child's part of a contact begins with: nothing was said of the child since the page was made.
    pub(crate) fn expect_part<A>(
        &mut self,
        permit: &Permit<A>,
        part: RecordId,
        seen: &Seen,
    ) -> Result<(ContactId, Expect), Error> {
        let id = contact_of(permit)?;
        let expected = seen.expect(id, Some(part));
        self.expect(std::slice::from_ref(&expected))?;
        Ok((id, expected))
    }
}

pub(crate) fn contact_of<A>(permit: &Permit<A>) -> Result<ContactId, Error> {
    permit.subject().contact().ok_or(Error::NotThere("contact"))
}
