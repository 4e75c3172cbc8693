use askama::Template;

use crate::frame::html::{Html, Text};

/// A button that sends its form, or a link that looks like one. Its words say what happens: "Save and decide for Rory", never "Submit".
#[derive(Clone, Debug, Template)]
#[template(path = "frame/components/button.html")]
pub struct Button {
    words: Html,
    kind: Kind,
    small: bool,
    id: Option<Text>,
    link: Option<Text>,
    name: Option<Text>,
    value: Option<Text>,
    form_action: Option<Text>,
    disabled: bool,
    once: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Main,
    Secondary,
    Warning,
}

super::component!(Button);

impl Button {
    pub fn new(words: impl Into<Html>) -> Self {
        Self {
            words: words.into(),
            kind: Kind::Main,
            small: false,
            id: None,
            link: None,
            name: None,
            value: None,
            form_action: None,
            disabled: false,
            once: false,
        }
    }

    /// Goes to an address of ours and changes nothing.
    pub fn link(address: impl Into<Text>, words: impl Into<Html>) -> Self {
        Self {
            link: Some(address.into()),
            ..Self::new(words)
        }
    }

    #[must_use]
    pub fn secondary(mut self) -> Self {
        self.kind = Kind::Secondary;
        self
    }

    /// Red: immediate danger, or something that cannot be taken back.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.kind = Kind::Warning;
        self
    }

    /// For a row or a card.
    #[must_use]
    pub fn small(mut self) -> Self {
        self.small = true;
        self
    }

    #[must_use]
    pub fn id(mut self, id: impl Into<Text>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The name and value that the form sends when this button was pressed.
    #[must_use]
    pub fn named(mut self, name: impl Into<Text>, value: impl Into<Text>) -> Self {
        self.name = Some(name.into());
        self.value = Some(value.into());
        self
    }

    /// Sends the form to another address, without the browser's own checks: no field stands in the way of immediate danger.
    #[must_use]
    pub fn sends_to(mut self, address: impl Into<Text>) -> Self {
        self.form_action = Some(address.into());
        self
    }

    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }

    /// A second press within a second is not sent. The server answers a repeated request with the first answer in any case.
    #[must_use]
    pub fn once(mut self) -> Self {
        self.once = true;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::fixtures;

    #[test]
    fn a_button_is_the_packages() {
        fixtures::check(
            "button",
            &[
                "default",
                "disabled",
                "link",
                "secondary",
                "secondary disabled",
                "warning",
                "warning disabled",
                "explicit link",
                "no type",
                "name",
                "value",
                "html",
                "id",
                "no data-prevent-double-click",
                "prevent double click",
            ],
            |options| {
                let words = options.words("").unwrap();
                let mut button = match options.text("/href") {
                    Some(address) => Button::link(address, words),
                    None => Button::new(words),
                };
                button = match options.text("/classes").as_deref() {
                    Some("govuk-button--secondary") => button.secondary(),
                    Some("govuk-button--warning") => button.warning(),
                    _ => button,
                };
                button.name = options.text("/name").map(Into::into);
                button.value = options.text("/value").map(Into::into);
                if options.flag("/disabled") {
                    button = button.disabled();
                }
                if options.flag("/preventDoubleClick") {
                    button = button.once();
                }
                if let Some(id) = options.text("/id") {
                    button = button.id(id);
                }
                button.into()
            },
        );
    }

    #[test]
    fn it_says_what_it_sends_and_where() {
        let button = Button::new("Immediate danger")
            .warning()
            .small()
            .named("do", "danger")
            .sends_to("/danger");
        let html = Html::from(button).to_string();
        for part in [
            r#"class="govuk-button govuk-button--warning hf-button--small""#,
            r#"name="do" value="danger""#,
            r#"formaction="/danger" formnovalidate"#,
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }
}
