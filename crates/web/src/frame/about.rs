//! The two pages that every footer leads to. They need no sign-in.

use askama::Template;
use axum::response::Response;

use super::errors::Error;
use super::html::Text;
use super::page::Frame;

#[derive(Template)]
#[template(path = "frame/accessibility.html")]
struct Accessibility {
    help: Text,
}

#[derive(Template)]
#[template(path = "frame/corrections.html")]
struct Corrections {
    help: Text,
}

/// How Holdfast can be used, and whom to tell where it cannot.
pub fn accessibility(frame: &Frame) -> Result<Response, Error> {
    frame.page("Accessibility").show(&Accessibility {
        help: frame.authority.help.clone(),
    })
}

/// How something in a record is put right: nothing is changed, a later entry corrects it.
pub fn corrections(frame: &Frame) -> Result<Response, Error> {
    frame.page("How to correct something").show(&Corrections {
        help: frame.authority.help.clone(),
    })
}
