use askama::Template;

use crate::frame::html::Html;
use crate::frame::icon::Icon;

/// Whose record this is: name, what they like to be called, age and home; their own words; who works with them. MoJ's identity bar, filled
/// with what a worker asks first. Its name is the page's first heading.
#[derive(Clone, Debug, Template)]
#[template(path = "frame/components/identity_bar.html")]
pub struct IdentityBar {
    name: Html,
    known_as: Option<Html>,
    line: Html,
    voice: Option<(Html, Html)>,
    actions: Option<Html>,
    facts: Vec<Fact>,
}

/// One of the bar's facts: a name, the fact in bold, and a detail below it.
#[derive(Clone, Debug)]
pub struct Fact {
    name: Html,
    value: Html,
    detail: Option<Html>,
}

impl Fact {
    /// A missing value is said in words: "Nobody allocated", "Never", "Not recorded".
    pub fn new(name: impl Into<Html>, value: impl Into<Html>) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
            detail: None,
        }
    }

    #[must_use]
    pub fn detail(mut self, detail: impl Into<Html>) -> Self {
        self.detail = Some(detail.into());
        self
    }
}

super::component!(IdentityBar);

impl IdentityBar {
    /// `line` says sex, age and home: "Girl, 8 years 7 months, born 14 Mar 2018. 22 Tanner’s Row, Stowbridge MX4 2PD".
    pub fn new(name: impl Into<Html>, line: impl Into<Html>) -> Self {
        Self {
            name: name.into(),
            known_as: None,
            line: line.into(),
            voice: None,
            actions: None,
            facts: Vec::new(),
        }
    }

    /// "likes to be called May"
    #[must_use]
    pub fn known_as(mut self, words: impl Into<Html>) -> Self {
        self.known_as = Some(words.into());
        self
    }

    /// The child's own words in quotation marks, and who said them when.
    #[must_use]
    pub fn voice(mut self, words: impl Into<Html>, said: impl Into<Html>) -> Self {
        self.voice = Some((words.into(), said.into()));
        self
    }

    /// Buttons. A page of the past has none that records.
    #[must_use]
    pub fn actions(mut self, buttons: impl Into<Html>) -> Self {
        self.actions = Some(buttons.into());
        self
    }

    #[must_use]
    pub fn fact(mut self, fact: Fact) -> Self {
        self.facts.push(fact);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::fixtures::normalised;

    #[test]
    fn the_bar_keeps_its_markup() {
        let bar = IdentityBar::new("Maya Brennan-Osei", "Girl, 8 years 7 months")
            .known_as("likes to be called May")
            .voice("“We get chips.”", "May, 5 Nov 2026")
            .fact(Fact::new("Worker", "Jo Whitlock").detail("Assessment East"))
            .fact(Fact::new("Last seen by us", "Never"));
        insta::assert_snapshot!("identity_bar", normalised(Html::from(bar).as_str()));
    }
}
