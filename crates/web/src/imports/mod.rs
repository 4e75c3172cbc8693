//! Bringing a census in: by upload, and by the command line, through one function.

mod cin;

pub use cin::{CensusFile, CensusImported, ImportError, import_cin};
