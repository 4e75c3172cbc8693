//! How a store is opened.

use std::sync::Arc;

use jiff::Timestamp;

use crate::db::Place;

/// Where the store is, how many read at once, and what tells the time.
#[derive(Clone)]
pub struct Config {
    pub place: Place,
    /// Reader threads, each with a connection of its own.
    pub readers: usize,
    /// The one clock; a test passes its own.
    pub clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
}

impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The connection string may hold a password.
        f.debug_struct("Config")
            .field("engine", &self.place.engine())
            .field("readers", &self.readers)
            .finish()
    }
}
