//! Markup that may stand in a page as it is.
//!
//! There is one way from words to markup: escaping. A `&str` or `String` becomes [`Html`] with every special character written out; only
//! a component, or markup that stands in the program's own text, goes in unescaped. So words typed by a person cannot become markup.

use std::borrow::Cow;
use std::fmt;

use askama::{FastWritable, Values};

/// Words for an attribute or a title: never markup, escaped where they are written.
pub type Text = Cow<'static, str>;

/// Safe markup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(Cow<'static, str>);

impl Html {
    /// Markup written in the program's own text.
    pub const fn fixed(markup: &'static str) -> Self {
        Self(Cow::Borrowed(markup))
    }

    /// Joins another piece behind this one, nothing in between.
    #[must_use]
    pub fn and(self, next: impl Into<Self>) -> Self {
        let next = next.into();
        if self.is_empty() {
            return next;
        }
        Self(Cow::Owned(self.0.into_owned() + &next.0))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What a template wrote: everything that it was given, it escaped.
    pub fn of_template(template: &impl askama::Template) -> Result<Self, askama::Error> {
        Ok(Self(Cow::Owned(template.render()?)))
    }

    /// What a component wrote of itself. Only components call this: their templates escape every word that they are given.
    pub(super) fn written_by(component: &impl fmt::Display) -> Self {
        Self(Cow::Owned(component.to_string()))
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FastWritable for Html {
    fn write_into(&self, dest: &mut dyn fmt::Write, _: &dyn Values) -> askama::Result<()> {
        Ok(dest.write_str(&self.0)?)
    }
}

impl askama::filters::HtmlSafe for Html {}

impl From<&str> for Html {
    fn from(words: &str) -> Self {
        if words.contains(['<', '>', '&', '"', '\'']) {
            let mut escaped = String::with_capacity(words.len() + 16);
            for c in words.chars() {
                match c {
                    '<' => escaped.push_str("&lt;"),
                    '>' => escaped.push_str("&gt;"),
                    '&' => escaped.push_str("&amp;"),
                    '"' => escaped.push_str("&#34;"),
                    '\'' => escaped.push_str("&#39;"),
                    c => escaped.push(c),
                }
            }
            Self(Cow::Owned(escaped))
        } else {
            Self(Cow::Owned(words.to_owned()))
        }
    }
}

impl From<String> for Html {
    fn from(words: String) -> Self {
        Self::from(words.as_str())
    }
}

impl From<&String> for Html {
    fn from(words: &String) -> Self {
        Self::from(words.as_str())
    }
}

impl From<Cow<'_, str>> for Html {
    fn from(words: Cow<'_, str>) -> Self {
        Self::from(words.as_ref())
    }
}

/// `<strong>…</strong>`
pub fn strong(words: impl Into<Html>) -> Html {
    Html::fixed("<strong>").and(words).and(Html::fixed("</strong>"))
}

/// Quiet words: who, when, a hint in a row.
pub fn meta(words: impl Into<Html>) -> Html {
    Html::fixed(r#"<span class="hf-meta">"#)
        .and(words)
        .and(Html::fixed("</span>"))
}

/// Heard by a screen reader, not shown: what makes "Change" say what it changes.
pub fn hidden(words: impl Into<Html>) -> Html {
    Html::fixed(r#"<span class="govuk-visually-hidden">"#)
        .and(words)
        .and(Html::fixed("</span>"))
}

/// A link inside words. The address is escaped; it must be one of ours.
pub fn link(address: &str, words: impl Into<Html>) -> Html {
    Html::fixed(r#"<a class="govuk-link" href=""#)
        .and(address)
        .and(Html::fixed(r#"">"#))
        .and(words)
        .and(Html::fixed("</a>"))
}

/// Words for the screen and other words for the print: the name of a family referrer, and "family".
pub fn unless_printed(on_screen: impl Into<Html>, in_print: impl Into<Html>) -> Html {
    Html::fixed(r#"<span class="hf-noprint">"#)
        .and(on_screen)
        .and(Html::fixed(r#"</span><span class="hf-printonly">"#))
        .and(in_print)
        .and(Html::fixed("</span>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_escaped_and_markup_is_not() {
        let check = |html: Html, expect: &str| assert_eq!(html.as_str(), expect);
        check(
            "<script>alert('&\"')</script>".into(),
            "&lt;script&gt;alert(&#39;&amp;&#34;&#39;)&lt;/script&gt;",
        );
        check(strong("<b>"), "<strong>&lt;b&gt;</strong>");
        check(
            link("/a?b=\"c\"&d", "<i>"),
            r#"<a class="govuk-link" href="/a?b=&#34;c&#34;&amp;d">&lt;i&gt;</a>"#,
        );
        check(
            Html::from("a ").and(strong("b")).and(" < c"),
            "a <strong>b</strong> &lt; c",
        );
    }
}
