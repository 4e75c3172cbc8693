//! Lists of links: between areas, between parts of a record, between views of a list.

use askama::Template;

use crate::frame::html::{Html, Text};

/// One link of a list.
#[derive(Clone, Debug)]
struct Item {
    address: Text,
    words: Html,
    note: Option<Html>,
    current: bool,
}

/// The areas of work, at the top of every page.
#[derive(Clone, Debug, Template)]
#[template(path = "frame/components/service_navigation.html")]
pub struct ServiceNavigation {
    label: Text,
    items: Vec<Item>,
}

/// Parts of a record or of a form, beside the page (below 960 px above it). MoJ's side navigation.
#[derive(Clone, Debug, Template)]
#[template(path = "frame/components/side_navigation.html")]
pub struct SideNavigation {
    label: Text,
    items: Vec<Item>,
}

/// Views of one list. MoJ's sub navigation; the note is a count.
#[derive(Clone, Debug, Template)]
#[template(path = "frame/components/sub_navigation.html")]
pub struct SubNavigation {
    label: Text,
    items: Vec<Item>,
}

/// What a list shows, one of a few: each chip is a link to the same page.
#[derive(Clone, Debug, Template)]
#[template(path = "frame/components/chips.html")]
pub struct Chips {
    label: Text,
    items: Vec<Item>,
}

macro_rules! list_methods {
    ($($list:ident),+) => {$(
        super::component!($list);

        impl $list {
            /// `label` tells this list from the others for a screen reader: "Parts of this record".
            pub fn new(label: impl Into<Text>) -> Self {
                Self { label: label.into(), items: Vec::new() }
            }

            #[must_use]
            pub fn link(mut self, address: impl Into<Text>, words: impl Into<Html>) -> Self {
                self.items.push(Item { address: address.into(), words: words.into(), note: None, current: false });
                self
            }

            /// The link added last leads to where the reader is, if `so`.
            #[must_use]
            pub fn current(mut self, so: bool) -> Self {
                if let Some(item) = self.items.last_mut() {
                    item.current = so;
                }
                self
            }

            /// Quiet words on the link added last: "Complete", a count.
            #[must_use]
            pub fn note(mut self, note: impl Into<Html>) -> Self {
                if let Some(item) = self.items.last_mut() {
                    item.note = Some(note.into());
                }
                self
            }
        }
    )+};
}
list_methods!(ServiceNavigation, SideNavigation, SubNavigation, Chips);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::fixtures::{self, normalised};

    #[test]
    fn the_service_navigation_is_the_packages() {
        fixtures::check(
            "service-navigation",
            &[
                "default",
                "with navigation with a current item",
                "with HTML navigation items",
            ],
            |options| {
                let list = ServiceNavigation::new("Menu");
                options
                    .items("/navigation")
                    .iter()
                    .fold(list, |list, item| {
                        list.link(item.text("/href").unwrap(), item.words("").unwrap())
                            .current(item.flag("/current"))
                    })
                    .into()
            },
        );
    }

    #[test]
    fn moj_lists_keep_their_documented_markup() {
        let side = SideNavigation::new("Sections of this contact")
            .link("/1", "1. Who is contacting us")
            .note("Complete")
            .link("/2", "2. The worry")
            .current(true)
            .note("In progress");
        insta::assert_snapshot!("side_navigation", normalised(Html::from(side).as_str()));
        let sub = SubNavigation::new("Lists")
            .link("/due", "Due")
            .current(true)
            .note("12")
            .link("/signed", "Signed");
        insta::assert_snapshot!("sub_navigation", normalised(Html::from(sub).as_str()));
    }
}
