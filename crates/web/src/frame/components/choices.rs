//! Radios and checkboxes. Follow-up questions stand below them always (`hf::if_yes`), not revealed by script: the packages' conditional
//! reveal fails accessibility checks, and what is hidden is not read.

use askama::Template;

use super::control::describe;
use crate::frame::html::{Html, Text};

/// One radio or one checkbox.
#[derive(Clone, Debug)]
pub struct Choice {
    value: Text,
    words: Html,
    id: Option<Text>,
    hint: Option<Html>,
    checked: bool,
    disabled: bool,
}

impl Choice {
    pub fn new(value: impl Into<Text>, words: impl Into<Html>) -> Self {
        Self {
            value: value.into(),
            words: words.into(),
            id: None,
            hint: None,
            checked: false,
            disabled: false,
        }
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<Html>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }

    #[must_use]
    pub fn checked(mut self, checked: bool) -> Self {
        self.checked = checked;
        self
    }
}

/// What stands in the list of choices: a choice, or the word "or" before the last.
#[derive(Clone, Debug)]
enum Item {
    Choice(Choice),
    Divider(Html),
}

/// What radios and checkboxes have in common.
#[derive(Clone, Debug)]
struct Group {
    name: Text,
    id: Text,
    legend: Option<Html>,
    legend_classes: Text,
    page_heading: bool,
    hint: Option<Html>,
    error: Option<Html>,
    small: bool,
    inline: bool,
    items: Vec<Item>,
}

impl Group {
    fn new(name: Text, legend: Html) -> Self {
        Self {
            id: name.clone(),
            name,
            legend: Some(legend),
            legend_classes: "govuk-fieldset__legend--s".into(),
            page_heading: false,
            hint: None,
            error: None,
            small: true,
            inline: false,
            items: Vec::new(),
        }
    }

    fn described_by(&self) -> Option<String> {
        describe(&self.id, self.hint.is_some(), self.error.is_some())
    }

    /// The first choice has the group's id, so that an error summary leads to it; the others are numbered.
    fn id_of(&self, item: &Choice, index: &usize) -> String {
        match (&item.id, index) {
            (Some(id), _) => id.to_string(),
            (None, 0) => self.id.to_string(),
            (None, index) => format!("{}-{}", self.id, index + 1),
        }
    }
}

/// One of a few.
#[derive(Clone, Debug, Template)]
#[template(path = "frame/components/radios.html")]
pub struct Radios {
    group: Group,
    /// Each reason with the choices that it rules out.
    cannot: Vec<(Html, Vec<Choice>)>,
}

/// Any of a few.
#[derive(Clone, Debug, Template)]
#[template(path = "frame/components/checkboxes.html")]
pub struct Checkboxes {
    group: Group,
}

super::component!(Radios, Checkboxes);

macro_rules! group_methods {
    ($choices:ident) => {
        impl $choices {
            #[must_use]
            pub fn id(mut self, id: impl Into<Text>) -> Self {
                self.group.id = id.into();
                self
            }

            #[must_use]
            pub fn item(mut self, value: impl Into<Text>, words: impl Into<Html>) -> Self {
                self.group.items.push(Item::Choice(Choice::new(value, words)));
                self
            }

            #[must_use]
            pub fn choice(mut self, choice: Choice) -> Self {
                self.group.items.push(Item::Choice(choice));
                self
            }

            /// The word between choices and the one that excludes them: "or".
            #[must_use]
            pub fn divider(mut self, words: impl Into<Html>) -> Self {
                self.group.items.push(Item::Divider(words.into()));
                self
            }

            #[must_use]
            pub fn hint(mut self, hint: impl Into<Html>) -> Self {
                self.group.hint = Some(hint.into());
                self
            }

            #[must_use]
            pub fn error(mut self, error: impl Into<Html>) -> Self {
                self.group.error = Some(error.into());
                self
            }

            /// Takes this question's own error, if the page has one for it.
            #[must_use]
            pub fn errors(mut self, errors: &super::Errors) -> Self {
                self.group.error = errors.of(&self.group.id).cloned();
                self
            }

            /// Side by side, for few and short words.
            #[must_use]
            pub fn inline(mut self) -> Self {
                self.group.inline = true;
                self
            }

            /// A legend for screen readers alone, where the place says what is asked (a toolbar).
            #[must_use]
            pub fn legend_hidden(mut self) -> Self {
                self.group.legend_classes = "govuk-visually-hidden".into();
                self
            }

            /// A page that asks this one thing: the legend is the page's heading, and the choices are large.
            #[must_use]
            pub fn page_heading(mut self) -> Self {
                self.group.legend_classes = "govuk-fieldset__legend--l".into();
                self.group.page_heading = true;
                self.group.small = false;
                self
            }
        }
    };
}
group_methods!(Radios);
group_methods!(Checkboxes);

impl Radios {
    /// The id of a reason, by which its choices are described.
    fn why_not(&self, index: &usize) -> String {
        match index {
            0 => format!("{}-why-not", self.group.id),
            n => format!("{}-why-not-{}", self.group.id, n + 1),
        }
    }

    pub fn new(name: impl Into<Text>, legend: impl Into<Html>) -> Self {
        Self {
            group: Group::new(name.into(), legend.into()),
            cannot: Vec::new(),
        }
    }

    /// The choice made before. A value that no choice has chooses nothing.
    #[must_use]
    pub fn chosen(mut self, value: &str) -> Self {
        for item in &mut self.group.items {
            if let Item::Choice(choice) = item {
                choice.checked = choice.value == value;
            }
        }
        self
    }

    /// Choices that cannot be made now. They stay on the page, disabled, under the reason in words; several reasons, several boxes.
    #[must_use]
    pub fn cannot(mut self, reason: impl Into<Html>, choices: impl IntoIterator<Item = Choice>) -> Self {
        self.cannot
            .push((reason.into(), choices.into_iter().map(Choice::disabled).collect()));
        self
    }
}

impl Checkboxes {
    pub fn new(name: impl Into<Text>, legend: impl Into<Html>) -> Self {
        Self {
            group: Group::new(name.into(), legend.into()),
        }
    }

    /// The choices made before.
    #[must_use]
    pub fn chosen<V: AsRef<str>>(mut self, values: &[V]) -> Self {
        for item in &mut self.group.items {
            if let Item::Choice(choice) = item {
                choice.checked = values.iter().any(|value| value.as_ref() == choice.value);
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::fixtures::{self, Options};

    fn group(options: &Options<'_>, small: &str, inline: &str) -> Group {
        let mut group = Group::new(options.text("/name").unwrap().into(), Html::default());
        group.legend = options.words("/fieldset/legend");
        group.legend_classes = options.text("/fieldset/legend/classes").unwrap_or_default().into();
        group.page_heading = options.flag("/fieldset/legend/isPageHeading");
        if let Some(id) = options.text("/idPrefix") {
            group.id = id.into();
        }
        group.hint = options.words("/hint");
        group.error = options.words("/errorMessage");
        let classes = options.text("/classes").unwrap_or_default();
        group.small = classes.contains(small);
        group.inline = classes.contains(inline);
        for item in options.items("/items") {
            group.items.push(match item.text("/divider") {
                Some(words) => Item::Divider(words.into()),
                None => Item::Choice(Choice {
                    value: item.text("/value").unwrap().into(),
                    words: item.words("").unwrap(),
                    id: item.text("/id").map(Into::into),
                    hint: item.words("/hint"),
                    checked: item.flag("/checked"),
                    disabled: item.flag("/disabled"),
                }),
            });
        }
        group
    }

    #[test]
    fn radios_are_the_packages() {
        fixtures::check(
            "radios",
            &[
                "default",
                "with hint",
                "inline",
                "with legend as page heading",
                "with a divider",
                "with hints on items",
                "without fieldset",
                "with fieldset and error message",
                "small inline",
                "small with a divider",
                "with idPrefix",
                "minimal items and name",
                "with error message",
                "with hint and error message",
                "with disabled",
                "prechecked using value",
            ],
            |options| {
                let radios = Radios {
                    group: group(options, "govuk-radios--small", "govuk-radios--inline"),
                    cannot: Vec::new(),
                };
                match options.text("/value") {
                    Some(value) => radios.chosen(&value),
                    None => radios,
                }
                .into()
            },
        );
    }

    #[test]
    fn checkboxes_are_the_packages() {
        fixtures::check(
            "checkboxes",
            &[
                "default",
                "with hint",
                "with legend as a page heading",
                "with error message",
                "small",
                "small with error",
                "small with hint",
                "with idPrefix",
                "with checked item",
            ],
            |options| {
                let checkboxes = Checkboxes {
                    group: group(options, "govuk-checkboxes--small", "govuk-checkboxes--inline"),
                };
                checkboxes.into()
            },
        );
    }

    #[test]
    fn what_was_ticked_is_ticked_again() {
        let html = Html::from(
            Checkboxes::new("also", "Also")
                .item("2", "Ciara")
                .item("3", "Rory")
                .chosen(&["3", "9"]),
        )
        .to_string();
        assert_eq!(html.matches(" checked").count(), 1);
        assert!(
            html.contains(r#"id="also-2" name="also" type="checkbox" value="3" checked"#),
            "{html}"
        );
    }

    #[test]
    fn what_cannot_be_chosen_says_why_and_is_described_by_it() {
        let radios = Radios::new("d2", "What should happen for Ciara?")
            .item("join", "Include in today’s strategy discussion")
            .cannot(
                "Not while a strategy discussion is open.",
                [Choice::new("nfa", "No further action")],
            )
            .chosen("nfa");
        let html = Html::from(radios).to_string();
        assert!(
            html.contains(r#"<p id="d2-why-not">Not while a strategy discussion is open.</p>"#),
            "{html}"
        );
        assert!(
            html.contains(r#"value="nfa" disabled aria-describedby="d2-why-not""#),
            "{html}"
        );
        assert!(!html.contains("checked"), "what cannot be chosen is not chosen: {html}");
    }
}
