//! What every control of a form has: an id, a name, a label, perhaps a hint, perhaps an error.

use askama::Template;
use domain::typed::{CANNOT_BE_KEPT, can_be_kept};

use crate::frame::html::{Html, Text};

/// The errors of one page, in the order in which their fields stand. One list makes the summary at the top, the "Error:" in the title and
/// the words beside each field, so they cannot differ.
#[derive(Clone, Debug, Default)]
pub struct Errors(Vec<(Text, Html)>);

impl Errors {
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an error. `field` is the id of the control to which the summary leads; where that stands on another page, its address there.
    pub fn add(&mut self, field: impl Into<Text>, words: impl Into<Html>) {
        self.0.push((field.into(), words.into()));
    }

    /// Checks what was typed into a field: whether it is there, where `missing` says what is wanted; whether it is longer than `most` characters; and
    /// whether it can be kept.
    pub fn check_words(&mut self, field: &'static str, typed: &str, most: usize, missing: Option<&'static str>) {
        match (typed.chars().count(), missing) {
            (0, Some(missing)) => self.add(field, missing),
            (n, _) if n > most => self.add(field, format!("Say it in no more than {most} characters")),
            _ if !can_be_kept(typed) => self.add(field, CANNOT_BE_KEPT),
            _ => {}
        }
    }

    pub fn of(&self, field: &str) -> Option<&Html> {
        self.0.iter().find(|(id, _)| id == field).map(|(_, words)| words)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Html)> {
        self.0.iter().map(|(id, words)| (id.as_ref(), words))
    }
}

/// The label of a control, or the legend's equal where the question is the page's heading.
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r#"{% if page_heading %}<h1 class="govuk-label-wrapper">{% endif %}<label class="govuk-label{% if !classes.is_empty() %} {{ classes }}{% endif %}"{% if !control.is_empty() %} for="{{ control }}"{% endif %}>{{ words }}</label>{% if page_heading %}</h1>{% endif %}"#
)]
pub(in crate::frame) struct Label {
    pub words: Html,
    pub control: Text,
    pub classes: Text,
    pub page_heading: bool,
}

#[derive(Clone, Debug, Template)]
#[template(ext = "html", source = r#"<div id="{{ id }}" class="govuk-hint">{{ words }}</div>"#)]
struct Hint<'a> {
    id: String,
    words: &'a Html,
}

#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r#"<p id="{{ id }}" class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> {{ words }}</p>"#
)]
struct ErrorMessage<'a> {
    id: String,
    words: &'a Html,
}

impl askama::filters::HtmlSafe for Hint<'_> {}
impl askama::filters::HtmlSafe for ErrorMessage<'_> {}

/// The parts above a control. Its template is those parts; the control's own template draws the group and the control.
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = "{{ label }}{% if let Some(hint) = self.hint() %}{{ hint }}{% endif %}{% if let Some(error) = self.error_message() %}{{ error }}{% endif %}"
)]
pub(in crate::frame) struct Control {
    pub id: Text,
    pub name: Text,
    pub label: Label,
    pub hint: Option<Html>,
    pub error: Option<Html>,
    pub disabled: bool,
}

super::component!(Label, Control);

impl Control {
    pub fn new(name: impl Into<Text>, label: impl Into<Html>) -> Self {
        let name = name.into();
        let label = Label {
            words: label.into(),
            control: name.clone(),
            classes: Text::default(),
            page_heading: false,
        };
        Self {
            id: name.clone(),
            name,
            label,
            hint: None,
            error: None,
            disabled: false,
        }
    }

    fn hint(&self) -> Option<Hint<'_>> {
        self.hint.as_ref().map(|words| Hint {
            id: format!("{}-hint", self.id),
            words,
        })
    }

    fn error_message(&self) -> Option<ErrorMessage<'_>> {
        self.error.as_ref().map(|words| ErrorMessage {
            id: format!("{}-error", self.id),
            words,
        })
    }

    /// The ids of hint and error, as `aria-describedby` names them.
    pub fn described_by(&self) -> Option<String> {
        describe(&self.id, self.hint.is_some(), self.error.is_some())
    }
}

pub(super) fn describe(id: &str, hint: bool, error: bool) -> Option<String> {
    match (hint, error) {
        (true, true) => Some(format!("{id}-hint {id}-error")),
        (true, false) => Some(format!("{id}-hint")),
        (false, true) => Some(format!("{id}-error")),
        (false, false) => None,
    }
}

/// The builder methods that all controls share.
macro_rules! control_methods {
    ($control:ident) => {
        impl $control {
            /// The id, where it is not the name. Errors find their control by it.
            #[must_use]
            pub fn id(mut self, id: impl Into<crate::frame::html::Text>) -> Self {
                self.control.id = id.into();
                self.control.label.control = self.control.id.clone();
                self
            }

            #[must_use]
            pub fn hint(mut self, hint: impl Into<crate::frame::html::Html>) -> Self {
                self.control.hint = Some(hint.into());
                self
            }

            #[must_use]
            pub fn error(mut self, error: impl Into<crate::frame::html::Html>) -> Self {
                self.control.error = Some(error.into());
                self
            }

            /// Takes this control's own error, if the page has one for it.
            #[must_use]
            pub fn errors(mut self, errors: &super::Errors) -> Self {
                self.control.error = errors.of(&self.control.id).cloned();
                self
            }

            /// A bold label: the question of a section, not one field of many.
            #[must_use]
            pub fn bold(mut self) -> Self {
                self.control.label.classes = "govuk-label--s".into();
                self
            }

            /// A page that asks this one thing: the label is the page's heading.
            #[must_use]
            pub fn page_heading(mut self) -> Self {
                self.control.label.classes = "govuk-label--l".into();
                self.control.label.page_heading = true;
                self
            }

            #[must_use]
            pub fn disabled(mut self) -> Self {
                self.control.disabled = true;
                self
            }
        }
    };
}
pub(super) use control_methods;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::fixtures;

    #[test]
    fn label_hint_and_error_are_the_packages() {
        fixtures::check(
            "label",
            &[
                "default",
                "with bold text",
                "styled as large text",
                "as page heading l",
                "html as text",
                "html",
                "for",
            ],
            |options| {
                let label = Label {
                    words: options.words("").unwrap(),
                    control: options.text("/for").unwrap_or_default().into(),
                    classes: options.text("/classes").unwrap_or_default().into(),
                    page_heading: options.flag("/isPageHeading"),
                };
                label.into()
            },
        );
        fixtures::check("hint", &["id"], |options| {
            Html::written_by(&Hint {
                id: options.text("/id").unwrap(),
                words: &options.words("").unwrap(),
            })
        });
        fixtures::check("error-message", &["id"], |options| {
            Html::written_by(&ErrorMessage {
                id: options.text("/id").unwrap(),
                words: &options.words("").unwrap(),
            })
        });
    }

    #[test]
    fn an_error_is_found_by_its_field() {
        let mut errors = Errors::new();
        errors.add("name", "Enter a <name>");
        assert_eq!(errors.of("name").unwrap().as_str(), "Enter a &lt;name&gt;");
        assert_eq!(errors.of("age"), None);
    }
}
