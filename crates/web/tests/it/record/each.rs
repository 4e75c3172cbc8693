//! Each thing, from its form to the page.

use super::{at, saved};
use crate::harness::Site;

/// What is recorded as that, with these answers, stands in these words on the page after it and on the page of details.
async fn check(form: &str, answers: &[(&str, &str)], notice: &str, details: &str) {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let page = saved(&jo, &format!("{}/record/{form}", at("maya")), answers)
        .await
        .words();
    assert!(page.contains(notice), "{form}: {notice} is not in {page}");
    let page = jo.get(&format!("{}/details", at("maya"))).await.words();
    assert!(page.contains(details), "{form}: {details} is not in {page}");
}

#[tokio::test]
async fn names() {
    let answers = [
        ("kind", "alias"),
        ("given", "Mimi"),
        ("family", "O’Brennan"),
        ("from", "1 Sep 2025"),
    ];
    check(
        "name",
        &answers,
        "Recorded. Also known as: Mimi O’Brennan, from 1 Sep 2025",
        "Also known as Mimi O’Brennan",
    )
    .await;
}

#[tokio::test]
async fn addresses() {
    let answers = [
        ("kind", "home"),
        ("line", "9 Quay Street, Stowbridge"),
        ("postcode", "mx4 9zz"),
        ("from", "2 Nov 2026"),
    ];
    check(
        "address",
        &answers,
        "Address: home: 9 Quay Street, Stowbridge MX4 9ZZ",
        "9 Quay Street, Stowbridge MX4 9ZZ",
    )
    .await;
}
