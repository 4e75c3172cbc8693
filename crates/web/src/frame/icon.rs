//! The shapes that go before words of state. A colour never stands alone: first the shape, then the words, then the colour.

use std::fmt;

/// A shape of 16 by 16, drawn in the colour of the words beside it. Never the only carrier of a meaning, so hidden from screen readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Triangle: a warning about a person or a place.
    Warning,
    /// Padlock: restricted, confidential.
    Lock,
    /// Octagon: overdue, or danger now.
    Octagon,
    /// Clock: something is due.
    Clock,
    /// Tick in a disc: done, saved.
    Done,
    /// Hourglass: waiting for somebody.
    Hourglass,
    /// Tick: this fits.
    Tick,
    /// Bar: this does not fit.
    Bar,
    /// Speech: somebody's own words.
    Speech,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Warning => "M8 1 16 15H0L8 1Zm-1 5 .3 5h1.4L9 6H7Zm1 6a1 1 0 1 0 0 2 1 1 0 0 0 0-2Z",
            Self::Lock => "M8 0a4 4 0 0 0-4 4v3H2v9h12V7h-2V4a4 4 0 0 0-4-4Zm-2 7V4a2 2 0 1 1 4 0v3H6Z",
            Self::Octagon => {
                "M4.7 0h6.6L16 4.7v6.6L11.3 16H4.7L0 11.3V4.7L4.7 0ZM7 3v6h2V3H7Zm1 7.500a1.300 1.300 0 1 0 0 2.600 1.300 1.300 0 0 0 0-2.600Z"
            }
            Self::Clock => {
                "M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0Zm0 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2Zm-1 2v4.6l3.3 2.2 1.1-1.7L9 7.5V4H7Z"
            }
            Self::Done => {
                "M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0ZM6.900 11.800 3.200 8.100l1.400-1.400 2.300 2.300 4.500-4.500 1.400 1.400-5.900 5.900Z"
            }
            Self::Hourglass => {
                "M2 0h12v2h-1v3L9.500 8l3.500 3v3h1v2H2v-2h1v-3l3.500-3L3 5V2H2V0Zm3 2v2l3 2.500L11 4V2H5Z"
            }
            Self::Tick => "M6.200 13.800.6 8.200l2-2 3.600 3.600L13.400 2.600l2 2-9.200 9.200Z",
            Self::Bar => "M1 6.500h14v3H1z",
            Self::Speech => "M1 1h14v10H8l-4 4v-4H1V1Z",
        }
    }
}

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            r#"<svg class="hf-icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path fill-rule="evenodd" d="{}"/></svg>"#,
            self.path()
        )
    }
}

impl askama::filters::HtmlSafe for Icon {}

impl askama::FastWritable for Icon {
    fn write_into(&self, dest: &mut dyn fmt::Write, _: &dyn askama::Values) -> askama::Result<()> {
        Ok(write!(dest, "{self}")?)
    }
}
