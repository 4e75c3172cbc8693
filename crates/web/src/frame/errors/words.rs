//! Each error in plain words: what happened, what was kept, what to do next, and whom to ring.

use askama::Template;

use super::{Error, Reference};
use crate::frame::components::Button;
use crate::frame::html::{Html, Text, link};
use crate::frame::page::Frame;
use crate::frame::paths;

/// An error as a page: a heading, a few sentences, and the ways on from here.
#[derive(Template)]
#[template(path = "frame/errors/error.html")]
pub(super) struct ErrorPage {
    pub title: Text,
    sentences: Vec<Html>,
    actions: Vec<Html>,
    reference: Option<Text>,
}

/// The page of an error. `saving` says that something was sent to be saved.
pub(super) fn words(error: &Error, frame: &Frame, saving: bool, reference: Option<Reference>) -> ErrorPage {
    let help = &frame.authority.help;
    let home = match frame.signed_in {
        Some(_) => Html::from(Button::link(paths::HOME, "Go to my work").secondary()),
        None => Html::from(Button::link(paths::SIGN_IN, "Sign in").secondary()),
    };
    let kept = "If you were filling in a form: go back, and what you typed is there. A form that saves as you type has kept it as a draft \
                too.";
    let page = |title: Text, sentences: Vec<Html>| ErrorPage {
        title,
        sentences,
        actions: vec![home.clone()],
        reference: reference.map(|reference| reference.0.into()),
    };
    match error {
        Error::Refused(refused) => {
            let duty = || Html::from(format!("the duty manager, {}", frame.authority.duty));
            let ring = Html::from("If you need it to keep a child safe, do not wait: ring ")
                .and(refused.ring.clone().unwrap_or_else(duty))
                .and(".");
            let mut sentences = vec![refused.because.clone(), ring];
            if let Some(address) = &refused.open_with_a_reason {
                sentences.push(Html::from("Or ").and(link(address, "open it with a reason")).and(
                    ": for 60 minutes, the record’s owner being told, and somebody will say whether it was right.",
                ));
            }
            page(refused.what.clone(), sentences)
        }
        Error::NotFound => page(
            "Page not found".into(),
            vec![
                "There is nothing at this address that you can open.".into(),
                Html::from(format!(
                    "If you followed a link inside Holdfast, ring {help} and say which page it was on. If you are worried about a child now, \
                     ring the duty manager, {}.",
                    frame.authority.duty
                )),
            ],
        ),
        Error::MethodNotAllowed => page(
            "This page cannot be opened that way".into(),
            vec!["It answers a form, not an address typed or kept. Start again from the page with the form.".into()],
        ),
        Error::TooLarge => page(
            "That was too large to send".into(),
            vec![
                "Nothing of it was saved. Send a smaller file, or write less in one place.".into(),
                kept.into(),
            ],
        ),
        Error::Unreadable => page(
            "That could not be read".into(),
            vec![
                "What your browser sent is not what this page expects, so nothing was saved.".into(),
                kept.into(),
            ],
        ),
        Error::TooMany { seconds } => page(
            "Too many tries".into(),
            vec![Html::from(format!(
                "Wait {}, then try again. Nothing was changed.",
                duration(*seconds)
            ))],
        ),
        Error::OldForm => page(
            "This form is too old".into(),
            vec![
                "You have been signed out since it was opened, or have signed in as somebody else, so nothing was saved.".into(),
                kept.into(),
            ],
        ),
        Error::NotConnected(_) => page(
            "Holdfast cannot reach its records".into(),
            vec![
                if saving {
                    "Nothing was saved just now. Try again in a minute.".into()
                } else {
                    "Try again in a minute.".into()
                },
                kept.into(),
                Html::from(format!("If it goes on, ring {help}.")),
                Html::from(format!(
                    "If you are worried about a child now, ring the duty manager, {}.",
                    frame.authority.duty
                )),
            ],
        ),
        Error::DiskFull => page(
            "Nothing can be saved at the moment".into(),
            vec![
                "There is no room left to write. What was saved before is safe, and you can go on reading.".into(),
                "What you sent just now was not saved. Go back, and keep that page open: your words are on it.".into(),
                Html::from(format!(
                    "The people who run Holdfast have to make room. Ring {help} so that they know."
                )),
            ],
        ),
        Error::Fault(_) => page(
            "Something went wrong".into(),
            vec![
                if saving {
                    "Nothing was saved. "
                } else {
                    "The page could not be made. "
                }
                .into(),
                kept.into(),
                Html::from(format!("If it happens again, ring {help}.")),
            ],
        ),
    }
}

fn duration(seconds: u32) -> String {
    match seconds {
        0..=1 => "a moment".to_owned(),
        2..=90 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}
