//! What is due: a shape, words, then a colour.

use askama::Template;

use super::DayBar;
use crate::frame::html::Html;
use crate::frame::icon::Icon;

/// How a clock stands, in the words that the clock itself made: "Overdue by 7 working days", "Due today",
/// "Due 8 Dec 2026, 18 working days left".
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r#"<span class="hf-due {{ self.class() }}">{{ self.icon() }}<span>{{ words }}</span></span>"#
)]
pub struct Due {
    state: State,
    words: Html,
}

#[derive(Clone, Copy, Debug)]
enum State {
    Overdue,
    Now,
    Today,
    Ahead,
    Waiting,
    Done,
}

impl Due {
    pub fn overdue(words: impl Into<Html>) -> Self {
        Self {
            state: State::Overdue,
            words: words.into(),
        }
    }

    /// Within hours, with a clock that counts: "Take by 10:58, 16 minutes left".
    pub fn now(words: impl Into<Html>) -> Self {
        Self {
            state: State::Now,
            words: words.into(),
        }
    }

    pub fn today(words: impl Into<Html>) -> Self {
        Self {
            state: State::Today,
            words: words.into(),
        }
    }

    pub fn ahead(words: impl Into<Html>) -> Self {
        Self {
            state: State::Ahead,
            words: words.into(),
        }
    }

    /// Waits for somebody else: a signature, a reply.
    pub fn waiting(words: impl Into<Html>) -> Self {
        Self {
            state: State::Waiting,
            words: words.into(),
        }
    }

    pub fn done(words: impl Into<Html>) -> Self {
        Self {
            state: State::Done,
            words: words.into(),
        }
    }

    fn class(&self) -> &'static str {
        match self.state {
            State::Overdue => "hf-due--over",
            State::Now => "hf-due--now",
            State::Today => "hf-due--today",
            State::Ahead | State::Waiting => "hf-due--ok",
            State::Done => "hf-due--done",
        }
    }

    fn icon(&self) -> Icon {
        match self.state {
            State::Overdue | State::Now => Icon::Octagon,
            State::Today | State::Ahead => Icon::Clock,
            State::Waiting => Icon::Hourglass,
            State::Done => Icon::Done,
        }
    }
}

/// One clock of a list.
#[derive(Clone, Debug)]
pub struct Clock {
    title: Html,
    due: Due,
    bar: Option<DayBar>,
    note: Option<Html>,
}

impl Clock {
    /// `title` is what is to be done, as a link where there is a page for it.
    pub fn new(title: impl Into<Html>, due: Due) -> Self {
        Self {
            title: title.into(),
            due,
            bar: None,
            note: None,
        }
    }

    #[must_use]
    pub fn bar(mut self, bar: DayBar) -> Self {
        self.bar = Some(bar);
        self
    }

    /// From what it counts, who is to do it, and the reason if it is late: "Still counted as late."
    #[must_use]
    pub fn note(mut self, note: impl Into<Html>) -> Self {
        self.note = Some(note.into());
        self
    }
}

/// What is due about one child or one team, the most urgent first.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "frame/components/clocks.html")]
pub struct Clocks {
    clocks: Vec<Clock>,
}

super::component!(Due, Clocks);

impl Clocks {
    pub fn new(clocks: impl IntoIterator<Item = Clock>) -> Self {
        Self {
            clocks: clocks.into_iter().collect(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.clocks.is_empty()
    }
}
