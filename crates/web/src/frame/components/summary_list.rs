use askama::Template;

use crate::frame::html::{Html, Text};

/// Answers to be checked, each with the way to change it.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "frame/components/summary_list.html")]
pub struct SummaryList {
    rows: Vec<SummaryRow>,
}

#[derive(Clone, Debug)]
struct SummaryRow {
    key: Html,
    value: Html,
    /// Address, words, and what a screen reader hears after the words ("Change" what).
    actions: Vec<(Text, Html, Option<Html>)>,
}

impl SummaryList {
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn row(mut self, key: impl Into<Html>, value: impl Into<Html>) -> Self {
        self.rows.push(SummaryRow {
            key: key.into(),
            value: value.into(),
            actions: Vec::new(),
        });
        self
    }

    /// A way to change the row before it. `what` finishes the words for a screen reader: "Change" "the worry".
    #[must_use]
    pub fn change(mut self, address: impl Into<Text>, what: impl Into<Html>) -> Self {
        if let Some(row) = self.rows.last_mut() {
            row.actions.push((address.into(), "Change".into(), Some(what.into())));
        }
        self
    }

    fn any_actions(&self) -> bool {
        self.rows.iter().any(|row| !row.actions.is_empty())
    }
}

/// Facts as name and value, in a panel or beside a decision.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "frame/components/fact_list.html")]
pub struct FactList {
    rows: Vec<(Html, Html)>,
    side_by_side: bool,
}

impl FactList {
    pub fn new() -> Self {
        Self::default()
    }

    /// A missing value is said in words: "Not recorded", "Nobody allocated". Never an empty place.
    #[must_use]
    pub fn fact(mut self, name: impl Into<Html>, value: impl Into<Html>) -> Self {
        self.rows.push((name.into(), value.into()));
        self
    }

    /// Names left, values right, where there is width for it.
    #[must_use]
    pub fn side_by_side(mut self) -> Self {
        self.side_by_side = true;
        self
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

super::component!(SummaryList, FactList);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::fixtures;

    #[test]
    fn a_summary_list_is_the_packages() {
        fixtures::check(
            "summary-list",
            &[
                "default",
                "with actions",
                "with some actions",
                "key with html",
                "value with html",
                "actions href",
            ],
            |options| {
                let rows = options.items("/rows");
                let rows = rows.iter().map(|row| SummaryRow {
                    key: row.words("/key").unwrap(),
                    value: row.words("/value").unwrap(),
                    actions: row
                        .items("/actions/items")
                        .iter()
                        .map(|action| {
                            let what = action.text("/visuallyHiddenText").map(Html::from);
                            (action.text("/href").unwrap().into(), action.words("").unwrap(), what)
                        })
                        .collect(),
                });
                SummaryList { rows: rows.collect() }.into()
            },
        );
    }
}
