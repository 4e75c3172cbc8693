//! The frame that every page stands in: layout, parts, embedded files, error pages, security headers. `README.md` beside this file shows
//! how a page is written.

pub mod about;
pub mod assets;
pub mod components;
pub mod errors;
mod html;
mod icon;
mod page;
pub mod paths;
pub mod security;

#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod gallery;

pub use html::{Html, Text, hidden, link, meta, strong, unless_printed};
pub use icon::Icon;
pub use page::{Area, Authority, Csrf, Frame, Page, Shape, SignedIn, hidden_field};
