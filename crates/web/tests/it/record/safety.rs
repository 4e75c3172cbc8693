//! Who may open a record, and what is late.

use testkit::authority::worker_id;

use super::{at, saved, send};
use crate::harness::Site;

#[tokio::test]
async fn why_something_is_late() {
    let site = Site::new().await;
    site.set_clock("2027-02-01T10:00:00Z");
    let jo = site.sign_in("Jo Whitlock").await;
    let page = jo.get(&at("maya")).await;
    assert!(page.words().contains("Say why it is late"), "{}", page.words());
    let address = page.between("record/late-reason?clock=", "\"").to_owned();
    let form = jo
        .get(&format!("{}/record/late-reason?clock={address}", at("maya")))
        .await;
    assert!(form.body.contains("checked"), "the clock is chosen already");
    let clock = address.replace('+', " ");
    let answers = [
        ("clock", clock.as_str()),
        ("reason", "The paediatrician’s letter came late."),
    ];
    let page = saved(&jo, &format!("{}/record/late-reason", at("maya")), &answers)
        .await
        .words();
    assert!(
        page.contains("“The paediatrician’s letter came late.” Still counted as late."),
        "{page}"
    );
    let not_late = [
        ("clock", "caf_from_referral 01920000-0000-7000-8000-000000000001"),
        ("reason", "x"),
    ];
    let answer = send(&jo, &format!("{}/record/late-reason", at("maya")), &not_late).await;
    assert!(answer.status == 422 && answer.words().contains("Choose what is late"));
}

#[tokio::test]
async fn a_clock_says_its_last_safe_day() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let page = jo.get(&at("maya")).await.words();
    assert!(
        page.contains("Due 8 Dec 2026, 18 working days left") && page.contains("Last safe day 7 Dec 2026."),
        "{page}"
    );
    let rhys = site.sign_in("Rhys Pritchard").await;
    assert!(rhys.get("/due").await.words().contains("last safe day 7 Dec 2026"));
}

/// A restriction takes effect at once, for everybody else and on the next request.
#[tokio::test]
async fn a_restriction_takes_effect_at_once() {
    let site = Site::new().await;
    let (rao, jo) = (site.sign_in("Sunita Rao").await, site.sign_in("Jo Whitlock").await);
    let address = format!("{}/record/restriction", at("maya"));
    let (rao_id, bell) = (
        worker_id("Sunita Rao").to_string(),
        worker_id("Howard Bell").to_string(),
    );
    let shut_out = [
        ("level", "named"),
        ("why", "x"),
        ("named", bell.as_str()),
        ("ring", "x"),
    ];
    let answer = send(&rao, &address, &shut_out).await;
    assert!(
        answer.status == 422 && answer.words().contains("not be able to open this record yourself"),
        "{}",
        answer.words()
    );
    let named = [
        ("level", "named"),
        ("why", "A worker’s own family."),
        ("named", rao_id.as_str()),
        ("named", bell.as_str()),
        ("ring", "Sunita Rao, 01632 960 341"),
    ];
    let page = saved(&rao, &address, &named).await.words();
    assert!(page.contains("Named people only. A worker’s own family."), "{page}");
    let refused = jo.get(&at("maya")).await;
    assert_eq!(refused.status, 403);
    assert!(refused.words().contains("Sunita Rao, 01632 960 341"));
    let sealed = [
        ("level", "sealed"),
        ("why", "A threat to life."),
        ("custodian", rao_id.as_str()),
    ];
    saved(&rao, &address, &sealed).await;
    assert_eq!(jo.get(&at("maya")).await.status, 404);
    saved(&rao, &address, &[("level", "open"), ("why", "The threat has ended.")]).await;
    assert_eq!(jo.get(&at("maya")).await.status, 200);
}
