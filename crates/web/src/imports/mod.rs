//! Bringing a census in: by upload, and by the command line, through one function.

mod account;
mod alike;
mod children;
mod cin;
mod download;
mod list;
mod names;
mod one;
mod run;
mod taking;
mod upload;

pub use cin::{CensusFile, CensusImported, ChildRows, ImportError, import_cin};
pub use download::{csv, json};
pub use list::page as list;
pub(crate) use list::thousands;
pub use one::page as one;
pub(crate) use run::Imports;
pub use upload::send;
