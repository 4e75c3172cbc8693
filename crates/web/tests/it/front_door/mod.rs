//! A contact to a decision: who decides, what acts at once, who signs, what a page had in front of its reader.

mod chosen;
mod deciding;
mod form;
mod identify;
mod limits;
mod lists;
pub mod masked;
pub mod match_check;
mod sealed;
mod signing;

use crate::harness::{Answer, Browser, Site};

pub const WHY: &str = "A bruise that Katy says an adult did.";

/// Where a contact of the front door's list is.
pub async fn contact(browser: &Browser<'_>, child: &str) -> String {
    let list = browser.get("/front-door").await;
    let (before, _) = list
        .body
        .split_once(child)
        .unwrap_or_else(|| panic!("no {child} in {}", list.words()));
    let (_, link) = before.rsplit_once("/contacts/").unwrap();
    format!("/contacts/{}", &link[..36])
}

/// The signed field of a page's form.
pub fn seen(page: &Answer) -> String {
    page.between(r#"name="page" value=""#, "\"").to_owned()
}

/// The part of a child whose heading stands on a page of deciding.
pub fn part(page: &Answer, child: &str) -> String {
    let (before, _) = page
        .body
        .split_once(&format!("<h2 class=\"govuk-heading-m\">{child}"))
        .unwrap_or_else(|| panic!("no {child} in {}", page.words()));
    let (_, id) = before.rsplit_once("id=\"child-").unwrap();
    id[..36].to_owned()
}

/// Opens the page of deciding for one child.
pub async fn open(browser: &Browser<'_>, contact: &str, child: &str) -> (Answer, String) {
    let page = browser.get(&format!("{contact}/decide")).await;
    assert_eq!(page.status, 200, "{}", page.words());
    let part = part(&page, child);
    (browser.get(&format!("{contact}/decide?child={part}")).await, part)
}

/// Opens the page for one child and sends its form.
pub async fn decide(browser: &Browser<'_>, contact: &str, child: &str, fields: &[(&str, &str)]) -> (Answer, String) {
    let (page, part) = open(browser, contact, child).await;
    let seen = seen(&page);
    let fields = [&[("page", seen.as_str())], fields].concat();
    (browser.post(&format!("{contact}/decide"), &fields).await, part)
}

pub const REFERRAL: &[(&str, &str)] = &[("outcome", "referral"), ("why", WHY), ("primary_need", "N1")];
pub const DISCUSSION: &[(&str, &str)] = &[
    ("outcome", "strategy_discussion"),
    ("why", WHY),
    ("protection", "Social worker at school by 13:00."),
];
pub const NOTHING: &[(&str, &str)] = &[
    ("outcome", "no_further_action"),
    ("why", "Nothing here needs this service."),
    (
        "answers_records",
        "Each of the earlier worries was looked into and is settled.",
    ),
];

/// How many entries the ledger has.
pub async fn entries(site: &Site) -> i64 {
    site.store.read(|tx| tx.known_seq()).await.unwrap()
}

/// The answer saved a decision and led on.
pub fn saved(answer: &Answer) {
    assert_eq!(answer.status, 303, "{}", answer.words());
}
