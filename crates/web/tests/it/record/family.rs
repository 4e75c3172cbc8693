//! Whom they live with and who matters to them: somebody on record, somebody new, a home.

use testkit::authority::person;

use super::{at, saved, send};
use crate::harness::Site;

/// Recorded on one record, read on the other's through its reciprocal, and changed where it was recorded.
#[tokio::test]
async fn a_relationship_stands_on_both_records() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let address = format!("{}/record/relationship", at("maya"));
    let page = jo.get(&address).await;
    let token = super::token(&page);
    assert!(!page.body.contains("name=\"said_by\""), "whoever it is comes first");
    let found = jo
        .post(
            &address,
            &[("page", &token), ("step", "find"), ("look_for", "Callum Reeve")],
        )
        .await;
    assert_eq!(found.status, 200);
    assert!(found.location.is_empty(), "nothing typed goes into an address");
    let callum = person("callum").to_string();
    assert!(
        found.body.contains(&format!("name=\"other\" value=\"{callum}\"")),
        "{}",
        found.words()
    );
    let chosen = jo.post(&address, &[("page", &token), ("other", &callum)]).await;
    assert!(
        chosen.words().contains("With Callum Reeve") && chosen.body.contains("name=\"said_by\""),
        "{}",
        chosen.words()
    );
    let answers = [
        ("page", token.as_str()),
        ("other", &callum),
        ("is", "parents_ex_partner"),
        ("from", "1 Jan 2012"),
        ("parental", "no"),
        ("said_by", "Daniel, by telephone"),
    ];
    let answer = jo.post(&address, &answers).await;
    assert_eq!(answer.status, 303, "{}", answer.words());
    let page = jo.get(&format!("{}/relationships", at("maya"))).await.words();
    assert!(
        page.contains("Callum Reeve") && page.contains("Daniel, by telephone"),
        "{page}"
    );
    // Somebody who sees his whole record reads it there, from his side.
    let rao = site.sign_in("Sunita Rao").await;
    let other = rao.get(&format!("/people/{callum}/relationships")).await.words();
    assert!(other.contains("Maya Brennan-Osei"), "{other}");
}

/// Whoever was chosen is sealed before the form is sent: nothing is told of it, and what was typed comes back with whoever is chosen next.
#[tokio::test]
async fn what_was_typed_of_somebody_who_cannot_be_found_any_more_is_kept() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let address = format!("{}/record/relationship", at("maya"));
    let callum = person("callum").to_string();
    let token = super::token(&jo.get(&address).await);
    let chosen = jo.post(&address, &[("page", &token), ("other", &callum)]).await;
    assert!(chosen.words().contains("With Callum Reeve"), "{}", chosen.words());
    let custodian = testkit::authority::worker_id("Howard Bell").to_string();
    let own = testkit::authority::worker_id("Sunita Rao").to_string();
    let seal = [
        ("level", "sealed"),
        ("why", "A threat to life."),
        ("named", own.as_str()),
        ("custodian", custodian.as_str()),
    ];
    let rao = site.sign_in("Sunita Rao").await;
    saved(&rao, &format!("{}/record/restriction", at("callum")), &seal).await;
    let answers = [
        ("page", token.as_str()),
        ("other", &callum),
        ("is", "parents_ex_partner"),
        ("said_by", "Daniel, by telephone"),
    ];
    let refused = jo.post(&address, &answers).await;
    assert_eq!(refused.status, 422, "{}", refused.words());
    assert!(!refused.body.contains("Callum") && !refused.body.contains(&callum));
    let kept = [
        "name=\"said_by\" value=\"Daniel, by telephone\"",
        "name=\"is\" value=\"parents_ex_partner\"",
        "name=\"choosing\" value=\"yes\"",
    ];
    for field in kept {
        assert!(refused.body.contains(field), "no {field} in {}", refused.body);
    }
    assert!(
        refused.words().contains("What you typed of them is kept"),
        "{}",
        refused.words()
    );
    // Somebody else is chosen: nothing is recorded yet, and the words stand in their fields.
    let patricia = person("patricia").to_string();
    let fields = [
        ("page", token.as_str()),
        ("choosing", "yes"),
        ("is", "parents_ex_partner"),
        ("said_by", "Daniel, by telephone"),
        ("other", &patricia),
    ];
    let again = jo.post(&address, &fields).await;
    assert_eq!(again.status, 200, "{}", again.words());
    assert!(again.words().contains("With Patricia"), "{}", again.words());
    assert!(again.body.contains("value=\"Daniel, by telephone\""), "{}", again.body);
}

/// Somebody who is not on record yet is put there with what they are to the child, once nobody on record turned out to be meant.
#[tokio::test]
async fn a_relationship_with_somebody_new() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let address = format!("{}/record/relationship", at("maya"));
    let page = jo.get(&address).await;
    assert!(!page.body.contains("not on record yet"), "first look");
    let token = super::token(&page);
    let found = jo
        .post(
            &address,
            &[("page", &token), ("step", "find"), ("look_for", "Wilhelmina Tarrowby")],
        )
        .await;
    assert!(
        found.words().contains("somebody who is not on record yet"),
        "{}",
        found.words()
    );
    let chosen = jo.post(&address, &[("page", &token), ("other", "new")]).await;
    assert_eq!(chosen.status, 200, "{}", chosen.words());
    assert!(chosen.body.contains("name=\"new_given\""), "{}", chosen.words());
    let nameless = [
        ("page", token.as_str()),
        ("other", "new"),
        ("new_given", ""),
        ("is", "aunt_or_uncle"),
        ("said_by", "Pat"),
    ];
    let answer = jo.post(&address, &nameless).await;
    assert!(
        answer.status == 422 && answer.words().contains("Enter a given name"),
        "{}",
        answer.words()
    );
    let typed = [
        ("page", token.as_str()),
        ("other", "new"),
        ("new_given", "Wilhelmina"),
        ("new_family", "Tarrowby"),
        ("new_sex", "F"),
        ("is", "aunt_or_uncle"),
        ("said_by", "Pat, by telephone"),
    ];
    let answer = jo.post(&address, &typed).await;
    assert_eq!(answer.status, 303, "{}", answer.words());
    let page = jo.get(&answer.location).await;
    assert!(
        page.words().contains("Recorded. Aunt: Wilhelmina Tarrowby"),
        "{}",
        page.words()
    );
    let again = jo
        .post(
            &address,
            &[
                ("page", &super::token(&jo.get(&address).await)),
                ("step", "find"),
                ("look_for", "Wilhelmina Tarrowby"),
            ],
        )
        .await;
    assert!(again.body.contains("Choose this one"), "she is on record now");
}

#[tokio::test]
async fn who_they_live_with() {
    let site = Site::new().await;
    let jo = site.sign_in("Sunita Rao").await;
    let address = format!("{}/record/home", at("patricia"));
    let page = jo.get(&address).await;
    assert!(page.words().contains("The home of"), "{}", page.words());
    // No address of anybody's home is told by the choice.
    assert!(!page.between("<main", "</main>").contains("Tanner"), "{}", page.words());
    let (before, _) = page.body.split_once("The home of").unwrap();
    let (_, value) = before.rsplit_once("value=\"").unwrap();
    let home = value[..36].to_owned();
    let nobodys = [("home", "01920000-0000-7000-8000-000000000001"), ("said_by", "Pat")];
    let answer = send(&jo, &address, &nobodys).await;
    assert!(
        answer.status == 422 && answer.words().contains("Choose a home of the list"),
        "{}",
        answer.words()
    );
    let page = saved(
        &jo,
        &address,
        &[("home", &home), ("from", "1 Nov 2026"), ("said_by", "Pat")],
    )
    .await
    .words();
    assert!(page.contains("Recorded. Lives in the home:"), "{page}");
    let new = [
        ("home", "new"),
        ("line", "3 Mill Lane, Aldermere"),
        ("postcode", "MX7 1AA"),
        ("said_by", "Pat"),
    ];
    // Whoever lives in a home already is asked what becomes of it.
    let answer = send(&jo, &address, &new).await;
    assert!(
        answer.status == 422 && answer.words().contains("Say whether they still live there"),
        "{}",
        answer.words()
    );
    let new = [&new[..], &[("still", "no"), ("left_on", "11 Nov 2026")]].concat();
    let page = saved(&jo, &address, &new).await.words();
    assert!(
        page.contains("Lives in the home: 3 Mill Lane, Aldermere MX7 1AA"),
        "{page}"
    );
}
