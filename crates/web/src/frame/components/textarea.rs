use askama::Template;

use super::control::{Control, control_methods};
use crate::frame::html::{Html, Text};

/// Several lines of text.
#[derive(Clone, Debug, Template)]
#[template(path = "frame/components/textarea.html")]
pub struct Textarea {
    control: Control,
    value: Text,
    rows: u8,
    autocomplete: Option<Text>,
    spellcheck: Option<bool>,
}

super::component!(Textarea);
control_methods!(Textarea);

impl Textarea {
    pub fn new(name: impl Into<Text>, label: impl Into<Html>) -> Self {
        Self {
            control: Control::new(name, label),
            value: Text::default(),
            rows: 5,
            autocomplete: None,
            spellcheck: None,
        }
    }

    #[must_use]
    pub fn value(mut self, value: impl Into<Text>) -> Self {
        self.value = value.into();
        self
    }

    #[must_use]
    pub fn rows(mut self, rows: u8) -> Self {
        self.rows = rows;
        self
    }

    #[must_use]
    pub fn spellcheck(mut self, on: bool) -> Self {
        self.spellcheck = Some(on);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::fixtures;

    #[test]
    fn a_textarea_is_the_packages() {
        fixtures::check(
            "textarea",
            &[
                "default",
                "with hint",
                "with error message",
                "with default value",
                "with custom rows",
                "with label as page heading",
                "id",
                "with hint and error message",
                "with autocomplete attribute",
                "with spellcheck enabled",
                "with spellcheck disabled",
            ],
            |options| {
                let mut textarea = Textarea::new(options.text("/name").unwrap(), options.words("/label").unwrap());
                fixtures::control(options, &mut textarea.control);
                textarea.value = options.text("/value").unwrap_or_default().into();
                textarea.rows = options.text("/rows").map_or(5, |rows| rows.parse().unwrap());
                textarea.autocomplete = options.text("/autocomplete").map(Into::into);
                textarea.spellcheck = options.truth("/spellcheck");
                textarea.into()
            },
        );
    }

    #[test]
    fn a_first_empty_line_survives_the_browser() {
        // A browser drops the first line break after the tag; the one that is always written is that one.
        let html = Html::from(Textarea::new("n", "N").value("\nsecond line")).to_string();
        assert!(html.contains(">\n\nsecond line</textarea>"), "{html}");
    }
}
