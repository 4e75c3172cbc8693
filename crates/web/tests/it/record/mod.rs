//! Recording on a person's record: each thing shows on the page afterwards, nothing that stood is lost, and only those who may do it.

mod confidential;
mod each;
mod family;
mod join;
mod odd;
mod rights;
mod safety;
mod stale;

use testkit::authority::person;

use crate::harness::{Answer, Browser};

/// The address of somebody's record.
fn at(key: &str) -> String {
    format!("/people/{}", person(key))
}

/// The signed field of a page's form.
fn token(page: &Answer) -> String {
    page.between(r#"name="page" value=""#, "\"").to_owned()
}

/// Opens the form of an address and sends it.
async fn send(browser: &Browser<'_>, address: &str, fields: &[(&str, &str)]) -> Answer {
    let page = browser.get(address).await;
    assert_eq!(page.status, 200, "{address}: {}", page.words());
    let token = token(&page);
    let fields = [&[("page", token.as_str())], fields].concat();
    browser.post(address, &fields).await
}

/// Sends a form that is taken, and shows the page that follows.
async fn saved(browser: &Browser<'_>, address: &str, fields: &[(&str, &str)]) -> Answer {
    let answer = send(browser, address, fields).await;
    assert_eq!(answer.status, 303, "{address}: {}", answer.words());
    let page = browser.get(&answer.location).await;
    assert_eq!(page.status, 200, "{}", page.words());
    page
}
