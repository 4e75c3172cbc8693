//! The pages of Holdfast: one folder per area of work, each page a module with its template beside it.

mod access;
mod app;
mod due;
mod faults;
mod fields;
mod find;
mod forms;
pub mod frame;
mod front;
mod front_door;
pub mod imports;
mod people;
pub mod proxies;
mod record;
pub mod routes;
pub mod seal;
mod session;
mod sign_in;
mod users;
mod work;

pub use app::{App, Settings};
pub use routes::router;
