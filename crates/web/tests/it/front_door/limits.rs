//! Odd input: nothing typed and nothing in an address may break a page, and words are kept.

use super::*;

#[tokio::test]
async fn odd_input_is_answered_beside_its_field() {
    let site = Site::new().await;
    let worker = site.sign_in("Tom Ashworth").await;
    let contact = contact(&worker, "Harper-Leigh Doyle").await;
    let long = "x".repeat(20_001);
    let check = async |fields: &[(&str, &str)], status: u16, says: &str| {
        let before = entries(&site).await;
        let (answer, _) = decide(&worker, &contact, "Harper-Leigh", fields).await;
        assert_eq!(answer.status, status, "{says}: {}", answer.words());
        assert!(answer.words().contains(says), "{says} in {}", answer.words());
        assert_eq!(entries(&site).await, before);
    };
    check(&[], 422, "Choose what should happen for").await;
    check(&[("outcome", "god")], 422, "Choose what should happen for").await;
    check(&[("outcome", "advice")], 422, "Write why this is right for").await;
    check(
        &[("outcome", "advice"), ("why", &long)],
        422,
        "Shorten this to 20,000 characters",
    )
    .await;
    check(
        &[("outcome", "advice"), ("why", "a\u{0}b\u{7}")],
        422,
        "Take out the characters",
    )
    .await;
    check(
        &[("outcome", "referral"), ("why", "x"), ("primary_need", "N99")],
        422,
        "Choose the primary need",
    )
    .await;
    check(
        &[("outcome", "information_given"), ("why", "x")],
        422,
        "this one names a worry",
    )
    .await;
    check(
        &[("outcome", "link_to_open_case"), ("why", "x"), ("section_47", "no")],
        422,
        "There is no open case",
    )
    .await;
    // Ten thousand characters are words like others.
    let much = "A long account. ".repeat(625);
    let (answer, _) = decide(
        &worker,
        &contact,
        "Harper-Leigh",
        &[("outcome", "advice"), ("why", &much)],
    )
    .await;
    saved(&answer);
}

#[tokio::test]
async fn a_script_in_a_field_is_words() {
    let site = Site::new().await;
    let worker = site.sign_in("Tom Ashworth").await;
    let contact = contact(&worker, "Harper-Leigh Doyle").await;
    let script = "</textarea><script>alert(1)</script>";
    let (answer, _) = decide(
        &worker,
        &contact,
        "Harper-Leigh",
        &[("outcome", "signpost"), ("why", script)],
    )
    .await;
    assert_eq!(answer.status, 422);
    assert!(!answer.body.contains("<script>alert(1)"));
    let (answer, _) = decide(
        &worker,
        &contact,
        "Harper-Leigh",
        &[("outcome", "advice"), ("why", script)],
    )
    .await;
    saved(&answer);
    let page = worker.get(&contact).await;
    assert!(!page.body.contains("<script>alert(1)") && page.body.contains("alert(1)"));
}

#[tokio::test]
async fn wrong_addresses_lead_nowhere() {
    let site = Site::new().await;
    let worker = site.sign_in("Grace Adjei").await;
    let contact = contact(&worker, "Caitlin Shepherd").await;
    let nobody = "0199e2a0-0000-7000-8000-000000000000";
    for address in [
        "/contacts/x".to_owned(),
        format!("/contacts/{nobody}"),
        format!("/contacts/{nobody}/decide"),
        format!("/contacts/{nobody}/children/{nobody}/sign"),
        format!("{contact}/children/{nobody}/sign"),
        format!("{contact}/children/x/as-decided"),
        format!("{contact}/children/{nobody}/as-decided"),
    ] {
        assert_eq!(worker.get(&address).await.status, 404, "{address}");
    }
    for (address, status) in [
        (format!("{contact}/decide?child=x&saved=y"), 200),
        (format!("{contact}?signed=x&returned={nobody}"), 200),
        ("/front-door?page=4000000000&show=x".to_owned(), 200),
        ("/front-door?page=x".to_owned(), 400),
        ("/due?page=4000000000".to_owned(), 200),
    ] {
        assert_eq!(worker.get(&address).await.status.as_u16(), status, "{address}");
    }
    for address in [
        "/contacts/x/take".to_owned(),
        format!("/contacts/{nobody}/danger"),
        "/alerts/x/read".to_owned(),
    ] {
        assert_eq!(worker.post(&address, &[]).await.status, 404, "{address}");
    }
    assert_eq!(
        worker.post(&format!("{contact}/take"), &[("page", "x")]).await.status,
        403
    );
}
