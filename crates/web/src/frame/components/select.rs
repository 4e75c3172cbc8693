use askama::Template;

use super::control::{Control, control_methods};
use crate::frame::html::{Html, Text};

/// One of a list that is too long for radios, or a filter.
#[derive(Clone, Debug, Template)]
#[template(path = "frame/components/select.html")]
pub struct Select {
    control: Control,
    items: Vec<(Option<Text>, Text)>,
    chosen: Option<Text>,
}

super::component!(Select);
control_methods!(Select);

impl Select {
    pub fn new(name: impl Into<Text>, label: impl Into<Html>) -> Self {
        Self {
            control: Control::new(name, label),
            items: Vec::new(),
            chosen: None,
        }
    }

    #[must_use]
    pub fn item(mut self, value: impl Into<Text>, words: impl Into<Text>) -> Self {
        self.items.push((Some(value.into()), words.into()));
        self
    }

    #[must_use]
    pub fn chosen(mut self, value: impl Into<Text>) -> Self {
        self.chosen = Some(value.into());
        self
    }

    fn is_chosen(&self, (value, words): &(Option<Text>, Text)) -> bool {
        self.chosen
            .as_ref()
            .is_some_and(|chosen| chosen == value.as_ref().unwrap_or(words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::fixtures;

    #[test]
    fn a_select_is_the_packages() {
        fixtures::check(
            "select",
            &[
                "hint",
                "error",
                "with hint text and error message",
                "without values",
                "without values with selected value",
                "id",
            ],
            |options| {
                let mut select = Select::new(options.text("/name").unwrap(), options.words("/label").unwrap());
                fixtures::control(options, &mut select.control);
                for item in options.items("/items") {
                    select
                        .items
                        .push((item.text("/value").map(Into::into), item.text("/text").unwrap().into()));
                }
                select.chosen = options.text("/value").map(Into::into);
                select.into()
            },
        );
    }
}
