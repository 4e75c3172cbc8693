//! The account of an import child by child: how many rows are stored, which were refused and why, and what needs a look.

use std::collections::BTreeMap;

use super::account::{Account, Finding, Kept, Refused};
use super::list::thousands;
use super::one::{finding, or, sentence};
use crate::frame::Html;
use crate::frame::components::{Cell, Row};

/// One child; those without an id are together, under the empty one.
#[derive(Debug)]
pub struct Child<'a> {
    pub id: &'a str,
    /// By table, in the order of the census.
    pub stored: Vec<u64>,
    pub refused: Vec<&'a Refused>,
    pub findings: Vec<&'a Finding>,
}

/// Every child of the file, in the order of their ids; a child that comes twice in it stands here once.
pub fn children<'a>(kept: &'a Kept, account: &'a Account) -> Vec<Child<'a>> {
    let mut by_id: BTreeMap<&str, Child<'a>> = BTreeMap::new();
    for (id, rows) in &kept.children {
        let stored = &mut child(&mut by_id, id).stored;
        stored.resize(stored.len().max(rows.len()), 0);
        for (sum, n) in stored.iter_mut().zip(rows) {
            *sum += n;
        }
    }
    for refused in &account.refused {
        child(&mut by_id, &refused.child).refused.push(refused);
    }
    // What is about no child is about the file, and stands by itself.
    for finding in account.findings.iter().filter(|f| !f.child.is_empty()) {
        child(&mut by_id, &finding.child).findings.push(finding);
    }
    by_id.into_values().collect()
}

fn child<'m, 'a>(by_id: &'m mut BTreeMap<&'a str, Child<'a>>, id: &'a str) -> &'m mut Child<'a> {
    by_id.entry(id).or_insert_with(|| Child {
        id,
        stored: Vec::new(),
        refused: Vec::new(),
        findings: Vec::new(),
    })
}

impl Child<'_> {
    pub fn has_words(&self) -> bool {
        !self.refused.is_empty() || !self.findings.is_empty()
    }

    pub fn row(&self) -> Row {
        let stored: u64 = self.stored.iter().sum();
        let refused = self.refused.len() as u64;
        let mut words = Html::default();
        for r in &self.refused {
            let line = format!("Refused: line {}, {}. {}", r.line, r.table, sentence(&r.reason));
            words = below(words, line.into());
        }
        for f in &self.findings {
            words = below(words, finding(f));
        }
        if words.is_empty() {
            words = Html::fixed("<span class=\"hf-quiet\">Nothing</span>");
        }
        let row = Row::new([
            Cell::head(or(self.id, "No usable id")),
            Cell::number(thousands(stored + refused)),
            Cell::number(thousands(stored)),
            Cell::number(thousands(refused)),
            Cell::words(words),
        ]);
        if refused > 0 { row.marked() } else { row }
    }
}

fn below(words: Html, line: Html) -> Html {
    if words.is_empty() {
        line
    } else {
        words.and(Html::fixed("<br>")).and(line)
    }
}
