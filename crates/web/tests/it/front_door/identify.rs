//! Saying who a child is from a page that something came between: it is asked again, and never said to be done.

use super::match_check::{hand_over, part_of};
use super::*;

async fn identified(browser: &Browser<'_>, contact: &str) -> bool {
    !browser
        .get(contact)
        .await
        .words()
        .contains("Not matched to a record yet")
}

#[tokio::test]
async fn a_page_that_is_stale_is_asked_again() {
    let site = Site::new().await;
    let tom = site.sign_in("Tom Ashworth").await;
    let contact = hand_over(&tom, &[("child.1.name", "Kieran Vasquez-Thorne")]).await;
    let address = format!("{contact}/children/{}/identify", part_of(&tom, &contact).await);
    let old = seen(&tom.get(&address).await);
    // Something is decided about the child meanwhile.
    let page = tom.get(&contact).await;
    let danger = tom.post(&format!("{contact}/danger"), &[("page", &seen(&page))]).await;
    assert_eq!(danger.status, 303);
    let before = entries(&site).await;
    let late = tom.post(&address, &[("page", &old), ("person", "new")]).await;
    assert_eq!((late.status.as_u16(), late.location.as_str()), (303, address.as_str()));
    assert_eq!(entries(&site).await, before);
    assert!(!identified(&tom, &contact).await);
    // From the page as it is now it is saved, and only then said to be.
    let page = tom.get(&address).await;
    assert_eq!(page.status, 200);
    let saved = tom.post(&address, &[("page", &seen(&page)), ("person", "new")]).await;
    assert!(
        saved.location.starts_with(&format!("{contact}?identified=")),
        "{}",
        saved.location
    );
    assert!(identified(&tom, &contact).await);
}

#[tokio::test]
async fn the_second_of_two_sees_who_it_was_said_to_be() {
    let site = Site::new().await;
    let (tom, grace) = (site.sign_in("Tom Ashworth").await, site.sign_in("Grace Adjei").await);
    let contact = hand_over(&tom, &[("child.1.name", "Kieran Vasquez-Thorne")]).await;
    let address = format!("{contact}/children/{}/identify", part_of(&tom, &contact).await);
    let (toms, second) = (seen(&tom.get(&address).await), seen(&grace.get(&address).await));
    assert_eq!(
        tom.post(&address, &[("page", &toms), ("person", "new")]).await.status,
        303
    );
    let before = entries(&site).await;
    let late = grace.post(&address, &[("page", &second), ("person", "new")]).await;
    assert_eq!(late.status, 303, "{}", late.words());
    assert!(!late.location.contains("identified="), "{}", late.location);
    assert_eq!(entries(&site).await, before, "one child, one record");
    let led = grace.get(&late.location).await;
    assert!(led.location.starts_with(&contact), "{}", led.location);
    assert!(identified(&grace, &contact).await);
}
