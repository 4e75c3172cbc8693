//! Each thing, from its form to the page.

use testkit::authority::{person, worker_id};

use super::{at, saved, send};
use crate::harness::Site;

/// What is recorded as that, with these answers, stands in these words in the notice after it and on another page of the record.
async fn check(form: &str, answers: &[(&str, &str)], notice: &str, tab: &str, stands: &str) {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let page = saved(&jo, &format!("{}/record/{form}", at("maya")), answers)
        .await
        .words();
    assert!(page.contains(notice), "{form}: {notice} is not in {page}");
    let page = jo.get(&format!("{}{tab}", at("maya"))).await.words();
    assert!(page.contains(stands), "{form}: {stands} is not in {page}");
}

#[tokio::test]
async fn names() {
    let answers = [
        ("kind", "alias"),
        ("given", "Mimi"),
        ("family", "O’Brennan"),
        ("from", "1 Sep 2025"),
    ];
    let notice = "Recorded. Also known as: Mimi O’Brennan, from 1 Sep 2025";
    check("name", &answers, notice, "/details", "Also known as Mimi O’Brennan").await;
}

#[tokio::test]
async fn addresses() {
    let answers = [
        ("kind", "home"),
        ("line", "9 Quay Street, Stowbridge"),
        ("postcode", "mx4 9zz"),
        ("from", "2 Nov 2026"),
    ];
    let notice = "Recorded. Address: home: 9 Quay Street, Stowbridge MX4 9ZZ, from 2 Nov 2026";
    // The latest home that has not ended stands in the bar at the top.
    check(
        "address",
        &answers,
        notice,
        "",
        "born 14 Mar 2018. 9 Quay Street, Stowbridge MX4 9ZZ",
    )
    .await;
}

#[tokio::test]
async fn gender_identity_apart_from_sex() {
    let answers = [("code", "09"), ("words", "a girl, most days")];
    let notice = "Gender identity: Described in own words, a girl, most days";
    check("gender-identity", &answers, notice, "", "Girl, 8 years 7 months").await;
}

#[tokio::test]
async fn numbers() {
    let notice = "Recorded. Home Office reference: HO/77";
    check(
        "identifier",
        &[("scheme", "home_office"), ("value", "HO/77")],
        notice,
        "/details",
        "HO/77",
    )
    .await;
}

#[tokio::test]
async fn languages() {
    let notice = "Recorded. Language: Twi, interpreter needed";
    check(
        "language",
        &[("language", "tw"), ("interpreter", "yes")],
        notice,
        "/details",
        "Twi, interpreter needed",
    )
    .await;
}

#[tokio::test]
async fn disabilities() {
    let answers = [("codes", "HEAR"), ("codes", "COMM")];
    check(
        "disability",
        &answers,
        "Disability: Hearing, Communication",
        "/details",
        "Communication",
    )
    .await;
}

#[tokio::test]
async fn schools() {
    let answers = [
        ("name", "Harbour Primary"),
        ("year_group", "Year 4"),
        ("from", "2 Nov 2026"),
    ];
    check(
        "school",
        &answers,
        "School: Harbour Primary, Year 4, from 2 Nov 2026",
        "",
        "School Harbour Primary Year 4",
    )
    .await;
}

#[tokio::test]
async fn warnings() {
    let answers = [
        ("title", "Ring before you go"),
        ("text", "The dog is loose in the yard."),
        ("review_on", "6 Jan 2027"),
        ("told_family", "Told the family"),
    ];
    let stands = "Ring before you go. The dog is loose in the yard. Recorded by Jo Whitlock, 12 Nov 2026. Told the family. Review by 6 Jan 2027.";
    check("warning", &answers, "Recorded. Warning: Ring before you go", "", stands).await;
}

#[tokio::test]
async fn notes_with_what_the_child_said() {
    let answers = [
        ("title", "Seen at breakfast club"),
        ("on", "11 Nov 2026"),
        ("text", "May ate two bowls."),
        ("child_said", "I like the toast best."),
    ];
    let notice = "Recorded. Case note: Seen at breakfast club.";
    check(
        "note",
        &answers,
        notice,
        "",
        "“I like the toast best.” Maya, 11 Nov 2026",
    )
    .await;
    check("note", &answers, notice, "/timeline?show=notes", "May ate two bowls.").await;
}

#[tokio::test]
async fn a_death_stands_on_every_page() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    saved(&jo, &format!("{}/record/death", at("maya")), &[("on", "11 Nov 2026")]).await;
    assert!(jo.get(&at("maya")).await.words().contains("Girl, died 11 Nov 2026"));
    let brother = jo.get(&at("tyler_james")).await.words();
    assert!(brother.contains("died 11 Nov 2026"), "{brother}");
}

/// Of what there is one, the form leads to the correction of the one that stands: both versions stay.
#[tokio::test]
async fn a_second_birth_date_corrects_the_first() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let form = jo.get(&format!("{}/record/birth", at("maya"))).await;
    assert_eq!(form.status, 303);
    assert!(form.location.ends_with("/correct"), "{}", form.location);
    let page = jo.get(&form.location).await;
    assert!(page.body.contains("value=\"14 Mar 2018\""), "{}", page.words());
    let without_why = [("precision", "exact"), ("on", "15 Mar 2018")];
    let answer = send(&jo, &form.location, &without_why).await;
    assert_eq!(answer.status, 422);
    assert!(answer.words().contains("Say why this is changed"));
    let with_why = [&without_why[..], &[("why_changed", "The certificate says the 15th.")]].concat();
    let page = saved(&jo, &form.location, &with_why).await.words();
    assert!(
        page.contains("Corrected. Date of birth: 15 Mar 2018") && page.contains("born 15 Mar 2018"),
        "{page}"
    );
    let details = jo.get(&format!("{}/details", at("maya"))).await;
    let row = details.between("<td>15 Mar 2018", "</tr>");
    assert!(
        row.contains("<s>14 Mar 2018</s>") && row.contains("The certificate says the 15th."),
        "{row}"
    );
    // The same again changes nothing.
    let link = format!("/people/{}{}", person("maya"), "/record/birth");
    let form = jo.get(&link).await.location;
    let same = [("precision", "exact"), ("on", "15 Mar 2018"), ("why_changed", "Again.")];
    let answer = send(&jo, &form, &same).await;
    assert!(
        answer.status == 409 && answer.words().contains("nothing to save"),
        "{}",
        answer.words()
    );
}

/// An unborn child is the same record after birth.
#[tokio::test]
async fn the_baby_has_been_born() {
    let site = Site::new().await;
    let jo = site.sign_in("Sunita Rao").await;
    let list = jo.get(&format!("{}/record", at("unborn"))).await;
    let address = format!("{}/record/birth?born=1", at("unborn"));
    assert!(
        list.body.contains(&address) && list.words().contains("The baby has been born"),
        "{}",
        list.words()
    );
    let form = jo.get(&address).await.location;
    let page = jo.get(&form).await;
    assert!(
        page.body.contains("The baby has been born."),
        "the reason is written already"
    );
    let answers = [
        ("precision", "exact"),
        ("on", "11 Nov 2026"),
        ("why_changed", "The baby has been born."),
    ];
    let page = saved(&jo, form.split('?').next().unwrap(), &answers).await.words();
    assert!(
        page.contains("born 11 Nov 2026") && !page.contains("Unborn, due"),
        "{page}"
    );
    assert!(
        jo.get(&format!("{}/details", at("unborn")))
            .await
            .body
            .contains("<s>Due 22 Jan 2027</s>")
    );
}

#[tokio::test]
async fn ethnicity_comes_from_the_person_or_a_parent() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    // Whatever stands first, the form is the same: its own page, or the correction.
    let start = jo.get(&format!("{}/record/ethnicity", at("maya"))).await;
    let address = if start.status == 303 {
        start.location
    } else {
        format!("{}/record/ethnicity", at("maya"))
    };
    for impression in ["", "worker", "impression", "school"] {
        let answer = send(
            &jo,
            &address,
            &[("code", "MWBA"), ("said_by", impression), ("why_changed", "x")],
        )
        .await;
        assert_eq!(answer.status, 422, "{impression}");
        let words = answer.words();
        assert!(
            words.contains("Nobody’s impression is recorded") || words.contains("from the person or a parent only"),
            "{words}"
        );
    }
    let told = [
        ("code", "MWBA"),
        ("said_by", "parent"),
        ("why_changed", "Daniel said so."),
    ];
    saved(&jo, &address, &told).await;
    let details = jo.get(&format!("{}/details", at("maya"))).await.words();
    assert!(details.contains("White and Black African A parent"), "{details}");
}

/// A wrong check digit is said beside the field, and kept only knowingly, as it was given.
#[tokio::test]
async fn a_wrong_check_digit_is_kept_knowingly() {
    let site = Site::new().await;
    let jo = site.sign_in("Jo Whitlock").await;
    let address = format!("{}/record/identifier", at("tyler_james"));
    assert!(!jo.get(&address).await.body.contains("name=\"keep\""));
    let wrong = [("scheme", "nhs"), ("value", "999 041 7238")];
    let answer = send(&jo, &address, &wrong).await;
    assert_eq!(answer.status, 422);
    assert!(
        answer.words().contains("The check digit of this NHS number"),
        "{}",
        answer.words()
    );
    assert!(answer.body.contains("name=\"keep\"") && answer.body.contains("value=\"999 041 7238\""));
    let page = saved(&jo, &address, &[&wrong[..], &[("keep", "yes")]].concat())
        .await
        .words();
    assert!(page.contains("NHS number: 999 041 7238"), "{page}");
}

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
    let page = saved(&jo, &address, &new).await.words();
    assert!(
        page.contains("Lives in the home: 3 Mill Lane, Aldermere MX7 1AA"),
        "{page}"
    );
}

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
