//! A small writer of SVG and HTML markup: attributes and text are escaped, and every element that was opened is closed.

use std::fmt::{Display, Write};

/// Markup under construction. Elements nest; [`Markup::finish`] closes whatever is still open.
#[derive(Debug, Default)]
pub struct Markup {
    out: String,
    open: Vec<&'static str>,
}

pub type Attribute<'a> = (&'a str, &'a dyn Display);
/// The attributes of one element, in the order in which they are written.
pub type Attributes<'a> = &'a [Attribute<'a>];

impl Markup {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens an element; what follows is inside it until [`Markup::close`].
    pub fn open(&mut self, name: &'static str, attributes: Attributes<'_>) -> &mut Self {
        self.start(name, attributes);
        self.out.push('>');
        self.open.push(name);
        self
    }

    /// Closes the element opened last. Does nothing when none is open.
    pub fn close(&mut self) -> &mut Self {
        if let Some(name) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
        self
    }

    /// An element with nothing in it.
    pub fn empty(&mut self, name: &'static str, attributes: Attributes<'_>) -> &mut Self {
        self.start(name, attributes);
        self.out.push_str("/>");
        self
    }

    /// An element that holds only text.
    pub fn text_in(&mut self, name: &'static str, attributes: Attributes<'_>, text: &str) -> &mut Self {
        self.open(name, attributes).text(text).close()
    }

    /// Text, escaped.
    pub fn text(&mut self, text: &str) -> &mut Self {
        escape_into(&mut self.out, text);
        self
    }

    /// A line break between elements, so that the result can be read and compared.
    pub fn line(&mut self) -> &mut Self {
        self.out.push('\n');
        self
    }

    /// The markup, with every open element closed.
    #[must_use]
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn start(&mut self, name: &str, attributes: Attributes<'_>) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            let mut written = String::new();
            // Writing to a String does not fail.
            let _ = write!(written, "{value}");
            self.out.push(' ');
            self.out.push_str(key);
            self.out.push_str("=\"");
            escape_into(&mut self.out, &written);
            self.out.push('"');
        }
    }
}

/// Text with the five markup characters escaped. Control characters, which XML forbids, are left out.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text);
    out
}

fn escape_into(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_are_escaped() {
        let check = |input: &str, expect: &str| assert_eq!(escape(input), expect);
        check("O'Neill & Sons <b>", "O&#39;Neill &amp; Sons &lt;b&gt;");
        check("say \"hi\"", "say &quot;hi&quot;");
        check("a\u{0}b\u{7}\nc", "ab c");
        check("Zoë Łuczak", "Zoë Łuczak");

        let mut markup = Markup::new();
        markup.open("a", &[("href", &"#p-1\" onclick=\"x")]).text("<x>");
        assert_eq!(markup.finish(), "<a href=\"#p-1&quot; onclick=&quot;x\">&lt;x&gt;</a>");
    }

    #[test]
    fn what_is_open_is_closed() {
        let mut markup = Markup::new();
        markup
            .open("g", &[])
            .open("text", &[("x", &4)])
            .text("a")
            .close()
            .empty("path", &[("d", &"M0 0")]);
        assert_eq!(markup.finish(), "<g><text x=\"4\">a</text><path d=\"M0 0\"/></g>");
        assert_eq!(Markup::new().close().out, "");
    }
}
