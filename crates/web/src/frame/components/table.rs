use askama::Template;

use crate::frame::html::{Html, Text};

/// A table in a region of its own, which scrolls sideways where it must; the page never does. Without rows it is the sentence that says
/// so, never an empty box.
#[derive(Clone, Debug, Template)]
#[template(path = "frame/components/table.html")]
pub struct Table {
    caption: Html,
    caption_shown: bool,
    region: Text,
    columns: Vec<(Html, bool)>,
    rows: Vec<Row>,
    empty: Html,
    wide: bool,
    even: bool,
    stacks: bool,
    told: bool,
}

/// One row; its first cell is usually its head.
#[derive(Clone, Debug, Default)]
pub struct Row {
    id: Option<Text>,
    marked: bool,
    cells: Vec<Cell>,
}

/// One cell.
#[derive(Clone, Debug)]
pub struct Cell {
    kind: Kind,
    words: Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Head,
    HeadUnbroken,
    Words,
    Number,
}

impl Cell {
    pub fn words(words: impl Into<Html>) -> Self {
        Self {
            kind: Kind::Words,
            words: words.into(),
        }
    }

    /// Right-aligned.
    pub fn number(words: impl Into<Html>) -> Self {
        Self {
            kind: Kind::Number,
            words: words.into(),
        }
    }

    /// What the row is about.
    pub fn head(words: impl Into<Html>) -> Self {
        Self {
            kind: Kind::Head,
            words: words.into(),
        }
    }

    /// A date or a reference: the head of a row, on one line.
    pub fn date(words: impl Into<Html>) -> Self {
        Self {
            kind: Kind::HeadUnbroken,
            words: words.into(),
        }
    }
}

impl Row {
    pub fn new(cells: impl IntoIterator<Item = Cell>) -> Self {
        Self {
            id: None,
            marked: false,
            cells: cells.into_iter().collect(),
        }
    }

    /// So that something else on the page can lead here (a person of the genogram).
    #[must_use]
    pub fn id(mut self, id: impl Into<Text>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Set apart: it needs somebody's answer. The words of the row say why.
    #[must_use]
    pub fn marked(mut self) -> Self {
        self.marked = true;
        self
    }
}

super::component!(Table);

impl Table {
    /// `caption` names the table and its region for a screen reader; the heading above shows it to everybody else.
    pub fn new(caption: impl Into<Text>, empty: impl Into<Html>) -> Self {
        let caption = caption.into();
        Self {
            region: caption.clone(),
            caption: Html::from(caption),
            caption_shown: false,
            columns: Vec::new(),
            rows: Vec::new(),
            empty: empty.into(),
            wide: false,
            even: false,
            stacks: false,
            told: false,
        }
    }

    /// Shows the caption, where no heading stands above.
    #[must_use]
    pub fn show_caption(mut self) -> Self {
        self.caption_shown = true;
        self
    }

    #[must_use]
    pub fn column(mut self, words: impl Into<Html>) -> Self {
        self.columns.push((words.into(), false));
        self
    }

    #[must_use]
    pub fn number_column(mut self, words: impl Into<Html>) -> Self {
        self.columns.push((words.into(), true));
        self
    }

    #[must_use]
    pub fn row(mut self, row: Row) -> Self {
        self.rows.push(row);
        self
    }

    #[must_use]
    pub fn rows(mut self, rows: impl IntoIterator<Item = Row>) -> Self {
        self.rows.extend(rows);
        self
    }

    /// Four columns and more: keeps 760 px on a phone and scrolls.
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    /// What, as it stands, and who said so: the same three widths in every table of a page.
    #[must_use]
    pub fn told(mut self) -> Self {
        self.told = true;
        self
    }

    /// On a phone each row is a block, every value under the name of its column, so that nothing lies out of sight at the side.
    #[must_use]
    pub fn stacks(mut self) -> Self {
        self.stacks = true;
        self
    }

    /// The name of a column, for the cells of a table that stacks; columns with markup have none.
    fn label(&self, column: &usize) -> Html {
        let words = self.columns.get(*column).map(|(words, _)| words.clone());
        words.filter(|w| !w.as_str().contains('<')).unwrap_or_default()
    }

    /// Columns of one width: two things side by side, neither squeezed by the other.
    #[must_use]
    pub fn even(mut self) -> Self {
        self.even = true;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_without_rows_is_a_sentence() {
        let table = || Table::new("Every look", "Nobody has looked since 6 Oct 2026.").column("When");
        let empty = Html::from(table()).to_string();
        assert!(
            empty.contains("Nobody has looked since 6 Oct 2026.") && !empty.contains("<table"),
            "{empty}"
        );
        let full = Html::from(table().row(Row::new([Cell::date("12 Nov 2026, 10:42")]))).to_string();
        assert!(
            !full.contains("Nobody") && full.contains(r#"<th scope="row" class="hf-nowrap">12 Nov 2026, 10:42</th>"#),
            "{full}"
        );
    }
}
