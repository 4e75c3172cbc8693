use askama::Template;

use super::Tone;
use crate::frame::html::{Html, Text};
use crate::frame::icon::Icon;

/// What just happened, at the top of the page after it: "Contact 26-104417 handed over". MoJ's alert. It stays: nothing here vanishes by
/// itself, so it needs no way to be dismissed.
#[derive(Clone, Debug, Template)]
#[template(path = "frame/components/alert.html")]
pub struct Alert {
    tone: Tone,
    title: Text,
    words: Html,
}

super::component!(Alert);

impl Alert {
    /// Done: in effect, saved, handed over. `title` names the region for a screen reader; `words` are what is shown.
    pub fn done(title: impl Into<Text>, words: impl Into<Html>) -> Self {
        Self {
            tone: Tone::Plain,
            title: title.into(),
            words: words.into(),
        }
    }

    /// Done, but with something to look at.
    pub fn care(title: impl Into<Text>, words: impl Into<Html>) -> Self {
        Self {
            tone: Tone::Care,
            title: title.into(),
            words: words.into(),
        }
    }

    fn variant(&self) -> &'static str {
        if self.tone == Tone::Plain { "success" } else { "warning" }
    }

    fn icon(&self) -> Icon {
        if self.tone == Tone::Plain {
            Icon::Done
        } else {
            Icon::Warning
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::fixtures::normalised;

    #[test]
    fn an_alert_keeps_its_documented_markup() {
        let done = Alert::done("Handed over", "Contact 26-104417 was handed over at 15:26.");
        insta::assert_snapshot!("alert_done", normalised(Html::from(done).as_str()));
        let care = Alert::care("Imported with refusals", "3 of 214 rows were refused.");
        insta::assert_snapshot!("alert_care", normalised(Html::from(care).as_str()));
    }
}
