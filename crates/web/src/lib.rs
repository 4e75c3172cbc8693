//! The pages of Holdfast: one folder per area of work, each page a module with its template beside it.

mod app;
mod faults;
mod fields;
mod find;
mod forms;
pub mod frame;
mod front;
pub mod imports;
mod people;
pub mod routes;
pub mod seal;
mod session;
mod sign_in;

pub use app::{App, Settings};
pub use routes::router;
