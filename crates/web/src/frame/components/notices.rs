//! Words that stand out: warnings, tags, details, what is restricted.

use askama::Template;

use crate::frame::html::{Html, Text};
use crate::frame::icon::Icon;

/// What a warning is about. Tone picks shape and colour together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Danger to a worker or a child.
    Danger,
    /// Something to look at before going on.
    Care,
    /// Restricted or confidential.
    Restricted,
    /// Said and done, no harm in it.
    Plain,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Self::Danger => "hf-warn",
            Self::Care => "hf-warn hf-warn--amber",
            Self::Restricted => "hf-warn hf-warn--violet",
            Self::Plain => "hf-warn hf-warn--plain",
        }
    }

    fn icon(self) -> Icon {
        match self {
            Self::Danger | Self::Care => Icon::Warning,
            Self::Restricted => Icon::Lock,
            Self::Plain => Icon::Done,
        }
    }
}

/// A warning on a record or a page: what it is in the first, strong words; then who recorded it and until when.
#[derive(Clone, Debug, Template)]
#[template(path = "frame/components/warn.html")]
pub struct Warn {
    tone: Tone,
    words: Html,
    note: Option<Html>,
    more: Option<Html>,
    role: Option<&'static str>,
    gap: bool,
}

impl Warn {
    pub fn new(tone: Tone, words: impl Into<Html>) -> Self {
        Self {
            tone,
            words: words.into(),
            note: None,
            more: None,
            role: None,
            gap: false,
        }
    }

    /// Who recorded it, when, and when it is looked at again.
    #[must_use]
    pub fn note(mut self, note: impl Into<Html>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// Something below the words: a clock, buttons.
    #[must_use]
    pub fn more(mut self, more: impl Into<Html>) -> Self {
        self.more = Some(more.into());
        self
    }

    /// Read out by a screen reader when the page opens, without interrupting.
    #[must_use]
    pub fn status(mut self) -> Self {
        self.role = Some("status");
        self
    }

    /// Room below, where a heading follows.
    #[must_use]
    pub fn gap(mut self) -> Self {
        self.gap = true;
        self
    }
}

/// There is a record, and whom to ring; nothing else. Never for a sealed record, which shows nothing at all.
#[derive(Clone, Debug, Template)]
#[template(path = "frame/components/restricted.html")]
pub struct Restricted {
    what: Html,
    ring: Html,
    open: Option<Text>,
}

impl Restricted {
    /// `what` is what stands in the open ("Orla Finnegan’s record"), `ring` a name and a number.
    pub fn new(what: impl Into<Html>, ring: impl Into<Html>) -> Self {
        Self {
            what: what.into(),
            ring: ring.into(),
            open: None,
        }
    }

    /// Where the reader may open it with a reason of their own, for an hour, the owner being told.
    #[must_use]
    pub fn open_with_a_reason(mut self, address: impl Into<Text>) -> Self {
        self.open = Some(address.into());
        self
    }
}

/// One or two words of state beside a heading or in a row.
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r#"<strong class="govuk-tag{% if !class.is_empty() %} {{ class }}{% endif %}">{{ words }}</strong>"#
)]
pub struct Tag {
    words: Html,
    class: &'static str,
}

/// The colours of [`Tag`], by what they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagColour {
    /// Nothing yet.
    Grey,
    /// Being done now.
    Yellow,
    /// In effect, done.
    Green,
    /// Late, danger.
    Red,
    /// Restricted, confidential.
    Purple,
    /// A thing's kind, not its state.
    Line,
}

impl Tag {
    pub fn new(words: impl Into<Html>) -> Self {
        Self {
            words: words.into(),
            class: "",
        }
    }

    #[must_use]
    pub fn colour(mut self, colour: TagColour) -> Self {
        self.class = match colour {
            TagColour::Grey => "govuk-tag--grey",
            TagColour::Yellow => "govuk-tag--yellow",
            TagColour::Green => "govuk-tag--green",
            TagColour::Red => "govuk-tag--red",
            TagColour::Purple => "govuk-tag--purple",
            TagColour::Line => "hf-tag--line",
        };
        self
    }

    /// The mark that stands in place of a value that the reader may not see.
    pub fn confidential() -> Self {
        Self::new("Confidential").colour(TagColour::Purple)
    }
}

/// More about something, folded away. Printed open.
#[derive(Clone, Debug, Template)]
#[template(path = "frame/components/details.html")]
pub struct Details {
    id: Option<Text>,
    summary: Html,
    body: Html,
    open: bool,
}

impl Details {
    pub fn new(summary: impl Into<Html>, body: impl Into<Html>) -> Self {
        Self {
            id: None,
            summary: summary.into(),
            body: body.into(),
            open: false,
        }
    }

    #[must_use]
    pub fn open(mut self) -> Self {
        self.open = true;
        self
    }
}

/// Words set apart from the text around them.
#[derive(Clone, Debug, Template)]
#[template(ext = "html", source = r#"<div class="govuk-inset-text">{{ words }}</div>"#)]
pub struct Inset {
    words: Html,
}

impl Inset {
    pub fn new(words: impl Into<Html>) -> Self {
        Self { words: words.into() }
    }
}

/// What will happen, before somebody does it.
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r#"<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!</span><strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">Warning</span> {{ words }}</strong></div>"#
)]
pub struct WarningText {
    words: Html,
}

impl WarningText {
    pub fn new(words: impl Into<Html>) -> Self {
        Self { words: words.into() }
    }
}

super::component!(Warn, Restricted, Tag, Details, Inset, WarningText);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::fixtures;

    #[test]
    fn tags_details_inset_and_warning_text_are_the_packages() {
        fixtures::check(
            "tag",
            &["default", "grey", "green", "purple", "red", "yellow"],
            |options| {
                let tag = Tag::new(options.words("").unwrap());
                match options.text("/classes").as_deref() {
                    None => tag,
                    Some("govuk-tag--grey") => tag.colour(TagColour::Grey),
                    Some("govuk-tag--green") => tag.colour(TagColour::Green),
                    Some("govuk-tag--purple") => tag.colour(TagColour::Purple),
                    Some("govuk-tag--red") => tag.colour(TagColour::Red),
                    Some("govuk-tag--yellow") => tag.colour(TagColour::Yellow),
                    Some(other) => panic!("{other}"),
                }
                .into()
            },
        );
        fixtures::check(
            "details",
            &[
                "default",
                "expanded",
                "id",
                "html as text",
                "html",
                "summary html as text",
            ],
            |options| {
                let details = Details::new(options.text("/summaryText").unwrap(), options.words("").unwrap());
                let details = if options.flag("/open") { details.open() } else { details };
                Details {
                    id: options.text("/id").map(Into::into),
                    ..details
                }
                .into()
            },
        );
        fixtures::check("inset-text", &["default", "with html", "html as text"], |options| {
            Inset::new(options.words("").unwrap()).into()
        });
        fixtures::check("warning-text", &["default"], |options| {
            assert_eq!(options.text("/iconFallbackText").as_deref(), Some("Warning"));
            WarningText::new(options.words("").unwrap()).into()
        });
    }

    #[test]
    fn what_is_restricted_says_whom_to_ring() {
        let plain = Html::from(Restricted::new("Orla Finnegan’s record", "Sunita Rao, 01632 960 114")).to_string();
        assert!(
            plain.contains("Orla Finnegan’s record is restricted.") && plain.contains("Ring Sunita Rao, 01632 960 114")
        );
        assert!(
            !plain.contains("href"),
            "nothing to open where the reader has no right to"
        );
        let open = Restricted::new("A", "B").open_with_a_reason("/people/1/reason");
        assert!(
            Html::from(open)
                .to_string()
                .contains(r#"<a class="govuk-link" href="/people/1/reason">"#)
        );
    }
}
