//! What became of the file of names that came with a census.

use super::account::PeopleAccount;
use super::list::thousands;
use super::one::{finding, or, sentence};
use crate::frame::Html;
use crate::frame::components::{Cell, Row, Table};

/// So many findings stand on the page. All of them are in the download.
const MOST: usize = 100;

/// The part of the page about it.
pub(super) struct Names {
    pub words: String,
    pub refused: Table,
    pub findings: Vec<Html>,
    /// Where those are that the page does not hold.
    pub more: Option<String>,
}

pub(super) fn names(people: &PeopleAccount) -> Names {
    Names {
        words: words(people),
        refused: Table::new("Lines of the file of names that were refused", "No line was refused.")
            .column("Child")
            .number_column("Line")
            .column("Why")
            .rows(people.refused.iter().map(|r| {
                Row::new([
                    Cell::head(or(&r.child, "No id")),
                    Cell::number(r.line.to_string()),
                    Cell::words(sentence(&r.reason)),
                ])
            })),
        findings: people.findings.iter().take(MOST).map(finding).collect(),
        more: more(people.findings.len(), MOST),
    }
}

fn words(people: &PeopleAccount) -> String {
    let mut words = format!(
        "{} lines read, {} used, {} refused.",
        thousands(people.read),
        thousands(people.stored),
        thousands(people.refused.len() as u64)
    );
    if people.elsewhere > 0 {
        let are = if people.elsewhere == 1 { "is" } else { "are" };
        let others = if people.elsewhere > people.elsewhere_at.len() as u64 {
            " and others"
        } else {
            ""
        };
        let lines: Vec<String> = people.elsewhere_at.iter().map(u64::to_string).collect();
        words += &format!(
            " {} {are} about no child of this census, and nothing of that is stored: line {}{others}.",
            thousands(people.elsewhere),
            lines.join(", ")
        );
    }
    words
}

fn more(all: usize, shown: usize) -> Option<String> {
    let words = || {
        let (all, shown) = (thousands(all as u64), thousands(shown as u64));
        format!("The first {shown} of {all} are shown. Every one of them is in the CSV.")
    };
    (all > shown).then(words)
}

#[cfg(test)]
mod tests {
    use super::super::account::Finding;
    use super::*;

    #[test]
    fn what_the_page_does_not_hold_is_said_and_where_it_is() {
        let check = |n: usize, shown: usize, more: Option<&str>| {
            let found = Finding {
                child: "C1".into(),
                table: "names".into(),
                line: 2,
                field: None,
                value: None,
                what: "not in the census".into(),
            };
            let account = PeopleAccount {
                read: n as u64,
                stored: n as u64,
                refused: Vec::new(),
                elsewhere: 0,
                elsewhere_at: Vec::new(),
                findings: vec![found; n],
            };
            let names = names(&account);
            assert_eq!((names.findings.len(), names.more.as_deref()), (shown, more), "{n}");
        };
        check(0, 0, None);
        check(100, 100, None);
        let more = "The first 100 of 1,234 are shown. Every one of them is in the CSV.";
        check(1_234, 100, Some(more));
    }
}
