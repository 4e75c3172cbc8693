//! Where somebody lives, where it is confidential: a new place ends the one before only for those who see it.

use super::*;
use crate::harness::Site;

#[tokio::test]
async fn a_confidential_home_is_ended_by_those_only_who_see_it() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let address = format!("{}/record/address", at("maya"));
    let hidden = [
        ("kind", "home"),
        ("line", "4 Quillfeather Close"),
        ("confidential", "yes"),
        ("still", "no"),
    ];
    saved(&jo, &address, &hidden).await;
    let nadia = site.sign_in("Nadia Karimi").await;
    let page = nadia.get(&address).await;
    assert!(!page.words().contains("Do they still live"), "{}", page.words());
    saved(
        &nadia,
        &address,
        &[("kind", "home"), ("line", "9 Quay Street"), ("still", "no")],
    )
    .await;
    let details = jo.get(&format!("{}/details", at("maya"))).await.words();
    assert!(!details.contains("4 Quillfeather Close, to"), "{details}");
    assert!(details.contains("4 Quillfeather Close"), "{details}");
}

/// The same of a home that holds several people: marked as confidential itself, while no address of the child is.
#[tokio::test]
async fn a_confidential_home_of_several_is_ended_by_those_only_who_see_it() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let address = format!("{}/record/home", at("maya"));
    let ended = [("still", "no")];
    let hidden = [
        ("home", "new"),
        ("line", "4 Quillfeather Close"),
        ("confidential", "yes"),
        ("from", "1 Oct 2026"),
        ("said_by", "Hannah"),
    ];
    saved(&jo, &address, &[&hidden[..], &ended].concat()).await;
    let nadia = site.sign_in("Nadia Karimi").await;
    let page = nadia.get(&address).await;
    assert!(!page.words().contains("Do they still live"), "{}", page.words());
    let other = [("home", "new"), ("line", "9 Quay Street"), ("said_by", "School")];
    saved(&nadia, &address, &[&other[..], &ended].concat()).await;
    // To those who see it, it stands as it was, beside the other.
    let page = jo.get(&address).await;
    assert!(page.words().contains("Do they still live"), "{}", page.words());
    let details = jo.get(&format!("{}/details", at("maya"))).await.words();
    assert!(
        details.contains("4 Quillfeather Close") && details.contains("9 Quay Street"),
        "{details}"
    );
    let home = details.split("4 Quillfeather Close").nth(1).unwrap();
    assert!(
        home.starts_with(" from 1 Oct 2026") || home.starts_with(", from 1 Oct 2026"),
        "{home}"
    );
    assert!(
        !home[..60].contains("to 12 Nov 2026") && !home[..60].contains(" to "),
        "{home}"
    );
}
