use askama::Template;

use crate::frame::html::{Html, Text};

/// Back to where the reader came from, by address, so that it works without script.
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r#"<a href="{{ address }}" class="govuk-back-link">{{ words }}</a>"#
)]
pub struct BackLink {
    address: Text,
    words: Html,
}

impl BackLink {
    pub fn new(address: impl Into<Text>, words: impl Into<Html>) -> Self {
        Self {
            address: address.into(),
            words: words.into(),
        }
    }
}

/// The way down to this page. The last one is this page and leads nowhere.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "frame/components/breadcrumbs.html")]
pub struct Breadcrumbs {
    items: Vec<(Option<Text>, Html)>,
}

impl Breadcrumbs {
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn link(mut self, address: impl Into<Text>, words: impl Into<Html>) -> Self {
        self.items.push((Some(address.into()), words.into()));
        self
    }

    #[must_use]
    pub fn here(mut self, words: impl Into<Html>) -> Self {
        self.items.push((None, words.into()));
        self
    }
}

super::component!(BackLink, Breadcrumbs);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::fixtures;

    #[test]
    fn the_ways_back_are_the_packages() {
        fixtures::check(
            "back-link",
            &["default", "with custom text and link", "html as text", "html"],
            |options| {
                BackLink::new(
                    options.text("/href").unwrap_or_else(|| "#".to_owned()),
                    options.words("").unwrap_or_else(|| Html::from("Back")),
                )
                .into()
            },
        );
        fixtures::check(
            "breadcrumbs",
            &[
                "default",
                "with one level",
                "with last breadcrumb as current page",
                "html as text",
                "html",
            ],
            |options| {
                options
                    .items("/items")
                    .iter()
                    .fold(Breadcrumbs::new(), |crumbs, item| match item.text("/href") {
                        Some(address) => crumbs.link(address, item.words("").unwrap()),
                        None => crumbs.here(item.words("").unwrap()),
                    })
                    .into()
            },
        );
    }
}
