//! Who has looked, over all records: the access log searched, and the looks with an own reason that wait for an answer.

mod log;
mod own_reasons;

pub use log::page as log;
pub use own_reasons::page as own_reasons;
