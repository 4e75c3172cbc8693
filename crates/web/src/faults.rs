//! What the store's errors mean to a reader.

use domain::policy::Refusal;

use crate::frame::errors::{Error, Refused};

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Refused(refusal) => refusal.into(),
            store::Error::NotThere(_) => Self::NotFound,
            store::Error::Busy => Self::NotConnected("too much is waiting".into()),
            store::Error::DiskFull => Self::DiskFull,
            store::Error::Unavailable(why) => Self::NotConnected(why.into()),
            // Pages that save answer these themselves, with the words that were sent; here is where nobody did.
            store::Error::Stale { .. } | store::Error::LookAgain { .. } | store::Error::RequestReused(_) => {
                Self::OldForm
            }
            store::Error::Rule(why) => Self::refused("This cannot be done", why),
            other => Self::fault(other),
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotFound => Self::NotFound,
            Refusal::Restricted { ring, .. } => Self::Refused(Box::new(Refused {
                what: "This record is restricted".into(),
                because: "There is a record, and only some people may open it.".into(),
                ring: (!ring.is_empty()).then(|| ring.into()),
                open_with_a_reason: None,
            })),
            other => Self::refused("You may not do this", other.to_string()),
        }
    }
}
