//! The one place that asks the machine for the time.

use std::sync::Arc;

use jiff::Timestamp;

pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The machine's clock.
#[allow(clippy::disallowed_methods, reason = "this is the one clock")]
pub fn system() -> Clock {
    Arc::new(Timestamp::now)
}

/// A clock that was set to an instant when the program started, and runs on from there: for tests and screenshots of a fixed day.
#[allow(clippy::disallowed_methods, reason = "this is the one clock")]
pub fn set_to(start: Timestamp) -> Clock {
    let began = Timestamp::now();
    Arc::new(move || start + Timestamp::now().duration_since(began))
}
