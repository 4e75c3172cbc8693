use askama::Template;

use super::control::{Control, control_methods};
use crate::frame::html::{Html, Text};

/// One line of text. Dates and ages are asked for as text too, as people say them: "22 Jul 2026", "about 9".
#[derive(Clone, Debug, Template)]
#[template(path = "frame/components/input.html")]
pub struct Input {
    control: Control,
    kind: Text,
    value: Option<Text>,
    width: Option<u8>,
    input_mode: Option<Text>,
    autocomplete: Option<Text>,
    spellcheck: Option<bool>,
    prefix: Option<Html>,
    suffix: Option<Html>,
}

super::component!(Input);
control_methods!(Input);

impl Input {
    pub fn new(name: impl Into<Text>, label: impl Into<Html>) -> Self {
        Self {
            control: Control::new(name, label),
            kind: "text".into(),
            value: None,
            width: None,
            input_mode: None,
            autocomplete: None,
            spellcheck: None,
            prefix: None,
            suffix: None,
        }
    }

    /// A date written as text: "22 Jul 2026", "22/7/2026". What was typed goes back into the field as it was.
    pub fn date(name: impl Into<Text>, label: impl Into<Html>) -> Self {
        Self::new(name, label).width(10).autocomplete("off")
    }

    /// A time of day written as text: "16:30".
    pub fn time(name: impl Into<Text>, label: impl Into<Html>) -> Self {
        Self::new(name, label).width(4).autocomplete("off")
    }

    pub fn email(name: impl Into<Text>, label: impl Into<Html>) -> Self {
        Self {
            kind: "email".into(),
            ..Self::new(name, label)
        }
        .autocomplete("username")
        .spellcheck(false)
    }

    #[must_use]
    pub fn value(mut self, value: impl Into<Text>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// Width in characters: 2, 3, 4, 5, 10, 20 or 30; without it the field takes the line.
    #[must_use]
    pub fn width(mut self, characters: u8) -> Self {
        self.width = Some(characters);
        self
    }

    /// A number in its usual sense of digits to be typed: a keypad on a phone, no arrows.
    #[must_use]
    pub fn numeric(mut self) -> Self {
        self.input_mode = Some("numeric".into());
        self
    }

    /// The browser's own filling-in; "off" for anything about another person.
    #[must_use]
    pub fn autocomplete(mut self, what: impl Into<Text>) -> Self {
        self.autocomplete = Some(what.into());
        self
    }

    #[must_use]
    pub fn spellcheck(mut self, on: bool) -> Self {
        self.spellcheck = Some(on);
        self
    }

    #[must_use]
    pub fn prefix(mut self, words: impl Into<Html>) -> Self {
        self.prefix = Some(words.into());
        self
    }

    #[must_use]
    pub fn suffix(mut self, words: impl Into<Html>) -> Self {
        self.suffix = Some(words.into());
        self
    }
}

/// A password, with "Show" beside it when there is script. It is never sent back into a page.
#[derive(Clone, Debug, Template)]
#[template(path = "frame/components/password.html")]
pub struct Password {
    control: Control,
    autocomplete: Text,
}

super::component!(Password);
control_methods!(Password);

impl Password {
    pub fn new(name: impl Into<Text>, label: impl Into<Html>) -> Self {
        Self {
            control: Control::new(name, label),
            autocomplete: "current-password".into(),
        }
    }

    /// A password that is being chosen: the browser offers to make one.
    #[must_use]
    pub fn chosen_now(mut self) -> Self {
        self.autocomplete = "new-password".into();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::fixtures::{self, Options};

    fn common(options: &Options<'_>, control: &mut Control) {
        fixtures::control(options, control);
    }

    #[test]
    fn an_input_is_the_packages() {
        let build = |options: &Options<'_>| {
            let mut input = Input::new(options.text("/name").unwrap(), options.words("/label").unwrap());
            common(options, &mut input.control);
            if let Some(kind) = options.text("/type") {
                input.kind = kind.into();
            }
            input.value = options.text("/value").map(Into::into);
            input.width = options
                .text("/classes")
                .map(|class| class.strip_prefix("govuk-input--width-").unwrap().parse().unwrap());
            input.input_mode = options.text("/inputmode").map(Into::into);
            input.autocomplete = options.text("/autocomplete").map(Into::into);
            input.spellcheck = options.truth("/spellcheck");
            input.prefix = options.words("/prefix");
            input.suffix = options.words("/suffix");
            Html::from(input)
        };
        fixtures::check(
            "input",
            &[
                "default",
                "with hint text",
                "with error message",
                "with error and hint",
                "with width-2 class",
                "with width-4 class",
                "with width-10 class",
                "with label as page heading",
                "with prefix",
                "with suffix",
                "with prefix and suffix",
                "with prefix and suffix and error",
                "with prefix and suffix and width modifier",
                "id",
                "custom type",
                "value",
                "zero value",
                "inputmode",
                "with prefix with html as text",
                "with prefix with html",
                "with autocomplete attribute",
                "with spellcheck enabled",
                "with spellcheck disabled",
                "disabled",
            ],
            build,
        );
    }

    #[test]
    fn a_password_is_the_packages() {
        fixtures::check(
            "password-input",
            &[
                "default",
                "with hint text",
                "with error message",
                "with label as page heading",
                "id",
                "with new-password autocomplete",
            ],
            |options| {
                let mut password = Password::new(options.text("/name").unwrap(), options.words("/label").unwrap());
                common(options, &mut password.control);
                if options.text("/autocomplete").as_deref() == Some("new-password") {
                    password = password.chosen_now();
                }
                password.into()
            },
        );
    }

    #[test]
    fn what_was_typed_goes_back_escaped() {
        let html = Html::from(Input::new("n", "Name").value("\"><script>")).to_string();
        assert!(html.contains(r#"value="&#34;&#62;&#60;script&#62;""#), "{html}");
    }
}
